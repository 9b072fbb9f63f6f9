"""Compare the parts of the classifier: ``python -m analyser.training.compare`` writes ``compared.csv``.

What is compared is how well the scores order the messages of class chats: the best F1 that any bar could reach, on
voices left out, without rules. Bars, budgets and rules come later and are measured by `evaluate`.

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

from analyser.annotation.classifier import first_table
from analyser.schema import CATEGORIES
from analyser.training.corpus import folds, in_chats, load_corpus, truth
from analyser.training.learn import learn_again, learn_words
from analyser.training.left_out import load_left_out
from analyser.training.scores import HEADINGS
from analyser.training.tables import neighbour_table, second_scores
from analyser.training.train import first_scores, read_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from analyser.training.tables import Scorer

OUTPUT = Path(__file__).with_name("compared.csv")
LABELS = len(CATEGORIES)


def compared(corpus: pd.DataFrame) -> pd.DataFrame:
    """Return a row per model: its name, the best F1 of each heading, and the mean of the four."""
    labels, chat = truth(corpus), in_chats(corpus)
    rows = []
    for name, scores in _models(corpus, labels):
        best = [best_f1(scores[chat, i], labels[chat, i]) for i in range(LABELS)]
        rows.append((name, *best, float(np.mean([best[i] for i in HEADINGS]))))
    return pd.DataFrame(rows, columns=["model", *CATEGORIES, "mean of the four"])


def _models(corpus: pd.DataFrame, labels: NDArray[np.bool_]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    read, fold_of = read_texts(corpus["text"].tolist()), folds(corpus)
    for kind in ("plain", "scaled"):
        yield f"words: {kind} regression", first_scores(read, labels, fold_of, partial(learn_words, kinds=[kind]))[0]
    own, strongest = first_scores(read, labels, fold_of)
    yield "words: mean of both", own

    said = np.asarray(load_left_out(corpus).by_fold, np.float64)
    yield "encoder", said[:, :LABELS]

    yield "words, and all around them", _second(corpus, np.hstack([own, strongest]), LABELS, fold_of)
    both = first_table(said, own, strongest)
    yield "encoder, words, and all around them", _second(corpus, both, 2 * LABELS, fold_of)
    yield "the same without a hidden layer", _second(corpus, both, 2 * LABELS, fold_of, learn=linear)


def _second(
    corpus: pd.DataFrame,
    own: NDArray[np.float64],
    shared: int,
    fold_of: NDArray[np.int64],
    learn: Callable[[NDArray[np.float64], NDArray[np.bool_]], Scorer] = learn_again,
) -> NDArray[np.float64]:
    """Return the second scores by ``own``, of which neighbours see the first ``shared`` columns."""
    chat = in_chats(corpus)
    features = neighbour_table(corpus, own, own[chat][:, :shared].mean(axis=0))
    features = np.where(np.isnan(features), np.nanmean(features[chat], axis=0), features)
    return second_scores(features, truth(corpus), fold_of, chat, learn=learn)


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
