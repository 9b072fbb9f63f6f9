"""A choice counts only once its message can have been seen, so that no double click decides about the next one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st


def only_when_seen(turn: int, *, choose: str, move: str) -> None:
    """Take no choice before the message of this turn was shown; `seen.js` does it.

    Parameters
    ----------
    turn : int
        Differs from the last one when another message is open or something was said.
    choose, move : str
        The letters that choose, and those that turn to another message, together with Alt.
    """
    _component()(data={"turn": turn, "keys": {"choose": choose, "move": move}}, key="seen")


@cache
def _component() -> Any:
    """Register the component, once per process."""
    return st.components.v2.component("seen", js=Path(__file__).with_suffix(".js").read_text("utf-8"))
