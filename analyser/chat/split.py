"""Cut a chat into pieces, and each piece into sender and body.

A piece runs from the end of one header to the line that holds the next; the line terminator before that line is among
the message's bytes but not in its text. Everything here works on whole columns; what needs the whole file (names that
hold a colon, notices that look like messages) is decided first and applied to each piece afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.chat.bodies import LRM, Body, is_edited, maybe_special, read_body
from analyser.chat.colons import find_names, split_again
from analyser.chat.notices import Notice, holds_wording, maybe_notice, opens_quotation, plain_words, read_notice
from analyser.chat.senders import clean, split_senders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyser.chat.headers import Integers
    from analyser.chat.senders import Split

_MARKS = "\u200e\u200f\u202a\u2068 "
_MARKED = f": {LRM}"
_ROUNDS = 3  # a name with more than three colons is left as it is first read


@dataclass(frozen=True)
class Pieces:
    """The messages of a chat, as columns.

    Attributes
    ----------
    names : tuple of str
        The senders exactly as exported.
    who : ndarray of int64
        Place of the sender in ``names``; -1 where none is named.
    text : Series of str
        The words exactly as exported.
    bodies : list of str
        The same, for what looks at one after another.
    special : dict of int to Body
        What the message is, for those that are not plain text.
    edited : ndarray of bool
        Which are marked as edited.
    notices : dict of int to (Notice or None)
        The messages that are WhatsApp's own words, with the notice when its wording is known.
    doubtful : list of int
        Messages that begin as an iPhone's notice does and were left with their sender.
    joined : dict of str to set of str
        Names that were put together from parts, as first part to later parts.
    apart : list of int
        Messages that may be of such a name and were left with its first part.
    """

    names: tuple[str, ...]
    who: Integers
    text: pd.Series
    bodies: list[str]
    special: dict[int, Body]
    edited: NDArray[np.bool_]
    notices: dict[int, Notice | None]
    doubtful: list[int]
    joined: dict[str, set[str]]
    apart: list[int]


def split_pieces(pieces: Sequence[str], *, platform: str) -> Pieces:
    """Split each piece into sender and body, and say which are notices and which are more than words.

    Parameters
    ----------
    pieces : sequence of str
        What follows each header, without the final line terminator.
    platform : {"android", "ios", "web", "viewer"}
        As in `Dialect`.
    """
    split = split_senders(pieces)
    if platform == "web" or split.pieces[0].startswith("- "):
        _take_dashes(split, is_web=platform == "web")
    _take_colons_in_notices(split)
    joined, apart = _join_names(split, platform)
    text = pd.Series(split.bodies, dtype="str")
    maybe = np.flatnonzero(maybe_special(text))
    said = maybe[split.who[maybe] >= 0].tolist()
    special = _special(split.bodies, said, platform)
    notices = {row: read_notice(_first_line(split.bodies[row])) for row in np.flatnonzero(split.who < 0).tolist()}
    doubtful: list[int] = []
    if platform == "ios":
        marked = [row for row in said if row not in special and split.bodies[row].startswith(LRM)]
        doubtful = _take_marked(split, marked, notices)
        if not any(LRM in piece for piece in pieces):
            _take_unmarked(split, text, notices)
    edited = np.zeros(len(pieces), dtype=bool)
    edited[[row for row in said if is_edited(split.bodies[row])]] = True
    names = tuple(split.names)
    return Pieces(names, split.who, text, split.bodies, special, edited, notices, doubtful, joined, apart)


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def _take_dashes(split: Split, *, is_web: bool) -> None:
    """Turn rows that begin ``- `` into notices; WhatsApp Web writes its own words so.

    Where all rows begin so, another program has written the dash into each header, and they are split anew.
    """
    dashed = [row for row, piece in enumerate(split.pieces) if piece.startswith("- ")]
    everywhere = len(dashed) == len(split.pieces)
    for row in dashed if is_web or everywhere else []:
        piece = split.pieces[row][2:]
        head, colon, body = piece.partition(": ")
        of_person = everywhere and colon and "\n" not in head and not holds_wording(head)
        split.move(row, *((head, body) if of_person else (None, piece)))


def _take_colons_in_notices(split: Split) -> None:
    """Turn lines into notices whose wording, or a quotation in it, begins before their first colon."""
    for row in split.rows_of([name for name in split.names if holds_wording(name)]).tolist():
        line = _first_line(split.pieces[row])
        notice = read_notice(line)
        of_person = notice and ": " in notice.actor and plain_words(line).startswith(notice.actor)
        if notice and not of_person and not _is_said(notice):
            split.silence(row)
    for row in split.rows_of([name for name in split.names if opens_quotation(name)]).tolist():
        if opens_quotation(_first_line(split.bodies[row])):
            split.silence(row)


def _is_said(notice: Notice) -> bool:
    """Say whether what follows a colon in the name of one acted upon is words: “Kate added 2023: who has the book?”."""
    name, colon, rest = notice.other.partition(": ")
    is_words = len(rest.split()) > 4 or rest.endswith(("?", "!")) or not any(map(str.isalpha, name))
    return bool(colon) and (notice.family == "number" or (notice.family in {"added", "removed"} and is_words))


def _join_names(split: Split, platform: str) -> tuple[dict[str, set[str]], list[int]]:
    """Put together the names that hold ``: ``; return them, first part to later parts, and the rows in doubt."""
    noticed = _names_in_notices(split, platform)
    joined: dict[str, set[str]] = {}
    apart: set[int] = set()
    rows = np.arange(len(split.bodies))
    for _ in range(_ROUNDS):
        found = find_names(split, rows, platform=platform, noticed=noticed)
        for row in found.acts:
            split.silence(row)
        apart.update(found.doubtful)
        rows = split.rows_of(found.names, rows)
        before = split.who[rows].copy()
        every = list(split.names)
        for row in rows.tolist():
            split.move(row, *split_again(every[split.who[row]], split.bodies[row], found.names))
        rows = rows[split.who[rows] != before]
        joined |= found.names
        if not len(rows):
            break
    return joined, sorted(apart)


def _names_in_notices(split: Split, platform: str) -> set[str]:
    """Return the names that notices hold, if they hold ``: `` and do not stand in the sender's place."""
    lines = {_first_line(split.bodies[row]) for row in np.flatnonzero(split.who < 0).tolist()}
    if platform == "ios":
        marked = [piece for piece in split.pieces if _MARKED in piece]
        lines |= {_first_line(piece.partition(_MARKED)[2]) for piece in marked}
    read = [notice for notice in map(read_notice, (line for line in lines if ": " in line)) if notice]
    return {clean(name) for notice in read for name in (notice.actor, notice.other) if ": " in name}


