"""Learn whom or what a grievance or abuse is about.

Only messages with one of these labels and a target teach it. What their words say of each target comes from other
voices, as it will when the program meets a voice of its own; so does what the encoder says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from analyser.annotation.classifier import ABOUT
from analyser.annotation.targets import target_features
from analyser.schema import TARGETS
from analyser.training.corpus import conversations, folds, truth
from analyser.training.learn import Linear, learn_words

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array  # type: ignore[import-untyped]  # it ships no types

FIRMNESS = 0.05  # C of the regression over features of one spread


def learn_targets(corpus: pd.DataFrame, grams: csr_array, encoded: NDArray[np.float64]) -> tuple[Linear, Linear]:
    """Return what n-grams say of each target, and what `target_features` with the headings of ABOUT do.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`.
    grams : csr_array, shape (messages, g)
    encoded : ndarray, shape (messages, 6)
        What the encoder says of each of TARGETS, when it has not learnt from the voice.
    """
    marked, answers = truth(corpus)[:, ABOUT], _answers(corpus)
    teach = np.asarray(marked.any(axis=1) & answers.any(axis=1))
    features = np.hstack([_around(corpus, encoded, _words(grams, answers, teach, folds(corpus))), marked])[teach]
    spread = features.std(axis=0)
    spread[spread == 0] = 1
    model = LogisticRegression(C=FIRMNESS, max_iter=2000).fit(features / spread, answers[teach].argmax(axis=1))
    weights, base = np.zeros((features.shape[1], len(TARGETS))), np.full(len(TARGETS), -np.inf)
    weights[:, model.classes_], base[model.classes_] = (model.coef_ / spread).T, model.intercept_
    return learn_words(grams[teach], answers[teach]), Linear(weights, base)


def _answers(corpus: pd.DataFrame) -> NDArray[np.bool_]:
    return np.array([[target == name for name in TARGETS] for target in corpus["target"]])


def _words(
    grams: csr_array, answers: NDArray[np.bool_], teach: NDArray[np.bool_], fold_of: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what the words of every message say of each target, by what was learnt without its fold."""
    scores = np.zeros(answers.shape)
    for fold in np.unique(fold_of):
        out, rest = fold_of == fold, teach & (fold_of != fold)
        scores[out] = learn_words(grams[rest], answers[rest])(grams[out])
    return scores


def _around(corpus: pd.DataFrame, encoded: NDArray[np.float64], words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return `target_features` of every message, each chat by itself."""
    places = list(conversations(corpus))
    table = np.concatenate([target_features(encoded[rows], words[rows]) for rows in places])
    features = np.empty_like(table)
    features[np.concatenate(places)] = table
    return features
