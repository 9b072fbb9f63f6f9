"""Cuts a message into pieces so that every marked word can be shown with the reasons that apply to it.

Passages may overlap and nest. The text is cut at each of their edges, so that the pieces follow one another without
gap or overlap, and joined together are the text again, letter for letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from analyser.evidence.views import NO_BREACH, SAFETY, SHIELDS
from analyser.evidence.words import FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Mark:
    """A stretch of a text with the words to show for it.

    Parameters
    ----------
    start, end : int
        Half-open, in characters.
    style : str
        How it is drawn: a category, a flag that stands in place of one, or 'set aside'.
    words : str
        The same for a reader, in words.
    """

    start: int
    end: int
    style: str
    words: str


@dataclass(frozen=True)
class Piece:
    """A run of text with the marks on it.

    Parameters
    ----------
    text : str
        The run.
    styles : tuple of str
        Styles of the marks on it, each once.
    closing : tuple of str
        The words of the marks that end with this run.
    """

    text: str
    styles: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


def segments(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Cut ``text`` at the edges of ``marks``.

    Parameters
    ----------
    text : str
        A message, as exported.
    marks : iterable of Mark
        In any order; parts outside the text are left out.

    Returns
    -------
    list of Piece
        In order; their texts joined are ``text``. No piece is empty.
    """
    inside = [mark for mark in marks if mark.start < min(mark.end, len(text))]
    edges = {edge for mark in inside for edge in (mark.start, mark.end) if 0 < edge < len(text)}
    cuts = sorted({0, len(text)} | edges)
    return [_piece(text, start, end, inside) for start, end in pairwise(cuts)]


def marks(rows: pd.DataFrame, headings: Mapping[str, str]) -> dict[int, list[Mark]]:
    """Return the marks of each message, in words, with the care that `views` takes.

    Parameters
    ----------
    rows : DataFrame
        ``schema.ANNOTATIONS`` of whole messages, set-aside rows included if they are to be drawn.
    headings : mapping of str to str
        Each category and its plain title.

    Returns
    -------
    dict of int to list of Mark
        By message id.
    """
    quiet = set(rows.loc[rows["flag"].isin([*NO_BREACH, *SHIELDS]) & (rows["strength"] != "set aside"), "message_id"])
    found: dict[int, list[Mark]] = {}
    columns = rows[["message_id", "start", "end", "category", "flag", "strength"]].astype("object")
    for message_id, start, end, category, flag, strength in columns.itertuples(index=False):
        heading = None if message_id in quiet or pd.isna(category) else category
        style, words = _style(heading, None if pd.isna(flag) else flag, strength, headings)
        found.setdefault(message_id, []).append(Mark(start, end, style, words))
    return found


def _piece(text: str, start: int, end: int, inside: list[Mark]) -> Piece:
    on = [mark for mark in inside if mark.start <= start and end <= mark.end]
    closing = [mark.words for mark in on if min(mark.end, len(text)) == end]
    return Piece(text[start:end], _each_once(mark.style for mark in on), _each_once(closing))


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _style(heading: str | None, flag: str | None, strength: str, headings: Mapping[str, str]) -> tuple[str, str]:
    """Return how to draw a mark and its words: a flag, else the heading, else neither, because its message is quiet."""
    if strength == "set aside":
        return "set aside", "Set aside"
    routed = FLAGS[flag] if flag else ""
    if heading is None:
        return "flag", routed or "To read"
    words = (routed, headings[heading]) if flag in SAFETY else (headings[heading], routed)
    return heading, ". ".join(filter(None, words))
