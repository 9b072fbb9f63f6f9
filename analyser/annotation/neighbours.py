"""What stands around a message: the scores of its neighbours, who speaks to whom, and its manner.

A lone "see you at 7 x" says little; between two people who alternate, it is part of a private exchange. An answer
leans towards the labels of what it answers. So each message is judged again with the first scores of the six messages
before it and of the four after, with the `company` it keeps, with the highest score that one of its own sentences has
by itself (a dig at the end of a long and friendly message), with how its sender and theirs stand to each other, and
with what its own manner shows (its length, questions, exclamations, capitals, whether it speaks to all, to one, of
itself, and ends on a kiss).

Left alone: the time between messages, which invented chats cannot teach. Wrong when two
exchanges cross each other line by line. What is not known (the edge of a chat, senders not given) is NaN in the table,
and the classifier puts the ordinary value in its place, so that it says nothing either way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.company import company

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BACK, AHEAD = 6, 4  # how far it looks
NEAR_AHEAD = 3  # of these, how many messages after it are looked at singly
NEAR = (-2, -1, 1, 2)  # neighbours whose relations count too

_COUNTED = tuple(re.compile(pattern) for pattern in (r"\?", r"!", r"\b[A-Z]{3,}\b"))
_MOST = 3  # more question marks than this say no more
_HELD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:anyone|everyone|all|does any|who's)\b",
        r"\b(?:you|u|your|ur)\b",
        r"\b(?:me|us|we|i)\b",
        r"x\s*$",
    )
)


def with_neighbours(
    scores: NDArray[np.float64],
    *,
    own: NDArray[np.float64],
    talk: NDArray[np.float64],
    senders: Sequence[str | None] | None,
    ordinary: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the features by which each message of one chat is judged again.

    Parameters
    ----------
    scores : ndarray, shape (n, labels)
        First scores of each message, in the order of the chat.
    own : ndarray, shape (n, more)
        What else is known of each message by itself.
    talk : ndarray, shape (n, 48)
        From `talk_of`.
    senders : sequence of str or None, length n, optional
    ordinary : ndarray, shape (labels,)
        What stands for the scores of a neighbour that does not exist.

    Returns
    -------
    ndarray, shape (n, more + labels * 19 + 53)
        NaN where the relations of senders are not known.
    """
    before = [_shifted(scores, -step, ordinary) for step in range(1, BACK + 1)]
    after = [_shifted(scores, step, ordinary) for step in range(1, AHEAD + 1)]
    wide = [np.mean(before, axis=0), np.max(before, axis=0), np.mean(after, axis=0), np.max(after, axis=0)]
    around = company(scores, senders, ordinary)
    return np.hstack([own, scores, *before, *after[:NEAR_AHEAD], *wide, around, talk])


def talk_of(texts: Sequence[str], senders: Sequence[str | None] | None) -> NDArray[np.float64]:
    """Return who speaks to whom, and the manner of each message of one chat: shape (n, 48), the manner last."""
    stand = _relations(texts, senders)
    unknown = np.full(stand.shape[1], np.nan)
    near = [_shifted(stand, step, unknown) for step in NEAR]
    return np.hstack([stand, *near, np.array([manner(text) for text in texts])])


def strongest_sentence(
    scores: NDArray[np.float64], by_sentence: NDArray[np.float64], owner: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return per message the highest score among its sentences.

    Parameters
    ----------
    scores : ndarray, shape (n, labels)
        Score of each whole message, kept where it has no sentences.
    by_sentence : ndarray, shape (m, labels)
        Score of each sentence.
    owner : ndarray of int64, shape (m,)
        The message that each sentence is in.
    """
    highest = np.full(scores.shape, -np.inf)
    np.maximum.at(highest, owner, by_sentence)
    return np.where(np.isinf(highest), scores, highest)


def _shifted(table: NDArray[np.float64], step: int, beyond: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the rows of the messages ``step`` places on (back when negative), ``beyond`` past the edge."""
    shifted = np.tile(beyond, (len(table), 1))
    if step > 0:
        shifted[:-step] = table[step:]
    else:
        shifted[-step:] = table[:step]
    return shifted


def manner(text: str) -> list[float]:
    """Return eight numbers: length, marks, capitals, whom ``text`` speaks to, a kiss at the end."""
    counts = [min(len(pattern.findall(text)), _MOST) for pattern in _COUNTED]
    return [np.log1p(len(text)), *counts, *(pattern.search(text) is not None for pattern in _HELD)]


def _relations(texts: Sequence[str], senders: Sequence[str | None] | None) -> NDArray[np.float64]:
    if senders is None or len(texts) < 2:
        return np.full((len(texts), 8), np.nan)
    names = [sender or "" for sender in senders]
    return np.array([_relation(text.lower(), names, i) for i, text in enumerate(texts)], dtype=np.float64)


def _relation(text: str, names: Sequence[str], i: int) -> list[float]:
    """Say how the sender of message ``i`` stands among the six senders before and the four after."""
    own, before, after = names[i], names[max(0, i - BACK) : i], names[i + 1 : i + 1 + AHEAD]
    last, last_but_one = [*reversed(before), "", ""][:2]
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
