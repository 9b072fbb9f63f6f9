"""Learn the parts of the classifier: n-grams, their weights, and the network over neighbours.

The weights of n-grams are the mean of two logistic regressions. One is plain. The other sees each n-gram scaled by how
much more often it stands in messages with the label than without (Wang and Manning 2012), which helps rare words; the
scale is multiplied into its weights afterwards. On voices left out the mean orders messages better than either.

The network has one hidden layer and is the mean of three, which differ by their seed: a single one wavers by a point
or two from seed to seed.
"""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # it ships no types
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from analyser.annotation.network import Network
from analyser.annotation.ngrams import WORD, Vocabulary, fold, runs, word_grams

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

SEED = 20260917
NETWORKS = 3
FEWEST_TEXTS = {"words": 2, "characters": 4}  # an n-gram in fewer texts is not learnt from
FIRMNESS = {"plain": 6.0, "scaled": 2.0}  # C of the two regressions: larger trusts the corpus more
UNITS, ROUNDS, HOLD = 32, 30, 1.0  # hidden units of each network, passes over the corpus, pull of weights to zero


@dataclass(frozen=True)
class Linear:
    """Weights, one column per label, and their base."""

    weights: NDArray[np.float64]
    base: NDArray[np.float64]

    def __call__(self, features: csr_array) -> NDArray[np.float64]:
        """Return the scores of ``features``, one row each."""
        return np.asarray(features @ self.weights + self.base)


def learn_vocabulary(texts: Sequence[str]) -> Vocabulary:
    """Return the n-grams that enough of ``texts`` hold, in alphabetical order, and how rare each is."""
    chunks = [fold(text).split() for text in texts]
    words = _common((word_grams([word for chunk in own for word in WORD.findall(chunk)]) for own in chunks), "words")
    characters = _common(((run for chunk in own for run in runs(chunk)) for own in chunks), "characters")
    counts = np.array([*words.values(), *characters.values()], dtype=np.float64)
    return Vocabulary(
        words={gram: number for number, gram in enumerate(words)},
        characters={gram: number for number, gram in enumerate(characters, start=len(words))},
        rarity=(np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32).astype(np.float64),
    )


def _common(texts: Iterable[Iterable[str]], kind: str) -> dict[str, int]:
    counts = Counter(gram for grams in texts for gram in set(grams))
    return {gram: counts[gram] for gram in sorted(counts) if counts[gram] >= FEWEST_TEXTS[kind]}


def as_matrix(vocabulary: Vocabulary, texts: Sequence[str]) -> csr_array:
    """Return the weighted n-grams of ``texts``, one row each."""
    found = vocabulary.weigh(texts)
    place = (found.row.astype(np.int32), found.gram.astype(np.int32))  # the solver takes no wider ones
    return csr_array((found.value, place), shape=(len(texts), len(vocabulary.rarity)))


def learn_words(
    grams: csr_array,
    labels: NDArray[np.bool_],
    *,
    kinds: Sequence[str] = ("plain", "scaled"),
    counts: NDArray[np.float64] | None = None,
) -> Linear:
    """Return the first score of each label: the mean of regressions over n-grams.

    Parameters
    ----------
    grams : csr_array, shape (n, g)
    labels : ndarray of bool, shape (n, labels)
    kinds : sequence of str
        Which regressions: over the n-grams as they are, over n-grams scaled by their log-odds, or both.
    counts : ndarray, shape (n, labels), optional
        How much the label of each text counts; all alike if not given.
    """
    counted = np.ones(labels.shape) if counts is None else counts
    fitted = [
        [_regression(grams, label, count, kind) for kind in kinds]
        for label, count in zip(labels.T, counted.T, strict=True)
    ]
    return Linear(
        np.column_stack([np.mean([weights for weights, _ in both], axis=0) for both in fitted]),
        np.array([np.mean([base for _, base in both]) for both in fitted]),
    )


def log_odds(grams: csr_array, label: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how much more often each n-gram stands in texts with ``label`` than without, as a logarithm."""
    held = (grams > 0).astype(np.float64)
    with_it, without = (1 + held[rows].sum(axis=0) for rows in (label, ~label))
    return np.asarray(np.log(with_it / with_it.sum()) - np.log(without / without.sum()))


def _regression(
    grams: csr_array, label: NDArray[np.bool_], count: NDArray[np.float64], kind: str
) -> tuple[NDArray[np.float64], float]:
    if not label.any():  # nothing to learn from but that it is rare
        return np.zeros(grams.shape[1]), -float(np.log1p(len(label)))
    scale = log_odds(grams, label) if kind == "scaled" else np.ones(grams.shape[1])
    model = LogisticRegression(C=FIRMNESS[kind], solver="liblinear", tol=1e-2, random_state=SEED)
    model.fit(grams.multiply(scale[np.newaxis]).tocsr(), label, sample_weight=count)
    return model.coef_[0] * scale, float(model.intercept_[0])


def learn_again(features: NDArray[np.float64], labels: NDArray[np.bool_], *, networks: int = NETWORKS) -> Network:
    """Return the second score of each label: the mean of ``networks`` over ``features`` brought to one scale.

    NaN is a feature that is not known: its mean stands for it.
    """
    middle = np.nanmean(features, axis=0)
    known = np.where(np.isnan(features), middle, features)
    spread = known.std(axis=0)
    spread[spread == 0] = 1  # a feature that never varies says nothing
    layers = [_layers((known - middle) / spread, labels, SEED + number) for number in range(networks)]
    (hiddens, weights), (hidden_bases, bases) = (list(zip(*own, strict=True)) for own in zip(*layers, strict=True))
    hidden = np.hstack(hiddens) / spread[:, np.newaxis]
    return Network(
        hidden,
        np.concatenate(hidden_bases) - middle @ hidden,
        np.vstack(weights) / networks,
        np.mean(bases, axis=0),
        middle,
    )


def _layers(
    features: NDArray[np.float64], labels: NDArray[np.bool_], seed: int
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    """Return the weights of the two layers, and their bases."""
    model = MLPClassifier((UNITS,), alpha=HOLD, max_iter=ROUNDS, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped early on purpose
        model.fit(features, labels[:, 0] if labels.shape[1] == 1 else labels)
    return model.coefs_, model.intercepts_
