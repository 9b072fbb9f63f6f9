"""Say in one plain sentence why a row is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.policy import Policy

_OTHER = {
    "model": "Picked by comparison with example messages, not by a rule; the words shown speak most for it.",
    "conversation": "The messages around it suggest it, not its own words.",
    "media only": "It is a picture, a recording or a file without words, which the program does not open.",
    "empty": "It has no words to read.",
    "language": "It seems to be in a language other than English, which the program cannot read.",
    "unreadable": "Most of it is not readable text.",
}


def explain(reason: str, policy: Policy) -> str:
    """Return why a row is there: one plain sentence for a rule id, ``model``, ``conversation`` or a reading reason.

    Raises
    ------
    KeyError
        If ``reason`` is neither a rule of ``policy`` nor one of the program's own reasons.
    """
    return _OTHER[reason] if reason in _OTHER else policy.rules[reason].why
