"""What words say of the flags, learnt from the messages that were read for them.

Few messages carry a flag, so those written for the flags teach too, and so does the rest of the corpus: nobody has
read it for them, but it was searched for messages that might need one, so it is taken to carry none, at less than full
count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analyser.training.flags import READ_FOR, flag_truth, load_flags
from analyser.training.learn import learn_words

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array  # type: ignore[import-untyped]  # it ships no types

    from analyser.training.learn import Linear

NOT_READ = 0.3  # how much it counts that a message nobody has read for flags carries none


def flag_answers(corpus: pd.DataFrame) -> NDArray[np.float64]:
    """Return which flags each message carries, shape (messages, READ_FOR); NaN where nobody has read it for them."""
    flagged = load_flags(corpus)
    known = flagged["place"].notna().to_numpy()
    table = np.full((len(corpus), len(READ_FOR)), np.nan)
    table[flagged["place"][known].to_numpy(np.int64)] = flag_truth(flagged)[known]
    return table


def learn_flag_words(grams: csr_array, answers: NDArray[np.float64]) -> Linear:
    """Return the words' score of each flag, learnt from the n-grams of messages and their `flag_answers`."""
    counts = np.where(np.isnan(answers), NOT_READ, 1.0)
    return learn_words(grams, answers == 1, kinds=["plain"], counts=counts)


def flag_word_scores(grams: csr_array, answers: NDArray[np.float64], fold_of: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the words' scores of the messages that have a fold, by what was learnt without it.

    Parameters
    ----------
    grams : csr_array, shape (n, g)
    answers : ndarray, shape (n, READ_FOR)
    fold_of : ndarray of int64, shape (m,)
        Of the first ``m`` messages; the others always teach.
    """
    scores, count = np.zeros((len(fold_of), len(READ_FOR))), len(answers) - len(fold_of)
    for fold in np.unique(fold_of):
        out = np.flatnonzero(fold_of == fold)
        rest = np.concatenate([np.flatnonzero(fold_of != fold), len(fold_of) + np.arange(count)])
        scores[out] = learn_flag_words(grams[rest], answers[rest])(grams[out])
    return scores
