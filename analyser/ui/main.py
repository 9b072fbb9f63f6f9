"""The frame of every page: the list of pages, the theme, and *Save my work*."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PAGES = {
    "open": "Open",
    "to_read": "To read",
    "conversation": "Conversation",
    "overview": "Overview",
    "for_the_head": "For the Head",
    "about_file": "About this file",
    "how_it_works": "How it works",
    "ask_for_export": "Ask for an export",
}
FOLDER = Path(__file__).with_name("pages")


def main() -> None:
    """Draw the frame, then the page that was chosen."""
    st.set_page_config(page_title="Class chat reader", layout="wide")
    files = {name: FOLDER / f"{name}.py" for name in PAGES}
    pages = [st.Page(file, title=PAGES[name]) for name, file in files.items() if file.exists()]
    st.navigation(pages).run()


main()
