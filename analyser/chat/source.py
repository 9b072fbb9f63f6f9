"""Turn the bytes as received into text, without losing one of them.

UTF-8 is what every phone writes. What is not UTF-8 becomes U+FFFD in the text, as Python and browsers do it, and is
listed with its offset and its hex. The place of a message in bytes is found from the line ends in the bytes
themselves, so a broken byte moves nothing. UTF-16 is read when the file says so by its mark. Windows-1252 is read
only when the user says so: nearly every sequence of bytes is valid in it, so a guess could never be seen to be wrong.
A mark at the start (BOM) stays in the text, as part of what was exported.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat.archive import Opened, is_archive, open_archive
from analyser.chat.refusals import refuse_other_kinds
from analyser.errors import SourceError

if TYPE_CHECKING:
    from analyser.chat.headers import Integers

_ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16", "cp1252": "cp1252", "windows-1252": "cp1252"}
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


@dataclass(frozen=True)
class Undecodable:
    """One run of bytes that the encoding does not allow: where it is in the decompressed file, and what it is."""

    offset: int
    data: bytes


@dataclass(frozen=True)
class Source:
    """A chat file as received.

    Attributes
    ----------
    name : str
        Name of the chat file, without folders.
    sha256 : str
        SHA-256, in hex, of the bytes as received: of the zip when it came in one.
    raw : bytes
        The chat file, decompressed; `first_byte` and `last_byte` of a message count in it.
    text : str
        ``raw`` decoded; U+FFFD stands where that was not possible.
    encoding : str
        The codec used.
    members : tuple of str
        Names of the other files in the zip; none was opened.
    archive_name : str
        Name of the zip; empty when the chat came as a text file.
    other_chats : tuple of str
        Names of further chats in the zip, which were not read.
    undecodable : tuple of Undecodable
        The bytes that could not be decoded, in order.
    """

    name: str
    sha256: str
    raw: bytes
    text: str
    encoding: str
    members: tuple[str, ...] = ()
    archive_name: str = ""
    other_chats: tuple[str, ...] = ()
    undecodable: tuple[Undecodable, ...] = ()


def read_source(
    path_or_bytes: str | Path | bytes, *, name: str | None = None, encoding: str | None = None, chat: str | None = None
) -> Source:
    """Read a chat, from a text file or from the zip that WhatsApp makes.

    Parameters
    ----------
    path_or_bytes : str, Path or bytes
        Where the file is, or what it holds.
    name : str, optional
        Name of the file, when bytes are given.
    encoding : {"utf-8", "utf-16", "cp1252"}, optional
        Told by the user; else UTF-8, or UTF-16 when the file begins with its mark.
    chat : str, optional
        Which chat of a zip that holds several.

    Raises
    ------
    SourceError
        If the file cannot be read, is empty, or is plainly something else.
    ArchiveError
        If the zip holds no chat or several, has a password, or is not safe to open.
    """
    data, name = _bytes_of(path_or_bytes, name)
    sha256 = hashlib.sha256(data).hexdigest()
    opened, archive_name = Opened(name, data), ""
    if is_archive(data):
        opened, archive_name = open_archive(data, name=name, chat=chat), name
    refuse_other_kinds(opened.data, opened.name)
    text, codec, undecodable = _decode(opened.data, encoding, opened.name)
    return Source(
        name=opened.name,
        sha256=sha256,
        raw=opened.data,
        text=text,
        encoding=codec,
        members=opened.media,
        archive_name=archive_name,
        other_chats=opened.others,
        undecodable=undecodable,
    )


def line_starts(source: Source) -> Integers:
    """Return the byte of ``source.raw`` at which each line starts; undecodable bytes do not disturb it."""
    wide = source.encoding.startswith("utf-16")
    unit = {"utf-16-le": "<u2", "utf-16-be": ">u2"}.get(source.encoding, "u1")
    units = np.frombuffer(source.raw, dtype=unit, count=len(source.raw) // (1 + wide))
    return np.append(0, (np.flatnonzero(units == ord("\n")) + 1) * (1 + wide))


def _bytes_of(path_or_bytes: str | Path | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(path_or_bytes, bytes):
        return path_or_bytes, Path(name or "export.txt").name
    path = Path(path_or_bytes)
    try:
        return path.read_bytes(), Path(name or path).name
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise SourceError(f"“{path.name}” could not be opened ({reason}); check the file and its name.") from None


def _decode(data: bytes, encoding: str | None, name: str) -> tuple[str, str, tuple[Undecodable, ...]]:
    told = _ENCODINGS.get((encoding or "utf-8").lower())
    if told is None:
        raise SourceError(f"The encoding “{encoding}” is not one that is read; choose utf-8, utf-16 or cp1252.")
    marked = _BOMS.get(data[:2])
    if told == "utf-16" and not marked:
        raise SourceError(f"“{name}” does not begin with the mark of UTF-16; choose another encoding.")
    if marked and told != "cp1252":
        return _decode_utf16(data, marked)
    try:
        return data.decode(told), told, ()
    except UnicodeDecodeError:
        return data.decode(told, "replace"), told, _undecodable(data.decode(told, "surrogateescape"), told)


def _decode_utf16(data: bytes, codec: str) -> tuple[str, str, tuple[Undecodable, ...]]:
    whole = len(data) // 2 * 2
    bad = _undecodable(data[:whole].decode(codec, "surrogatepass"), codec)
    if whole < len(data):  # half a character at the very end: the file was cut
        bad = (*bad, Undecodable(whole, data[whole:]))
    return data.decode(codec, "replace"), codec, bad


def _undecodable(escaped: str, codec: str) -> tuple[Undecodable, ...]:
    """List the runs of surrogates in ``escaped``, which stand for bytes that are not of the encoding."""
    keep = "surrogatepass" if codec.startswith("utf-16") else "surrogateescape"
    runs, position, offset = [], 0, 0
    for match in re.finditer("[\ud800-\udfff]+", escaped):
        offset += len(escaped[position : match.start()].encode(codec, keep))
        data = match.group().encode(codec, keep)
        runs.append(Undecodable(offset, data))
        position, offset = match.end(), offset + len(data)
    return tuple(runs)
