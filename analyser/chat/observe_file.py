"""Checks on the file and its lines: I1, I2, I10, I11, I12, and what could not be read.

*Header-looking lines inside a message* (I11) are those that the dialect held back, and the two forms that people copy
from a screen, which no export uses as a header. A line of another shape counts only when it looks like a whole
header, with a sender: a date that somebody typed at the start of a line is words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat.calendars import YEARS
from analyser.chat.date_order import IN_WORDS
from analyser.chat.fields import WORDS
from analyser.chat.grammar import MARKS, pattern
from analyser.chat.held_back import NO_SUCH_TIME, OTHER_SHAPE, OTHER_STYLE, OWN, TIME_RANGE, TYPED_BREAK
from analyser.chat.notices import read_notice
from analyser.chat.observed import Observation
from analyser.chat.source import line_starts
from analyser.chat.wording import count, ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyser.chat.headers import Integers
    from analyser.chat.observed import Read

_MOST = 20  # names or places listed
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}"
_PASTED = re.compile(rf"[{MARKS}]*\[(?:{_DAY}, {_CLOCK}|{_CLOCK}, {_DAY}[./-]\d{{1,4}})\] [^\n:]{{1,60}}: ")
_PASTED_FROM_EXPORT = re.compile(rf"{_DAY}[./-]\d{{1,4}},? {_CLOCK} - [^\n:]{{1,60}}: ")
_PASTED_FROM_PHONE = re.compile(rf"[{MARKS}]*\[{_DAY}, {_CLOCK}\] [^\n:]{{1,60}}: ")
_WHY = {
    OTHER_SHAPE: "in the style of another phone",
    OTHER_STYLE: "spaced or padded unlike the others",
    TYPED_BREAK: "after a typed line break",
    TIME_RANGE: "with a second time after it, as in a timetable",
    NO_SUCH_TIME: "with a date or time that does not exist",
}


def observe_file(read: Read) -> Iterator[Observation]:
    """Yield what the file and its lines show."""
    for check in (
        _identity,
        _preamble,
        _undecodable,
        _other_chats,
        _order_assumed,
        _strange_years,
        _other_styles,
        _saved_again,
        _quoted,
        _not_supplied,
        _own_words,
        _joined_names,
    ):
        yield from check(read)


def _identity(read: Read) -> Iterator[Observation]:
    source = read.source
    inside = f", holding “{source.name}”" if source.archive_name else ""
    yield Observation(
        "I1",
        f"“{source.archive_name or source.name}”{inside}: {len(source.raw):,} bytes of text; SHA-256 as received"
        f" {source.sha256}.",
    )


def _preamble(read: Read) -> Iterator[Observation]:
    before = int(read.lines[0]) - 1
    if before:
        words = f"Before the first message: {count(before, 'line')} without a date."
        yield Observation("preamble", words, before, ranges(range(1, before + 1)))


def _undecodable(read: Read) -> Iterator[Observation]:
    bad = read.source.undecodable
    if bad:
        listed = "; ".join(f"{each.data[:8].hex(' ').upper()} at byte {each.offset:,}" for each in bad[:_MOST])
        more = f"; and {len(bad) - _MOST:,} more places" if len(bad) > _MOST else ""
        total = sum(len(each.data) for each in bad)
        lines = np.searchsorted(line_starts(read.source), [each.offset for each in bad], side="right")
        words = f"Not in the encoding {read.source.encoding}: {count(total, 'byte')}, in hex {listed}{more}."
        yield Observation("undecodable", words, total, ranges(lines))


def _other_chats(read: Read) -> Iterator[Observation]:
    others = read.source.other_chats
    if others:
        names = ", ".join(f"“{name}”" for name in others[:_MOST])
        yield Observation(
            "chats", f"Not read: {count(len(others), 'further chat')} in the archive, {names}.", len(others)
        )


def _order_assumed(read: Read) -> Iterator[Observation]:
    if read.dialect.needs_asking:
        other, read_as = "; ".join(read.dialect.alternatives.values()), IN_WORDS[read.dialect.date_order]
        words = f"Hardly anything in the file tells which number is the day. It was read {read_as}; {other}."
        yield Observation("date order", words, len(read.lines))


def _strange_years(read: Read) -> Iterator[Observation]:
    first, last = (np.datetime64(f"{year}-01-01", "s").astype(np.int64) for year in YEARS)
    strange = (read.seconds < first) | (read.seconds >= last)
    if strange.any():
        total = int(strange.sum())
        words = f"Before {YEARS[0]} or from {YEARS[1]} on, when no export was made: {count(total, 'date')}."
        yield Observation("years", words, total, ranges(read.lines[strange]))


def _other_styles(read: Read) -> Iterator[Observation]:
    where = _held(read, OTHER_SHAPE, OTHER_STYLE)
    if len(where):
        own = count(int((read.reasons == OWN).sum()), "line")
        words = f"Like “{read.dialect.header}”: {own}; like the header of another phone: {len(where):,}."
        yield Observation("I2", words, len(where), ranges(read.headers.lines[where]))


def _saved_again(read: Read) -> Iterator[Observation]:
    source, dialect, ends = read.source, read.dialect, read.headers.ends_in
    ios, mark = dialect.platform == "ios", "\ufeff".encode()
    signs = {
        f"the encoding is {source.encoding}": source.encoding != "utf-8",
        "it begins with a byte-order mark": source.raw.startswith(mark),
        "it holds byte-order marks inside": source.encoding == "utf-8" and source.raw.find(mark, 1) > 0,
        f"{ends.crlf:,} of {ends.breaks:,} lines end in CRLF": not ios and ends.crlf > 0,
        dialect.decided_by["line ending"]: ios and ends.crlf > 0 and not dialect.strict,
        "no line ends in CRLF, as iPhones write it": ios and not ends.crlf and ends.breaks > 0,
        "its lines are as copied from the screen of WhatsApp Web, not exported": dialect.id == "C1",
        "the last line has no line end": not source.text.endswith("\n") and ends.breaks > 0,
    }
    seen = [sign for sign, there in signs.items() if there]
    if seen:
        yield Observation("I10", f"Not as a phone writes it: {'; '.join(seen)}.", len(seen))


def _quoted(read: Read) -> Iterator[Observation]:
    held = {words: read.headers.lines[_held(read, reason)].tolist() for reason, words in _WHY.items()}
    held["as copied from a screen"] = _pasted_lines(read)
    lines = [line for each in held.values() for line in each]
    if lines:
        why = ", ".join(f"{len(each):,} {words}" for words, each in held.items() if each)
        words = f"Like the start of a message, but inside one: {count(len(lines), 'line')} ({why})."
        yield Observation("I11", words, len(lines), ranges(lines))


def _not_supplied(read: Read) -> Iterator[Observation]:
    supplied = {name.rsplit("/", 1)[-1] for name in read.source.members}
    media = {i: body.attachment for i, body in read.pieces.special.items() if body.kind == "media" or body.attachment}
    missing = [i for i, name in media.items() if name not in supplied]
    if missing:
        named = sum(media[i] is not None for i in missing)
        words = f"Named or left out, and not in what was received: {len(missing):,} media ({named:,} by file name)."
        yield Observation("I12", words, len(missing), ranges(read.lines[missing]))


def _own_words(read: Read) -> Iterator[Observation]:
    unknown = [i for i, notice in read.pieces.notices.items() if notice is None]
    if unknown:
        words = f"Without a sender, in words that are not known: {count(len(unknown), 'line')}."
        yield Observation("notices", words, len(unknown), ranges(read.lines[unknown]))
    doubtful = read.pieces.doubtful
    if doubtful:
        words = f"With WhatsApp's own mark first, in words that are not known: {count(len(doubtful), 'message')}."
        yield Observation("marked", words, len(doubtful), ranges(read.lines[doubtful]))


def _joined_names(read: Read) -> Iterator[Observation]:
    names = {f"{head}: {second}" for head, seconds in read.pieces.joined.items() for second in seconds}
    if names:
        numbers = [number for number, name in enumerate(read.pieces.names) if name in names]
        rows = np.isin(read.pieces.who, numbers)
        rows[[row for row in read.pieces.notices if read.pieces.bodies[row].startswith(tuple(names))]] = True
        words = f"Put together from parts, because they hold a colon: {count(len(names), 'name')}."
        yield Observation("names", words, len(names), ranges(read.lines[rows]))
    apart = read.pieces.apart
    if apart:
        words = f"By somebody whose name may go on after a colon, or not: {count(len(apart), 'message')}."
        yield Observation("names-question", words, len(apart), ranges(read.lines[apart]))


def _held(read: Read, *reasons: int) -> Integers:
    """Return the places in ``headers`` of held-back lines that look like a whole header, inside some message."""
    headers, first = read.headers, int(np.argmax(read.reasons == OWN))
    kept = [
        i
        for i in np.flatnonzero(np.isin(read.reasons, reasons)).tolist()
        if i > first and (read.reasons[i] != OTHER_SHAPE or _goes_on(read.source.text, headers.ends[i]))
    ]
    return np.array(kept, dtype=np.int64)


def _goes_on(text: str, start: int) -> bool:
    """Say whether what follows a date and a time is a sender or a notice, as after a header."""
    return _has_sender(text, start) or read_notice(text[start : start + 300].partition("\n")[0]) is not None


def _has_sender(text: str, start: int) -> bool:
    return ": " in text[start : start + 80].partition("\n")[0]


def _pasted_lines(read: Read) -> list[int]:
    """Return the lines that people copied from a screen, at the start of a message or of a line in it."""
    if read.dialect.id == "C1":  # in which lines of an export are no headers
        return [line for line, words in enumerate(read.source.text.split("\n"), 1) if _is_pasted_in_copy(words)]
    bodies = read.pieces.bodies
    whole = [row for row, body in enumerate(bodies) if body[:1].isdigit() and _PASTED_FROM_EXPORT.match(body)]
    return [int(read.lines[row]) for row in whole] + [
        int(read.lines[row]) + further
        for row in [row for row, body in enumerate(bodies) if "[" in body]
        for further, line in enumerate(bodies[row].split("\n"))
        if "[" in line[:9] and _PASTED.match(line)
    ]


def _is_pasted_in_copy(line: str) -> bool:
    header = pattern("", *WORDS.fields).match(line)
    return (header is not None and _has_sender(line, header.end())) or _PASTED_FROM_PHONE.match(line) is not None
