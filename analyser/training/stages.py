"""What each stage of the program marks on the corpus, as tables of numbers that can be compared.

A mark is 0 (nothing), 1 (worth a look) or 2 (clear) per message and heading. What a cue set aside counts as nothing,
except where the question is what the cues do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analyser.annotation import annotate
from analyser.annotation.marks import marks_of
from analyser.schema import CATEGORIES, MESSAGES, conform
from analyser.training.corpus import conversations

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analyser.annotation.classifier import Classifier

_LEVEL = {"set aside": 0, "worth a look": 1, "clear": 2}
_PLACES = ("first_line", "last_line", "first_byte", "last_byte")


def as_messages(corpus: pd.DataFrame) -> pd.DataFrame:
    """Return rows of the corpus as MESSAGES: ``message_id`` is the position, from 1; places in a file are zero."""
    frame = corpus[["sender", "text"]].reset_index(drop=True)
    frame = frame.assign(
        source="corpus",
        message_id=np.arange(1, len(corpus) + 1),
        sent_at=pd.Timestamp(2024, 1, 8),
        sender_raw=frame["sender"],
        kind="text",
        edited=False,
        **dict.fromkeys(_PLACES, 0),
    )
    return conform(frame, MESSAGES)


def levels(annotations: pd.DataFrame, count: int, *, cues: bool = True) -> NDArray[np.int64]:
    """Return the strongest mark per message and heading, shape (count, 5); without ``cues``, as if none had spoken."""
    table = np.zeros((count, len(CATEGORIES)), dtype=np.int64)
    named = annotations.dropna(subset=["category"])
    place = named["message_id"].to_numpy() - 1
    heading = named["category"].astype(pd.CategoricalDtype(list(CATEGORIES))).cat.codes.to_numpy()
    level = named["strength"].astype(str).map(_LEVEL).to_numpy()
    np.maximum.at(table, (place, heading), level if cues else np.maximum(level, 1))
    return table


def marked_by_rules(corpus: pd.DataFrame, nlp: Any) -> pd.DataFrame:
    """Return what ``nlp``, which has rules only, marks on each message by itself; ``message_id`` counts rows from 1."""
    return annotate(as_messages(corpus), nlp)


def marked_by_all(corpus: pd.DataFrame, nlp: Any) -> pd.DataFrame:
    """Return what the whole program marks, each chat in its order; ``message_id`` counts rows of ``corpus`` from 1."""
    parts = []
    for rows in conversations(corpus):
        found = annotate(as_messages(corpus.iloc[rows]), nlp)
        parts.append(found.assign(message_id=rows[found["message_id"] - 1] + 1))
    return pd.concat(parts, ignore_index=True)


def marked_by_model(corpus: pd.DataFrame, classifier: Classifier) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return what the classifier alone marks, each chat in its order, and which messages its encoder has read.

    Shapes (messages, 5) and (messages,).
    """
    table, read = np.zeros((len(corpus), len(CATEGORIES)), dtype=np.int64), np.zeros(len(corpus), dtype=np.bool_)
    texts, senders = corpus["text"].to_numpy(), corpus["sender"].to_numpy()
    for rows in conversations(corpus):
        heard = classifier.heard(texts[rows].tolist(), senders[rows].tolist())
        table[rows], read[rows] = classifier.levels(heard), heard.passing
    return table, read


def gone_when_erased(corpus: pd.DataFrame, classifier: Classifier) -> tuple[int, int, int]:
    """Return how many marks of the model go when the words that it shows are erased.

    Returns
    -------
    (int, int, int)
        Marks that go, marks tried, and marks not tried because the model puts them down to the conversation.
    """
    gone, tried, around = 0, 0, 0
    for rows in conversations(corpus):
        texts, senders = corpus["text"].iloc[rows].tolist(), corpus["sender"].iloc[rows].tolist()
        heard = classifier.heard(texts, senders)
        marks = [
            (i, CATEGORIES.index(mark.label), texts[i][: mark.start] + texts[i][mark.end :], mark.reason)
            for i, own in enumerate(marks_of(classifier, texts, senders))
            for mark in own
            if mark.label in CATEGORIES
        ]
        own_words = [mark for mark in marks if mark[3] == "model"]
        around += len(marks) - len(own_words)
        if own_words:
            places, labels, erased, _ = zip(*own_words, strict=True)
            again = classifier.levels(heard.instead(np.array(places), classifier.first(erased), erased))
            gone += int((again[np.arange(len(labels)), labels] == 0).sum())
            tried += len(own_words)
    return gone, tried, around
