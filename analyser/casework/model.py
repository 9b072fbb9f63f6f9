"""What people did with a chat: what they looked for, read and chose.

Everything here is a frozen value, and every function returns a new one. A choice is never changed or deleted: choosing
again adds a decision, and taking one back marks it as undone, so that the whole history stays in ``Work.decisions``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd

from analyser.schema import CATEGORIES, CHOICES, DECISIONS, FOUND_BY, conform

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What was reported: the headings of the code, the days, and whether anyone is in danger now.

    Parameters
    ----------
    headings : tuple of str
        Categories of the policy that the report is about; all of them by default.
    first_day, last_day : date or None
        The days looked at, both included; None leaves that end open.
    danger : bool
        Whether the reader was told that somebody is in danger now.

    Raises
    ------
    ValueError
        If a heading is unknown or the days are the wrong way round.
    """

    headings: tuple[str, ...] = CATEGORIES
    first_day: date | None = None
    last_day: date | None = None
    danger: bool = False

    def __post_init__(self) -> None:
        unknown = set(self.headings) - set(CATEGORIES)
        if unknown:
            raise ValueError(f"unknown headings: {', '.join(sorted(unknown))}")
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError("The first day comes after the last day.")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One person's choice about one message.

    Parameters
    ----------
    message_id : int
        The message, as in the table of messages.
    choice : str
        One of ``schema.CHOICES``.
    clause : str or None
        Id of the clause chosen.
    reason : str or None
        The reader's own words. 'To discuss' needs both, because the parent may read them.
    start, end : int
        The words chosen, half-open, in characters of the message's text; 0 and 0 stand for the whole message.
    found_by : str
        Who first marked the message, one of ``schema.FOUND_BY``.
    made_at : datetime
        When, by the reader's own clock (no zone), to the second.
    undone : bool
        Whether the reader took it back.

    Raises
    ------
    ValueError
        If the values do not make a decision; the sentence is fit to show to the reader.
    """

    message_id: int
    choice: str
    made_at: datetime
    clause: str | None = None
    reason: str | None = None
    start: int = 0
    end: int = 0
    found_by: str = "a person"
    undone: bool = False

    def __post_init__(self) -> None:
        if self.choice not in CHOICES or self.found_by not in FOUND_BY:
            raise ValueError(f"unknown choice or finder: {self.choice}, {self.found_by}")
        if self.choice == "to discuss" and not (self.clause and (self.reason or "").strip()):
            raise ValueError("To discuss a message, choose a clause and give a reason in your own words.")
        if not 0 <= self.start <= self.end:
            raise ValueError(f"words cannot run from {self.start} to {self.end}")
        if self.made_at.tzinfo:
            raise ValueError("the time of a decision is the reader's own clock, without a zone")


@dataclass(frozen=True, kw_only=True)
class Work:
    """All that a reader did with one export. It holds no word of the chat.

    Parameters
    ----------
    sha256 : str
        SHA-256 of the export as received, in hex.
    scope : Scope
        What was looked for.
    decisions : tuple of Decision
        Every decision in the order made, those taken back included.
    read : frozenset of int
        Ids of the messages that were opened.
    reader : str
        Name of the person reading; empty until it is given.
    policy_sha256, version : str
        The policy and the program under which the choices were made.
    """

    sha256: str
    scope: Scope = field(default_factory=Scope)
    decisions: tuple[Decision, ...] = ()
    read: frozenset[int] = frozenset()
    reader: str = ""
    policy_sha256: str = ""
    version: str = ""


def decide(work: Work, decision: Decision) -> Work:
    """Return ``work`` with ``decision`` added; its message counts as read."""
    return replace(work, decisions=(*work.decisions, decision), read=work.read | {decision.message_id})


def undo(work: Work) -> Work:
    """Return ``work`` with the latest decision that still stands marked as undone; unchanged if there is none.

    An earlier decision on the same message stands again. The message still counts as read.
    """
    decisions = list(work.decisions)
    for place in reversed(range(len(decisions))):
        if not decisions[place].undone:
            decisions[place] = replace(decisions[place], undone=True)
            return replace(work, decisions=tuple(decisions))
    return work


def mark_read(work: Work, message_ids: Iterable[int]) -> Work:
    """Return ``work`` with the messages added to those read."""
    return replace(work, read=work.read | {int(message_id) for message_id in message_ids})


def standing(work: Work) -> dict[int, Decision]:
    """Return the decision that stands for each message, by message id in rising order."""
    latest = {decision.message_id: decision for decision in work.decisions if not decision.undone}
    return dict(sorted(latest.items()))


def current(work: Work) -> pd.DataFrame:
    """Return the decisions that stand as a table, in the order of the messages.

    Returns
    -------
    DataFrame
        ``schema.DECISIONS``, one row per message that has a decision.
    """
    names = [column.name for column in DECISIONS]
    rows = [[getattr(decision, name) for name in names] for decision in standing(work).values()]
    return conform(pd.DataFrame(rows, columns=names), DECISIONS)
