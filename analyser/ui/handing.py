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
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED, GIVEN = "files asked for", "files given"


def ask(label: str, *, key: str) -> None:
    """Draw the button that asks for the file."""
    st.button(label, key=key, type="primary", on_click=_note)


def hand(name: str, make: Callable[[], bytes]) -> None:
    """Send the file if somebody has asked for it and does not have it; it is made only then."""
    asked = st.session_state.get(ASKED, 0)
    if asked == st.session_state.get(GIVEN, 0):
        return
    _component()(data={"name": name, "file": b64encode(make()).decode(), "number": asked}, key="handing")
    st.session_state[GIVEN] = asked


def _note() -> None:
    st.session_state[ASKED] = st.session_state.get(ASKED, 0) + 1


@cache
def _component() -> Any:
    """Register the component, once per process."""
    return st.components.v2.component("handing", js=Path(__file__).with_suffix(".js").read_text("utf-8"))
