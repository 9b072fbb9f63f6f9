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
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

MARKS = "\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
SPACES = " \t\xa0\u2009\u202f"
_BATCH = 50_000  # headers held as text at any one time


@dataclass(frozen=True)
class Date:
    """The three numbers of a date in the order written, which of them is the year, and the calendar it names."""

    parts: tuple[int, int, int]
    year: int
    calendar: str
    padded: int  # 1 if a part below ten has its zero, -1 if it has none, 0 if no part says


@dataclass(frozen=True)
class Headers:
    """All header-looking lines of a text, one entry each, in file order.

    Attributes
    ----------
    starts, ends : ndarray of int64
        Characters of the text: where the line starts, and where the words after its header start.
    shape, style, date : ndarray of int64
        Positions in ``shapes``, ``styles`` and ``dates``.
    seconds : ndarray of int64
        Time of day in seconds; -1 where the clock shows no such time.
    """

    starts: Integers
    ends: Integers
    shape: Integers
    style: Integers
    date: Integers
    seconds: Integers
    shapes: tuple[str, ...]
    styles: tuple[str, ...]
    dates: tuple[Date, ...]


@dataclass(frozen=True)
class _Part:
    """One part of a header as written: what it adds to shape and style, and the number it stands for."""

    shape: str
    style: str = ""
    number: int = 0


@cache
def facts() -> dict[str, Any]:
    """Return ``headers.toml``."""
    return tomllib.loads(files("analyser.chat").joinpath("headers.toml").read_text("utf-8"))


@cache
def _pattern() -> str:
    m, s = f"[{MARKS}]*+", f"[{SPACES}]"
    separator = rf"(?:[-/\u2010-\u2015]|\.{s}?|[年月년월]{s}?)"
    era, calendar = "(?:[RH]|令和|平成)?", rf"(?:\.|[日일]|{s}?(?:BE|B\.E\.|พ\.ศ\.|AP|AH|هـ))?"
    date = rf"{era}\d{{1,4}}{m}{separator}{m}\d{{1,4}}{m}{separator}{m}\d{{1,4}}(?!\d){m}{calendar}"
    known = "|".join(_flexible(word) for word in sorted(periods(), key=len, reverse=True))
    joint = rf"{m}[,\u060c]?{m}{s}{{0,3}}(?:-{s})?(?:(?i:{known}){s}?|(?:[^\W\d_]{{1,12}}+\.?{s}{{0,2}}){{0,2}}){m}"
    clock = rf"\d{{1,2}}(?:[:.]|{s}?h{s}?)\d\d"
    period = rf"(?:[{SPACES}_]{{0,2}}{m}(?:(?i:{known})|[^\W\d_]{{1,12}}\.?(?={m}(?:\]|{s}[-\u2013]))))?"
    close = rf"{m}(?:\]{s}?|{s}[-\u2013\u2014]{s}|[:;,]{s}|{s})"
    return rf"({m}\[?{m})({date})({joint})({clock})((?:[:.]\d\d)?)(?!\d)({period})({close})"


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
    coders = tuple(_coder() for _ in range(7))
    places, codes = [np.zeros((0, 2), dtype=np.int64)], [np.zeros((7, 0), dtype=np.int64)]
    for batch in _batches(_matches(text)):
        places.append(np.array([match.span() for match in batch]))
        columns = zip(*(match.groups() for match in batch), strict=True)
        codes.append(np.array([list(map(c.__getitem__, column)) for c, column in zip(coders, columns, strict=True)]))
    place, code = np.concatenate(places), np.concatenate(codes, axis=1)
    if len(place) and (place[0, 0] > 0 or text[0] == "\n"):
        place[:, 0] += 1
    elif len(place):
        place[1:, 0] += 1  # every match but one at the very start begins with the line break before it
    return _described(place, code, [list(coder) for coder in coders])


def _matches(text: str) -> Iterator[re.Match[str]]:
    at_start = re.compile(_pattern()).match(text)
    if at_start:
        yield at_start
    yield from re.compile("\n" + _pattern()).finditer(text)


