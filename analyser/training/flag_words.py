"""What words say of the flags, learnt from the messages that were read for them.

Few messages carry a flag, so those written for the flags teach too, and so does the rest of the corpus: nobody has
read it for them, but it was searched for messages that might need one, so it is taken to carry none, at less than full
count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]  # it ships no types

from analyser.training.flags import READ_FOR, flag_truth, load_flags
from analyser.training.learn import learn_words

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from analyser.training.learn import Linear

NOT_READ = 0.3  # how much it counts that a message nobody has read for flags carries none


@dataclass(frozen=True)
class FlagLessons:
    """Which flags the messages of a corpus, and the messages written for the flags, carry; NaN is not read.

    Parameters
    ----------
    corpus, written : ndarray, shapes (messages, READ_FOR)
    """

    corpus: NDArray[np.float64]
    written: NDArray[np.float64]


def flag_lessons(corpus: pd.DataFrame, written: pd.DataFrame) -> FlagLessons:
    """Return what is known of ``corpus`` (from `load_corpus`) and of ``written`` (from `load_flags`)."""
    return FlagLessons(flag_answers(corpus), flag_truth(written).astype(np.float64))


def flag_answers(corpus: pd.DataFrame) -> NDArray[np.float64]:
    """Return which flags each message carries, shape (messages, READ_FOR); NaN where nobody has read it for them."""
    flagged = load_flags(corpus)
    known = flagged["place"].notna().to_numpy()
    table = np.full((len(corpus), len(READ_FOR)), np.nan)
    table[flagged["place"][known].to_numpy(np.int64)] = flag_truth(flagged)[known]
    return table


def learn_flag_words(messages: csr_array, written: csr_array, lessons: FlagLessons) -> Linear:
    """Return the words' score of each flag, learnt from the n-grams of ``messages`` and of what was ``written``."""
    answers = np.vstack([lessons.corpus, lessons.written])
    counts = np.where(np.isnan(answers), NOT_READ, 1.0)
    return learn_words(vstack([messages, written]).tocsr(), answers == 1, kinds=["plain"], counts=counts)


def flag_word_scores(
    messages: csr_array, written: csr_array, lessons: FlagLessons, fold_of: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the words' scores of ``messages``, shape (messages, READ_FOR), by what was learnt without their fold."""
    scores = np.zeros(lessons.corpus.shape)
    for fold in np.unique(fold_of):
        out = fold_of == fold
        rest = FlagLessons(lessons.corpus[~out], lessons.written)
        scores[out] = learn_flag_words(messages[~out], written, rest)(messages[out])
    return scores
