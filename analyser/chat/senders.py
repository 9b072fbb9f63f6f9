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
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser.chat.bodies import LRM, is_maybe_special, read_body
from analyser.chat.grammar import MARKS, SPACES
from analyser.chat.headers import numbered
from analyser.chat.notices import read_notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from analyser.chat.headers import Integers

    Pair = tuple[str, str]

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
_LINE_END = re.compile(r"\r?\n|\Z")
_NAME_ALONE = re.compile(rf"([^\n]*?):(?={_LINE_END.pattern})")
_LONGEST = 60  # characters; no contact's name is longer


@dataclass
class Split:
    """Sender and body of each piece, put right row by row while the whole file is looked at.

    Attributes
    ----------
    pieces : sequence of str
        What follows each header.
    names : dict of str to int
        The senders exactly as exported, numbered.
    who : ndarray of int64
        The number of each piece's sender; -1 where none is named.
    bodies : list of str
        The words of each piece.
    """

    pieces: Sequence[str]
    names: dict[str, int]
    who: Integers
    bodies: list[str]

    def move(self, row: int, sender: str | None, body: str) -> None:
        """Give a row another sender and body."""
        self.who[row] = -1 if sender is None else self.names.setdefault(sender, len(self.names))
        self.bodies[row] = body

    def silence(self, row: int) -> None:
        """Take the sender from a row, and make its whole piece the body."""
        self.move(row, None, self.pieces[row])

    def rows_of(self, names: Iterable[str], among: Integers | None = None) -> Integers:
        """Return the rows (of those given, or of all) whose sender is one of ``names``."""
        codes = [self.names[name] for name in names]
        return np.flatnonzero(np.isin(self.who, codes)) if among is None else among[np.isin(self.who[among], codes)]


def clean(raw: str) -> str:
    """Return a sender without direction marks and without the ``~`` of people who are not in the contacts."""
    return _ADDED.sub("", _ADDED.sub("", raw)).strip(SPACES)


def split_senders(pieces: Sequence[str]) -> Split:
    """Split what follows each header at its first ``: ``; there is no sender where the first line has none."""
    colons = [piece.find(": ") for piece in pieces]
    heads = [piece[:colon] if colon > 0 else "" for piece, colon in zip(pieces, colons, strict=True)]
    names, who = numbered(heads)
    bodies = [piece[colon + 2 :] for piece, colon in zip(pieces, colons, strict=True)]
    split = Split(pieces, {name: number for number, name in enumerate(names)}, who, bodies)
    for row in split.rows_of([name for name in names if "\n" in name or not clean(name)]).tolist():
        split.move(row, *_at_line_end(pieces[row]))
    return split


def _at_line_end(piece: str) -> tuple[str | None, str]:
    """Split a piece whose first line is ``Name:``, as editors leave it that cut spaces at the ends of lines."""
    match = _NAME_ALONE.match(piece)
    if match and clean(match[1]) and ": " not in match[1]:
        return match[1], piece[match.end() :]
    return None, piece


def names_with_colons(
    split: Split, rows: Integers, *, platform: str, noticed: AbstractSet[str]
) -> tuple[dict[str, set[str]], list[int]]:
    """Return the names that hold ``: ``, and the rows that are acts of such a name (``Ben: Y6 dad left``).

    Parameters
    ----------
    split : Split
        All messages, as split so far.
    rows : ndarray of int64
        Which of them to look at.
    platform : str
        As in `Dialect`; it says which words only WhatsApp writes.
    noticed : set of str
        Names that notices hold.

    Returns
    -------
    names : dict of str to set of str
        First part of a name, to the parts that may follow it.
    acts : list of int
        The rows in which one of these names is the actor of a notice.
    """
    counts, proofs = _seconds(split, rows, platform)
    proved = {pair for pair in counts if proofs[pair] > 1 or ": ".join(pair) in noticed}
    totals = np.bincount(split.who[rows] + 1, minlength=len(split.names) + 1)[1:]
    mostly = {pair for pair, count in counts.items() if count > 1 and count * 2 >= totals[split.names[pair[0]]]}
    always = {pair for pair in mostly if not _is_label(pair[1])}
    acts = _acts(split, rows, proved | always)
    done = Counter(acts.values())
    proved |= {pair for pair in always if counts[pair] + done[pair] == totals[split.names[pair[0]]]}
    names = defaultdict(set)
    for head, second in proved:
        names[head].add(second)
    return dict(names), [row for row, pair in acts.items() if pair in proved]


def _seconds(split: Split, rows: Integers, platform: str) -> tuple[Counter[Pair], Counter[Pair]]:
    """Count, for each first part, what may be its second part, and how far WhatsApp's own words prove it."""
    counts: Counter[Pair] = Counter()
    proofs: Counter[Pair] = Counter()
    names, bodies = list(split.names), split.bodies
    for row in [row for row in rows.tolist() if ": " in bodies[row]]:
        second, colon, _ = bodies[row][: _LONGEST + 2].partition(": ")
        if split.who[row] < 0 or not colon or not second or "\n" in second or second.startswith(LRM):
            continue
        pair = names[split.who[row]], second
        counts[pair] += 1
        if proofs[pair] < 2:
            proofs[pair] += _proof(bodies[row][len(second) + 2 :], platform)
    return counts, proofs


def _acts(split: Split, rows: Integers, pairs: AbstractSet[Pair]) -> dict[int, Pair]:
    """Return the rows that are a notice if one of ``pairs`` is a name, with that pair."""
    starts = defaultdict(list)
    for pair in pairs:
        starts[split.names[pair[0]]].append((pair[1].strip(), pair))
    found = {}
    for row in split.rows_of([head for head, _ in pairs], rows).tolist():
        for start, pair in starts[split.who[row]]:
            if split.bodies[row].startswith(start):
                notice = read_notice(split.bodies[row].partition("\n")[0])
                if notice and notice.actor == start:
                    found[row] = pair
    return found


def split_again(head: str, body: str, names: Mapping[str, AbstractSet[str]]) -> tuple[str, str]:
    """Move the second part of a name that holds ``: `` from the body to the sender."""
    for second in names[head]:
        if body.startswith(f"{second}: "):
            return f"{head}: {second}", body[len(second) + 2 :]
        if body.startswith(f"{second}:") and _LINE_END.match(body, len(second) + 1):
            return f"{head}: {second}", body[len(second) + 1 :]
    return head, body


def _proof(rest: str, platform: str) -> int:
    """Return 2 for words that only WhatsApp writes, 1 where a caption might stand before them, else 0."""
    if len(rest) > 300 or rest in {"", "null"} or not is_maybe_special(rest):
        return 0
    kind = read_body(rest, platform=platform).kind
    if kind == "media":
        return int(rest.startswith(LRM)) if LRM in rest else 2
    return 2 * (kind in {"deleted", "call", "poll"} or (rest.startswith(LRM) and read_notice(rest) is not None))


def _is_label(word: str) -> bool:
    return word.strip(" *_").casefold() in _LABELS or len(word.split()) > 5 or "//" in word
