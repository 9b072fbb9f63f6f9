"""Small tables built by hand, for the tests of what a reader sees."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analyser.schema import ANNOTATIONS, MESSAGES, conform

SHA = "ab" * 32
HEADINGS = {
    "grievance": "Concern or view aired in the group",
    "politics": "Politics and current affairs",
    "private chat": "Private conversation",
    "abuse": "Abusive or personal comment",
    "mitigating": "Speaks for the parent",
}


def messages(*rows: tuple[str | None, str]) -> pd.DataFrame:
    """Return messages sent at the given times, with the given words; 'notice' makes a notice of a row."""
    table = pd.DataFrame(
        {
            "source": SHA,
            "message_id": range(1, len(rows) + 1),
            "sent_at": pd.to_datetime([when for when, _ in rows]).astype("datetime64[s]"),
            "sender": [None if words == "notice" else f"Person {place % 3}" for place, (_, words) in enumerate(rows)],
            "kind": ["notice" if words == "notice" else "text" for _, words in rows],
            "text": [words for _, words in rows],
            "edited": False,
        }
    )
    lines = dict.fromkeys(("first_line", "last_line", "first_byte", "last_byte"), table["message_id"])
    return conform(table.assign(**lines), MESSAGES)


def every_minute(count: int, *, minutes: float = 1) -> pd.DataFrame:
    """Return ``count`` messages, one every so many minutes from 8 o'clock on 1 September 2025."""
    start = pd.Timestamp("2025-09-01 08:00")
    return messages(*((str(start + pd.Timedelta(minutes=minutes * n)), f"message {n + 1}") for n in range(count)))


def mark(message_id: int, category: str | None = None, flag: str | None = None, **more: Any) -> dict[str, Any]:
    """Return one row of annotations; ``more`` overrides what does not matter to the test."""
    plain = {"start": 0, "end": 4, "quote": "some", "reason": "model", "strength": "clear", "clause": "CC-1"}
    return plain | {"message_id": message_id, "category": category, "flag": flag} | more


def marked(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a table of annotations."""
    frame = pd.DataFrame([{"source": SHA, "annotation_id": f"a{place}"} | row for place, row in enumerate(rows)])
    return conform(frame, ANNOTATIONS)
