"""Checks on the course of the chat: I3 to I9 and I15.

All of them read the messages in file order, which is not time order: most real exports run backwards somewhere. A
step back counts from one minute. *Silent* is measured against the group's own rhythm (ten times the gap that nine in
ten of its active days stay under, and three weeks at least), and school holidays in England do not count; their dates
are rounded, so a gap may be counted a few days long or short.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat.notices import each_of, plain_words
from analyser.chat.observed import Observation
from analyser.chat.senders import by_sender, clean
from analyser.chat.wording import count, day, ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyser.chat.headers import Integers
    from analyser.chat.notices import Notice
    from analyser.chat.observed import Read

_CAPS = {"media": 10_000, "no media": 40_000, "web": 100_000}  # WhatsApp's own help pages; the last as of 2026
_NEAR_CAP = 0.005
_HOLIDAYS = ((720, 905), (1219, 1231), (101, 105), (1024, 1101), (212, 220), (401, 416), (525, 602))  # month and day
_SILENT_DAYS, _TIMES_RHYTHM, _DAYS_FOR_RHYTHM = 21, 10, 10
_EXCURSION = 49  # messages; a longer run back in time is not a paste
_LEAP = 5  # messages; a longer run that time then falls back from is a clock that was changed
_MIXED = np.array([1, 1_000_003, 998_244_353])  # to make one number of three; equal ones are equal but for chance
_BLOCK = 3  # messages in the shortest block that is compared


def observe_course(read: Read) -> Iterator[Observation]:
    """Yield what the course of the chat shows."""
    for check in (
        _backwards,
        _may_be_pasted,
        _gaps,
        _numbers_changed,
        _names_alike,
        _one_name,
        _taken_back,
        _near_cap,
        _said_to_be_cut,
        _start,
        _outside_membership,
        _blocks_twice,
    ):
        yield from check(read)


def _steps_back(read: Read) -> Integers:
    """Return the messages before which time runs backwards by more than a minute."""
    return np.flatnonzero(np.diff(read.seconds) < -60) + 1


def _backwards(read: Read) -> Iterator[Observation]:
    back = _steps_back(read)
    if len(back):
        most = _in_words(timedelta(seconds=int(-np.diff(read.seconds).min())))
        words = f"Time runs backwards by more than a minute: {count(len(back), 'time')}, at most by {most}."
        yield Observation("I3", words, len(back), ranges(read.lines[back]))


def _may_be_pasted(read: Read) -> Iterator[Observation]:
    """Ask about short runs out of step where only the order of lines could tell a pasted header from a real one."""
    if read.dialect.strict:
        return
    notices = read.pieces.notices
    steps = [start for start in _steps_back(read).tolist() if not all(row in notices for row in range(start))]
    away = sorted({row for start in steps for row in _out_of_step(read.seconds, start)})
    if away:
        words = f"Out of step with the time around them, in the file's own style: {count(len(away), 'message')}."
        yield Observation("I11-question", words, len(away), ranges(read.lines[away]))


def _out_of_step(seconds: Integers, start: int) -> range:
    """Return the shorter of what is behind from ``start`` on and what is ahead before it; nothing if both are long."""
    ahead = np.flatnonzero(seconds[start : start + _EXCURSION + 1] >= seconds[start - 1])
    behind = range(start, start + int(ahead[0])) if len(ahead) else range(0)
    level = np.flatnonzero(seconds[max(start - _LEAP - 1, 0) : start][::-1] <= seconds[start])
    if len(level) and (not behind or int(level[0]) < len(behind)):
        return range(start - int(level[0]), start)
    return behind


def _gaps(read: Read) -> Iterator[Observation]:
    active, first = np.unique(read.seconds // 86_400, return_index=True)
    gaps = np.diff(active)
    if len(gaps) < _DAYS_FOR_RHYTHM:
        return
    limit = max(_SILENT_DAYS, _TIMES_RHYTHM * float(np.quantile(gaps, 0.9)))
    silent = [i for i in np.flatnonzero(gaps > limit).tolist() if _term_days(active[i], active[i + 1]) > limit]
    if silent:
        longest = max(silent, key=lambda i: gaps[i])
        start, stop = active[longest : longest + 2].astype("datetime64[D]")
        words = (
            f"Silent for more than {limit:.0f} days outside school holidays: {count(len(silent), 'time')}; the longest"
            f" from {day(start)} to {day(stop)}."
        )
        yield Observation("I4", words, len(silent), ranges(read.lines[first[[i + 1 for i in silent]]]))


def _term_days(start: int, stop: int) -> int:
    """Count the days between two days (from 1970) that are in no school holiday."""
    days = np.arange(start + 1, stop).astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    code = (month.astype(np.int64) % 12 + 1) * 100 + (days - month).astype(np.int64) + 1
    free = np.zeros(len(code), dtype=bool)
    for begins, ends in _HOLIDAYS:
        free |= (code >= begins) & (code <= ends)
    return int((~free).sum())


def _numbers_changed(read: Read) -> Iterator[Observation]:
    changes = read.noticed("number")
    if changes:
        words = f"Notices that somebody changed their number: {len(changes):,}."
        yield Observation("I5", words, len(changes), ranges(read.lines[changes]))


def _names_alike(read: Read) -> Iterator[Observation]:
    first = {clean(read.pieces.names[number]): row for number, row in reversed(_first_rows(read).items())}
    keys = Counter(map(_key, first))
    alike = [row for name, row in first.items() if keys[_key(name)] > 1]
    if alike:
        words = f"Senders who differ from another only in case, accents, spaces or hyphens: {len(alike):,}."
        yield Observation("I5", words, len(alike), ranges(read.lines[alike]))


def _one_name(read: Read) -> Iterator[Observation]:
    """Yield the names that a contact and somebody in no contacts share: only ``sender_raw`` tells them apart."""
    first = {read.pieces.names[number]: row for number, row in _first_rows(read).items()}
    saved = {clean(name) for name in first if "~" not in name[:3]} - {""}
    shared = [row for name, row in first.items() if "~" in name[:3] and clean(name) in saved]
    if shared:
        words = f"Names that stand both with “~”, as of nobody in the contacts, and without it: {len(shared):,}."
        yield Observation("I5-one-name", words, len(shared), ranges(read.lines[shared]))


def _first_rows(read: Read) -> dict[int, int]:
    """Return for the number of each sender the first message that they wrote."""
    wrote = np.delete(np.arange(len(read.lines)), list(read.pieces.notices))
    first = np.full(len(read.pieces.names), -1, dtype=np.int64)
    first[read.pieces.who[wrote][::-1]] = wrote[::-1]  # of several rows the last one written stays: the first of each
    numbers = np.flatnonzero(first >= 0)
    return dict(zip(numbers.tolist(), first[numbers].tolist(), strict=True))


def _key(name: str) -> str:
    """Return a sender without case, accents, spaces and hyphens, so that ways to write one name meet."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if unicodedata.category(c)[0] not in "MZPC") or name


