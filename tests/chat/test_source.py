"""Bytes as received become text: no byte is lost, and what is no chat is named in one sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from analyser.chat import read_export, read_source
from analyser.chat.source import line_starts
from analyser.errors import AnalyserError, SourceError

LINE = "13/06/2023, 18:12 - Amy: café 🏠\n"


def test_the_hash_is_of_the_bytes_as_received() -> None:
    source = read_source(LINE.encode(), name="folder/WhatsApp Chat with Y6.txt")
    assert (source.sha256, source.name) == (hashlib.sha256(LINE.encode()).hexdigest(), "WhatsApp Chat with Y6.txt")
    assert (source.raw, source.text, source.encoding) == (LINE.encode(), LINE, "utf-8")
    assert (source.members, source.archive_name, source.undecodable) == ((), "", ())


def test_a_path_is_read_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "Y6.txt"
    path.write_bytes(LINE.encode())
    assert read_source(path) == read_source(str(path)) == read_source(LINE.encode(), name="Y6.txt")


@pytest.mark.parametrize("missing", ["no such file.txt", ""])
def test_a_path_that_cannot_be_opened_is_named(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SourceError, match="could not be opened"):
        read_source(tmp_path / missing)


@pytest.mark.parametrize(("mark", "codec"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_is_read_by_its_mark_and_its_offsets_are_exact(mark: bytes, codec: str) -> None:
    raw = mark + (LINE + "13/06/2023, 18:13 - Ben: Āऊ\nsecond\n").encode(codec)
    chat = read_export(raw)
    assert chat.source.encoding == codec
    assert chat.messages.text.tolist() == ["café 🏠", "Āऊ\nsecond"]
    pieces = [raw[a:b] for a, b in zip(chat.messages.first_byte, chat.messages.last_byte, strict=True)]
    assert b"".join(pieces) == raw
    assert pieces[1].decode(codec).startswith("13/06/2023, 18:13 - ")


def test_utf_16_that_was_cut_in_half_a_character_lists_the_odd_byte() -> None:
    raw = b"\xff\xfe" + LINE.encode("utf-16-le") + b"\x41"
    chat = read_export(raw)
    assert [(each.offset, each.data) for each in chat.source.undecodable] == [(len(raw) - 1, b"\x41")]
    assert chat.messages.text.tolist() == ["café 🏠\n\ufffd"]
    assert chat.messages.last_byte.tolist() == [len(raw)]


@pytest.mark.parametrize(
    ("broken", "shown", "runs"),
    [
        (b"a\xe9b", "a\ufffdb", [(26, b"\xe9")]),
        (b"a\xe2\x82b", "a\ufffdb", [(26, b"\xe2\x82")]),
        (b"\xff\xfe then \x80", "\ufffd\ufffd then \ufffd", [(25, b"\xff\xfe"), (33, b"\x80")]),
        (b"\xed\xa0\xbd", "\ufffd\ufffd\ufffd", [(25, b"\xed\xa0\xbd")]),
        ("\ufffd".encode(), "\ufffd", []),
    ],
)
def test_what_is_not_utf_8_is_shown_as_such_listed_and_moves_nothing(
    broken: bytes, shown: str, runs: list[tuple[int, bytes]]
) -> None:
    first, last = b"13/06/2023, 18:12 - Amy: ", b"\n13/06/2023, 18:13 - Ben: ok\n"
    chat = read_export(first + broken + last)
    assert chat.messages.text.tolist() == [shown, "ok"]
    assert [(each.offset, each.data) for each in chat.source.undecodable] == runs
    assert chat.messages.first_byte.tolist() == [0, len(first + broken) + 1]
    listed = chat.observations[chat.observations.id == "undecodable"]
    assert len(listed) == bool(runs)
    for offset, data in runs:
        assert f"{data.hex(' ').upper()} at byte {offset}" in listed.observed.iloc[0]
        assert listed.lines.iloc[0] == "1"


def test_windows_1252_is_read_only_when_told() -> None:
    raw = b"13/06/2023, 18:12 - Zo\xeb: caf\xe9 \x80 \x81\n"
    assert read_export(raw).messages.text.tolist() == ["caf\ufffd \ufffd \ufffd"]
    told = read_export(raw, encoding="cp1252")
    assert (told.messages.sender[0], told.messages.text[0]) == ("Zoë", "café € \ufffd")
    assert [(each.offset, each.data) for each in told.source.undecodable] == [(len(raw) - 2, b"\x81")]
    assert told.messages.last_byte.tolist() == [len(raw)]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_an_encoding_that_does_not_fit_is_refused(encoding: str) -> None:
    with pytest.raises(SourceError, match="choose"):
        read_source(LINE.encode(), encoding=encoding)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n \n", "is empty"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture or film"),
        (b"RIFF\0\0\0\0WEBP", "a picture"),
        (b"OggS\0", "a sound"),
        (b"{\\rtf1 hi", "a formatted document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document"),
        (b"<!doctype HTML><html>", "a web page"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\0\x01\x02\x03" * 500, "not plain text"),
        (LINE.encode("utf-16-le"), "not plain text"),
        (b"Dear all,\nplease find attached.\n", "not a WhatsApp export"),
        (b"name,when\nAmy,13/06/2023\n", "not a WhatsApp export"),
        (b"99/99/2023, 10:00 - Amy: hi\n", "not a WhatsApp export"),
    ],
)
def test_what_is_no_chat_is_refused_in_one_sentence_that_says_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        read_export(data, name="chat from Amy.txt")
    sentence = str(caught.value)
    assert sentence.startswith("“chat from Amy.txt” ")
    assert sentence.endswith(".")
    assert "Export chat" in sentence
    assert "\n" not in sentence


def test_a_text_larger_than_any_export_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analyser.chat.refusals.MAX_BYTES", 20)
    with pytest.raises(SourceError, match="larger than"):
        read_source(LINE.encode())


def test_no_message_of_an_error_holds_words_of_the_chat() -> None:
    with pytest.raises(AnalyserError) as caught:
        read_export(b"a secret sentence\n" * 3)
    assert "secret" not in str(caught.value)


def test_lines_start_after_each_line_feed_whatever_else_ends_a_line_for_others() -> None:
    text = "a\r\nb\u2028\x0b\x85c\rd\n\n"
    assert line_starts(read_source(("13/06/2023\n" + text).encode())).tolist() == [0, 11, 14, 25, 26]
    assert np.array_equal(line_starts(read_source(b"ab")), [0])
