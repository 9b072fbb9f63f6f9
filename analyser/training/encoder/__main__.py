"""Teach the encoder: ``python -m analyser.training.encoder FOLDER`` (needs the extra ``encoder``).

FOLDER holds ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2. It writes the encoder that ships, and
what encoders taught without some voices say of those voices. On one machine, the same corpus and the same seed give
the same weights. It takes under an hour on a graphics card and two days on two cores; what is done is kept in a
folder, and a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import inspect
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import torch
import typer

from analyser.annotation.encoder import DATA
from analyser.annotation.wordpiece import WordPieces
from analyser.training import left_out
from analyser.training.corpus import FOLDS, folds, load_corpus
from analyser.training.encoder import batches, examples, fit, network, start
from analyser.training.encoder.examples import OUTPUTS, SPANNED, Examples, make_examples
from analyser.training.encoder.fit import Plan, mean_of, new_network, score, teach
from analyser.training.encoder.ship import shipped
from analyser.training.encoder.start import Start, load_start

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from analyser.training.encoder.network import Encoder

PLAN = Plan()
SEEDS = (1, 2, 3)  # what ships is the mean of the weights of these


class School:
    """Teaches networks from some rows, each once: those taught before are read from ``cache``."""

    def __init__(self, corpus: pd.DataFrame, begun: Start, cache: Path, device: str) -> None:
        self.words = WordPieces(begun.pieces)
        self.examples: Examples = make_examples(corpus, self.words)
        self.begun, self.cache, self.device = begun, cache, device
        self.key = _key(corpus)
        cache.mkdir(parents=True, exist_ok=True)

    def taught(self, name: str, rows: NDArray[np.int64], plan: Plan) -> Encoder:
        """Return the network taught from ``rows``; ``name`` names the rows."""
        path = self.cache / f"{self.key}-{name}-{plan.seed}.pt"
        if not path.exists():
            made = teach(self.examples, self.begun, rows, plan, device=self.device)
            torch.save(made.state_dict(), path.with_suffix(".part"))
            path.with_suffix(".part").replace(path)
            typer.echo(f"taught: {name}, seed {plan.seed}")
        found = new_network(self.examples, self.begun)
        found.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        return found.to(self.device).eval()

    def said(
        self, name: str, out: NDArray[np.bool_], rows: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
        """Return what a network taught without the rows ``out`` says of ``rows``."""
        known = self.taught(name, np.flatnonzero(~out), PLAN)
        return score(known, self.examples, rows, device=self.device)


def main(
    folder: Annotated[Path, typer.Argument(help="Holds model.safetensors and tokenizer.json of all-MiniLM-L6-v2.")],
    cache: Annotated[Path, typer.Option(help="Where taught networks are kept.")] = Path(".evaluated/encoder"),
    device: Annotated[str, typer.Option(help="cpu, or cuda for a graphics card.")] = "cpu",
) -> None:
    """Teach, and write the encoder and what is said of voices left out."""
    torch.set_float32_matmul_precision("high")  # on a graphics card twice as fast
    corpus = load_corpus()
    school = School(corpus, load_start(folder, corpus["text"].tolist()), cache, device)
    _write_left_out(school, corpus)
    everything = np.arange(len(school.examples.pieces))
    networks = [school.taught("all", everything, replace(PLAN, seed=seed)) for seed in SEEDS]
    DATA.write_bytes(shipped(mean_of(networks).cpu(), school.begun.pieces))


def _write_left_out(school: School, corpus: pd.DataFrame) -> None:
    size = len(corpus)
    fold_of = dealt(folds(corpus), school.examples)
    voice_of = dealt(folds(corpus, corpus["voice"].nunique()), school.examples)
    by_fold, by_voice = (np.zeros((size, len(OUTPUTS)), np.float32) for _ in range(2))
    within = np.full((FOLDS, size, len(OUTPUTS)), np.nan, np.float32)
    words: list[NDArray[np.float32]] = [np.zeros((0, len(SPANNED)), np.float32)] * size
    extra = np.zeros((len(fold_of) - size, len(OUTPUTS)), np.float32)
    for fold in range(FOLDS):
        more = np.flatnonzero(fold_of[size:] == fold)
        extra[more] = school.said(f"without fold {fold}", fold_of == fold, size + more)[0]
        rows = np.flatnonzero(fold_of[:size] == fold)
        by_fold[rows], said = school.said(f"without fold {fold}", fold_of == fold, rows)
        for row, table in zip(rows, said, strict=True):
            words[row] = table
        for other in set(range(FOLDS)) - {fold}:
            held = np.flatnonzero(fold_of[:size] == other)
            out = (fold_of == fold) | (fold_of == other)
            within[fold, held] = school.said(f"without folds {sorted({fold, other})}", out, held)[0]
    for voice in range(int(voice_of.max()) + 1):
        rows = np.flatnonzero(voice_of[:size] == voice)
        by_voice[rows] = school.said(f"without voice {voice}", voice_of == voice, rows)[0]
    np.savez_compressed(
        left_out.DATA,
        allow_pickle=False,
        texts=np.frombuffer(left_out.texts_of(corpus).encode(), np.uint8),
        by_fold=left_out.as_kept(by_fold),
        within=left_out.as_kept(within),
        by_voice=left_out.as_kept(by_voice),
        words=left_out.as_kept(np.concatenate(words)),
        extra=left_out.as_kept(extra),
        lengths=np.array([len(table) for table in words]),
    )


def dealt(group_of: NDArray[np.int64], held: Examples) -> NDArray[np.int64]:
    """Return ``group_of`` with the messages written for the flags, which have no voice, dealt round after it."""
    more = len(held.pieces) - len(group_of)
    return np.concatenate([group_of, np.arange(more) % (int(group_of.max()) + 1)])


def _key(corpus: pd.DataFrame) -> str:
    """Return a name that changes with anything that what is taught depends on."""
    digest = hashlib.sha256(corpus.to_json(orient="records").encode())
    for module in (batches, examples, fit, network, start):
        digest.update(inspect.getsource(module).encode())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    typer.run(main)
