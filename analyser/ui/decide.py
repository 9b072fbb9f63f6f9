"""The reader's choice about the open message: one key each, and always a way back.

Nothing is chosen for the reader in advance, and no choice is made for more than one message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analyser.casework.model import Decision
from analyser.evidence.words import cite
from analyser.ui import choosing, discuss, state

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
LETTERS = "".join(letter for _, letter in CHOICES.values()) + UNDO


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
        st.button("Undo", key="decide-undo", width="stretch", shortcut=f"Alt+{UNDO}", on_click=choosing.take_back)
    discuss.form(number, text, near=choosing.words_of(number, rows)[0])


def _standing(number: int) -> None:
    """Show the choice that stands for a message, if there is one."""
    made = choosing.standing(number)
    if made is None:
        return
    st.markdown(f"**Your choice: {made.choice}**" + (f", {cite(made.clause, state.policy())}" if made.clause else ""))
    if made.reason:
        st.text(made.reason)


def _choose(choice: str, number: int, text: str, rows: pd.DataFrame) -> None:
    if choice == "to discuss":
        discuss.begin(number, text, rows)
        return
    start, end = choosing.words_of(number, rows)
    finder = choosing.finder(number)
    choosing.keep(
        Decision(message_id=number, choice=choice, start=start, end=end, found_by=finder, made_at=choosing.now())
    )
