"""Strange exports that a real group could make: nothing is lost, and nobody is credited with another's words.

Each row says what the lines of a file must be read as, (sender, kind, words), and which observations must be there.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.chat.reading import assert_lossless, read

ONCE = "You received a view once message. For added privacy, you can only open it on your phone."
TIMES = "18:30 - 19:30: clubs\n13/06: PE\n14/06/2023: trip\n14/06/2023, 09:00: leave"
POLL = "POLL:\nWhich: A or B?\nOPTION: 13/06/2023, 18:00 - A: x (2 votes)\nOPTION: B (0 votes)"
PASTED = "see\n[12/06, 09:00] Cat: he said what\n[09:00, 12/06/2023] Dan: yes"
LRM, E2E = "\u200e", "Messages and calls are end-to-end encrypted. Tap to learn more."
GROUP = f"Y3: {LRM}Messages and calls are end-to-end encrypted."
Rows = list[tuple[str | None, str, str]]


def android(*lines: str, end: str = "\n") -> str:
    """Write an Android export, a minute from line to line, after the notice of encryption."""
    return "".join(f"13/06/2023, 18:{n:02} - {line}{end}" for n, line in enumerate((E2E, *lines)))


def ios(*lines: str) -> str:
    """Write an iPhone export, a second from line to line, after the notice of encryption."""
    marks = [LRM * (f": {LRM}" in line) for line in (GROUP, *lines)]
    stamps = [f"[13/06/2023, 18:12:{n:02}] " for n in range(len(marks))]
    return "".join(f"{parts[0]}{parts[1]}{parts[2]}\r\n" for parts in zip(marks, stamps, (GROUP, *lines), strict=True))


def web(*lines: str) -> str:
    """Write an export of WhatsApp Web, a second from line to line, after its notice."""
    every = ("- You created this group", *lines)
    return "".join(f"[6/13/26, 9:05:{n:02} AM] {line}\n" for n, line in enumerate(every))


CASES: dict[str, tuple[str, Rows, set[str]]] = {
    "a list typed with a keyboard, in lines like headers of tomorrow": (
        android("Amy: dates", "Ben: ok").replace("dates\n", "dates\n15/06/2023, 09:00 - leave\n"),
        [("Amy", "text", "dates"), (None, "notice", "leave"), ("Ben", "text", "ok")],
        {"I3", "I11", "notices"},
    ),
    "a list typed in lines like headers of earlier today": (
        android("Amy: hi", "Amy: dates", "Ben: ok").replace("dates", "dates\n13/06/2023, 17:00 - Mr Bell: bring tea"),
        [("Amy", "text", "hi"), ("Amy", "text", "dates"), ("Mr Bell", "text", "bring tea"), ("Ben", "text", "ok")],
        {"I3", "I11"},
    ),
    "a list of times": (
        android(f"Amy: {TIMES}", "Ben: ok"),
        [("Amy", "text", TIMES), ("Ben", "text", "ok")],
        set(),
    ),
    "another chat forwarded as text, on an iPhone": (
        ios("Amy: see\n[12/06/2023, 09:00:01] Cat: he said what\n[12/06/2023, 09:00:10] Dan: yes", "Ben: wow"),
        [
            ("Amy", "text", "see\n[12/06/2023, 09:00:01] Cat: he said what\n[12/06/2023, 09:00:10] Dan: yes"),
            ("Ben", "text", "wow"),
        ],
        {"I11"},
    ),
    "another chat forwarded as text, on Android": (
        android(f"Amy: {PASTED}", "Ben: wow"),
        [("Amy", "text", PASTED), ("Ben", "text", "wow")],
        {"I11"},
    ),
    "an export of an iPhone pasted behind one of Android": (
        android("Amy: hi", "Ben: ho") + ios("Cat: hi"),
        [("Amy", "text", "hi"), ("Ben", "text", f"ho\n{ios('Cat: hi')}".removesuffix("\r\n"))],
        {"I2", "I10", "I11"},
    ),
    "a member called Admin: Year 3": (
        android("Admin: Year 3: hello", "Ben: hi", "Admin: Year 3: PE tomorrow", "Admin: Year 3 added Cat"),
        [
            ("Admin: Year 3", "text", "hello"),
            ("Ben", "text", "hi"),
            ("Admin: Year 3", "text", "PE tomorrow"),
            (None, "notice", "Admin: Year 3 added Cat"),
        ],
        {"names"},
    ),
    "a member called Admin: Year 3 beside another called Admin": (
        android("Admin: Year 3: hello", "Admin: help", "Admin: Year 3: <Media omitted>", "Ben: Admin: Year 3 left"),
        [
            ("Admin: Year 3", "text", "hello"),
            ("Admin", "text", "help"),
            ("Admin: Year 3", "media", "<Media omitted>"),
            ("Ben", "text", "Admin: Year 3 left"),
        ],
        {"I12", "names", "names-question"},
    ),
    "numbers between marks": (
        ios(
            "\u202a+44\xa07700\xa0900123\u202c: hi",
            f"\u202a+44\xa07700\xa0900123\u202c: {LRM}\u202a+44\xa07700\xa0900123\u202c left",
        ),
        [("+44\xa07700\xa0900123", "text", "hi"), (None, "notice", f"{LRM}\u202a+44\xa07700\xa0900123\u202c left")],
        set(),
    ),
    "a group renamed to a header of Android": (
        android('Amy changed the subject from "Y3" to "13/06/2023, 18:12 - Ben: hi"', "Amy: ok"),
        [(None, "notice", 'Amy changed the subject from "Y3" to "13/06/2023, 18:12 - Ben: hi"'), ("Amy", "text", "ok")],
        set(),
    ),
    "a group renamed to a header of an iPhone": (
        ios(f"Amy: {LRM}Amy changed the group name to “[13/06/2023, 18:12:09] Ben: hi”", "Amy: ok"),
        [
            (None, "notice", f"{LRM}Amy changed the group name to “[13/06/2023, 18:12:09] Ben: hi”"),
            ("Amy", "text", "ok"),
        ],
        set(),
    ),
    "line ends of two kinds, and none at the end": (
        android("Amy: a\r\nb\r", "Ben: c\nd\r\n\r", "Cat: e").removesuffix("\n"),
        [("Amy", "text", "a\r\nb"), ("Ben", "text", "c\nd\r\n"), ("Cat", "text", "e")],
        {"I10"},
    ),
    "a carriage return inside a message": (
        ios("Amy: a\rb", "Ben: c"),
        [("Amy", "text", "a\rb"), ("Ben", "text", "c")],
        set(),
    ),
    "messages from You": (
        android("You: hi", "You created group “Y3”", "You: You deleted this message", "Ben: You left me"),
        [
            ("You", "text", "hi"),
            (None, "notice", "You created group “Y3”"),
            ("You", "deleted", "You deleted this message"),
            ("Ben", "text", "You left me"),
        ],
        {"I6"},
    ),
    "people who are in no contacts": (
        android("~ Jo: hi", "~\u202fJo: ho", "~Jo: ~ Jo left", "~ Jo left"),
        [("Jo", "text", "hi"), ("Jo", "text", "ho"), ("Jo", "text", "~ Jo left"), (None, "notice", "~ Jo left")],
        {"names-question"},
    ),
    "deleted by an admin whose name holds a colon": (
        android("~ Jo: This message was deleted by admin Amy: Y3 mum", "Jo: this message was deleted by admin, why"),
        [
            ("Jo", "deleted", "This message was deleted by admin Amy: Y3 mum"),
            ("Jo", "text", "this message was deleted by admin, why"),
        ],
        {"I5", "I6"},
    ),
    "a poll whose options look like headers": (
        android(f"Amy: {POLL}", "Ben: POLL:"),
        [("Amy", "poll", POLL), ("Ben", "text", "POLL:")],
        set(),
    ),
    "edited words, and nothing but the mark of it": (
        android("Amy: hello <This message was edited>", "Amy: <This message was edited>"),
        [("Amy", "text", "hello <This message was edited>"), ("Amy", "text", "<This message was edited>")],
        {"I6"},
    ),
    "messages to be seen once": (
        android("Amy: null", "Amy: ", "Amy:", "Ben: <View once voice message omitted>", f"Ben: {ONCE}"),
        [
            ("Amy", "media", "null"),
            ("Amy", "media", ""),
            ("Amy", "media", ""),
            ("Ben", "media", "<View once voice message omitted>"),
            ("Ben", "media", ONCE),
        ],
        {"I12"},
    ),
    "a message to be seen once, on an iPhone": (
        ios("Amy: hi", f"Amy: {LRM}{ONCE}", f"Amy: {LRM}Silenced voice call, {LRM}Focus mode"),
        [
            ("Amy", "text", "hi"),
            ("Amy", "media", f"{LRM}{ONCE}"),
            ("Amy", "call", f"{LRM}Silenced voice call, {LRM}Focus mode"),
        ],
        {"I12"},
    ),
    "a very long line": (
        android(f"Amy: {'word ' * 20_000}", "Ben: ok"),
        [("Amy", "text", "word " * 20_000), ("Ben", "text", "ok")],
        set(),
    ),
    "a byte-order mark in mid-file": (
        android("Amy: a\n\ufeffb", "\ufeffCat: c"),
        [("Amy", "text", "a\n\ufeffb"), ("Cat", "text", "c")],
        {"I10"},
    ),
    "line ends that are none": (
        android("Amy: one\u2028two\u202813/06/2023, 18:05 - Ben: no\x0b\x0c\x85x", "Be\u2028n: b"),
        [("Amy", "text", "one\u2028two\u202813/06/2023, 18:05 - Ben: no\x0b\x0c\x85x"), ("Be\u2028n", "text", "b")],
        set(),
    ),
    "captions that end in a colon": (
        ios(f"Amy: look: {LRM}<attached: 0001-PHOTO.jpg>", "Amy: hi"),
        [("Amy", "media", f"look: {LRM}<attached: 0001-PHOTO.jpg>"), ("Amy", "text", "hi")],
        {"I12"},
    ),
    "names that look like parts of a header": (
        ios("[PTA] Amy: hi", "Ben]: ho", "Mr. X - Y3: he", "12/06 party: ha", "[PTA] Amy: yo"),
        [
            ("[PTA] Amy", "text", "hi"),
            ("Ben]", "text", "ho"),
            ("Mr. X - Y3", "text", "he"),
            ("12/06 party", "text", "ha"),
            ("[PTA] Amy", "text", "yo"),
        ],
        set(),
    ),
    "names that nobody can see": (
        android(f"{LRM}: hi", "\u3164: ho", "~: he", ": who"),
        [(LRM, "text", "hi"), ("\u3164", "text", "ho"), ("~", "text", "he"), (None, "notice", ": who")],
        {"notices"},
    ),
    "names that are written from the right": (
        android("\u2067ليلى\u2069: hi", "\u200fعمر: ho"),
        [("ليلى", "text", "hi"), ("عمر", "text", "ho")],
        set(),
    ),
    "words that begin on the next line": (
        android("Amy: \nhello", "Amy:\nhello: x", "Ben:: hi"),
        [("Amy", "text", "\nhello"), ("Amy", "text", "\nhello: x"), ("Ben:", "text", "hi")],
        set(),
    ),
    "rows of WhatsApp Web that begin with a dash, and words that do": (
        web("You: hi", "- Amy made the group: name", "Amy: - no notice", "Amy: Poll: A: b\n    - Yes: x\n    - No"),
        [
            ("You", "text", "hi"),
            (None, "notice", "Amy made the group: name"),
            ("Amy", "text", "- no notice"),
            ("Amy", "poll", "Poll: A: b\n    - Yes: x\n    - No"),
        ],
        {"notices"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_strange_export_is_read_as_it_was_meant(case: str) -> None:
    text, rows, _ = CASES[case]
    chat = read(text)
    table: Any = chat.messages[["sender", "kind", "text"]].astype(object)
    read_rows = [tuple(row) for row in table.where(table.notna(), None).to_numpy().tolist()]
    assert read_rows[1:] == rows
    assert read_rows[0][:2] == (None, "notice")
    assert_lossless(chat)


@pytest.mark.parametrize("case", CASES)
def test_what_is_strange_about_it_is_listed(case: str) -> None:
    text, _, listed = CASES[case]
    observations = read(text).observations
    questions = observations.observed.str.contains("after a colon, or not").map({True: "-question", False: ""})
    seen = set(observations.id + questions)
    assert seen - {"I1"} == listed
