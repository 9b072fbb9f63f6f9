"""When something goes wrong: one plain sentence, beside the input it is about, never a traceback, never in a log."""

from __future__ import annotations

import logging
import traceback

import streamlit as st

from analyser.errors import AnalyserError
from analyser.ui.words import escaped

UNFORESEEN = (
    "Something went wrong that this program did not foresee. Your choices are still here: save your work from the "
    "side of the page. Then go to another page and come back, or reload this tab and open the chat again."
)


def explain(error: AnalyserError) -> None:
    """Say what is wrong and what to do next, line by line, at this place on the page."""
    for line in str(error).splitlines():
        st.error(escaped(line))


def unexpected(error: Exception) -> bool:
    """Show a plain page for an error nobody caught.

    Returns
    -------
    bool
        True, so that Streamlit shows nothing of its own.
    """
    if isinstance(error, AnalyserError):
        explain(error)
    else:
        st.error(UNFORESEEN)
    return True


def keep_words_out_of_logs() -> None:
    """Have Streamlit log where an error happened but not its message, which may quote a chat."""
    logging.getLogger("streamlit.error_util").addFilter(_only_the_place)


def log_own_notes() -> None:
    """Have the program's own notes reach the log of the server: which characters were not printed as they are."""
    own = logging.getLogger("analyser")
    own.setLevel(logging.INFO)
    if not own.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        own.addHandler(handler)


def _only_the_place(record: logging.LogRecord) -> bool:
    if record.exc_info and record.exc_info[1]:
        error = record.exc_info[1]
        place = (traceback.extract_tb(error.__traceback__) or [traceback.FrameSummary("", 0, "")])[-1]
        record.msg, record.args = "%s in %s, line %s", (type(error).__name__, place.name, place.lineno)
        record.exc_info = record.exc_text = None
    return True
