"""Tell who wrote a message.

A sender is followed by ``: ``. A contact can be saved under a name that holds ``: `` itself (“Ben: Y6 dad”), and then no
single line shows where the name ends; the whole file does. *“P: X” is taken for one name* when

* a line reads ``P: X: <Media omitted>``, or any other words that only WhatsApp writes: nobody types those; or
* a notice names “P: X”; or
* every line of P goes on with the same ``X: ``, at least twice, and X is not a label such as “Note” or “Reminder”.

Else P is the sender and the rest are words. This is wrong for a person who wrote just once under such a name, and for one
who begins each of their messages with the same odd word; names that were put together are listed, so that it can be seen.

`clean` takes away what a phone adds to a name: direction marks, and the ``~`` before people who are not in its contacts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from analyser.chat.bodies import LRM, may_be_special, read_body
from analyser.chat.headers import MARKS, SPACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ADDED = re.compile(f"^[{SPACES}~]+|[{MARKS}]+")
_LABELS = frozenset(
    "a answer correction edit edited eta fao from fw fwd fyi heads-up http https important info link location message nb new news"
    " note notes p.s ps q question re reminder reply sos summary thread tip tldr to today tomorrow update updated urgent"
    " warning".split()
)
_LONGEST = 60  # characters; no contact's name is longer


def clean(raw: str) -> str:
    """Return a sender without direction marks and without the ``~`` of people who are not in the contacts."""
    return _ADDED.sub("", _ADDED.sub("", raw)).strip(SPACES)


def split_sender(piece: str) -> tuple[str | None, str]:
    """Split what follows a header at its first ``: ``; None where its first line has no sender."""
    head, colon, body = piece.partition(": ")
    if colon and "\n" not in head:
        return head, body
    line, end, rest = piece.partition("\n")
    if line.rstrip("\r")[-1:] == ":":
        return line.rstrip("\r")[:-1], (line[len(line.rstrip("\r")) :] + end + rest)
    return None, piece


def names_with_colons(
    heads: Sequence[str | None], bodies: Sequence[str], *, platform: str, noticed: Iterable[str]
) -> dict[str, set[str]]:
    """Return the names that hold ``: ``, as first part to the parts that may follow it.

    Parameters
    ----------
    heads, bodies : sequence of str
        Each message as split at its first ``: ``.
    platform : str
        As in `Dialect`; it says which words only WhatsApp writes.
    noticed : iterable of str
        Names that notices hold.
    """
    named = set(noticed)
    totals = Counter(head for head in heads if head is not None)
    seconds: Counter[tuple[str, str]] = Counter()
    proved: set[tuple[str, str]] = set()
    for head, body in zip(heads, bodies, strict=True):
        if head is None or ": " not in body:
            continue
        second, colon, _ = body[: _LONGEST + 2].partition(": ")
        if not colon or "\n" in second or not second:
            continue
        seconds[head, second] += 1
        if (head, second) not in proved and _only_whatsapp(body[len(second) + 2 :], platform):
            proved.add((head, second))
    found = defaultdict(set)
    for (head, second), count in seconds.items():
        alike = count == totals[head] and (count > 1 and not _is_label(second))
        if (head, second) in proved or f"{head}: {second}" in named or alike:
            found[head].add(second)
    return dict(found)


def split_again(head: str, body: str, names: dict[str, set[str]]) -> tuple[str, str]:
    """Move the second part of a name that holds ``: `` from the body to the sender."""
    for second in names.get(head, ()):
        if body.startswith(f"{second}: "):
            return f"{head}: {second}", body[len(second) + 2 :]
        if re.match(re.escape(second) + r":(?=\r?\n|\Z)", body):
            return f"{head}: {second}", body[len(second) + 1 :]
    return head, body


def _only_whatsapp(rest: str, platform: str) -> bool:
    if not rest or rest == "null" or not may_be_special(rest):
        return False
    return rest.startswith(LRM) or read_body(rest, platform=platform).kind in {"media", "deleted", "call", "poll"}


def _is_label(word: str) -> bool:
    return word.strip(" *_").casefold() in _LABELS or len(word.split()) > 5
