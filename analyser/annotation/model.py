"""The statistical stage: what the classifier marks where no rule has marked the same heading.

The classifier reads the whole table in its order, because it listens to the messages around one. A message that a rule
already marks under a heading keeps the rule's row, which says why in words, and is not marked twice. Where a cue has
set a rule's row aside, a mark on the same words is set aside with it: the classifier knows the words, not the cue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analyser.annotation.marks import Mark, marks_of
from analyser.annotation.passages import Passage, clause_and_flag, stands, switched_on
from analyser.schema import FLAGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from analyser.policy import Policy


def marked_by_model(
    texts: Sequence[str],
    senders: Sequence[str | None],
    found: Sequence[list[Passage]],
    nlp: Any,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[list[Passage]]:
    """Return for each message the passages that the classifier adds to those that rules have ``found``.

    Parameters
    ----------
    texts : sequence of str
        The messages of one chat, in order.
    senders : sequence of str or None
        Who wrote each.
    found : sequence of list of Passage
        What the rules have made of each message.
    nlp : spacy.Language
        From `build_pipeline`; without a classifier nothing is added.
    progress : callable, optional
        Called with the number of messages read and their total.
    """
    maker = nlp.get_pipe("passages")
    if maker.classifier is None:
        return [[] for _ in texts]
    marks = marks_of(maker.classifier, texts, senders, progress=progress)
    return [
        list(switched_on(_passages(own, known, maker.policy), maker.policy))
        for own, known in zip(marks, found, strict=True)
    ]


def _passages(marks: Iterable[Mark], known: list[Passage], policy: Policy) -> Iterator[Passage]:
    for mark in marks:
        if mark.label in FLAGS:
            if not any(one.flag == mark.label for one in known):
                yield Passage(mark.start, mark.end, None, None, mark.label, None, mark.reason, mark.strength)
            continue
        same = [one for one in known if one.category == mark.label]
        if any(stands(one) for one in same):
            continue
        cue = next((one.cue for one in same if one.start < mark.end and mark.start < one.end), None)
        clause, flag = clause_and_flag(mark.label, mark.target, policy)
        strength = "set aside" if cue else mark.strength
        yield Passage(mark.start, mark.end, mark.label, clause, flag, mark.target, mark.reason, strength, cue)
