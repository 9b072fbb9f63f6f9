"""Reads bytes back and puts what was read beside what was meant."""

from __future__ import annotations

from dataclasses import fields

from analyser.chat import ParsedChat, read_export
from tests.chat.render import Row
from tests.chat.shapes import Shape


def read(raw: bytes | str, shape: Shape | None = None, *, date_order: str | None = None) -> ParsedChat:
    """Read ``raw`` under the file name that goes with ``shape``."""
    data = raw.encode("utf-8") if isinstance(raw, str) else raw
    return read_export(data, name=shape.file if shape else "WhatsApp Chat with Y5.txt", date_order=date_order)


def dated(chat: ParsedChat) -> list[Row]:
    """Return the dated rows of ``chat`` in the shape of the expected ones."""
    table = chat.messages[chat.messages.sent_at.notna()][[field.name for field in fields(Row)]].astype(object)
    return [Row(**row) for row in table.where(table.notna(), None).to_dict("records")]


def assert_lossless(chat: ParsedChat) -> None:
    """Every byte is in the preamble or in one message, in order; lines and text agree with the bytes."""
    raw, table = chat.source.raw, chat.messages
    starts, ends = table.first_byte.tolist(), table.last_byte.tolist()
    assert starts[1:] == ends[:-1], "pieces overlap or leave a gap"
    assert ends[-1:] in ([], [len(raw)]), "the last piece does not reach the end"
    line = 1 + raw.count(b"\n", 0, starts[0] if starts else 0)
    for start, end, first, last, text in zip(starts, ends, table.first_line, table.last_line, table.text, strict=True):
        piece = raw[start:end]
        breaks = piece.count(b"\n")
        assert (first, last) == (line, line + breaks - piece.endswith(b"\n")), f"lines of bytes {start} to {end}"
        line += breaks
        words = piece.removesuffix(b"\n").removesuffix(b"\r")  # a file that was cut may end in half a line end
        assert words.decode(chat.source.encoding, errors="replace").endswith(text), "text is not what stands there"
