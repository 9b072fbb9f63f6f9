"""Find whom or what marked words are about.

For a rule it is the nearest word that names a target: inside the marked words first, then on either side within the
sentence, then in the message; of two equally near, the one before. A swear word is said at somebody only if they are
named beside it.

For the classifier, which often marks words that name nobody, it is learnt from the corpus: what the encoder and the
words of the message say of each target, and of the messages around it, the nearer the more. It is said only where it is
likelier than all others together.

Both are guesses, and the reader sees the whole message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analyser.annotation.company import overlap
from analyser.annotation.words import ENDS
from analyser.schema import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from spacy.tokens import Doc

BESIDE = 3
BEFORE, AFTER, FALL = range(-6, 0), range(1, 4), 0.7  # messages looked at, and what each further one counts


def nearest_target(span: Any, doc: Doc, *, beside: bool = False) -> str | None:
    """Return the target named nearest to ``span``, in its sentence if there is one there; None if none is named.

    With ``beside`` only those in its sentence count, with fewer than ``BESIDE`` words between.
    """
    near = [
        (_parted(found.start, span, doc), _distance(found, span), found.start > span.start, found.start, found.label_)
        for found in doc.spans["targets"]
    ]
    if beside:
        near = [place for place in near if not place[0] and place[1] <= BESIDE]
    return min(near)[-1] if near else None


def target_features(encoded: NDArray[np.float64], words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what the messages of one chat, in order, say of targets, shape (n, 30).

    Parameters
    ----------
    encoded, words : ndarray, shape (n, 6)
        What the encoder says of each of TARGETS in each message, and what its words say.
    """
    chances = 1 / (1 + np.exp(-encoded))
    return np.hstack(
        [encoded, words, _nearby(chances, BEFORE), _nearby(chances, AFTER), _nearby(words, BEFORE)],
    )


def likely_targets(scores: NDArray[np.float64]) -> list[str | None]:
    """Return for each row the one of TARGETS, columns of ``scores``, that is likelier than all others together."""
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    return [TARGETS[int(own.argmax())] if 2 * own.max() > own.sum() else None for own in chances]


def _nearby(scores: NDArray[np.float64], steps: Iterable[int]) -> NDArray[np.float64]:
    total = np.zeros_like(scores)
    for step in steps:
        here, there = overlap(len(scores), step)
        total[here] += FALL ** abs(step) * scores[there]
    return total


def _distance(found: Any, span: Any) -> int:
    return int(max(found.start - span.end + 1, span.start - found.end + 1, 0))


def _parted(place: int, span: Any, doc: Doc) -> bool:
    between = doc[min(place, span.end) : max(place, span.start)]
    return any(token.text in ENDS for token in between)
