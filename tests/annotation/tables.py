"""Tables of messages for the tests of annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analyser.schema import MESSAGES, conform

if TYPE_CHECKING:
    from collections.abc import Sequence


def messages(texts: Sequence[str], *, kinds: Sequence[str] | None = None) -> pd.DataFrame:
    """Return one message per text, all of one sender and day; kinds are *text* unless given."""
    frame = pd.DataFrame({"text": list(texts), "kind": list(kinds or ["text"] * len(texts))})
    frame["message_id"] = range(1, len(frame) + 1)
    fixed = {"source": "a" * 64, "sender": "Ann", "sender_raw": "Ann", "edited": False}
    places = dict.fromkeys(("first_line", "last_line", "first_byte", "last_byte"), 0)
    return conform(frame.assign(sent_at=pd.Timestamp(2025, 1, 6), **fixed, **places), MESSAGES)
