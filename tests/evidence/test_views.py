from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analyser.evidence import views
from analyser.schema import ANNOTATIONS, FLAGS, Column, empty
from tests.evidence.tables import every_minute, mark, marked, messages

TALK = every_minute(9)


def listed(*rows: dict[str, object], language: bool = False) -> list[int]:
    table = views.to_read(views.passages(TALK, marked(*rows)), headings=("grievance", "abuse"), language=language)
    return list(table["message_id"])


def test_only_the_chosen_headings_are_listed() -> None:
    assert listed(mark(1, "grievance"), mark(2, "politics"), mark(3, "abuse")) == [1, 3]


def test_messages_are_listed_by_date_and_not_by_place_in_the_file() -> None:
    talk = messages(("2025-09-02 08:00", "later"), ("2025-09-01 08:00", "earlier"))
    rows = views.passages(talk, marked(mark(1, "abuse"), mark(2, "abuse")))
    assert list(views.to_read(rows, headings=["abuse"])["message_id"]) == [2, 1]


def test_a_row_that_context_set_aside_is_neither_listed_nor_counted() -> None:
    rows = views.passages(TALK, marked(mark(1, "abuse", strength="set aside"), mark(2, "abuse")))
    table = views.to_read(rows, headings=["abuse"])
    assert list(table["message_id"]) == [2]
    assert views.progress(table, read={1}) == (0, 1)


@pytest.mark.parametrize("flag", views.SAFETY)
def test_safety_is_listed_first_whatever_the_headings_and_not_again_below(flag: str) -> None:
    rows = views.passages(TALK, marked(mark(1, "abuse", flag), mark(1, "grievance"), mark(2, "politics", flag)))
    assert list(views.first(rows, flag=flag)["message_id"]) == [1, 2]
    assert views.to_read(rows, headings=["abuse", "grievance"]).empty


@pytest.mark.parametrize("flag", ["SAFEGUARD", "ALLEGATION"])
def test_a_child_at_risk_or_an_adult_at_school_is_never_shown_as_a_breach(flag: str) -> None:
    rows = views.passages(TALK, marked(mark(1, "abuse", flag, clause="IN-1"), mark(1, "abuse", clause="IN-2")))
    row = views.first(rows, flag=flag).iloc[0]
    assert pd.isna(row["heading"])
    assert row["clauses"] == ""


@pytest.mark.parametrize("flag", ["PROTECTED", "COMPLAINT"])
def test_a_concern_to_answer_shows_its_flag_first_and_no_headline(flag: str) -> None:
    rows = views.passages(TALK, marked(mark(1, "grievance", "CHILD"), mark(1, "grievance", flag)))
    row = views.to_read(rows, headings=["grievance"]).iloc[0]
    assert pd.isna(row["heading"])
    assert row["flags"] == f"{flag}, CHILD"


def test_strong_language_at_nobody_is_left_out_until_asked_for() -> None:
    rows = (mark(1, "abuse", "LANGUAGE"), mark(2, "abuse"))
    assert listed(*rows) == [2]
    assert listed(*rows, language=True) == [1, 2]


def test_a_message_with_other_marks_stays_when_its_strong_language_is_left_out() -> None:
    assert listed(mark(1, "abuse", "LANGUAGE"), mark(1, "grievance")) == [1]


def test_a_message_is_listed_once_with_all_its_clauses_and_its_plainest_passage() -> None:
    rows = views.passages(
        TALK,
        marked(
            mark(1, "grievance", clause="CC-1", quote="early", start=0, strength="worth a look", reason="rule.look"),
            mark(1, "abuse", clause="IN-1", quote="plain", start=9, reason="rule.plain"),
            mark(1, "abuse", clause=None, quote="plain too", start=19),
        ),
    )
    row = views.to_read(rows, headings=["grievance", "abuse"]).iloc[0]
    assert (row["heading"], row["quote"], row["reason"], row["passages"]) == ("abuse", "plain", "rule.plain", 3)
    assert row["clauses"] == "IN-1, CC-1"


def test_a_flag_without_a_heading_can_be_listed_by_the_flag() -> None:
    rows = views.passages(TALK, marked(mark(4, None, "NEEDS-READING", clause=None)))
    assert list(views.first(rows, flag="NEEDS-READING")["message_id"]) == [4]
    assert views.to_read(rows, headings=["abuse"]).empty


@pytest.mark.parametrize("flag", FLAGS)
def test_a_table_without_rows_keeps_its_types(flag: str) -> None:
    rows = views.passages(TALK, empty(ANNOTATIONS))
    full = views.to_read(views.passages(TALK, marked(mark(1, "abuse", "LEGAL"))), headings=["abuse"])
    for table in (views.to_read(rows, headings=["abuse"]), views.first(rows, flag=flag)):
        assert table.empty
        assert table.dtypes.to_dict() == full.dtypes.to_dict()


@pytest.mark.parametrize("columns", [views.PASSAGES, views.READING], ids=["passages", "reading"])
def test_no_view_has_a_column_about_a_person(columns: tuple[Column, ...]) -> None:
    assert not {column.name for column in columns} & {"sender", "sender_raw", "person", "name"}


DAYS = messages(
    ("2025-09-01 23:59", "Monday"),
    (None, "undated"),
    ("2025-09-02 00:00", "Tuesday"),
    ("2025-09-03 09:00", "Wednesday"),
)


@pytest.mark.parametrize(
    ("first_day", "last_day", "kept"),
    [
        (None, None, [1, 2, 3, 4]),
        (date(2025, 9, 1), date(2025, 9, 1), [1, 2]),
        (date(2025, 9, 2), None, [3, 4]),
        (None, date(2025, 9, 2), [1, 2, 3]),
        (date(2026, 1, 1), None, []),
    ],
)
def test_the_chosen_days_are_kept_with_both_ends(
    first_day: date | None, last_day: date | None, kept: list[int]
) -> None:
    assert list(views.within(DAYS, first_day=first_day, last_day=last_day)["message_id"]) == kept


def test_only_the_messages_given_have_passages() -> None:
    monday = views.within(DAYS, last_day=date(2025, 9, 1))
    assert list(views.passages(monday, marked(mark(1, "abuse"), mark(3, "abuse")))["message_id"]) == [1]


def test_progress_counts_only_what_is_listed() -> None:
    rows = views.to_read(views.passages(TALK, marked(mark(1, "abuse"), mark(2, "abuse"))), headings=["abuse"])
    assert views.progress(rows, read={2, 7}) == (1, 2)


def test_the_reading_list_holds_every_message_once_with_safety_in_front() -> None:
    rows = views.passages(
        TALK,
        marked(mark(1, "abuse"), mark(2, None, "SAFEGUARD"), mark(3, "abuse", "THREAT"), mark(3, None, "SAFEGUARD")),
    )
    table = views.reading_list(rows, headings=["abuse"])
    assert list(table["message_id"]) == [2, 3, 1]
    assert table.dtypes.to_dict() == views.to_read(rows, headings=[]).dtypes.to_dict()
