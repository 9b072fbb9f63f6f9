"""Decide which part of a date is the day, from the whole file, and say by what.

The evidence, strongest first: a part over twelve; the dates in the names of attachments; WhatsApp's web export, which
always writes the month first; the reading in which the whole chat spans fewer days. In 409 real exports a part over twelve
decided 386, with no conflict; in 1,885 windows cut from them that it could not decide, the shorter span was right in 1,877,
wrong in 4, and open in 4. The clock is no evidence: twelve hours for American dates would be wrong in four files of ten.

What the user says goes before everything but a part over twelve, which would leave dates that do not exist. A file that
nothing decides (one day, say) is read day first, is marked as assumed, and asks.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from analyser.chat.headers import Date

    Integers = NDArray[np.int64]

NO_DAY = np.datetime64("NaT", "D")
_IN_WORDS = {"DMY": "day first", "MDY": "month first", "YMD": "year first"}
_NAMED = re.compile(r"(?:IMG|VID|AUD|PTT|STK|DOC|GIF)-(\d{4})(\d\d)(\d\d)-WA|-[A-Z]{3,}-(\d{4})-(\d\d)-(\d\d)-\d")
# WhatsApp began in 2009; a date before it, or long after now, belongs to another calendar (from, to before).
YEARS = (2009, 2051)
_BUDDHIST = (2440, 2700)
_ERAS = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988}  # year before the first of Reiwa and of Heisei


@dataclass(frozen=True)
class Order:
    """The order of a date's parts, in words how it was decided, and what else was possible."""

    order: str
    decided_by: str
    alternatives: Mapping[str, str] = field(default_factory=dict)
    needs_asking: bool = False


def days(dates: Sequence[Date], order: str) -> NDArray[np.datetime64]:
    """Return the day of each date under ``order``; NaT where there is no such day."""
    return np.array([_day(date, order) for date in dates], dtype="datetime64[D]")


def year_of(each: Date) -> int:
    """Return the Gregorian year of a date; Buddhist years and Japanese eras are converted."""
    year = each.parts[each.year]
    if each.calendar in _ERAS:
        return year + _ERAS[each.calendar]
    if each.calendar in {"BE", "พศ"} or _BUDDHIST[0] < year < _BUDDHIST[1]:
        return year - 543
    return year + 2000 if year < 100 else year


def is_converted(each: Date) -> bool:
    """Say whether the year as written is not the Gregorian one, nor its last two digits."""
    return year_of(each) % 100 != each.parts[each.year] % 100


def is_plausible(each: Date, order: str) -> bool:
    """Say whether the year of a date, read in ``order``, is one in which WhatsApp can have written it."""
    known = each.calendar in {"", "BE", "พศ", *_ERAS}
    return known and YEARS[0] <= year_of(replace(each, year=0) if order == "YMD" else each) < YEARS[1]


def name_calendar(each: Date) -> str:
    """Return the sentence that refuses a date whose year WhatsApp cannot have written."""
    year = each.parts[each.year]
    calendar = "the Persian or Islamic" if 1300 < year < 1500 else "another"
    return (
        f"The dates carry years such as {year}{each.calendar}, which seem to be of {calendar} calendar and are not read, so as"
        " not to be misread; set the phone to the Gregorian calendar and export the chat again."
    )


def decide(
    dates: Sequence[Date],
    counts: Integers,
    *,
    named: Callable[[], Sequence[tuple[int, date]]],
    is_web: bool,
    told: str | None,
) -> Order:
    """Return the order of the parts of ``dates``.

    Parameters
    ----------
    dates : sequence of Date
        The distinct dates of the file's own headers.
    counts : ndarray of int64
        How often each occurs.
    named : callable
        Returns positions in ``dates`` with the day in the name of a file that was attached on that date.
    is_web : bool
        Whether the file is WhatsApp's web export.
    told : {"DMY", "MDY", "YMD"}, optional
        What the user says.
    """
    if dates[int(np.argmax(counts))].year == 0:
        return Order("YMD", "the year is written first, with four digits")
    if told == "YMD":
        return Order("YMD", "told by the user")
    over_twelve = np.array([_two(each) for each in dates]) > 12
    first, second = (int(counts[column].sum()) for column in over_twelve.T)
    if first or second:
        return _by_part_over_twelve(first, second, told)
    if told:
        return Order(told, "told by the user")
    return _by_attachments(dates, named()) or _by_web(is_web=is_web) or _by_span(dates)


