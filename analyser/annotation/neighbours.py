"""What the neighbours say about a message: their own scores, and who speaks to whom.

A lone "see you at 7 x" says little; between two people who alternate, it is part of a private exchange. An answer
leans towards the labels of what it answers. So each message is judged again with the scores of the six messages
before it and the four after, and with how its sender stands among them.

Left alone: time between messages (it added nothing on left-out voices) and what anyone wrote in earlier threads.
Wrong when two exchanges cross each other line by line. What is not known (the edge of a chat, senders not given) is
missing in the table, and the classifier puts the ordinary value in its place, so that it says nothing either way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BACK, AHEAD, WIDE_BACK, WIDE_AHEAD = 6, 3, 6, 4
RELATIONS = 8


def with_neighbours(
    scores: NDArray[np.float64],
    *,
    texts: Sequence[str],
    senders: Sequence[str | None] | None,
    ordinary: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the features by which each message of one chat is judged again.

    Parameters
    ----------
    scores : ndarray, shape (n, labels)
        Score of each message on its own words, in the order of the chat.
    texts : sequence of str, length n
    senders : sequence of str or None, length n, optional
    ordinary : ndarray, shape (labels,)
        What stands for a neighbour that does not exist.

    Returns
    -------
    ndarray, shape (n, labels * (1 + 6 + 3 + 4) + 8)
        NaN in the last eight columns where the senders are not known.
    """
    before = [_shifted(scores, -step, ordinary) for step in range(1, WIDE_BACK + 1)]
    after = [_shifted(scores, step, ordinary) for step in range(1, WIDE_AHEAD + 1)]
    wide = [np.mean(before, axis=0), np.max(before, axis=0), np.mean(after, axis=0), np.max(after, axis=0)]
    return np.hstack([scores, *before[:BACK], *after[:AHEAD], *wide, _relations(texts, senders)])


def _shifted(scores: NDArray[np.float64], step: int, ordinary: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the scores of the message ``step`` places on (back when negative), ``ordinary`` beyond the edge."""
    shifted = np.tile(ordinary, (len(scores), 1))
    if step > 0:
        shifted[:-step] = scores[step:]
    else:
        shifted[-step:] = scores[:step]
    return shifted


def _relations(texts: Sequence[str], senders: Sequence[str | None] | None) -> NDArray[np.float64]:
    if senders is None or len(texts) < 2:
        return np.full((len(texts), RELATIONS), np.nan)
    names = [sender or "" for sender in senders]
    return np.array([_relation(text.lower(), names, i) for i, text in enumerate(texts)], dtype=np.float64)


def _relation(text: str, names: Sequence[str], i: int) -> list[float]:
    """Say how the sender of message ``i`` stands among the six senders before and the four after."""
    own, before, after = names[i], names[max(0, i - 6) : i], names[i + 1 : i + 5]
    last, last_but_one = ([*reversed(before), "", ""])[:2]
    following, next_but_one = [*after, "", ""][:2]
    return [
        len({*before, own}) / 7,
        len({*before[-4:], own, *after}) / 9,
        own == last_but_one and own != last,
        own == next_but_one and own != following,
        own == last,
        len({*before[-3:], own, *after[:2]}) <= 2,
        _calls(text, last),
        _calls(text, last_but_one),
    ]


def _calls(text: str, name: str) -> bool:
    first = name.lower().split()[:1]
    return bool(first) and first[0] in text
