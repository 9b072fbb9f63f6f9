"""The three questions that come before a file: is anyone in danger now, what was reported, which dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from analyser.casework.model import Scope
from analyser.ui import state

SAFE, DANGER = "No, not as far as I know", "Yes, or I am not sure"
ALL_HEADINGS, SOME_HEADINGS = "Everything in the code of conduct", "Only some of it"
ALL_DAYS, SOME_DAYS = "All the dates in the file", "From one day to another"
DAY_INPUT: dict[str, Any] = {"format": "DD/MM/YYYY", "min_value": date(2009, 1, 1)}  # the year WhatsApp began
KEPT = "answers so far"
ALWAYS = "mitigating"  # what speaks for a parent is looked for whatever was reported

FIRST_STEPS = """
**What to do first. The chat can wait.**

- **Someone is in danger now:** ring 999, or children's social care. Do it now and write it down afterwards.
- **An adult who works or volunteers at the school may have harmed a child, or be a risk to one:** stop here. Tell the
  Head, or the chair of governors if it is about the Head. The local authority designated officer (LADO) must hear
  within one working day. Put nothing to the parent before their advice.
- **A nude image of a child:** do not open, copy, save, forward or delete it. Tell the Designated Safeguarding Lead
  (DSL).
- **A child may be at risk in any other way:** tell the DSL at once, outside this program.
"""
ALSO_LATER = (
    "If it is about an adult at the school, a nude image of a child, or a child at risk, answer “Yes, or I am not "
    "sure” even if it was some time ago: you are shown what to do first."
)
CONFLICT = "If the report is about you or the Head, ask someone who is not involved to read the chat."


def ask(*, before: Scope | None = None, insist: bool = False) -> Scope | None:
    """Draw the questions and return the answers, or None while one is missing or does not fit.

    Parameters
    ----------
    before : Scope, optional
        Answers given earlier: the question about danger is not asked again, and the rest starts from them.
    insist : bool
        Whether to say beside each question what is missing.
    """
    danger = _danger(insist=insist) if before is None else before.danger
    headings = _headings(before, insist=insist)
    days = _days(before, insist=insist)
    if danger is None or not headings or days is None:
        return None
    return Scope(headings=(*headings, ALWAYS), first_day=days[0], last_day=days[1], danger=danger)


def keep() -> None:
    """Hold on to the answers while another page is looked at; Streamlit forgets a widget that is not drawn."""
    kept = st.session_state.setdefault(KEPT, {})
    for key in _keys():
        if key in st.session_state:
            kept[key] = st.session_state[key]
        elif key in kept:
            st.session_state[key] = kept[key]


def forget() -> None:
    """Forget the answers, so that the next file is asked about anew."""
    st.session_state.pop(KEPT, None)
    for key in _keys():
        st.session_state.pop(key, None)


def _keys() -> list[str]:
    return ["danger", "headings", "days", "first day", "last day", *(f"heading {name}" for name in _choices())]


def _choices() -> dict[str, str]:
    return {name: title for name, title in state.policy().headings.items() if name != ALWAYS}


def _danger(*, insist: bool) -> bool | None:
    answer = st.radio("Is anyone in danger now?", [SAFE, DANGER], index=None, key="danger", horizontal=True)
    if answer == DANGER:
        with st.container(key="prompt danger"):
            st.markdown(FIRST_STEPS)
    if answer is None and insist:
        st.error("Say whether anyone is in danger now, as far as you know.")
    st.caption(f"{ALSO_LATER} {CONFLICT}")
    return None if answer is None else answer == DANGER


def _headings(before: Scope | None, *, insist: bool) -> tuple[str, ...]:
    choices = _choices()
    chosen = set(before.headings) & set(choices) if before else set()
    index = None if before is None else int(chosen != set(choices))
    key = "headings" if before is None else "new headings"
    answer = st.radio("What was reported?", [ALL_HEADINGS, SOME_HEADINGS], index=index, key=key, horizontal=True)
    if answer == ALL_HEADINGS:
        return tuple(choices)
    ticked: tuple[str, ...] = ()
    if answer == SOME_HEADINGS:
        mark = "" if before is None else "new "
        ticked = tuple(
            name for name, title in choices.items() if st.checkbox(title, name in chosen, key=f"{mark}heading {name}")
        )
    if not ticked and insist:
        st.error("Choose what was reported: everything in the code, or at least one heading of it.")
    return ticked


def _days(before: Scope | None, *, insist: bool) -> tuple[date | None, date | None] | None:
    limited = before is not None and bool(before.first_day or before.last_day)
    index = None if before is None else int(limited)
    mark = "" if before is None else "new "
    answer = st.radio("About which dates?", [ALL_DAYS, SOME_DAYS], index=index, key=f"{mark}days", horizontal=True)
    if answer == ALL_DAYS:
        return (None, None)
    if answer is None:
        if insist:
            st.error("Choose the dates: all of them, or from one day to another.")
        return None
    left, right = st.columns(2)
    first = left.date_input("First day", before.first_day if before else None, key=f"{mark}first day", **DAY_INPUT)
    last = right.date_input("Last day", before.last_day if before else None, key=f"{mark}last day", **DAY_INPUT)
    return _in_order(first, last, insist=insist)


def _in_order(first: date | None, last: date | None, *, insist: bool) -> tuple[date | None, date | None] | None:
    if first and last and first > last:
        st.error("The first day comes after the last day. Change one of them.")
        return None
    if not first and not last:
        if insist:
            st.error("Give the first day, the last day, or both.")
        return None
    return first, last
