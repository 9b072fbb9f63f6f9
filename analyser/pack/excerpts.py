"""The messages that a person chose, each in its conversation.

A quoted message misleads without what came before it and the answer it got. So each brings three messages before and
three after, and the first reply by somebody else within the next ten. Notices come along without being counted. Where
two such stretches meet they become one passage, printed once; what was printed in an earlier part of the sheet is not
printed again. A context message of more than 600 characters, and a chosen one of more than 10,000, is cut, and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analyser.pack.wording import clause, count, day, lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from analyser.casework import Decision
    from analyser.pack.mask import Mask
    from analyser.policy import Policy

AROUND, REPLY_WITHIN = 3, 10
LONGEST_CONTEXT, LONGEST_CHOSEN = 600, 10_000


@dataclass(frozen=True)
class Choice:
    """Why a message is on the sheet: the clause and what it says, the reader's reason, and who found it."""

    heading: str
    clause: str
    says: str
    reason: str
    found_by: str


@dataclass(frozen=True)
class Line:
    """One message as printed: what comes before, in and after the chosen words, and the choice if there is one."""

    when: str
    who: str
    place: str
    before: str
    words: str
    after: str
    choice: Choice | None


@dataclass(frozen=True)
class Passage:
    """A run of messages: its title, a note on what is not printed before it, and the messages."""

    title: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Run:
    """Rows of the table of messages, from ``start`` up to ``stop``, that are printed together."""

    start: int
    stop: int


def runs(messages: pd.DataFrame, chosen: Iterable[int]) -> list[Run]:
    """Return the stretches to print, in file order and without overlaps.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES`` in file order, the days that may be shown.
    chosen : iterable of int
        Ids of messages in it.
    """
    senders = messages["sender"].fillna("").to_numpy()
    said = np.flatnonzero(messages["kind"] != "notice")
    places = np.flatnonzero(messages["message_id"].isin(list(chosen)))
    merged: list[Run] = []
    for run in (_around(int(place), said, senders) for place in places):
        if merged and run.start <= merged[-1].stop:
            merged[-1] = Run(merged[-1].start, max(merged[-1].stop, run.stop))
        else:
            merged.append(run)
    return merged


def passages(
    messages: pd.DataFrame, decisions: Mapping[int, Decision], *, printed: Collection[int], mask: Mask, policy: Policy
) -> tuple[Passage, ...]:
    """Return the passages around the decided messages.

    Parameters
    ----------
    messages : DataFrame
        As for `runs`.
    decisions : mapping of int to Decision
        What was chosen for each message of this part of the sheet.
    printed : collection of int
        Ids printed in an earlier part; they come again only if this part is about them.
    mask : Mask
        How people are called.
    policy : Policy
        The school's code.
    """
    made, end = [], 0
    for run in runs(messages, decisions):
        rows = messages[run.start : run.stop]
        above = rows["message_id"].isin(set(printed) - set(decisions))
        made.append(
            Passage(
                title=_title(rows[~above]),
                note=" ".join(
                    filter(None, (_left_out(messages[end : run.start], printed), _printed_above(rows[above])))
                ),
                lines=_lines(rows[~above], decisions, mask, policy),
            )
        )
        end = run.stop
    return tuple(made)


def _around(place: int, said: np.ndarray, senders: np.ndarray) -> Run:
    """Return the stretch around the row at ``place``; ``said`` are the rows that are no notices."""
    before = said[said < place][-AROUND:]
    after = said[said > place][:REPLY_WITHIN]
    replies = after[senders[after] != senders[place]][:1]
    inside = [place, *before, *after[:AROUND], *replies]
    return Run(int(min(inside)), int(max(inside)) + 1)


def _title(rows: pd.DataFrame) -> str:
    where = lines(int(rows["first_line"].iloc[0]), int(rows["last_line"].iloc[-1]))
    return f"{_day(rows['sent_at'].iloc[0])}, {where} of the file"


def _left_out(rows: pd.DataFrame, printed: Collection[int]) -> str:
    how_many = len(rows) - rows["message_id"].isin(list(printed)).sum()
    return f"{count(int(how_many))} before this not printed." if how_many else ""


def _printed_above(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    where = lines(int(rows["first_line"].iloc[0]), int(rows["last_line"].iloc[-1]))
    return f"{count(len(rows))} of this conversation ({where}) printed above."


def _lines(rows: pd.DataFrame, decisions: Mapping[int, Decision], mask: Mask, policy: Policy) -> tuple[Line, ...]:
    days = rows["sent_at"].map(_day)
    new_day = days.ne(days.shift(fill_value=days.iloc[0]))
    return tuple(
        _line(row, decisions.get(row.message_id), mask, policy, day=f"{written}, " if new else "")
        for row, written, new in zip(rows.itertuples(index=False), days, new_day, strict=True)
    )


def _line(row: Any, decision: Decision | None, mask: Mask, policy: Policy, *, day: str) -> Line:
    start, end = (decision.start, decision.end) if decision else (0, 0)
    text, start, end = shortened(row.text, start, end, longest=LONGEST_CHOSEN if decision else LONGEST_CONTEXT)
    attachment = row.attachment if isinstance(row.attachment, str) else ""
    instead = mask.instead_of(row.kind)
    nobody = "Notice" if row.kind == "notice" else "Sender not shown"
    before, words, after = (instead, "", "") if instead else mask.parts(text, start, end, attachment=attachment)
    return Line(
        when=f"{day}{row.sent_at:%H:%M}" if row.sent_at is not pd.NaT else "no time",
        who=mask.who(row.sender) if isinstance(row.sender, str) else nobody,
        place=lines(row.first_line, row.last_line) + (", edited" if row.edited else ""),
        before=before,
        words=words,
        after=after,
        choice=_choice(decision, mask, policy) if decision else None,
    )


def _choice(decision: Decision, mask: Mask, policy: Policy) -> Choice:
    cited, says = clause(decision.clause, policy) if decision.clause else ("", "")
    return Choice(
        heading=decision.choice.capitalize(),
        clause=cited,
        says=says,
        reason=mask.text(decision.reason or ""),
        found_by=f"found by {decision.found_by}",
    )


def shortened(text: str, start: int, end: int, *, longest: int) -> tuple[str, int, int]:
    """Return ``text`` cut to about ``longest`` characters around some words, and where these now start and end.

    What is cut off is said in square brackets. A text that is a little longer than ``longest`` is left whole.
    """
    if len(text) <= longest * 1.2:
        return text, start, end
    first = _word_end(text, max(0, start - longest // 2)) if start > longest // 2 else 0
    last = _word_end(text, min(len(text), first + longest))
    opening = f"[{first:,} characters not printed] " if first else ""
    closing = f" [{len(text) - last:,} characters not printed]" if last < len(text) else ""
    moved = len(opening) - first
    return f"{opening}{text[first:last]}{closing}", min(start, last) + moved, min(end, last) + moved


def _word_end(text: str, at: int) -> int:
    """Return the end of the word at ``at``, if it is near: no name is cut in two."""
    space = re.search(r"\s|$", text[at : at + 100])
    return at + space.start() if space else at


def _day(sent: Any) -> str:
    return "No date" if sent is pd.NaT else day(sent, weekday=True)
