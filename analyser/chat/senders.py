"""Tell who wrote a message.

A sender is followed by ``: ``. A contact can be saved under a name that holds ``: `` itself (“Ben: Y6 dad”), and then
no single line shows where the name ends; the whole file does. *“P: X” is taken for one name* when

* a line reads ``P: X: <Media omitted>``, or any other words that only WhatsApp writes: nobody types those. (On an
  iPhone a caption may stand before the picture, so there it takes two such lines.) Or
* a notice names “P: X”; or
* every line of P goes on with the same ``X: ``, at least twice, and X is not a label such as “Note” or “Reminder”.

Else P is the sender and the rest are words. This is wrong for a person who wrote just once under such a name, and for
one who begins each of their messages with the same odd word; names that were put together are listed, so that it can
be seen.

`clean` takes away what a phone adds to a name: direction marks, and the ``~`` before people who are not in its
contacts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from analyser.chat.bodies import LRM, read_body
from analyser.chat.grammar import MARKS, SPACES
from analyser.chat.notices import read_notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

_ADDED = re.compile(f"^[{SPACES}~]+|[{MARKS}]+")
_LABELS = frozenset(  # what people write before a colon, and nobody is called
    word
    for line in (
        "a answer correction edit edited eta fao from fw fwd fyi heads-up http https important info link",
        "location message nb new news note notes p.s ps q question re reminder reply sos summary thread tip",
        "tldr to today tomorrow update updated urgent warning",
    )
    for word in line.split()
)
_LONGEST = 60  # characters; no contact's name is longer


def clean(raw: str) -> str:
    """Return a sender without direction marks and without the ``~`` of people who are not in the contacts."""
    return _ADDED.sub("", _ADDED.sub("", raw)).strip(SPACES)


def split_senders(pieces: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """Split what follows each header at its first ``: ``; the sender is None where the first line has none."""
    colons = [piece.find(": ") for piece in pieces]
    heads = [piece[:colon] for piece, colon in zip(pieces, colons, strict=True)]
    bodies = [piece[colon + 2 :] for piece, colon in zip(pieces, colons, strict=True)]
    senders: list[str | None] = [*heads]
    no_name = {head for head in set(heads) if "\n" in head or not clean(head)}
    for i, (head, colon) in enumerate(zip(heads, colons, strict=True)):
        if colon < 0 or head in no_name:
            senders[i], bodies[i] = _at_line_end(pieces[i])
    return senders, bodies


def _at_line_end(piece: str) -> tuple[str | None, str]:
    """Split a piece whose first line is ``Name:``, as editors leave it that cut spaces at the ends of lines."""
    match = re.match(r"([^\n]*?):(?=\r?\n|\Z)", piece)
    if match and clean(match[1]) and ": " not in match[1]:
        return match[1], piece[match.end() :]
    return None, piece


def names_with_colons(
    heads: Sequence[str | None], bodies: Sequence[str], rows: Sequence[int], *, platform: str, noticed: AbstractSet[str]
) -> tuple[dict[str, set[str]], set[int]]:
    """Return the names that hold ``: ``, and which rows are acts of such a name (``Ben: Y6 dad left``).

    Parameters
    ----------
    heads, bodies : sequence of str
        All messages, as split at their first ``: ``.
    rows : sequence of int
        Which of them to look at.
    platform : str
        As in `Dialect`; it says which words only WhatsApp writes.
    noticed : set of str
        Names that notices hold.

    Returns
    -------
    names : dict of str to set of str
        First part of a name, to the parts that may follow it.
    acts : set of int
        The rows in which one of these names is the actor of a notice.
    """
    counts, proofs = _seconds(heads, bodies, rows, platform)
    proved = {pair for pair in counts if proofs[pair] > 1 or ": ".join(pair) in noticed}
    often = {pair[0]: pair for pair, count in reversed(counts.most_common()) if count > 1 and not _is_label(pair[1])}
    acts = _acts(heads, bodies, rows, proved | set(often.values()))
    totals = Counter(map(heads.__getitem__, rows))
    done = Counter(acts.values())
    proved |= {pair for head, pair in often.items() if counts[pair] + done[pair] == totals[head]}
    names = defaultdict(set)
    for head, second in proved:
        names[head].add(second)
    return dict(names), {i for i, pair in acts.items() if pair in proved}


def _seconds(
    heads: Sequence[str | None], bodies: Sequence[str], rows: Sequence[int], platform: str
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Count, for each first part, what may be its second part, and how far WhatsApp's own words prove it."""
    counts: Counter[tuple[str, str]] = Counter()
    proofs: Counter[tuple[str, str]] = Counter()
    for i in [i for i in rows if ": " in bodies[i]]:
        head, body = heads[i], bodies[i]
        if head is None or body.startswith(LRM):
            continue
        second, colon, _ = body[: _LONGEST + 2].partition(": ")
        if colon and second and "\n" not in second:
            counts[head, second] += 1
            if proofs[head, second] < 2:
                proofs[head, second] += _proof(body[len(second) + 2 :], platform)
    return counts, proofs


def _acts(
    heads: Sequence[str | None], bodies: Sequence[str], rows: Sequence[int], pairs: AbstractSet[tuple[str, str]]
) -> dict[int, tuple[str, str]]:
    """Return the rows that are a notice if one of ``pairs`` is a name, with that pair."""
    starts = defaultdict(list)
    for head, second in pairs:
        starts[head].append((f"{second.strip()} ", (head, second)))
    found = {}
    for i in rows if pairs else ():
        for start, pair in starts.get(heads[i] or "", ()):
            if bodies[i].startswith(start):
                notice = read_notice(bodies[i].partition("\n")[0])
                if notice and f"{notice.actor} " == start:
                    found[i] = pair
    return found


def split_again(head: str, body: str, names: Mapping[str, AbstractSet[str]]) -> tuple[str, str]:
    """Move the second part of a name that holds ``: `` from the body to the sender."""
    for second in names[head]:
        if body.startswith(f"{second}: "):
            return f"{head}: {second}", body[len(second) + 2 :]
        if re.match(re.escape(second) + r":(?=\r?\n|\Z)", body):
            return f"{head}: {second}", body[len(second) + 1 :]
    return head, body


def _proof(rest: str, platform: str) -> int:
    """Return 2 for words that only WhatsApp writes, 1 where a caption might stand before them, else 0."""
    if len(rest) > 300 or rest in {"", "null"}:
        return 0
    kind = read_body(rest, platform=platform).kind
    if kind == "media":
        return int(rest.startswith(LRM)) if LRM in rest else 2
    return 2 * (kind in {"deleted", "call", "poll"} or (rest.startswith(LRM) and read_notice(rest) is not None))


def _is_label(word: str) -> bool:
    return word.strip(" *_").casefold() in _LABELS or len(word.split()) > 5 or "//" in word
