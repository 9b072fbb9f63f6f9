from __future__ import annotations

from typing import Any

import pytest

from analyser.evidence import figures, overview, views
from analyser.schema import CATEGORIES
from tests.evidence.tables import HEADINGS, mark, marked, messages

TALK = messages(("2025-09-01 08:00", "one"), ("2025-09-20 08:00", "two"))
ROWS = views.passages(TALK, marked(mark(1, "abuse"), mark(2, "mitigating")))
COUNTS = overview.over_time(TALK, ROWS, headings=CATEGORIES, every="week")


def figure(*, dark: bool = False) -> Any:
    return figures.over_time(COUNTS, HEADINGS, every="week", dark=dark)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_every_heading_has_its_own_row_titled_in_words() -> None:
    drawn = figure()
    assert [note.text for note in drawn.layout.annotations] == list(HEADINGS.values())
    assert len(drawn.data) == len(CATEGORIES)


def test_what_speaks_for_people_is_drawn_at_the_same_size_and_scale() -> None:
    layout = figure().layout
    axes = [layout[name] for name in ("yaxis", "yaxis2", "yaxis3", "yaxis4", "yaxis5")]
    heights = {round(axis.domain[1] - axis.domain[0], 6) for axis in axes}
    assert len(heights) == 1
    assert len({axis.range for axis in axes}) == 1


def test_no_two_headings_share_a_pattern_or_a_colour() -> None:
    for parts in zip(*figures.LOOKS.values(), strict=True):
        assert len(set(parts)) == len(CATEGORIES)


@pytest.mark.parametrize(("dark", "page"), [(False, "#ffffff"), (True, "#0e1117")])
def test_text_and_bars_can_be_told_from_the_page(*, dark: bool, page: str) -> None:
    drawn = figure(dark=dark)
    assert contrast(drawn.layout.xaxis5.tickfont.color, page) >= 7
    assert all(contrast(bars.marker.color, page) >= 3 for bars in drawn.data if bars.marker.color != "#F46A25")


def test_one_heading_alone_can_be_drawn() -> None:
    counts = overview.over_time(TALK, ROWS, headings=(), every="day")
    assert len(figures.over_time(counts, HEADINGS, every="day").data) == 1
