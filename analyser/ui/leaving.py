"""The browser's own question before a tab with unsaved choices is closed or reloaded."""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st

SCRIPT = """
export default function ({ data }) {
  window.onbeforeunload = data.unsaved ? (event) => event.preventDefault() : null
  return () => { window.onbeforeunload = null }
}
"""


def ask_before_leaving(*, unsaved: bool) -> None:
    """Have the browser ask before it forgets ``unsaved`` choices; browsers choose the words themselves."""
    _component()(data={"unsaved": unsaved}, key="leaving")


@cache
def _component() -> Any:
    return st.components.v2.component("leaving", js=SCRIPT)
