"""For the Head: the one sheet, on screen first, then as a PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from analyser.pack.pdf import render_pdf
from analyser.pack.sheet import Sheet, build_sheet
from analyser.ui import handing, looking, paper, state

PURPOSE = (
    "Here is the sheet for the Head: what was reported, the messages you selected to discuss in their conversation, "
    "and what speaks for the parent at the same size."
)
NOBODY = "Not said"
BUTTON = "make the pdf"


def page() -> None:
    """Ask for what only a person knows, then show the sheet and offer it as a PDF."""
    chat = state.require_chat(PURPOSE)
    st.title("For the Head")
    looking.need_whole()
    with st.container(key="screen-sheet"):
        st.text_input(
            "Your name and role, for the sheet",
            state.work().reader,
            max_chars=100,
            key="sheet reader",
            on_change=lambda: state.set_work(replace(state.work(), reader=st.session_state["sheet reader"])),
        )
        senders = sorted(chat.messages["sender"].dropna().unique(), key=str.casefold)
        about = st.selectbox(
            "Whose messages were reported, if you want to say so",
            [NOBODY, *senders],
            key=f"{state.OF_THIS_CHAT}about",
            persist_state="session",
        )
        mask = st.toggle("Call people Parent 1, Parent 2 and so on", key="sheet mask", persist_state="session")
        sheet = _sheet(about if about != NOBODY else None, mask=mask)
        handing.ask("Make the PDF", key=BUTTON, kind="primary", width="content")
        nothing_chosen()
    paper.draw(sheet, key="sheet")
    handing.hand(BUTTON, f"for the Head {sheet.on}.pdf", lambda: render_pdf(sheet))


def nothing_chosen() -> None:
    """Say what is missing while nothing is selected, and where to go."""
    if not any(made.choice == "to discuss" and not made.undone for made in state.work().decisions):
        st.info("Nothing is selected to discuss yet. The sheet can be printed all the same, and says so.")
        st.page_link("screens/to_read.py", label="Read the messages")


def _sheet(about: str | None, *, mask: bool) -> Sheet:
    return build_sheet(
        state.require_chat(),
        state.annotations(),
        state.work(),
        state.policy(),
        reader=state.work().reader,
        on=date.today(),  # noqa: DTZ011 - the reader's own day
        mask=mask,
        about=about,
        whole=state.looked_to_the_end(),
    )


page()
