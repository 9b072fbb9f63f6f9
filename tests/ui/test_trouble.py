"""Errors as a reader sees them, and as the log does not."""

from __future__ import annotations

import logging

import pytest
from streamlit.testing.v1 import AppTest

from analyser.errors import PolicyError, SourceError
from analyser.ui.trouble import UNFORESEEN, keep_words_out_of_logs, unexpected
from analyser.ui.words import escaped


def test_the_log_of_an_unforeseen_error_names_the_place_and_no_word_of_a_chat(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("streamlit.error_util")
    monkeypatch.setattr(logger, "filters", [])
    monkeypatch.setattr(logger, "handlers", [caplog.handler])
    said = "Mrs Bell shouted at my son"
    try:
        float(said)
    except ValueError:
        logger.exception("before")
        keep_words_out_of_logs()
        logger.exception("after")
    before, after = (caplog.handler.format(record) for record in caplog.records[-2:])
    assert said in before
    assert said not in after
    assert "ValueError in test_the_log" in after


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (SourceError("The file is empty. Ask for it again."), ["The file is empty. Ask for it again."]),
        (PolicyError(["line 3: no why", "line 9: no spares"]), ["line 3: no why", "line 9: no spares"]),
        (ValueError("a message of the chat"), [UNFORESEEN]),
    ],
)
def test_an_error_is_shown_in_plain_sentences(error: Exception, shown: list[str]) -> None:
    def script(error: Exception) -> None:
        from analyser.ui.trouble import unexpected  # noqa: PLC0415 - AppTest runs the text of this function

        unexpected(error)

    at = AppTest.from_function(script, args=(error,)).run()
    assert [box.value for box in at.error] == [text if text == UNFORESEEN else escaped(text) for text in shown]


def test_streamlit_adds_nothing_of_its_own() -> None:
    assert unexpected(ValueError("x")) is True
