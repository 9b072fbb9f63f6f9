"""Find the lines that look like the start of a message, and say what shape each has.

Two headers have the same **shape** when they agree in bracket, date separators, where the year stands and how wide it
is, the joint between date and time, seconds, day period and close. How wide a day, month or hour is does not count,
nor do direction marks and the kind of space. Those small habits are the **style**.

The text is split once, in C, into three short fields and the words after them. The fields of a whole chat hold few
distinct strings, so everything that is said about headers is said once for each of these and spread over the lines by
number.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.chat.fields import layout_of
from analyser.chat.grammar import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from analyser.chat.fields import Date, Field, Layout

    Integers = NDArray[np.int64]
    Codes = Sequence[Integers]

_HOURS = np.arange(13)
# For each day period and hour, whether it is after noon: in the morning, after noon, at night, about noon.
_AFTER_NOON = np.array([_HOURS < 0, _HOURS >= 0, (_HOURS > 5) & (_HOURS < 12), (_HOURS < 6) | (_HOURS > 11)])


@dataclass(frozen=True)
class LineEnds:
    """How many lines of a text end in a line break, and how many of these in CRLF."""

    breaks: int
    crlf: int


@dataclass(frozen=True)
class Headers:
    """All header-looking lines of a text, one entry each, in file order.

    Attributes
    ----------
    starts, ends : ndarray of int64
        Characters of the text: where the line starts, and where the words after its header start.
    lines : ndarray of int64
        Its 1-based line.
    after_crlf : ndarray of bool
        Whether it follows CRLF; the start of the file counts as one.
    shape, style, date : ndarray of int64
        Positions in ``shapes``, ``styles`` and ``dates``.
    seconds : ndarray of int64
        Time of day in seconds; -1 where no clock shows such a time.
    ends_in : LineEnds
        What the lines of the text end in.
    """

    starts: Integers
    ends: Integers
    lines: Integers
    after_crlf: NDArray[np.bool_]
    shape: Integers
    style: Integers
    date: Integers
    seconds: Integers
    shapes: tuple[str, ...]
    styles: tuple[str, ...]
    dates: tuple[Date, ...]
    ends_in: LineEnds


def find_headers(text: str) -> Headers:
    """Return every header-looking line of ``text``, whatever its shape."""
    layout = layout_of(text)
    before, columns, after = _split(text, layout)
    distinct, codes = zip(*map(numbered, columns), strict=True)
    fields = [[read(word) for word in words] for read, words in zip(layout.readers, distinct, strict=True)]
    shape, shapes = _joined(codes, [[field.shape for field in column] for column in fields])
    style, styles = _joined(codes, [[field.style for field in column] for column in fields])
    width = sum(_integers(map(len, words))[code] for words, code in zip(distinct, codes, strict=True))
    whole = width + _integers(map(len, after)) + 1
    breaks = np.array([words.count("\n") + 1 for words in after], dtype=np.int64)
    crlf = text.count("\r\n") if "\r" in text else 0
    starts = len(before) + np.cumsum(whole) - whole
    return Headers(
        starts=starts,
        ends=starts + width,
        lines=1 + before.count("\n") + np.cumsum(breaks) - breaks,
        after_crlf=_after_crlf(before, after) if crlf else starts == 0,
        shape=shape,
        style=style,
        date=codes[layout.dated],
        seconds=_time_of_day(fields, codes),
        shapes=shapes,
        styles=styles,
        dates=tuple(field.date for field in fields[layout.dated] if field.date),
        ends_in=LineEnds(before.count("\n") + int(breaks.sum()) - bool(after), crlf),
    )


def _split(text: str, layout: Layout) -> tuple[str, list[list[str]], list[str]]:
    """Return what stands before the first header, the fields of every header, and the words after each."""
    first = pattern("", *layout.fields).match(text)
    parts, step = pattern("\n", *layout.fields).split(text), len(layout.fields) + 1
    before, fields, after = parts[0], [parts[1 + k :: step] for k in range(step - 1)], parts[step::step]
    if first is None:
        return before + "\n" * bool(after), fields, after
    fields = [[word, *field] for word, field in zip(first.groups(), fields, strict=True)]
    return "", fields, [before[first.end() :], *after]


def numbered(column: Iterable[str]) -> tuple[list[str], Integers]:
    """Return the distinct strings of a column, and for each row the place of its string among them."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    codes = _integers(map(numbers.__getitem__, column))
    return list(numbers), codes


def _integers(values: Iterable[int]) -> Integers:
    return np.fromiter(values, dtype=np.int64)


def _after_crlf(before: str, after: Sequence[str]) -> NDArray[np.bool_]:
    ends = [words[-1:] == "\r" for words in after]
    return np.array([before[-2:] in {"", "\r\n"}, *ends][: len(after)], dtype=bool)


def _joined(codes: Codes, columns: Sequence[Sequence[str]]) -> tuple[Integers, tuple[str, ...]]:
    """Join the strings of all columns for each header; return each header's code and the distinct strings."""
    joined, seen = np.zeros(len(codes[0]), dtype=np.int64), [""]
    for code, column in zip(codes, columns, strict=True):
        places = {word: i for i, word in enumerate(dict.fromkeys(column))}
        words = list(places)
        joined = joined * len(words) + np.array([places[word] for word in column], dtype=np.int64)[code]
        if len(words) == 1:
            seen = [before + words[0] for before in seen]
        else:
            joined, kept = pd.factorize(joined)
            seen = [seen[i // len(words)] + words[i % len(words)] for i in kept.tolist()]
    return joined, tuple(seen)


def _time_of_day(fields: Sequence[Sequence[Field]], codes: Codes) -> Integers:
    def spread(name: str) -> list[Integers]:
        columns = (_integers(getattr(field, name) for field in column) for column in fields)
        return [column[code] for column, code in zip(columns, codes, strict=True)]

    period, parts = np.max(spread("period"), axis=0), np.array(spread("seconds"))
    exists, seconds = (parts >= 0).all(axis=0), parts.sum(axis=0)
    hour = seconds // 3600
    on_twelve = (period >= 0) & (hour <= 12)
    late = _AFTER_NOON[np.maximum(period, 0), np.minimum(hour, 12)]
    hour = np.where(on_twelve, hour % 12 + 12 * late, hour)
    return np.where(exists, hour * 3600 + seconds % 3600, -1)
