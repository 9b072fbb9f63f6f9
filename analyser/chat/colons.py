"""Find the names that hold ``: `` themselves (“Ben: Y6 dad”), from the whole file.

No single line shows where such a name ends. *“P: X” is taken for one name* when

* a line reads ``P: X: <Media omitted>``, or any other words that only WhatsApp writes: nobody types those. (On an
  iPhone a caption may stand before the picture, and the name that somebody gave to a file may hold the colon, so there
  it takes two such lines.) Or
* a notice names “P: X”, or P has two lines or more and all are notices about X, one of them in words that nobody
  types (``P: X joined using this group's invite link``). Or
* every line of P, and there are two at least, goes on with the same ``X: `` or is a notice about X.

A label such as “Note” or “Reminder” is no such X, and neither is the start of a line that was pasted, with its time.
Else P is the sender and the rest are words. *What the bytes cannot decide*: a person with a single line under such a
name; one who begins each message with the same odd word; and “P: X” beside a P who is somebody else, while nothing but
words comes from either. The first is read as words, the second as a name, the third as words; names that were put
together are listed, and so are the lines that may be of such a name and were left apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.chat.bodies import LRM, maybe_special, read_body
from analyser.chat.notices import holds_wording, read_notice
from analyser.chat.senders import LINE_END, by_sender, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from analyser.chat.headers import Integers
    from analyser.chat.senders import Split

    Pair = tuple[str, str]

_LABELS = frozenset(  # what people write before a colon, and nobody is called
    word
    for line in (
        "a answer correction edit edited eta fao from fw fwd fyi heads-up http https important info link",
        "location message nb new news note notes option p.s poll ps q question re reminder reply sos summary thread",
        "tip tldr to today tomorrow update updated urgent warning",
    )
    for word in line.split()
)
_PASTED = re.compile(r"\d{1,4}[./-]\d{1,2}\D.{0,12}?\d{1,2}[:.]\d\d|\d{1,2}[:.]\d\d\D.{0,12}?\d{1,4}[./-]\d{1,2}")
_GENERATED = re.compile(r"[A-Z]{3}-\d{8}-WA\d|\d{8}-|[A-Z]+-\d{4}-")  # how WhatsApp calls what it sends itself
_NUMBERS = re.compile(r"[\d\s:.,/+-]+")  # a time or a date before a colon is no name
_LONGEST = 60  # characters; no contact's name is longer
_AT_ONCE = 4_096  # lines; what Arrow takes for them it does not give back
_SILENT = 5  # lines; who has more than these has written something


@dataclass
class Found:
    """What was found about names that hold a colon.

    Attributes
    ----------
    names : dict of str to set of str
        First part of a name, to the parts that may follow it.
    acts : list of int
        The rows in which one of these names is the actor of a notice.
    doubtful : list of int
        Rows that may be of such a name, and were left with its first part.
    """

    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    acts: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)


def find_names(split: Split, rows: Integers, *, platform: str, noticed: AbstractSet[str]) -> Found:
    """Return the names that hold ``: ``.

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
    """
    counts, proved = _seconds(split, rows, platform)
    proved |= {pair for pair in counts if noticed and clean(": ".join(pair)) in noticed}
    found, lines = Found(), _lines(split, rows)
    for pair, count in counts.items():
        own, bears_out = lines[pair[0]], pair in proved
        always = len(own) > 1 and all(_is_of(split.bodies[row], pair[1]) for row in own)
        often = count * 2 >= len(own) and (count > 1 or len(own) == 1)
        if bears_out or (always and not _is_words(pair[1])):
            found.names[pair[0]].add(pair[1])
        elif often and not _is_words(pair[1]):
            found.doubtful += [row for row in own if split.bodies[row].startswith(f"{pair[1]}: ")]
    _add_the_silent(found, split, lines)
    found.acts += [row for head, seconds in found.names.items() for row in _acts(split.bodies, lines[head], seconds)]
    return found


def split_again(head: str, body: str, names: Mapping[str, AbstractSet[str]]) -> tuple[str, str]:
    """Move the second part of a name that holds ``: `` from the body to the sender."""
    second = body[: _LONGEST + 2].partition(": ")[0]
    if second in names[head] and body.startswith(": ", len(second)):
        return f"{head}: {second}", body[len(second) + 2 :]
    end = LINE_END.search(body, 0, _LONGEST + 2)
    alone = body[: end.start()] if end else ""
    if alone.endswith(":") and alone[:-1] in names[head]:
        return f"{head}: {alone[:-1]}", body[len(alone) :]
    return head, body


def _seconds(split: Split, rows: Integers, platform: str) -> tuple[Counter[Pair], set[Pair]]:
    """Count, for each first part, what may be its second part; say for which WhatsApp's own words prove it."""
    names, who = list(split.names), split.who.tolist()
    pairs: list[Pair] = []
    rests: list[str] = []
    for row in [row for row in rows.tolist() if ": " in split.bodies[row][: _LONGEST + 2]]:
        second, _, rest = split.bodies[row].partition(": ")
        is_name = second and not second.startswith(LRM) and "\n" not in second and not _PASTED.search(second)
        if is_name and who[row] >= 0:
            pairs.append((names[who[row]], second))
            rests.append(rest)
    proofs: Counter[Pair] = Counter()
    for start in range(0, len(rests), _AT_ONCE):
        some = pd.Series(rests[start : start + _AT_ONCE], dtype="str")
        for i in (np.flatnonzero(maybe_special(some)) + start).tolist():
            proofs[pairs[i]] += _proof(rests[i], platform)
    return Counter(pairs), {pair for pair, proof in proofs.items() if proof > 1 and not _is_label(pair[1])}


