"""What can go wrong, in words a reader can act on.

::

    AnalyserError
    ├── SourceError      the bytes are not a chat that can be read
    │   ├── ArchiveError     the zip holds no chat, or several, or is not safe to open
    │   └── DialectError     the dates or headers are of a kind that is refused by name
    ├── PolicyError      the policy file has mistakes; all of them are in ``complaints``
    ├── ScopeError       nothing is left to read: no message in the chosen dates
    └── WorkError        saved work does not fit: damaged, edited, or of another export

Every message says what is wrong, where, and what to do next. None carries the text of a chat message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class AnalyserError(Exception):
    """The base of every error that is meant for a reader."""


class SourceError(AnalyserError):
    """The bytes are not a WhatsApp export that can be read."""


class ArchiveError(SourceError):
    """The zip cannot be used as it is.

    Parameters
    ----------
    message : str
        What is wrong and what to do next.
    chats : sequence of str
        The chats found, when the reader has to choose one of several.
    """

    def __init__(self, message: str, *, chats: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.chats = tuple(chats)


class DialectError(SourceError):
    """The headers are of a kind that is recognised and refused, rather than misread."""


class PolicyError(AnalyserError):
    """The policy has mistakes.

    Parameters
    ----------
    complaints : sequence of str
        One sentence per mistake, each naming file, line and rule.
    """

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = tuple(complaints)


class ScopeError(AnalyserError):
    """Nothing is left to read under the choices made."""


class WorkError(AnalyserError):
    """A saved work file cannot be continued with this export."""
