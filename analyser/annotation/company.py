"""Who is around a message, further away than its neighbours: what its writer, and whoever it may speak to, write.

In a private exchange two people go on for a while, others writing between them; in a row a few people keep at it. So
each message is told the mean scores of what its own writer writes nearby, of what the last other person before it and
the next one after it write, and of everybody's, the nearer the more; how much of the talk is between the two; and how
many people take part.

Wrong when a third person joins in: then "the last other person" changes from line to line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

REACH = 20  # messages looked at either way
NEARBY, WIDELY = 5.0, 15.0  # messages over which the weight of a message falls to a third
ORDINARY_SHARE = 0.3  # of the ordinary score in every mean: keeps the mean of few messages sober
PAIR_REACH, CROWD_REACH = (3, 6, 10), (3, 8)


def company(
    scores: NDArray[np.float64], senders: Sequence[str | None] | None, ordinary: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the features of the company of each message of one chat.

    Parameters
    ----------
    scores : ndarray, shape (n, labels)
        First scores of the messages, in the order of the chat.
    senders : sequence of str or None, length n, optional
    ordinary : ndarray, shape (labels,)
        What stands for the score of a message that is not there.

    Returns
    -------
    ndarray, shape (n, 5 * labels + 5)
        NaN where senders are not given.
    """
    count, labels = scores.shape
    if senders is None or count < 2:
        return np.full((count, 5 * labels + 5), np.nan)
    who = _numbers(senders)
    before, after = _last_other(who), _last_other(who[::-1])[::-1]
    sums, weights = np.zeros((5, count, labels)), np.zeros((5, count))
    pairs = np.zeros((len(PAIR_REACH), count))
    for step in (step for step in range(-REACH, REACH + 1) if step):
        here, there = overlap(count, step)
        other = who[there]
        own = (other == who[here]) & (other >= 0)
        masks = (own, other == before[here], other == after[here], True, True)
        for place, (mask, fall) in enumerate(zip(masks, (NEARBY, NEARBY, NEARBY, NEARBY - 1, WIDELY), strict=True)):
            weight = np.exp(-abs(step) / fall) * np.broadcast_to(mask, own.shape)
            sums[place, here] += weight[:, np.newaxis] * scores[there]
            weights[place, here] += weight
        for place, reach in enumerate(PAIR_REACH):
            pairs[place, here] += (own | (other == before[here])) * (abs(step) <= reach)
    means = (sums + ORDINARY_SHARE * ordinary) / (weights[..., np.newaxis] + ORDINARY_SHARE)
    shares = [(pair + 1) / (2 * reach + 1) for pair, reach in zip(pairs, PAIR_REACH, strict=True)]
    crowds = [_crowd(who, reach) for reach in CROWD_REACH]
    return np.hstack([*means, np.column_stack([*shares, *crowds])])


def _numbers(senders: Sequence[str | None]) -> NDArray[np.int64]:
    """Return a number for each sender, and one below zero, never twice the same, for each that is not known."""
    known = {name: number for number, name in enumerate(dict.fromkeys(name for name in senders if name))}
    return np.array([known[name] if name else -2 - place for place, name in enumerate(senders)])


def _last_other(who: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each message the last other person before it; -1 where there is none."""
    found = np.full(len(who), -1)
    for i in range(1, len(who)):
        found[i] = who[i - 1] if who[i - 1] != who[i] else found[i - 1]
    return found


def overlap(count: int, step: int) -> tuple[slice, slice]:
    """Return the places that have a message ``step`` places on, and the places of those messages."""
    reach = min(abs(step), count)
    early, late = slice(0, count - reach), slice(reach, count)
    return (early, late) if step > 0 else (late, early)


def _crowd(who: NDArray[np.int64], reach: int) -> NDArray[np.float64]:
    """Return how many people write within ``reach`` messages, as a share of the most that there could be."""
    names = who.tolist()
    return np.array([len(set(names[max(0, i - reach) : i + reach + 1])) / (2 * reach + 1) for i in range(len(names))])
