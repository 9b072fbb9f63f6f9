"""Find patterns in a document: plain phrases at once, patterns with gaps only where one of their anchors stands.

A *phrase* is a sequence of slots without a gap that stands for few enough phrases; spaCy's PhraseMatcher finds any
number of them in one pass. Every other sequence becomes a token pattern. Token patterns are dear, so each is tried only
on documents that hold a word of its *anchor*: the slot whose words are rarest in ordinary writing. Since the slot must
be filled for the pattern to match, nothing can be lost by that.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from analyser.annotation.words import ENDS
from analyser.policy.pattern import GAP, Slots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

GAP_WORDS = 4
_MOST_PHRASES = 400
_COMMON = frozenset(STOP_WORDS) | {"school", "mum", "mrs", "mr", "miss", "kids", "teacher", "today", "like", "good"}


class PatternFinder:
    """A pipeline component that marks in ``doc.spans[name]`` where its patterns stand, labelled with their key."""

    def __init__(self, nlp: Any, name: str) -> None:
        self.name, self.vocab, self.after = name, nlp.vocab, ""
        self.phrases = PhraseMatcher(nlp.vocab)
        self.matchers: dict[tuple[str, frozenset[str]], Any] = {}
        self.keys_of: dict[str, set[tuple[str, frozenset[str]]]] = {}

    def learn(self, patterns: Mapping[str, Iterable[Slots]], *, after: str = "") -> PatternFinder:
        """Add patterns under their keys; with ``after``, look only where that finder has marked something."""
        self.after = after
        for key, sequences in patterns.items():
            phrases: list[Doc] = []
            for slots in sequences:
                if is_phrase(slots):
                    phrases += [Doc(self.vocab, words=list(words)) for words in product(*map(sorted, slots))]
                else:
                    self._learn_gapped(key, slots)
            if phrases:
                self.phrases.add(key, phrases)
        return self

    def __call__(self, doc: Doc) -> Doc:
        """Mark the patterns found; of two that overlap under one key, the longer stays."""
        if self.after and not doc.spans[self.after]:
            doc.spans[self.name] = []
            return doc
        found: dict[str, list[Span]] = {}
        for span in self.phrases(doc, as_spans=True):
            found.setdefault(span.label_, []).append(span)
        words = {token.text for token in doc} if self.keys_of else set()
        for name in {name for word in words & self.keys_of.keys() for name in self.keys_of[word]}:
            found.setdefault(name[0], []).extend(self.matchers[name](doc, as_spans=True))
        doc.spans[self.name] = [span for spans in found.values() for span in filter_spans(spans)]
        return doc

    def _learn_gapped(self, key: str, slots: Slots) -> None:
        name = (key, anchor(slots))
        if name not in self.matchers:
            self.matchers[name] = Matcher(self.vocab)
        self.matchers[name].add(key, [token_pattern(slots)])
        for word in name[1]:
            self.keys_of.setdefault(word, set()).add(name)


def is_phrase(slots: Slots) -> bool:
    """Return whether ``slots`` has no gap and stands for few enough phrases to list them all."""
    sets = [slot for slot in slots if isinstance(slot, frozenset)]
    return len(sets) == len(slots) and prod(map(len, sets)) <= _MOST_PHRASES


def anchor(slots: Slots) -> frozenset[str]:
    """Return the slot whose words are rarest: one of them must stand in any text that the slots match."""
    sets = [slot for slot in slots if isinstance(slot, frozenset)]
    return min(sets, key=lambda slot: (len(slot & _COMMON) > 0, len(slot), sorted(slot)))


def token_pattern(slots: Slots) -> list[dict[str, Any]]:
    """Return ``slots`` as a pattern for spaCy's Matcher."""
    return [_token(slot) for slot in slots]


def _token(slot: frozenset[str] | str) -> dict[str, Any]:
    if isinstance(slot, frozenset):
        return {"ORTH": {"IN": sorted(slot)}}
    within = {"ORTH": {"NOT_IN": list(ENDS)}}
    return {**within, "OP": f"{{0,{GAP_WORDS}}}"} if slot == GAP else within
