"""Let the encoder that ships read voices that are newer than it: ``python -m analyser.training.newer``.

It has not learnt from them, so what it says of them stands beside what encoders taught without a voice said of the
older ones. The rest of the classifier then learns from all voices alike; the encoder itself learns from the newer ones
when it is next taught.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analyser.annotation.encoder import load_encoder
from analyser.training.corpus import FOLDS, folds, load_corpus
from analyser.training.left_out import DATA, as_kept, texts_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    from numpy.typing import NDArray

    from analyser.annotation.encoder import Encoder


def add_newer(corpus: pd.DataFrame, encoder: Encoder, path: Path = DATA) -> list[str]:
    """Add what ``encoder`` says of the voices that are not in ``path`` yet, and return them.

    Parameters
    ----------
    corpus : DataFrame
        From `load_corpus`, whole.
    encoder : Encoder
        The one that ships.
    path : Path
        As `left_out.load_left_out` reads it.

    Raises
    ------
    ValueError
        If messages of the older voices are not those that the file was made for.
    """
    with np.load(path, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    number = corpus["voice"].str.removeprefix("t").astype("int64")
    kept = (bytes(arrays["texts"]).decode(), len(arrays["by_fold"]))
    old = next((number <= last for last in sorted(set(number)) if _is(corpus[number <= last], *kept)), None)
    if old is None:
        raise ValueError(f"{path.name} was made for other messages: teach the encoder again")
    newer = np.flatnonzero(~old)
    if len(newer):
        _insert(arrays, np.flatnonzero(old), newer, encoder, corpus)
        arrays["texts"] = np.frombuffer(texts_of(corpus).encode(), np.uint8)
        np.savez_compressed(path, allow_pickle=False, **arrays)
    return sorted(set(corpus["voice"].iloc[newer]))


def _is(corpus: pd.DataFrame, texts: str, count: int) -> bool:
    return len(corpus) == count and texts_of(corpus) == texts


def _insert(
    arrays: dict[str, NDArray[np.int8]],
    old: NDArray[np.int64],
    newer: NDArray[np.int64],
    encoder: Encoder,
    corpus: pd.DataFrame,
) -> None:
    """Put what the encoder says of the messages at ``newer`` between what is kept of those at ``old``."""
    said, fold_of = encoder.read(corpus["text"].iloc[newer].tolist()), folds(corpus)
    place = np.argsort(np.concatenate([old, newer]))
    for name in ("by_fold", "by_voice"):
        arrays[name] = np.concatenate([arrays[name], as_kept(said.scores)])[place]
    arrays["within"] = np.stack(
        [
            np.concatenate([table, as_kept(np.where((fold_of[newer] == fold)[:, np.newaxis], np.nan, said.scores))])[
                place
            ]
            for fold, table in zip(range(FOLDS), arrays["within"], strict=True)
        ]
    )
    words = [*np.split(arrays["words"], np.cumsum(arrays["lengths"])[:-1]), *map(as_kept, said.pieces)]
    arrays["words"] = np.concatenate([words[row] for row in place])
    arrays["lengths"] = np.array([len(words[row]) for row in place])


def main() -> None:
    """Add the newer voices of the corpus, and say which they are."""
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("There is no encoder to read them: teach one first.")
    added = add_newer(load_corpus(), encoder)
    print(f"added: {', '.join(added) or 'nothing, all are there'}")  # noqa: T201 -- a command


if __name__ == "__main__":
    main()
