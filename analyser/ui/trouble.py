"""When something goes wrong: one plain sentence, beside the input it is about, and never a traceback."""

from __future__ import annotations

import logging
import traceback

import streamlit as st

from analyser.errors import AnalyserError
from analyser.ui.words import escaped

LOG = logging.getLogger("analyser")


def explain(error: AnalyserError) -> None:
    """Say what is wrong and what to do next, line by line, at this place on the page."""
    for line in str(error).splitlines():
        st.error(escaped(line))


def unexpected(error: Exception) -> bool:
    """Show a plain page for an error nobody foresaw, and log where it happened but no word of any chat.

    Returns
    -------
    bool
        True, so that Streamlit shows and logs nothing of its own.
    """
    if isinstance(error, AnalyserError):
        explain(error)
        return True
    place = traceback.extract_tb(error.__traceback__)[-1]
    LOG.error("%s in %s, line %s", type(error).__name__, place.name, place.lineno)
    st.error(
        "Something went wrong that this program did not foresee. Your choices are still here. "
        "Save your work from the side of the page, then reload the page or open the chat again."
    )
    return True
