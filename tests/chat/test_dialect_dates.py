"""Which number is the day, which calendar it is, and what the clock says: each with its evidence, and never misread."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.chat import read_export, read_source, sniff_dialect
from analyser.chat.grammar import words
from analyser.chat.headers import find_headers
from analyser.errors import DialectError


def sniff(text: str, *, name: str = "export.txt", told: str | None = None) -> Any:
    """Return the dialect of ``text``."""
    return sniff_dialect(read_source(text.encode(), name=name), date_order=told)


def days(text: str, *, told: str | None = None) -> list[str]:
    """Return the day of each message of ``text``."""
    return [str(at.date()) for at in read_export(text.encode(), date_order=told).messages.sent_at]


def _android(*dates: str) -> str:
    return "".join(f"{date}, 18:12 - Amy: hi\n" for date in dates)


@pytest.mark.parametrize(
    ("dates", "order", "by"),
    [
        (["03/06/2023", "04/06/2023", "13/06/2023"], "DMY", "a part over 12 in 1 date"),
        (["06/03/2023", "06/04/2023", "06/13/2023", "06/14/2023"], "MDY", "a part over 12 in 2 dates"),
        (["13/06/2023", "14/06/2023", "06/15/2023"], "DMY", "(1 date the other way round)"),
        (["01/06/2023", "02/06/2023", "03/06/2023"], "DMY", "the shortest total span: 2 days against 59"),
        (["06/01/2023", "06/02/2023", "06/03/2023"], "MDY", "the shortest total span: 2 days against 59"),
        ([f"06/0{n}/2023" for n in range(1, 6)], "MDY", "the shortest total span: 4 days against 120"),
        (["2023/06/01", "2023/07/01"], "YMD", "the year is written first"),
        (["06/06/2023"], "DMY", "both readings agree"),
        (["03/06/2023"], "DMY", "assumed"),
        (["01/02/2023", "02/01/2023"], "DMY", "assumed"),
        (["18/6/13", "18/7/1", "18/12/31"], "YMD", "only the first number can be a year"),
        (["3 Jun 2023"], "DMY", "the month is written in words"),
        (["Jun 3, 2023"], "MDY", "the month is written in words"),
        (["2023 Jun 3"], "YMD", "the month is written in words"),
    ],
)
def test_the_whole_file_decides_the_order_of_the_date(dates: list[str], order: str, by: str) -> None:
    dialect = sniff(_android(*dates))
    assert dialect.date_order == order
    assert by in dialect.decided_by["date order"]
    assert dialect.needs_asking == (by == "assumed" or (order, len(dates)) == ("MDY", 3))
    assert bool(dialect.alternatives) == (by == "assumed" or by.startswith("the shortest"))


WEEK = [f"0{n}/05/2026" for n in range(4, 9)]
JUNE = [f"6/{n}/23" for n in range(5, 9)]


@pytest.mark.parametrize(
    ("dates", "other"),
    [
        (["12/03/2019", *WEEK], "DMY"),  # the first notice of an old group, and the last week of it
        ([*JUNE, "15/6/23"], "MDY"),  # somebody typed the last line
        ([*JUNE, "15/6/23", "6/13/23"], "MDY"),
        ([f"23-01-{day}" for day in range(14, 20)], "YMD"),
    ],
)
def test_where_two_kinds_of_evidence_disagree_a_person_is_asked_and_heard(dates: list[str], other: str) -> None:
    dialect = sniff(_android(*dates))
    assert dialect.needs_asking
    assert list(dialect.alternatives) == [other]
    told = sniff(_android(*dates), told=other)
    assert (told.date_order, told.needs_asking) == (other, False)


@pytest.mark.parametrize(
    "dates", [WEEK, ["10/05/2023", "11/05/2023", "12/05/2023", "13/05/2023"], [f"{day}/06/18" for day in range(13, 20)]]
)
def test_nobody_is_asked_where_the_evidence_agrees(dates: list[str]) -> None:
    assert not sniff(_android(*dates)).needs_asking


@pytest.mark.parametrize(
    "lines",
    [
        [*["13/06/2023, 6:10?pm - Amy: hi"] * 6, "[12/06/2023, 09:00:01] Cat: pasted"],
        ["13/06/2023, 18:10 - Amy: hi", *["> 13/06/2023, 18:10 - Amy: quoted in an e-mail"] * 6],
        ["\r".join(["13/06/2023, 18:10 - Amy: lines of an old computer"] * 6)],
    ],
)
def test_a_file_most_of_whose_dated_lines_are_in_no_known_form_is_refused(lines: list[str]) -> None:
    with pytest.raises(DialectError, match="begin with a date and a time in a form that is not known"):
        sniff("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("date", "file", "order"),
    [
        ("03/06/2023", "IMG-20230603-WA0001.jpg (file attached)", "DMY"),
        ("03/06/2023", "VID-20230306-WA0001.mp4 (file attached)", "MDY"),
        ("03/06/2023", "<attached: 00000035-PHOTO-2023-03-06-21-41-55.jpg>", "MDY"),
        ("03/06/2023", "IMG-20230603-WA0001.jpg (file attached)\nIMG-20230306-WA0002.jpg (file attached)", "assumed"),
        ("03/06/2023", "IMG-20199999-WA0001.jpg (file attached)", "assumed"),
        ("03/06/2023", "IMG-20181231-WA0001.jpg (file attached)", "assumed"),
    ],
)
def test_names_of_attachments_hold_the_date(date: str, file: str, order: str) -> None:
    dialect = sniff(f"{date}, 18:12 - Amy: {file}\n")
    assert (dialect.date_order, dialect.needs_asking) == ((order, False) if order != "assumed" else ("DMY", True))


def test_the_web_export_is_always_month_first() -> None:
    dialect = sniff("[2/3/26, 9:06:00 AM] Amy: hi\n", name="chat.txt")
    assert dialect.date_order == "MDY"
    assert "Web" in dialect.decided_by["date order"]


@pytest.mark.parametrize(
    ("date", "told", "day"),
    [
        ("03/06/2023", "DMY", "2023-06-03"),
        ("03/06/2023", "MDY", "2023-03-06"),
        ("13/06/2023", "MDY", "2023-06-13"),  # there is no thirteenth month
        ("03/06/23", "DMY", "2023-06-03"),
        ("10/06/13", "YMD", "2010-06-13"),
        ("03/06/2023", "YMD", "2023-06-03"),  # the year stands last
        ("2023/06/03", "MDY", "2023-06-03"),
    ],
)
def test_what_the_user_says_is_followed_where_such_dates_exist(date: str, told: str, day: str) -> None:
    assert days(_android(date), told=told) == [day]
    dialect = sniff(_android(date), told=told)
    assert ("told" in dialect.decided_by["date order"]) or told == "YMD"


@pytest.mark.parametrize("told", ["DMY", "MDY", "YMD"])
def test_what_the_user_says_does_not_move_a_month_in_words(told: str) -> None:
    assert days(_android("3 Jun 2023", "4 May 2023"), told=told) == ["2023-06-03", "2023-05-04"]


def test_one_month_that_is_not_known_refuses_the_file_rather_than_hiding_its_messages() -> None:
    with pytest.raises(DialectError, match="“foo”"):
        days(_android("3 Jun 2023", "4 May 2023", "5 foo 2023"))


@pytest.mark.parametrize(("month", "words"), list(enumerate(words("months")["names"], 1)), ids=range(1, 13))
def test_each_month_is_known_by_each_of_its_names(month: int, words: str) -> None:
    for word in words.split():
        header = f"3 {word} 2023, 21:25 - "
        assert days(f"{header}Amy: hi\n{header.replace(word, word.capitalize() + '.')}Amy: ho\n") == [
            f"2023-{month:02}-03",
            f"2023-{month:02}-03",
        ]


def test_no_name_of_a_month_stands_for_two() -> None:
    every = [word for month in words("months")["names"] for word in set(month.split())]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("day", words("weekdays")["names"].split())
def test_each_weekday_may_stand_before_or_after_the_date(day: str) -> None:
    for header in (f"{day}, 13/06/2023, 21:25 - ", f"[13/06/2023 ({day}) 21:25:00] "):
        chat = read_export(f"{header}Amy: hi\n".encode())
        assert (chat.messages.sender[0], str(chat.messages.sent_at[0])) == ("Amy", "2023-06-13 21:25:00")


@pytest.mark.parametrize("name", ["Anna Lee - Y4", "Anna - Y4", "Élodie Roux - Y4", "Mr A. Bell - office"])
@pytest.mark.parametrize("header", ["13. 6. 2018. 21:25:15 ", "13.06.18 21.25.15: ", "13/06/2018, 21:25 - "])
def test_a_name_with_a_dash_is_no_word_beside_the_time(name: str, header: str) -> None:
    text = "".join(f"{header}{each}: hi\n" for each in ("Amy", name, "Ben"))
    assert read_export(text.encode()).messages.sender.tolist() == ["Amy", name, "Ben"]


def test_weekdays_do_not_make_a_style_of_their_own() -> None:
    text = "".join(f"2023年6月13日 {day} 下午9:25 - Amy: hi\n" for day in ("星期二",) * 300 + ("星期三", "周四"))
    assert len(days(text)) == 302


def test_what_the_user_says_goes_before_the_span() -> None:
    text = _android("01/06/2023", "02/06/2023")
    assert (days(text)[1], days(text, told="MDY")[1]) == ("2023-06-02", "2023-02-06")


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("18/3/2565, 19:02 - Amy: hi", "2022-03-18 19:02:00"),
        ("18/3/2565 BE, 19:02 - Amy: hi", "2022-03-18 19:02:00"),
        ("R4/1/14 19:02 - Amy: hi", "2022-01-14 19:02:00"),
        ("令和4/1/14 19:02 - Amy: hi", "2022-01-14 19:02:00"),
        ("H30/1/14 19:02 - Amy: hi", "2018-01-14 19:02:00"),
        ("٣١/٦/١٤٤٤", ""),
        ("1402/3/16, 19:02 - Amy: hi", "Persian or Islamic"),
        ("16/3/1444, 19:02 - Amy: hi", "Persian or Islamic"),
        ("18/3/65, 19:02 - Amy: hi", "another calendar"),
        ("4/1/04, 19:02 - Amy: hi", "another calendar"),
    ],
)
def test_other_calendars_are_converted_or_refused_by_name(line: str, at: str) -> None:
    if not at:
        assert len(find_headers(line).starts) == 0
    elif at[0].isdigit():
        chat = read_export(f"{line}\n".encode())
        assert str(chat.messages.sent_at[0]) == at
        assert at[:4] in chat.dialect.decided_by["calendar"]
    else:
        with pytest.raises(DialectError, match=at):
            read_export(f"{line}\n".encode())


@pytest.mark.parametrize(
    ("clock", "time"),
    [
        ("12:05 am", "00:05:00"),
        ("12:05 pm", "12:05:00"),
        ("6:12\u202fPM", "18:12:00"),
        ("6:12_pm", "18:12:00"),
        ("00:08 a. m.", "00:08:00"),
        ("0:08 p.m.", "12:08:00"),
        ("7:41 p.\xa0m.", "19:41:00"),
        ("18:12 PM", "18:12:00"),
        ("24:05", "00:05:00"),
        ("7:02 nachm.", "19:02:00"),
        ("12:30 mittags", "12:30:00"),
        ("8:02 morgens", "08:02:00"),
        ("7:02 ب.ظ", "19:02:00"),
        ("7:02 yh", "19:02:00"),
        ("7:02 अपराह्न", "19:02:00"),
        ("下午7:02", "19:02:00"),
        ("오전 7:02", "07:02:00"),
        ("19:02 Uhr", "19:02:00"),
        ("19:02 น.", "19:02:00"),
        ("17 h 25", "17:25:00"),
        ("7:02 de la tarde", "19:02:00"),
        ("7:02 de\xa0la\xa0mañana", "07:02:00"),
        ("12:30 de la noche", "00:30:00"),
        ("9:30 de la noche", "21:30:00"),
        ("12:30 de la tarde", "12:30:00"),
        ("8:30 da noite", "20:30:00"),
        ("7:02 da manhã", "07:02:00"),
        ("1:02 nachts", "01:02:00"),
        ("11:02 nachts", "23:02:00"),
        ("12:02 nachts", "00:02:00"),
        ("11:55 mittags", "11:55:00"),
        ("12:02 晚上", "00:02:00"),
        ("中午12:02", "12:02:00"),
    ],
)
def test_the_words_beside_a_time_are_read(clock: str, time: str) -> None:
    chat = read_export(f"13/06/2023, {clock} - Amy: hi\n".encode())
    assert str(chat.messages.sent_at[0].time()) == time


@pytest.mark.parametrize(
    "header",
    [
        "13.06.18 \u0433., 21:25 - ",
        "2018. 06. 13. 21:25 - ",
        "13. 6. 2018 21:25 - ",
        "13/06/2018 às 21:25 - ",
        "[13-06-18 21:25:15] ",
        "[2018. 6. 13. 오후 9:25:15] ",
        "13.06.18 21:25:15: ",
        "2018-06-13 21:25 - ",
        "13/6/18, 9:25 μ.μ. - ",
        "১৩/৬/২০১৮, ৯:২৫ PM - ",
        "13/06/2018,\xa021:25 - ",
        "13/06/2018, 21:25 \u2014 ",
        "۱۳/۶/۲۰۱۸، ۲۱:۲۵ - ",
        "१३/६/२०१८, २१:२५ - ",
        "13\u201006\u20102018 21:25 - ",
        "13\u201306\u20132018, 21:25 - ",
        "[13/06/2018\u2009um\u200921:25:15] ",
        "13.06.2018 um 21:25 Uhr - ",
        "13/06/2018,21:25 - ",
    ],
)
def test_phones_of_other_countries_are_read_though_they_are_in_no_row(header: str) -> None:
    chat = read_export(f"{header}Amy: hi\n".encode())
    assert (chat.messages.sender[0], str(chat.messages.sent_at[0])[:16]) == ("Amy", "2018-06-13 21:25")


def test_a_word_beside_the_time_that_may_mean_morning_is_refused_by_name() -> None:
    with pytest.raises(DialectError, match="“foo”"):
        read_export(b"13/06/2023, 7:02 foo - Amy: hi\n")
    with pytest.raises(DialectError, match="words that are not known") as caught:
        read_export(b"13/06/2023, 7:02 see you then - Amy: hi\n")
    assert "see" not in str(caught.value)
    late = read_export(b"13/06/2023, 7:02 foo - Amy: hi\n13/06/2023, 19:02 foo - Amy: ho\n")
    assert [at.hour for at in late.messages.sent_at] == [7, 19]
