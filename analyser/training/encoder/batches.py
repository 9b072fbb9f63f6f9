"""Messages in batches of like length, as the network takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from analyser.annotation.wordpiece import START, STOP, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from torch import Tensor

    from analyser.training.encoder.examples import Examples

BEFORE_PIECES = 100  # at most so many pieces of the messages before
ALIKE = 40  # batches among which messages are sorted by their length


def in_batches(
    examples: Examples, rows: NDArray[np.int64], size: int, draw: np.random.Generator
) -> list[NDArray[np.int64]]:
    """Return ``rows`` in batches of messages of like length, drawn anew at each call."""
    mixed, found = draw.permutation(rows), []
    for first in range(0, len(mixed), size * ALIKE):
        some = mixed[first : first + size * ALIKE]
        some = some[np.argsort([len(examples.pieces[row]) for row in some], kind="stable")]
        found += [some[i : i + size] for i in range(0, len(some), size)]
    return [found[i] for i in draw.permutation(len(found))]


def by_length(examples: Examples, rows: NDArray[np.int64], size: int = 128) -> Iterator[NDArray[np.int64]]:
    """Yield ``rows`` in batches, the shortest messages first."""
    ordered = rows[np.argsort([len(examples.pieces[row]) for row in rows], kind="stable")]
    for i in range(0, len(ordered), size):
        yield ordered[i : i + size]


def as_batch(  # noqa: PLR0913 -- two of them only while it is taught
    examples: Examples,
    rows: NDArray[np.int64],
    *,
    before: int,
    device: str,
    draw: np.random.Generator | None = None,
    blank: float = 0.0,
) -> dict[str, Tensor]:
    """Return ``rows`` as the network's input; with ``draw``, a share ``blank`` of the pieces is made unknown."""
    read = [_sequence(examples, int(row), before) for row in rows]
    pieces = np.zeros((len(rows), max(len(own) for own, _ in read)), dtype=np.int64)
    body, segments = np.zeros(pieces.shape, dtype=bool), np.zeros(pieces.shape, dtype=np.int64)
    for i, (own, size) in enumerate(read):
        pieces[i, : len(own)] = own
        body[i, 1 : 1 + size] = True
        segments[i, size + 2 : len(own)] = 1
    if draw is not None and blank:
        pieces[body & (draw.random(pieces.shape) < blank)] = UNKNOWN
    arrays = {"pieces": pieces, "segments": segments, "body": body, "manner": examples.manner[rows]}
    return {name: torch.from_numpy(array).to(device, non_blocking=True) for name, array in arrays.items()}


def _sequence(examples: Examples, row: int, before: int) -> tuple[list[int], int]:
    """Return the pieces of a message, then of the messages ``before`` it, and how many are its own."""
    own = examples.pieces[row]
    around: list[int] = []
    for back in range(row - 1, max(row - before, 0) - 1, -1):
        if before and examples.chat[back] == examples.chat[row]:
            around += [*examples.pieces[back], STOP]
    return [START, *own, STOP, *around[:BEFORE_PIECES]], len(own)
