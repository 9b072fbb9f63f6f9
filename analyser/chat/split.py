"""Cut a chat into pieces, and each piece into sender and body.

A piece runs from the end of one header to the line that holds the next; the line terminator before that line is among
the message's bytes but not in its text. Everything here works on whole columns; what needs the whole file (names that
hold a colon, notices that look like messages) is decided first and applied to each piece afterwards.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.chat.bodies import LRM, Body, maybe_special, read_body
from analyser.chat.notices import Notice, holds_wording, read_notice
from analyser.chat.senders import clean, names_with_colons, split_again, split_senders

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROUNDS = 3  # a name with more than three colons is left as it is first read


@dataclass(frozen=True)
class Pieces:
    """The messages of a chat, as columns.

    Attributes
    ----------
    raw : list of (str or None)
        The sender exactly as exported; None where none is named.
    bodies : list of str
        The words exactly as exported.
    text : Series of str
        The same, as a column.
    special : dict of int to Body
        What the message is, for those that are not plain text.
    notices : dict of int to (Notice or None)
        The messages that are WhatsApp's own words, with the notice when its wording is known.
    doubtful : list of int
        Messages that begin as an iPhone's notice does and were left with their sender.
    names : dict of str to set of str
        Names that were put together from parts, as first part to later parts.
    """

    raw: list[str | None]
    bodies: list[str]
    text: pd.Series
    special: dict[int, Body]
    notices: dict[int, Notice | None]
    doubtful: list[int]
    names: dict[str, set[str]]


def split_pieces(pieces: Sequence[str], *, platform: str) -> Pieces:
    """Split each piece into sender and body, and say which are notices and which are more than words.

    Parameters
    ----------
    pieces : sequence of str
        What follows each header, without the final line terminator.
    platform : {"android", "ios", "web", "viewer"}
        As in `Dialect`.
    """
    raw, bodies = split_senders(pieces)
    if platform == "web":
        _take_rows_of_web(raw, bodies, pieces)
    _take_colons_in_notices(raw, bodies, pieces)
    names = _join_names(raw, bodies, pieces, platform)
    notices = {i: read_notice(bodies[i].partition("\n")[0]) for i, head in enumerate(raw) if head is None}
    text = pd.Series(bodies, dtype="str")
    maybe = [i for i in np.flatnonzero(maybe_special(text)).tolist() if raw[i] is not None]
    special = _special(bodies, maybe, platform)
    doubtful: list[int] = []
    if platform == "ios":
        marked = [i for i in maybe if bodies[i].startswith(LRM) and i not in special]
        doubtful = _take_marked(raw, bodies, marked, notices)
    return Pieces(raw, bodies, text, special, notices, doubtful, names)


def _take_rows_of_web(raw: list[str | None], bodies: list[str], pieces: Sequence[str]) -> None:
    """Turn rows that begin ``- `` into notices; WhatsApp Web writes its own words so."""
    for i, piece in enumerate(pieces):
        if piece.startswith("- "):
            raw[i], bodies[i] = None, piece[2:]


def _take_colons_in_notices(raw: list[str | None], bodies: list[str], pieces: Sequence[str]) -> None:
    """Turn lines into notices whose wording stands before their first colon."""
    suspects = {head for head in set(raw) if head is not None and holds_wording(head)}
    if suspects:
        for i, head in enumerate(raw):
            if head in suspects and _is_notice(pieces[i]):
                raw[i], bodies[i] = None, pieces[i]


def _is_notice(piece: str) -> bool:
    """Say whether the first line is a notice whose own words stand before its first colon."""
    notice = read_notice(piece.partition("\n")[0])
    return notice is not None and ": " not in notice.actor


def _join_names(raw: list[str | None], bodies: list[str], pieces: Sequence[str], platform: str) -> dict[str, set[str]]:
    """Put together the names that hold ``: ``; return them, first part to later parts."""
    noticed = _names_in_notices(raw, bodies)
    joined: dict[str, set[str]] = {}
    rows: Sequence[int] = range(len(raw))
    for _ in range(_ROUNDS):
        names, acts = names_with_colons(raw, bodies, rows, platform=platform, noticed=noticed)
        rows = [i for i in rows if raw[i] in names and i not in acts]
        for i in acts:
            raw[i], bodies[i] = None, pieces[i]
        for i in rows:
            raw[i], bodies[i] = split_again(str(raw[i]), bodies[i], names)
        if not names:
            break
        rows = [i for i in rows if raw[i] not in names]
        joined |= names
    return joined


def _names_in_notices(raw: Sequence[str | None], bodies: Sequence[str]) -> set[str]:
    """Return the names that notices without a sender hold, if they hold ``: ``."""
    silent = (bodies[i] for i, head in enumerate(raw) if head is None)
    lines = {body.partition("\n")[0] for body in silent if ": " in body}
    read = [notice for notice in map(read_notice, lines) if notice]
    return {clean(name) for notice in read for name in (notice.actor, notice.other) if ": " in name}


def _special(bodies: Sequence[str], maybe: Sequence[int], platform: str) -> dict[int, Body]:
    """Return what each message is that is not plain text; equal bodies are read once."""
    read = {body: read_body(body, platform=platform) for body in {bodies[i] for i in maybe}}
    return {i: read[bodies[i]] for i in maybe if read[bodies[i]].kind != "text"}


def _take_marked(
    raw: Sequence[str | None], bodies: Sequence[str], marked: Sequence[int], notices: dict[int, Notice | None]
) -> list[int]:
    """Turn an iPhone's marked lines into notices where their wording or shape says so; return the doubtful rest."""
    writers = Counter(raw) - Counter(raw[i] for i in marked)
    names = {clean(head) for head in writers if head is not None} | {"You", "Your", "You're"}
    aside = set(marked)
    first_words = next((i for i, head in enumerate(raw) if head is not None and i not in aside), len(raw))
    doubtful = []
    for i in marked:
        line = bodies[i].partition("\n")[0]
        notice = read_notice(line)
        if notice or i < first_words or raw[i] not in writers or _begins_with_name(clean(line), names):
            notices[i] = notice
        else:
            doubtful.append(i)
    return doubtful


def _begins_with_name(line: str, names: set[str]) -> bool:
    """Say whether a line begins with one of ``names``, a phone number, or the mark of an isolated name."""
    words = line.split(" ", 8)
    return any(" ".join(words[:n]) in names for n in range(1, len(words))) or line.startswith("+")
