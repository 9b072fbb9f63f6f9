"""What holds for every conversation in every dialect, whoever wrote it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chat.reading import assert_lossless, dated, read
from tests.chat.render import Event, render
from tests.chat.shapes import BY_ID, SHAPES, Shape
from tests.chat.strategies import conversations, tried

UNDECIDED = [shape for shape in SHAPES if shape.order != "YMD" and shape.id != "W1" and "{b}" not in shape.template]
TOLD = {"DMY": "MDY", "MDY": "DMY"}


@tried(0.03)
@given(conversations())
def test_any_conversation_is_read_back_exactly(case: tuple[Shape, list[Event]]) -> None:
    shape, events = case
    export = render(events, shape)
    chat = read(export.raw, shape)
    assert dated(chat) == list(export.rows)
    assert_lossless(chat)
    table = chat.messages
    pieces = [export.raw[first:last] for first, last in zip(table.first_byte, table.last_byte, strict=True)]
    assert pieces == list(export.pieces)
    assert table.message_id.tolist() == list(range(1, len(export.rows) + 1))


@tried(0.005)
@given(conversations())
def test_a_byte_order_mark_and_a_lost_last_line_end_change_no_message(case: tuple[Shape, list[Event]]) -> None:
    shape, events = case
    export = render(events, shape)
    chat = read(b"\xef\xbb\xbf" + export.raw.removesuffix(shape.line_end.encode()), shape)
    assert dated(chat) == list(export.rows)
    assert_lossless(chat)


@tried(0.005)
@given(st.sampled_from(UNDECIDED), st.integers(1, 12), st.integers(1, 12), st.sampled_from(["DMY", "MDY"]))
def test_one_day_is_assumed_day_first_and_asked_about_until_someone_tells(
    shape: Shape, day: int, month: int, told: str
) -> None:
    day = day % 12 + 1 if day == month else day
    raw = render(_days(datetime(2023, month, day), 1), shape).raw  # noqa: DTZ001 -- an export has no zone
    assumed = read(raw, shape)
    assert assumed.dialect.needs_asking
    assert assumed.dialect.date_order == "DMY"
    assert "assumed" in assumed.dialect.decided_by["date order"]
    chosen = read(raw, shape, date_order=told)
    assert (chosen.dialect.date_order, chosen.dialect.needs_asking) == (told, False)
    parts = (day, month) if shape.order == told else (month, day)
    assert (chosen.messages.sent_at[0].day, chosen.messages.sent_at[0].month) == parts


@tried(0.005)
@given(st.sampled_from(UNDECIDED), st.integers(1, 12), st.integers(3, 7), st.integers(1, 5))
def test_a_short_run_of_days_is_read_by_the_shortest_span(shape: Shape, month: int, days: int, first: int) -> None:
    export = render(_days(datetime(2023, month, first), days), shape)  # noqa: DTZ001 -- an export has no zone
    chat = read(export.raw, shape)
    assert chat.dialect.date_order == shape.order
    assert "assumed" not in chat.dialect.decided_by["date order"]
    assert [row.sent_at for row in dated(chat)] == [row.sent_at for row in export.rows]


@pytest.mark.parametrize("shape", UNDECIDED, ids=lambda shape: shape.id)
def test_one_part_over_twelve_decides_from_the_last_line(shape: Shape) -> None:
    start = datetime(2023, 3, 4)  # noqa: DTZ001 -- an export has no zone
    events = [*_days(start, 1), Event(start.replace(month=9, day=21), "Amy", text="last")]
    dialect = read(render(events, shape).raw, shape).dialect
    assert (dialect.date_order, dialect.needs_asking) == (shape.order, False)


@pytest.mark.parametrize(
    ("shape", "file"),
    [
        ("A1", "IMG-20230506-WA0001.jpg"),
        ("A3", "IMG-20230506-WA0001.jpg"),
        ("I1", "00000003-PHOTO-2023-05-06-18-12-09.jpg"),
    ],
)
def test_the_name_of_an_attachment_decides_a_single_day(shape: str, file: str) -> None:
    at = datetime(2023, 5, 6, 18, 12, 9)  # noqa: DTZ001 -- an export has no zone
    chat = read(render([Event(at, "Amy", text="hi"), Event(at, "Ben", "media", file=file)], BY_ID[shape]).raw)
    assert (chat.dialect.date_order, chat.dialect.needs_asking) == (BY_ID[shape].order, False)
    assert chat.messages.sent_at[0].date() == at.date()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.id)
def test_undated_lines_before_the_first_message_belong_to_nobody(shape: Shape) -> None:
    export = render(_days(datetime(2023, 3, 14), 3), shape)  # noqa: DTZ001 -- an export has no zone
    chat = read(b"Some earlier messages may not be available.\nhello\n" + export.raw, shape)
    assert [row.text for row in dated(chat)] == [row.text for row in export.rows]
    assert [row.first_line for row in dated(chat)] == [row.first_line + 2 for row in export.rows]
    assert_lossless(chat)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.id)
def test_byte_order_marks_in_mid_file_hide_no_message(shape: Shape) -> None:
    export = render(_days(datetime(2023, 3, 14), 3), shape)  # noqa: DTZ001 -- an export has no zone
    chat = read(b"\xef\xbb\xbf".join(export.pieces), shape)
    assert dated(chat) == list(export.rows)
    assert_lossless(chat)


def test_a_mark_that_somebody_pasted_makes_no_web_export_an_iphones() -> None:
    at, web = datetime(2026, 2, 13, 9), BY_ID["W1"]  # noqa: DTZ001 -- an export has no zone
    events = [Event(at, None, "notice", "Amy added Ben"), Event(at, "Amy", text="note: \u200ehi\n\u200e[1] x")]
    chat = read(render([*events, Event(at, "Ben", "contact", "Kev")], web).raw, web)
    assert chat.dialect.platform == "web"
    assert chat.messages.kind.tolist() == ["notice", "text", "contact"]


@pytest.mark.parametrize("shape", ["A1", "I1", "W1"])
def test_a_caption_that_ends_in_a_colon_is_no_part_of_a_name(shape: str) -> None:
    at = datetime(2023, 3, 14, 8)  # noqa: DTZ001 -- an export has no zone
    events = [Event(at, name, text="hello") for name in ("Amy", "Ben", "Amy", "Ben")]
    events.append(Event(at, "Amy", "media", "Look at this:", file="IMG-20230314-WA0001.jpg"))
    export = render(events, BY_ID[shape])
    assert dated(read(export.raw, BY_ID[shape])) == list(export.rows)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.id)
@pytest.mark.parametrize("rare", [datetime(2023, 6, 3, 9), datetime(2023, 10, 21), datetime(2023, 10, 5, 12)], ids=str)  # noqa: DTZ001 -- an export has no zone
def test_a_date_or_time_that_looks_unlike_all_others_is_still_a_message(shape: Shape, rare: datetime) -> None:
    usual = datetime(2023, 6, 14, 13)  # noqa: DTZ001 -- an export has no zone
    events = [Event(usual + timedelta(minutes=n), ("Amy", "Ben")[n % 2], text=f"hello {n}") for n in range(300)]
    events.insert(rare.day, Event(rare, "Amy", text="rare"))
    export = render(events, shape)
    assert dated(read(export.raw, shape)) == list(export.rows)


def test_what_is_told_is_recorded_as_told() -> None:
    raw = render(_days(datetime(2023, 5, 6), 1), BY_ID["A1"]).raw  # noqa: DTZ001 -- an export has no zone
    assert "told" in read(raw, date_order="MDY").dialect.decided_by["date order"]


def _days(start: datetime, count: int) -> list[Event]:
    """Two people talk once a day for ``count`` days."""
    return [
        Event(start + timedelta(days=day, hours=8, minutes=minute), name, text=f"hello {day}")
        for day in range(count)
        for minute, name in enumerate(("Amy", "Ben"))
    ]
