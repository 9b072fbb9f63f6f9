"""A network of one hidden layer, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, repr=False)
class Network:
    """Units that count from zero up, then weights, one column per score.

    Parameters
    ----------
    hidden, hidden_base : ndarray, shapes (f, h) and (h,)
        What each feature adds to each unit.
    weights, base : ndarray, shapes (h, scores) and (scores,)
        What each unit adds to each score.
    middle : ndarray, shape (f,)
        What stands for a feature that is not known.
    """

    hidden: NDArray[np.float64]
    hidden_base: NDArray[np.float64]
    weights: NDArray[np.float64]
    base: NDArray[np.float64]
    middle: NDArray[np.float64]

    def __call__(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the scores of ``features``, one row each; NaN is what is not known."""
        units = np.where(np.isnan(features), self.middle, features) @ self.hidden + self.hidden_base
        return np.asarray(np.maximum(units, 0) @ self.weights + self.base)
