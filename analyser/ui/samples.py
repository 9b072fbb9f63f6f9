"""The invented chats that come with the program, for looking round before the first real file."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "sample_exports"

TITLES = {
    "heated-class.txt": "A heated class: Year 5 over six weeks",
    "calm-class.txt": "A calm class: Year 2 over an autumn term",
    "safeguarding-short.txt": "Two worries about children",
    "which-date-order.txt": "A file whose dates can be read in two ways",
    "same-conversation-android-24h.txt": "One conversation, from an Android phone (24 hour)",
    "same-conversation-android-12h.txt": "The same conversation, from an Android phone (12 hour)",
    "same-conversation-android-us.txt": "The same conversation, from an Android phone (United States)",
    "same-conversation-ios-24h.zip": "The same conversation, from an iPhone (24 hour, a zip)",
    "same-conversation-ios-12h.txt": "The same conversation, from an iPhone (12 hour)",
    "same-conversation-web.txt": "The same conversation, from WhatsApp on a computer",
}


def samples() -> dict[str, Path]:
    """Return the sample chats by title; a file without a title of its own comes last, by its name."""
    titled = {title: FOLDER / name for name, title in TITLES.items() if (FOLDER / name).exists()}
    others = (path for path in sorted(FOLDER.glob("*")) if path.suffix in {".txt", ".zip"} and path.name not in TITLES)
    return titled | {path.stem.replace("-", " ").capitalize(): path for path in others}
