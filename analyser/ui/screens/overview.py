"""Overview: when the messages to read were sent, by heading; what speaks for people at the same size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analyser.chat.wording import day
from analyser.evidence import figures, overview
from analyser.evidence.views import SAFETY
from analyser.ui import looking, place, state
from analyser.ui.tables import tables
from analyser.ui.words import many

if TYPE_CHECKING:
    import pandas as pd

PURPOSE = (
    "Here you see when the messages to read were sent, by heading, with what speaks for people at the same size. "
    "Nothing is counted for any person."
)
PRINTED = "<style>@media print { .stApp .js-plotly-plot * { background: transparent !important; } }</style>"
EVERY = ("day", "week")


def page() -> None:
    """Draw the chart, the same as a table, and a way to the messages of one period."""
    state.require_chat(PURPOSE)
    st.html(PRINTED)
    st.title("Overview")
    looking.need_whole()
    st.markdown(
        "**These are marks to read, not findings.** A tall bar says that there is more to read, not that anybody did "
        "anything. Nothing is counted for any person."
    )
    headings, every = choose()
    counts = overview.over_time(tables().messages, tables().rows, headings=headings, every=every)
    if counts.empty:
        st.info("No message here has a date, so there is nothing to draw. The page To read has the messages.")
        return
    titles = state.policy().headings
    st.plotly_chart(
        figures.over_time(counts, titles, every=every, dark=st.context.theme.type == "dark"),
        theme=None,
        key="over-time",
        config={"displayModeBar": False},
        alt=overview.in_words(counts, titles, every=every),
    )
    st.caption(left_out())
    with st.expander("The same as a table"):
        table = overview.as_table(counts, titles)
        st.dataframe(table, alt=f"Messages to read for each {every} and heading")
    st.header("Read the messages of one period")
    read_period(counts, every)


def choose() -> tuple[list[str], str]:
    """Ask which headings to show, and by day or by week."""
    titles = state.policy().headings
    offered = [name for name in state.scope().headings if name != "mitigating"]
    fitting = EVERY.index(overview.by_day_or_week(tables().messages))
    with st.container(key="screen-bars"):
        st.markdown("Headings to show")
        with st.container(horizontal=True):
            headings = [name for name in offered if st.checkbox(titles[name], value=True, key=f"overview {name}")]
        every = st.radio("One bar for each", list(EVERY), index=fitting, horizontal=True, key="overview every")
    return headings, every


def left_out() -> str:
    """Say which messages the chart leaves out, and where they are."""
    rows = tables().rows
    away = rows[rows["quiet"] | rows["flag"].isin(SAFETY)]["message_id"].nunique()
    always = "What speaks for the parent is always shown."
    if not away:
        return always
    return (
        f"{always} Not drawn: {many(away, 'message')} about safety, or that may be a concern to answer or protected; "
        "the page To read has them."
    )


def read_period(counts: pd.DataFrame, every: str) -> None:
    """Offer the messages of one heading and period."""
    filled = counts[counts["messages"] > 0]
    if filled.empty:
        st.markdown("There is no message to read under these headings.")
        return
    titles = state.policy().headings
    left, middle, right = st.columns([3, 3, 2], vertical_alignment="bottom")
    heading = left.selectbox("Heading", list(filled["category"].unique()), format_func=titles.__getitem__)
    rows = filled[filled["category"] == heading].set_index("period")["messages"]
    offered = {when: f"{day(when)} ({many(count, 'message')})" for when, count in rows.items()}
    label = "Day" if every == "day" else "Week of"
    period = middle.selectbox(label, list(offered), format_func=offered.__getitem__)
    if right.button("Read these messages", type="primary"):
        sent = overview.counted(tables().rows, headings=[heading])
        place.follow(titles[heading], start=int(sent.loc[sent["sent_at"] >= period, "message_id"].iloc[0]))
        st.switch_page("screens/conversation.py")


page()
