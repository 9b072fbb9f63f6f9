"""The frame of every page: the list of pages, the look, and *Save my work*.

The pages lie in ``screens``: a folder called ``pages`` beside the main script would make Streamlit run a page without
its frame when a visit starts there.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import streamlit as st

from analyser.casework.model import standing
from analyser.casework.work_file import save
from analyser.errors import PolicyError
from analyser.ui import answers, handing, looking, state, theme
from analyser.ui.focus import keep_focus
from analyser.ui.leaving import ask_before_leaving
from analyser.ui.trouble import explain
from analyser.ui.words import many

PAGES = {
    "open": "Open",
    "to_read": "To read",
    "conversation": "Conversation",
    "overview": "Overview",
    "for_the_head": "For the Head",
    "about_file": "About this file",
    "how_it_works": "How it works",
    "ask_for_export": "Ask for an export",
}
WIDE = {"to_read", "conversation", "overview", "about_file"}
BUTTON = "save work"
FOLDER = Path(__file__).with_name("screens")


def draw() -> None:
    """Draw the frame, then the page that was chosen."""
    st.set_page_config(initial_sidebar_state=260)
    pages = {name: st.Page(FOLDER / f"{name}.py", title=title) for name, title in PAGES.items()}
    chosen = st.navigation(list(pages.values()))
    wide = any(chosen == pages[name] for name in WIDE)
    st.set_page_config(page_title=f"{chosen.title} · Class chat reader", layout="wide" if wide else "centered")
    st.session_state[state.PAGE] = chosen.title
    theme.dress()
    need_policy()
    answers.keep()
    with st.sidebar:
        side()
        keep_focus()
    chosen.run()


def need_policy() -> None:
    """Stop with every mistake of the policy, by file and line: nothing can be marked without one."""
    try:
        state.policy()
    except PolicyError as error:
        st.title("The policy file has mistakes")
        st.markdown("Put these right in the file, then reload this page.")
        explain(error)
        st.stop()


def side() -> None:
    """Offer *Save my work* and say where the work lives."""
    if state.chat() is None:
        st.caption("Everything stays on this computer. Nothing is sent anywhere.")
        if state.closed_unsaved():
            st.caption(
                "What you did with a chat that you closed is not in a file. To save it, open the same export again."
            )
        ask_before_leaving(unsaved=state.closed_unsaved())
        return
    looking.watch()
    handing.ask("Save my work", key=BUTTON, kind="secondary", width="stretch")
    said = st.empty()
    handing.hand(BUTTON, f"saved work {datetime.now():%Y-%m-%d %H.%M}.json", _saved)  # noqa: DTZ005 - the reader's clock
    said.caption(
        f"{how_much_is_saved()} Your work lives in this browser tab only: reloading or closing the tab forgets it. "
        "The saved file holds your choices and reasons and no message. You need the same export to continue."
    )
    ask_before_leaving(unsaved=not state.is_saved() or state.closed_unsaved())


def _saved() -> bytes:
    state.note_saved()
    return save(state.work())


def how_much_is_saved() -> str:
    """Say in one sentence what closing the tab would lose."""
    choices = len(standing(state.work()))
    if not state.is_saved():
        made = state.work().decisions
        return f"{many(choices, 'choice')} so far, not all saved." if made else "What you have read is not saved yet."
    return f"{many(choices, 'choice')}, all saved." if choices else "Nothing to save yet."
