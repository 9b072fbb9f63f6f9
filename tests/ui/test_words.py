"""Dates and counts as they are read, and a stranger's words in a place that only takes markdown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.chat.wording import day
from analyser.ui.words import ESCAPABLE, JOINER, escaped, many


def test_a_date_is_written_out() -> None:
    assert day(date(2025, 9, 1)) == "1 September 2025"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 messages"), (1, "1 message"), (40_000, "40,000 messages"), (2, "2 messages")]
)
def test_a_count_agrees_with_its_noun(count: int, words: str) -> None:
    assert many(count, "message") == words


@pytest.mark.parametrize(
    "text",
    [
        "![](http://evil.example/x.png)",
        "<script>alert(1)</script>",
        "**bold** _and_ `code` $x$ :red[red] :smile:",
        "[click](javascript:alert(1))",
        "www.evil.example and a@evil.example",
    ],
)
def test_no_mark_of_markdown_is_left_unescaped(text: str) -> None:
    for place, character in enumerate(escaped(text)):
        if ESCAPABLE.match(character) and character != "\\":
            assert escaped(text)[place - 1] == "\\"


@given(st.text())
def test_escaping_hides_no_letter(text: str) -> None:
    shown = escaped(text).replace(JOINER, "").replace("\\", "")
    assert len(shown) == len(text.replace(JOINER, "").replace("\\", ""))


def test_direction_and_control_marks_become_visible() -> None:
    assert escaped("a\u202eb\x07c") == "a\ufffdb\ufffdc"
