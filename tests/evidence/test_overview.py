from __future__ import annotations

import pytest

from analyser.evidence import overview, views
from analyser.schema import ANNOTATIONS, empty
from tests.evidence.tables import HEADINGS, every_minute, mark, marked, messages

TALK = messages(
    ("2025-09-01 08:00", "Monday"), ("2025-09-07 08:00", "Sunday"), ("2025-09-17 08:00", "Wednesday, two weeks on")
)


def counted(
    *rows: dict[str, object], every: str = "week", headings: tuple[str, ...] = ("abuse",)
) -> dict[str, list[int]]:
    marks = marked(*rows) if rows else empty(ANNOTATIONS)
    table = overview.over_time(TALK, views.passages(TALK, marks), headings=headings, every=every)
    return {str(name): list(part["messages"]) for name, part in table.groupby("category", observed=True)}


def test_a_week_runs_from_monday_and_a_quiet_one_says_nought() -> None:
    assert counted(mark(1, "abuse"), mark(2, "abuse"), mark(3, "abuse"))["abuse"] == [2, 0, 1]


def test_by_day_every_day_of_the_chat_has_its_own_count() -> None:
    by_day = counted(mark(3, "abuse"), every="day")["abuse"]
    assert (len(by_day), by_day[-1], sum(by_day)) == (17, 1, 1)


def test_a_message_counts_once_under_each_heading_however_often_it_is_marked() -> None:
    counts = counted(mark(1, "abuse"), mark(1, "abuse"), mark(1, "mitigating"))
    assert counts == {"abuse": [1, 0, 0], "mitigating": [1, 0, 0]}


def test_what_speaks_for_people_is_counted_whatever_was_chosen() -> None:
    assert counted(mark(2, "mitigating"), headings=()) == {"mitigating": [1, 0, 0]}


@pytest.mark.parametrize("flag", ["SAFEGUARD", "ALLEGATION", "THREAT", "COMPLAINT", "PROTECTED", "LANGUAGE"])
def test_what_has_no_headline_is_counted_under_none(flag: str) -> None:
    assert counted(mark(1, "abuse", flag))["abuse"] == [0, 0, 0]


def test_what_context_set_aside_is_not_counted() -> None:
    assert counted(mark(1, "abuse", strength="set aside"))["abuse"] == [0, 0, 0]


def test_the_table_holds_a_period_a_heading_and_a_count_and_nothing_about_a_person() -> None:
    assert [column.name for column in overview.OVER_TIME] == ["period", "category", "messages"]
    table = overview.over_time(TALK, views.passages(TALK, empty(ANNOTATIONS)), headings=("abuse",), every="week")
    assert list(table.columns) == ["period", "category", "messages"]


@pytest.mark.parametrize(("days", "every"), [(0, "day"), (45, "day"), (46, "week")])
def test_a_short_chat_is_shown_by_day_and_a_long_one_by_week(days: int, every: str) -> None:
    assert overview.by_day_or_week(every_minute(2, minutes=days * 24 * 60)) == every


def test_no_messages_make_an_empty_table_with_the_same_types() -> None:
    nothing = TALK[:0]
    rows = views.passages(nothing, empty(ANNOTATIONS))
    table = overview.over_time(nothing, rows, headings=("abuse",), every=overview.by_day_or_week(nothing))
    full = overview.over_time(TALK, views.passages(TALK, empty(ANNOTATIONS)), headings=("abuse",), every="day")
    assert table.empty
    assert table.dtypes.to_dict() == full.dtypes.to_dict()


def test_the_table_in_words_has_a_column_per_heading() -> None:
    rows = views.passages(TALK, marked(mark(1, "abuse")))
    table = overview.as_table(overview.over_time(TALK, rows, headings=("abuse",), every="week"), HEADINGS)
    assert list(table.columns) == ["Abusive or personal comment", "Speaks for the parent"]
    assert list(table["Abusive or personal comment"]) == [1, 0, 0]


def test_the_chart_can_be_read_out() -> None:
    rows = views.passages(TALK, marked(mark(1, "abuse"), mark(2, "abuse")))
    counts = overview.over_time(TALK, rows, headings=("abuse",), every="week")
    said = overview.in_words(counts, HEADINGS, every="week")
    assert "Abusive or personal comment: 2 in all, the most in the week of 1 September 2025 (2)." in said
    assert "Speaks for the parent: none." in said
