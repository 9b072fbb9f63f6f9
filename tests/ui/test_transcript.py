from __future__ import annotations

import json

import pytest

from analyser.evidence.highlight import Mark
from analyser.ui.transcript import Look, days
from tests.evidence.tables import every_minute, messages

TALK = messages(
    ("2025-09-01 23:59", "late"), (None, "undated"), ("2025-09-02 00:01", "early"), ("2025-09-02 08:00", "notice")
)


def test_messages_stand_below_their_day_and_an_undated_one_below_the_day_before_it() -> None:
    assert [(day["title"], [row["id"] for row in day["rows"]]) for day in days(TALK, {}, Look())] == [
        ("Monday 1 September 2025", [1, 2]),
        ("Tuesday 2 September 2025", [3, 4]),
    ]


def test_a_message_says_who_when_and_its_number_and_a_notice_names_nobody() -> None:
    rows = [row for day in days(TALK, {}, Look()) for row in day["rows"]]
    assert [(row["who"], row["when"], row["number"]) for row in rows] == [
        ("Person 0", "23:59", "1"),
        ("Person 1", "", "2"),
        ("Person 2", "00:01", "3"),
        ("", "08:00", "4"),
    ]


def test_a_chat_without_dates_is_drawn_below_one_title() -> None:
    undated = messages((None, "one"), (None, "two"))
    assert [day["title"] for day in days(undated, {}, Look())] == ["Undated"]


def test_a_file_that_is_named_is_said_not_to_be_opened() -> None:
    talk = every_minute(2)
    talk["attachment"] = ["IMG-1.jpg", None]
    rows = days(talk, {}, Look())[0]["rows"]
    assert [row["lines"] for row in rows] == [["File named, not opened: IMG-1.jpg"], []]


@pytest.mark.parametrize(("clear", "grey"), [(None, []), ({2}, [1, 3]), (set(), [1, 2, 3])])
def test_what_is_not_asked_for_is_greyed(clear: set[int] | None, grey: list[int]) -> None:
    rows = days(every_minute(3), {}, Look(clear=clear))[0]["rows"]
    assert [row["id"] for row in rows if row["grey"]] == grey


def test_what_is_drawn_is_text_that_json_can_hold() -> None:
    hostile = "<script>\u0000\u202e\ufffd \U0001f468\u200d\U0001f469"
    drawn = days(messages(("2025-09-01", hostile)), {1: [Mark(1, 7, "abuse", "Comment")]}, Look())
    assert "".join(piece[0] for piece in json.loads(json.dumps(drawn))[0]["rows"][0]["pieces"]) == hostile
