"""Cut a chat into pieces, and each piece into sender and body.

A piece runs from the end of one header to the line that holds the next; the line terminator before that line is among the
message's bytes but not in its text. Everything here works on whole columns; what needs the whole file (names that hold a
colon, notices that look like messages) is decided first and applied to each piece afterwards.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyser.chat.bodies import LRM, Body, may_be_special, read_body
from analyser.chat.notices import Notice, holds_wording, read_notice
from analyser.chat.senders import clean, names_with_colons, split_again, split_sender

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
    split = [split_sender(piece) for piece in pieces]
    raw, bodies = [head for head, _ in split], [body for _, body in split]
    notices: dict[int, Notice | None] = {}
    _take_rows_of_web(raw, bodies, pieces, platform)
    _take_colons_in_notices(raw, bodies, pieces)
    names = _join_names(raw, bodies, pieces, platform)
    notices |= {i: read_notice(bodies[i].partition("\n")[0]) for i, head in enumerate(raw) if head is None}
    special = _special(raw, bodies, platform)
    doubtful: list[int] = []
    if platform == "ios":
        doubtful = _take_marked(raw, bodies, special, notices)
    return Pieces(raw, bodies, special, notices, doubtful, names)


def _take_rows_of_web(raw: list[str | None], bodies: list[str], pieces: Sequence[str], platform: str) -> None:
    """Turn rows that begin ``- `` into notices; WhatsApp Web writes its own words so."""
    if platform != "web":
        return
    for i, piece in enumerate(pieces):
        if piece.startswith("- "):
            raw[i], bodies[i] = None, piece[2:]


def _take_colons_in_notices(raw: list[str | None], bodies: list[str], pieces: Sequence[str]) -> None:
    """Turn lines into notices whose wording stands before their first colon."""
    heads = {head for head in set(raw) if head is not None}
    nobody = {head for head in heads if not clean(head)}
    suspects = {head for head in heads if holds_wording(head + ": ")}
    for i, head in enumerate(raw):
        if head in nobody or (head in suspects and _is_notice(pieces[i])):
            raw[i], bodies[i] = None, pieces[i]


def _is_notice(piece: str) -> bool:
    """Say whether the first line is a notice whose own words stand before its first colon."""
    notice = read_notice(piece.partition("\n")[0])
    return notice is not None and ": " not in notice.actor


def _join_names(raw: list[str | None], bodies: list[str], pieces: Sequence[str], platform: str) -> dict[str, set[str]]:
    """Put together the names that hold ``: ``; return them, first part to later parts."""
    noticed = _names_in_notices(raw, bodies)
    joined: dict[str, set[str]] = {}
    for _ in range(_ROUNDS):
        names = names_with_colons(raw, bodies, platform=platform, noticed=noticed)
        if not names:
            break
        joined |= names
        for i, head in enumerate(raw):
            if head in names:
                raw[i], bodies[i] = split_again(head, bodies[i], names)
    _take_acts_of_joined(raw, bodies, pieces, joined)
    return joined


def _names_in_notices(raw: Sequence[str | None], bodies: Sequence[str]) -> set[str]:
    """Return the names that notices without a sender hold, if they hold ``: ``."""
    lines = {body.partition("\n")[0] for head, body in zip(raw, bodies, strict=True) if head is None and ": " in body}
    read = [notice for notice in map(read_notice, lines) if notice]
    return {clean(name) for notice in read for name in (notice.actor, notice.other) if ": " in name}


def _take_acts_of_joined(
    raw: list[str | None], bodies: list[str], pieces: Sequence[str], names: dict[str, set[str]]
) -> None:
    """Turn lines such as ``Ben: Y6 dad left`` into notices, now that the name is known."""
    for i, head in enumerate(raw):
        if head in names:
            notice = read_notice(pieces[i].partition("\n")[0])
            if notice and notice.actor.partition(": ")[2] in names[head]:
                raw[i], bodies[i] = None, pieces[i]


def _special(raw: Sequence[str | None], bodies: Sequence[str], platform: str) -> dict[int, Body]:
    """Return what each message is that is not plain text; equal bodies are read once."""
    maybe = [i for i, body in enumerate(bodies) if raw[i] is not None and may_be_special(body)]
    read = {body: read_body(body, platform=platform) for body in {bodies[i] for i in maybe}}
    return {i: read[bodies[i]] for i in maybe if read[bodies[i]].kind != "text"}


def _take_marked(
    raw: Sequence[str | None], bodies: Sequence[str], special: dict[int, Body], notices: dict[int, Notice | None]
) -> list[int]:
    """Turn an iPhone's marked lines into notices where their wording or shape says so; return the doubtful rest."""
    marked = [i for i, body in enumerate(bodies) if body.startswith(LRM) and raw[i] is not None and i not in special]
    aside = set(marked)
    writers = Counter(head for i, head in enumerate(raw) if head is not None and i not in aside)
    names = {clean(head) for head in writers} | {"You", "Your", "You're"}
    first_words = next((i for i, head in enumerate(raw) if head in writers and i not in aside), len(raw))
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
