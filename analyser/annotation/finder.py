"""Find patterns in a document: plain phrases at once, the others only where one of their anchors stands.

Phrases without choices, and whole word lists, go to spaCy's PhraseMatcher, which finds any number of them in one pass.
Every other pattern becomes one regular expression over the words as read, which takes choices and gaps without listing
what they stand for (spaCy's token patterns would have to). It is tried only on documents that hold a word of each
of its *anchors*: sets of words of which one must be there for the pattern to match. Nothing can be lost by that. It is
looked up by the anchor whose words are rarest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from analyser.annotation.everyday import EVERYDAY
from analyser.annotation.words import ENDS
from analyser.policy.pattern import ANY, GAP, GAP_WORDS, Slots, anchors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_ONE_WORD = rf"[^ {re.escape(''.join(ENDS))}]+ "


@dataclass(frozen=True, eq=False)
class Expression:
    """A pattern for words that are each followed by one space; a match holds a word of each of the ``anchors``."""

    key: str
    regex: re.Pattern[str]
    anchors: tuple[frozenset[str], ...]


class PatternFinder:
    """A pipeline component that marks in ``doc.spans[name]`` where its patterns stand, labelled with their key."""

    def __init__(self, nlp: Any, name: str) -> None:
        self.name, self.vocab, self.after = name, nlp.vocab, ""
        self.phrases = PhraseMatcher(nlp.vocab)
        self.by_anchor: dict[str, list[Expression]] = {}

    def learn(self, patterns: Mapping[str, Iterable[Slots]], *, after: str = "") -> PatternFinder:
        """Add patterns under their keys; with ``after``, look only where that finder has marked something."""
        self.after = after
        for key, sequences in patterns.items():
            each = [choice for slots in sequences for choice in choices_of(slots)]
            phrases = [Doc(self.vocab, words=[str(word) for word in slots]) for slots in each if is_phrase(slots)]
            if phrases:
                self.phrases.add(key, phrases)
            for slots in each:
                if not is_phrase(slots):
                    self._learn_expression(key, slots)
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Mark the patterns of a document that has been marked by the finder it comes after."""
        if self.after and not doc.spans[self.after]:
            doc.spans[self.name] = []
            return doc
        return self.mark(doc)

    def mark(self, doc: Doc) -> Doc:
        """Mark the patterns found; of two that overlap under one key, the longer stays."""
        found: dict[str, list[Span]] = {}
        for span in (*self.phrases(doc, as_spans=True), *self._expressions_in(doc)):
            found.setdefault(span.label_, []).append(span)
        doc.spans[self.name] = [span for spans in found.values() for span in filter_spans(spans)]
        return doc

    def _learn_expression(self, key: str, slots: Slots) -> None:
        rarest, *others = anchors(slots, EVERYDAY)
        expression = Expression(key, re.compile(f"(?<= ){as_regex(slots)}"), tuple(others))
        for word in rarest:
            self.by_anchor.setdefault(word, []).append(expression)

    def _expressions_in(self, doc: Doc) -> Iterator[Span]:
        words = [word[0] for word in doc.user_data["words"]]
        present = set(words)
        near = {expression for word in present & self.by_anchor.keys() for expression in self.by_anchor[word]}
        tried = [one for one in near if not any(map(present.isdisjoint, one.anchors))]
        line = f" {' '.join(words)} " if tried else ""
        for expression in tried:
            for match in expression.regex.finditer(line):
                start, end = line.count(" ", 0, match.start()) - 1, line.count(" ", 0, match.end()) - 1
                yield Span(doc, start, end, label=expression.key)


def choices_of(slots: Slots) -> Iterator[Slots]:
    """Yield the sequences that ``slots`` chooses between, if it is one choice and nothing else; otherwise itself."""
    if len(slots) == 1 and isinstance(slots[0], frozenset):
        for choice in sorted(slots[0], key=str):
            yield from choices_of(choice)
    else:
        yield slots


def is_phrase(slots: Slots) -> bool:
    """Return whether ``slots`` is plain words, without choice or gap."""
    return all(isinstance(part, str) and part not in {GAP, ANY} for part in slots)


def as_regex(slots: Slots) -> str:
    """Return ``slots`` as a regular expression over words that are each followed by one space."""
    return "".join(_part(part) for part in slots)


def _part(part: Any) -> str:
    if isinstance(part, frozenset):
        return f"(?:{'|'.join(sorted((as_regex(choice) for choice in part), key=lambda text: (-len(text), text)))})"
    if part == GAP:
        return f"(?:{_ONE_WORD}){{0,{GAP_WORDS}}}?"
    return _ONE_WORD if part == ANY else f"{re.escape(part)} "
