"""Decide which part of a date is the day, from the whole file, and say by what.

The evidence, strongest first: a month in words; a year that stands first; a part over twelve; the dates in the names
of attachments; WhatsApp's web export, which always writes the month first; the reading in which the whole chat spans
fewer days. In 409 real exports a part over twelve decided 386, with no conflict; in 1,885 windows cut from them that
it could not decide, the shorter span was right in 1,877, wrong in 4, and open in 4. The clock is no evidence: taking
twelve hours for American dates would be wrong in four files of ten.

What the user says goes before everything but what would leave many dates that do not exist. A file that nothing decides
(one day, say) is read day first, is marked as assumed, and asks. So does one that its span alone would have read month
first, on hardly any days: 05/01 and 05/02 may be two days in May, or the fifth of two months. And so does one in which
two kinds of evidence disagree: the longest silence makes the span (a group's first notice, then its last week), or a
part over twelve stands in hardly any dates, which may have been pasted or typed, against a far shorter span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat.calendars import day_and_month, days, exists, is_plausible
from analyser.chat.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from analyser.chat.fields import Date
    from analyser.chat.headers import Integers

    Named = Sequence[tuple[int, date]]

IN_WORDS = {"DMY": "day first", "MDY": "month first", "YMD": "year first"}
_ENOUGH = 5  # days on which somebody wrote, for the span alone to tell that the month stands first
_FEW = 2  # dates that may have been pasted or typed
_RARE = 20  # as many times more is common
_NAMED = re.compile(r"(?:IMG|VID|AUD|PTT|STK|DOC|GIF)-(\d{4})(\d\d)(\d\d)-WA|-[A-Z]{3,}-(\d{4})-(\d\d)-(\d\d)-\d")


@dataclass(frozen=True)
class Order:
    """The order of a date's parts, in words how it was decided, and what else was possible."""

    order: str
    decided_by: str
    alternatives: Mapping[str, str] = field(default_factory=dict)
    needs_asking: bool = False


