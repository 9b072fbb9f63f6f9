"""Turn a date as written into a day, in the calendars that are known; the others are refused by name.

Phones write the calendar of their user. Buddhist years (2565) and Japanese eras (R4) differ from the Gregorian ones
by a constant and are converted. Persian and Islamic years run beside no constant and are refused, as are two-digit
years of any other calendar: they show by giving dates in which WhatsApp cannot have written an export.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from analyser.chat.fields import Date

# WhatsApp began in 2009; a date before it, or long after now, belongs to another calendar (from, to before).
YEARS = (2009, 2051)
_BUDDHIST = {"BE", "พศ"}
_ERAS = {"R": 2018, "令和": 2018, "H": 1988, "平成": 1988}  # the year before the first of Reiwa and of Heisei
_NO_DAY = np.datetime64("NaT", "D")


def days(dates: Sequence[Date], order: str) -> NDArray[np.datetime64]:
    """Return the day of each date under ``order`` ("DMY", "MDY" or "YMD"); NaT where there is no such day."""
    ordered = [_in_order(each, order) for each in dates]
    parts = np.array([(year_of(each), *_month_and_day(each, order)) for each in ordered], dtype=np.int64).reshape(-1, 3)
    year, month, day = parts.T
    valid = (year > 0) & (year < 10_000) & (month > 0) & (month < 13) & (day > 0) & (day < 32)
    first = np.where(valid, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    found = first.astype("datetime64[D]") + np.where(valid, day - 1, 0)
    return np.where(valid & (found.astype("datetime64[M]") == first), found, _NO_DAY)


def day_and_month(each: Date) -> tuple[int, int]:
    """Return the two numbers that are day and month, as written."""
    first, second = (part for place, part in enumerate(each.parts) if place != each.year)
    return first, second


def year_of(each: Date) -> int:
    """Return the Gregorian year of a date."""
    year = each.parts[each.year]
    if each.calendar in _ERAS:
        return year + _ERAS[each.calendar]
    if each.calendar in _BUDDHIST or 2440 < year < 2700:
        return year - 543
    return year + 2000 if year < 100 else year


def is_converted(each: Date) -> bool:
    """Say whether the year as written is neither the Gregorian one nor its last two digits."""
    return year_of(each) % 100 != each.parts[each.year] % 100


def is_plausible(each: Date, order: str) -> bool:
    """Say whether WhatsApp can have written a date of this year, read in ``order``."""
    known = each.calendar in {"", *_BUDDHIST, *_ERAS}
    return known and YEARS[0] <= year_of(_in_order(each, order)) < YEARS[1]


def is_in_unknown_words(each: Date) -> bool:
    """Say whether a date holds a word for the month that is not known."""
    return each.calendar.startswith("?")


def refusal(each: Date) -> str:
    """Return the sentence that refuses a date which WhatsApp cannot have written."""
    if is_in_unknown_words(each):
        return (
            f"The dates carry a month that is not known, “{each.calendar[1:]}”; set the phone's language to English and"
            " export the chat again."
        )
    year = each.parts[each.year]
    calendar = "the Persian or Islamic" if 1300 < year < 1500 else "another"
    return (
        f"The dates carry years such as {year}{each.calendar}, which seem to be of {calendar} calendar and are not"
        " read, so as not to be misread; set the phone to the Gregorian calendar and export the chat again."
    )


def exists(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _in_order(each: Date, order: str) -> Date:
    """Return a date with two-digit year as one with its year first, if ``order`` says so."""
    return replace(each, year=0) if order == "YMD" else each


def _month_and_day(each: Date, order: str) -> tuple[int, int]:
    first, second = day_and_month(each)
    return (second, first) if order == "DMY" and each.year > 0 else (first, second)
