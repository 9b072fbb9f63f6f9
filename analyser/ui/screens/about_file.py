"""About this file: what it is, how it was read and decided, what was observed, which media it names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analyser.ui import facts, state
from analyser.ui.words import DATE_ORDERS, many

if TYPE_CHECKING:
    from analyser.chat import ParsedChat

PURPOSE = "Here you see what the exported file is, how the program read it, and what can be observed about it."
OBSERVED = {
    "observed": ("What was observed", 190),
    "lines": ("Lines in the file", 170),
    "how_many": ("How often", 75),
    "may_mean": ("What it may mean", 170),
    "does_not_mean": ("What it does not show", 175),
}
LETTER, LINE, PADDING = 7, 20, 20  # pixels: how wide a letter is at most on average, how high a line, and around a cell


def page() -> None:
    """Show the file, part by part."""
    chat = state.require_chat(PURPOSE)
    st.title("About this file")
    st.markdown(
        "The fingerprint stands for the file as it was opened here: a copy with the same one is the same to the last "
        "letter. It says nothing about what happened to the file before."
    )
    facts.show_rows(source(chat), key="source")
    st.header("How it was read")
    st.markdown("An export does not say how its dates are written. This is what the program decided, and from what.")
    st.dataframe(decided(chat), hide_index=True, alt="How the file was read, and what decided it")
    st.header("What was observed")
    observations(chat.observations)
    st.header("Pictures, recordings and files")
    media(chat)


def source(chat: ParsedChat) -> list[facts.Row]:
    """Return the rows that say which file this is and what it holds."""
    file = chat.source
    others = [("Other chats in the zip, not read", ", ".join(file.other_chats))] if file.other_chats else []
    return [
        ("File", facts.file_name(chat)),
        *others,
        ("Fingerprint as received (SHA-256)", file.sha256),
        ("Size of the chat", f"{len(file.raw):,} bytes"),
        ("Letters are saved as", file.encoding.upper()),
        ("Could not be read", facts.unread(chat)),
        ("Dates", facts.dates(chat)),
        ("People who wrote", f"{chat.messages['sender'].nunique():,}"),
        ("Messages", facts.kinds(chat)),
        ("Exported from", facts.platform(chat)),
    ]


def decided(chat: ParsedChat) -> pd.DataFrame:
    """Return what was decided about the file, each with what decided it."""
    dialect = chat.dialect
    read_as = {
        "header": dialect.header,
        "date order": DATE_ORDERS[dialect.date_order],
        "clock": dialect.clock,
        "line ending": dialect.line_end,
    }
    rows = [(what.capitalize(), read_as.get(what, ""), how) for what, how in dialect.decided_by.items()]
    return pd.DataFrame(rows, columns=["What", "Read as", "Decided by"])


def observations(table: pd.DataFrame) -> None:
    """Show each observation with its lines and its limits; the fingerprint stands above, with what it says."""
    table = table[table["id"] != "I1"]
    if table.empty:
        st.markdown("Nothing about the file needs a second look.")
        return
    st.markdown(
        "None of these is a conclusion. An ordinary export may show several, and each can have an ordinary cause. "
        "The last two columns say what it may mean and what it does not show."
    )
    st.dataframe(
        table[list(OBSERVED)],
        column_config={name: st.column_config.Column(title, width=width) for name, (title, width) in OBSERVED.items()},
        hide_index=True,
        row_height=row_height(table),
        height="content",
        alt="What was observed about the file, with line numbers",
    )


def row_height(table: pd.DataFrame) -> int:
    """Return the height at which no cell is cut off, list of lines included."""
    lines = (
        math.ceil(max(map(len, table[name].astype("str"))) * LETTER / (width - PADDING))
        for name, (_, width) in OBSERVED.items()
    )
    return PADDING + LINE * max(lines)


def media(chat: ParsedChat) -> None:
    """List the media by name; the program never opens them."""
    is_named = chat.messages["attachment"].notna()
    unnamed = int((chat.messages["kind"].eq("media") & ~is_named).sum())
    if unnamed:
        st.markdown(
            f"{many(unnamed, 'message')} in the chat {'stands' if unnamed == 1 else 'stand'} for a picture, recording "
            "or file that the export leaves out and does not name."
        )
    named = chat.messages.loc[is_named, ["attachment", "sent_at", "first_line"]]
    if named.empty and not chat.source.members:
        if not unnamed:
            st.markdown("The export names no picture, recording or file.")
        return
    st.markdown("They are listed by name only. The program does not open, show or keep them.")
    if len(named):
        columns = {"attachment": "Named in a message", "sent_at": "Sent", "first_line": "Line"}
        st.dataframe(named, column_config=columns, hide_index=True, alt="Media named in the chat")
    if chat.source.members:
        inside = pd.DataFrame({"In the zip": list(chat.source.members)})
        st.dataframe(inside, hide_index=True, alt="Files that came in the zip")


page()
