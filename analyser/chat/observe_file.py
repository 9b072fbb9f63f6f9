"""Checks on the file and its lines: I1, I2, I10, I11, I12, and what could not be read.

*Header-looking lines inside a message* (I11) are those that the dialect held back, and the two forms that people copy from
a screen, which no export uses as a header. A line of another shape counts only when it looks like a whole header, with
a sender: a date that somebody typed at the start of a line is words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat import date_order as orders
from analyser.chat.dialect import NO_SUCH_TIME, OTHER_SHAPE, OTHER_STYLE, OWN, TYPED_BREAK, is_usable
from analyser.chat.headers import MARKS
from analyser.chat.observed import Observation, count, ranges
from analyser.chat.source import line_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyser.chat.headers import Integers
    from analyser.chat.observed import Read

_CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_PASTED = re.compile(
    rf"^[{MARKS}]*\[(?:\d{{1,2}}[./-]\d{{1,2}}, {_CLOCK}|{_CLOCK}, \d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}})\] [^\n:]{{1,60}}: ",
    re.MULTILINE,
)
_WHY = {
    OTHER_SHAPE: "in the style of another phone",
    OTHER_STYLE: "spaced or padded unlike the others",
    TYPED_BREAK: "after a typed line break",
    NO_SUCH_TIME: "with a date or time that does not exist",
}


def observe_file(read: Read) -> Iterator[Observation]:
    """Yield what the file and its lines show."""
    yield _identity(read)
    yield from _preamble(read)
    yield from _undecodable(read)
    yield from _other_chats(read)
    yield from _date_order(read)
    yield from _other_styles(read)
    yield from _saved_again(read)
    yield from _quoted(read)
    yield from _not_supplied(read)
    yield from _own_words(read)


def _identity(read: Read) -> Observation:
    source = read.source
    name = source.archive_name or source.name
    inside = f", holding “{source.name}”" if source.archive_name else ""
    size = f"{len(source.raw):,} bytes of text"
    return Observation("I1", f"“{name}”{inside}: {size}; SHA-256 as received {source.sha256}.")


def _preamble(read: Read) -> Iterator[Observation]:
    before = int(read.messages["first_line"].iloc[0]) - 1
    if before:
        verb = "stands" if before == 1 else "stand"
        yield Observation(
            "preamble",
            f"{count(before, 'line')} without a date {verb} before the first message.",
            before,
            ranges(range(1, before + 1)),
        )


def _undecodable(read: Read) -> Iterator[Observation]:
    bad = read.source.undecodable
    if bad:
        listed = ", ".join(f"{each.data[:8].hex(' ').upper()} at byte {each.offset:,}" for each in bad[:_MOST])
        more = f" and {len(bad) - _MOST:,} more places" if len(bad) > _MOST else ""
        total = sum(len(each.data) for each in bad)
        lines = np.searchsorted(line_starts(read.source), [each.offset for each in bad], side="right")
        yield Observation(
            "undecodable", f"{count(total, 'byte')} could not be decoded: {listed}{more}.", total, ranges(lines)
        )


def _other_chats(read: Read) -> Iterator[Observation]:
    others = read.source.other_chats
    if others:
        names = ", ".join(f"“{name}”" for name in others[:_MOST])
        yield Observation("chats", f"The archive holds {count(len(others), 'further chat')}: {names}.", len(others))


def _date_order(read: Read) -> Iterator[Observation]:
    dialect = read.dialect
    if dialect.needs_asking:
        other = "; ".join(dialect.alternatives.values())
        yield Observation(
            "date order", f"Nothing in the file decides which number is the day; {other}.", len(read.messages)
        )
    years = read.messages["sent_at"].dt.year
    far = (years < orders.FIRST_YEAR) | (years > orders.LAST_YEAR)
    if far.any():
        lines = read.messages["first_line"][far]
        yield Observation(
            "years",
            f"{count(len(lines), 'message')} carry a year before {orders.FIRST_YEAR} or after {orders.LAST_YEAR}.",
            len(lines),
            ranges(lines),
        )


def _other_styles(read: Read) -> Iterator[Observation]:
    where = _held(read, OTHER_SHAPE, OTHER_STYLE)
    if len(where):
        own = int((read.reasons == OWN).sum())
        yield Observation(
            "I2",
            f"{count(own, 'line')} begin like “{read.dialect.header}”; {count(len(where), 'other')} look like the start of a"
            " message in another style.",
            len(where),
            ranges(read.headers.lines[where]),
        )


def _saved_again(read: Read) -> Iterator[Observation]:
    text, dialect = read.source.text, read.dialect
    crlf, breaks = text.count("\r\n"), text.count("\n")
    signs = {
        f"the encoding is {read.source.encoding}": read.source.encoding != "utf-8",
        "it begins with a byte-order mark": text.startswith("\ufeff") and read.source.encoding == "utf-8",
        "it holds byte-order marks inside": text.find("\ufeff", 1) > 0,
        "all lines end in CRLF": dialect.platform != "ios" and 0 < crlf == breaks,
        f"{crlf:,} of {breaks:,} lines end in CRLF": dialect.platform != "ios" and 0 < crlf < breaks,
        f"{dialect.decided_by['line ending']}": dialect.platform == "ios" and 0 < crlf and not dialect.strict,
        "no line ends in CRLF, as iPhones write it": dialect.platform == "ios" and not crlf and breaks > 0,
        "the last line has no line end": not text.endswith("\n") and breaks > 0,
    }
    seen = [sign for sign, there in signs.items() if there]
    if seen:
        yield Observation("I10", f"Not as a phone writes it: {'; '.join(seen)}.", len(seen))


def _quoted(read: Read) -> Iterator[Observation]:
    lines, reasons = [], []
    for reason, words in _WHY.items():
        where = _held(read, reason)
        if len(where):
            lines.extend(read.headers.lines[where].tolist())
            reasons.append(f"{len(where):,} {words}")
    pasted = _pasted_lines(read)
    if pasted:
        lines.extend(pasted)
        reasons.append(f"{len(pasted):,} as copied from a screen")
    if lines:
        verb = "line inside a message looks" if len(lines) == 1 else "lines inside messages look"
        yield Observation(
            "I11",
            f"{len(lines):,} {verb} like the start of a message: {', '.join(reasons)}.",
            len(lines),
            ranges(lines),
        )


def _not_supplied(read: Read) -> Iterator[Observation]:
    supplied = {name.rsplit("/", 1)[-1] for name in read.source.members}
    messages = read.messages
    media = messages["kind"].isin(["media", "contact"])
    missing = media & ~messages["attachment"].isin(supplied)
    if missing.any():
        named = int(messages["attachment"][missing].notna().sum())
        total = int(missing.sum())
        lines = messages["first_line"][missing]
        yield Observation(
            "I12",
            f"{count(total, 'message')} stand for media or contacts that are not in what was received; {named:,} give a file's name.",
            total,
            ranges(lines),
        )


def _own_words(read: Read) -> Iterator[Observation]:
    first_line, pieces = read.messages["first_line"].to_numpy(), read.pieces
    unknown = [i for i, notice in pieces.notices.items() if notice is None]
    if unknown:
        yield Observation(
            "notices",
            f"{count(len(unknown), 'line')} without a sender are in words that are not known.",
            len(unknown),
            ranges(first_line[unknown]),
        )
    if pieces.doubtful:
        yield Observation(
            "marked",
            f"{count(len(pieces.doubtful), 'message')} begin with WhatsApp's own mark, in words that are not known.",
            len(pieces.doubtful),
            ranges(first_line[pieces.doubtful]),
        )
    if pieces.names:
        joined = {f"{head}: {each}" for head, seconds in pieces.names.items() for each in seconds}
        lines = first_line[np.flatnonzero(np.isin(np.array(pieces.raw, dtype=object), list(joined)))]
        yield Observation(
            "names", f"{count(len(joined), 'name')} that hold a colon were put together.", len(joined), ranges(lines)
        )


def _held(read: Read, *reasons: int) -> Integers:
    """Return the places in ``headers`` of held-back lines that look like a whole header, inside some message."""
    headers, first = read.headers, int(np.argmax(read.reasons == OWN))
    kept = [
        i
        for i in np.flatnonzero(np.isin(read.reasons, reasons)).tolist()
        if i > first and (is_usable(headers.shapes[headers.shape[i]]) or _has_sender(headers.after[i]))
    ]
    return np.array(kept, dtype=np.int64)


def _has_sender(words: str) -> bool:
    return ": " in words[:80].partition("\n")[0]


def _pasted_lines(read: Read) -> list[int]:
    """Return the lines that people copied from a screen, at the start of a message or of a line in it."""
    first_line = read.messages["first_line"].to_numpy()
    return [
        int(first_line[i]) + body.count("\n", 0, match.start())
        for i, body in enumerate(read.pieces.bodies)
        if "[" in body
        for match in _PASTED.finditer(body)
    ]


_MOST = 20
