"""What happens when a choice is made: it is kept, its message counts as read, and the next unread one is opened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from analyser.casework.model import Decision, decide, undo
from analyser.evidence import browse
from analyser.ui import place, state
from analyser.ui.tables import tables

if TYPE_CHECKING:
    import pandas as pd

AFTER = {
    "safeguarding": (
        "Tell the Designated Safeguarding Lead at once, outside this program; "
        "the Head, if it is about an adult at the school."
    )
}


def keep(decision: Decision) -> None:
    """Keep a choice and open the next unread message of the list that is followed."""
    state.set_work(decide(state.work(), decision))
    there = browse.next_unread(place.followed(), decision.message_id, state.work().read)
    if there is not None:
        place.open_message(there)
    done = [f"Kept: {decision.choice}.", AFTER.get(decision.choice, "")]
    place.say(" ".join([*filter(None, done), *([] if there else ["Every message of this list is read."])]))


def take_back() -> None:
    """Undo the latest choice that stands, and open its message again."""
    before = [decision for decision in state.work().decisions if not decision.undone]
    if not before:
        place.say("There is no choice to undo.")
        return
    state.set_work(undo(state.work()))
    place.open_message(before[-1].message_id)
    place.say(f"Undone: {before[-1].choice}.")


def standing(number: int) -> Decision | None:
    """Return the choice that stands for a message."""
    made = [one for one in state.work().decisions if one.message_id == number and not one.undone]
    return made[-1] if made else None


def words_of(number: int, rows: pd.DataFrame) -> tuple[int, int]:
    """Return the words a choice is about: those selected, else the plainest passage, else all of them (0, 0).

    Parameters
    ----------
    number : int
        The message.
    rows : DataFrame
        ``views.PASSAGES`` of it, the plainest first; may be empty.
    """
    selected = st.session_state.get(place.WORDS)
    if selected and selected["id"] == number:
        return int(selected["start"]), int(selected["end"])
    return (int(rows["start"].iloc[0]), int(rows["end"].iloc[0])) if len(rows) else (0, 0)


def finder(number: int) -> str:
    """Return who first marked a message: the program, if it listed it to read, or a person."""
    return "the program" if number in tables().wanted else "a person"


def now() -> datetime:
    """Return the time on the reader's own clock, to the second."""
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - no zone, as in the chat
