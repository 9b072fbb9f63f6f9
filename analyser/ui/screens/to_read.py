"""To read: safety first, then what was reported in date order, then what the program did not pick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from analyser.annotation import explain
from analyser.chat.wording import day
from analyser.evidence.highlight import marks
from analyser.evidence.views import SAFETY
from analyser.evidence.words import FLAGS, NO_CLAUSE, cite
from analyser.ui import place, state, transcript, why
from analyser.ui.tables import LANGUAGE, SAMPLE, TO_READ, UNREADABLE, tables
from analyser.ui.words import many

if TYPE_CHECKING:
    import pandas as pd

PURPOSE = (
    "Here are the messages to read: first any about safety, then those under the headings that were reported, by date. "
    "The program only marks them. You decide what, if anything, is worth discussing."
)
NONE = "None highlighted. This does not mean there is none."
NONE_YET = "None highlighted so far; the program is still looking."
ALL = "Every heading that was reported"
AT_ONCE = 50  # messages on one screen of a list


def page() -> None:
    """Draw how far the reader is, and the lists."""
    state.require_chat(PURPOSE)
    st.title("To read")
    how_far()
    st.header("Safety first")
    for flag in SAFETY:
        safety(flag)
    st.header("What was reported")
    reported()
    st.header("What was not picked")
    not_picked()
    if len(tables().unreadable):
        st.header("What the program could not read")
        unreadable()


def how_far() -> None:
    """Say how many messages are read, and offer to go on."""
    read, there_are = place.progress()
    words = f"{read:,} of {there_are:,} read" if there_are else "Nothing is listed under these headings and dates"
    st.progress(read / there_are if there_are else 0.0, words)
    with st.container(key="screen-go", horizontal=True, vertical_alignment="bottom"):
        if there_are and st.button("Go on reading" if read else "Start reading", type="primary"):
            go(TO_READ)
        st.toggle(
            "Blur the strongest words until I open a message", value=True, key=place.COVER, persist_state="session"
        )


def safety(flag: str) -> None:
    """List the messages with a flag that comes before everything, and what to do about them."""
    found = tables().safety[flag]
    if found.empty:
        st.markdown(f"**{FLAGS[flag]}.** {NONE_YET if state.still_looking() else NONE}")
        return
    why.advise(flag)
    draw(found, name=f"{FLAGS[flag]}: {many(len(found), 'message')}", key=f"list-{flag}")


def reported() -> None:
    """List the messages under the chosen headings, by date."""
    st.markdown(
        f"{span()} Each is a message to read, not a finding about anybody. Choose one to open it where it was said."
    )
    offered = {heading: counted(heading) for heading in ("", *state.scope().headings)}
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    heading = left.selectbox(
        "Show", list(offered), format_func=offered.__getitem__, key="list heading", persist_state="session"
    )
    right.checkbox("Also list strong language that is aimed at nobody", key=LANGUAGE, persist_state="session")
    rows = under(heading)
    if rows.empty:
        st.markdown(
            "No message is listed here so far; the program is still looking."
            if state.still_looking()
            else "No message is listed here. The program may have missed some: read a sample below."
        )
        return
    pages = -(-len(rows) // AT_ONCE)
    turned = st.pagination(pages, key=f"list page {heading}", persist_state="session") if pages > 1 else 1
    shown = rows.iloc[(turned - 1) * AT_ONCE : turned * AT_ONCE]
    draw(shown, name="Messages to read, by date", key="list-reported", follow=_list_of(heading))


def under(heading: str) -> pd.DataFrame:
    """Return the messages listed under a heading, or under all of them for none; those for safety left out."""
    listed = tables().listed
    return listed[listed["message_id"].isin(place.ids_of(_list_of(heading)))]


def counted(heading: str) -> str:
    """Return a heading in words with the number of messages under it."""
    return f"{state.policy().headings.get(heading, ALL)} ({len(under(heading)):,})"


def _list_of(heading: str) -> str:
    return state.policy().headings.get(heading, TO_READ)


def span() -> str:
    """Return the chosen dates as a sentence."""
    first, last = state.scope().first_day, state.scope().last_day
    if first and last:
        return f"From {day(first)} to {day(last)}, the oldest first."
    if first:
        return f"From {day(first)} on, the oldest first."
    return f"Up to {day(last)}, the oldest first." if last else "All the dates in the file, the oldest first."


def not_picked() -> None:
    """Say how many messages were not picked, and offer a random sample of them."""
    left, drawn = tables().not_picked, tables().lists[SAMPLE]
    st.markdown(
        f"**{many(left, 'message')} with words not picked.** The program misses things. "
        f"Read some of them to see what it passes over: {len(drawn)} are drawn at random, and they are the same ones "
        "whenever this file is opened."
    )
    read = len(state.work().read.intersection(drawn))
    if drawn and st.button("Read a random sample"):
        go(SAMPLE)
    blank = tables().without_words
    st.caption(
        (f"{read} of these {len(drawn)} read. " if read else "")
        + (f"{many(blank, 'more message')} without words: pictures, recordings, files. " if blank else "")
    )


def unreadable() -> None:
    """Say how many messages have words that the program cannot read, and offer them."""
    found = tables().unreadable
    st.markdown(
        f"**{many(len(found), 'message')} {'needs' if len(found) == 1 else 'need'} a person who can read them.** "
        "Whether anything is wrong with them is not known."
    )
    if st.button("Read these messages"):
        go(UNREADABLE)


def draw(rows: pd.DataFrame, *, name: str, key: str, follow: str = TO_READ) -> None:
    """Draw a list of messages with the reason for each; choosing one opens it in the conversation."""
    made = tables()
    ids = rows["message_id"].tolist()
    transcript.draw(
        made.messages.set_index("message_id", drop=False).loc[ids],
        marks(made.rows[made.rows["message_id"].isin(ids)], state.policy().headings),
        label=name,
        look=transcript.Look(
            covered=made.strong if st.session_state[place.COVER] else (),
            notes=place.notes(ids),
            lines={row.message_id: lines(row) for row in rows.astype("object").itertuples()},
            names=False,
            level=3,
        ),
        turn=transcript.Turn(),
        key=key,
        on_chosen=lambda: go(follow, start=int(st.session_state[key].chosen)),
    )


def lines(row: Any) -> list[str]:
    """Return the flags of a message, why it is listed, and its clauses: one line each."""
    flags = [FLAGS[flag] for flag in row.flags.split(", ") if flag]
    clauses = [cite(clause, state.policy()) for clause in row.clauses.split(", ") if clause]
    if not clauses and isinstance(row.heading, str):
        clauses = [NO_CLAUSE]
    return [". ".join([*flags, explain(row.reason, state.policy())]), *clauses]


def go(name: str, *, start: int | None = None) -> None:
    """Follow a list in the conversation."""
    place.follow(name, start=start)
    st.switch_page("screens/conversation.py")


page()
