"""What one reader has open, in this browser tab only.

The one module that touches ``st.session_state`` for the case. Sessions share nothing but the policy and the
pipeline, which are built before any chat is read.
"""

import os
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

import pandas as pd
import streamlit as st

import analyser
from analyser.annotation import first_reading
from analyser.casework.model import Scope, Work
from analyser.chat import ParsedChat
from analyser.chat.wording import day
from analyser.errors import ScopeError
from analyser.evidence.views import within
from analyser.policy import Policy
from analyser.ui.later import Later

Show = Callable[[str, float], None]
Derived = TypeVar("Derived")
READING = "Step 1 of 3: reading the file"


POLICY_FILE = "CHAT_ANALYSER_POLICY"  # names the school's own policy file, however the app is started
CHAT, ANNOTATIONS, WORK, SAMPLE = "case chat", "case annotations", "case work", "case sample"
DERIVED, LATER = "case derived", "case later"
AT_ONCE = 1500  # different texts that are read to the end before the chat opens: some five seconds
EARLIER, SAVED = "earlier work", "saved work"  # the first one by file: the work, and what of it was in a file
OF_THIS_CHAT = "this chat: "  # begins the keys of what the pages remember about the open chat
PAGE = "page title"  # of the page being drawn, for its empty state


def silent(_text: str, _share: float) -> None:
    """Show nothing."""


@st.cache_resource(show_spinner=False)
def policy() -> Policy:
    """Return the school's policy, the same for every reader of this computer."""
    return analyser.load_policy(os.environ.get(POLICY_FILE) or None)


@st.cache_resource(show_spinner=False)
def nlp() -> Any:
    """Return the pipeline built from the policy; a few seconds the first time."""
    return analyser.build_pipeline(policy())


def chat() -> ParsedChat | None:
    """Return the chat that is open in this tab, or None."""
    opened: ParsedChat | None = st.session_state.get(CHAT)
    return opened


def annotations() -> pd.DataFrame:
    """Return the marks on the open chat (schema.ANNOTATIONS)."""
    return st.session_state[ANNOTATIONS]


def derived(answers: Hashable, make: Callable[[], Derived]) -> Derived:
    """Return what ``make`` derives from the open chat, made anew when ``answers`` change; it goes with the chat."""
    made: tuple[Hashable, Derived] | None = st.session_state.get(DERIVED)
    if made is None or made[0] != answers:
        made = (answers, make())
        st.session_state[DERIVED] = made
    return made[1]


def work() -> Work:
    """Return what the reader has decided and read so far."""
    current: Work = st.session_state[WORK]
    return current


def set_work(new: Work) -> None:
    """Keep ``new`` as the reader's work."""
    st.session_state[WORK] = new


def scope() -> Scope:
    """Return what was reported, about which dates, and whether anyone is in danger."""
    return work().scope


def set_scope(new: Scope) -> None:
    """Change the reader's answers without touching the decisions.

    Raises
    ------
    ScopeError
        If no message of the open chat is dated in the chosen days.
    """
    opened = require_chat()
    _check_days(opened.messages, new)
    set_work(replace(work(), scope=new))


def require_chat(purpose: str = "") -> ParsedChat:
    """Return the open chat, or stop the page with its title, its purpose, why it is empty and the one next step."""
    opened = chat()
    if opened is None:
        st.title(st.session_state[PAGE])
        st.markdown(purpose)
        st.info("This page is empty because no chat is open in this browser tab yet.")
        st.page_link("screens/open.py", label="Open a chat")
        st.stop()
    return opened


def read_chat(name: str, data: bytes, *, show: Show = silent, **told: str) -> ParsedChat:
    """Read an export, telling ``show`` how far it is; keep nothing yet.

    Parameters
    ----------
    name, data
        The file as received.
    show : callable
        Takes a sentence and a share from 0 to 1.
    told : str
        What the reader said: ``date_order``, ``encoding`` or ``chat``, as in ``analyser.read_export``.

    Raises
    ------
    AnalyserError
        If the file is not a chat that can be read, or the reader must choose.
    """
    show(READING, 0.0)
    return analyser.read_export(
        data,
        name=name,
        progress=lambda done, total: show(READING, done / max(total, 1)),
        **told,
    )