def decide(
    dates: Sequence[Date], counts: Integers, *, named: Callable[[], Named], is_web: bool, told: str | None
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
    written = _as_written(dates[int(np.argmax(counts))], told)
    if written:
        return written
    if told == "YMD" and _can_be_year_first(dates):
        return Order("YMD", "told by the user")
    over_twelve = np.array([day_and_month(each) for each in dates]) > 12
    first, second = (int(counts[column].sum()) for column in over_twelve.T)
    if (first or second) and not _only_year_first(dates):
        decided = _by_part_over_twelve(first, second, told)
        doubted = _doubted(decided, dates, max(first, second), int(counts.sum()))
        return Order(told, "told by the user") if told and told in doubted.alternatives else doubted
    if _only_year_first(dates):
        return Order("YMD", f"only the first number can be a year in which WhatsApp existed{_not_as(told, 'YMD')}")
    if told and told != "YMD":
        return Order(told, "told by the user")
    return _by_attachments(dates, named()) or _by_web(is_web=is_web) or _by_span(dates)


def _as_written(each: Date, told: str | None) -> Order | None:
    """Return the order of a date that shows it itself: its month is a word, or its year stands first."""
    order = "YMD" if each.year == 0 else "DMY" if each.month else "MDY"
    if each.month >= 0:
        return Order(order, f"the month is written in words{_not_as(told, order)}")
    return Order("YMD", f"the year is written first{_not_as(told, 'YMD')}") if each.year == 0 else None


def named_days(text: str) -> list[tuple[int, date]]:
    """Return the place in ``text`` and the day of every attachment name that holds a date."""
    found = ((match.start(), [int(part) for part in match.groups() if part]) for match in _NAMED.finditer(text))
    return [(place, date(*parts)) for place, parts in found if exists(*parts)]


def _can_be_year_first(dates: Sequence[Date]) -> bool:
    return all(is_plausible(each, "YMD") for each in dates) and not np.isnat(days(dates, "YMD")).any()


def _only_year_first(dates: Sequence[Date]) -> bool:
    """Say whether two-digit years make sense at the front and nowhere else (``18/6/13``, as some phones write)."""
    return not all(is_plausible(each, "DMY") for each in dates) and _can_be_year_first(dates)


def _not_as(told: str | None, order: str) -> str:
    return f"; {IN_WORDS[told]}, as told by the user, is not possible" if told and told != order else ""


def _by_part_over_twelve(first: int, second: int, told: str | None) -> Order:
    order = "DMY" if first >= second else "MDY"
    other = {"MDY": "month first, by as many dates"} if first == second else {}
    against = f" ({count(min(first, second), 'date')} the other way round)" if first and second else ""
    by = f"a part over 12 in {count(max(first, second), 'date')}{against}{_not_as(told, order)}"
    return Order(order, by, other, needs_asking=bool(other))


def _doubted(decided: Order, dates: Sequence[Date], telling: int, total: int) -> Order:
    """Return an order decided by ``telling`` of ``total`` dates, with the question that a far shorter span raises."""
    few = telling <= _FEW or telling * _RARE <= total
    there = _span(dates, decided.order)
    for order in [each for each in IN_WORDS if each != decided.order and (few or each == "YMD")]:
        here = _span(dates, order)
        if here * (2 if few else _RARE) < there and _can_be(dates, order):
            other = {order: f"{IN_WORDS[order]}: the chat would span {count(here, 'day')}, not {there:,}"}
            return replace(decided, alternatives=other, needs_asking=True)
    return decided


def _can_be(dates: Sequence[Date], order: str) -> bool:
    """Say whether all years make sense in an order, and more than a few of the dates exist in it."""
    return all(is_plausible(each, order) for each in dates) and (~np.isnat(days(dates, order))).sum() > _FEW


def _by_attachments(dates: Sequence[Date], named: Named) -> Order | None:
    day_first, month_first = days(dates, "DMY"), days(dates, "MDY")
    telling = [(i, np.datetime64(day)) for i, day in named if day_first[i] != month_first[i]]
    votes = {
        "DMY": sum(bool(day_first[i] == day) for i, day in telling),
        "MDY": sum(bool(month_first[i] == day) for i, day in telling),
    }
    order = max(votes, key=lambda each: votes[each])
    if votes[order] <= 2 * min(votes.values()):  # names of forwarded pictures may hold another day
        return None
    return Order(order, f"the date in the names of {count(votes[order], 'attachment')}")


def _by_web(*, is_web: bool) -> Order | None:
    return Order("MDY", "WhatsApp Web always writes the month first") if is_web else None


def _by_span(dates: Sequence[Date]) -> Order:
    if all(day == month for day, month in map(day_and_month, dates)):
        return Order("DMY", "day and month are the same number, so both readings agree")
    spans = {order: _span(dates, order) for order in ("DMY", "MDY")}
    shorter, longer = sorted(spans, key=lambda order: spans[order])
    if spans[shorter] == spans[longer]:
        return Order("DMY", "assumed: nothing in the file decides", {"MDY": _shift(dates)}, needs_asking=True)
    other = {longer: f"{IN_WORDS[longer]}: the chat would span {count(spans[longer], 'day')}"}
    by = f"the shortest total span: {count(spans[shorter], 'day')} against {spans[longer]:,}"
    hardly_any = shorter == "MDY" and len(dates) < _ENOUGH
    one_silence = 2 * _span(dates, longer, but_longest_silence=True) < _span(dates, shorter, but_longest_silence=True)
    return Order(shorter, by, other, needs_asking=hardly_any or one_silence)


def _span(dates: Sequence[Date], order: str, *, but_longest_silence: bool = False) -> int:
    """Return the days from the first date to the last, or as many less the longest stretch without any."""
    read = np.unique(days(dates, order))
    steps = np.diff(read[~np.isnat(read)]).astype(np.int64)
    return int(steps.sum() - (steps.max(initial=0) if but_longest_silence else 0))


def _shift(dates: Sequence[Date]) -> str:
    month_first, day_first = (str(days(dates[:1], order)[0]) for order in ("MDY", "DMY"))
    return f"month first: the first date would be {month_first} instead of {day_first}"
