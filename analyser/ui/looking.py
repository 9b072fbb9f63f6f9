"""What the page says while the second reading of a long chat goes on, and when it has ended."""

from __future__ import annotations

import streamlit as st

from analyser.ui import state

EVERY = 2.0  # seconds between two looks at how far it is
NOT_WHOLE = (
    "The program could not look at this chat to the end. What is listed was found by words alone. "
    "To have it look again, close this chat and open it again; your choices stay."
)


def watch() -> None:
    """Draw, where a second reading is not part of the marks yet, how far it is, and let the reader take it in."""
    going = state.later()
    if going is not None:
        st.fragment(_how_far, run_every=EVERY if going.goes_on else None)()


def need_whole() -> None:
    """Take in what the second reading found; while it goes on, say so in place of the page, which needs it whole."""
    going = state.later()
    if going is None:
        return
    if going.goes_on:
        st.info(
            "The program is still looking at the messages. This page counts what was found, so it is drawn as soon as "
            "that is whole: in a minute or two at most."
        )
        st.fragment(_come_back, run_every=EVERY)()
        st.stop()
    if going.failed:
        st.warning(NOT_WHOLE)
    state.take_later()


def _how_far() -> None:
    going = state.later()
    if going is None:
        return
    if going.failed:
        st.warning(NOT_WHOLE)
    elif going.goes_on:
        st.progress(going.done / max(going.total, 1), f"Still looking: {going.done:,} of {going.total:,} messages")
        st.caption("You can begin. What is listed so far was found by words alone, and more will come.")
    else:
        st.info(f"The program has now looked at all {going.total:,} messages.")
        if st.button("Show what it found", key="take later"):
            state.take_later()
            st.rerun()


def _come_back() -> None:
    going = state.later()
    if going is None or not going.goes_on:
        st.rerun()
