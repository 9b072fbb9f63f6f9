"""Decide how a file was written: which of its header-looking lines are its own, and how to read their dates.

A phone writes a whole export at once, in one shape. The file's **own shape** is that of its first line when that looks like
a header and the shape is not rare; otherwise the commonest. Lines of any other shape were pasted, or come from
elsewhere: they stay inside the message they stand in and are listed. Within the shape, a **style** (padding, spaces, case)
that fewer than one header in fifty shows, in a file of a hundred or more, is held to be pasted too.

iPhones end a message with CRLF, and a line break that a person types is a bare LF. So where most headers follow CRLF, a
header after a bare LF is a quoted line. The test is off in a file whose typed breaks are CRLF as well: an editor has saved it
again, and its line ends say nothing. It is off on Android, which never writes CRLF. It costs a true header only in a file
edited by hand; what is held back is listed, never dropped.

WhatsApp Web writes the shape of an American iPhone. It is told apart by rows that begin ``] - ``, by the file's name
``chat.txt``, or by words that only it writes, in a file without CRLF and without the mark that iPhones put before their own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat import date_order as orders
from analyser.chat.headers import facts, find_headers, periods
from analyser.chat.refusals import refuse_no_export
from analyser.errors import DialectError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from analyser.chat.date_order import Integers
    from analyser.chat.headers import Date, Headers
    from analyser.chat.source import Source

OWN, OTHER_SHAPE, OTHER_STYLE, TYPED_BREAK, NO_SUCH_TIME = range(5)
_RARE_STYLE, _STYLES_FROM = 0.02, 100
_WEB_WORDS = re.compile(
    r"\n\[[^]\n]{10,30}\] (?:- |[^\n:]{1,60}: (?:<(?:image|video|audio|document|sticker|GIF|Contact card) omitted> |\[Forwarded|You deleted this message as admin))"
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
        For "header", "date order", "clock" and "line ending": in plain words, how it was decided.
    alternatives : mapping of str to str
        Other orders of the date that the file does not rule out, and what they would mean.
    needs_asking : bool
        Whether only a person can decide the order of the date.
    shape : str
        The shape of the file's own headers, as ``headers.Headers.shapes``.
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
    _refuse_unknown_words(shape, found.seconds[own])
    known_as, platform = _known_as(shape, source)
    ends = _line_ends(source.text, found, own, platform)
    order = _order(source.text, found, own, told=date_order, is_web=platform == "web")
    calendar = _calendar(found, own, order.order)
    twelve = "p" in shape
    return Dialect(
        id=known_as,
        platform=platform,
        header=source.text[found.starts[own[0]] : found.ends[own[0]]].strip("\ufeff\u200e \r\n"),
        date_order=order.order,
        clock="12 hour" if twelve else "24 hour",
        line_end=ends.line_end,
        decided_by={
            "header": f"{len(own):,} lines begin in this way, {len(found.shape) - len(own):,} in another",
            "date order": order.decided_by,
            "clock": f"the times {'say' if twelve else 'do not say'} morning or afternoon",
            "line ending": ends.decided_by,
            **calendar,
        },
        alternatives=order.alternatives,
        needs_asking=order.needs_asking,
        shape=shape,
        strict=ends.strict,
    )


def why_not(text: str, headers: Headers, dialect: Dialect) -> Integers:
    """Say for each header-looking line whether it starts a message (OWN), or why it is held back.

    Returns
    -------
    ndarray of int64
        OWN, OTHER_SHAPE, OTHER_STYLE, TYPED_BREAK or NO_SUCH_TIME.
    """
    shape = headers.shapes.index(dialect.shape) if dialect.shape in headers.shapes else -1
    own = headers.shape == shape
    exists = ~np.isnat(orders.days(headers.dates, dialect.date_order))[headers.date] & (headers.seconds >= 0)
    broken = np.zeros(len(own), dtype=bool)
    if dialect.strict:
        broken = ~headers.after_crlf
    reasons = [~own, ~exists, broken, _rare_style(headers, own & exists)]
    return np.select(reasons, [OTHER_SHAPE, NO_SUCH_TIME, TYPED_BREAK, OTHER_STYLE], OWN)


@dataclass(frozen=True)
class _LineEnds:
    line_end: str
    decided_by: str
    strict: bool


def _own_shape(found: Headers, source: Source) -> str:
    """Return the shape of the first line if it is a header and not rare, else the commonest."""
    usable = [is_usable(shape) for shape in found.shapes]
    counts = np.bincount(found.shape, minlength=len(usable)) * np.array(usable, dtype=np.int64)
    if not counts.any():
        raise refuse_no_export(source.name, source.text.count("\n") + 1)
    first = found.shape[0]
    opens = not source.text[: found.starts[0]].strip("\ufeff\r\n ")
    if opens and counts[first] * 10 >= counts.max():
        return found.shapes[first]
    return found.shapes[int(np.argmax(counts))]


def is_usable(shape: str) -> bool:
    """Say whether a shape can be a file's own: a bracket, a dash, or one that is listed."""
    return shape in _listed() or (shape[-1] in "]-\u2013" and (shape[0] == "[") == (shape[-1] == "]"))


