"""What a sheet is made from, laid out once: the messages that may be shown, the marks in them, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analyser.casework import standing
from analyser.evidence import views
from analyser.pack.excerpts import runs
from analyser.pack.wording import WITHHELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from analyser.casework import Decision, Work
    from analyser.chat import ParsedChat
    from analyser.policy import Policy


@dataclass(frozen=True)
class Material:
    """The open chat with what was done to it.

    Parameters
    ----------
    chat : ParsedChat
        The whole chat.
    annotations : DataFrame
        ``schema.ANNOTATIONS`` on its messages.
    work : Work
        What the reader read and chose.
    policy : Policy
        The school's code.
    about : str or None
        The sender whose messages were reported, if that was said.
    whole : bool
        Whether the program looked at all of the chat.
    """

    chat: ParsedChat
    annotations: pd.DataFrame
    work: Work
    policy: Policy
    about: str | None = None
    whole: bool = True

    @cached_property
    def in_days(self) -> pd.DataFrame:
        """The messages of the chosen days."""
        scope = self.work.scope
        return views.within(self.chat.messages, first_day=scope.first_day, last_day=scope.last_day)

    @cached_property
    def chosen(self) -> dict[int, Decision]:
        """The decision that stands for each message that this file has."""
        known = set(self.chat.messages["message_id"])
        return {number: made for number, made in standing(self.work).items() if number in known}

    @cached_property
    def shown(self) -> pd.DataFrame:
        """The messages that may be printed: those of the chosen days and those chosen; safeguarding is withheld."""
        messages = self.chat.messages
        may = messages["message_id"].isin([*self.in_days["message_id"], *self.chosen])
        routed = messages["message_id"].isin(self.choice("safeguarding"))
        kept = {"text": messages["text"].mask(routed, WITHHELD), "sender": messages["sender"].mask(routed)}
        return messages.assign(**kept)[may].reset_index(drop=True)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The passages that stand in the chosen days, as ``views.PASSAGES``."""
        return views.passages(self.in_days, self.annotations)

    @cached_property
    def to_read(self) -> frozenset[int]:
        """Ids of the messages to read: those about safety, and those of the chosen headings."""
        return frozenset(views.reading_list(self.rows, headings=self.work.scope.headings)["message_id"])

    def choice(self, choice: str) -> dict[int, Decision]:
        """Return the decisions of one kind, by message id."""
        return {number: made for number, made in self.chosen.items() if made.choice == choice}

    def printed(self, decisions: Mapping[int, Decision]) -> list[int]:
        """Return the ids of all messages in the passages around ``decisions``, in file order."""
        ids = self.shown["message_id"].tolist()
        return [number for run in runs(self.shown, decisions) for number in ids[run.start : run.stop]]
