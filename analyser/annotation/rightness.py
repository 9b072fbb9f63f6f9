"""How often a reason was right on the invented chats, for voices that what marks them had not learnt from.

`chat-analyser evaluate` writes the counts into ``rightness.csv``. They are about a reason and never about a message or
a person, so they are said in tenths and in words. A rule that the school has changed since has no count.
"""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analyser.policy import Policy

DATA = Path(__file__).with_name("rightness.csv")
COLUMNS = ("reason", "heading", "made_of", "marked", "right")
OWN = ("model", "conversation")  # counted as one, since which of the two it is was not told apart when it was measured
FEWEST = 10  # messages marked: below that, a share says nothing


def how_often_right(reason: str, heading: str | None, strength: str, policy: Policy) -> str:
    """Return the sentence about a reason under a heading of CATEGORIES, or an empty one where too little is known."""
    name = f"model, {strength}" if reason in OWN else reason
    counted = _counts().get((name, heading or "", made_of(reason, policy)))
    if counted is None or counted[0] < FEWEST:
        return ""
    marked, right = counted
    tenths = round(10 * right / marked)
    share = {10: "nearly all", 0: "hardly any"}.get(tenths, f"about {tenths} in 10")
    return f"On invented chats, {share} of the messages marked for this reason were rightly marked."


def made_of(reason: str, policy: Policy) -> str:
    """Return what changes when the patterns of a rule do; empty for a reason that is no rule."""
    rule = policy.rules.get(reason)
    return hashlib.sha256("\n".join(rule.patterns).encode()).hexdigest()[:12] if rule else ""


@cache
def _counts() -> dict[tuple[str, str, str], tuple[int, int]]:
    if not DATA.exists():
        return {}
    with DATA.open(encoding="utf-8", newline="") as file:
        return {
            (row["reason"], row["heading"], row["made_of"]): (int(row["marked"]), int(row["right"]))
            for row in csv.DictReader(file)
        }
