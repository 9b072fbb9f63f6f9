"""Compare the parts of the classifier: ``python -m analyser.training.compare`` writes ``compared.csv``.

Each row adds one thing to the row above it, up to what ships, which learns from three quarters of the voices; the last
rows take one thing away, or learn from fewer or more. What is compared is how well the scores order the messages of class chats:
the best F1 that any bar could reach, on voices left out, without rules. Bars, budgets and rules come later and are
measured by `evaluate`.

The first scores are those of voices left out, also where they are learnt from again; so a second score has seen, at one
remove, what the voices left out did to the others' first scores. That flatters all second scores alike, and little:
`evaluate`, which does without, gives the figures that count.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from analyser.schema import CATEGORIES
from analyser.training.corpus import folds, in_chats, load_corpus, truth
from analyser.training.learn import learn_words
from analyser.training.scores import HEADINGS
from analyser.training.train import first_scores, neighbour_table, read_texts, second_scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from analyser.training.train import Scorer

OUTPUT = Path(__file__).with_name("compared.csv")
LABELS, RELATIONS = len(CATEGORIES), 40  # columns of `with_neighbours`


def compared(corpus: pd.DataFrame) -> pd.DataFrame:
    """Return a row per model: its name, the best F1 of each heading, and the mean of the four."""
    labels, chat = truth(corpus), in_chats(corpus)
    rows = []
    for name, scores in _models(corpus, labels, chat):
        best = [best_f1(scores[chat, i], labels[chat, i]) for i in range(LABELS)]
        rows.append((name, *best, float(np.mean([best[i] for i in HEADINGS]))))
    return pd.DataFrame(rows, columns=["model", *CATEGORIES, "mean of the four"])


def _models(
    corpus: pd.DataFrame, labels: NDArray[np.bool_], chat: NDArray[np.bool_]
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    read, fold_of = read_texts(corpus["text"].tolist()), folds(corpus)
    for kind in ("plain", "scaled"):
        yield f"words: {kind} regression", first_scores(read, labels, fold_of, partial(learn_words, kinds=[kind]))[0]
    own, strongest = first_scores(read, labels, fold_of)
    yield "words: mean of both", own

    features = _features(corpus, own, strongest, chat)
    around, stand, manner = np.split(features, [15 * LABELS, 15 * LABELS + RELATIONS], axis=1)
    sentence = around[:, LABELS : 2 * LABELS]
    without = np.delete(around, np.s_[LABELS : 2 * LABELS], axis=1)
    parts = [without, stand, manner, sentence]
    names = ["and the neighbours' scores", "and who speaks to whom", "and its manner", "and its strongest sentence"]
    for number, name in enumerate(names, start=1):
        yield name, second_scores(np.hstack(parts[:number]), labels, fold_of, chat)
    yield "the same without a hidden layer", second_scores(features, labels, fold_of, chat, learn=linear)

    for groups, share in ((2, "one half"), (8, "seven eighths")):
        fold_of = folds(corpus, groups)
        own, strongest = first_scores(read, labels, fold_of)
        features = _features(corpus, own, strongest, chat)
        yield f"what ships, learnt from {share} of the voices", second_scores(features, labels, fold_of, chat)


def _features(
    corpus: pd.DataFrame, own: NDArray[np.float64], strongest: NDArray[np.float64], chat: NDArray[np.bool_]
) -> NDArray[np.float64]:
    features = neighbour_table(corpus, own, strongest, own[chat].mean(axis=0))
    return np.asarray(np.where(np.isnan(features), np.nanmean(features[chat], axis=0), features))


def linear(features: NDArray[np.float64], labels: NDArray[np.bool_]) -> Scorer:
    """Return a plain regression over ``features`` for each label, in place of `learn_again`."""
    models = [make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(features, one) for one in labels.T]
    return lambda rows: np.column_stack([model.decision_function(rows) for model in models])


def best_f1(score: NDArray[np.float64], label: NDArray[np.bool_]) -> float:
    """Return the F1 of the bar that suits ``score`` best."""
    found = np.cumsum(label[np.argsort(-score, kind="stable")])
    return float((2 * found / (np.arange(1, len(label) + 1) + label.sum())).max())


def main() -> None:
    """Write the comparison beside this module."""
    compared(load_corpus()).to_csv(OUTPUT, index=False, float_format="%.3f", lineterminator="\n")


if __name__ == "__main__":
    main()