def _special(bodies: Sequence[str], rows: Sequence[int], platform: str) -> dict[int, Body]:
    """Return what each of ``rows`` is, if it is not plain text; equal bodies are read once."""
    read = {body: read_body(body, platform=platform) for body in {bodies[row] for row in rows}}
    return {row: read[bodies[row]] for row in rows if read[bodies[row]].kind != "text"}


def _take_marked(split: Split, marked: Sequence[int], notices: dict[int, Notice | None]) -> list[int]:
    """Turn an iPhone's marked lines into notices where their wording or shape says so; return the doubtful rest."""
    plain = split.who >= 0
    plain[marked] = False
    writers = set(np.unique(split.who[plain]).tolist())
    names = {plain_words(name) for name, number in split.names.items() if number in writers} | {"You", "Your", "You're"}
    first_words = int(np.argmax(plain)) if plain.any() else len(plain)
    every, doubtful = [plain_words(name) for name in split.names], []
    for row in marked:
        line = _first_line(split.bodies[row])
        notice = read_notice(line)
        known = {*names, every[split.who[row]]}
        by_words = notice and (notice.is_typed_by_nobody or not notice.actor or notice.people & known)
        by_place = row < first_words or split.who[row] not in writers
        if by_words or by_place or _begins_with_name(line, names):
            notices[row] = notice
        else:
            doubtful.append(row)
    return doubtful


def _take_unmarked(split: Split, text: pd.Series, notices: dict[int, Notice | None]) -> None:
    """In an iPhone's file without marks, turn lines into notices: in words nobody types, or about their sender."""
    names = list(map(plain_words, split.names))
    for row in np.flatnonzero(maybe_notice(text)).tolist():
        notice = read_notice(split.bodies[row])
        if notice and split.who[row] >= 0 and (notice.is_typed_by_nobody or notice.actor == names[split.who[row]]):
            notices[row] = notice


def _begins_with_name(line: str, names: set[str]) -> bool:
    """Say whether a line begins with one of ``names``, a phone number, or the ``~`` of one who is in no contacts."""
    words = plain_words(line).split(" ", 8)
    return any(" ".join(words[:n]) in names for n in range(1, len(words))) or line.lstrip(_MARKS)[:1] in {"+", "~"}
