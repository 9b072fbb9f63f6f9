"""Checks on the course of the chat: I3 to I9 and I15.

All of them read the messages in file order, which is not time order: most real exports run backwards somewhere. A step
back counts from one minute. Two gaps are not alike, so *silent* is measured against the group's own rhythm (ten times the
gap that nine in ten of its active days stay under, and three weeks at least), and school holidays in England do not
count; their dates are rounded, so a gap may be counted a few days long or short.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.chat.observed import Observation, count, ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analyser.chat.headers import Integers
    from analyser.chat.notices import Notice
    from analyser.chat.observed import Read

_CAPS = {"media": 10_000, "no media": 40_000, "web": 100_000}  # WhatsApp's own help pages; the last as of 2026
_NEAR_CAP = 0.005
_HOLIDAYS = (
    (20, 7, 5, 9),
    (19, 12, 5, 1),
    (24, 10, 1, 11),
    (12, 2, 20, 2),
    (1, 4, 16, 4),
    (25, 5, 2, 6),
)  # day, month: from, to
_SILENT_DAYS, _TIMES_RHYTHM = 21, 10
_EXCURSION = 49  # messages; a longer run back in time is not a paste
_BLOCK = 3  # messages in the shortest block that is compared


def observe_course(read: Read) -> Iterator[Observation]:
    """Yield what the course of the chat shows."""
    yield from _backwards(read)
    yield from _gaps(read)
    yield from _two_names(read)
    yield from _taken_back(read)
    yield from _near_cap(read)
    yield from _start(read)
    yield from _outside_membership(read)
    yield from _blocks_twice(read)


def _backwards(read: Read) -> Iterator[Observation]:
    seconds = _seconds(read)
    steps = np.diff(seconds)
    back = np.flatnonzero(steps < -60) + 1
    if not len(back):
        return
    first_line = read.messages["first_line"].to_numpy()
    most = timedelta(seconds=int(-steps.min()))
    yield Observation(
        "I3",
        f"Time runs backwards by more than a minute {count(len(back), 'time')}, at most by {_in_words(most)}.",
        len(back),
        ranges(first_line[back]),
    )
    away = (
        [] if read.dialect.strict else [i for start in back.tolist() if start > 2 for i in _excursion(seconds, start)]
    )
    if away:
        yield Observation(
            "I11-question",
            f"{count(len(away), 'message')} step back in time and return soon after; they have the file's own shape.",
            len(away),
            ranges(first_line[away]),
        )


def _excursion(seconds: Integers, start: int) -> range:
    """Return the messages from ``start`` until time is again where it was; none if that takes too long."""
    ahead = np.flatnonzero(seconds[start : start + _EXCURSION + 1] >= seconds[start - 1])
    return range(start, start + int(ahead[0])) if len(ahead) else range(0)


def _gaps(read: Read) -> Iterator[Observation]:
    day = read.messages["sent_at"].to_numpy().astype("datetime64[D]")
    active, where = np.unique(day, return_index=True)
    gaps = np.diff(active).astype(int)
    if len(gaps) < 10:  # too few days to have a rhythm
        return
    limit = max(_SILENT_DAYS, _TIMES_RHYTHM * float(np.quantile(gaps, 0.9)))
    silent = [i for i in np.flatnonzero(gaps > limit).tolist() if _term_days(active[i], active[i + 1]) > limit]
    if silent:
        longest = max(silent, key=lambda i: gaps[i])
        lines = read.messages["first_line"].to_numpy()[where[[i + 1 for i in silent]]]
        yield Observation(
            "I4",
            f"{count(len(silent), 'silence')} of more than {limit:.0f} days outside school holidays; the longest from"
            f" {active[longest]} to {active[longest + 1]}.",
            len(silent),
            ranges(lines),
        )


def _term_days(start: np.datetime64, stop: np.datetime64) -> int:
    """Count the days between two days that are in no school holiday."""
    between = np.arange(start + 1, stop).astype("datetime64[D]")
    inside = pd.DatetimeIndex(between)
    code = inside.month.to_numpy() * 100 + inside.day.to_numpy()
    free = np.zeros(len(code), dtype=bool)
    for from_day, from_month, to_day, to_month in _HOLIDAYS:
        begins, ends = from_month * 100 + from_day, to_month * 100 + to_day
        free |= (code >= begins) & (code <= ends) if begins <= ends else (code >= begins) | (code <= ends)
    return int((~free).sum())


def _two_names(read: Read) -> Iterator[Observation]:
    first_line = read.messages["first_line"].to_numpy()
    changes = [i for i, notice in read.pieces.notices.items() if notice and notice.family == "number"]
    if changes:
        yield Observation(
            "I5",
            f"{count(len(changes), 'notice')} say that somebody changed their number.",
            len(changes),
            ranges(first_line[changes]),
        )
    names = read.messages["sender"].dropna().drop_duplicates()
    alike = names.groupby(names.map(_key)).transform("size") > 1
    if alike.any():
        yield Observation(
            "I5",
            f"{int(alike.sum()):,} senders differ from another only in case, accents or spaces.",
            int(alike.sum()),
            ranges(first_line[names.index[alike]]),
        )


def _key(name: str) -> str:
    """Return a sender without case, accents, spaces and hyphens, so that ways to write one name meet."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if c.isalnum() or unicodedata.category(c) in {"So", "Sk"}) or name


