"""The tables that the reading pages share, derived from the open chat once for each set of answers.

Making them takes longer than a rerun should. They are kept with the chat, in this session alone, and go with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from analyser.evidence import browse, views
from analyser.evidence.sample import not_picked, sample
from analyser.ui import state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LANGUAGE = "reading language"  # whether the reader asked for strong language at nobody
TO_READ, SAFETY, UNREADABLE = "Messages to read", "Safety first", "What the program could not read"
SAMPLE, EVERYTHING = "Random sample of those not picked", "Every message"
WITHOUT_WORDS = ("media only", "empty")  # reasons of rows that hold nothing to read here


@dataclass(frozen=True)
class Tables:
    """What is derived from the chat for one set of answers.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES`` of the chosen days.
    folded : Series
        Their texts as a search compares them.
    marks : DataFrame
        ``schema.ANNOTATIONS`` on them under the headings asked for, set-aside rows included, in file order.
    rows : DataFrame
        ``views.PASSAGES``.
    safety : mapping of str to DataFrame
        ``views.READING`` for each flag of ``views.SAFETY``.
    listed : DataFrame
        ``views.READING`` of the chosen headings, by date.
    unreadable : DataFrame
        ``views.READING``: what has words that the program cannot read.
    without_words : int
        How many messages are pictures, recordings and the like.
    not_picked : int
        How many messages with words are on no list.
    wanted : frozenset of int
        Messages that are listed to read.
    strong : frozenset of int
        Messages whose marked words are the hardest to read.
    lists : mapping of str to list of int
        The lists a reader can follow, by name, each with the ids of its messages in reading order.
    """

    messages: pd.DataFrame
    folded: pd.Series
    marks: pd.DataFrame
    rows: pd.DataFrame
    safety: Mapping[str, pd.DataFrame]
    listed: pd.DataFrame
    unreadable: pd.DataFrame
    without_words: int
    not_picked: int
    wanted: frozenset[int]
    strong: frozenset[int]
    lists: Mapping[str, list[int]]


class _Answers(NamedTuple):
    """What the tables depend on: the file, the policy that marked it, and what the reader answered."""

    sha256: str
    policy_sha256: str
    headings: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    language: bool


def tables() -> Tables:
    """Return the tables of the open chat under the reader's answers."""
    work = state.work()
    scope = work.scope
    language = bool(st.session_state.get(LANGUAGE, False))
    answers = _Answers(work.sha256, state.policy().sha256, scope.headings, scope.first_day, scope.last_day, language)
    return state.derived(answers, lambda: _tables(answers))


def _tables(answers: _Answers) -> Tables:
    messages = views.within(state.require_chat().messages, first_day=answers.first_day, last_day=answers.last_day)
    marks = _asked_for(state.annotations(), messages, answers)
    rows = views.passages(messages, marks)
    blank = (rows["flag"] == "NEEDS-READING") & rows["reason"].isin(WITHOUT_WORDS)
    safety = {flag: views.first(rows, flag=flag) for flag in views.SAFETY}
    listed = views.to_read(rows, headings=answers.headings, language=answers.language)
    unreadable = views.first(rows[~blank], flag="NEEDS-READING")
    wanted = views.reading_list(rows, headings=answers.headings, language=answers.language)
    rest = not_picked(messages, _ids(wanted, unreadable))
    headings = {name: views.to_read(rows, headings=[name], language=answers.language) for name in answers.headings}
    return Tables(
        messages=messages,
        folded=browse.fold(messages["text"]),
        marks=marks,
        rows=rows,
        safety=safety,
        listed=listed,
        unreadable=unreadable,
        without_words=rows.loc[blank, "message_id"].nunique(),
        not_picked=len(rest),
        wanted=frozenset(_ids(wanted)),
        strong=frozenset(rows.loc[_is_strong(rows), "message_id"].tolist()),
        lists={
            TO_READ: _ids(wanted),
            SAFETY: _ids(*safety.values()),
            **{state.policy().headings[name]: _ids(table) for name, table in headings.items()},
            UNREADABLE: _ids(unreadable),
            SAMPLE: sample(rest, seed=answers.sha256),
            EVERYTHING: messages["message_id"].tolist(),
        },
    )


def _asked_for(marks: pd.DataFrame, messages: pd.DataFrame, answers: _Answers) -> pd.DataFrame:
    """Return the marks on the chosen days and headings, and those for safety; what was not reported is not shown.

    What shields a message from its heading is kept with it, under whatever heading the shield itself stands.
    """
    asked = marks["category"].isin(answers.headings)
    kept = asked | marks["category"].isna() | marks["flag"].isin(views.SAFETY)
    kept |= marks["flag"].isin(views.SHIELDS) & marks["message_id"].isin(marks.loc[asked, "message_id"])
    if not answers.language:
        kept &= marks["flag"] != "LANGUAGE"
    kept &= marks["message_id"].isin(messages["message_id"])
    return marks[kept].sort_values("message_id", ignore_index=True)


def _is_strong(rows: pd.DataFrame) -> pd.Series:
    return ((rows["category"] == "abuse") & (rows["strength"] == "clear")) | rows["flag"].isin(views.SAFETY)


def _ids(*readings: pd.DataFrame) -> list[int]:
    """Return the ids of some lists, one after the other, each once."""
    return list(dict.fromkeys(number for table in readings for number in table["message_id"].tolist()))
