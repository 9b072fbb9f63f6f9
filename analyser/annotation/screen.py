"""The screen: which messages the encoder reads, and what stands for it in those that are clearly ordinary.

The encoder takes nearly all the time. Words and neighbours cost little and know well enough where there is nothing to
find, so they are asked first. How much is lost by it is in ``docs/measured.md``. A message by itself is always read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyser.annotation.neighbours import with_neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from analyser.annotation.network import Network

MARGIN = 1.5  # below the bar: read too, since some authors stand lower; on authors left out 99.5 in 100 come through


@dataclass(frozen=True, repr=False)
class Screen:
    """A network over what words say of a message and of those around it.

    Parameters
    ----------
    network : Network
        Its one score is the higher, the likelier it is that the whole would mark the message.
    bar : ndarray, shape ()
        Score from which messages were read in the learning; MARGIN below it the encoder reads them.
    unread : ndarray, shape (outputs,)
        What stands for the encoder's scores of a message that it has not read.
    ordinary : ndarray, shape (5,)
        What stands for the words' scores of a neighbour that does not exist.
    """

    network: Network
    bar: NDArray[np.float64]
    unread: NDArray[np.float64]
    ordinary: NDArray[np.float64]

    def passes(
        self,
        words: NDArray[np.float64],
        strongest: NDArray[np.float64],
        talk: NDArray[np.float64],
        senders: Sequence[str | None] | None,
    ) -> NDArray[np.bool_]:
        """Return which messages of one chat the encoder reads.

        ``words`` and ``strongest`` have shape (n, 5), ``talk`` is from `talk_of`.
        """
        features = with_neighbours(words, own=strongest, talk=talk, senders=senders, ordinary=self.ordinary)
        return self.network(features)[:, 0] >= self.bar - MARGIN
