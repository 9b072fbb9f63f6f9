"""The words that speak for a mark: the stretch of a message that adds most to its score.

The score is a sum over n-grams, so what each chunk of the text adds is known exactly; nothing is estimated. A pair of
words that stand in two chunks is shared between them. A message of more than twelve chunks is never shown whole, nor
more than twenty-five chunks of any: words are shown to guide the eye, and the message is there to be read.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.ngrams import WORD, Vocabulary, fold, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SHORT, LONGEST = 12, 25  # chunks: a message that may be shown whole, the longest stretch of any


def telling_stretch(text: str, vocabulary: Vocabulary, weights: NDArray[np.float64]) -> tuple[int, int]:
    """Return the half-open characters of the stretch of ``text``, not blank, that adds most to the score.

    Parameters
    ----------
    text : str
    vocabulary : Vocabulary
        Of ``g`` n-grams.
    weights : ndarray, shape (g,)
        What each n-gram adds to the score in question.
    """
    chunks = list(re.finditer(r"\S+", text))
    first, last = heaviest(what_chunks_add(text, vocabulary, weights))
    return chunks[first].start(), chunks[last].end()


def what_chunks_add(text: str, vocabulary: Vocabulary, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each chunk of ``text`` adds to the score, shape (chunks,); their sum is the score less its base."""
    found = vocabulary.weigh([text])
    total = dict(zip(found.gram.tolist(), (found.value * weights[found.gram]).tolist(), strict=True))
    chunks = fold(text).split()
    places = list(_places(chunks, vocabulary))
    counts = Counter(gram for gram, _, _ in places)
    sums = np.zeros(len(chunks))
    for gram, one, other in places:
        half = total[gram] / counts[gram] / 2
        sums[one] += half
        sums[other] += half
    return sums


def _places(chunks: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[int, int, int]]:
    """Yield each known n-gram with the chunks in which it starts and ends."""
    words = [(word, place) for place, chunk in enumerate(chunks) for word in WORD.findall(chunk)]
    grams = [(vocabulary.characters.get(run), i, i) for i, chunk in enumerate(chunks) for run in runs(chunk)]
    grams += [(vocabulary.words.get(word), i, i) for word, i in words]
    grams += [(vocabulary.words.get(f"{one} {two}"), i, j) for (one, i), (two, j) in pairwise(words)]
    yield from ((gram, i, j) for gram, i, j in grams if gram is not None)


def heaviest(adds: Sequence[float] | NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and last place of the run of numbers with the largest sum; of equals, the shortest and earliest.

    Of more than SHORT numbers, a run holds at most three in four, and never more than LONGEST.
    """
    longest = len(adds) if len(adds) <= SHORT else min(LONGEST, 3 * len(adds) // 4)
    sums = np.concatenate([[0.0], np.cumsum(adds)])
    stretches = []
    for length in range(1, longest + 1):
        gains = sums[length:] - sums[:-length]
        first = int(np.argmax(gains))
        stretches.append((-float(gains[first]), length, first))
    _, length, first = min(stretches)
    return first, first + length - 1
