"""Words as a reader sees them, and the one way to put a stranger's words into a label."""

from __future__ import annotations

import re

ESCAPABLE = re.compile(r"([!-/:-@\[-`{-~])")  # ASCII punctuation, the characters that markdown reads
LINKING = re.compile(r"(?i)(?<=:)(?=\\/\\/)|(?<=www)(?=\\\.)|(?=\\@)")
UNSEEN = re.compile("[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
JOINER = "\u2060"

DATE_ORDERS = {
    "DMY": "day first, as in 31/12/2025",
    "MDY": "month first, as in 12/31/2025",
    "YMD": "year first, as in 2025/12/31",
}
KINDS = {
    "text": ("message of text", "messages of text"),
    "media": ("picture, recording or file", "pictures, recordings and files"),
    "deleted": ("deleted message", "deleted messages"),
    "poll": ("poll", "polls"),
    "location": ("location", "locations"),
    "contact": ("contact card", "contact cards"),
    "call": ("call", "calls"),
    "notice": ("notice by WhatsApp", "notices by WhatsApp"),
}


def many(count: int, one: str, more: str = "") -> str:
    """Write '1 message' or '40,000 messages'."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def escaped(text: str) -> str:
    """Return ``text`` so that markdown shows its letters and makes no link, image, formula or list of it.

    For the few places that only take markdown (an error, a label). Control and direction marks become U+FFFD; an
    invisible joiner keeps addresses from turning into links.
    """
    return LINKING.sub(JOINER, ESCAPABLE.sub(r"\\\1", UNSEEN.sub("\ufffd", text)))
