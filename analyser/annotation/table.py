"""Annotate a table of messages: one row per passage per reason, joined on ``message_id``.

Texts that repeat are read once. Only what people wrote is read: text, captions and polls. Notices, deleted messages,
calls, contacts and places are not, and a message without words is at most marked as needing a person to look.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pandas as pd

from analyser.annotation.model import marked_by_model
from analyser.annotation.passages import stands
from analyser.annotation.reading import needs_reading
from analyser.schema import ANNOTATIONS, conform

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from analyser.annotation.passages import Passage

WRITTEN_KINDS = ("text", "media", "poll")
_BATCH = 500
RULES_SHARE = 0.1  # of the time: the encoder takes the rest


def annotate(messages: pd.DataFrame, nlp: Any, *, progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """Return the passages of ``messages`` that are worth reading.

    Parameters
    ----------
    messages : DataFrame
        As `analyser.schema.MESSAGES`, of one chat and in its order.
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
    read = messages[messages["kind"].isin(WRITTEN_KINDS)]
    texts, kinds = read["text"].tolist(), read["kind"].tolist()
    share = RULES_SHARE if nlp.get_pipe("passages").classifier else 1
    by_rules = _by_rules(texts, nlp, _part(progress, 0, share))
    senders = [None if pd.isna(sender) else sender for sender in read["sender"]]
    by_model = marked_by_model(texts, senders, by_rules, nlp, progress=_part(progress, share, 1))
    rows = [
        _row(passage, text, message_id, source)
        for text, kind, message_id, source, ruled, marked in zip(
            texts, kinds, read["message_id"], read["source"], by_rules, by_model, strict=True
        )
        for passage in (*ruled, *marked, *_unread([*ruled, *marked], text, kind, nlp))
    ]
    return conform(pd.DataFrame(rows, columns=[column.name for column in ANNOTATIONS]), ANNOTATIONS)


def _part(progress: Callable[[int, int], None] | None, first: float, last: float) -> Callable[[int, int], None] | None:
    """Return ``progress`` for work that takes the part of the whole from ``first`` to ``last``."""
    if progress is None:
        return None
    told = progress
    return lambda done, total: told(round(total * first + done * (last - first)), total)


def _by_rules(texts: Sequence[str], nlp: Any, progress: Callable[[int, int], None] | None) -> list[list[Passage]]:
    distinct = list(dict.fromkeys(texts))
    found: dict[str, list[Passage]] = {}
    for done, (text, doc) in enumerate(zip(distinct, nlp.pipe(distinct, batch_size=_BATCH), strict=True), start=1):
        found[text] = doc.user_data["passages"]
        if progress and (done % _BATCH == 0 or done == len(distinct)):
            progress(done * len(texts) // len(distinct), len(texts))
    return [found[text] for text in texts]


def _unread(passages: list[Passage], text: str, kind: str, nlp: Any) -> list[Passage]:
    wanted = "NEEDS-READING" in nlp.get_pipe("passages").policy.settings.flags
    return list(needs_reading(text, kind)) if wanted and not any(stands(one) for one in passages) else []


def _row(passage: Passage, text: str, message_id: int, source: str) -> dict[str, Any]:
    same = (source, message_id, passage.start, passage.end, passage.reason, passage.category, passage.flag)
    return {
        **asdict(passage),
        "source": source,
        "annotation_id": hashlib.sha256("|".join(map(str, same)).encode()).hexdigest()[:20],
        "message_id": message_id,
        "quote": text[passage.start : passage.end],
        "thread": None,
    }
