"""What an observation is, and what the checks look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from analyser.chat.dialect import Dialect
    from analyser.chat.headers import Headers, Integers
    from analyser.chat.source import Source
    from analyser.chat.split import Pieces

_MOST_RANGES = 20


@dataclass(frozen=True)
class Observation:
    """One thing observed: which check, in one sentence, on which lines, and how often."""

    id: str
    observed: str
    how_many: int = 1
    lines: str = ""


@dataclass(frozen=True)
class Read:
    """All that the checks look at: the file, how it is written, its messages, and its header-looking lines."""

    source: Source
    dialect: Dialect
    messages: pd.DataFrame
    pieces: Pieces
    headers: Headers
    reasons: Integers


def ranges(lines: Iterable[int]) -> str:
    """Return line numbers as ``12-14, 90``; at most the first twenty ranges."""
    numbers = np.unique(np.fromiter(lines, dtype=np.int64))
    if not len(numbers):
        return ""
    starts = np.flatnonzero(np.diff(numbers, prepend=numbers[0] - 2) > 1)
    stops = np.append(starts[1:], len(numbers)) - 1
    pairs = zip(numbers[starts[:_MOST_RANGES]].tolist(), numbers[stops[:_MOST_RANGES]].tolist(), strict=True)
    listed = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in pairs)
    return listed + (", …" if len(starts) > _MOST_RANGES else "")


def count(how_many: int, one: str, many: str | None = None) -> str:
    """Return ``1 line`` or ``1,234 lines``."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"
