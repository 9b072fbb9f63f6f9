"""Find the lines that look like the start of a message, and say what shape each has.

One pattern covers every phone, language and year: *lead, date, joint, time, day period, close*. It is deliberately
generous, because what it finds serves two ends: lines of the file's own shape start messages, and all other finds
are lines that somebody pasted or that another program wrote, which are listed and left where they stand.

Two headers have the same **shape** when they agree in bracket, date separators, where the year stands and how wide it
is, the joint between date and time, seconds, day period and close. How wide a day, month or hour is does not count,
nor do direction marks and the kind of space. Those small habits are the **style**: one phone writes one style, but files
that were edited by hand mix them, so a style is held against a line only when it is very rare in its file.

An era before the year (Japan) and years of other calendars are part of what is found, so that they can be refused or
converted by name; a line is never skipped because its year is strange.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

MARKS = "\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
SPACES = " \t\xa0\u2009\u202f"
_MARKED, _SPACED = re.compile(f"[{MARKS}]+"), re.compile(f"[{SPACES}]+")
_UPPER, _LOWER, _CASELESS = re.compile("[A-Z]+"), re.compile("[a-z]+"), re.compile(r"[^\W\d_A-Za-z]+")
_FIELDS = (("lead", "date", "joint"), ("clock",), ("second", "period", "close"))  # few distinct strings in each


@dataclass(frozen=True)
class Date:
    """The three numbers of a date in the order written, which of them is the year, and the calendar it names."""

    parts: tuple[int, int, int]
    year: int
    calendar: str
    padding: tuple[int, int, int]  # for each part: 1 if it is below ten and has its zero, -1 if it has none, else 0


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
    after : list of str
        The words between a header and the line break before the next one.
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
    after: list[str]
    shape: Integers
    style: Integers
    date: Integers
    seconds: Integers
    shapes: tuple[str, ...]
    styles: tuple[str, ...]
    dates: tuple[Date, ...]
    ends_in: LineEnds


@dataclass(frozen=True)
class _Part:
    """A part of a header as written: what it adds to shape and style, its day period and its seconds (-1: no such time)."""

    shape: str
    style: str = ""
    period: int = -1
    seconds: int = 0


@cache
def facts() -> dict[str, Any]:
    """Return ``headers.toml``."""
    return tomllib.loads(files("analyser.chat").joinpath("headers.toml").read_text("utf-8"))


@cache
def _grammar() -> dict[str, str]:
    """Return the parts of a header as patterns. The common case of each stands first: it spares the long lists."""
    m, s = f"[{MARKS}]*+", f"[{SPACES}]"
    known = "|".join(_flexible(word) for word in sorted(periods(), key=len, reverse=True))
    separator = rf"(?:[-/\u2010-\u2015]|\.{s}?|[年月년월]{s}?)"
    calendar = rf"(?:\.|[日일]|{s}?(?:BE|B\.E\.|พ\.ศ\.|AP|AH|هـ))?"
    joints = rf"(?:-{s})?(?:(?i:{known}){s}?|(?:[^\W\d_]{{1,12}}+\.?{s}{{0,2}}){{0,2}}){m}"
    period = rf"(?:[AaPp]\.?{s}?[Mm]\.?|(?i:{known})|[^\W\d_]{{1,12}}\.?(?={m}(?:\]|{s}[-\u2013])))"
    close = rf"{m}(?:\]{s}?|{s}[-\u2013\u2014]{s}|[:;,]{s}|{s})"
    return {
        "lead": rf"{m}\[?{m}",
        "date": rf"(?:[RH]|令和|平成)?\d{{1,4}}{m}{separator}{m}\d{{1,4}}{m}{separator}{m}\d{{1,4}}(?!\d){m}{calendar}",
        "joint": rf"{m}[,\u060c]?{m}{s}{{0,3}}(?:(?=\d)|{joints})",
        "clock": rf"\d{{1,2}}(?:[:.]|{s}?h{s}?)\d\d",
        "second": r"(?:[:.]\d\d)?(?!\d)",
        "period": rf"(?:(?={m}(?:\]|{s}[-\u2013\u2014]{s}))|(?:[{SPACES}_]{{0,2}}{m}{period})?)",
        "close": close,
    }


@cache
def _pattern(line_break: str, *groups: tuple[str, ...]) -> re.Pattern[str]:
    grammar = _grammar()
    return re.compile(line_break + "".join(f"({''.join(grammar[part] for part in group)})" for group in groups))


def _flexible(word: str) -> str:
    return rf"\.?[{SPACES}]?".join(re.escape(part) for part in word.rstrip(".").split(".")) + r"\.?"


@cache
def periods() -> dict[str, int]:
    """Return 0 (before noon), 1 (after noon) or -1 (says nothing) for each known word beside a time."""
    words = facts()["periods"]
    return {word: value for key, value in (("am", 0), ("pm", 1), ("none", -1)) for word in words[key]}


@cache
def _letters_of_periods() -> dict[str, int]:
    return {_letters(word): value for word, value in periods().items()}


def _letters(word: str) -> str:
    return re.sub(rf"[.{SPACES}{MARKS}_]", "", word).casefold()


def find_headers(text: str) -> Headers:
    """Return every header-looking line of ``text``, whatever its shape."""
    before, fields, after = _split(text)
    coders = [_coder() for _ in fields]
    codes = [_numbers(map(coder.__getitem__, field)) for coder, field in zip(coders, fields, strict=True)]
    parts = [[read(word) for word in coder] for read, coder in zip((_opening, _clock, _closing), coders, strict=True)]
    shape, shapes = _combined(codes, [[part.shape for part in column] for column in parts])
    style, styles = _combined(codes, [[part.style for part in column] for column in parts])
    widths = [_numbers(map(len, coder))[code] for coder, code in zip(coders, codes, strict=True)]
    width = np.sum(widths, axis=0, dtype=np.int64)
    whole = width + _numbers(map(len, after)) + 1
    breaks = np.array([words.count("\n") + 1 for words in after], dtype=np.int64)
    crlf = text.count("\r\n") if "\r" in text else 0
    starts = len(before) + np.cumsum(whole) - whole
    return Headers(
        starts=starts,
        ends=starts + width,
        lines=1 + before.count("\n") + np.cumsum(breaks) - breaks,
        after_crlf=_after_crlf(before, after) if crlf else np.zeros(len(after), dtype=bool),
        after=after,
        shape=shape,
        style=style,
        date=codes[0],
        seconds=_time_of_day(parts, codes),
        shapes=shapes,
        styles=styles,
        dates=tuple(_date(_groups(word, "lead", "date")[1]) for word in coders[0]),
        ends_in=LineEnds(before.count("\n") + int(breaks.sum()) - bool(after), crlf),
    )


def _split(text: str) -> tuple[str, list[list[str]], list[str]]:
    """Return what stands before the first header, the three fields of every header, and the words after each."""
    first = _pattern("", *_FIELDS).match(text)
    parts = _pattern("\n", *_FIELDS).split(text)
    before, fields, after = parts[0], [parts[1 + k :: 4] for k in range(3)], parts[4::4]
    if first is None:
        return before + "\n" * bool(after), fields, after
    fields = [[word, *field] for word, field in zip(first.groups(), fields, strict=True)]
    return "", fields, [before[first.end() :], *after]


def _after_crlf(before: str, after: Sequence[str]) -> NDArray[np.bool_]:
    ends = [words[-1:] == "\r" for words in after]
    return np.array([before[-2:] in {"", "\r\n"}, *ends][: len(after)], dtype=bool)


def _numbers(values: Iterable[int]) -> Integers:
    return np.fromiter(values, dtype=np.int64)


def _coder() -> defaultdict[str, int]:
    """Return a dictionary that numbers its keys in the order in which they are first asked for."""
    codes: defaultdict[str, int] = defaultdict()
    codes.default_factory = codes.__len__
    return codes


def _groups(word: str, *fields: str) -> tuple[str, ...]:
    match = _pattern("", *((field,) for field in fields)).match(word)
    if match is None:  # it was found by the same grammar
        raise ValueError(f"the grammar of headers disagrees with itself on {word!r}")
    return match.groups()


def _opening(word: str) -> _Part:
    """Describe what stands before the time."""
    lead, date, joint = _groups(word + "00:00", "lead", "date", "joint")
    between = _word(joint)
    numbers = re.sub(r"\d{3,}", "yyyy", re.sub(r"(?<!\d)\d\d?(?!\d)", "d", _plain(date)))
    return _Part(("[" if "[" in lead else "") + numbers + between.shape, between.style, between.period)


def _clock(word: str) -> _Part:
    hour, minute = map(int, re.findall(r"\d+", word))
    exists = hour < 24 and minute < 60
    return _Part(re.sub(r"\d+", "0", _plain(word)), seconds=(hour * 60 + minute) * 60 if exists else -1)


def _closing(word: str) -> _Part:
    """Describe seconds, day period and what ends the header."""
    second, period, close = _groups(word, "second", "period", "close")
    said, seconds = _word(period), int(second[1:] or 0)
    shape = (second[:1] and second[0] + "0") + said.shape + (_plain(close).strip() or " ")
    return _Part(shape, said.style, said.period, seconds if seconds < 60 else -1)


def _word(word: str) -> _Part:
    """Describe what stands between date and time, or after the time: a joint word or a day period."""
    bare = _plain(word).lstrip(",\u060c -")
    period = _letters_of_periods().get(_letters(bare), -1) if bare else -1
    if period < 0:
        return _Part(_plain(word))
    comma = "," if _plain(word)[:1] in {",", "\u060c"} else ""
    style = _CASELESS.sub("o", _LOWER.sub("x", _UPPER.sub("X", _MARKED.sub("", word))))
    return _Part(comma + " p", style, period)


def _plain(word: str) -> str:
    """Return a part of a header without marks, and with plain spaces."""
    return word if word.isascii() else _SPACED.sub(" ", _MARKED.sub("", word))


def _combined(codes: Sequence[Integers], columns: Sequence[Sequence[str]]) -> tuple[Integers, tuple[str, ...]]:
    """Join the strings of all columns for each header; return each header's code and the distinct strings."""
    joined, seen = np.zeros(len(codes[0]), dtype=np.int64), [""]
    for code, column in zip(codes, columns, strict=True):
        place = {word: i for i, word in enumerate(dict.fromkeys(column))}
        if len(place) == 1:
            seen = [before + after for before in seen for after in place]
            continue
        joined = joined * len(place) + np.array([place[word] for word in column], dtype=np.int64)[code]
        every = [before + after for before in seen for after in place]
        kept = np.flatnonzero(np.bincount(joined, minlength=len(every)))
        joined = np.searchsorted(kept, joined)
        seen = [every[i] for i in kept]
    return joined, tuple(seen)


def _time_of_day(parts: Sequence[Sequence[_Part]], codes: Sequence[Integers]) -> Integers:
    before, clock, after = (
        np.array([part.period for part in column], dtype=np.int64)[code]
        for column, code in zip(parts, codes, strict=True)
    )
    _, minutes, seconds = (
        np.array([part.seconds for part in column], dtype=np.int64)[code]
        for column, code in zip(parts, codes, strict=True)
    )
    period, hour = np.maximum(before, after), minutes // 3600
    twelve = np.where((period >= 0) & (hour <= 12), hour % 12 + 12 * period, hour)
    return np.where((minutes < 0) | (seconds < 0), -1, twelve * 3600 + minutes % 3600 + seconds)


def _date(word: str) -> Date:
    digits = re.findall(r"\d+", word)
    calendar = re.sub(r"[\d\W_年月日년월일]+", "", word)
    era = word[0].isalpha()
    year = 0 if era else next((i for i, part in enumerate(digits) if len(part) > 2), 2)
    padding = (0 if int(part) > 9 else 1 if len(part) == 2 else -1 for part in digits)
    first, second, third = map(int, digits)
    return Date((first, second, third), year, calendar, tuple(padding))
