"""The features of every message of the corpus, and the second scores of voices left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from analyser.annotation.neighbours import talk_of, with_neighbours
from analyser.training.corpus import conversations
from analyser.training.learn import learn_again

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Scorer = Callable[[Any], Any]  # from features to scores, one row per message


def second_scores(
    features: NDArray[np.float64],
    labels: NDArray[np.bool_],
    fold_of: NDArray[np.int64],
    chat: NDArray[np.bool_],
    learn: Callable[[NDArray[np.float64], NDArray[np.bool_]], Scorer] = learn_again,
) -> NDArray[np.float64]:
    """Return the second scores of messages in chats, by what was learnt without their fold; zero for the others."""
    scores = np.zeros(labels.shape)
    for fold in np.unique(fold_of):
        out, rest = chat & (fold_of == fold), chat & (fold_of != fold)
        scores[out] = learn(features[rest], labels[rest])(features[out])
    return scores


def neighbour_table(
    corpus: pd.DataFrame, own: NDArray[np.float64], ordinary: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the features of `with_neighbours` for every message, each chat by itself, from `first_table`."""
    texts, senders = corpus["text"].to_numpy(), corpus["sender"].to_numpy()
    places, split = list(conversations(corpus)), len(ordinary)
    tables = [
        with_neighbours(
            own[rows, :split],
            own=own[rows, split:],
            talk=talk_of(texts[rows], senders[rows]),
            senders=senders[rows],
            ordinary=ordinary,
        )
        for rows in places
    ]
    table = np.empty((len(corpus), tables[0].shape[1]))
    table[np.concatenate(places)] = np.concatenate(tables)
    return table
