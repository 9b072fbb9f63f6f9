"""Decide whether a cue sets a row aside.

A cue works as in medspaCy's ConText: it has a direction, a scope counted in words, and words that stop it. The end of
a sentence always stops it. A cue whose words overlap the marked words counts in any direction. The row stays in the
table, marked *set aside*, with the id of the cue; nothing is deleted.

- forward, backward, both: the row's words come after, before, or on either side of the cue
- around: only if the row's words and the cue's own words overlap (*bloody nose*)
- anywhere: the cue stands somewhere in the message
- quoted: as anywhere, and the row's words stand between quotation marks
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from analyser.annotation.words import ENDS
from analyser.policy.pattern import plain_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analyser.policy import Cue, Policy, Rule

_QUOTED = re.compile(
    r"\u201c[^\u201d]{2,}\u201d|\"[^\"]{2,}\"|(?<!\w)\u2018.{2,}?\u2019(?!\w)|(?<!\w)'.{2,}?'(?!\w)", re.DOTALL
)


def cue_over(span: Any, rule: Rule, doc: Doc, policy: Policy) -> str | None:
    """Return the id of the first cue, in the order of the message, that sets ``span`` aside, or None."""
    for found in sorted(doc.spans["cues"], key=lambda cue: (cue.start, cue.label_)):
        cue = policy.cues[found.label_]
        if applies(cue, rule) and _reaches(found, cue, span, doc):
            return cue.id
    return None


def applies(cue: Cue, rule: Rule) -> bool:
    """Return whether ``cue`` is meant for the category, the flag, or the id of ``rule``."""
    own = {rule.category, rule.flag}
    return any(name in own or rule.id == name or rule.id.startswith(f"{name}.") for name in cue.applies_to)


def _reaches(found: Any, cue: Cue, span: Any, doc: Doc) -> bool:
    if cue.direction == "anywhere":
        return True
    if cue.direction == "quoted":
        return _is_quoted(span, doc)
    if found.start < span.end and span.start < found.end:
        return True
    after = found.end <= span.start and _open(doc[found.end : span.start], cue)
    before = span.end <= found.start and _open(doc[span.end : found.start], cue)
    return (after and cue.direction in {"forward", "both"}) or (before and cue.direction in {"backward", "both"})


def _open(between: Any, cue: Cue) -> bool:
    words = [token.text for token in between]
    stops = {*ENDS, *(word for stop in cue.stops for word in plain_words(stop))}
    return len(words) <= cue.scope and stops.isdisjoint(words)


def _is_quoted(span: Any, doc: Doc) -> bool:
    words = doc.user_data["words"]
    start, end = words[span.start].start, words[span.end - 1].end
    return any(q.start() <= start and end <= q.end() for q in _QUOTED.finditer(doc.user_data["text"]))
