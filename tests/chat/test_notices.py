"""What WhatsApp says itself is never credited to a person; what a person says is never taken for a notice."""

from __future__ import annotations

import re
from typing import Any

import pytest

from analyser.chat import read_export
from analyser.chat.notices import facts, read_notice

LRM = "\u200e"
FILLED = {"A": "Amy: Y6 mum", "B": "Ben", "X": "the “rest”: all"}
BEFORE, AFTER = "13/02/2025, 08:00 - Cat: hi\n", "13/02/2025, 08:02 - Cat: ok\n"


def filled() -> list[tuple[str, str]]:
    """Return every wording of the table, with and without its optional parts, and its family."""
    rows = []
    for row in facts():
        for wording in row["wordings"]:
            short = re.sub(r"\[[^]]*\]", "", wording)
            long = re.sub(r"\[([^]|]*)(\|[^]]*)?\]", r"\1", wording)
            for form in dict.fromkeys([short, long]):
                words = re.sub(r"\b[ABX]\b", lambda slot: FILLED[slot[0]], form)
                rows.append((words, row["family"]))
    return rows


def android(*lines: str) -> Any:
    """Return the messages of an Android export in which ``lines`` follow a header."""
    text = BEFORE + "".join(f"13/02/2025, 08:01 - {line}\n" for line in lines) + AFTER
    return read_export(text.encode()).messages.iloc[1:-1].reset_index(drop=True)


def ios(*lines: str, before: str = "Cat: hi") -> Any:
    """Return an iPhone export in which ``lines`` follow a header, after one message."""
    text = "".join(f"[13/02/2025, 08:01:00] {line}\r\n" for line in (before, *lines))
    return read_export(text.encode())


@pytest.mark.parametrize(("words", "family"), filled())
def test_each_wording_of_the_table_is_known_in_every_spelling(words: str, family: str) -> None:
    curly = words.replace("'", "\u2019").replace('"', "\u201d")
    for form in (words, f"{words}.", f"~\u202f{LRM}{words}", curly):
        notice = read_notice(form)
        assert notice is not None
        assert notice.family == family


@pytest.mark.parametrize("row", facts(), ids=lambda row: f"{row['family']} {row['seen']}")
def test_each_row_of_the_table_says_where_it_was_seen(row: dict[str, Any]) -> None:
    assert set(re.split(r", ", row["seen"])) <= set("BCKLPSTW")
    assert len(set(row["wordings"])) == len(row["wordings"])


def test_no_wording_stands_twice_in_the_table() -> None:
    wordings = [wording for row in facts() for wording in row["wordings"]]
    assert len(wordings) == len(set(wordings))


@pytest.mark.parametrize(
    ("line", "actor", "other"),
    [
        ("Amy added Ben", "Amy", "Ben"),
        ("Amy added Ben, Cat and Dan", "Amy", "Ben, Cat and Dan"),
        ("You removed +44 7700 900123", "You", "+44 7700 900123"),
        ("\u202a+44\xa07700\xa0900123\u202c left", "+44 7700 900123", ""),
        ("+44 7700 900123 changed to +44 7700 900456", "+44 7700 900123", "+44 7700 900456"),
        ("Messages to this group are now secured with end-to-end encryption.", "", ""),
    ],
)
def test_a_notice_says_who_acted_on_whom(line: str, actor: str, other: str) -> None:
    notice = read_notice(line)
    assert notice is not None
    assert (notice.actor, notice.other) == (actor, other)


@pytest.mark.parametrize(
    "line",
    [
        'Amy changed the subject from "Y6" to "Y6: parents"',
        "Amy changed the subject to “Y6: parents: all”",
        'Amy created group "Y6: parents"',
        "You created the group: Chatmap",
        "Amy added Ben: Y6 dad",
        "Amy added this group to the community “School: all”",
        "Your security code with Ben: Y6 dad changed. Tap to learn more.",
        "You were added to this community because you joined the group “Y6: kit”",
        "This chat is with the official business account of Shop: toys.",
        "Amy hat den Betreff von „Y6“ zu „Y6: Eltern“ geändert",
        'Amy cambió el asunto de "Y6" a "Y6: padres"',
        "Amy a créé le groupe « Y6 : parents »",
    ],
)
def test_a_notice_on_android_may_hold_a_colon(line: str) -> None:
    row = android(line).loc[0]
    assert (row.kind, row.text) == ("notice", line)
    assert row[["sender", "sender_raw"]].isna().all()


@pytest.mark.parametrize(
    ("line", "sender", "text"),
    [
        ("Amy: Ben left", "Amy", "Ben left"),
        ("Amy: Ben added Cat", "Amy", "Ben added Cat"),
        ("Amy: You created the group: Chatmap", "Amy", "You created the group: Chatmap"),
        ('Amy: Ben changed the subject from "a" to "b"', "Amy", 'Ben changed the subject from "a" to "b"'),
        ("Tom left: I left", "Tom left", "I left"),
        ('Dave "the lad": "hi"', 'Dave "the lad"', '"hi"'),
        ('Joe 5" Smith: hi', 'Joe 5" Smith', "hi"),
        ("Tom was added: why was I added", "Tom was added", "why was I added"),
        ("Jo changed to new no: hi", "Jo changed to new no", "hi"),
        ("Kate added 2023: Mr Hill is late", "Kate added 2023", "Mr Hill is late"),
        ("Kate added by Amy: who has the book please", "Kate added by Amy", "who has the book please"),
        ("Amy: Messages to this group are now secured with end-to-end encryption.", "Amy", None),
    ],
)
def test_a_person_may_write_the_words_of_a_notice(line: str, sender: str, text: str | None) -> None:
    row = android(line).loc[0]
    assert (row.sender, row.kind) == (sender, "text")
    assert row.text == (text or line.partition(": ")[2])


