"""The statistical stage: what the classifier marks where no rule has marked the same heading.

The classifier reads the whole table in its order, because it listens to the messages around one. A message that a rule
already marks under a heading keeps the rule's row, which says why in words, and is not marked twice. Where a cue has
set a rule's row aside, a mark on the same words is set aside with it: the classifier knows the words, not the cue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analyser.annotation.passages import Passage, clause_and_flag, stands, switched_on
from analyser.annotation.targets import nearest_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def marked_by_model(
    texts: Sequence[str], senders: Sequence[str | None], found: Sequence[list[Passage]], nlp: Any
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
    """
    maker = nlp.get_pipe("passages")
    if maker.classifier is None:
        return [[] for _ in texts]
    marks = maker.classifier.predict(texts, senders)
    return [
        list(switched_on(_passages(text, mine, known, nlp), maker.policy))
        for text, mine, known in zip(texts, marks, found, strict=True)
    ]


def _passages(
    text: str, marks: Iterable[tuple[str, int, int, str]], known: list[Passage], nlp: Any
) -> Iterator[Passage]:
    for category, start, end, strength in marks:
        same = [one for one in known if one.category == category]
        if any(stands(one) for one in same):
            continue
        cue = next((one.cue for one in same if one.start < end and start < one.end), None)
        target = _target(text, start, end, nlp)
        clause, flag = clause_and_flag(category, target, nlp.get_pipe("passages").policy)
        yield Passage(start, end, category, clause, flag, target, "model", "set aside" if cue else strength, cue)


def _target(text: str, start: int, end: int, nlp: Any) -> str | None:
    doc = nlp.make_doc(text)
    inside = [n for n, word in enumerate(doc.user_data["words"]) if word.start < end and start < word.end]
    nlp.get_pipe("targets").mark(doc)
    return nearest_target(doc[inside[0] : inside[-1] + 1], doc) if inside else None
