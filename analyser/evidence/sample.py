"""A random sample of the messages that were not picked, so that a reader can see what the program passes over.

The draw is by hash, not by a random generator: each message gets the SHA-256 of the file's own hash and its number,
and the smallest ones are taken. The same file therefore always gives the same sample on any machine, nobody can pick
one that suits, and picking a message elsewhere leaves the rest of the sample as it was.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

SIZE = 20


def not_picked(messages: pd.DataFrame, picked: Collection[int]) -> pd.DataFrame:
    """Return the messages with words of their own that are not among those ``picked``.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES``.
    picked : collection of int
        Ids of the messages that are listed to read.
    """
    return messages[(messages["kind"] == "text") & ~messages["message_id"].isin(list(picked))]


def sample(messages: pd.DataFrame, *, seed: str, size: int = SIZE) -> list[int]:
    """Return the ids of a random sample of ``messages``, in file order.

    Parameters
    ----------
    messages : DataFrame
        ``schema.MESSAGES``; only ``message_id`` is used.
    seed : str
        SHA-256 of the file as received, in hex.
    size : int
        How many to draw; all of them if there are fewer.
    """
    drawn = sorted(messages["message_id"], key=lambda number: sha256(f"{seed}:{number}".encode()).digest())
    return sorted(int(number) for number in drawn[:size])
