"""Open: three questions, a file, then what the file is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from analyser.casework.model import Scope, standing
from analyser.errors import AnalyserError
from analyser.ui import answers, facts, opening, state
from analyser.ui.samples import samples
from analyser.ui.security import UPLOAD_LIMIT_MB
from analyser.ui.trouble import explain
from analyser.ui.words import many

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

PRESSED = "open pressed"


def page() -> None:
    """Show what is open, or ask for a chat."""
    chat = state.chat()
    st.title("Open a chat" if chat is None else "This chat is open")
    if chat is not None:
        what_is_open()
        return
    st.markdown(
        "Read the export of a WhatsApp group that was reported to the school. "
        "The program marks messages to read. You decide what, if anything, is worth discussing. "
        "The file stays on this computer, and the program forgets it when it is stopped. "
        "What you were sent, and what you save or print, stays where you put it."
    )
    reported, invented = st.tabs(["A chat that was reported", "An invented chat, to look round"])
    with reported:
        reported_chat()
    with invented:
        invented_chat()


def reported_chat() -> None:
    """Ask the three questions and take the file."""
    insist = bool(st.session_state.get(PRESSED))
    with st.container(key="questions"):
        scope = answers.ask(insist=insist)
    file = st.file_uploader(
        f"The exported file: a .txt, or the .zip that WhatsApp makes, up to {UPLOAD_LIMIT_MB} MB",
        type=["txt", "zip"],
        key="export",
    )
    st.page_link("screens/ask_for_export.py", label="How to ask a parent for an export without media")
    work = saved_work()
    said = opening.told()
    follow_up = opening.follow_up(file.file_id, button="open file") if file else {}
    trouble = st.container()
    pressed = st.button("Open this file", type="primary", key="open file", on_click=insist_from_now_on)
    if insist and file is None:
        trouble.error("Choose the exported file. If it is too large, ask for an export without media.")
    if insist and scope is None:
        trouble.error("Answer the three questions above first.")
    if pressed and file and scope and follow_up is not None:
        upload = opening.Upload(file.file_id, file.name, file.getvalue(), saved=work)
        go(upload, scope, said | follow_up, trouble)


def invented_chat() -> None:
    """Offer the sample chats."""
    chats = samples()
    title = st.selectbox("Which invented chat?", list(chats), key="sample title")
    st.caption("Nobody in these chats is real. Use them to see what the program does before the first real file.")
    follow_up = opening.follow_up(title or "", button="open sample")
    trouble = st.container()
    if st.button("Open this invented chat", key="open sample") and title and follow_up is not None:
        path = chats[title]
        upload = opening.Upload(title, path.name, path.read_bytes(), sample=True)
        go(upload, state.everything(), follow_up, trouble)


def saved_work() -> bytes | None:
    """Take a file of saved work, if the reader has one."""
    with st.expander("Continue saved work"):
        file = st.file_uploader("The .json file that 'Save my work' wrote", type=["json"], key="saved work file")
        st.caption("Choose the same export above. Your choices and the dates you chose come from the saved file.")
    return file.getvalue() if file else None


def go(upload: opening.Upload, scope: Scope, said: dict[str, str], trouble: DeltaGenerator) -> None:
    """Try to open the file, showing how far it is; say beside the button what is wrong, and lose nothing."""
    with trouble:
        bar = st.progress(0.0, state.READING)
        try:
            done = opening.attempt(upload, scope, said, show=lambda text, share: show(bar, text, share))
        except AnalyserError as error:
            bar.empty()
            explain(error)
            return
    if done:
        st.session_state.pop(PRESSED, None)
        answers.forget()
    st.rerun()


def show(bar: DeltaGenerator, text: str, share: float) -> None:
    """Move the bar, which always says the step in words."""
    bar.progress(min(share, 1.0), text)


def insist_from_now_on() -> None:
    """Say beside each question what is missing, once the button was pressed."""
    st.session_state[PRESSED] = True


def what_is_open() -> None:
    """Show what the file is, what was observed about it, and the way on."""
    chat = state.require_chat()
    if state.scope().danger:
        with st.container(key="prompt danger"):
            st.markdown(answers.FIRST_STEPS)
    if state.is_sample():
        st.info("This is an invented chat. Nobody in it is real.")
    done = state.work()
    if done.decisions or done.read:
        st.info(
            f"You have read {many(len(done.read), 'message')} of it and made {many(len(standing(done)), 'choice')}."
        )
    if st.button("Read the messages", type="primary"):
        st.switch_page("screens/to_read.py")
    facts.show_rows(facts.in_short(chat, state.scope()), key="in short")
    observed(chat.observations)
    change_answers()
    close()


def observed(table: pd.DataFrame) -> None:
    """List what was observed about the file, but for its fingerprint, which stands above."""
    st.subheader("Observed about the file")
    sentences = table.loc[table["id"] != "I1", "observed"]
    if sentences.empty:
        st.markdown("Nothing about the file needs a second look.")
    for sentence in sentences:
        st.text(sentence)
    st.page_link("screens/about_file.py", label="About this file: how it was read, line numbers, what each may mean")


def change_answers() -> None:
    """Let the reader change what was reported or the dates; choices made so far stay."""
    with st.expander("Change what was reported or the dates"):
        scope = answers.ask(before=state.scope())
        if st.button("Use these answers", disabled=scope is None) and scope is not None:
            try:
                state.set_scope(replace(scope, danger=state.scope().danger))
            except AnalyserError as error:
                explain(error)
            else:
                st.rerun()


def close() -> None:
    """Let the reader close this chat to open another."""
    with st.expander("Open another chat"):
        st.markdown(
            "One chat is open at a time in each browser tab. Closing this one forgets its messages. "
            "If you open the same file again in this tab, your choices are still there; "
            "to have them after closing the tab, save your work first."
        )
        st.button("Close this chat", on_click=state.close_chat)


page()
