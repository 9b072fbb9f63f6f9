"""Find the lines that look like the start of a message, and say what shape each has.

Two headers have the same **shape** when they agree in bracket, date separators, where the year stands and how wide it
is, the joint between date and time, seconds, day period and close. How wide a day, month or hour is does not count,
nor do direction marks and the kind of space. Those small habits are the **style**.

The text is split once, in C, into three short fields and the words after them. The fields of a whole chat hold few
distinct strings, so everything that is said about headers is said once for each of these and spread over the lines by
number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.chat.grammar import MARKS, pattern, plain, said_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Codes = Sequence[Integers]

_FIELDS = (("lead", "date", "joint"), ("clock",), ("second", "period", "close"))
_NUMBERS, _NO_CALENDAR = re.compile(r"(\d+)"), re.compile(r"[\W\d_日일г]+")
_CASES = tuple(
    (re.compile(letters), shown)
    for letters, shown in ((f"[{MARKS}]+", ""), ("[A-Z]+", "X"), ("[a-z]+", "x"), (r"[^\W\d_Xx]+", "o"))
)


@dataclass(frozen=True)
class Date:
    """The three numbers of a date in the order written, which of them is the year, and the calendar it names.

    ``padding`` says for each number whether it is below ten and has its zero (1), has none (-1), or says nothing (0).
    """

    parts: tuple[int, int, int]
    year: int
    calendar: str
    padding: tuple[int, int, int]


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


@dataclass(frozen=True)
class _Field:
    """A field as written: what it adds to shape and style, its day period, its seconds (-1: no such time), its date."""

    shape: str
    style: str = ""
    period: int = -1
    seconds: int = 0
    date: Date | None = None


def find_headers(text: str) -> Headers:
    """Return every header-looking line of ``text``, whatever its shape."""
    before, columns, after = _split(text)
    distinct, codes = zip(*map(numbered, columns), strict=True)
    fields = [[read(word) for word in words] for read, words in zip(_READERS, distinct, strict=True)]
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
        date=codes[0],
        seconds=_time_of_day(fields, codes),
        shapes=shapes,
        styles=styles,
        dates=tuple(field.date for field in fields[0] if field.date),
        ends_in=LineEnds(before.count("\n") + int(breaks.sum()) - bool(after), crlf),
    )


def _split(text: str) -> tuple[str, list[list[str]], list[str]]:
    """Return what stands before the first header, the three fields of every header, and the words after each."""
    first = pattern("", *_FIELDS).match(text)
    parts = pattern("\n", *_FIELDS).split(text)
    before, fields, after = parts[0], [parts[1 + k :: 4] for k in range(3)], parts[4::4]
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


def _groups(word: str, *parts: str) -> tuple[str, ...]:
    match = pattern("", *((part,) for part in parts)).match(word)
    if match is None:  # the whole header was found by the same grammar
        raise ValueError("the grammar of headers does not find its own parts")
    return match.groups()


def _opening(word: str) -> _Field:
    """Describe lead, date and what joins it to the time."""
    lead, date, joint = _groups(word + "00:00", "lead", "date", "joint")
    said = _beside_time(joint)
    between, numbers = (parts := _NUMBERS.split(plain(date)))[::2], parts[1::2]
    widths = ["d" if len(number) < 3 else "y" * len(number) for number in numbers]
    shape = "".join(chain.from_iterable(zip_longest(between, widths, fillvalue="")))
    return _Field("[" * ("[" in lead) + shape + said.shape, said.style, said.period, date=_date(between, numbers))


def _clock(word: str) -> _Field:
    """Describe hours and minutes."""
    before, hours, between, minutes, after = _NUMBERS.split(plain(word))
    hour, minute = int(hours), int(minutes)
    exists = hour <= 24 and minute < 60  # some phones write 24:05 for five past midnight
    return _Field(f"{before}0{between}0{after}", seconds=(hour % 24 * 60 + minute) * 60 if exists else -1)


def _closing(word: str) -> _Field:
    """Describe seconds, day period and what ends the header."""
    second, period, close = _groups(word, "second", "period", "close")
    said, seconds = _beside_time(period), int(second[1:] or 0)
    shape = (second[0] + "0" if second else "") + said.shape + (plain(close).strip() or " ")
    return _Field(shape, said.style, said.period, seconds if seconds < 60 else -1)


_READERS = (_opening, _clock, _closing)


def _beside_time(word: str) -> _Field:
    """Describe what stands between date and time, or after the time; a word that is not known stands as ``?word?``."""
    shown = plain(word)
    said = shown.strip(",\u060c -_")
    period = said_by(said) if said else -1
    if period is None:
        return _Field(f"?{said}?")
    if period < 0:
        return _Field(shown)
    style = word
    for letters, case in _CASES:
        style = letters.sub(case, style)
    return _Field("," * (shown[:1] in {",", "\u060c"}) + " p", style, period)


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


def _time_of_day(fields: Sequence[Sequence[_Field]], codes: Codes) -> Integers:
    def spread(name: str) -> list[Integers]:
        columns = (_integers(getattr(field, name) for field in column) for column in fields)
        return [column[code] for column, code in zip(columns, codes, strict=True)]

    before, _, after = spread("period")
    _, minutes, seconds = spread("seconds")
    period, hour = np.maximum(before, after), minutes // 3600
    hour = np.where((period >= 0) & (hour <= 12), hour % 12 + 12 * period, hour)
    return np.where((minutes < 0) | (seconds < 0), -1, hour * 3600 + minutes % 3600 + seconds)


def _date(between: Sequence[str], numbers: Sequence[str]) -> Date:
    """Return a date from its numbers and from what stands before, between and after them."""
    era, calendar = between[0], _NO_CALENDAR.sub("", between[3])
    year = 0 if era else next((i for i, number in enumerate(numbers) if len(number) > 2), 2)
    first, second, third = map(int, numbers)
    one, two, three = (0 if int(number) > 9 else 1 if len(number) == 2 else -1 for number in numbers)
    return Date((first, second, third), year, era or calendar, (one, two, three))
