"""The grammar of a header: *lead, date, joint, time, seconds, day period, close*, for every phone, language and year.

It is deliberately generous, because what it finds serves two ends: lines of the file's own shape start messages, and
all other finds are lines that somebody pasted or that another program wrote, which are listed and left where they
stand. An era before the year and a calendar after it belong to the grammar, so that they can be converted or refused
by name; a line is never skipped because its year is strange.

Every repetition is bounded or possessive, so that no line takes more than its length to read. What is common stands
first in each part, and spares the long list of day periods.
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


@cache
def facts() -> dict[str, Any]:
    """Return ``headers.toml``."""
    return tomllib.loads(files("analyser.chat").joinpath("headers.toml").read_text("utf-8"))


@cache
def pattern(before: str, *groups: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of some parts of a header, one group of the match for each group of parts.

    Parameters
    ----------
    before : str
        What stands before the first part.
    *groups : tuple of str
        Of "lead", "date", "joint", "clock", "second", "period" and "close", in this order.
    """
    parts = _parts()
    return re.compile(before + "".join(f"({''.join(parts[part] for part in group)})" for group in groups))


def said_by(word: str) -> int | None:
    """Return what a word beside a time says: 0 before noon, 1 after noon, -1 nothing; None if it is not known.

    Its case, dots and spaces do not count.
    """
    return _by_letters().get(_letters(word))


def plain(word: str) -> str:
    """Return a part of a header without marks, and with plain spaces."""
    return word if word.isascii() else _SPACED.sub(" ", _MARKED.sub("", word))


def _letters(word: str) -> str:
    return _BESIDE_LETTERS.sub("", word).casefold()


@cache
def _by_letters() -> dict[str, int]:
    values = {"am": 0, "pm": 1, "none": -1, "between": -1}
    return {_letters(word): value for key, value in values.items() for word in facts()["periods"][key]}


@cache
def _parts() -> dict[str, str]:
    m, s = f"[{MARKS}]*+", f"[{SPACES}]"
    words = [word for key in ("am", "pm", "none") for word in facts()["periods"][key]]
    known = "|".join(_flexible(word) for word in sorted(words, key=len, reverse=True))
    separator = rf"(?:[-/\u2010-\u2015]|\.{s}?|[年月년월]{s}?)"
    era, number = "(?:[RH]|令和|平成)?", rf"\d{{1,4}}{m}"
    calendar = rf"(?:\.|[日일]|{s}?(?:\u0433\.|BE|B\.E\.|พ\.ศ\.|AP|AH|هـ))?"
    joints = rf"(?:-{s})?(?:(?i:{known}){s}?|(?:[^\W\d_]{{1,12}}+\.?{s}{{0,2}}){{0,2}}){m}"
    period = rf"(?:[AaPp]\.?{s}?[Mm]\.?|(?i:{known})|[^\W\d_]{{1,12}}\.?(?={m}(?:\]|{s}[-\u2013])))"
    usual_date = r"\d\d?[-/.]\d\d?[-/.](?:\d{4}|\d\d)(?=,| \d)"
    usual_close = rf"\]{s}?|{s}[-\u2013\u2014]{s}"
    return {
        "lead": rf"{m}\[?{m}",
        "date": rf"(?:{usual_date}|{era}{number}{separator}{m}{number}{separator}{m}\d{{1,4}}(?!\d){m}{calendar})",
        "joint": rf"(?:,? (?=\d)|{m}[,\u060c]?{m}{s}{{0,3}}(?:(?=\d)|{joints}))",
        "clock": rf"\d{{1,2}}(?:[:.]|{s}?h{s}?)\d\d",
        "second": r"(?:[:.]\d\d)?(?!\d)",
        "period": rf"(?:(?={m}(?:{usual_close}))|(?:[{SPACES}_]{{0,2}}{m}{period})?)",
        "close": rf"{m}(?:{usual_close}|[:;,]{s}|{s})",
    }


def _flexible(word: str) -> str:
    """Return a pattern for a word in which each dot may be missing or be followed by a space."""
    return rf"\.?[{SPACES}]?".join(re.escape(part) for part in word.rstrip(".").split(".")) + r"\.?"
