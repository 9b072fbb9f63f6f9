"""Why a message was marked: its flags first, then each passage with the reason, the clause and what to bear in mind.

The reason stands beside the words, never as a finding. Words of the chat go through ``st.text``, which reads nothing
into them; everything else is from the policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analyser.annotation import explain, how_often_right
from analyser.evidence.views import NO_BREACH, SAFETY, SHIELDS
from analyser.evidence.words import ADVICE, FLAGS, NO_CLAUSE, TARGETS, cite
from analyser.ui import state
from analyser.ui.tables import tables
from analyser.ui.words import escaped, many

if TYPE_CHECKING:
    import pandas as pd

WORTH = "Worth reading"
AT_ONCE = 3  # passages explained without asking


def show(rows: pd.DataFrame) -> None:
    """Explain the marks on one message.

    Parameters
    ----------
    rows : DataFrame
        ``schema.ANNOTATIONS`` of one message, set-aside rows included; none if the program did not pick it.
    """
    standing = rows[rows["strength"] != "set aside"]
    flags = [flag for flag in (*SAFETY, *SHIELDS, *FLAGS) if (standing["flag"] == flag).any()]
    for flag in dict.fromkeys(flags):
        if flag in ADVICE:
            advise(flag)
    if standing.empty:
        st.markdown("The program did not pick this message. You can choose it all the same.")
    quiet = bool(standing["flag"].isin([*NO_BREACH, *SHIELDS]).any())
    own_first = standing.assign(around=standing["reason"] == "conversation").sort_values(
        ["strength", "around", "start"]
    )
    passages = list(own_first.astype("object").itertuples())
    for passage in passages[:AT_ONCE]:
        _passage(passage, quiet=quiet)
    for thread in standing["thread"].dropna().unique():
        _exchange(thread)
    if len(passages) > AT_ONCE:
        st.caption(f"{many(len(passages) - AT_ONCE, 'more passage')} marked in the message.")
    for passage in rows[rows["strength"] == "set aside"].astype("object").itertuples():
        _set_aside(passage)


def advise(flag: str) -> None:
    """Say what a flag asks of the reader, in a box that cannot be missed where it is about safety."""
    words = f"**{FLAGS[flag]}.** {ADVICE[flag]}"
    (st.error if flag in SAFETY else st.warning if flag in SHIELDS else st.caption)(words)


def _passage(passage: Any, *, quiet: bool) -> None:
    policy = state.policy()
    heading = None if quiet else policy.headings.get(passage.category)
    title = f"To read under **{escaped(heading)}**" if heading else f"**{FLAGS.get(passage.flag, WORTH)}**"
    about = f" · may be about {TARGETS[passage.target]}" if passage.target in TARGETS else ""
    st.markdown(f"{title} · {passage.strength}{about}")
    if passage.quote.strip():
        st.text(f"\u201c{passage.quote.strip()}\u201d")
    st.markdown(escaped(explain(passage.reason, policy)))
    if often := how_often_right(passage.reason, passage.category, passage.strength, policy):
        st.caption(often)
    rule = policy.rules.get(passage.reason)
    if rule and rule.mistaken_for:
        st.caption(f"Sometimes mistaken for this: {escaped('; '.join(rule.mistaken_for))}.")
    if quiet:
        return
    if passage.clause in policy.clauses:
        clause = policy.clauses[passage.clause]
        st.markdown(f"**{escaped(cite(clause.id, policy))}.** {escaped(clause.says)}")
        if clause.cannot_see:
            st.caption(f"What the chat cannot tell you: {escaped(clause.cannot_see)}")
    elif passage.category in policy.headings:
        st.caption(NO_CLAUSE)


def _exchange(thread: str) -> None:
    """Say where the private exchange begins and ends that the message belongs to."""
    marks = tables().marks
    ids = sorted(set(marks.loc[marks["thread"] == thread, "message_id"]))
    if len(ids) > 1:
        st.caption(
            f"One of {many(len(ids), 'message')} that two people seem to exchange, "
            f"from message {ids[0]:,} to message {ids[-1]:,}."
        )


def _set_aside(passage: Any) -> None:
    cue = state.policy().cues.get(passage.cue)
    st.markdown("**Set aside by its context.**" + (f" {escaped(cue.why)}" if cue else ""))
    st.text(f"\u201c{passage.quote.strip()}\u201d")
