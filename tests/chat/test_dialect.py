"""How a file was written: shapes, platforms, line ends, orders of the date and calendars, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from analyser.chat import read_export, read_source, sniff_dialect
from analyser.chat.grammar import facts
from analyser.chat.headers import find_headers
from analyser.errors import DialectError, SourceError

ANDROID = "13/06/2023, 18:12 - Amy: hi\n13/06/2023, 18:13 - Ben: ho\n"


def sniff(text: str, *, name: str = "export.txt", told: str | None = None) -> Any:
    """Return the dialect of ``text``."""
    return sniff_dialect(read_source(text.encode(), name=name), date_order=told)


@pytest.mark.parametrize("row", facts()["header"], ids=lambda row: f"{row['id']} {row['name']}")
def test_each_row_of_the_table_of_headers_is_known_by_its_id(row: dict[str, Any]) -> None:
    dialect = sniff(row["example"], name="chat.txt" if row["platform"] == "web" else "export.txt")
    assert (dialect.id, dialect.platform) == (row["id"], row["platform"])
    assert dialect.header == row["example"][: row["example"].index(dialect.header) + len(dialect.header)]
    assert row["seen"]


@pytest.mark.parametrize("row", facts()["pasted"], ids=lambda row: row["name"])
def test_what_people_copy_from_a_phones_screen_is_never_a_header_and_refused_by_name(row: dict[str, Any]) -> None:
    assert len(find_headers(row["example"]).starts) == 0
    with pytest.raises(DialectError, match="its dates hold no year"):
        sniff(f"{row['example']}\n")


@pytest.mark.parametrize("line", ["9:46am, Mar 5 - Ben: x", "5 Mar, 09:46 - Ben: x", "[5/3 09:46] Ben: x"])
def test_other_dates_without_a_year_are_refused_by_name_as_well(line: str) -> None:
    with pytest.raises(DialectError, match="2 such lines"):
        sniff(f"hello\n{line}\nmore\n{line}\n")


def test_the_copy_for_reading_that_the_web_export_holds_is_refused_by_name() -> None:
    with pytest.raises(SourceError, match=r"choose chat\.txt beside it"):
        sniff("# WhatsApp Chat Export: Y6\n\n## 2/13/26\n\n[9:05:01 AM] **Amy:** hi\n", name="chat.md")


COPIED = "[21:25, 13/06/2023] Amy: look\n{}[21:26, 13/06/2023] Ben: ho\n"


@pytest.mark.parametrize(
    ("pasted", "listed"),
    [
        ("13/06/2023, 18:12 - Cat: x\n" * 3, "2-4"),
        ("[13/06, 18:12] Cat: x\n", "2"),
        ("13 Jun 2023, 18:12 - Cat: x\n", "2"),
    ],
)
def test_a_file_copied_from_whatsapp_web_is_read_and_said_to_be_no_export(pasted: str, listed: str) -> None:
    chat = read_export(COPIED.format(pasted).encode())
    assert (chat.dialect.id, chat.dialect.platform) == ("C1", "web")
    assert chat.messages.text.tolist() == [f"look\n{pasted}".rstrip("\n"), "ho"]
    observed = chat.observations.set_index("id")
    assert "copied from the screen" in observed.observed["I10"]
    assert observed.lines["I11"] == listed


@pytest.mark.parametrize(
    ("text", "senders"),
    [
        ("[21:25, 13/06/2023] Cat: x\n" + ANDROID * 10, ["Amy", "Ben"] * 10),
        ("[21:25, 13/06/2023] Cat: x\n" + ANDROID, ["Cat"]),
        ("Our chat\n" + ANDROID + "[21:25, 13/06/2023] Cat: x\n" * 9, ["Amy", "Ben"]),
        ("Our chat\n[21:25, 13/06/2023] Cat: x\n[21:26, 13/06/2023] Dan: x\n", ["Cat", "Dan"]),
        ("13 Jun 2023, 18:12 - Cat: x\n" + ANDROID * 10, ["Amy", "Ben"] * 10),
        ("Our chat\n13 Jun 2023, 18:12 - Cat: x\n", ["Cat"]),
        (ANDROID + "13 Jun 2023, 18:12 - Cat: x\n" * 9, ["Amy", "Ben"]),
    ],
)
def test_the_layout_is_that_of_the_first_line_unless_it_is_rare(text: str, senders: list[str]) -> None:
    assert read_export(text.encode()).messages.sender.tolist() == senders


@pytest.mark.parametrize(
    ("header", "clock"),
    [
        ("13/06/2023 pukul 21:25 - ", "24 hour"),
        ("13/06/2023 klo 21:25 - ", "24 hour"),
        ("13/06/2023 pukul 9:25 PM - ", "12 hour"),
        ("2023/6/13 下午9:25 - ", "12 hour"),
        ("[下午9:25, 2023/6/13] ", "12 hour"),
        ("[9:25 PM, 6/13/2023] ", "12 hour"),
        ("13 Sept 2023, 9:25 pm - ", "12 hour"),
        ("13 Sept 2023, 21:25 - ", "24 hour"),
    ],
)
def test_the_clock_is_that_of_the_times_and_not_of_other_words(header: str, clock: str) -> None:
    assert sniff(f"{header}Amy: hi\n").clock == clock


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