@cache
def _listed() -> dict[str, tuple[str, str]]:
    """Return id and platform of each shape in ``headers.toml``."""
    rows = ((row, find_headers(row["example"]).shapes[0]) for row in facts()["header"])
    return {shape: (row["id"], row["platform"]) for row, shape in reversed([*rows])}


def _known_as(shape: str, source: Source) -> tuple[str, str]:
    if _is_web(shape, source):
        return "W1", "web"
    if shape in _listed():
        known_as, platform = _listed()[shape]
        return ("I4", "ios") if platform == "web" else (known_as, platform)
    return "other", "ios" if shape[0] == "[" else "android"


def _is_web(shape: str, source: Source) -> bool:
    text = source.text
    if shape != "[d/d/d, 0:0:0 p]" or any(
        sign in text for sign in ("\r\n[", "\n\u200e[", ": \u200e", "\u202fAM]", "\u202fPM]")
    ):
        return False
    return source.name.lower() == "chat.txt" or bool(_WEB_WORDS.search(text))


def _line_ends(text: str, found: Headers, own: Integers, platform: str) -> _LineEnds:
    later = own[found.starts[own] > 0]
    after = int(found.after_crlf[later].sum())
    breaks, crlf, final = found.ends_in.breaks, found.ends_in.crlf, text.endswith("\r\n")
    words = f"{after:,} of {len(later):,} headers follow CRLF"
    if not crlf or (after + final) * 2 < len(later) + (breaks > 0):
        return _LineEnds("LF", words, strict=False)
    typed, typed_crlf = breaks - len(later) - text.endswith("\n"), crlf - after - final
    if typed_crlf:
        typed_crlf -= _inside_polls(text)
    if platform != "ios" or (typed_crlf > 0 and typed_crlf * 4 >= typed):
        return _LineEnds("CRLF", words + ", and typed breaks may be CRLF too: saved again by an editor", strict=False)
    return _LineEnds("CRLF", words + "; a typed break is LF", strict=True)


def _inside_polls(text: str) -> int:
    """Count the CRLFs inside polls: the only ones that an iPhone writes within a message."""
    return len(re.findall(r"\u200e[^\W\d_]{3,15}:\r\n|\r\n\u200e[^\W\d_]{3,15}: ", text))


def _rare_style(headers: Headers, own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which own headers are in a style that hardly any other shares."""
    total = int(own.sum())
    if total < _STYLES_FROM:
        return np.zeros(len(own), dtype=bool)
    counts = np.bincount(headers.style[own], minlength=len(headers.styles))
    rare = counts[headers.style] < _RARE_STYLE * total
    padding = np.array([date.padding for date in headers.dates], dtype=np.int64)[headers.date]
    for part in padding.T:  # day, month or year, as written
        for sign in (-1, 1):
            alike, against = int((part[own] == sign).sum()), int((part[own] == -sign).sum())
            if alike < _RARE_STYLE * (alike + against):
                rare |= part == sign
    return rare & own


def _order(text: str, found: Headers, own: Integers, *, told: str | None, is_web: bool) -> orders.Order:
    counts = np.bincount(found.date[own], minlength=len(found.dates))
    used = np.flatnonzero(counts)
    dates = [found.dates[i] for i in used]

    def named() -> list[tuple[int, date]]:
        """Return the days in names of attachments, with the date of the message that each stands in."""
        starts, days = found.starts[own], orders.named_days(text)
        codes = np.searchsorted(used, found.date[own])
        return [(int(codes[np.searchsorted(starts, at, side="right") - 1]), day) for at, day in days if at > starts[0]]

    return orders.decide(dates, counts[used], named=named, is_web=is_web, told=told)


def _refuse_unknown_words(shape: str, seconds: Integers) -> None:
    """Refuse a clock whose hours never pass twelve and that carries a word which may be a day period."""
    words = set(re.findall(r"[^\W\d_]+", shape)) - {"d", "yyyy", "p", "h"}
    known = {part for word in (*facts()["periods"]["between"], *periods()) for part in re.findall(r"[^\W\d_]+", word)}
    if words - known - set("年月日년월일") and (seconds < 13 * 3600).all():
        raise DialectError(
            f"The times carry a word that is not known, “{min(words - known)}”: it may mean morning or afternoon; set the"
            " phone to a 24-hour clock and export the chat again."
        )


def _calendar(found: Headers, own: Integers, order: str) -> dict[str, str]:
    """Refuse dates of a calendar that is not read; say so when years were converted."""
    counts = np.bincount(found.date[own], minlength=len(found.dates))
    dates = [found.dates[i] for i in np.flatnonzero(counts)]
    counts = counts[counts > 0]
    strange = np.array([not orders.is_plausible(each, order) for each in dates])
    if counts[strange].sum() * 2 > counts.sum():
        raise DialectError(orders.name_calendar(dates[int(np.argmax(strange))]))
    converted = next((each for each in dates if orders.is_converted(each)), None)
    if converted is None:
        return {}
    year = converted.parts[converted.year]
    return {"calendar": f"years such as {year} are of another calendar; {year} was read as {orders.year_of(converted)}"}
