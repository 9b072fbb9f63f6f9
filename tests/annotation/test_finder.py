from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from analyser.annotation.finder import PatternFinder, as_regex
from analyser.annotation.words import Lexicon, WordReader
from analyser.policy import Cue, Policy, Rule, load_policy
from analyser.policy.pattern import anchors, parse, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

LISTS = {"insult": ("idiot", "waste of space")}


def found(patterns: Iterable[str], text: str) -> list[str]:
    nlp: Any = spacy.blank("en")
    learnt = [parse(pattern, LISTS) for pattern in patterns]
    words = frozenset(word for slots in learnt for word in words_in(slots)) | {".", "!", "?"}
    nlp.tokenizer = WordReader(nlp.vocab, Lexicon(words, ()))
    doc = PatternFinder(nlp, "here").learn({"key": learnt}).mark(nlp.make_doc(text))
    places = doc.user_data["words"]
    return [text[places[span.start].start : places[span.end - 1].end] for span in doc.spans["here"]]


@pytest.mark.parametrize(
    ("pattern", "text", "words"),
    [
        ("watch your back", "so WATCH your-back, mate", ["WATCH your-back"]),
        ("(wait|watch) (till|until)", "wait until Monday", ["wait until"]),
        ("you (are|) a <insult>", "you are a waste of space", ["you are a waste of space"]),
        ("you (are|) a <insult>", "You a idiot", ["You a idiot"]),
        ("sick ... of", "sick and very tired now of it", ["sick and very tired now of"]),
        ("sick ... of", "sick. Tired of it", []),
        ("sick ... of", "sick one two three four five of", []),
        ("(mr|mrs) _", "ask Mrs O'Hara please", ["Mrs O'Hara"]),
        ("(no (one|body)|nobody) told", "no one told us, nobody told us", ["no one told", "nobody told"]),
        ("dont", "don\u2019t", ["don\u2019t"]),
        ("a (bloody|) joke", "a joke", ["a joke"]),
        ("🤡 🤡", "what a 🤡🤡", ["🤡🤡"]),
    ],
)
def test_a_pattern_finds_exactly_its_words(pattern: str, text: str, words: list[str]) -> None:
    assert found([pattern], text) == words


def test_of_two_overlapping_finds_of_one_key_the_longer_stays() -> None:
    assert found(["not fair", "so not fair on us"], "so not fair on us") == ["so not fair on us"]


def _kinds(policy: Policy) -> list[Rule | Cue]:
    return [*policy.rules.values(), *policy.cues.values()]


def test_no_match_is_lost_by_looking_at_the_anchors_first(rules: Any) -> None:
    """Any text that an expression matches holds a word of each anchor: tried on all examples of all rules."""
    policy = load_policy()
    texts = [text for one in _kinds(policy) for text in (*one.matches, *one.spares)]
    lines = [[word.read for word in rules.make_doc(text).user_data["words"]] for text in texts]
    matched = 0
    lists = {name: entry.words for name, entry in policy.lists.items()}
    for slots in (parse(pattern, lists) for one in _kinds(policy) for pattern in one.patterns):
        regex = re.compile(f"(?<= ){as_regex(slots)}")
        for words in lines:
            if regex.search(f" {' '.join(words)} "):
                matched += 1
                assert not any(anchor.isdisjoint(words) for anchor in anchors(slots))
    assert matched > len(policy.rules)
