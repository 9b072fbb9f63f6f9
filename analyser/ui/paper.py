"""The sheet for the Head on screen, drawn from the same value as the PDF. `paper.js` draws, `paper.css` dresses.

Its words come from a chat, so that they go through this component, which knows nothing but text.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from analyser.pack.sheet import Sheet

HTML = '<article class="paper" aria-label="The sheet"></article>'


def draw(sheet: Sheet, *, key: str) -> None:
    """Put the sheet on the page."""
    _component()(data=asdict(sheet) | {"on": sheet.on.isoformat()}, key=key)


@cache
def _component() -> Any:
    """Register the component, once per process."""
    here = Path(__file__)
    style, script = (here.with_suffix(suffix).read_text("utf-8") for suffix in (".css", ".js"))
    return st.components.v2.component("paper", html=HTML, css=style, js=script, isolate_styles=False)
