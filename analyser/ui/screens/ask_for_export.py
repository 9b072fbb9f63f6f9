"""Ask for an export: half a page to print or to send."""

from __future__ import annotations

import streamlit as st

ASK = """
Thank you for telling us about the class group. To look into it we need to read the messages as they were written.
Please send us **one export of that group, without media**. It takes about two minutes.

**On an Android phone**

1. Open the group in WhatsApp and tap the three dots at the top right.
2. Tap **More**, then **Export chat**.
3. Tap **Without media**.
4. Choose your e-mail app and send it to the person at school who asked you for it.

**On an iPhone**

1. Open the group in WhatsApp and tap its name at the top.
2. Scroll down and tap **Export chat**.
3. Tap **Without media**.
4. Choose Mail and send it to the person at school who asked you for it.

**Please**

- send it once, do not open or change the file, and keep the messages on your phone;
- do not send pictures, videos or screenshots of children;
- do not post in the group or stay in it for our sake, and do not export it again unless we ask.

The file shows that it came from your phone: it holds the names as you saved them. We will not volunteer your name. We
cannot promise that nobody will work it out.

If WhatsApp says that export is turned off for this group, tell us. What you saw, in your own words, is enough.
"""


def page() -> None:
    """Show the half page; the rest of the screen is left out of print."""
    with st.container(key="screen intro"):
        st.title("Ask for an export")
        st.markdown(
            "Half a page to print or to copy into an e-mail. To print it, press Ctrl+P (on a Mac, Cmd+P): "
            "only the text below the line is printed."
        )
        st.divider()
    st.markdown("### How to send us a chat from WhatsApp")
    st.markdown(ASK)


page()
