"""Decide how a file was written: the shape of its own headers, what wrote it, and how to read its dates.

A phone writes a whole export at once, in one shape. The file's **own shape** is that of its first line when that
looks like a header and the shape is not rare; otherwise the commonest. Lines of any other shape were pasted, or come
from elsewhere: they stay inside the message they stand in and are listed.

WhatsApp Web writes the shape of an American iPhone. It is told apart by rows that begin ``] - ``, by the file's name
``chat.txt``, or by words that only it writes, in a file that has neither CRLF nor U+200E before its headers. Lines
with the time first are as copied from its screen; such a file is read, and said to be no export.

What would be misread is refused by name: years of a calendar that is not known here, and a word beside the time that
may mean morning or afternoon, unless the file's hours pass twelve.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat import calendars
from analyser.chat import date_order as orders
from analyser.chat.grammar import facts
from analyser.chat.headers import find_headers
from analyser.chat.held_back import message_ends
from analyser.chat.refusals import no_export
from analyser.chat.wording import count
from analyser.errors import DialectError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from analyser.chat.headers import Headers, Integers
    from analyser.chat.source import Source

# What stands before and in a header of whatever form: a quotation's mark, a bracket, a date and a time.
_DATED = re.compile(r"(?:^|[\r\n])[ \t>\[\u200e\u200f\ufeff]{0,8}\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},? {0,2}\d{1,2}[:.h ]")
_LONG = 4  # lines of a message; where they are fewer on the whole, no header can have been overlooked
_WEB = "[d/d/d, 0:0:0 p]"
_UNKNOWN = re.compile(r"\?[^?]*\?")
_FRAMED = re.compile(r".*(?:\]:?|[\u2013\u2014-]|0[:.]0[:.]0(?: p)?:)")
_NOT_WEB = re.compile(r"\r\n\[|\n\u200e\[\d{1,2}/\d{1,2}/\d\d, |\u202f[AP]M\]")
_PERIOD = re.compile(r" p(?![^\W\d_])")
_COPIED = re.compile(r"\[(?: ?p ?)?0[:.]0")
_WEB_ROW = re.compile(r"\n\[[^]\n]{10,30}\] - ")
_WEB_WORDS = re.compile(
    r"\n\[[^]\n]{10,30}\] [^\n:]{1,60}: (?:"
    r"<(?:image|video|audio|document|sticker|GIF|Contact card) omitted>|\[Forwarded|You deleted this message as admin)"
)


@dataclass(frozen=True)
class Dialect:
    """How a file was written.

    Attributes
    ----------
    id : str
        Row of ``headers.toml``, or "other".
    platform : {"android", "ios", "web", "viewer"}
        What wrote it.
    header : str
        The first header of the file, for a person to compare.
    date_order : {"DMY", "MDY", "YMD"}
        Order of the parts of a date.
    clock : {"12 hour", "24 hour"}
        The clock.
    line_end : {"LF", "CRLF"}
        What ends a message.
    decided_by : mapping of str to str
        For "header", "date order", "clock" and "line ending" (and "calendar", if years were converted): in plain
        words, how it was decided.
    alternatives : mapping of str to str
        Other orders of the date that the file does not rule out, and what they would mean.
    needs_asking : bool
        Whether only a person can decide the order of the date.
    shape : str
        The shape of the file's own headers, one of ``headers.Headers.shapes``.
    strict : bool
        Whether a header counts only after CRLF.
    """

    id: str
    platform: str
    header: str
    date_order: str
    clock: str
    line_end: str
    decided_by: Mapping[str, str]
    alternatives: Mapping[str, str] = field(default_factory=dict)
    needs_asking: bool = False
    shape: str = ""
    strict: bool = False


def sniff_dialect(source: Source, *, date_order: str | None = None, headers: Headers | None = None) -> Dialect:
    """Decide the dialect of ``source`` from all its header-looking lines.

    Parameters
    ----------
    source : Source
        The chat.
    date_order : {"DMY", "MDY", "YMD"}, optional
        What the user says.
    headers : Headers, optional
        Those of ``source``, when they are already known.

    Raises
    ------
    SourceError
        If no line starts a message.
    DialectError
        If the dates are of a calendar, or the times of a clock, that is refused by name.
    """
    found = headers or find_headers(source.text)
    shape = _own_shape(found, source)
    own = np.flatnonzero(found.shape == found.shapes.index(shape))
    _refuse_other_forms(source, found, len(own))
    _refuse_unknown_words(shape, found.seconds[own])
    known_as, platform = _known_as(shape, found.styles[found.style[own[0]]], source)
    ends = message_ends(source.text, found, own, platform=platform)
    kept = own[found.after_crlf[own] | (own == own[0])] if ends.strict else own
    order = _order(source.text, found, kept, told=date_order, is_web=known_as == "W1")
    twelve = _PERIOD.search(shape) is not None
    decided_by = {
        "header": f"{count(len(own), 'line')} in this style, {len(found.shape) - len(own):,} in others",
        "date order": order.decided_by,
        "clock": f"the times {'say' if twelve else 'do not say'} morning or afternoon",
        "line ending": ends.decided_by,
        **_calendar(found, kept, order.order),
    }
    return Dialect(
        id=known_as,
        platform=platform,
        header=source.text[found.starts[own[0]] : found.ends[own[0]]].strip("\ufeff\u200e "),
        date_order=order.order,
        clock="12 hour" if twelve else "24 hour",
        line_end=ends.line_end,
        decided_by=decided_by,
        alternatives=order.alternatives,
        needs_asking=order.needs_asking,
        shape=shape,
        strict=ends.strict,
    )


def is_usable(shape: str) -> bool:
    """Say whether a shape can be a file's own: listed, or with one year at most and framed as phones do it.

    Phones write brackets, or a dash at the end; the old iPhone a colon after the seconds.
    """
    framed = _FRAMED.fullmatch(shape) is not None and (shape[0] == "[") == (shape.rstrip(":")[-1] == "]")
    return shape in _listed() or (framed and re.findall("y+", _UNKNOWN.sub("", shape)) in ([], ["yyyy"]))


def _own_shape(found: Headers, source: Source) -> str:
    """Return the shape of the first line if it is a header and not rare, else the commonest.

    A shape with a word that is not known counts only when there is no other.
    """
    usable = np.array([is_usable(shape) for shape in found.shapes], dtype=bool)
    known = usable & np.array(["?" not in shape for shape in found.shapes], dtype=bool)
    counts = np.bincount(found.shape, minlength=len(usable)) * (known if known.any() else usable)
    if not counts.any():
        raise no_export(source.name, source.text)
    first = int(found.shape[0])
    opens = not source.text[: found.starts[0]].strip("\ufeff\r\n ")
    return found.shapes[first if opens and counts[first] * 10 >= counts.max() else int(np.argmax(counts))]


@cache
def _listed() -> dict[str, dict[str, tuple[str, str]]]:
    """Return id and platform of each shape in ``headers.toml``, by how its day period is spelt."""
    listed: dict[str, dict[str, tuple[str, str]]] = {}
    for row in facts()["header"]:
        found = find_headers(row["example"])
        listed.setdefault(found.shapes[0], {}).setdefault(_spelling(found.styles[0]), (row["id"], row["platform"]))
    return listed


def _spelling(style: str) -> str:
    return re.sub(r"\s", "", style).lower()


def _known_as(shape: str, style: str, source: Source) -> tuple[str, str]:
    """Return id and platform of a shape; where rows share it, by the spelling of the day period, else the first."""
    text = source.text
    may_be_web = shape == _WEB and not _NOT_WEB.search(text)
    if may_be_web and (source.name.lower() == "chat.txt" or _WEB_ROW.search(text) or _WEB_WORDS.search(text)):
        return "W1", "web"
    if _COPIED.match(shape):
        return "C1", "web"
    rows = _listed().get(shape, {"": ("other", "ios" if shape[0] == "[" else "android")})
    return rows.get(_spelling(style), next(iter(rows.values())))


def _order(text: str, found: Headers, own: Integers, *, told: str | None, is_web: bool) -> orders.Order:
    counts = np.bincount(found.date[own], minlength=len(found.dates))
    used = np.flatnonzero(counts)
    dates = [found.dates[i] for i in used]

    def named() -> list[tuple[int, date]]:
        """Return the days in names of attachments, with the date of the message that each stands in."""
        starts, codes = found.starts[own], np.searchsorted(used, found.date[own])
        places = ((np.searchsorted(starts, at, side="right") - 1, day) for at, day in orders.named_days(text))
        return [(int(codes[place]), day) for place, day in places if place >= 0]

    return orders.decide(dates, counts[used], named=named, is_web=is_web, told=told)


def _refuse_other_forms(source: Source, found: Headers, own: int) -> None:
    """Refuse a file most of whose dated lines are in no known form: the rest may be lines that somebody pasted."""
    if own * _LONG > source.text.count("\n") + source.text.count("\r"):
        return
    strange = sum(1 for _ in _DATED.finditer(source.text)) - len(found.shape)
    if strange > own:
        raise DialectError(
            f"In “{source.name}”, {count(strange, 'line')} begin with a date and a time in a form that is not known"
            f" here, and only {own:,} in one that is; ask for the export to be sent again as WhatsApp made it."
        )


def _refuse_unknown_words(shape: str, seconds: Integers) -> None:
    """Refuse a clock whose hours never pass twelve and that carries a word which may be a day period."""
    _, *unknown = shape.split("?")
    if unknown and (seconds < 13 * 3600).all():
        several = " " in unknown[0]  # which are not shown, for they may be a message's
        carried = "words that are not known" if several else f"a word that is not known, “{unknown[0]}”"
        raise DialectError(
            f"The times carry {carried}, which may mean morning or afternoon; set the phone to a 24-hour clock and"
            " export the chat again."
        )


def _calendar(found: Headers, own: Integers, order: str) -> dict[str, str]:
    """Refuse dates of a calendar that is not read; say so when years were converted."""
    counts = np.bincount(found.date[own], minlength=len(found.dates))
    dates = [found.dates[i] for i in np.flatnonzero(counts)]
    strange = np.array([not calendars.is_plausible(each, order) for each in dates])
    unknown = np.array([calendars.is_in_unknown_words(each) for each in dates])
    if unknown.any() or counts[counts > 0][strange].sum() * 2 > len(own):
        raise DialectError(calendars.refusal(dates[int(np.argmax(unknown if unknown.any() else strange))]))
    converted = next((each for each in dates if calendars.is_converted(each)), None)
    if converted is None:
        return {}
    year = converted.parts[converted.year]
    return {"calendar": f"the year {year} is of another calendar and was read as {calendars.year_of(converted)}"}