def _batches(matches: Iterator[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    while batch := list(islice(matches, _BATCH)):
        yield batch


def _coder() -> defaultdict[str, int]:
    """Return a dictionary that numbers its keys in the order in which they are first asked for."""
    codes: defaultdict[str, int] = defaultdict()
    codes.default_factory = codes.__len__
    return codes


def _described(place: Integers, codes: Integers, words: Sequence[Sequence[str]]) -> Headers:
    readers = (_lead, _date_part, _word, _clock, _second, _word, _close)
    parts = [[read(word) for word in column] for read, column in zip(readers, words, strict=True)]
    shape, shapes = _combined(codes, [[part.shape for part in column] for column in parts])
    style, styles = _combined(codes, [[part.style for part in column] for column in parts])
    numbers = [np.array([p.number for p in column], dtype=np.int64)[c] for column, c in zip(parts, codes, strict=True)]
    seconds = _time_of_day(numbers[3], numbers[4], np.maximum(numbers[2], numbers[5]))
    dates = tuple(_date(word) for word in words[1])
    return Headers(place[:, 0], place[:, 1], shape, style, codes[1], seconds, shapes, styles, dates)


def _lead(word: str) -> _Part:
    return _Part("[" if "[" in word else "")


def _date_part(word: str) -> _Part:
    return _Part(re.sub(r"\d{3,}", "yyyy", re.sub(r"(?<!\d)\d\d?(?!\d)", "d", _plain(word))))


def _word(word: str) -> _Part:
    """Describe what stands between date and time, or after the time: joint words and day periods."""
    style = "".join(
        "x" if c.islower() else "X" if c.isupper() else c for c in word if c not in MARKS and not c.isdigit()
    )
    letters = _letters(re.sub(r"^[,\u060c\s-]+", "", word))
    number = _letters_of_periods().get(letters, -1)
    if number < 0:
        return _Part(_plain(word), number=-1)
    return _Part(("," if re.match(rf"[{MARKS}]*[,\u060c]", word) else "") + " p", style, number)


def _clock(word: str) -> _Part:
    hour, minute = re.findall(r"\d+", word)
    inside = int(hour) < 24 and int(minute) < 60
    return _Part(re.sub(r"\d+", "0", _plain(word)), number=int(hour) * 60 + int(minute) if inside else -1)


def _second(word: str) -> _Part:
    return _Part(word[:1] and word[0] + "0", number=int(word[1:] or 0))


def _close(word: str) -> _Part:
    return _Part(_plain(word).strip() or " ")


def _plain(word: str) -> str:
    return re.sub(rf"[{SPACES}]+", " ", re.sub(rf"[{MARKS}]", "", word))


def _combined(codes: Integers, columns: Sequence[Sequence[str]]) -> tuple[Integers, tuple[str, ...]]:
    """Join the strings of all columns for each header; return each header's code and the distinct strings."""
    joined, seen = np.zeros(codes.shape[1], dtype=np.int64), [""]
    for code, column in zip(codes, columns, strict=True):
        distinct = list(dict.fromkeys(column))
        if len(distinct) == 1:
            seen = [before + distinct[0] for before in seen]
            continue
        position = {word: i for i, word in enumerate(distinct)}
        joined = joined * len(distinct) + np.array([position[word] for word in column])[code]
        seen = [before + after for before in seen for after in distinct]
        kept, joined = np.unique(joined, return_inverse=True)
        seen = [seen[i] for i in kept]
    return joined, tuple(seen)


def _time_of_day(minutes: Integers, seconds: Integers, period: Integers) -> Integers:
    hour = minutes // 60
    twelve = np.where((period >= 0) & (hour <= 12), hour % 12 + 12 * period, hour)
    time = (twelve * 60 + minutes % 60) * 60 + seconds
    return np.where((minutes < 0) | (seconds > 59), -1, time)


def _date(word: str) -> Date:
    digits = re.findall(r"\d+", word)
    calendar = re.sub(r"[\d\W_年月日년월일]+", "", word)
    era = not word[:1].isdigit() and word.strip(MARKS)[:1].isalpha()
    year = 0 if era else next((i for i, part in enumerate(digits) if len(part) > 2), 2)
    short = [part for i, part in enumerate(digits) if i != year and int(part) < 10]
    padded = 0 if not short else 1 if all(len(part) == 2 for part in short) else -1
    first, second, third = map(int, digits)
    return Date((first, second, third), year, calendar, padded)
