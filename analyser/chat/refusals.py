"""Name the files that people send by mistake, in one plain sentence each."""

from __future__ import annotations

import re

from analyser.errors import DialectError, SourceError

MAX_BYTES = 256 * 2**20  # of text: 100,000 messages of 2,600 bytes, more than WhatsApp exports
# First bytes of the kinds of file that are mistaken for a chat (as registered by their makers).
_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture, sound or film (RIFF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"OggS", "a sound (Ogg)"),
    (b"ID3", "a sound (MP3)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a formatted document (RTF)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<html", "a web page"),
)
_HOW = "on the phone, open the group, choose “Export chat” and “Without media”, and send the file that this makes"
_CLOCK, _NAME = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[^\W\d_.]{1,10}\.?){0,2}", r"[^\n:]{1,60}: "
_DAY = r"(?:\d{1,2}[-./]\s?\d{1,2}\.?|\d{1,2}\.? [^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2})"
_YEARLESS = re.compile(rf"(?m)^\W?\[?(?:{_DAY},? {_CLOCK}|{_CLOCK},? {_DAY})(?:\]| [-\u2013]) ?{_NAME}")


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise unless ``data`` could be the text of a chat.

    Raises
    ------
    SourceError
        If the file is empty, is of another kind whatever its name says, or is not text.
    """
    if len(data) > MAX_BYTES:
        raise SourceError(f"“{name}” is larger than {MAX_BYTES // 2**20} MB, which no WhatsApp export reaches; {_HOW}.")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise SourceError(f"“{name}” is empty; {_HOW}.")
    kind = _kind_of(data)
    if kind:
        raise SourceError(f"“{name}” is {kind}, not the text of a chat; {_HOW}.")
    if data[:2] not in {b"\xff\xfe", b"\xfe\xff"} and _looks_binary(data):
        raise SourceError(
            f"“{name}” is not plain text that can be read (it may be UTF-16 without its mark); save it as UTF-8, or"
            f" {_HOW}."
        )


def no_export(name: str, text: str) -> SourceError:
    """Return the error for a text in which no line starts a message that can be placed in time."""
    if text.lstrip("\ufeff").startswith("# WhatsApp Chat Export"):
        return SourceError(f"“{name}” is the copy that WhatsApp Web makes for reading; choose chat.txt beside it.")
    lines = text.count("\n") + (not text.endswith("\n"))
    yearless = len(_YEARLESS.findall(text))
    if yearless:
        return DialectError(
            f"“{name}” looks like a chat, but its dates hold no year ({yearless:,} such lines), as in what is copied"
            f" from a phone's screen; the export holds it: {_HOW}."
        )
    return SourceError(
        f"“{name}” is not a WhatsApp export: none of its {lines:,} lines starts with a date, a time and"
        f" a sender; {_HOW}."
    )


def _kind_of(data: bytes) -> str:
    start = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    known = (kind for magic, kind in _KINDS if start[: len(magic)].lower() == magic.lower())
    if data[4:8] == b"ftyp":
        return "a picture or film (HEIC or MP4)"
    return next(known, "")


def _looks_binary(data: bytes) -> bool:
    """Say whether more than one byte in ten of the beginning is a NUL or another control that no chat holds."""
    beginning = data[:4096]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in beginning)
    return odd * 10 > len(beginning)
