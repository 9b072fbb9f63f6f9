"""A long chat opens once the rules have read it; what the second reading finds is shown when the reader asks."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import analyser
from analyser.annotation import first_reading, second_reading
from analyser.ui import later, looking, state
from tests.ui.reading import press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamlit.testing.v1 import AppTest


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Take every chat for a long one, and hold its second reading until the gate is set."""
    opened = Event()

    def held(*arguments: Any, **named: Any) -> pd.DataFrame:
        opened.wait(60)
        return second_reading(*arguments, **named)

    monkeypatch.setattr(state, "AT_ONCE", 0)
    monkeypatch.setattr(later, "second_reading", held)
    yield opened
    opened.set()


def go_to(app: AppTest, page: str) -> None:
    app.switch_page(f"screens/{page}.py").run()
    assert not app.exception


def let_through(app: AppTest, gate: Event) -> None:
    gate.set()
    app.session_state[state.LATER].wait()
    app.run()


def test_the_reader_begins_with_what_the_rules_found(gate: Event, opened: AppTest) -> None:
    del gate
    going = opened.session_state[state.LATER]
    assert going.goes_on
    assert set(opened.session_state[state.ANNOTATIONS]["reason"]).isdisjoint({"model", "conversation"})
    go_to(opened, "to_read")
    assert any("so far" in text.value for text in (*opened.markdown, *opened.caption))


def test_what_was_found_is_shown_when_the_reader_asks_and_is_all_that_there_is(gate: Event, opened: AppTest) -> None:
    go_to(opened, "to_read")
    before = opened.session_state[state.ANNOTATIONS]
    let_through(opened, gate)
    assert opened.session_state[state.ANNOTATIONS] is before  # nothing changes under the reader's eyes
    opened.button(key="take later").click().run()
    whole = analyser.annotate(opened.session_state[state.CHAT].messages, state.nlp())
    pd.testing.assert_frame_equal(opened.session_state[state.ANNOTATIONS], whole)
    assert state.LATER not in opened.session_state


@pytest.mark.parametrize("page", ["overview", "for_the_head"])
def test_a_page_that_counts_waits_for_the_whole(gate: Event, opened: AppTest, page: str) -> None:
    go_to(opened, page)
    assert any("still looking" in info.value for info in opened.info)
    let_through(opened, gate)
    assert not any("still looking" in info.value for info in opened.info)
    assert state.LATER not in opened.session_state


def test_a_reading_that_fails_says_so_and_leaves_what_the_rules_found(
    monkeypatch: pytest.MonkeyPatch, gate: Event, opened: AppTest, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any, **__: Any) -> pd.DataFrame:
        raise RuntimeError("You stupid cow")

    opened.session_state[state.LATER].stop()
    monkeypatch.setattr(later, "second_reading", fails)
    first = opened.session_state[state.ANNOTATIONS]
    failed = later.Later(first_reading(opened.session_state[state.CHAT].messages, state.nlp()))
    failed.wait()
    opened.session_state[state.LATER] = failed
    go_to(opened, "to_read")
    assert [warning.value for warning in opened.warning] == [looking.NOT_WHOLE]
    assert opened.session_state[state.ANNOTATIONS] is first
    assert "RuntimeError" in caplog.text
    assert "cow" not in caplog.text
    gate.set()


def test_closing_the_chat_ends_the_reading(gate: Event, opened: AppTest) -> None:
    going = opened.session_state[state.LATER]
    go_to(opened, "open")
    press(opened, "Close this chat")
    gate.set()
    going.wait()
    assert going.table is None
    assert not going.failed
