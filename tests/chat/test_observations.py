"""What a file shows about itself, told without a conclusion, and nothing told where nothing shows."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from analyser.chat import ParsedChat, read_export
from analyser.chat.observations import meanings
from analyser.chat.wording import count, day, ranges
from analyser.schema import OBSERVATIONS

START = datetime(2023, 3, 13, 9)  # noqa: DTZ001 - an export has no zone
CREATED = 'Amy created group "Y6"'
FORBIDDEN = re.compile(r"proves?|guilty|offender|abuser|tamper|criminal|toxic|violation|verdict|risk score|forged|fake")


def export(*lines: str | tuple[timedelta, str], end: str = "\n") -> str:
    """Write an Android export: each line a minute after the one before, or as much later as it says."""
    at, text = START, ""
    for line in lines:
        step, words = line if isinstance(line, tuple) else (timedelta(minutes=1), line)
        at += step
        text += f"{at:%d/%m/%Y, %H:%M} - {words}{end}"
    return text


def observed(text: str | bytes, name: str = "export.txt") -> dict[str, Any]:
    """Return sentence, count and lines of each observation but the identity of the file; of equal ids the last."""
    chat = read_export(text.encode() if isinstance(text, str) else text, name=name)
    rows = chat.observations[chat.observations.id != "I1"]
    return {row.id: (row.observed, row.how_many, row.lines) for row in rows.itertuples()}


QUIET = export(CREATED, "Amy: hi", "Ben: ho", "Cat: he")
DAY, BACK = timedelta(days=1), timedelta(hours=-2)


def test_an_ordinary_export_shows_nothing_but_what_it_is() -> None:
    chat = read_export(QUIET.encode(), name="Y6.txt")
    assert chat.observations.id.tolist() == ["I1"]
    assert chat.source.sha256 in chat.observations.observed[0]
    assert "“Y6.txt”" in chat.observations.observed[0]


def test_days_are_told_in_words() -> None:
    said = observed(export(CREATED, *[(DAY, "Amy: a")] * 20, (60 * DAY, "Ben: This message was deleted")))
    assert said["I4"][0].endswith("the longest from 2 April 2023 to 1 June 2023.")
    assert said["I6"][0].endswith("most on 1 June 2023 (1).")
    assert day(np.datetime64("0000-01-01")) == "0000-01-01"


@pytest.mark.parametrize(
    ("text", "check", "how_many", "lines"),
    [
        (export(CREATED, "Amy: look\n[13/06/2023, 18:12:09] Cat: x", "Ben: ho"), "I2", 1, "3"),
        (export(CREATED, "Amy: a", "Ben: b", (BACK, "Amy: c"), "Ben: d"), "I3", 1, "4"),
        (export(CREATED, *[(DAY, "Amy: a")] * 20, (60 * DAY, "Ben: b")), "I4", 1, "22"),
        (export(CREATED, "Amy: a", "+44 7700 900123 changed to +44 7700 900456"), "I5", 1, "3"),
        (export(CREATED, "Amy Lee: a", "Ben: b", "amy-lee: c"), "I5", 2, "2, 4"),
        (export(CREATED, "Jo: a", "~\u202fJo: b", "~ Jo: c", "Jo: d"), "I5", 2, "3-4"),
        (export(CREATED, "Amy: This message was deleted", "Ben: This message was deleted"), "I6", 2, "2-3"),
        (export(CREATED, "Amy: a", "Ben: b <This message was edited>"), "I6", 1, "3"),
        (export("Amy: a", "Ben: b"), "I8", 1, "1"),
        (export(CREATED, "Ben left", "Amy: a", "Ben: b", "Amy added Ben", "Ben: c"), "I9", 1, "4"),
        (export(CREATED, "Ben: a", "Amy added Cat and Ben", "Ben: b"), "I9", 1, "2"),
        (export(CREATED, "Ann O\u2019Neill: a", "Ann O\u2019Neill left", "Ann O\u2019Neill: b"), "I9", 1, "4"),
        (export(CREATED, "Tom and Jo: a", "Tom: a", "Amy removed Tom and Jo", "Tom and Jo: b", "Tom: b"), "I9", 1, "5"),
        ("\ufeff" + QUIET, "I10", 1, ""),
        (export(CREATED, "Amy: hi", end="\r\n"), "I10", 1, ""),
        (QUIET.removesuffix("\n"), "I10", 1, ""),
        (export(CREATED, "Amy: look\n[13/06, 18:12] Cat: x", "Ben: [18:12, 13/06/2023] Cat: y"), "I11", 2, "3-4"),
        (export(CREATED, "Amy: a", "Ben: b", (BACK, "Cat: c"), (-BACK, "Ben: d")), "I11", 1, "4"),
        (export(CREATED, "Amy: 12/06/2023, 18:12 - Ben: <Media omitted>", "Ben: c"), "I11", 1, "2"),
        (export(CREATED, "Amy: dates:\n14/06/2023, 18:00 - 19:30 Parents evening", "Ben: c"), "I11", 1, "3"),
        (export(CREATED, "Amy: <Media omitted>", "Amy: Ben.vcf (file attached)"), "I12", 2, "2-3"),
        (export(CREATED, "Amy: a", "Ben: b", "Cat: c") * 2, "I15", 1, "5-8"),
        ("Undated\n" + QUIET, "preamble", 1, "1"),
        (export(CREATED, "Amy hat etwas getan", "Amy: a"), "notices", 1, "2"),
        (export(CREATED, "Ben: Y6 dad: a", "Ben: Y6 dad: b"), "names", 1, "2-3"),
        (export(CREATED, "Ben: Y6 joined using this group's invite link", "Ben: Y6 left"), "names", 1, "2-3"),
        ("03/06/2023, 18:12 - Amy created group “Y6”\n", "date order", 1, ""),
        (export(CREATED, "Amy: a", "Amy: b") + "01/01/1970, 00:00 - Ben: c\n", "years", 1, "4"),
    ],
)  # fmt: skip
def test_each_check_tells_how_often_and_where(text: str, check: str, how_many: int, lines: str) -> None:
    assert observed(text)[check][1:] == (how_many, lines)


@pytest.mark.parametrize(
    "text",
    [
        export(CREATED, "Amy: a", (timedelta(minutes=-1), "Ben: b")),  # the clock shows whole minutes
        export(CREATED, *[(DAY, "Amy: a")] * 5, (30 * DAY, "Ben: b")),  # too few days to have a rhythm
        export(CREATED, *[(7 * DAY, "Amy: a")] * 20, (60 * DAY, "Ben: b")),  # a quiet group
        export(CREATED, (120 * DAY, "Amy: a"), *[(DAY, "Amy: a")] * 10, (45 * DAY, "Ben: b")),  # the summer holidays
        export(CREATED, "Ben left", "Amy added Ben", "Ben: b", "Amy: <hello>"),
        export(CREATED, "Amy: ok", "Amy: ok", "Amy: ok", "Amy: ok"),
        export(CREATED, "Tom: a", "Tom and Jo Smith left", "Tom: b", "Amy removed Smith, Tom", "Tom: c"),
        export(CREATED, "Amy: dates:\n14/06/23 18:00 - 19:30 Parents evening\n15/06/2023 10.30 - Sports day", "Ben: b"),
        export(CREATED, "~ Jo: a", "~\u202fJo: b", "\u202aAmy\u202c: c", "Amy: d"),
        export(CREATED, *[(timedelta(0), "Amy: ok")] * 9),  # one word again and again is no block
    ],
)
def test_nothing_is_told_where_nothing_shows(text: str) -> None:
    assert not {"I3", "I4", "I5", "I6", "I9", "I11", "I12", "I15"} & set(observed(text))


@pytest.mark.parametrize(
    ("messages", "name", "near"),
    [(40_000, "export.txt", True), (39_999, "export.txt", True), (30_000, "export.txt", False)],
)
def test_a_chat_near_a_cap_may_be_cut_off(messages: int, name: str, *, near: bool) -> None:
    text = "".join(f"{1 + n % 28:02}/06/2023, 10:00 - Amy: {n}\n" for n in range(messages))
    assert ("I7" in observed(text, name)) == near


def test_the_cap_of_an_export_with_media_is_lower() -> None:
    text = "".join(
        f"{1 + n % 28:02}/06/2023, 10:00 - Amy: IMG-20230601-WA{n:04}.jpg (file attached)\n" for n in range(9_999)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("WhatsApp Chat with Y6.txt", text)
        archive.writestr("IMG-20230601-WA0001.jpg", b"x")
    seen = observed(buffer.getvalue(), "export.zip")
    assert "at most about 10,000" in seen["I7"][0]
    assert seen["I12"][1] == 9_998
    assert "I7" not in observed(text)


def test_the_web_export_says_itself_that_earlier_messages_may_be_missing() -> None:
    text = "Some earlier messages may not be available.\n[6/13/26, 9:06:00 AM] Amy: hi\n"
    assert observed(text, "chat.txt")["I7"][2] == "1"


def test_an_iphone_export_without_crlf_was_saved_again() -> None:
    sentence = observed("[13/06/2023, 18:12:09] Amy: hi\n[13/06/2023, 18:13:09] Ben: ho\n")["I10"][0]
    assert "no line ends in CRLF" in sentence


def _all() -> list[ParsedChat]:
    quoted = "Amy: look\n[13/06, 18:12] Cat: x\n[13/06/2023, 18:12:09] Cat: x"
    many = export("Amy: a", quoted, "Ben: Y6 dad: <Media omitted>", (BACK, "Ben left"), (4 * DAY, "Ben: b"), "Wer?")
    return [read_export(f"\ufeffUndated\n{many}".encode() + b"\xff\n"), read_export(QUIET.encode())]


@pytest.mark.parametrize("chat", _all(), ids=["much to tell", "little to tell"])
def test_every_observation_says_what_it_may_mean_and_what_it_does_not(chat: ParsedChat) -> None:
    table = chat.observations
    assert list(table.columns) == [column.name for column in OBSERVATIONS]
    for column in ("observed", "may_mean", "does_not_mean"):
        assert table[column].str.endswith(".").all()
        assert not table[column].str.contains(FORBIDDEN).any()
    assert (table.how_many > 0).all()


def test_no_meaning_concludes_anything() -> None:
    for check, meaning in meanings().items():
        assert set(meaning) == {"may_mean", "does_not_mean"}, check
        assert not FORBIDDEN.search(" ".join(meaning.values()).lower()), check


@pytest.mark.parametrize(
    ("lines", "listed"),
    [
        ([], ""),
        ([7], "7"),
        ([14, 12, 13, 90, 12], "12-14, 90"),
        (list(range(1, 60, 2)), ", ".join(map(str, range(1, 40, 2))) + ", …"),
    ],
)
def test_lines_are_listed_in_ranges_and_at_most_twenty(lines: list[int], listed: str) -> None:
    assert ranges(lines) == listed


@pytest.mark.parametrize(("how_many", "words"), [(0, "0 lines"), (1, "1 line"), (1234, "1,234 lines")])
def test_counts_agree_with_their_noun(how_many: int, words: str) -> None:
    assert count(how_many, "line") == words
