"""Make the classifier: ``python -m analyser.training.train`` (needs the extra ``train``; about three minutes).

The first score is a logistic regression over n-grams that are scaled beforehand by how much more often they stand in
messages with the label than without (Wang and Manning 2012); the scale is multiplied into the weights afterwards, so
that what ships stays linear. The second is a logistic regression over the neighbours' first scores. For it to learn how
far a first score can be trusted, those scores come from voices left out; so do the second scores that set the bars.

Lone messages teach the first score only: they have no neighbours. The classes are not weighted: weights moved the
scores but not their order, and bars are set for messages that carry no label, not at one half.

Same machine, same libraries: same bytes. Nothing is random but the order in which the solver visits the columns, and
that has a fixed seed.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # it ships no types
from sklearn.linear_model import LogisticRegression

from analyser.annotation import build_pipeline
from analyser.annotation.classifier import DATA
from analyser.annotation.neighbours import with_neighbours
from analyser.annotation.ngrams import WORD, Vocabulary, fold, runs, word_grams
from analyser.policy import load_policy
from analyser.schema import CATEGORIES
from analyser.training.bars import choose_bars
from analyser.training.corpus import conversations, folds, load_corpus, truth
from analyser.training.stages import by_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

NAME = "words and neighbours 1"
SEED = 20260917
FEWEST_TEXTS = {"words": 2, "characters": 4}  # an n-gram in fewer texts is not learnt from
FIRMNESS_WORDS, FIRMNESS_NEIGHBOURS = 2.0, 1.0  # C of the two regressions: larger trusts the corpus more


@dataclass(frozen=True)
class Linear:
    """Weights, one column per label, and their base."""

    weights: NDArray[np.float64]
    base: NDArray[np.float64]

    def __call__(self, features: csr_array | NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the scores of ``features``, one row each."""
        return np.asarray(features @ self.weights + self.base)


def train(corpus: pd.DataFrame, *, ruled: NDArray[np.int64]) -> bytes:
    """Return the data of the classifier learnt from ``corpus``.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`, whole or some voices of it.
    ruled : ndarray of int64, shape (messages, 5)
        What the rules mark without it: 0 nothing, 1 worth a look, 2 clear.
    """
    labels, fold_of, chat = truth(corpus), folds(corpus), corpus["chat"].notna().to_numpy()
    texts = corpus["text"].tolist()
    vocabulary = learn_vocabulary(texts)
    grams = as_matrix(vocabulary, texts)

    own = left_out(lambda rows: words_regression(grams[rows], labels[rows]), grams, fold_of)
    ordinary = own[chat].mean(axis=0)
    features = neighbour_table(corpus, own, ordinary)
    middle = np.nanmean(features[chat], axis=0)
    features = np.where(np.isnan(features), middle, features)
    again = left_out(lambda rows: regression(features[rows & chat], labels[rows & chat]), features, fold_of)

    final_words = words_regression(grams, labels)
    final_again = regression(features[chat], labels[chat])
    return pack(
        vocabulary,
        words=final_words.weights,
        words_base=final_words.base,
        ordinary=ordinary,
        again=final_again.weights,
        again_base=final_again.base,
        middle=middle,
        bars=choose_bars(again[chat], labels[chat], by_rules=ruled[chat]),
        lone_bars=choose_bars(own[~chat], labels[~chat], by_rules=ruled[~chat]),
    )


def left_out(
    fit: Callable[[NDArray[np.bool_]], Linear], features: csr_array | NDArray[np.float64], fold_of: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return for each message the score by what was fitted without its fold."""
    scores = np.zeros((features.shape[0], len(CATEGORIES)))
    for fold_out in np.unique(fold_of):
        out = fold_of == fold_out
        scores[out] = fit(~out)(features[out])
    return scores


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


def words_regression(grams: csr_array, labels: NDArray[np.bool_]) -> Linear:
    """Return the first score: each label by a regression over n-grams scaled by their log-odds for that label."""
    held = (grams > 0).astype(np.float64)
    fitted = []
    for label in labels.T:
        with_it, without = (1 + held[rows].sum(axis=0) for rows in (label, ~label))
        scale = np.log(with_it / with_it.sum()) - np.log(without / without.sum())
        fitted.append(_one(grams.multiply(scale[np.newaxis]).tocsr(), label, FIRMNESS_WORDS, scale))
    return _together(fitted)


def regression(features: NDArray[np.float64], labels: NDArray[np.bool_]) -> Linear:
    """Return the second score: each label by a regression over ``features`` brought to one scale."""
    middle, spread = features.mean(axis=0), features.std(axis=0)
    fitted = [_one((features - middle) / spread, label, FIRMNESS_NEIGHBOURS, 1 / spread) for label in labels.T]
    linear = _together(fitted)
    return Linear(linear.weights, linear.base - middle @ linear.weights)


def _one(
    features: csr_array | NDArray[np.float64], label: NDArray[np.bool_], firmness: float, scale: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    model = LogisticRegression(C=firmness, solver="liblinear", tol=1e-2, random_state=SEED)
    model.fit(features, label)
    return model.coef_[0] * scale, float(model.intercept_[0])


def _together(fitted: Sequence[tuple[NDArray[np.float64], float]]) -> Linear:
    return Linear(np.column_stack([weights for weights, _ in fitted]), np.array([base for _, base in fitted]))


def neighbour_table(
    corpus: pd.DataFrame, own: NDArray[np.float64], ordinary: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the features of `with_neighbours` for every message, each chat by itself."""
    texts, senders = corpus["text"].to_numpy(), corpus["sender"].to_numpy()
    tables, places = [], []
    for rows in conversations(corpus):
        places.append(rows)
        tables.append(with_neighbours(own[rows], texts=texts[rows], senders=senders[rows], ordinary=ordinary))
    table = np.empty((len(corpus), tables[0].shape[1]))
    table[np.concatenate(places)] = np.concatenate(tables)
    return table


def pack(vocabulary: Vocabulary, **weights: NDArray[np.float64]) -> bytes:
    """Return the classifier's data: n-grams as text, weights as half-precision numbers, in NumPy's zip format."""
    arrays: dict[str, Any] = {
        f"{kind}_grams": np.frombuffer("\n".join(grams).encode(), np.uint8)
        for kind, grams in (("word", vocabulary.words), ("character", vocabulary.characters))
    }
    arrays |= {name: array.astype(np.float16 if name == "words" else np.float32) for name, array in weights.items()}
    out = io.BytesIO()
    np.savez_compressed(out, name=np.array(NAME), rarity=vocabulary.rarity.astype(np.float32), **arrays)
    return out.getvalue()


def main() -> None:
    """Learn from the whole corpus, after the rules of the shipped policy, and write the data of the package."""
    corpus = load_corpus()
    DATA.write_bytes(train(corpus, ruled=by_rules(corpus, build_pipeline(load_policy()))))


if __name__ == "__main__":
    main()
