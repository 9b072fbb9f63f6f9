"""Messages as real elements of the page: 200 or so at a time, marked passages with their reason in words.

Streamlit's own elements read markdown, which fetches images that a message names, so that the words of a chat go
through this component, which knows nothing but text. `transcript.js` draws, `transcript.css` dresses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from analyser.evidence.highlight import Mark, segments

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import pandas as pd

HTML = """
<div class="transcript" role="region">
  <p class="hint"></p>
  <div class="days"></div>
  <p class="said" role="status"></p>
</div>
"""
HINT = "The up and down arrow keys go from message to message. Enter opens one."
BARE = ("media", "deleted", "poll", "location", "contact", "call")


@dataclass(frozen=True)
class Look:
    """How the messages of one screen are to be shown; ids stand for messages.

    Parameters
    ----------
    open : int
        The open message; 0 for none.
    clear : collection of int or None
        The messages not to be greyed; None greys nothing.
    covered : collection of int
        Messages whose marked words are blurred until somebody asks for them.
    notes : mapping of int to str
        A word or two about a message, beside its time.
    lines : mapping of int to list of str
        Sentences below a message.
    names : bool
        Whether to show who wrote it.
    level : int
        Of the headings that name the days.
    """

    open: int = 0
    clear: Collection[int] | None = None
    covered: Collection[int] = ()
    notes: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[int, list[str]] = field(default_factory=dict)
    names: bool = True
    level: int = 2


@dataclass(frozen=True)
class Turn:
    """What changed since the last time, so that the page moves only when it should.

    Parameters
    ----------
    number : int
        Differs from the last one when the page should scroll to the open message and say what was done.
    said : str
        A sentence for those who listen.
    focus : str
        Key of the part of the page that gets the focus; empty leaves it where it is.
    """

    number: int = 0
    said: str = ""
    focus: str = ""


def draw(  # noqa: PLR0913 - one component, and each argument is a part of it
    messages: pd.DataFrame,
    marks: Mapping[int, list[Mark]],
    *,
    label: str,
    look: Look,
    turn: Turn,
    key: str,
    on_chosen: Callable[[], None],
    on_picked: Callable[[], None] | None = None,
) -> None:
    """Put messages on the page.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES``, the rows to show, in the order to show them.
    marks : mapping of int to list of Mark
        Passages to mark, by message id.
    label : str
        What this list is, for those who listen.
    look, turn
        How to show it, and what changed.
    key : str
        Of the component; the callbacks find ``chosen`` (an id) or ``picked`` (id, start, end) under it.
    on_chosen, on_picked : callable
        Called when a message, or words of one, are chosen; without the latter, selecting words does nothing.
    """
    data = {
        "label": label,
        "hint": HINT,
        "days": days(messages, marks, look),
        "level": look.level,
        "turn": turn.number,
        "said": turn.said,
        "focus": turn.focus,
        "selectable": on_picked is not None,
    }
    _component()(data=data, key=key, on_chosen_change=on_chosen, on_picked_change=on_picked or _nothing)


def days(messages: pd.DataFrame, marks: Mapping[int, list[Mark]], look: Look) -> list[dict[str, Any]]:
    """Return what the component draws: a title per day and the rows below it, as values that JSON can hold."""
    sent = messages["sent_at"].ffill().bfill()
    found: list[dict[str, Any]] = []
    columns = [messages[name] for name in ("message_id", "sender", "kind", "text", "attachment")]
    for when, dated, *values in zip(sent, messages["sent_at"].notna(), *columns, strict=True):
        title = f"{when:%A} {when.day} {when:%B %Y}" if when == when else "Undated"  # noqa: PLR0124 - NaT
        if not found or found[-1]["title"] != title:
            found.append({"title": title, "rows": []})
        found[-1]["rows"].append(_row(f"{when:%H:%M}" if dated else "", values, marks, look))
    return found


def _row(when: str, values: list[Any], marks: Mapping[int, list[Mark]], look: Look) -> dict[str, Any]:
    number, sender, kind, text, attachment = values
    named = isinstance(attachment, str) and attachment not in text
    return {
        "id": number,
        "who": sender if look.names and isinstance(sender, str) else "",
        "when": when,
        "number": f"{number:,}",
        "kind": kind if kind == "notice" else "bare" if kind in BARE else "",
        "pieces": [[piece.text, piece.styles, piece.closing] for piece in segments(text, marks.get(number, ()))],
        "note": look.notes.get(number, ""),
        "lines": [*look.lines.get(number, ()), *([f"File named, not opened: {attachment}"] if named else [])],
        "open": number == look.open,
        "grey": look.clear is not None and number not in look.clear,
        "covered": number in look.covered and number != look.open,
    }


def _nothing() -> None:
    """Listen to nothing."""


@cache
def _component() -> Any:
    """Register the component, once per process."""
    here = Path(__file__)
    style, script = (here.with_suffix(suffix).read_text("utf-8") for suffix in (".css", ".js"))
    return st.components.v2.component("transcript", html=HTML, css=style, js=script, isolate_styles=False)
