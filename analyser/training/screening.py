"""Learn the screen: which messages the encoder need not read.

What the whole marks without a screen is what must come through. It is taken from scores of voices left out, with bars
set as they will be, and all but a few in a thousand of it pass. How many that are in the end is measured by `evaluate`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.screen import Screen
from analyser.schema import CATEGORIES
from analyser.training.bars import choose_bars
from analyser.training.corpus import folds, in_chats, truth
from analyser.training.learn import learn_again
from analyser.training.tables import neighbour_table, second_scores

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

learn_one = partial(learn_again, networks=1)  # what is only compared with a bar needs no mean
KEPT = 0.997  # of the messages that the whole marks: a little more than the share that is promised


def worth_reading(corpus: pd.DataFrame, own: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which messages would be marked if the encoder read all: the bars are set as if there were no rules.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`.
    own : ndarray
        From `first_table`, of voices left out.
    """
    labels, chat = truth(corpus), in_chats(corpus)
    features = neighbour_table(corpus, own, own[chat][:, : 2 * len(CATEGORIES)].mean(axis=0))
    scores = second_scores(features, labels, folds(corpus), chat, learn=learn_one)
    bars = choose_bars(scores[chat], labels[chat], by_rules=np.zeros((chat.sum(), len(CATEGORIES)), np.int64))
    return np.asarray((scores >= bars[0]).any(axis=1) & chat)


def learn_screen(
    corpus: pd.DataFrame,
    encoded: NDArray[np.float64],
    by_words: NDArray[np.float64],
    strongest: NDArray[np.float64],
    wanted: NDArray[np.bool_],
) -> tuple[Screen, NDArray[np.bool_]]:
    """Return the screen, and which messages pass it when it has not learnt from their fold; lone ones always do.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`.
    encoded : ndarray, shape (messages, outputs)
    by_words, strongest : ndarray, shape (messages, 5)
    wanted : ndarray of bool, shape (messages,)
        What must come through.
    """
    chat, label = in_chats(corpus), wanted[:, np.newaxis]
    ordinary = by_words[chat].mean(axis=0)
    features = neighbour_table(corpus, np.hstack([by_words, strongest]), ordinary)
    scores = second_scores(features, label, folds(corpus), chat, learn=learn_one)[:, 0]
    bar = np.asarray(np.quantile(scores[wanted], 1 - KEPT))
    through = ~chat | (scores >= bar)
    network = learn_one(features[chat], label[chat])
    return Screen(network, bar, encoded[~through].mean(axis=0), ordinary), through
