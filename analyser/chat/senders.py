"""Split a message into sender and words, at its first ``: ``.

`clean` takes away what a phone adds to a name: direction marks, and the ``~`` before people who are not in its
contacts. Names that hold ``: `` themselves are put together in `analyser.chat.colons`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat.grammar import MARKS, SPACES
from analyser.chat.headers import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from analyser.chat.headers import Integers

_ADDED = re.compile(f"^[{SPACES}~]+|[{MARKS}]+")
LINE_END = re.compile(r"\r?\n|\Z")
_NAME_ALONE = re.compile(rf"([^\n]*?):(?={LINE_END.pattern})")


@dataclass
class Split:
    """Sender and body of each piece, put right row by row while the whole file is looked at.

    Attributes
    ----------
    pieces : sequence of str
        What follows each header.
    names : dict of str to int
        The senders exactly as exported, numbered.
    who : ndarray of int64
        The number of each piece's sender; -1 where none is named.
    bodies : list of str
        The words of each piece.
    """

    pieces: Sequence[str]
    names: dict[str, int]
    who: Integers
    bodies: list[str]

    def move(self, row: int, sender: str | None, body: str) -> None:
        """Give a row another sender and body."""
        self.who[row] = -1 if sender is None else self.names.setdefault(sender, len(self.names))
        self.bodies[row] = body

    def silence(self, row: int) -> None:
        """Take the sender from a row, and make its whole piece the body."""
        self.move(row, None, self.pieces[row])

    def rows_of(self, names: Iterable[str], among: Integers | None = None) -> Integers:
        """Return the rows (of those given, or of all) whose sender is one of ``names``."""
        codes = [self.names[name] for name in names]
        return np.flatnonzero(np.isin(self.who, codes)) if among is None else among[np.isin(self.who[among], codes)]


def by_sender(who: Integers, rows: Integers) -> Iterator[tuple[int, Integers]]:
    """Yield the number of each sender of ``rows`` with their rows among these, in the order given."""
    smallest = np.min_scalar_type(int(who.max(initial=0)) + 1)  # is sorted fastest; -1 wraps to what no sender has
    ordered = rows[np.argsort(who[rows].astype(smallest), kind="stable")]
    bounds = np.flatnonzero(np.diff(who[ordered])) + 1
    return ((int(who[part[0]]), part) for part in np.split(ordered, bounds) if len(part))


def clean(raw: str) -> str:
    """Return a sender without direction marks and without the ``~`` of people who are not in the contacts."""
    return _ADDED.sub("", _ADDED.sub("", raw)).strip(SPACES)


def split_senders(pieces: Sequence[str]) -> Split:
    """Split what follows each header at its first ``: ``; there is no sender where the first line has none."""
    colons = [piece.find(": ") for piece in pieces]
    heads = [piece[:colon] if colon > 0 else "" for piece, colon in zip(pieces, colons, strict=True)]
    names, who = numbered(heads)
    bodies = [piece[colon + 2 :] for piece, colon in zip(pieces, colons, strict=True)]
    split = Split(pieces, {name: number for number, name in enumerate(names)}, who, bodies)
    for row in split.rows_of([name for name in names if "\n" in name or not name]).tolist():
        split.move(row, *_at_line_end(pieces[row]))
    return split


def _at_line_end(piece: str) -> tuple[str | None, str]:
    """Split a piece whose first line is ``Name:``, as editors leave it that cut spaces at the ends of lines."""
    match = _NAME_ALONE.match(piece)
    if match and clean(match[1]) and ": " not in match[1]:
        return match[1], piece[match.end() :]
    return None, piece
