"""Decide which header-looking lines start a message, and which are held back as words of the message before.

Only lines of the file's own shape count. Among these:

* iPhones end a message with CRLF, and a line break that a person types is a bare LF. So where most headers follow
  CRLF, a header after a bare LF is a quoted line. The test is off where typed breaks are CRLF as well: an editor has
  saved the file again, and its line ends say nothing. It is off on Android, which never writes CRLF.
* A **style** (padding, spaces, case) that fewer than one header in fifty shows, in a file of a hundred or more, was
  pasted: one phone writes one style. Smaller files, and files that mix styles, are often edited by hand, and are not
  held to it.
* A date or a time that does not exist starts nothing; nor does a time that a second one follows, with no sender after
  it (``05/07/2025, 18:00 - 19:30 Parents' evening``).

Each costs a true header only in a file edited by hand; what is held back is listed, never dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat.calendars import days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyser.chat.dialect import Dialect
    from analyser.chat.headers import Headers, Integers

OWN, OTHER_SHAPE, OTHER_STYLE, TYPED_BREAK, NO_SUCH_TIME, TIME_RANGE = range(6)
_TIME_ALONE = re.compile(r"\d\d?[:.]\d\d(?![\d:.])(?!.{0,80}: )")
_RARE, _FROM = 0.02, 100
_POLL_LINE = re.compile(r"\u200e[^\W\d_]{3,15}:( |\r\n)")


@dataclass(frozen=True)
class MessageEnds:
    """What ends a message, how that was decided, and whether a header counts only after it."""

    line_end: str
    decided_by: str
    strict: bool = False


def message_ends(text: str, found: Headers, own: Integers, *, platform: str) -> MessageEnds:
    """Decide from the lines of the file's own shape (positions ``own`` in ``found``) what ends a message."""
    later = own[found.starts[own] > 0]
    after, final = int(found.after_crlf[later].sum()), text.endswith("\r\n")
    breaks, crlf = found.ends_in.breaks, found.ends_in.crlf
    words = f"{after:,} of {len(later):,} headers follow CRLF"
    if not crlf or (after + final) * 2 < len(later) + (breaks > 0):
        return MessageEnds("LF", words)
    typed, typed_crlf = breaks - len(later) - text.endswith("\n"), crlf - after - final
    if typed_crlf:
        typed_crlf -= _inside_polls(text)
    if platform != "ios" or (typed_crlf > 0 and typed_crlf * 4 >= typed):
        return MessageEnds("CRLF", f"{words}, and typed breaks may be CRLF too: saved again by an editor")
    return MessageEnds("CRLF", f"{words}; a typed break is LF", strict=True)


def _inside_polls(text: str) -> int:
    """Count the CRLFs that iPhones write inside a poll, and nowhere else inside a message."""
    lines = _POLL_LINE.finditer(text)
    return sum(line[1] != " " or text[max(line.start() - 2, 0) : line.start()] == "\r\n" for line in lines)


def why_held(text: str, headers: Headers, dialect: Dialect) -> Integers:
    """Say for each header-looking line whether it starts a message (OWN), or why it is held back.

    Returns
    -------
    ndarray of int64
        OWN, OTHER_SHAPE, NO_SUCH_TIME, TYPED_BREAK, TIME_RANGE or OTHER_STYLE.
    """
    own = np.array([shape == dialect.shape for shape in headers.shapes], dtype=bool)[headers.shape]
    exists = ~np.isnat(days(headers.dates, dialect.date_order))[headers.date] & (headers.seconds >= 0)
    quotable = np.cumsum(own) > 1  # before the first header there is no message to quote it in
    typed = ~headers.after_crlf & quotable & dialect.strict
    ranged = _before_a_time(text, headers) & quotable
    conditions = [~own, ~exists, typed, ranged, _in_rare_style(headers, own & exists)]
    return np.select(conditions, [OTHER_SHAPE, NO_SUCH_TIME, TYPED_BREAK, TIME_RANGE, OTHER_STYLE], OWN)


def _before_a_time(text: str, headers: Headers) -> NDArray[np.bool_]:
    """Say after which header-looking lines a time follows and no sender."""
    ends = headers.ends.tolist()
    found = np.zeros(len(ends), dtype=bool)
    found[[i for i, end in enumerate(ends) if text[end : end + 1].isdigit() and _TIME_ALONE.match(text, end)]] = True
    return found


def _in_rare_style(headers: Headers, own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which own headers are in a style that hardly any other shares."""
    total = int(own.sum())
    if total < _FROM:
        return np.zeros(len(own), dtype=bool)
    rare = np.bincount(headers.style[own], minlength=len(headers.styles))[headers.style] < _RARE * total
    padding = np.array([date.padding for date in headers.dates], dtype=np.int64)[headers.date]
    for part in padding.T:  # first, second and third number of the date
        for sign in (-1, 1):
            alike, against = int((part[own] == sign).sum()), int((part[own] == -sign).sum())
            if alike < _RARE * (alike + against):
                rare |= part == sign
    return rare & own
