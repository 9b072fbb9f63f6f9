"""A message in its conversation: what was said before and after, never less than is fair.

A message out of its context misleads, so that the context is not a choice: at least ten messages on each side *and*
everything within half an hour. Notices ("… joined") come along but do not count towards the ten. The file is followed
in its own order; where its clock jumps back, the half hour ends at the jump. The context stops at the edge of the days
that were chosen, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

AT_LEAST = 10
MINUTES = 30


@dataclass(frozen=True)
class Context:
    """The stretch of a table of messages around one of them.

    Parameters
    ----------
    start, stop : int
        Positions of the first row, and after the last one.
    cut_before, cut_after : bool
        Whether it would have gone on, but the table ends there.
    """

    start: int
    stop: int
    cut_before: bool
    cut_after: bool


def context(messages: pd.DataFrame, message_id: int, *, at_least: int = AT_LEAST, minutes: int = MINUTES) -> Context:
    """Return where the conversation around a message starts and stops.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES`` in file order; the chosen days only, if days were chosen.
    message_id : int
        A message of the table.
    at_least : int
        Messages on each side, notices not counted.
    minutes : int
        Everything this near in time is taken too.

    Raises
    ------
    KeyError
        If the table does not hold the message.
    """
    place = position(messages, message_id)
    sent = messages["sent_at"].ffill().bfill()
    far = (sent - sent.iloc[place]).abs() > pd.Timedelta(minutes=minutes)
    said = messages["kind"] != "notice"
    before, cut_before = _reach(said[:place][::-1], far[:place][::-1], at_least)
    after, cut_after = _reach(said[place + 1 :], far[place + 1 :], at_least)
    return Context(place - before, place + 1 + after, cut_before, cut_after)


def position(messages: pd.DataFrame, message_id: int) -> int:
    """Return which row of a table in file order holds a message.

    Raises
    ------
    KeyError
        If the table does not hold the message.
    """
    ids = messages["message_id"].to_numpy()
    place = int(ids.searchsorted(message_id))
    if place == len(ids) or ids[place] != message_id:
        raise KeyError(f"message {message_id} is not among the messages shown")
    return place


def _reach(said: pd.Series, far: pd.Series, at_least: int) -> tuple[int, bool]:
    """Return how many rows to take, nearest first, and whether the table ended before enough were found."""
    counted = said.cumsum()
    by_count = int((counted < at_least).sum()) + 1
    by_time = int(far.to_numpy().argmax()) if far.any() else len(far) + 1
    wanted = max(by_count, by_time)
    return min(wanted, len(said)), wanted > len(said)
