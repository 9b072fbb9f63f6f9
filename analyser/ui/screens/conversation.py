"""Conversation: a message where it was said, why it was marked, and the reader's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analyser.chat.wording import day
from analyser.evidence import browse
from analyser.evidence.context import position
from analyser.evidence.highlight import marks
from analyser.ui import decide, place, state, transcript, why
from analyser.ui.seen import only_when_seen
from analyser.ui.tables import EVERYTHING, TO_READ, tables
from analyser.ui.words import many

if TYPE_CHECKING:
    import pandas as pd

PURPOSE = (
    "Here you read each message where it was said, with what came before and after, see why it was marked, "
    "and choose what, if anything, is worth discussing."
)
BACK, ON = "K", "J"  # with Alt
STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding-left: 2rem; padding-right: 2rem; }
[data-testid="stColumn"]:has(.st-key-panel) { position: sticky; top: 3.75rem; align-self: flex-start; }
.st-key-panel { max-height: calc(100vh - 4.5rem); overflow-y: auto; padding-right: 0.5rem; }
.st-key-panel h2 { padding: 0; margin: 0; font-size: 1.25rem; white-space: nowrap; }
[data-testid="stLayoutWrapper"]:has(> .st-key-screen-decide) {
  position: sticky; bottom: 0; z-index: 1; padding: 0.75rem 3px 4px; background: light-dark(#ffffff, #16181a);
  border-top: 1px solid #8d949a;
}
.st-key-choices { display: grid !important; grid-template-columns: 6fr 5fr; gap: 0.4rem !important; }
.st-key-choices button { width: 100%; min-height: 2.2rem; padding: 0.1rem 0.4rem; }
.st-key-choices button * { font-size: 0.88rem; }
[data-unseen] .st-key-choices button { cursor: progress; }
.st-key-screen-move { flex-wrap: nowrap !important; }
.st-key-screen-move [data-testid="stMarkdownContainer"] { margin: 0; }
.st-key-screen-move button { min-height: 2rem; padding: 0 0.5rem; white-space: nowrap; }
@media (max-width: 900px) {
  [data-testid="stHorizontalBlock"]:has(.st-key-panel) { flex-direction: column; }
  [data-testid="stHorizontalBlock"]:has(.st-key-panel) > [data-testid="stColumn"] {
    width: 100%; flex: none; position: static;
  }
  .st-key-panel { max-height: none; }
}
</style>
"""


def page() -> None:
    """Draw the ways to find a message, the conversation, and the panel beside it."""
    state.require_chat(PURPOSE)
    st.html(STYLE)
    number = place.message()
    left, right = st.columns([11, 9], gap="medium")
    with left:
        st.title("Conversation")
        with st.container(key="screen-find"):
            find()
        conversation(number)
    with right, st.container(key="panel", gap="xsmall"):
        panel(number)
    only_when_seen(st.session_state.get(place.TURN, 0), choose=decide.LETTERS, move=BACK + ON)


def find() -> None:
    """Draw the list to follow, the search, and the ways to a date or a number."""
    offered = {name: f"{name} ({len(place.ids_of(name)):,})" for name in place.names()}
    if st.session_state.get(place.LIST) not in offered:
        st.session_state[place.LIST] = TO_READ
    list_, words, date, number = st.columns(2) + st.columns(2)
    list_.selectbox(
        "Follow",
        list(offered),
        key=place.LIST,
        format_func=offered.__getitem__,
        on_change=lambda: place.follow(st.session_state[place.LIST]),
        persist_state="session",
        help="'Next' and 'previous' go through this list. Everything else is greyed, never hidden.",
    )
    words.text_input("Find words", key=place.SEARCH, type="search", on_change=first_match, persist_state="session")
    messages = tables().messages
    sent = messages["sent_at"].dropna()
    date.date_input(
        "Go to date",
        None,
        min_value=sent.min().date() if len(sent) else None,
        max_value=sent.max().date() if len(sent) else None,
        key="reading date",
        format="DD/MM/YYYY",
        on_change=to_date,
    )
    number.number_input(
        "Go to message",
        min_value=1,
        value=None,
        step=1,
        key="reading number",
        on_change=to_number,
        placeholder="Number",
    )


def first_match() -> None:
    """Open the first message that holds the words, or say that none does."""
    if not (st.session_state[place.SEARCH] or "").strip():
        return
    found = place.followed()
    if found:
        place.open_message(found[0])
    place.say(f"{many(len(found), 'message')} with these words." if found else "No message holds these words.")


