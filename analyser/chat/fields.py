"""Read the parts of a header: what each says, and what it adds to the shape.

Files are written in one of three **layouts**: with numbers only, which nearly all are; with a month or a weekday in
words; or with the time first, as lines are that were copied from the screen of WhatsApp Web. In a shape ``m`` stands
for a month in words, ``E`` for a weekday and ``p`` for a day period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from analyser.chat.grammar import MARKS, month_of, pattern, plain, said_by, weekday

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NUMBERS, _NO_CALENDAR = re.compile(r"(\d+)"), re.compile(r"[\W\d_日일г]+")
_PARTS_IN_WORDS = re.compile(r"(\d+|[^\W\d_]{3,}\.?)")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º)(?![^\W\d_])")
_EARLY = ("lead", "period before", "clock", "second", "period first", "comma")  # what stands before a later date
_AROUND = ",\u060c -_"  # what may stand around a word beside a time
_LETTERS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[^\W\d_](?:.*[^\W\d_])?\.?")
_CASES = tuple(
    (re.compile(letters), shown)
    for letters, shown in ((f"[{MARKS}]+", ""), ("[A-Z]+", "X"), ("[a-z]+", "x"), (r"[^\W\d_Xx]+", "o"))
)


@dataclass(frozen=True)
class Date:
    """The three numbers of a date in the order written, which of them is the year, and the calendar it names.

    ``padding`` says for each number whether it is below ten and has its zero (1), has none (-1), or says nothing (0).
    ``month`` is the place of a month that is written in words, else -1; a month that is not known is 0, and its word
    stands in ``calendar`` after a question mark.
    """

    parts: tuple[int, int, int]
    year: int
    calendar: str
    padding: tuple[int, int, int]
    month: int = -1


@dataclass(frozen=True)
class Field:
    """A field as written: what it adds to shape and style, its day period, its seconds (-1: no such time), its date."""

    shape: str
    style: str = ""
    period: int = -1
    seconds: int = 0
    date: Date | None = None


@dataclass(frozen=True)
class Layout:
    """In which fields a header is cut, how each is read, and which of them holds the date."""

    fields: tuple[tuple[str, ...], ...]
    readers: tuple[Callable[[str], Field], ...]
    dated: int = 0


def _together(*fields: Field) -> Field:
    """Return what several parts in one field say."""
    return Field(
        "".join(field.shape for field in fields),
        "".join(field.style for field in fields),
        max(field.period for field in fields),
        -1 if any(field.seconds < 0 for field in fields) else sum(field.seconds for field in fields),
        next((field.date for field in fields if field.date), None),
    )


def _groups(word: str, *parts: str) -> tuple[str, ...]:
    match = pattern("", *((part,) for part in parts)).match(word)
    if match is None:  # the whole header was found by the same grammar
        raise ValueError("the grammar of headers does not find its own parts")
    return match.groups()


def _opening(word: str) -> Field:
    """Describe lead, date and what joins it to the time."""
    lead, date, joint = _groups(word + "00:00", "lead", "date", "joint")
    dated, said = _in_numbers(date), _beside_time(joint)
    return Field("[" * ("[" in lead) + dated.shape + said.shape, said.style, said.period, date=dated.date)


def _opening_in_words(word: str) -> Field:
    """Describe the same where a month or a weekday may be a word."""
    lead, date, joint = _groups(word + "00:00", "worded lead", "worded date", "joint")
    return _together(Field(_weekday().sub("E", plain(lead))), _any_date(date), _beside_time(joint))


def _clock(word: str) -> Field:
    """Describe hours and minutes."""
    before, hours, between, minutes, after = _NUMBERS.split(plain(word))
    hour, minute = int(hours), int(minutes)
    exists = hour <= 24 and minute < 60  # some phones write 24:05 for five past midnight
    return Field(f"{before}0{between}0{after}", seconds=(hour % 24 * 60 + minute) * 60 if exists else -1)


def _closing(word: str) -> Field:
    """Describe seconds, day period and what ends the header."""
    second, period, close = _groups(word, "second", "period", "close")
    return _together(_second(second), _beside_time(period), Field(plain(close).strip() or " "))


def _time_first(word: str) -> Field:
    """Describe the time where it stands before the date."""
    lead, before, clock, second, period, comma = _groups(word, *_EARLY)
    opening = Field("[" * ("[" in lead))
    said = _beside_time(before), _clock(clock), _second(second), _beside_time(period)
    return _together(opening, *said, Field(plain(comma)))


def _last(word: str) -> Field:
    """Describe what ends a header that says no more."""
    return Field(plain(word).strip())


def _second(word: str) -> Field:
    seconds = int(word[1:] or 0)
    return Field(word[0] + "0" if word else "", seconds=seconds if seconds < 60 else -1)


def _beside_time(word: str) -> Field:
    """Describe what stands between date and time, or after the time; a word that is not known stands as ``?word?``."""
    shown = plain(word)
    said = shown.strip(_AROUND)
    period, day = (said_by(said) if said else -1), ""
    if period is None and (found := _weekday().search(said)):
        day, shown = "E", shown.replace(found[0], "E", 1)
        said = (said[: found.start()] + said[found.end() :]).strip(_AROUND)
        period = said_by(said) if said else -1
    if period is None:
        return Field(f"?{said}?")
    if period < 0:
        return Field(shown)
    return Field("," * (shown[:1] in {",", "\u060c"}) + day + " p", _style(word, said), period)


def _style(word: str, said: str) -> str:
    """Return how a day period is spaced and spelt; of one that is no mere pair of letters, how it is spaced."""
    if _LETTERS.sub("", said).casefold() not in {"am", "pm"}:
        return _WORDS.sub("w", word)
    for letters, case in _CASES:
        word = letters.sub(case, word)
    return word


def _in_numbers(date: str) -> Field:
    between, numbers = (parts := _NUMBERS.split(plain(date)))[::2], parts[1::2]
    widths = ["d" if len(number) < 3 else "y" * len(number) for number in numbers]
    shape = "".join(chain.from_iterable(zip_longest(between, widths, fillvalue="")))
    return Field(shape, date=_date(between, numbers))


def _any_date(date: str) -> Field:
    """Describe a date whose month may be a word, and which a weekday may follow."""
    bare = _ORDINAL.sub("", plain(date))
    match = _weekday_last().search(bare)
    day, bare = ("E", bare[: match.start()]) if match else ("", bare)
    between, parts = (split := _PARTS_IN_WORDS.split(bare))[::2], split[1::2]
    place = next((i for i, part in enumerate(parts) if not part.isdigit()), -1)
    if place < 0:
        return _together(_in_numbers(bare), Field(day))
    widths = ["m" if i == place else "d" if len(part) < 3 else "yyyy" for i, part in enumerate(parts)]
    shape = "".join(chain.from_iterable(zip_longest(between, widths, fillvalue="")))
    return Field(shape + day, date=_date_in_words(parts, place))


def _date_in_words(parts: Sequence[str], place: int) -> Date:
    month = month_of(parts[place])
    first, second, third = (month if i == place else int(part) for i, part in enumerate(parts))
    one, two, three = (0 if i == place else _padded(part) for i, part in enumerate(parts))
    year = next((i for i, part in enumerate(parts) if i != place and len(part) > 2), 2)
    calendar = "" if month else f"?{parts[place].rstrip('.')}"
    return Date((first, second, third), year, calendar, (one, two, three), place)


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(weekday())


@cache
def _weekday_last() -> re.Pattern[str]:
    return re.compile(rf"(?:,? [(\uff08]?|[(\uff08]){weekday()}[)\uff09]?\.?$")


def _date(between: Sequence[str], numbers: Sequence[str]) -> Date:
    """Return a date from its numbers and from what stands before, between and after them."""
    era, calendar = between[0], _NO_CALENDAR.sub("", between[3])
    year = 0 if era else next((i for i, number in enumerate(numbers) if len(number) > 2), 2)
    first, second, third = map(int, numbers)
    one, two, three = map(_padded, numbers)
    return Date((first, second, third), year, era or calendar, (one, two, three))


def _padded(number: str) -> int:
    return 0 if int(number) > 9 else 1 if len(number) == 2 else -1


NUMBERS = Layout((("lead", "date", "joint"), ("clock",), ("second", "period", "close")), (_opening, _clock, _closing))
WORDS = Layout((("worded lead", "worded date", "joint"), *NUMBERS.fields[1:]), (_opening_in_words, _clock, _closing))
TIME_FIRST = Layout((_EARLY, ("worded date",), ("close first",)), (_time_first, _any_date, _last), dated=1)


def layout_of(text: str) -> Layout:
    """Return the layout in which ``text`` is written: that of its first line if it is the usual one, else the fullest.

    A file with headers of other layouts is no copy from a screen, unless it begins as one and such lines are not rare.
    """
    start = len(text) - len(text.lstrip("\ufeff\r\n "))
    if pattern("", *NUMBERS.fields).match(text, start):
        return NUMBERS
    numbers, words, early = (_how_many(layout, text) for layout in (NUMBERS, WORDS, TIME_FIRST))
    begins = pattern("", *TIME_FIRST.fields).match(text, start) is not None
    if early * 10 >= words if begins else early > words == 0:
        return TIME_FIRST
    return WORDS if words > numbers else NUMBERS


def _how_many(layout: Layout, text: str) -> int:
    return sum(1 for _ in pattern("(?m:^)", *layout.fields).finditer(text))
