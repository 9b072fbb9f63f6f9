"""The tables that the reading pages share, derived from the open chat once per session for each set of answers.

Making them takes longer than a rerun may take. They are kept in a cache of this session alone and go with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
        ``schema.ANNOTATIONS`` on them, set-aside rows included, in file order.
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
    lists: Mapping[str, list[int]]


def tables() -> Tables:
    """Return the tables of the open chat under the reader's answers."""
    scope = state.scope()
    language = bool(st.session_state.get(LANGUAGE, False))
    return _tables(
        state.work().sha256, state.policy().sha256, scope.headings, scope.first_day, scope.last_day, language
    )


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _tables(
    sha256: str,
    policy_sha256: str,  # noqa: ARG001 - part of the key: another policy makes other marks
    headings: tuple[str, ...],
    first_day: date | None,
    last_day: date | None,
    language: bool,  # noqa: FBT001 - the cache takes its key from positions
) -> Tables:
    messages = views.within(state.require_chat().messages, first_day=first_day, last_day=last_day)
    marks = state.annotations()
    marks = marks[marks["message_id"].isin(messages["message_id"])].sort_values("message_id", ignore_index=True)
    rows = views.passages(messages, marks)
    blank = (rows["flag"] == "NEEDS-READING") & rows["reason"].isin(WITHOUT_WORDS)
    safety = {flag: views.first(rows, flag=flag) for flag in views.SAFETY}
    listed = views.to_read(rows, headings=headings, language=language)
    unreadable = views.first(rows[~blank], flag="NEEDS-READING")
    picked = _ids(*safety.values(), listed, unreadable)
    rest = not_picked(messages, picked)
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
        lists={
            TO_READ: _ids(*safety.values(), listed),
            SAFETY: _ids(*safety.values()),
            **{_title(name): _ids(views.to_read(rows, headings=[name], language=language)) for name in headings},
            UNREADABLE: _ids(unreadable),
            SAMPLE: sample(rest, seed=sha256),
            EVERYTHING: messages["message_id"].tolist(),
        },
    )


def _title(heading: str) -> str:
    return state.policy().headings[heading]


def _ids(*readings: pd.DataFrame) -> list[int]:
    """Return the ids of some lists, one after the other, each once."""
    return list(dict.fromkeys(number for table in readings for number in table["message_id"].tolist()))
