"""Private exchanges as runs: two people who answer each other, messages of others between them or not.

A run is the evidence, not a line of it: the same "see you at 8 x" is class business when it is said to all. So a line
that nobody answers in kind needs a plainer score than one of a run does.

Wrong where three people make a private arrangement together: it falls into several runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = 4  # places from one line of a run to the next, at most
MARGIN = 1.0  # how far above the bar the score of a line must be that belongs to no run


def runs(places: Iterable[int], senders: Sequence[str | None]) -> list[list[int]]:
    """Return ``places``, which rise, as runs: neighbours of at most two people, no more than GAP apart.

    Parameters
    ----------
    places : iterable of int
        Messages that may be private.
    senders : sequence of str or None
        Of all messages of the chat.
    """
    found: list[list[int]] = []
    for place in places:
        if found and place - found[-1][-1] <= GAP and len({senders[i] for i in (*found[-1], place)}) <= 2:
            found[-1].append(place)
        else:
            found.append([place])
    return found


def exchanges(places: Iterable[int], senders: Sequence[str | None]) -> list[list[int]]:
    """Return those `runs` in which two people take part."""
    return [run for run in runs(places, senders) if len({senders[i] for i in run}) == 2]
