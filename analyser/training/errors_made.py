"""The worst errors, to be read by a person: serious messages missed, and fine ones marked as clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.schema import CATEGORIES
from analyser.training.corpus import in_chats, truth
from analyser.training.scores import HEADINGS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyser.training.evaluate import Measured

EACH = 10


def worst_errors(measured: Measured) -> pd.DataFrame:
    """Return the twenty worst errors in class chats: ten messages missed, ten fine messages marked.

    Missed ones by severity, then by how many stages saw nothing; marked ones by how many headings were marked, clear
    ones first. Among equals, one per voice in turn, so that no single chat fills the list.

    Returns
    -------
    DataFrame
        ``where`` (file and row), ``wrong``, ``why`` (the reasons that marked it), ``text``.
    """
    corpus, marks = measured.corpus, measured.stages["whole program"]
    labels, chats = truth(corpus), in_chats(corpus)
    weight = marks[:, HEADINGS].sum(axis=1)
    missed = chats & (corpus["severity"].to_numpy() == 3) & (weight == 0)
    marked = chats & ~labels.any(axis=1) & (weight > 0)
    rows = [*_in_turn(corpus, missed, -labels.sum(axis=1)), *_in_turn(corpus, marked, -weight)]
    return pd.DataFrame([_described(measured, row) for row in rows])


def _in_turn(corpus: pd.DataFrame, held: NDArray[np.bool_], order: NDArray[np.int64]) -> list[int]:
    frame = pd.DataFrame({"voice": corpus["voice"], "order": order})[held].sort_values("order", kind="stable")
    frame["turn"] = frame.groupby("voice").cumcount()
    return [int(row) for row in frame.sort_values(["order", "turn"], kind="stable").index[:EACH]]


def _described(measured: Measured, row: int) -> dict[str, str]:
    message = measured.corpus.iloc[row]
    found = measured.annotations[measured.annotations["message_id"] == row + 1]
    wanted = " and ".join(message["labels"])
    marked = " and ".join(CATEGORIES[i] for i in np.flatnonzero(measured.stages["whole program"][row]))
    shown = dict.fromkeys(f"{r.reason} at “{r.quote}” ({r.strength})" for r in found.itertuples())
    return {
        "where": f"{message['file']}, row {message['row']}",
        "wrong": f"{wanted} missed" if wanted else f"marked {marked}",
        "why": "; ".join(shown) or "no stage saw anything",
        "text": " ".join(message["text"].split()),
    }