def to_date() -> None:
    """Open the first message of the chosen day."""
    chosen = st.session_state["reading date"]
    number = browse.from_day(tables().messages, chosen) if chosen else None
    if number:
        place.open_message(number)


def to_number() -> None:
    """Open the message of the chosen number, or the nearest one shown."""
    chosen = st.session_state["reading number"]
    if chosen:
        place.open_message(browse.nearest(tables().messages, chosen))


def conversation(number: int) -> None:
    """Draw the page of the conversation that is turned to."""
    messages = tables().messages
    around = browse.page_around(messages, number)
    pages = browse.how_many_pages(messages)
    turn = st.session_state.get(place.TURN, 0)
    with st.container(key="screen-page"):
        turned = st.pagination(pages, default=around.number, key=f"page-{turn}") if pages > 1 else 1
    here = around if turned == around.number else browse.page(messages, turned)
    if here.start == 0:
        st.caption(edge(first=True))
    shown = messages.iloc[here.start : here.stop]
    transcript.draw(
        shown,
        marks(_marks_on(shown, number), state.policy().headings),
        label="The conversation",
        look=look(shown, number),
        turn=transcript.Turn(
            number=turn,
            said=f"{st.session_state.get(place.SAID, '')} Message {number:,} is open.".strip(),
            focus=st.session_state.get(place.FOCUS, ""),
        ),
        key="transcript",
        on_chosen=lambda: place.open_message(int(st.session_state["transcript"].chosen)),
        on_picked=pick,
    )
    if here.stop == len(messages):
        st.caption(edge(first=False))


def edge(*, first: bool) -> str:
    """Say what the first or last message shown is the first or last of."""
    chosen = state.scope().first_day if first else state.scope().last_day
    if chosen is None:
        return "The file starts here; it may not be the start of the conversation." if first else "The file ends here."
    whole, shown = state.require_chat().messages["message_id"], tables().messages["message_id"]
    if first:
        left, where = int((whole < shown.iloc[0]).sum()), f"The chosen dates start on {day(chosen)}."
    else:
        left, where = int((whole > shown.iloc[-1]).sum()), f"The chosen dates end on {day(chosen)}."
    return f"{where} Not shown: {many(left, 'message')} {'before' if first else 'after'}." if left else where


def look(shown: pd.DataFrame, number: int) -> transcript.Look:
    """Work out how the messages of this page are to be shown."""
    words = (st.session_state.get(place.SEARCH) or "").strip()
    name = st.session_state.get(place.LIST) or TO_READ
    clear = None if name == EVERYTHING and not words else set(place.followed())
    return transcript.Look(
        open=number,
        clear=clear,
        covered=tables().strong if st.session_state.get(place.COVER, True) else (),
        notes=place.notes(set(shown["message_id"])),
    )


def pick() -> None:
    """Open the message that words were selected in, and keep the selection for the choice."""
    picked = st.session_state["transcript"].picked
    place.open_message(int(picked["id"]))
    st.session_state[place.WORDS] = dict(picked)


def panel(number: int) -> None:
    """Draw what there is to know about the open message, and the choices."""
    messages = tables().messages
    row = messages.iloc[position(messages, number)]
    followed = place.followed()
    with st.container(key="screen-move", horizontal=True, vertical_alignment="bottom"):
        st.header(f"Message {number:,}")
        st.button("Previous", key="move-back", shortcut=f"Alt+{BACK}", on_click=place.move, args=(-1,))
        st.button("Next", key="move-on", shortcut=f"Alt+{ON}", on_click=place.move, args=(1,))
    place_in_list = f"{followed.index(number) + 1:,} of {len(followed):,} on this list · " if number in followed else ""
    read, there_are = place.progress()
    st.caption(f"{place_in_list}{read:,} of {there_are:,} read · line {row['first_line']:,} of the file")
    if said := st.session_state.get(place.SAID):
        st.markdown(f"*{said}*")
    selected = st.session_state.get(place.WORDS)
    if selected and selected["id"] == number:
        st.markdown("**Words you selected**")
        st.text(f"\u201c{row['text'][selected['start'] : selected['end']]}\u201d")
    why.show(_marks_on(messages.loc[[row.name]], number))
    with st.container(key="screen-decide"):
        rows = tables().rows
        decide.show(number, row["text"], rows[rows["message_id"] == number])


def _marks_on(shown: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the marks on some messages; what context set aside only on the open one."""
    found = tables().marks
    rows = found[found["message_id"].between(shown["message_id"].iloc[0], shown["message_id"].iloc[-1])]
    return rows[(rows["strength"] != "set aside") | (rows["message_id"] == number)]


page()