def _lines(split: Split, rows: Integers) -> dict[str, list[int]]:
    """Return the rows of each sender, among ``rows``."""
    names = list(split.names)
    return {names[number]: own.tolist() for number, own in by_sender(split.who, rows[split.who[rows] >= 0])}


def _is_of(body: str, second: str) -> bool:
    """Say whether words after a first part can be of one whose name goes on with ``second``."""
    if not body.startswith(second.rstrip()):
        return False
    after = body[len(second) : len(second) + 3]
    return after.startswith((": ", ":\n", ":\r\n")) or after == ":" or _actor(body) == second.strip()


def _actor(body: str) -> str:
    """Return who acts by a notice; nobody if it is none."""
    notice = read_notice(body.partition("\n")[0])
    return notice.actor if notice else ""


def _acts(bodies: Sequence[str], rows: Iterable[int], seconds: AbstractSet[str]) -> list[int]:
    """Return the rows that are a notice if the second parts are of names."""
    actors = {second.strip() for second in seconds}
    starts = {_first_word(actor) for actor in actors}
    return [row for row in rows if _first_word(bodies[row]) in starts and _actor(bodies[row]) in actors]


def _first_word(words: str) -> str:
    return words[:_LONGEST].replace("\u2019", "'").replace("'", " ").partition(" ")[0]


def _add_the_silent(found: Found, split: Split, lines: Mapping[str, Sequence[int]]) -> None:
    """Add the names of people who only appear in notices of their own; those that may be words are doubtful."""
    for head, own in lines.items():
        if head in found.names or len(own) > _SILENT:
            continue
        bodies = [split.bodies[row] for row in own]
        if not all(holds_wording(body) and not body.startswith(LRM) for body in bodies):
            continue
        notices = [read_notice(body.partition("\n")[0]) for body in bodies]
        known = [notice for notice in notices if notice and notice.actor not in {"", "You"}]
        if len(known) < len(own) or len({notice.actor for notice in known}) > 1:
            continue
        if len(own) > 1 and any(notice.is_typed_by_nobody for notice in known):
            found.names[head].add(known[0].actor)
        else:
            found.doubtful += own


def _proof(rest: str, platform: str) -> int:
    """Return 2 for words that only WhatsApp writes, 1 where somebody's own might stand before them, else 0."""
    if len(rest) > 300 or rest in {"", "null"}:
        return 0
    body = read_body(rest, platform=platform)
    kind = body.kind
    if kind == "media":
        named_by_hand = body.attachment is not None and not _GENERATED.match(body.attachment)
        return int(rest.startswith(LRM)) if LRM in rest else 1 if named_by_hand else 2
    return 2 * (kind in {"deleted", "call", "poll"} or (rest.startswith(LRM) and read_notice(rest) is not None))


def _is_words(second: str) -> bool:
    """Say whether a second part is likelier to be words than of a name, if nothing but its place speaks for that."""
    return _is_label(second) or len(second.split()) > 5 or "//" in second


def _is_label(second: str) -> bool:
    bare = second.strip(" *_").casefold()
    return bare in _LABELS or _NUMBERS.fullmatch(bare) is not None
