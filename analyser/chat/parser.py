"""Read an export: bytes to a table with one row per message, in file order.

No byte is lost: the pieces ``first_byte:last_byte``, after the preamble, give the file back. A message owns its
header, its words and the line terminator that ends it. ``text`` is what was exported, to the character.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.chat.calendars import days
from analyser.chat.dialect import sniff_dialect
from analyser.chat.headers import find_headers
from analyser.chat.held_back import OWN, why_held
from analyser.chat.notices import OF_GROUPS
from analyser.chat.observations import observe
from analyser.chat.observed import Read
from analyser.chat.refusals import no_export
from analyser.chat.senders import clean
from analyser.chat.source import line_starts, read_source
from analyser.chat.split import split_pieces
from analyser.schema import KINDS, MESSAGES, conform

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analyser.chat.dialect import Dialect
    from analyser.chat.headers import Headers, Integers
    from analyser.chat.source import Source
    from analyser.chat.split import Pieces

    Progress = Callable[[int, int], None]

_STEPS = 4


@dataclass(frozen=True)
class ParsedChat:
    """A chat that was read.

    Attributes
    ----------
    source : Source
        The file.
    dialect : Dialect
        How it was written, and how that was decided.
    messages : DataFrame
        As ``schema.MESSAGES``, in file order.
    observations : DataFrame
        As ``schema.OBSERVATIONS``: what was observed about the file, without a conclusion.
    looks_one_to_one : bool
        Whether two people or fewer wrote and no notice speaks of a group.
    """

    source: Source
    dialect: Dialect
    messages: pd.DataFrame
    observations: pd.DataFrame
    looks_one_to_one: bool

    @property
    def preamble(self) -> str:
        """What stands before the first message: undated lines, which belong to nobody."""
        return self.source.raw[: int(self.messages["first_byte"].iloc[0])].decode(self.source.encoding, "replace")


def read_export(  # noqa: PLR0913 - each is asked of a person or open in the app, and all but the first are optional
    path_or_bytes: str | Path | bytes,
    *,
    name: str | None = None,
    date_order: str | None = None,
    encoding: str | None = None,
    chat: str | None = None,
    progress: Progress | None = None,
) -> ParsedChat:
    """Read a WhatsApp export, from a text file or WhatsApp's zip.

    Parameters
    ----------
    path_or_bytes : str, Path or bytes
        Where the file is, or what it holds.
    name : str, optional
        Name of the file, when bytes are given.
    date_order : {"DMY", "MDY", "YMD"}, optional
        Told by the user; a part over 12 in the file goes before it.
    encoding : {"utf-8", "utf-16", "cp1252"}, optional
        Told by the user.
    chat : str, optional
        Which chat of a zip that holds several, as listed in ``ArchiveError.chats``.
    progress : callable, optional
        Called with steps done and steps in all.

    Raises
    ------
    SourceError
        If the file is no export that can be read; `ArchiveError` for a zip, `DialectError` for dates or clocks that are
        refused by name.
    """
    if date_order not in {None, "DMY", "MDY", "YMD"}:
        raise ValueError(f"date_order is {date_order!r}; it may be 'DMY', 'MDY' or 'YMD'")
    tell = progress or _tell_nobody
    source = read_source(path_or_bytes, name=name, encoding=encoding, chat=chat)
    tell(1, _STEPS)
    headers = find_headers(source.text)
    dialect = sniff_dialect(source, date_order=date_order, headers=headers)
    tell(2, _STEPS)
    return parse_chat(source, dialect, headers=headers, progress=progress)


def parse_chat(
    source: Source, dialect: Dialect, *, headers: Headers | None = None, progress: Progress | None = None
) -> ParsedChat:
    """Read the messages of ``source`` as ``dialect`` says.

    Parameters
    ----------
    source : Source
        The chat.
    dialect : Dialect
        As `sniff_dialect` decided.
    headers : Headers, optional
        Those of ``source``, when they are already known.
    progress : callable, optional
        Called with steps done and steps in all.
    """
    tell = progress or _tell_nobody
    found = headers or find_headers(source.text)
    reasons = why_held(source.text, found, dialect)
    own = np.flatnonzero(reasons == OWN)
    if not len(own):
        raise no_export(source.name, source.text)
    pieces = split_pieces(_cut(source.text, found, own), platform=dialect.platform)
    tell(3, _STEPS)
    read = Read(
        source,
        dialect,
        pieces,
        found,
        reasons,
        lines=found.lines[own],
        seconds=_seconds(dialect, found, own),
    )
    messages = _table(read)
    tell(4, _STEPS)
    return ParsedChat(source, dialect, messages, observe(read), _looks_one_to_one(read))


def _tell_nobody(done: int, total: int) -> None:
    """Take the place of a progress bar."""


def _cut(text: str, found: Headers, own: Integers) -> list[str]:
    """Return what follows each own header, up to the line terminator before the next."""
    following, end = own[1:], text[-2:]
    words_end = len(text) - len(end) + len(end.removesuffix("\n").removesuffix("\r"))
    stops = np.append(found.starts[following] - 1 - found.after_crlf[following], words_end)
    return [text[start:stop] for start, stop in zip(found.ends[own].tolist(), stops.tolist(), strict=True)]


def _table(read: Read) -> pd.DataFrame:
    rows, source, lines = len(read.lines), read.source, read.lines
    first_byte = line_starts(source)[lines - 1]
    last_line = read.headers.ends_in.breaks + (not source.text.endswith("\n"))
    columns = {
        "source": pd.Categorical.from_codes(np.zeros(rows, dtype=np.int8), categories=[source.sha256]),
        "message_id": np.arange(1, rows + 1),
        "sent_at": read.seconds.astype("datetime64[s]"),
        **_senders(read.pieces),
        "kind": _kinds(rows, read.pieces),
        "text": read.pieces.text,
        "edited": read.pieces.edited,
        "attachment": _attachments(rows, read.pieces),
        "first_line": lines,
        "last_line": np.append(lines[1:] - 1, last_line),
        "first_byte": first_byte,
        "last_byte": np.append(first_byte[1:], len(source.raw)),
    }
    return conform(pd.DataFrame(columns), MESSAGES)


def _senders(pieces: Pieces) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Return both columns of senders, cleaned once per distinct name."""
    who = pieces.who + 1
    raw = pd.array([None, *pieces.names], dtype="str").take(who)
    who[list(pieces.notices)] = 0
    names = [clean(name) or name for name in pieces.names]  # of a name that nobody can see, what is there
    return {"sender": pd.array([None, *names], dtype="str").take(who), "sender_raw": raw}


