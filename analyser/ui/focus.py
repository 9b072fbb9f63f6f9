"""The keyboard's place on the page: when what had it is drawn away, the heading of the new page gets it.

Without this, somebody who opens a chat with the Enter key, or who listens to the page, would be nowhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st


def keep_focus() -> None:
    """Watch over the focus; `focus.js` does it."""
    _component()(key="focus")


@cache
def _component() -> Any:
    """Register the component, once per process."""
    return st.components.v2.component("focus", js=Path(__file__).with_suffix(".js").read_text("utf-8"))
