"""What each stage of the program marks on the corpus, as tables of numbers that can be compared.

A mark is 0 (nothing), 1 (worth a look) or 2 (clear) per message and heading; what a cue set aside counts as nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analyser.annotation import annotate
from analyser.schema import CATEGORIES, MESSAGES, conform

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEVEL = {"set aside": 0, "worth a look": 1, "clear": 2}


def as_messages(corpus: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the corpus as MESSAGES: ``message_id`` is the position, from 1; positions in a file are zero."""
    places = {name: np.zeros(len(corpus), np.int64) for name in ("first_line", "last_line", "first_byte", "last_byte")}
    frame = pd.DataFrame(
        {
            "source": "corpus",
            "message_id": np.arange(1, len(corpus) + 1),
            "sent_at": pd.Timestamp(2024, 1, 8),
            "sender": corpus["sender"].to_numpy(),
            "sender_raw": corpus["sender"].to_numpy(),
            "kind": "text",
            "text": corpus["text"].to_numpy(),
            "edited": False,
            **places,
        }
    )
    return conform(frame, MESSAGES)


def levels(annotations: pd.DataFrame, count: int) -> NDArray[np.int64]:
    """Return the strongest mark per message and heading, shape (count, 5)."""
    table = np.zeros((count, len(CATEGORIES)), dtype=np.int64)
    named = annotations.dropna(subset=["category"])
    place = named["message_id"].to_numpy() - 1
    heading = named["category"].astype(pd.CategoricalDtype(list(CATEGORIES))).cat.codes.to_numpy()
    np.maximum.at(table, (place, heading), named["strength"].astype(str).map(_LEVEL).to_numpy())
    return table


def by_rules(corpus: pd.DataFrame, nlp: Any) -> NDArray[np.int64]:
    """Return what the rules of ``nlp`` mark, each message by itself, shape (messages, 5)."""
    return levels(annotate(as_messages(corpus), nlp), len(corpus))