def _taken_back(read: Read) -> Iterator[Observation]:
    messages = read.messages
    for words, chosen in (("deleted", messages["kind"] == "deleted"), ("edited", messages["edited"])):
        if chosen.any():
            days = messages["sent_at"][chosen].dt.date
            most = days.value_counts()
            yield Observation(
                "I6",
                f"{count(len(days), 'message')} marked as {words}, on {count(len(most), 'day')}; most on {most.index[0]} ({int(most.iloc[0]):,}).",
                len(days),
                ranges(messages["first_line"][chosen]),
            )


def _near_cap(read: Read) -> Iterator[Observation]:
    messages = read.messages
    with_media = bool(read.source.members) and messages["attachment"].notna().any()
    kind = "web" if read.dialect.platform == "web" else "media" if with_media else "no media"
    cap = _CAPS[kind]
    if abs(len(messages) - cap) <= _NEAR_CAP * cap:
        yield Observation(
            "I7", f"The file holds {len(messages):,} messages; WhatsApp exports at most about {cap:,}.", len(messages)
        )


def _start(read: Read) -> Iterator[Observation]:
    opening = [read.pieces.notices.get(i) for i in range(min(3, len(read.messages)))]
    if not any(notice and notice.family in {"encryption", "created"} for notice in opening):
        first = int(read.messages["first_line"].iloc[0])
        yield Observation("I8", "The chat does not begin with the notice of its creation or encryption.", 1, str(first))


def _outside_membership(read: Read) -> Iterator[Observation]:
    """Yield the messages of people whom the notices, in file order, show outside the group."""
    moves: dict[str, list[tuple[int, bool]]] = {}
    for i, notice in sorted(read.pieces.notices.items()):
        for person, inside in _moves(notice):
            moves.setdefault(person, []).append((i, inside))
    sender = read.messages["sender"]
    outside: list[int] = []
    for person, rows in sender[sender.isin(list(moves))].groupby(sender).groups.items():
        own = moves[person]
        at = np.searchsorted([i for i, _ in own], rows.to_numpy())
        inside = np.array([not own[0][1], *(after for _, after in own)])
        outside.extend(rows.to_numpy()[~inside[at]].tolist())
    if outside:
        lines = read.messages["first_line"].to_numpy()[sorted(outside)]
        yield Observation(
            "I9",
            f"{count(len(outside), 'message')} by people whom the notices show outside the group at the time.",
            len(outside),
            ranges(lines),
        )


def _moves(notice: Notice | None) -> list[tuple[str, bool]]:
    """Return who came in (True) or went out (False) by a notice."""
    if notice is None or notice.family not in {"added", "removed", "joined", "left"}:
        return []
    people = notice.other or notice.actor
    return [(name, notice.family in {"added", "joined"}) for name in re.split(r", | and ", people)]


def _blocks_twice(read: Read) -> Iterator[Observation]:
    rows = zip(_seconds(read).tolist(), read.pieces.raw, read.pieces.bodies, strict=True)
    codes = np.fromiter(map(hash, rows), dtype=np.int64)
    if len(codes) < 2 * _BLOCK:
        return
    windows = np.lib.stride_tricks.sliding_window_view(codes, _BLOCK)
    mixed = windows @ np.array([1, 1_000_003, 998_244_353])
    if len(pd.unique(mixed)) == len(mixed):
        return
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    varied = (windows != windows[:, :1]).any(axis=1)
    again = np.flatnonzero(varied & (np.arange(len(windows)) - first[which] >= _BLOCK))
    if len(again):
        repeated = np.unique(again[:, None] + np.arange(_BLOCK))
        lines = read.messages["first_line"].to_numpy()[repeated]
        blocks = 1 + int((np.diff(again) > _BLOCK).sum())
        yield Observation(
            "I15",
            f"{count(blocks, 'block')} of {_BLOCK} or more messages repeat an earlier one to the letter.",
            blocks,
            ranges(lines),
        )


def _seconds(read: Read) -> Integers:
    return read.messages["sent_at"].to_numpy().astype(np.int64)


def _in_words(span: timedelta) -> str:
    if span.days:
        return count(span.days, "day")
    hours, minutes = divmod(span.seconds // 60, 60)
    return count(hours, "hour") if hours else count(minutes, "minute")
