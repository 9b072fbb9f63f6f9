"""The reader's choice about the open message: one key each, and always a way back.

A choice counts the message as read and opens the next unread one of the list that is followed. *To discuss* asks for
a clause and a reason first, because the parent may read them. Nothing is chosen for the reader in advance.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from analyser.casework.model import Decision, decide, undo
from analyser.evidence import browse
from analyser.evidence.words import cite
from analyser.ui import place, state
from analyser.ui.tables import tables

if TYPE_CHECKING:
    import pandas as pd

CHOICES = {  # choice: its words on the button, and the letter that goes with Alt
    "not a concern": ("Not a concern", "N"),
    "to discuss": ("To discuss", "D"),
    "not sure": ("Not sure", "U"),
    "safeguarding": ("Safeguarding", "G"),
    "speaks for the parent": ("Speaks for the parent", "P"),
}
UNDO = "Z"
AFTER = {"safeguarding": "Tell the Designated Safeguarding Lead at once, outside this program."}
ASKING, TROUBLE = "deciding about", "deciding trouble"
CLAUSE, QUOTE, REASON = "discuss-clause", "discuss-words", "discuss-reason"
WHOLE = "Leave empty for the whole message."


def show(number: int, text: str, rows: pd.DataFrame) -> None:
    """Draw the choices for a message, and the form of *to discuss* when it was asked for.

    Parameters
    ----------
    number : int
        The open message.
    text : str
        Its words.
    rows : DataFrame
        ``views.PASSAGES`` of it, the plainest first; may be empty.
    """
    _standing(number)
    with st.container(key="choices"):
        for choice, (words, letter) in CHOICES.items():
            st.button(
                words,
                key=f"decide-{choice.replace(' ', '-')}",
                width="stretch",
                shortcut=f"Alt+{letter}",
                on_click=_choose,
                args=(choice, number, text, rows),
            )
        st.button("Undo", key="decide-undo", width="stretch", shortcut=f"Alt+{UNDO}", on_click=take_back)
    if st.session_state.get(ASKING) == number:
        _ask(number, text, rows)


def take_back() -> None:
    """Undo the latest choice that stands, and open its message again."""
    before = [decision for decision in state.work().decisions if not decision.undone]
    if not before:
        place.say("There is no choice to undo.")
        return
    state.set_work(undo(state.work()))
    place.open_message(before[-1].message_id)
    place.say(f"Undone: {before[-1].choice}.")


def _standing(number: int) -> None:
    """Show the choice that stands for a message, if there is one."""
    made = standing(number)
    if made is None:
        return
    st.markdown(f"**Your choice: {made.choice}**" + (f", {cite(made.clause, state.policy())}" if made.clause else ""))
    if made.reason:
        st.text(made.reason)


def standing(number: int) -> Decision | None:
    """Return the choice that stands for a message."""
    made = [one for one in state.work().decisions if one.message_id == number and not one.undone]
    return made[-1] if made else None


def _choose(choice: str, number: int, text: str, rows: pd.DataFrame) -> None:
    st.session_state.pop(TROUBLE, None)
    start, end = _words_of(number, rows)
    if choice != "to discuss":
        _keep(
            Decision(message_id=number, choice=choice, start=start, end=end, found_by=_finder(number), made_at=_now())
        )
        return
    before = standing(number)
    clauses = [clause for clause in rows.loc[~rows["quiet"], "clause"].dropna() if clause in _clauses()]
    st.session_state[ASKING] = number
    st.session_state[CLAUSE] = before.clause if before and before.clause in _clauses() else next(iter(clauses), None)
    st.session_state[QUOTE] = text[start:end]
    st.session_state[REASON] = (before.reason or "") if before else ""
    place.say("Choose a clause and give a reason.", focus=CLAUSE)


def _ask(number: int, text: str, rows: pd.DataFrame) -> None:
    with st.form("discuss", border=True):
        st.selectbox(
            "Which clause is it about?",
            list(_clauses()),
            index=None,
            key=CLAUSE,
            format_func=_clauses().__getitem__,
            placeholder="Choose a clause",
        )
        st.text_input("Which words?", key=QUOTE, help=WHOLE)
        st.text_area(
            "Why is it worth discussing? The parent may read this.",
            key=REASON,
            height=96,
            placeholder="In your own words",
        )
        if trouble := st.session_state.get(TROUBLE):
            st.error(trouble)
        with st.container(horizontal=True):
            st.form_submit_button("Keep for discussion", type="primary", on_click=_discuss, args=(number, text, rows))
            st.form_submit_button("Cancel", on_click=_cancel)


def _discuss(number: int, text: str, rows: pd.DataFrame) -> None:
    words = (st.session_state[QUOTE] or "").strip()
    before = _words_of(number, rows)
    start = before[0] if words == text[slice(*before)].strip() else text.find(words)
    if start < 0:
        _complain(
            "These words are not in the message. Copy them exactly, or leave the box empty for the whole message."
        )
        return
    start += len(text[start:]) - len(text[start:].lstrip()) if words else 0
    try:
        decision = Decision(
            message_id=number,
            choice="to discuss",
            clause=st.session_state[CLAUSE],
            reason=(st.session_state[REASON] or "").strip(),
            start=start if words else 0,
            end=start + len(words) if words else 0,
            found_by=_finder(number),
            made_at=_now(),
        )
    except ValueError as error:
        _complain(str(error))
        return
    _keep(decision)
    place.say(st.session_state[place.SAID], focus="decide-to-discuss")


def _complain(sentence: str) -> None:
    st.session_state[TROUBLE] = sentence
    place.say(sentence, focus=CLAUSE)


def _cancel() -> None:
    for key in (ASKING, TROUBLE):
        st.session_state.pop(key, None)
    place.say("Nothing was chosen.", focus="decide-to-discuss")


def _keep(decision: Decision) -> None:
    st.session_state.pop(ASKING, None)
    state.set_work(decide(state.work(), decision))
    there = browse.next_unread(place.followed(), decision.message_id, state.work().read)
    if there is not None:
        place.open_message(there)
    done = [f"Kept: {decision.choice}.", AFTER.get(decision.choice, "")]
    place.say(" ".join([*filter(None, done), *([] if there else ["Every message of this list is read."])]))


def _words_of(number: int, rows: pd.DataFrame) -> tuple[int, int]:
    """Return the words the choice is about: those the reader selected, else the plainest passage, else all (0, 0)."""
    selected = st.session_state.get(place.WORDS)
    if selected and selected["id"] == number:
        return int(selected["start"]), int(selected["end"])
    return (int(rows["start"].iloc[0]), int(rows["end"].iloc[0])) if len(rows) else (0, 0)


def _finder(number: int) -> str:
    return "the program" if number in tables().wanted else "a person"


def _clauses() -> dict[str, str]:
    """Return what a message can be discussed under, cited by id: the clauses that say what the group is not for."""
    policy = state.policy()
    about = (clause for clause in policy.clauses.values() if clause.category not in (None, "mitigating"))
    return {clause.id: cite(clause.id, policy) for clause in about}


def _now() -> datetime:
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - the reader's own clock
