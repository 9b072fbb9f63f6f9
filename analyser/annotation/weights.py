"""What single words say: a sum of weights over n-grams, learnt from the corpus."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.neighbours import strongest_sentence
from analyser.annotation.ngrams import Vocabulary, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BATCH = 4096  # messages scored at once: keeps the n-grams of a batch near 100 MB


@dataclass(frozen=True)
class WordWeights:
    """N-grams and what each adds to each score.

    Parameters
    ----------
    vocabulary : Vocabulary
        Of ``g`` n-grams.
    weights : ndarray, shape (g, c)
    base : ndarray, shape (c,)
    """

    vocabulary: Vocabulary = field(repr=False)
    weights: NDArray[np.float64] = field(repr=False)
    base: NDArray[np.float64] = field(repr=False)

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the scores of each text, shape (len(texts), c); repeats cost once."""
        return self._scores(texts, self.weights.shape[1])

    def _scores(self, texts: Sequence[str], columns: int) -> NDArray[np.float64]:
        distinct = list(dict.fromkeys(texts)) or [""]
        scored = [self._scored(distinct[i : i + BATCH], columns) for i in range(0, len(distinct), BATCH)]
        place = {text: i for i, text in enumerate(distinct)}
        return np.asarray(np.concatenate(scored)[[place[text] for text in texts]])

    def strongest(self, texts: Sequence[str], scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the highest score of any sentence of each text; its own where it is a single sentence.

        ``scores`` are those of the texts, shape (len(texts), c) or their first columns only.
        """
        parts = [sentences(text) for text in texts]
        owner = np.repeat(np.arange(len(texts)), [len(part) for part in parts])
        return strongest_sentence(scores, self._scores(list(chain.from_iterable(parts)), scores.shape[1]), owner)

    def _scored(self, texts: Sequence[str], columns: int) -> NDArray[np.float64]:
        found = self.vocabulary.weigh(texts)
        weights = self.weights[:, :columns].T
        sums = [np.bincount(found.row, found.value * column[found.gram], len(texts)) for column in weights]
        return np.column_stack(sums) + self.base[:columns]
