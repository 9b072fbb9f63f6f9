"""How a file was written: shapes, platforms, line ends, orders of the date and calendars, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from analyser.chat import read_export, read_source, sniff_dialect
from analyser.chat.grammar import facts
from analyser.chat.headers import find_headers
from analyser.errors import DialectError

ANDROID = "13/06/2023, 18:12 - Amy: hi\n13/06/2023, 18:13 - Ben: ho\n"


def sniff(text: str, *, name: str = "export.txt", told: str | None = None) -> Any:
    """Return the dialect of ``text``."""
    return sniff_dialect(read_source(text.encode(), name=name), date_order=told)


def days(text: str, *, told: str | None = None) -> list[str]:
    """Return the day of each message of ``text``."""
    return [str(at.date()) for at in read_export(text.encode(), date_order=told).messages.sent_at]


@pytest.mark.parametrize("row", facts()["header"], ids=lambda row: f"{row['id']} {row['name']}")
def test_each_row_of_the_table_of_headers_is_known_by_its_id(row: dict[str, Any]) -> None:
    dialect = sniff(row["example"], name="chat.txt" if row["platform"] == "web" else "export.txt")
    assert (dialect.id, dialect.platform) == (row["id"], row["platform"])
    assert dialect.header == row["example"][: row["example"].index(dialect.header) + len(dialect.header)]
    assert row["seen"]


@pytest.mark.parametrize("row", facts()["pasted"], ids=lambda row: row["name"])
def test_what_people_copy_from_a_screen_is_never_a_header(row: dict[str, Any]) -> None:
    assert len(find_headers(row["example"]).starts) == 0


@pytest.mark.parametrize(
    ("sign", "platform"),
    [
        ("[2/13/26, 9:05:01 AM] - You created this group\n", "web"),
        ("[2/13/26, 9:05:01 AM] Amy: <image omitted> our snail\n", "web"),
        ("[2/13/26, 9:05:01 AM] Amy: [Forwarded] a poem\n", "web"),
        ("[2/13/26, 9:05:01 AM] You: You deleted this message as admin\n", "web"),
        ("[2/13/26, 9:05:01 AM] Amy: nothing special\n", "ios"),
        ("\u200e[2/13/26, 9:05:01 AM] Amy: \u200eimage omitted\n[2/13/26, 9:06:01 AM] - odd\n", "ios"),
        ("[2/13/26, 9:05:01\u202fAM] - odd\n", "ios"),
        ("[2/13/26, 9:05:01 AM] - odd\r\n", "ios"),
    ],
)
def test_the_web_export_is_told_from_an_american_iphone(sign: str, platform: str) -> None:
    end = "\r\n" if sign.endswith("\r\n") else "\n"
    assert sniff(f"[2/13/26, 9:00:00 AM] Ben: hi{end}{sign}[2/13/26, 9:09:00 AM] Ben: ho{end}").platform == platform


def test_the_first_line_says_the_shape_even_when_more_lines_are_pasted() -> None:
    pasted = "".join(f"[0{n}/06/2023, 18:12:09] Cat: x\n" for n in range(1, 8))
    dialect = sniff(f"13/06/2023, 18:12 - Amy: look\n{pasted}13/06/2023, 18:13 - Ben: ho\n")
    assert dialect.id == "A1"
    assert dialect.decided_by["header"] == "2 lines in this style, 7 in others"


@pytest.mark.parametrize("damaged", ["0613/06/2023, 18:11 - ", "13/06/2023, 18:11 XM - ", "13/06/123, 18:11 - "])
def test_one_damaged_header_at_the_top_does_not_stop_the_rest_from_being_read(damaged: str) -> None:
    chat = read_export(f"{damaged}Cat: x\n{ANDROID}".encode())
    assert chat.messages.sender.tolist() == ["Amy", "Ben"]
    assert chat.preamble == f"{damaged}Cat: x\n"


def test_a_pasted_line_at_the_very_top_does_not_say_the_shape_of_a_long_chat() -> None:
    assert sniff("[01/06/2023, 18:12:09] Cat: x\n" + ANDROID * 10).id == "A1"


def _lines(ends: str) -> str:
    """Write one iPhone line for each letter: C ends it in CRLF, L in LF; a small letter is a typed line."""
    texts = {"C": "\r\n", "L": "\n", "c": "\r\n", "l": "\n"}
    return "".join(
        (f"[13/06/2023, 18:12:{n % 60:02}] Amy: hi{texts[end]}" if end.isupper() else f"typed{texts[end]}")
        for n, end in enumerate(ends)
    )


@pytest.mark.parametrize(
    ("ends", "strict", "messages"),
    [
        ("CCCC", True, 4),
        ("LLLL", False, 4),
        ("CLC", True, 2),  # one of three is quoted
        ("CCLLC", True, 3),  # two of five are quoted
        ("CLlCC", True, 3),
        ("LLLLC", False, 5),
        ("CCcCCcLC", False, 6),  # typed breaks are CRLF: an editor saved it again, and the bare LF says nothing
        ("C", True, 1),
        ("L", False, 1),
    ],
)
def test_on_an_iphone_a_header_counts_only_after_crlf_where_the_file_says_so(
    ends: str, *, strict: bool, messages: int
) -> None:
    chat = read_export(_lines(ends).encode())
    assert chat.dialect.strict == strict
    assert len(chat.messages) == messages
    assert "follow CRLF" in chat.dialect.decided_by["line ending"]


def test_crlf_inside_a_poll_does_not_say_that_the_file_was_saved_again() -> None:
    poll = "POLL:\r\nDay?\r\n\u200eOPTION: Mon (1 vote)\r\n\u200eOPTION: Tue (0 votes)\r\n"
    text = f"{_lines('CC')}\u200e[13/06/2023, 18:14:01] Amy: \u200e{poll}{_lines('CLC')}"
    assert sniff(text).strict
    assert len(read_export(text.encode()).messages) == 5


def test_on_android_line_ends_decide_nothing() -> None:
    mixed = ANDROID.replace("\n", "\r\n") * 5 + ANDROID
    assert not sniff(mixed).strict
    assert len(read_export(mixed.encode()).messages) == 12


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
        (["2023/06/01", "2023/07/01"], "YMD", "the year is written first"),
        (["06/06/2023"], "DMY", "both readings agree"),
        (["03/06/2023"], "DMY", "assumed"),
        (["01/02/2023", "02/01/2023"], "DMY", "assumed"),
        (["18/6/13", "18/7/1", "18/12/31"], "YMD", "only the first number can be a year"),
    ],
)
def test_the_whole_file_decides_the_order_of_the_date(dates: list[str], order: str, by: str) -> None:
    dialect = sniff(_android(*dates))
    assert dialect.date_order == order
    assert by in dialect.decided_by["date order"]
    assert dialect.needs_asking == (by == "assumed")
    assert bool(dialect.alternatives) == (by == "assumed" or by.startswith("the shortest"))


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
    ],
)
def test_the_words_beside_a_time_are_read(clock: str, time: str) -> None:
    chat = read_export(f"13/06/2023, {clock} - Amy: hi\n".encode())
    assert str(chat.messages.sent_at[0].time()) == time


def test_a_word_beside_the_time_that_may_mean_morning_is_refused_by_name() -> None:
    with pytest.raises(DialectError, match="“foo”"):
        read_export(b"13/06/2023, 7:02 foo - Amy: hi\n")
    late = read_export(b"13/06/2023, 7:02 foo - Amy: hi\n13/06/2023, 19:02 foo - Amy: ho\n")
    assert [at.hour for at in late.messages.sent_at] == [7, 19]


def _styled(rare: str, usual: Sequence[str]) -> Iterator[str]:
    for n in range(300):
        yield f"{usual[n % len(usual)]}Amy: hi {n}\n"
        if n == 150:
            yield f"{rare}Ben: is it PE\n"


@pytest.mark.parametrize(
    ("rare", "usual", "held"),
    [
        ("3/6/2023, 18:12 - ", ["03/06/2023, 18:12 - ", "14/06/2023, 18:12 - "], True),
        ("13/06/2023, 6:12 am - ", ["13/06/2023, 6:12\u202fam - "], True),
        ("13/06/2023, 6:12\u202fAM - ", ["13/06/2023, 6:12\u202fam - "], True),
        ("03/06/2023, 18:12 - ", ["14/10/2023, 18:12 - "], False),  # nothing else shows how days below ten look
        ("13/06/2023, 6:12\u202fpm - ", ["13/06/2023, 6:12\u202fam - "], False),
        ("14/06/2023, 下午6:12 - ", ["13/06/2023, 上午6:12 - "], False),
    ],
)
def test_a_style_that_hardly_any_header_shares_is_held_to_be_pasted(rare: str, usual: list[str], *, held: bool) -> None:
    chat = read_export("".join(_styled(rare, usual)).encode())
    assert (len(chat.messages) == 300) == held
    assert ("Ben" in set(chat.messages.sender)) != held
    quoted = chat.observations[chat.observations.observed.str.contains("but inside one")]
    assert quoted.lines.tolist() == (["152"] if held else [])


def test_small_files_may_mix_styles() -> None:
    text = "".join(f"{day}, 18:12 - Amy: hi\n" for day in ("03/06/2023", "4/6/2023", "14/06/2023"))
    assert len(read_export(text.encode()).messages) == 3


def test_headers_are_found_where_they_stand() -> None:
    text = "preamble\n" + ANDROID + "\u200e[1/1/23, 10:00:00] Cat: x\n\ufeff" + ANDROID
    found = find_headers(text)
    assert found.lines.tolist() == [2, 3, 4, 5, 6]
    assert all(text[start - 1] == "\n" for start in found.starts)
    assert [text[end:].split(":")[0] for end in found.ends] == ["Amy", "Ben", "Cat", "Amy", "Ben"]
    assert (found.ends_in.breaks, found.ends_in.crlf) == (6, 0)