def _seconds(dialect: Dialect, found: Headers, own: Integers) -> Integers:
    """Return when each message was sent, in seconds from 1970 by the clock of the phone."""
    day = days(found.dates, dialect.date_order).astype(np.int64)
    return day[found.date[own]] * 86_400 + found.seconds[own]


def _kinds(rows: int, pieces: Pieces) -> pd.Categorical:
    codes = np.zeros(rows, dtype=np.int8)
    for i, body in pieces.special.items():
        codes[i] = KINDS.index(body.kind)
    codes[list(pieces.notices)] = KINDS.index("notice")
    return pd.Categorical.from_codes(codes, categories=list(KINDS))


def _attachments(rows: int, pieces: Pieces) -> pd.api.extensions.ExtensionArray:
    named = [(i, body.attachment) for i, body in pieces.special.items() if body.attachment]
    codes = np.zeros(rows, dtype=np.int64)
    codes[[i for i, _ in named]] = np.arange(1, len(named) + 1)
    return pd.array([None, *(name for _, name in named)], dtype="str").take(codes)


def _looks_one_to_one(read: Read) -> bool:
    who = np.delete(read.pieces.who, list(read.pieces.notices))
    people = {clean(read.pieces.names[number]) for number in np.unique(who).tolist()}
    return len(people) <= 2 and not read.noticed(*OF_GROUPS)
