"""What the open file is, in words: the rows that *Open* and *About this file* show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from analyser.chat.wording import day
from analyser.evidence.views import within
from analyser.pack.facts import made_by
from analyser.schema import KINDS as KIND_ORDER
from analyser.ui.words import DATE_ORDERS, KINDS, many

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyser.casework.model import Scope
    from analyser.chat import ParsedChat

Row = tuple[str, str]
SHOWN = 5  # places named one by one


def in_short(chat: ParsedChat, scope: Scope) -> list[Row]:
    """Return what a reader checks first: whether it is the right file, and all of it."""
    return [
        ("File", file_name(chat)),
        ("Dates", dates(chat)),
        ("People who wrote", many(chat.messages["sender"].nunique(), "person", "people")),
        ("Messages", kinds(chat)),
        ("In the dates you chose", chosen(chat, scope)),
        ("Exported from", platform(chat)),
        ("Dates are read", date_order(chat)),
        ("Could not be read", unread(chat)),
        ("Fingerprint (SHA-256)", chat.source.sha256),
    ]


def file_name(chat: ParsedChat) -> str:
    """Return the name of the chat, and of the zip that it came in."""
    inside = f", in {chat.source.archive_name}" if chat.source.archive_name else ""
    return f"{chat.source.name}{inside}"


def date_order(chat: ParsedChat) -> str:
    """Return how the dates are read, and what decided it."""
    dialect = chat.dialect
    words = DATE_ORDERS[dialect.date_order]
    return f"{words[0].upper()}{words[1:]}. Decided by: {dialect.decided_by['date order']}."


def unread(chat: ParsedChat) -> str:
    """Return which bytes of the file are not letters, with their places."""
    broken = chat.source.undecodable
    if not broken:
        return "Nothing. Every line of the file is in a message or listed below."
    places = ", ".join(f"{run.data.hex(' ')} at byte {run.offset:,}" for run in broken[:SHOWN])
    more = f" and {len(broken) - SHOWN:,} more" if len(broken) > SHOWN else ""
    return (
        f"{many(len(broken), 'place')} that {'is' if len(broken) == 1 else 'are'} not letters: {places}{more}. "
        "Each is shown as \ufffd. If letters are wrong all over, close this chat, and say how they are saved when you "
        "open it again."
    )


def dates(chat: ParsedChat) -> str:
    """Return the span of the chat in words."""
    sent = chat.messages["sent_at"].dropna()
    return f"{day(sent.min())} to {day(sent.max())}" if len(sent) else "No line carries a date."


def kinds(chat: ParsedChat) -> str:
    """Return how many messages there are, and of which kinds."""
    counts = chat.messages["kind"].value_counts()
    parts = [many(int(counts[kind]), *KINDS[kind]) for kind in KIND_ORDER if counts.get(kind, 0)]
    return f"{len(chat.messages):,}: {', '.join(parts)}"


def chosen(chat: ParsedChat, scope: Scope) -> str:
    """Return the chosen days and how many messages they hold."""
    if not scope.first_day and not scope.last_day:
        return f"All {len(chat.messages):,}"
    kept = within(chat.messages, first_day=scope.first_day, last_day=scope.last_day)
    first = f"from {day(scope.first_day)} " if scope.first_day else ""
    last = f"to {day(scope.last_day)} " if scope.last_day else ""
    return f"{len(kept):,}, {first}{last}".rstrip(" ,")


def platform(chat: ParsedChat) -> str:
    """Return what made the export, with the beginning of a line as it stands in the file."""
    return f"{made_by(chat.dialect)}. Lines look like: {chat.dialect.header}"


def show_rows(rows: Iterable[Row], *, key: str) -> None:
    """Draw the rows as labels and plain text; the text may be a stranger's, so nothing in it is read as markup."""
    with st.container(key=f"facts {key}", gap="small"):
        for label, text in rows:
            left, right = st.columns([1, 2], gap="medium")
            left.markdown(f"**{label}**")
            right.text(text)
