"""Where in the conversation the reader is: the open message, the list being followed, what was said last.

All of it lives in plain keys of the session, so that it outlives a look at another page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analyser.casework.model import mark_read
from analyser.evidence import browse
from analyser.ui import state
from analyser.ui.tables import EVERYTHING, TO_READ, tables

if TYPE_CHECKING:
    from collections.abc import Collection

OPEN, TURN = "reading open", "reading turn"
LIST, SEARCH, COVER = f"{state.OF_THIS_CHAT}list", f"{state.OF_THIS_CHAT}search", "reading cover"
SAID, FOCUS, WORDS = "reading said", "reading focus", "reading words"
CHOSEN = "My choices"


def message() -> int:
    """Return the id of the open message: the one last opened, or the first that is not read."""
    sha256, number = st.session_state.get(OPEN, ("", 0))
    ids = tables().lists[EVERYTHING]
    if sha256 == state.work().sha256 and browse.has(ids, number):
        return int(number)
    wanted = tables().lists[TO_READ] or ids
    return browse.first_unread(wanted, state.work().read) or wanted[0]


def open_message(number: int) -> None:
    """Open a message; the page it is on follows."""
    st.session_state[OPEN] = (state.work().sha256, number)
    st.session_state.pop(WORDS, None)
    say("")


def follow(name: str, *, start: int | None = None) -> None:
    """Follow a list from ``start``, or from its first unread message."""
    st.session_state[LIST] = name
    st.session_state[SEARCH] = ""
    ids = ids_of(name)
    number = start or browse.first_unread(ids, state.work().read) or (ids[0] if ids else None)
    if number:
        open_message(number)


def followed() -> list[int]:
    """Return the ids that 'next' and 'previous' go through: what was searched for, or else the chosen list."""
    words = st.session_state.get(SEARCH) or ""
    if words.strip():
        return browse.search(tables().messages, words, folded=tables().folded)
    return ids_of(st.session_state.get(LIST) or TO_READ)


def ids_of(name: str) -> list[int]:
    """Return the ids of a list by its name."""
    if name == CHOSEN:
        return sorted(chosen().keys() & set(tables().lists[EVERYTHING]))
    return tables().lists.get(name, [])


def names() -> list[str]:
    """Return the names of the lists that hold anything; the one to read is always among them."""
    filled = [name for name, ids in tables().lists.items() if ids or name == TO_READ]
    return [*filled[:-1], CHOSEN, filled[-1]]


def progress() -> tuple[int, int]:
    """Return how many of the messages to read were read, and how many there are."""
    ids = tables().lists[TO_READ]
    return len(state.work().read.intersection(ids)), len(ids)


def notes(ids: Collection[int]) -> dict[int, str]:
    """Return what the reader did with each message so far, in a word or two."""
    read = state.work().read
    listed = {number: "Read" if number in read else "To read" for number in tables().wanted.intersection(ids)}
    return listed | {number: choice.capitalize() for number, choice in chosen().items()}


def chosen() -> dict[int, str]:
    """Return the choice that stands for each message that has one."""
    return {made.message_id: made.choice for made in state.work().decisions if not made.undone}


def move(by: int) -> None:
    """Count the open message as read and open the next (1) or previous (-1) one of the list followed."""
    here = message()
    state.set_work(mark_read(state.work(), [here]))
    there = browse.step(followed(), here, by)
    if there is None:
        say("That was the last message of this list." if by > 0 else "This is the first message of this list.")
    else:
        open_message(there)


def say(sentence: str, *, focus: str = "") -> None:
    """Have the page say a sentence to those who listen to it, and move the focus to a part of it by its key."""
    st.session_state[SAID] = sentence
    st.session_state[FOCUS] = focus
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