def keep_chat(
    opened: ParsedChat,
    *,
    answers: Scope,
    saved: Work | None = None,
    sample: bool = False,
    show: Show = silent,
) -> None:
    """Mark the messages of ``opened`` and make it the chat of this tab; whatever was open stays if this fails.

    Raises
    ------
    ScopeError
        If no message is dated in the chosen days.
    """
    _check_days(opened.messages, saved.scope if saved else answers)
    count = len(opened.messages)
    step = f"Step 2 of 3: looking at {count:,} messages"
    show(step, 0.0)

    def tell(done: int, total: int) -> None:
        show(step, done / max(total, 1))

    is_long = opened.messages["text"].nunique() > AT_ONCE
    first = first_reading(opened.messages, nlp(), progress=tell) if is_long else None
    marks = first.table if first else marks_of(opened.messages, progress=tell)
    show("Step 3 of 3: laying out what was found", 1.0)
    close_chat()
    st.session_state[CHAT] = opened
    st.session_state[ANNOTATIONS] = marks
    if first:
        st.session_state[LATER] = Later(first)
    st.session_state[SAMPLE] = sample
    _begin(opened.source.sha256, answers, saved)


def later() -> Later | None:
    """Return the second reading of the open chat where it is not part of the marks yet, or None."""
    going: Later | None = st.session_state.get(LATER)
    return going


def still_looking() -> bool:
    """Tell whether a second reading goes on, so that more may be found."""
    going = later()
    return going is not None and going.goes_on


def looked_to_the_end() -> bool:
    """Tell whether no second reading of the open chat failed."""
    going = later()
    return going is None or not going.failed


def take_later() -> None:
    """Make what the second reading found part of the marks; nothing changes before it has finished."""
    going = later()
    if going is not None and going.table is not None:
        st.session_state[ANNOTATIONS] = going.table
        for key in (LATER, DERIVED):
            st.session_state.pop(key, None)


def marks_of(messages: pd.DataFrame, *, progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """Return the marks on ``messages`` (schema.ANNOTATIONS); keep nothing."""
    return analyser.annotate(messages, nlp(), progress=progress)


def open_chat(name: str, data: bytes, *, answers: Scope | None = None, show: Show = silent) -> ParsedChat:
    """Read and mark an export in one go; what the Open page does when it has nothing to ask."""
    opened = read_chat(name, data, show=show)
    keep_chat(opened, answers=answers or everything(), show=show)
    return opened


def everything() -> Scope:
    """Return the widest answers: every heading, every day, nobody in danger."""
    return Scope(headings=tuple(policy().headings), first_day=None, last_day=None, danger=False)


def is_sample() -> bool:
    """Tell whether the open chat is one of the invented ones."""
    return bool(st.session_state.get(SAMPLE, False))


def close_chat() -> None:
    """Forget the open chat and its marks. The choices, which hold no word of it, wait for the same file."""
    if chat() is not None:
        st.session_state.setdefault(EARLIER, {})[work().sha256] = (work(), st.session_state.get(SAVED))
    if going := later():
        going.stop()
    own = [key for key in st.session_state if str(key).startswith(OF_THIS_CHAT)]
    for key in (CHAT, ANNOTATIONS, WORK, SAMPLE, SAVED, DERIVED, LATER, *own):
        st.session_state.pop(key, None)


def note_saved() -> None:
    """Remember that the work as it stands is in a file."""
    st.session_state[SAVED] = work()


def is_saved() -> bool:
    """Tell whether nothing about the open chat would be lost by closing this tab."""
    return chat() is None or bool(st.session_state.get(SAVED) == work())


def closed_unsaved() -> bool:
    """Tell whether closing this tab would lose anything about a chat that was closed in it."""
    left_behind = dict(st.session_state.get(EARLIER, {}))
    if chat() is not None:
        left_behind.pop(work().sha256, None)
    return any(left != in_file for left, in_file in left_behind.values())


def _begin(sha256: str, answers: Scope, saved: Work | None) -> None:
    """Go on with the work of a file, or of this tab, or begin anew; headings that the policy lacks are left out."""
    earlier, in_file = st.session_state.get(EARLIER, {}).get(sha256, (None, None))
    new = Work(sha256=sha256, scope=answers, policy_sha256=policy().sha256, version=analyser.__version__)
    begun = saved or (replace(earlier, scope=answers) if earlier else new)
    headings = tuple(name for name in begun.scope.headings if name in policy().headings)
    set_work(replace(begun, scope=replace(begun.scope, headings=headings)))
    st.session_state[SAVED] = in_file if earlier and not saved else work()


def _check_days(messages: pd.DataFrame, answers: Scope) -> None:
    days = messages["sent_at"].dropna()
    if days.empty or len(within(messages, first_day=answers.first_day, last_day=answers.last_day)):
        return
    first, last = days.min().date(), days.max().date()
    raise ScopeError(
        f"No message in this file is dated from {day(answers.first_day or first)} to {day(answers.last_day or last)}. "
        f"The file runs from {day(first)} to {day(last)}. Change the dates and try again."
    )
