"""The form of *to discuss*: which clause, which words, and why, because the parent may read it.

It starts from what is known: the choice that stands, or else the words selected or marked and the clause that goes
with them. The words are looked for in the message whatever its line breaks, because a line of a form has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from analyser.casework.model import Decision
from analyser.evidence.words import cite
from analyser.ui import choosing, place, state

if TYPE_CHECKING:
    import pandas as pd

ASKING, TROUBLE = f"{state.OF_THIS_CHAT}asking", "discuss trouble"
CLAUSE, QUOTE, REASON = "discuss-clause", "discuss-words", "discuss-reason"
BUTTON = "decide-to-discuss"  # gets the focus back
NO_CLAUSE = "Choose the clause it is about."
NO_REASON = "Give a reason in your own words."
NO_WORDS = "These words are not in the message. Copy them exactly, or leave the box empty for the whole message."


def begin(number: int, text: str, rows: pd.DataFrame) -> None:
    """Open the form for a message, filled in as far as it can be.

    Parameters
    ----------
    number : int
        The message.
    text : str
        Its words.
    rows : DataFrame
        ``views.PASSAGES`` of it, the plainest first; may be empty.
    """
    before = choosing.standing(number)
    offered = [before.clause] if before else rows.loc[~rows["quiet"], "clause"].dropna()
    start, end = (before.start, before.end) if before and before.clause else choosing.words_of(number, rows)
    st.session_state[ASKING] = number
    st.session_state[CLAUSE] = next((clause for clause in offered if clause in _clauses()), None)
    st.session_state[QUOTE] = " ".join(text[start:end].split())
    st.session_state[REASON] = (before.reason or "") if before else ""
    st.session_state.pop(TROUBLE, None)
    place.say("Choose a clause and give a reason.", focus=CLAUSE)


def form(number: int, text: str, near: int) -> None:
    """Draw the form if it was opened for this message; ``near`` is where its words are expected."""
    if st.session_state.get(ASKING) != number:
        return
    offered = _clauses()
    with st.form("discuss"):
        _trouble(CLAUSE)
        st.selectbox(
            "Which clause is it about?",
            list(offered),
            index=None,
            key=CLAUSE,
            format_func=offered.__getitem__,
            placeholder="Choose a clause",
            persist_state="session",
        )
        _trouble(QUOTE)
        st.text_input("Which words?", key=QUOTE, help="Leave empty for the whole message.", persist_state="session")
        _trouble(REASON)
        st.text_area(
            "Why is it worth discussing? The parent may read this.",
            key=REASON,
            height=96,
            placeholder="In your own words",
            persist_state="session",
        )
        with st.container(horizontal=True):
            st.form_submit_button("Keep for discussion", type="primary", on_click=_keep, args=(number, text, near))
            st.form_submit_button("Cancel", on_click=_cancel)


def find(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Return where words stand in a text, whatever its line breaks: the place nearest to ``near``.

    Returns
    -------
    tuple of int or None
        Start and end, half-open, in characters; (0, 0) for no words; None if they are not there.
    """
    if not words.split():
        return 0, 0
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    places = [match.span() for match in re.finditer(pattern, text)]
    return min(places, key=lambda span: abs(span[0] - near), default=None)


def _keep(number: int, text: str, near: int) -> None:
    if st.session_state.get(ASKING) != number:
        return  # the second click of a double click: the first one has kept it
    clause, reason = st.session_state[CLAUSE], (st.session_state[REASON] or "").strip()
    span = find(text, st.session_state[QUOTE] or "", near)
    missing = {CLAUSE: NO_CLAUSE if not clause else "", QUOTE: "" if span else NO_WORDS}
    missing[REASON] = "" if reason else NO_REASON
    st.session_state[TROUBLE] = missing
    if span is None or any(missing.values()):
        place.say(" ".join(filter(None, missing.values())), focus=next(key for key, said in missing.items() if said))
        return
    st.session_state.pop(ASKING)
    choosing.keep(
        Decision(
            message_id=number,
            choice="to discuss",
            clause=clause,
            reason=reason,
            start=span[0],
            end=span[1],
            found_by=choosing.finder(number),
            made_at=choosing.now(),
        )
    )
    place.say(st.session_state[place.SAID], focus=BUTTON)


def _cancel() -> None:
    st.session_state.pop(ASKING, None)
    place.say("Nothing was chosen.", focus=BUTTON)


def _trouble(key: str) -> None:
    """Say above a field what is wrong with it."""
    if said := st.session_state.get(TROUBLE, {}).get(key):
        st.error(said)


def _clauses() -> dict[str, str]:
    """Return what a message can be discussed under, cited by id: the clauses that say what the group is not for."""
    policy = state.policy()
    about = (clause for clause in policy.clauses.values() if clause.category not in (None, "mitigating"))
    return {clause.id: cite(clause.id, policy) for clause in about}
