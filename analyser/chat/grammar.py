"""The grammar of a header: *lead, date, joint, time, seconds, day period, close*, for every phone, language and year.

It is deliberately generous, because what it finds serves two ends: lines of the file's own shape start messages, and
all other finds are lines that somebody pasted or that another program wrote, which are listed and left where they
stand. An era before the year and a calendar after it belong to the grammar, so that they can be converted or refused
by name; a line is never skipped because its year is strange.

Every repetition is bounded or possessive, so that no line takes more than its length to read. What is common stands
first in each part, and spares the long list of day periods. A month or a weekday in words, and a time before the date,
have parts of their own, which only files that need them pay for (see `analyser.chat.fields`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

# Characters for a class of a regular expression: direction marks and the like, which nobody sees; and spaces in a line.
MARKS = "\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
SPACES = " \t\xa0\u2009\u202f"
_MARKED, _SPACED = re.compile(f"[{MARKS}]+"), re.compile(f"[{SPACES}]+")
_BESIDE_LETTERS = re.compile(rf"[.{SPACES}{MARKS}_]")
_M, _S = f"[{MARKS}]*+", f"[{SPACES}]"
_PERIODS = {"am": 0, "pm": 1, "night": 2, "noon": 3, "none": -1, "between": -1}


def facts() -> dict[str, Any]:
    """Return ``headers.toml``."""
    return _toml("headers.toml")


def words(table: str) -> dict[str, Any]:
    """Return a table of ``words.toml``: "periods", "months" or "weekdays"."""
    return dict(_toml("words.toml")[table])


@cache
def pattern(before: str, *groups: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of some parts of a header, one group of the match for each group of parts.

    Parameters
    ----------
    before : str
        What stands before the first part.
    *groups : tuple of str
        Of the parts named in `_parts`, in this order.
    """
    parts = _parts()
    return re.compile(before + "".join(f"({''.join(parts[part] for part in group)})" for group in groups))


def said_by(word: str) -> int | None:
    """Return what a word beside a time says: 0 before noon, 1 after noon, 2 at night, 3 about noon; -1 nothing.

    None if it is not known. Its case, dots and spaces do not count.
    """
    return _by_letters().get(_letters(word))


def month_of(word: str) -> int:
    """Return the month that a word names, 1 to 12; 0 if it is not known."""
    return _months().get(_letters(word), 0)


@cache
def weekday() -> str:
    """Return a pattern for a day of the week."""
    days = sorted(words("weekdays")["names"].split(), key=len, reverse=True)
    cjk = "\u3040-\u9fff\uac00-\ud7af"  # written without spaces
    return rf"(?<![^\W\d_])(?i:{'|'.join(days)})(?![^\W\d_{cjk}])"


def plain(word: str) -> str:
    """Return a part of a header without marks, and with plain spaces."""
    return word if word.isascii() else _SPACED.sub(" ", _MARKED.sub("", word))


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("analyser.chat").joinpath(name).read_text("utf-8"))


def _letters(word: str) -> str:
    return _BESIDE_LETTERS.sub("", word).casefold()


@cache
def _months() -> dict[str, int]:
    return {name: month for month, every in enumerate(words("months")["names"], 1) for name in every.split()}


@cache
def _by_letters() -> dict[str, int]:
    periods = words("periods")
    return {_letters(word): value for key, value in _PERIODS.items() for word in periods[key]}


@cache
def _parts() -> dict[str, str]:
    m, s = _M, _S
    periods = words("periods")
    beside = [word for key in _PERIODS if key != "between" for word in periods[key]]
    known = "|".join(_flexible(word) for word in sorted(beside, key=len, reverse=True))
    separator = rf"(?:[-/\u2010-\u2015]|\.{s}?|[年月년월]{s}?)"
    era, number = "(?:[RH]|令和|平成)?", rf"\d{{1,4}}{m}"
    calendar = rf"(?:\.|[日일]|{s}?(?:\u0433\.|BE|B\.E\.|พ\.ศ\.|AP|AH|هـ))?"
    joints = rf"(?:-{s})?(?:(?i:{known}){s}?|(?:[^\W\d_]{{1,12}}+\.?{s}{{0,2}}){{0,2}}){m}"
    framed = rf"(?![A-Z\u00c0-\u00de])[^\W\d_]{{1,12}}+\.?(?:{s}[^\W\d_]{{1,12}}+\.?){{0,2}}(?={m}(?:\]|{s}[-\u2013]))"
    usual = rf"[AaPp]\.?{s}?[Mm]\.?|(?i:{known})"
    usual_date = r"\d\d?[-/.]\d\d?[-/.](?:\d{4}|\d\d)(?=,| \d)"
    usual_close = rf"\]:?{s}?|{s}[-\u2013\u2014]{s}"
    parts = {
        "lead": rf"{m}\[?{m}",
        "date": rf"(?:{usual_date}|{era}{number}{separator}{m}{number}{separator}{m}\d{{1,4}}(?!\d){m}{calendar})",
        "joint": rf"(?:,? (?=\d)|{m}[,\u060c]?{m}{s}{{0,3}}(?:(?=\d)|{joints}))",
        "clock": rf"\d{{1,2}}(?:[:.]|{s}?h{s}?)\d\d",
        "second": r"(?:[:.]\d\d)?(?!\d)",
        "period": rf"(?:(?={m}(?:{usual_close}))|(?:[{SPACES}_]{{0,2}}{m}(?:{framed}|{usual}))?)",
        "close": rf"{m}(?:{usual_close}|[:;,]{s}|{s})",
    }
    early = {
        "period before": rf"(?:(?i:{known}){s}?)?",
        "period first": rf"(?:[{SPACES}_]{{0,2}}{m}(?:{usual}))?",
        "comma": rf",?{s}{{1,2}}",
        "close first": rf"{m}(?:{usual_close})",
    }
    return parts | early | _in_words(parts["date"])


def _in_words(numbers: str) -> dict[str, str]:
    """Return the parts of a date with a month or a weekday in words; ``numbers`` is the part of any other date."""
    m, s, day = _M, _S, weekday()
    month = r"[^\W\d_]{3,12}+\.?"
    of = rf"(?:{s}|[-/.,]{s}?)(?:(?:de|of){s})?"
    number, year = r"\d\d?(?:\.|st|nd|rd|th|er|º)?", r"(?:\d{4}|\d\d)(?!\d)"
    orders = (
        f"{number}{of}{month}{of}{year}",
        f"{month}{of}{number},?{of}{year}",
        rf"\d{{4}}{of}{month}{of}\d\d?(?!\d)",
    )
    era = rf"(?:{s}[\u0433\u0440]\.)?"  # Russian and Ukrainian: of the year
    after = rf"(?:(?:,?{s}[(\uff08]?|[(\uff08]){day}[)\uff09]?\.?)?"
    return {
        "worded lead": rf"{m}\[?{m}(?:{day}\.?,?{s}{{1,2}})?",
        "worded date": rf"(?:{'|'.join(orders)}|{numbers}){m}{era}{after}{m}",
    }


def _flexible(word: str) -> str:
    """Return a pattern for a word in which each dot may be missing or be followed by a space."""
    parts = (rf"[{SPACES}]".join(map(re.escape, part.split())) for part in word.rstrip(".").split("."))
    return rf"\.?[{SPACES}]?".join(parts) + r"\.?"
