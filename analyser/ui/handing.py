"""Hands a file to the reader that is made in answer to a click, from what the page says at that moment.

A download button of Streamlit's hands out what was made before the click: a name typed, or names masked, a moment
earlier would be missing from it. A file made on the click instead is lost if the page is drawn anew meanwhile. So an
ordinary button asks, the page is drawn with everything that was answered, and `handing.js` saves what comes of it. The
request stands until the file has been sent, however often the page is drawn anew.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED, GIVEN = "{}: files asked for", "{}: files given"  # by the key of the button
TYPES = {".pdf": "application/pdf", ".json": "application/json"}


def ask(label: str, *, key: str, kind: Literal["primary", "secondary"], width: Literal["content", "stretch"]) -> None:
    """Draw the button that asks for the file."""
    st.button(label, key=key, type=kind, width=width, on_click=_note, args=(key,))


def hand(key: str, name: str, make: Callable[[], bytes]) -> None:
    """Send the file that the button ``key`` asks for, if somebody has asked and does not have it; made only then."""
    asked = st.session_state.get(ASKED.format(key))
    if asked == st.session_state.get(GIVEN.format(key)):
        return
    file = {"name": name, "type": TYPES[Path(name).suffix], "bytes": b64encode(make()).decode()}
    _component()(data={"button": key, "request": asked, "file": file}, key=f"handing {key}")
    st.session_state[GIVEN.format(key)] = asked


def _note(key: str) -> None:
    # A name of its own: the page outlives the session when the server starts anew, and must not know it already.
    st.session_state[ASKED.format(key)] = uuid4().hex


@cache
def _component() -> Any:
    """Register the component, once per process."""
    return st.components.v2.component("handing", js=Path(__file__).with_suffix(".js").read_text("utf-8"))