def named_days(text: str) -> list[tuple[int, date]]:
    """Return the place in ``text`` and the day of every attachment name that holds a date."""
    found = ((match.start(), [int(part) for part in match.groups() if part]) for match in _NAMED.finditer(text))
    return [(place, date(*parts)) for place, parts in found if _exists(*parts)]


def _two(each: Date) -> tuple[int, int]:
    """Return the two parts that are day and month, as written."""
    first, second, third = each.parts
    return {0: (second, third), 1: (first, third), 2: (first, second)}[each.year]


def _exists(year: int, month: int, day: int) -> bool:
    return YEARS[0] <= year < YEARS[1] and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _day(each: Date, order: str) -> np.datetime64:
    first, second = _two(each)
    if each.year == 0:
        month, day = first, second
    elif order == "YMD":
        each, month, day = replace(each, year=0), each.parts[1], each.parts[2]
    else:
        month, day = (second, first) if order == "DMY" else (first, second)
    year = year_of(each)
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return NO_DAY
    return np.datetime64(f"{year:04}-{month:02}-{day:02}", "D")


def _by_part_over_twelve(first: int, second: int, told: str | None) -> Order:
    order = "DMY" if first >= second else "MDY"
    words = f"a part over 12, in {max(first, second):,} dates"
    if min(first, second):
        words += f" ({min(first, second):,} would be the other way round)"
    if told and told != order:
        words += f"; {_IN_WORDS[told]}, as told by the user, is not possible"
    return Order(order, words)


def _by_attachments(dates: Sequence[Date], named: Sequence[tuple[int, date]]) -> Order | None:
    readings = {order: days(dates, order) for order in ("DMY", "MDY")}
    votes = {
        order: sum(own[i] == np.datetime64(day) != readings[other][i] for i, day in named)
        for (order, own), other in zip(readings.items(), ("MDY", "DMY"), strict=True)
    }
    order = max(votes, key=lambda each: votes[each])
    if votes[order] <= 2 * min(votes.values()):
        return None
    return Order(order, f"the names of {votes[order]:,} attachments hold the date")


def _by_web(*, is_web: bool) -> Order | None:
    return Order("MDY", "WhatsApp Web always writes the month first") if is_web else None


def _by_span(dates: Sequence[Date]) -> Order:
    spans = {order: _span(days(dates, order)) for order in ("DMY", "MDY")}
    shorter, longer = sorted(spans, key=lambda order: spans[order])
    if all(_two(each)[0] == _two(each)[1] for each in dates):
        return Order("DMY", "day and month are the same number, so both readings agree")
    other = {longer: f"{_IN_WORDS[longer]}: the chat would span {spans[longer]:,} days"}
    if spans[shorter] == spans[longer]:
        other = {"MDY": _shift(dates)}
        return Order("DMY", "assumed: nothing in the file decides", other, needs_asking=True)
    return Order(shorter, f"the shortest total span: {spans[shorter]:,} days against {spans[longer]:,}", other)


def _span(read: NDArray[np.datetime64]) -> int:
    known = read[~np.isnat(read)]
    return int((known.max() - known.min()).astype(int)) if len(known) else 0


def _shift(dates: Sequence[Date]) -> str:
    one, other = (str(days(dates[:1], order)[0]) for order in ("MDY", "DMY"))
    return f"the first date would be {one} instead of {other}"
