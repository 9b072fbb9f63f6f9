"""What the encoder says of the corpus when it has not learnt from the voice that it reads.

Teaching an encoder takes an hour or a graphics card, so what the taught ones said is kept with the corpus, in
``encoder/left_out.npz``. Made by ``python -m analyser.training.encoder``; it fits one state of the corpus only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.annotation.encoder import Read
from analyser.training.corpus import load_corpus
from analyser.training.encoder.examples import read_flags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from analyser.annotation.encoder import Encoder

DATA = Path(__file__).parent / "encoder" / "left_out.npz"
STEP = 16  # scores are kept in sixteenths


@dataclass(frozen=True)
class LeftOut:
    """Scores of every message of the corpus, each table (messages, outputs).

    Parameters
    ----------
    by_fold : ndarray
        Learnt without the fold (`corpus.folds`) of the message.
    within : list of ndarray
        For each fold: learnt without it and without the fold of the message; NaN for messages of the fold itself.
    by_voice : ndarray
        Learnt without the voice of the message; NaN for voices that were not left out one at a time.
    words : list of ndarray, shape (pieces, spanned)
        Scores of the pieces of each message, learnt without its fold.
    extra : ndarray, shape (messages written for the flags before the encoder was taught, outputs)
        In their order; learnt without the quarter of them that holds the message.
    """

    by_fold: NDArray[np.float32]
    within: list[NDArray[np.float32]]
    by_voice: NDArray[np.float32]
    words: list[NDArray[np.float32]]
    extra: NDArray[np.float32]


def load_left_out(corpus: pd.DataFrame, path: Path = DATA) -> LeftOut:
    """Return what is kept for ``corpus``, which may be some rows of the whole.

    Raises
    ------
    ValueError
        If it was made for other messages.
    """
    whole = load_corpus()
    with np.load(path, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    if bytes(arrays["texts"]).decode() != texts_of(whole):
        raise ValueError(f"{path.name} was made for another state of the corpus: teach the encoder again")
    keys = pd.MultiIndex.from_frame(whole[["file", "row"]])
    rows = keys.get_indexer(pd.MultiIndex.from_frame(corpus[["file", "row"]]))
    tables = {name: _as_scores(arrays[name]) for name in ("by_fold", "by_voice", "words", "extra")}
    words = np.split(tables["words"], np.cumsum(arrays["lengths"])[:-1])
    return LeftOut(
        tables["by_fold"][rows],
        [_as_scores(table[rows]) for table in arrays["within"]],
        tables["by_voice"][rows],
        [words[row] for row in rows],
        tables["extra"],
    )


def texts_of(corpus: pd.DataFrame) -> str:
    """Return a hash of the messages of ``corpus`` in their order; labels may change without changing it."""
    return hashlib.sha256("\x00".join(corpus["text"]).encode()).hexdigest()


def as_kept(scores: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return ``scores`` in sixteenths, at most eight either way; NaN becomes the lowest number."""
    kept = np.clip(np.round(np.nan_to_num(scores) * STEP), -127, 127).astype(np.int8)
    kept[np.isnan(scores)] = -128
    return kept


def _as_scores(kept: NDArray[np.int8]) -> NDArray[np.float32]:
    return np.where(kept == -128, np.nan, kept / np.float32(STEP)).astype(np.float32)


@dataclass(frozen=True)
class KeptReader:
    """In place of the encoder when voices left out are measured: repeats what was said of their messages.

    Parameters
    ----------
    encoder : Encoder
        The one that ships: cuts messages into pieces, and reads what is neither in the corpus nor written for flags.
    said : dict of str to ndarray
        Text to its scores.
    words : dict of str to ndarray
        Text to the scores of its pieces.
    """

    encoder: Encoder
    said: dict[str, NDArray[np.float32]] = field(repr=False)
    words: dict[str, NDArray[np.float32]] = field(repr=False)
    rereads = False

    @property
    def outputs(self) -> Sequence[str]:
        """Return the names of the scores."""
        return self.encoder.outputs

    @property
    def spanned(self) -> Sequence[str]:
        """Return the headings whose bearing words are told."""
        return self.encoder.spanned

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the encoder that ships."""
        return self.encoder.sha256

    def read(self, texts: Sequence[str], *, progress: Callable[[int, int], None] | None = None) -> Read:
        """Return what was said of each text and of its words."""
        del progress
        new = list(dict.fromkeys(text for text in texts if text not in self.said or text not in self.words))
        found = self.encoder.read(new)
        for text, scores, pieces in zip(new, found.scores, found.pieces, strict=True):
            self.said.setdefault(text, scores)
            self.words.setdefault(text, pieces)
        return Read(np.array([self.said[text] for text in texts]), [self.words[text] for text in texts])

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open characters of the word of each piece of ``text``."""
        return self.encoder.places(text)


def kept_reader(encoder: Encoder, corpus: pd.DataFrame, held: LeftOut, scores: NDArray[np.float32]) -> KeptReader:
    """Return a reader that says of the messages of ``corpus`` what ``scores`` holds for them.

    A text that comes twice has the scores of its first place. Messages written for the flags after the encoder was
    taught are read by it, which has not learnt from them.
    """
    _, extra = read_flags()
    said = {text: row for (_, text, _), row in zip(extra, held.extra, strict=False)}
    said |= dict(reversed(list(zip(corpus["text"], scores, strict=True))))
    return KeptReader(encoder, said, dict(reversed(list(zip(corpus["text"], held.words, strict=True)))))
