"""Annotate a table of messages: one row per passage per reason, joined on ``message_id``.

Messages are read twice: first by the rules, which takes seconds, then by the classifier, which takes a minute or two
for the longest chats. The second reading only adds rows, but for *needs reading*, which goes where it finds something;
so a reader may begin with what the first one found.

Texts that repeat are read once. Only what people wrote is read: text, captions and polls. Notices, deleted messages,
calls, contacts and places are not, and a message without words is at most marked as needing a person to look.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from analyser.annotation.model import marked_by_model
from analyser.annotation.passages import stands
from analyser.annotation.reading import needs_reading
from analyser.annotation.runs import exchanges
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
    share = RULES_SHARE if nlp.get_pipe("passages").classifier else 1
    first = first_reading(messages, nlp, progress=_part(progress, 0, share))
    return second_reading(first, progress=_part(progress, share, 1))


@dataclass(frozen=True, eq=False)
class FirstReading:
    """What the rules find in the messages of one chat.

    Parameters
    ----------
    read : DataFrame
        As `analyser.schema.MESSAGES`: what people wrote, in the order of the chat.
    found : list of list of Passage
        Of each of them.
    nlp : spacy.Language
        That has found it.
    """

    read: pd.DataFrame
    found: list[list[Passage]]
    nlp: Any

    @cached_property
    def table(self) -> pd.DataFrame:
        """The same as `analyser.schema.ANNOTATIONS`."""
        return _as_table(self.read, self.found, self.nlp)


def first_reading(
    messages: pd.DataFrame, nlp: Any, *, progress: Callable[[int, int], None] | None = None
) -> FirstReading:
    """Return what the rules find; arguments as for `annotate`."""
    read = messages[messages["kind"].isin(WRITTEN_KINDS)]
    return FirstReading(read, _by_rules(read["text"].tolist(), nlp, progress), nlp)


def second_reading(first: FirstReading, *, progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """Return all that `annotate` does, going on from ``first``; another thread may use its pipeline meanwhile."""
    senders = [None if pd.isna(sender) else sender for sender in first.read["sender"]]
    more = marked_by_model(first.read["text"].tolist(), senders, first.found, first.nlp, progress=progress)
    both = [[*ruled, *marked] for ruled, marked in zip(first.found, more, strict=True)]
    return _as_table(first.read, both, first.nlp)


def _as_table(read: pd.DataFrame, found: Sequence[list[Passage]], nlp: Any) -> pd.DataFrame:
    columns = (read[name] for name in ("text", "kind", "message_id", "source"))
    rows = [
        _row(passage, text, message_id, source, thread)
        for text, kind, message_id, source, own, thread in zip(*columns, found, _threads(read, found), strict=True)
        for passage in (*own, *_unread(own, text, kind, nlp))
    ]
    return conform(pd.DataFrame(rows, columns=[column.name for column in ANNOTATIONS]), ANNOTATIONS)


def _threads(read: pd.DataFrame, found: Sequence[list[Passage]]) -> list[str | None]:
    """Return the name of the private exchange that each message belongs to, or None."""
    places = [i for i, own in enumerate(found) if any(stands(one) and one.category == "private chat" for one in own)]
    names: list[str | None] = [None] * len(found)
    for number, run in enumerate(exchanges(places, read["sender"].tolist()), start=1):
        for place in run:
            names[place] = f"private exchange {number}"
    return names


def _part(progress: Callable[[int, int], None] | None, first: float, last: float) -> Callable[[int, int], None] | None:
    """Return ``progress`` for work that takes the part of the whole from ``first`` to ``last``."""
    if progress is None:
        return None
    told = progress
    return lambda done, total: told(round(total * first + done * (last - first)), total)


def _by_rules(texts: Sequence[str], nlp: Any, progress: Callable[[int, int], None] | None) -> list[list[Passage]]:
    distinct = list(dict.fromkeys(texts))
    found: dict[str, list[Passage]] = {}
    for start in range(0, len(distinct), _BATCH):
        batch = distinct[start : start + _BATCH]
        with nlp.get_pipe("passages").turn:
            found |= {text: doc.user_data["passages"] for text, doc in zip(batch, nlp.pipe(batch), strict=True)}
        if progress:
            progress((start + len(batch)) * len(texts) // len(distinct), len(texts))
    return [found[text] for text in texts]


def _unread(passages: list[Passage], text: str, kind: str, nlp: Any) -> list[Passage]:
    wanted = "NEEDS-READING" in nlp.get_pipe("passages").policy.settings.flags
    return list(needs_reading(text, kind)) if wanted and not any(stands(one) for one in passages) else []


def _row(passage: Passage, text: str, message_id: int, source: str, thread: str | None) -> dict[str, Any]:
    same = (source, message_id, passage.start, passage.end, passage.reason, passage.category, passage.flag)
    return {
        **asdict(passage),
        "source": source,
        "annotation_id": hashlib.sha256("|".join(map(str, same)).encode()).hexdigest()[:20],
        "message_id": message_id,
        "quote": text[passage.start : passage.end],
        "thread": thread if passage.category == "private chat" and stands(passage) else None,
    }