def _taken_back(read: Read) -> Iterator[Observation]:
    deleted = [i for i, body in read.pieces.special.items() if body.kind == "deleted"]
    for mark, which in (("deleted", deleted), ("edited", np.flatnonzero(read.pieces.edited).tolist())):
        if which:
            days = Counter((read.seconds[which] // 86_400).tolist())
            busiest, most = days.most_common(1)[0]
            words = (
                f"Marked as {mark}: {count(len(which), 'message')} on {count(len(days), 'day')}; most on"
                f" {day(np.datetime64(busiest, 'D'))} ({most:,})."
            )
            yield Observation("I6", words, len(which), ranges(read.lines[which]))


def _near_cap(read: Read) -> Iterator[Observation]:
    total = len(read.lines)
    attached = bool(read.source.members) and any(body.attachment for body in read.pieces.special.values())
    cap = _CAPS["web" if read.dialect.platform == "web" else "media" if attached else "no media"]
    if abs(total - cap) <= _NEAR_CAP * cap:
        yield Observation("I7", f"The file holds {total:,} messages; WhatsApp exports at most about {cap:,}.", total)


def _said_to_be_cut(read: Read) -> Iterator[Observation]:
    """Yield what WhatsApp Web says itself, in an undated line at the top."""
    before = int(read.lines[0]) - 1
    top = read.source.text.split("\n", before)[:before]
    said = [line for line, words in enumerate(top, 1) if "earlier messages may not be available" in words]
    if said:
        yield Observation(
            "I7", "The file says itself that some earlier messages may not be available.", 1, ranges(said)
        )


def _start(read: Read) -> Iterator[Observation]:
    opening = [read.pieces.notices[i] for i in range(3) if i in read.pieces.notices]
    if not any(notice is None or notice.family in {"encryption", "created"} for notice in opening):
        words = "The chat does not begin with the notice of its creation or encryption."
        yield Observation("I8", words, 1, str(read.lines[0]))


def _outside_membership(read: Read) -> Iterator[Observation]:
    """Yield the messages of people whom the notices, in file order, show outside the group."""
    moves: dict[str, list[tuple[int, bool]]] = {}
    known = {plain_words(name) for name in read.pieces.names}
    for row in read.noticed("added", "joined", "removed", "left"):
        for person, comes in _moves(read.pieces.notices[row], known):
            moves.setdefault(person, []).append((row, comes))
    outside: list[int] = []
    for number, rows in _rows_by_sender(read):
        own = moves.get(plain_words(read.pieces.names[number]))
        if own:
            after = np.searchsorted([row for row, _ in own], rows)
            inside = np.array([not own[0][1], *(now for _, now in own)])[after]
            outside.extend(rows[~inside].tolist())
    if outside:
        words = f"From people whom the notices show outside the group at the time: {count(len(outside), 'message')}."
        yield Observation("I9", words, len(outside), ranges(read.lines[outside]))


def _moves(notice: Notice | None, known: set[str]) -> list[tuple[str, bool]]:
    """Return who came in (True) or went out (False) by a notice, given the senders who are ``known``.

    “A and B” may be one contact. It is, if there is such a sender; people go one by one, so there it is two only if
    both have written.
    """
    if notice is None:
        return []
    comes, people = notice.family in {"added", "joined"}, notice.other or notice.actor
    names = each_of(people)
    is_one = people in known or not (comes or known.issuperset(names))
    return [(name, comes) for name in ([people] if is_one else names)]


def _rows_by_sender(read: Read) -> Iterator[tuple[int, Integers]]:
    """Yield the number of each sender with the messages that they wrote, in file order."""
    return by_sender(read.pieces.who, np.delete(np.arange(len(read.lines)), list(read.pieces.notices)))


def _blocks_twice(read: Read) -> Iterator[Observation]:
    bodies = np.fromiter(map(hash, read.pieces.bodies), dtype=np.int64)
    codes = np.stack([bodies, read.seconds, read.pieces.who], axis=1) @ _MIXED
    if len(codes) < 2 * _BLOCK:
        return
    windows = np.lib.stride_tricks.sliding_window_view(codes, _BLOCK)
    mixed = windows @ _MIXED
    ordered = np.sort(mixed)
    if not (ordered[1:] == ordered[:-1]).any():  # as nearly always
        return
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    varied = (windows != windows[:, :1]).any(axis=1)
    again = np.flatnonzero(varied & (np.arange(len(windows)) - first[which] >= _BLOCK))
    if len(again):
        blocks = 1 + int((np.diff(again) > 1).sum())
        words = f"The same {_BLOCK} or more messages again, to the letter: {count(blocks, 'block')}."
        yield Observation("I15", words, blocks, ranges(read.lines[np.unique(again[:, None] + np.arange(_BLOCK))]))


def _in_words(span: timedelta) -> str:
    if span.days:
        return count(span.days, "day")
    hours, minutes = divmod(span.seconds // 60, 60)
    return count(hours, "hour") if hours else count(minutes, "minute")
