"""Say which messages a person must read because the program cannot: never "fine", always "needs reading"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyser.annotation.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator


def needs_reading(text: str, kind: str) -> Iterator[Passage]:
    """Yield a NEEDS-READING passage with the reason, if the words of a message say nothing to the rules."""
    if kind == "media" and not text.strip():
        yield _unread("media only", text)
    elif not text.strip():
        yield _unread("empty", text)


def _unread(reason: str, text: str) -> Passage:
    return Passage(0, len(text), None, None, "NEEDS-READING", None, reason, "worth a look")
