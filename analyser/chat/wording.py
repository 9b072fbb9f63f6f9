"""Counts, days and line numbers in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_RANGES = 20


def count(how_many: int, one: str) -> str:
    """Return ``1 line`` or ``1,234 lines``."""
    return f"{how_many:,} {one}{'s' * (how_many != 1)}"


def day(when: date | np.datetime64) -> str:
    """Return ``10 November 2025``; a year that no calendar has is left as a number."""
    known = when if isinstance(when, date) else when.astype("datetime64[D]").astype(object)
    return f"{known.day} {known:%B} {known.year}" if isinstance(known, date) else str(when)


def ranges(lines: Iterable[int]) -> str:
    """Return line numbers as ``12-14, 90``; at most the first twenty ranges."""
    numbers = np.unique(lines if isinstance(lines, np.ndarray) else np.fromiter(lines, dtype=np.int64))
    if not len(numbers):
        return ""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1) > 1)
    stops = np.append(starts[1:], len(numbers)) - 1
    pairs = zip(numbers[starts[:_MOST_RANGES]].tolist(), numbers[stops[:_MOST_RANGES]].tolist(), strict=True)
    listed = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in pairs)
    return listed + ", …" * (len(starts) > _MOST_RANGES)
