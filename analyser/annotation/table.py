"""Annotate a table of messages: one row per passage per reason, joined on ``message_id``.

Texts that repeat are read once. Notices and deleted messages are never read: nobody wrote their words.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from analyser.annotation.reading import needs_reading
from analyser.schema import ANNOTATIONS, conform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from analyser.annotation.passages import Passage

UNREAD_KINDS = ("notice", "deleted")
_BATCH = 500


def annotate(messages: pd.DataFrame, nlp: Any, *, progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """Return the passages of ``messages`` that are worth reading.

    Parameters
    ----------
    messages : DataFrame
        As `analyser.schema.MESSAGES`.
    nlp : spacy.Language
        From `build_pipeline`.
    progress : callable, optional
        Called with the number of messages read and their total.

    Returns
    -------
    DataFrame
        As `analyser.schema.ANNOTATIONS`, in the order of the messages. ``quote`` is always ``text[start:end]``. The
        same messages and policy give the same rows and ids.
    """
    read = messages[~messages["kind"].isin(UNREAD_KINDS)]
    passages = _passages_of(read["text"].tolist(), nlp, progress)
    rows = [
        _row(passage, text, message_id, source)
        for text, message_id, source, kind in zip(
            read["text"], read["message_id"], read["source"], read["kind"], strict=True
        )
        for passage in _all_of(passages[text], text, kind, nlp)
    ]
    return conform(pd.DataFrame(rows, columns=[column.name for column in ANNOTATIONS]), ANNOTATIONS)


def _passages_of(
    texts: Sequence[str], nlp: Any, progress: Callable[[int, int], None] | None
) -> dict[str, list[Passage]]:
    distinct = list(dict.fromkeys(texts))
    found: dict[str, list[Passage]] = {}
    for done, (text, doc) in enumerate(zip(distinct, nlp.pipe(distinct, batch_size=_BATCH), strict=True), start=1):
        found[text] = doc.user_data["passages"]
        if progress and (done % _BATCH == 0 or done == len(distinct)):
            progress(done * len(texts) // len(distinct), len(texts))
    return found


def _all_of(passages: list[Passage], text: str, kind: str, nlp: Any) -> Iterator[Passage]:
    yield from passages
    if not passages and "NEEDS-READING" in nlp.get_pipe("passages").policy.settings.flags:
        yield from needs_reading(text, kind)


def _row(passage: Passage, text: str, message_id: int, source: str) -> dict[str, Any]:
    identity = f"{source}|{message_id}|{passage.start}|{passage.end}|{passage.reason}"
    return {
        **asdict(passage),
        "source": source,
        "annotation_id": hashlib.sha256(identity.encode()).hexdigest()[:20],
        "message_id": message_id,
        "quote": text[passage.start : passage.end],
        "thread": None,
    }
