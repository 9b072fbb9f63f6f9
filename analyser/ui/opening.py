"""From an uploaded file to an open chat, with the questions that only some files raise.

A file is read when the reader presses the button and not before. Three things may have to be asked: which chat of
several in a zip, in which order the dates stand, and whether a conversation of two people is meant at all. The
question appears beside the file, and the same button goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from analyser.casework.work_file import continue_work
from analyser.chat.wording import day
from analyser.errors import ArchiveError
from analyser.ui import state
from analyser.ui.words import DATE_ORDERS, escaped

if TYPE_CHECKING:
    from analyser.casework.model import Scope
    from analyser.chat import ParsedChat

ASKED = "open asked"
NO_IDEA = "Let the program decide"
ENCODINGS = {"As WhatsApp writes it (Unicode)": "", "Windows-1252, saved again by an older program": "cp1252"}


@dataclass(frozen=True)
class Asked:
    """What has to be asked about one file: which chat, which reading of its dates, whether two people are meant."""

    upload: str
    chats: tuple[str, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)
    one_to_one: bool = False


@dataclass(frozen=True)
class Upload:
    """A file as received from the browser."""

    upload: str
    name: str
    data: bytes
    saved: bytes | None = None
    sample: bool = False


def told() -> dict[str, str]:
    """Draw the two settings that help when dates or letters come out wrong; return what the reader said."""
    with st.expander("If the dates or the letters come out wrong"):
        order = st.selectbox("Dates are written", [NO_IDEA, *DATE_ORDERS.values()], key="date order")
        encoding = st.selectbox("Letters are saved", list(ENCODINGS), key="encoding")
    orders = {words: name for name, words in DATE_ORDERS.items()}
    said = {"date_order": orders.get(order, ""), "encoding": ENCODINGS[encoding]}
    return {what: value for what, value in said.items() if value}


def follow_up(upload: str, *, button: str) -> dict[str, str] | None:
    """Draw the questions that this file raised; return the answers, or None while one is missing.

    ``button`` is the key of the button that goes on: when it was pressed too early, the page says so.
    """
    asked = _asked(upload)
    if asked == Asked(upload):
        return {}
    answers: dict[str, str | None] = {}
    with st.container(key="prompt follow up"):
        if asked.chats:
            answers["chat"] = st.selectbox(
                "The zip holds several chats. Which one?", asked.chats, index=None, key="which chat"
            )
        if asked.readings:
            answers["date_order"] = _which_order(asked.readings)
        if asked.one_to_one:
            answers["group"] = _is_meant()
        if st.session_state.get(button) and None in answers.values():
            st.error("Answer this, then press the button again.")
    if None in answers.values():
        return None
    return {what: value for what, value in answers.items() if value}


def attempt(upload: Upload, answers: Scope, said: dict[str, str], *, show: state.Show) -> bool:
    """Open the file, or note a question that it raises; return whether it is open.

    Raises
    ------
    AnalyserError
        If the file, the saved work or the chosen dates do not fit. Whatever was open before stays open.
    """
    before = _asked(upload.upload)
    try:
        opened = state.read_chat(upload.name, upload.data, show=show, **_for_the_parser(said))
        asked = _with_questions(before, opened, upload, _for_the_parser(said))
    except ArchiveError as error:
        asked = replace(before, chats=error.chats)
        if asked == before:
            raise
    st.session_state[ASKED] = asked
    if asked != before:
        return False
    saved = continue_work(upload.saved, sha256=opened.source.sha256) if upload.saved else None
    state.keep_chat(opened, answers=answers, saved=saved, sample=upload.sample, show=show)
    del st.session_state[ASKED]
    return True


def _asked(upload: str) -> Asked:
    noted = st.session_state.get(ASKED)
    return noted if isinstance(noted, Asked) and noted.upload == upload else Asked(upload)


def _with_questions(before: Asked, opened: ParsedChat, upload: Upload, said: dict[str, str]) -> Asked:
    """Add what this reading raises; a question stays once it is there, because its answer is needed again."""
    readings = before.readings
    if opened.dialect.needs_asking and not readings:
        orders = (opened.dialect.date_order, *opened.dialect.alternatives)
        readings = {order: _first_days(upload, said | {"date_order": order}) for order in orders}
    return replace(before, readings=readings, one_to_one=before.one_to_one or opened.looks_one_to_one)


def _first_days(upload: Upload, said: dict[str, str]) -> str:
    """Return the first days of the chat as they would be under one reading of its dates."""
    messages = state.read_chat(upload.name, upload.data, show=state.silent, **said).messages
    days = messages["sent_at"].dropna().dt.date.drop_duplicates().head(3)
    return ", ".join(day(when) for when in days)


def _for_the_parser(said: dict[str, str]) -> dict[str, str]:
    return {what: value for what, value in said.items() if what != "group"}


def _which_order(readings: Mapping[str, str]) -> str | None:
    labels = {f"{days} ({DATE_ORDERS[order]})": order for order, days in readings.items()}
    answer = st.radio(
        "The dates of this file can be read in more than one way. On which days does the chat begin?",
        labels,
        index=None,
        format_func=escaped,
        key="which order",
    )
    return labels[answer] if answer else None


def _is_meant() -> str | None:
    st.markdown(
        "**This looks like a conversation between two people, not a group.** The code of conduct is about class and "
        "year groups. Private messages between two people are not the school's to read without good reason."
    )
    return "yes" if st.checkbox("It is a group chat, or there is a good reason to read it", key="group") else None
