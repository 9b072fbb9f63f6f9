"""What an observation is, and what the checks look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.chat.dialect import Dialect
    from analyser.chat.headers import Headers, Integers
    from analyser.chat.source import Source
    from analyser.chat.split import Pieces


@dataclass(frozen=True)
class Observation:
    """One thing observed: which check, in one sentence, how often, and on which lines."""

    id: str
    observed: str
    how_many: int = 1
    lines: str = ""


@dataclass(frozen=True)
class Read:
    """All that the checks look at.

    Attributes
    ----------
    source, dialect, pieces
        The file, how it is written, and its messages.
    headers, reasons
        All header-looking lines, and why each was held back.
    lines : ndarray of int64
        The first line of each message.
    seconds : ndarray of int64
        When each was sent, in seconds from 1970 by the exporting phone's clock.
    """

    source: Source
    dialect: Dialect
    pieces: Pieces
    headers: Headers
    reasons: Integers
    lines: Integers
    seconds: Integers

    def noticed(self, *families: str) -> list[int]:
        """Return the messages that are known notices of these families, in file order."""
        return [i for i, notice in sorted(self.pieces.notices.items()) if notice and notice.family in families]
