"""The classifier: what words and neighbours say beyond the rules.

Each message is scored twice per heading. First on its own words: a sum of weights over n-grams. Then again with the
first scores of its sentences, of its neighbours, and with who speaks to whom, by a network of one hidden layer. Both
were learnt from invented chats; how often a mark was right for authors left out of the learning is in
``docs/measured.md``.

The bars were set on authors left out, after the rules: of the messages that carry no label, one in a hundred passes
a bar for ``clear`` and four in a hundred any bar. A score is compared with its bar and then forgotten: it is never
shown, stored or added up.

The words shown are the stretch that speaks most for the mark: what each word adds to the first score is known exactly,
and the stretch is the one with the largest sum. Wrong when the mark comes from the neighbours alone; then the words are
merely those that lean that way.

Wrong in kind: sarcasm without a telling word, subjects newer than the corpus, and languages other than English.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.neighbours import strongest_sentence, with_neighbours
from analyser.annotation.ngrams import Vocabulary, sentences
from analyser.annotation.stretch import telling_stretch
from analyser.schema import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NAME = "words and neighbours 1"  # changes with what the arrays mean
DATA = Path(__file__).with_name("classifier.npz")
BATCH = 4096  # messages scored at once: keeps the n-grams of a batch near 100 MB

Mark = tuple[str, int, int, str]


@dataclass(frozen=True)
class Classifier:
    """The weights of words, then those of neighbours, and the bars.

    Parameters
    ----------
    name : str
        Kind and version, for the record of a run.
    sha256 : str
        Of the data it was read from.
    vocabulary : Vocabulary
        Of ``g`` n-grams.
    words : ndarray, shape (g, 5)
        What each n-gram adds to the first score, by CATEGORIES.
    words_base : ndarray, shape (5,)
    ordinary : ndarray, shape (5,)
        First score that stands for a neighbour that does not exist.
    hidden : ndarray, shape (f, h)
        What each feature of ``with_neighbours`` adds to each unit of the hidden layer, which counts from zero up.
    hidden_base : ndarray, shape (h,)
    again : ndarray, shape (h, 5)
        What each unit adds to the second score.
    again_base : ndarray, shape (5,)
    middle : ndarray, shape (f,)
        What stands for a feature that is not known.
    bars : ndarray, shape (2, 5)
        Second score from which a mark is ``worth a look``, and from which it is ``clear``.
    lone_bars : ndarray, shape (2, 5)
        The same for the first score of a message that has no neighbours.
    """

    name: str
    sha256: str
    vocabulary: Vocabulary
    words: NDArray[np.float64]
    words_base: NDArray[np.float64]
    ordinary: NDArray[np.float64]
    hidden: NDArray[np.float64]
    hidden_base: NDArray[np.float64]
    again: NDArray[np.float64]
    again_base: NDArray[np.float64]
    middle: NDArray[np.float64]
    bars: NDArray[np.float64]
    lone_bars: NDArray[np.float64]

    def predict(self, texts: Sequence[str], senders: Sequence[str | None] | None = None) -> list[list[Mark]]:
        """Return the marks of each message of one chat.

        Parameters
        ----------
        texts : sequence of str
            The messages of one chat, in order; a single one is judged without neighbours.
        senders : sequence of str or None, optional
            Who wrote each.

        Returns
        -------
        list of list of (str, int, int, str)
            Per message: a heading of CATEGORIES, the half-open characters of the words that speak for it, and
            ``clear`` or ``worth a look``.
        """
        passed = self.levels(texts, senders)
        marks: list[list[Mark]] = [[] for _ in texts]
        for i, label in np.argwhere(passed):
            if texts[i].strip():
                start, end = telling_stretch(texts[i], self.vocabulary, self.words[:, label])
                marks[i].append((CATEGORIES[label], start, end, ("worth a look", "clear")[passed[i, label] - 1]))
        return marks

    def levels(self, texts: Sequence[str], senders: Sequence[str | None] | None = None) -> NDArray[np.int64]:
        """Return how many bars each message of one chat passes, shape (len(texts), 5): 2 is clear."""
        if len(texts) == 1:
            scores, bars = self.own_scores(texts), self.lone_bars
        else:
            scores, bars = self.scores(texts, senders), self.bars
        return np.asarray((scores >= bars[0]).astype(np.int64) + (scores >= bars[1]))

    def scores(self, texts: Sequence[str], senders: Sequence[str | None] | None = None) -> NDArray[np.float64]:
        """Return the second score of each message of one chat, shape (len(texts), 5)."""
        if not texts:
            return np.zeros((0, len(CATEGORIES)))
        own = self.own_scores(texts)
        parts = [sentences(text) for text in texts]
        owner = np.repeat(np.arange(len(texts)), [len(part) for part in parts])
        strongest = strongest_sentence(own, self.own_scores(list(chain.from_iterable(parts))), owner)
        features = with_neighbours(own, strongest=strongest, texts=texts, senders=senders, ordinary=self.ordinary)
        units = np.where(np.isnan(features), self.middle, features) @ self.hidden + self.hidden_base
        return np.asarray(np.maximum(units, 0) @ self.again + self.again_base)

    def own_scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the first score of each text, on its words alone, shape (len(texts), 5); repeats cost once."""
        distinct = list(dict.fromkeys(texts)) or [""]
        scored = [self._scored(distinct[i : i + BATCH]) for i in range(0, len(distinct), BATCH)]
        place = {text: i for i, text in enumerate(distinct)}
        return np.asarray(np.concatenate(scored)[[place[text] for text in texts]])

    def _scored(self, texts: Sequence[str]) -> NDArray[np.float64]:
        found = self.vocabulary.weigh(texts)
        sums = [np.bincount(found.row, found.value * column[found.gram], len(texts)) for column in self.words.T]
        return np.column_stack(sums) + self.words_base


def load_classifier(path: Path = DATA) -> Classifier | None:
    """Return the classifier shipped with the program; None when its data is not there."""
    return unpack(path.read_bytes()) if path.exists() else None


def unpack(data: bytes) -> Classifier:
    """Return the classifier held in ``data``: plain arrays in NumPy's zip format, never a pickle."""
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    words, characters = (bytes(arrays.pop(kind)).decode().split("\n") for kind in ("word_grams", "character_grams"))
    return Classifier(
        name=NAME,
        sha256=hashlib.sha256(data).hexdigest(),
        vocabulary=Vocabulary(
            words={gram: number for number, gram in enumerate(words)},
            characters={gram: number for number, gram in enumerate(characters, start=len(words))},
            rarity=arrays.pop("rarity").astype(np.float64),
        ),
        **{name: array.astype(np.float64) for name, array in arrays.items()},
    )