def test_a_line_without_a_sender_is_a_notice_though_its_words_are_not_known_and_is_listed() -> None:
    text = BEFORE + "13/02/2025, 08:01 - Amy hat das Gruppenbild geändert\nand more\n" + AFTER
    chat = read_export(text.encode())
    assert chat.messages.kind.tolist() == ["text", "notice", "text"]
    assert chat.messages.text[1] == "Amy hat das Gruppenbild geändert\nand more"
    assert chat.observations.set_index("id").lines["notices"] == "2"


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        (f"Y6 Parents: {LRM}Amy added you", "Y6 Parents"),
        (f"Cat: {LRM}Cat left", "Cat"),
        (f"Amy: {LRM}Cat removed Amy", "Amy"),
        (f"Y6: PTA: {LRM}Amy changed the subject to “Y6: all”", "Y6: PTA"),
        (f"~\u202fJo: {LRM}~\u202fJo joined using this group's invite link", "~\u202fJo"),
        (f"Y6 Parents: {LRM}words nobody knows", "Y6 Parents"),  # only the group never writes
        (f"Cat: {LRM}Dan added Cat", "Cat"),
        (f"Cat: {LRM}\u2068Dan\u2069 removed \u2068Cat\u2069", "Cat"),
        (f"Cat: {LRM}~\u202fDan left", "Cat"),
        (f"Cat: {LRM}\u202a+44\xa07700\xa0900123\u202c left", "Cat"),
        (f"Cat: {LRM}Cat did what nobody knows", "Cat"),
        (f"Amy: {LRM}Cat did what nobody knows to Amy", "Amy"),
        (f"Cat: {LRM}You did what nobody knows", "Cat"),
        (f"Ann O\u2019Neill: {LRM}Dan removed Ann O\u2019Neill", "Ann O\u2019Neill"),
        (f"Tom and Jo Smith: {LRM}Dan removed Tom and Jo Smith", "Tom and Jo Smith"),
        (f"~\u202fJo: {LRM}Dan removed ~\u202fJo", "~\u202fJo"),
        (
            f"\u202a+44\xa07700\xa0900123\u202c: {LRM}Dan removed \u202a+44\xa07700\xa0900123\u202c",
            "\u202a+44\xa07700\xa0900123\u202c",
        ),
    ],
)
def test_a_notice_on_an_iphone_has_no_sender_and_keeps_what_stood_there(line: str, raw: str) -> None:
    row = ios(line).messages.loc[1]
    assert (row.kind, row.sender_raw) == ("notice", raw)
    assert row[["sender"]].isna().all()
    assert row.text == LRM + line.partition(f": {LRM}")[2]


def test_the_first_lines_of_an_iphone_are_notices_when_marked_whatever_their_language() -> None:
    chat = ios("Cat: hallo", before=f"Cat: {LRM}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.")
    assert chat.messages.kind.tolist() == ["notice", "text"]


@pytest.mark.parametrize(
    "words", ["the rest of my words", "we waited and then she left", "they added lies. Dan removed them", "I left"]
)
def test_a_person_who_pastes_the_mark_is_still_credited_and_the_line_is_listed(words: str) -> None:
    chat = ios(f"Cat: {LRM}{words}")
    assert (chat.messages.sender[1], chat.messages.kind[1]) == ("Cat", "text")
    assert chat.observations.set_index("id").lines["marked"] == "2"


def test_old_iphones_name_no_sender() -> None:
    row = ios("Amy added Ben").messages.loc[1]
    assert (row.kind, row.text) == ("notice", "Amy added Ben")


def test_a_line_of_megabytes_is_not_searched_for_a_notice() -> None:
    assert read_notice("Amy added " + "Ben, " * 1_000) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Y6 Parents: Messages and calls are end-to-end encrypted. Only people in this chat can read them.", "text"),
        ("Y6 Parents: Messages to this group are now secured with end-to-end encryption.", "notice"),
        ("Amy: Amy changed this group\u2019s icon", "notice"),
        ("Y6: PTA: Amy changed the subject to “Y6: kit”", "notice"),
        ("Amy: Amy left", "notice"),
        ("Amy: Ben left", "text"),
        ("Amy: Ben left\nand so did Cat", "text"),
        ("Amy: You're no longer an admin", "text"),
        ("Amy: I pinned a message", "text"),
        ("Amy: Amy pinned a message", "notice"),
    ],
)
def test_in_an_iphone_file_that_lost_its_marks_a_notice_is_known_by_its_words(line: str, kind: str) -> None:
    chat = ios(line)
    assert chat.messages.kind.tolist() == ["text", kind]
    assert ios(line, f"Cat: {LRM}image omitted").messages.kind.tolist() == ["text", "text", "media"]
