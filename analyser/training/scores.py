"""What is counted, once: every figure of ``docs/measured.md`` comes from here.

A message counts as found when the right heading is marked on it, wherever in it the words are. Headings are weighed
alike (macro-F1), however many messages carry them. A message is *fine* when it carries no label at all.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.annotation.ngrams import WORD, fold
from analyser.schema import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

HEADINGS = [i for i, name in enumerate(CATEGORIES) if name != "mitigating"]
MITIGATING = CATEGORIES.index("mitigating")


def wilson(found: int, total: int) -> tuple[float, float]:
    """Return the 95% interval of a share by Wilson's method (1927), which holds for few cases too."""
    if total == 0:
        return 0.0, 1.0
    z, share = 1.96, found / total
    middle = share + z**2 / (2 * total)
    half = z * sqrt(share * (1 - share) / total + z**2 / (4 * total**2))
    low, high = (middle - half) / (1 + z**2 / total), (middle + half) / (1 + z**2 / total)
    return max(low, 0.0), min(high, 1.0)  # rounding can pass the ends by a hair


def by_label(marked: NDArray[np.bool_], labels: NDArray[np.bool_]) -> pd.DataFrame:
    """Return precision, recall and F1 of each heading.

    Parameters
    ----------
    marked, labels : ndarray of bool, shape (n, 5)
        What was marked, and what the corpus says, by CATEGORIES.

    Returns
    -------
    DataFrame
        ``label``, ``precision``, ``recall``, ``f1`` (0 to 1), ``marked``, ``labelled`` (messages).
    """
    right, given, wanted = (marked & labels).sum(axis=0), marked.sum(axis=0), labels.sum(axis=0)
    return pd.DataFrame(
        {
            "label": CATEGORIES,
            "precision": right / np.maximum(given, 1),
            "recall": right / np.maximum(wanted, 1),
            "f1": 2 * right / np.maximum(given + wanted, 1),
            "marked": given,
            "labelled": wanted,
        }
    )


def macro_f1(marked: NDArray[np.bool_], labels: NDArray[np.bool_]) -> float:
    """Return the mean F1 of the four headings; a heading that nobody used and nobody marked is left out."""
    table = by_label(marked, labels).iloc[HEADINGS]
    used = table[(table["labelled"] > 0) | (table["marked"] > 0)]
    return float(used["f1"].mean())


def fine_marked(marked: NDArray[np.bool_], labels: NDArray[np.bool_]) -> tuple[int, int]:
    """Return how many fine messages carry a mark of the four headings, and how many fine messages there are."""
    fine = ~labels.any(axis=1)
    return int(marked[fine][:, HEADINGS].any(axis=1).sum()), int(fine.sum())


def severe_found(marked: NDArray[np.bool_], severity: NDArray[np.int64]) -> tuple[int, int]:
    """Return how many messages of severity 3 carry any mark of the four headings, and how many there are."""
    severe = severity == 3
    return int(marked[severe][:, HEADINGS].any(axis=1).sum()), int(severe.sum())


def by_kind(marked: NDArray[np.bool_], corpus: pd.DataFrame) -> pd.DataFrame:
    """Return for each kind of abuse how many messages hold it and how many of them are marked at all and as abuse."""
    abuse = CATEGORIES.index("abuse")
    kinds = sorted({kind for kinds in corpus["sub"] for kind in kinds})
    rows = []
    for kind in kinds:
        held = np.array([kind in kinds for kinds in corpus["sub"]])
        rows.append((kind, held.sum(), marked[held][:, abuse].sum(), marked[held][:, HEADINGS].any(axis=1).sum()))
    return pd.DataFrame(rows, columns=["kind", "messages", "as_abuse", "at_all"])


def words_shared(text: str, ours: Iterable[tuple[int, int]], theirs: str) -> tuple[int, int, int]:
    """Return how many words our spans, the corpus's span and both hold.

    Parameters
    ----------
    text : str
        The message.
    ours : iterable of (int, int)
        Half-open characters of our spans.
    theirs : str
        The words marked in the corpus; their first place in ``text`` counts.
    """
    start = text.index(theirs)
    words = [match.span() for match in WORD.finditer(fold(text))]
    own = {(a, b) for a, b in words for first, last in ours if a < last and b > first}
    other = {(a, b) for a, b in words if a < start + len(theirs) and b > start}
    return len(own), len(other), len(own & other)
