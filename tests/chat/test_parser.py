"""Bytes to a table: what each message owns, who wrote it, and what it is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from analyser.chat import parse_chat, read_export, read_poll, read_source, sniff_dialect
from analyser.chat.bodies import facts
from analyser.chat.senders import clean
from analyser.errors import SourceError
from analyser.schema import MESSAGES

HEADERS = {
    "android": "13/06/2023, 18:{:02} - ",
    "ios": "[13/06/2023, 18:12:{:02}] ",
    "web": "[6/13/26, 6:12:{:02} PM] ",
}
NAMES = {"android": "export.txt", "ios": "_chat.txt", "web": "chat.txt"}


def read(*lines: str, platform: str = "android") -> pd.DataFrame:
    """Return the messages of an export in which each line follows a header, one minute or second apart."""
    end = "\r\n" if platform == "ios" else "\n"
    text = "".join(HEADERS[platform].format(n) + line + end for n, line in enumerate(lines))
    return read_export(text.encode(), name=NAMES[platform]).messages


@pytest.mark.parametrize("row", facts(), ids=lambda row: f"{row['kind']} {row['examples'][0][:20]!r}")
def test_each_body_of_the_table_is_known_on_each_of_its_platforms(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        for platform in row.get("platforms", ["android", "ios", "web"]):
            messages = read("Amy: hi", f"Amy: {example}", "Amy: ho", platform=platform)
            assert (messages.sender[1], messages.text[1]) == ("Amy", example)
            assert (messages.kind[1], example) == (row["kind"], example)
    assert row["seen"]


@pytest.mark.parametrize(
    ("body", "platform", "kind", "name"),
    [
        ("IMG-20190101-WA0000.jpg (file attached)", "android", "media", "IMG-20190101-WA0000.jpg"),
        ("\u200eVID-20190101-WA0000.mp4 (file attached)\na caption", "android", "media", "VID-20190101-WA0000.mp4"),
        ("AUD-20190101-WA0000. (file attached)", "android", "media", "AUD-20190101-WA0000."),
        ("IMG-20190101-WA0000.jpg (Datei angehängt)", "android", "media", "IMG-20190101-WA0000.jpg"),
        ("\u200eSpring letter.pdf (fichier joint)", "android", "media", "Spring letter.pdf"),
        ("Spring letter.pdf (Datei angehängt)", "android", "media", "Spring letter.pdf"),
        ("Spring letter.pdf (archivo adjunto)", "android", "media", "Spring letter.pdf"),
        ("\u200e<pièce jointe : 00000035-PHOTO-2022.jpg>", "ios", "media", "00000035-PHOTO-2022.jpg"),
        ("Spring letter.pdf (file attached)\nSpring letter", "android", "media", "Spring letter.pdf"),
        ("John Doe.vcf (file attached)", "android", "contact", "John Doe.vcf"),
        ("\u200e<attached: 00000035-PHOTO-2022.jpg>", "ios", "media", "00000035-PHOTO-2022.jpg"),
        ("Our snail: Gary \u200e<attached: 00000035-PHOTO-2022.jpg>", "ios", "media", "00000035-PHOTO-2022.jpg"),
        ("\u200e<Anhang: 00000035-PHOTO-2022.jpg>", "ios", "media", "00000035-PHOTO-2022.jpg"),
        ("<attached: 00000035-PHOTO-2022.jpg>", "ios", "media", "00000035-PHOTO-2022.jpg"),
        ("2015-08-04-PHOTO-00004762.jpg <\u200eattached>", "ios", "media", "2015-08-04-PHOTO-00004762.jpg"),
        ("A PDF.pdf • \u200e1 page \u200e<attached: 00000002-A PDF.pdf>", "ios", "media", "00000002-A PDF.pdf"),
        ("\u200e<attached: 00000001-John Doe.vcf>", "ios", "contact", "00000001-John Doe.vcf"),
        ("snail.jpg (file attached) our snail", "web", "media", "snail.jpg"),
        ("see letter.pdf (attached)", "android", "text", None),
        ("<hello>", "android", "text", None),
        ("look <attached: me>", "android", "text", None),
    ],
)
def test_attachments_are_named(body: str, platform: str, kind: str, name: str | None) -> None:
    row = read("Amy: hi", f"Amy: {body}", platform=platform).loc[1]
    assert (row.sender, row.kind, row.text) == ("Amy", kind, body)
    assert row.attachment == name or (name is None and pd.isna(row.attachment))


@pytest.mark.parametrize(
    "body",
    [
        "media omitted",
        "I said <Media omitted>",
        "null and void",
        "This message was deleted by mistake, sorry",
        "Missed voice call from the office",
        "<media>",
        "<media is bad> she said",
        "the letter (archivo adjunto)",
        "Video weggelassen",
        "Je hebt gelijk",
        "Video call, 5 min?",
        "the location: https://a.example",
        "location: https://a.example",
        "POLL: who is in?",
        "Contact: the office",
        "Poll: who is in?",
        "[Call: me]",
        "Waiting for this message",
    ],
)
def test_words_that_only_look_like_whatsapps_own_are_text(body: str) -> None:
    assert read(f"Amy: {body}").kind.tolist() == ["text"]


@pytest.mark.parametrize(
    ("body", "edited"),
    [
        ("hi <This message was edited>", True),
        ("hi \u200e<This message was edited>", True),
        ("hi \u200e<This message was edited.>", True),
        ("hi\nho <This message was edited>", True),
        ("hi \u200e<Diese Nachricht wurde bearbeitet.>", True),
        ("hi <Se editó este mensaje>", True),
        ("hi <media studies were edited>", False),
        ("<This message was edited> by me", False),
        ("This message was edited", False),
    ],
)
def test_edited_is_told_beside_the_text_which_stays_as_exported(body: str, *, edited: bool) -> None:
    row = read(f"Amy: {body}").loc[0]
    assert (row.edited, row.text, row.kind) == (edited, body, "text")


def test_an_edited_caption_is_still_of_a_picture() -> None:
    row = read("Amy: IMG-20190101-WA0000.jpg (file attached)\nGary <This message was edited>").loc[0]
    assert (row.kind, row.edited, row.attachment) == ("media", True, "IMG-20190101-WA0000.jpg")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("POLL:\nDay?\nOPTION: Monday (3 votes)\nOPTION: Tue: late (1 vote)", (("Monday", 3), ("Tue: late", 1))),
        ("\u200ePOLL:\r\nDay?\r\n\u200eOPTION: Monday (0 votes)", (("Monday", 0),)),
        ("\u200eENCUESTA:\r\nDay?\r\n\u200eOPCIÓN: lunes (1 voto)", (("lunes", 1),)),
        ("Poll: Day?\n    - Monday\n    - Tuesday", (("Monday", None), ("Tuesday", None))),
    ],
)
def test_a_poll_gives_its_question_options_and_votes(text: str, options: tuple[tuple[str, int | None], ...]) -> None:
    poll = read_poll(text)
    assert poll is not None
    assert (poll.question, poll.options) == ("Day?", options)


def test_what_is_no_poll_gives_none() -> None:
    assert read_poll("hello\nthere") is None


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Amy", "Amy"),
        ("~\u202fJo", "Jo"),
        ("~ Jo", "Jo"),
        ("~Jo", "Jo"),
        ("\u200e~\u202f\u2068Jo\u2069", "Jo"),
        ("\u202a+44\xa07700\xa0900123\u202c", "+44\xa07700\xa0900123"),
        ("Jo ~ mum", "Jo ~ mum"),
        ("👨‍👩‍👧 Khan", "👨👩👧 Khan"),
        ("\ufeffAmy ", "Amy"),
    ],
)
def test_a_sender_loses_marks_and_tilde_only(raw: str, name: str) -> None:
    assert clean(raw) == name


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_end_belongs_to_the_bytes_and_not_to_the_text(end: str) -> None:
    one, two = f"13/06/2023, 18:12 - Amy: a{end} b {end}{end}", "13/06/2023, 18:13 - Ben: c\n\n"
    messages = read_export((one + two).encode()).messages
    assert messages.text.tolist() == [f"a{end} b {end}", "c\n"]
    assert messages[["first_line", "last_line"]].to_numpy().tolist() == [[1, 3], [4, 5]]
    assert messages[["first_byte", "last_byte"]].to_numpy().tolist() == [[0, len(one)], [len(one), len(one + two)]]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r"])
def test_the_last_message_needs_no_line_end(end: str) -> None:
    text = f"13/06/2023, 18:12 - Amy: a\n13/06/2023, 18:13 - Ben: c{end}"
    messages = read_export(text.encode()).messages
    assert messages.text.tolist() == ["a", "c"]
    assert messages.last_byte.iloc[-1] == len(text)


def test_undated_lines_at_the_top_are_the_preamble_and_nobodys() -> None:
    chat = read_export("é\nSome earlier messages\n13/06/2023, 18:12 - Amy: hi\n".encode())
    assert chat.preamble == "é\nSome earlier messages\n"
    assert chat.messages[["first_line", "first_byte"]].to_numpy().tolist() == [[3, len(chat.preamble.encode())]]
    assert chat.observations.set_index("id").lines["preamble"] == "1-2"


def test_byte_order_marks_do_not_hide_headers() -> None:
    chat = read_export("\ufeff13/06/2023, 18:12 - Amy: hi\n\ufeff13/06/2023, 18:13 - Ben: ho\n".encode())
    assert chat.messages.sender.tolist() == ["Amy", "Ben"]
    assert chat.messages.first_byte.tolist() == [0, 31]
    assert chat.preamble == ""


@pytest.mark.parametrize(
    "quoted",
    [
        "[13/06, 18:12] Cat: x",
        "[18:12, 13/06/2023] Cat: x",
        "[13/06/2023, 18:12:09] Cat: x",
        "13/06/23, 18:12 - Cat: x",
        "13/06/2023, 6:12 pm - Cat: x",
        "2023/06/13, 18:12 - Cat: x",
        "13/06/2023 18:12 - Cat: x",
        "13.06.2023, 18:12 - Cat: x",
        "13/06/2023, 18:12:09: Cat: x",
        "33/06/2023, 18:12 - Cat: x",
        "13/06/2023, 28:12 - Cat: x",
        "13/06/2023, 18:12 \u2013 Cat: x",
    ],
)
def test_quoted_headers_stay_in_their_message_and_are_listed(quoted: str) -> None:
    text = f"13/06/2023, 18:12 - Amy: look\n{quoted}\nindeed\n13/06/2023, 18:13 - Ben: ho\n"
    chat = read_export(text.encode())
    assert chat.messages.text.tolist() == [f"look\n{quoted}\nindeed", "ho"]
    inside = chat.observations[chat.observations.observed.str.contains("but inside one")]
    assert inside.lines.tolist() == ["2"]


@pytest.mark.parametrize("words", ["13/06/2023", "13/06/2023 18:12", "18:12 - tea", "1.2.3, 4", "- Cat: x"])
def test_dates_that_people_type_are_words(words: str) -> None:
    chat = read_export(f"13/06/2023, 18:12 - Amy: look\n{words}\n13/06/2023, 18:13 - Ben: ho\n".encode())
    assert chat.messages.text.tolist() == [f"look\n{words}", "ho"]
    assert "I11" not in set(chat.observations.id)


def test_rows_of_the_web_export_that_begin_with_a_dash_are_notices() -> None:
    messages = read("Amy: hi", "- You changed the group: name", "You: ho", platform="web")
    assert messages.kind.tolist() == ["text", "notice", "text"]
    assert messages.text.tolist() == ["hi", "You changed the group: name", "ho"]


def test_a_dash_in_every_header_is_no_sign_of_a_notice() -> None:
    messages = read("- Amy added Ben", "- Amy: hi", "- Ben: see: this", "- Ben left", platform="web")
    assert messages.sender.astype(object).where(messages.sender.notna(), None).tolist() == [None, "Amy", "Ben", None]
    assert messages.text.tolist() == ["Amy added Ben", "hi", "see: this", "Ben left"]


def test_the_table_is_as_declared_whatever_it_holds() -> None:
    for messages in (read("Amy: hi"), read("Amy left")):
        assert list(messages.columns) == [column.name for column in MESSAGES]
        assert [str(dtype) for dtype in messages.dtypes] == [
            str(pd.array([], dtype=column.dtype).dtype) for column in MESSAGES
        ]


def test_the_steps_can_be_taken_one_by_one() -> None:
    data = b"13/06/2023, 18:12 - Amy: hi\n"
    source = read_source(data)
    parsed = parse_chat(source, sniff_dialect(source))
    pd.testing.assert_frame_equal(parsed.messages, read_export(data).messages)


def test_a_dialect_of_another_file_reads_nothing_rather_than_wrongly() -> None:
    dialect = sniff_dialect(read_source(b"13/06/2023, 18:12 - Amy: hi\n"))
    for other in (b"[13/06/2023, 18:12:09] Amy: hi\n", b"no header at all\n"):
        with pytest.raises(SourceError, match="not a WhatsApp export"):
            parse_chat(read_source(other), dialect)


def test_progress_is_told_in_steps() -> None:
    steps: list[tuple[int, int]] = []
    read_export(b"13/06/2023, 18:12 - Amy: hi\n", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_an_order_of_the_date_that_is_none_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="'DMY', 'MDY' or 'YMD'"):
        read_export(b"13/06/2023, 18:12 - Amy: hi\n", date_order="day first")


@pytest.mark.parametrize(
    ("lines", "alone"),
    [
        (["Amy: hi", "Ben: ho"], True),
        (["Amy: hi"], True),
        (["Messages and calls are end-to-end encrypted.", "Amy: hi", "Ben: ho"], True),
        (["Amy: hi", "Ben: ho", "Cat: he"], False),
        (["Amy created group “Y6”", "Amy: hi"], False),
        (["Ben joined using this group's invite link", "Amy: hi"], False),
    ],
)
def test_a_chat_of_two_without_a_notice_of_a_group_looks_one_to_one(lines: list[str], *, alone: bool) -> None:
    text = "".join(HEADERS["android"].format(n) + line + "\n" for n, line in enumerate(lines))
    assert read_export(text.encode()).looks_one_to_one == alone
