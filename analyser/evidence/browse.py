"""Finding one's way in a conversation: pages of it, days, and words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from analyser.evidence.context import context, position

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

PAGE = 200


@dataclass(frozen=True)
class Page:
    """Some rows of a table of messages: position of the first, and after the last."""

    number: int
    start: int
    stop: int


def how_many_pages(messages: pd.DataFrame) -> int:
    """Return the number of pages, at least one."""
    return max(1, -(-len(messages) // PAGE))


def page(messages: pd.DataFrame, number: int) -> Page:
    """Return page ``number``, counted from one; the nearest page if there is none of that number."""
    number = min(max(number, 1), how_many_pages(messages))
    return Page(number, (number - 1) * PAGE, min(number * PAGE, len(messages)))


def page_around(messages: pd.DataFrame, message_id: int) -> Page:
    """Return the page that a message is on, made longer if its context runs over the edge.

    Raises
    ------
    KeyError
        If the table does not hold the message.
    """
    around = context(messages, message_id)
    plain = page(messages, position(messages, message_id) // PAGE + 1)
    return Page(plain.number, min(plain.start, around.start), max(plain.stop, around.stop))


def fold(texts: pd.Series) -> pd.Series:
    """Return texts as `search` compares them: small letters, straight apostrophes."""
    return texts.str.lower().str.replace("\u2019", "'", regex=False)


def search(messages: pd.DataFrame, words: str, *, folded: pd.Series | None = None) -> list[int]:
    """Return the ids of the messages whose text holds ``words``, in file order; none for no words.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES``.
    words : str
        Looked for as they stand, whatever their capitals and the shape of their apostrophes.
    folded : Series, optional
        ``fold(messages["text"])``, where it is at hand.
    """
    wanted = words.strip().lower().replace("\u2019", "'")
    if not wanted:
        return []
    texts = fold(messages["text"]) if folded is None else folded
    return [int(number) for number in messages.loc[texts.str.contains(wanted, regex=False), "message_id"]]


def from_day(messages: pd.DataFrame, day: date) -> int | None:
    """Return the first message in the file sent on ``day`` or, if nobody wrote, on the next day that has one.

    Returns
    -------
    int or None
        The id, or None when the chat is over by then.
    """
    days = messages["sent_at"].dt.normalize()
    later = days[days >= pd.Timestamp(day)]
    return None if later.empty else int(messages["message_id"].loc[(later == later.min()).idxmax()])


def nearest(messages: pd.DataFrame, message_id: int) -> int:
    """Return the id in a table with rows that is nearest to ``message_id``."""
    return int(messages["message_id"].loc[(messages["message_id"] - message_id).abs().idxmin()])


def step(ids: list[int], message_id: int, by: int) -> int | None:
    """Return the id one further along a list (``by`` 1 or -1) than a message, which need not be on the list.

    Returns
    -------
    int or None
        None at the end of the list.
    """
    if message_id in ids:
        place = ids.index(message_id) + by
        return ids[place] if 0 <= place < len(ids) else None
    if by > 0:
        return min((number for number in ids if number > message_id), default=None)
    return max((number for number in ids if number < message_id), default=None)


def next_unread(ids: list[int], message_id: int, read: Collection[int]) -> int | None:
    """Return the first unread message of a list after ``message_id``, or else from its start; None if all are read."""
    following = step(ids, message_id, 1)
    place = len(ids) if following is None else ids.index(following)
    return first_unread(ids[place:] + ids[:place], read)


def first_unread(ids: list[int], read: Collection[int]) -> int | None:
    """Return the first message of a list that is not read, or None."""
    return next((number for number in ids if number not in read), None)


def has(ids: list[int], message_id: int) -> bool:
    """Tell whether a list of ids in file order holds a message."""
    place = bisect_left(ids, message_id)
    return place < len(ids) and ids[place] == message_id
