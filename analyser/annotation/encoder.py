"""The encoder: a small network that has read much English and then the corpus, and scores what a message says.

It is MiniLM (Wang et al. 2020) taught further by ``analyser.training.encoder``: six layers in whole numbers of eight
bits, read by ONNX Runtime. It looks at one message at a time, so that a text that comes back costs once and has the
same scores wherever it stands; what stands around a message is weighed afterwards, by the classifier.

Each row of the numbers inside has a scale of its own: what else is read at the same time moves a score by a hundredth
at most, and the number of threads by nothing. Nothing is fetched at run time.

A message of more than BODY pieces is read in parts, and has the highest score of any part.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analyser.annotation.neighbours import manner
from analyser.annotation.wordpiece import START, STOP, WordPieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Batch = list[tuple[int, list[int]]]  # parts of messages: the message that each is of, and its pieces

DATA = Path(__file__).with_name("encoder.onnx")
BODY = 126  # pieces of a message that are read at once
BATCH, ROOM = 32, 1024  # messages of like length that are read at once, and pieces in all: it bounds the memory


@dataclass(frozen=True)
class Read:
    """What the encoder says of messages.

    Parameters
    ----------
    scores : ndarray of float32, shape (n, outputs)
        By `Encoder.outputs`.
    pieces : list of ndarray of float32, shape (pieces, spanned)
        Per message: what each piece of its words says by `Encoder.spanned`; `Encoder.places` says where it stands.
    """

    scores: NDArray[np.float32]
    pieces: list[NDArray[np.float32]]


@dataclass(frozen=True, eq=False)
class Encoder:
    """The network as it ships.

    Parameters
    ----------
    data : bytes
        An ONNX file whose notes hold ``pieces``, ``outputs`` and ``spanned``.
    threads : int, optional
        How many batches to read at once; if not given, one for each core but one, and two at least.
    """

    data: bytes = field(repr=False)
    threads: int = 0
    rereads = True  # any text can be given to it

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the data."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """Return what is scored: the headings, kinds, targets and flags."""
        return tuple(json.loads(self._notes["outputs"]))

    @cached_property
    def spanned(self) -> tuple[str, ...]:
        """Return the headings whose bearing words are told."""
        return tuple(json.loads(self._notes["spanned"]))

    def read(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Read:
        """Return what it says of each text and of its words; a text that comes back is read once."""
        place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
        found, rows = self._read(list(place), progress), [place[text] for text in texts]
        return Read(found.scores[rows], [found.pieces[row] for row in rows])

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open characters of the word of each piece of ``text``."""
        return self._words.cut(text)[1]

    def _read(self, texts: Sequence[str], progress: Callable[[int, int], None] | None) -> Read:
        known: dict[str, list[int]] = {}
        cut = [self._words.cut(text, known)[0] for text in texts]
        scores = np.full((len(texts), len(self.outputs)), -np.inf, np.float32)
        by_piece: list[list[NDArray[np.float32]]] = [[] for _ in texts]
        batches, done = list(_batches(cut)), 0
        for batch, (labels, pieces) in zip(batches, self._said_of(batches, texts), strict=True):
            np.maximum.at(scores, [owner for owner, _ in batch], labels)
            for (owner, part), table in zip(batch, pieces, strict=True):
                by_piece[owner].append(table[1 : 1 + len(part)])
            done += len(batch)
            if progress:
                progress(min(done, len(texts)), len(texts))
        return Read(scores, [np.concatenate(tables) for tables in by_piece])

    def _said_of(self, batches: Sequence[Batch], texts: Sequence[str]) -> Iterator[tuple[Any, Any]]:
        """Yield what the network says of each batch: each thread reads one of its own, which is faster than sharing."""
        session = self._session

        def said(batch: Batch) -> tuple[Any, Any]:
            manners = np.array([manner(texts[owner]) for owner, _ in batch], np.float32)
            labels, pieces = session.run(None, {"pieces": _padded(batch), "manner": manners})
            return labels, pieces

        readers = ThreadPoolExecutor(self.threads or max(2, (os.cpu_count() or 1) - 1), initializer=_let_pages_first)
        try:
            yield from readers.map(said, batches)
        finally:
            readers.shutdown(cancel_futures=True)  # whoever asked may have stopped listening

    @cached_property
    def _session(self) -> Any:
        import onnxruntime  # noqa: PLC0415 -- a second to load, and only the app's first chat needs it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(self.data, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _notes(self) -> dict[str, str]:
        return dict(self._session.get_modelmeta().custom_metadata_map)

    @cached_property
    def _words(self) -> WordPieces:
        return WordPieces(json.loads(self._notes["pieces"]))


def _let_pages_first() -> None:
    """Give this thread less of the processor than those that answer the reader; only Linux can do so by thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


def load_encoder(path: Path = DATA) -> Encoder | None:
    """Return the encoder shipped with the program; None when its data is not there."""
    return Encoder(path.read_bytes()) if path.exists() else None


def _batches(cut: Sequence[list[int]]) -> Iterator[Batch]:
    """Yield parts of messages with the message that each is of, those of like length together; long ones come last."""
    parts = [
        (owner, numbers[i : i + BODY])
        for owner, numbers in enumerate(cut)
        for i in range(0, max(len(numbers), 1), BODY)
    ]
    parts.sort(key=lambda part: len(part[1]))
    batch: Batch = []
    for part in parts:
        if len(batch) == BATCH or (len(batch) + 1) * len(part[1]) > ROOM:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


def _padded(batch: Batch) -> NDArray[np.int64]:
    table = np.zeros((len(batch), len(batch[-1][1]) + 2), np.int64)
    for row, (_, numbers) in zip(table, batch, strict=True):
        row[: len(numbers) + 2] = [START, *numbers, STOP]
    return table
