"""Build the pipeline, in one visible function."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal

import spacy
from spacy.language import Language

from analyser import __version__
from analyser.annotation.classifier import load_classifier
from analyser.annotation.finder import PatternFinder
from analyser.annotation.passages import PassageMaker
from analyser.annotation.words import Lexicon, WordReader
from analyser.policy.pattern import Slots, parse, plain_words, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from analyser.annotation.classifier import Classifier
    from analyser.policy import Policy

RUNNING = ("stable", "trial")


def build_pipeline(policy: Policy, *, classifier: Classifier | Literal["shipped"] | None = "shipped") -> Any:
    """Return the spaCy pipeline that marks passages by ``policy``.

    Parameters
    ----------
    policy : Policy
        From `analyser.policy.load_policy`.
    classifier : Classifier, optional
        The statistical stage: the one shipped unless another is given; None leaves it out.

    Returns
    -------
    spacy.Language
        A tokeniser that reads words in their plain form, then four components: where rules match, where cues stand,
        where someone is named, and what passages follow. ``meta["analyser"]`` names program, policy and model.
    """
    lists = {name: words.words for name, words in policy.lists.items()}
    rules, cues, targets = (
        {key: _sequences(patterns, lists) for key, patterns in kind.items()}
        for kind in (
            {rule.id: rule.patterns for rule in policy.rules.values() if rule.status in RUNNING},
            {cue.id: cue.patterns for cue in policy.cues.values()},
            policy.targets,
        )
    )
    model = load_classifier() if classifier == "shipped" else classifier
    Language.factory("pattern_finder", func=PatternFinder)
    Language.factory("passage_maker", func=PassageMaker)

    nlp: Any = spacy.blank("en")
    nlp.max_length = sys.maxsize  # spaCy's limit guards components that are not used here
    nlp.tokenizer = WordReader(nlp.vocab, lexicon(policy, (rules, cues, targets)))
    nlp.add_pipe("pattern_finder", name="rules").learn(rules)
    nlp.add_pipe("pattern_finder", name="cues").learn(cues, after="rules")
    nlp.add_pipe("pattern_finder", name="targets").learn(targets, after="rules")
    nlp.add_pipe("passage_maker", name="passages").learn(policy, model)
    nlp.meta["analyser"] = {
        "program": __version__,
        "policy": f"{policy.name}, version {policy.version}",
        "policy_sha256": policy.sha256,
        "model": f"{model.name}, {model.sha256}" if model else None,
    }
    return nlp


def lexicon(policy: Policy, kinds: Iterable[dict[str, tuple[Slots, ...]]]) -> Lexicon:
    """Return every word that a pattern or a cue's stop names, and the words known with letters hidden."""
    known = {word for kind in kinds for found in kind.values() for slots in found for word in words_in(slots)}
    known |= {word for cue in policy.cues.values() for stop in cue.stops for word in plain_words(stop)}
    masked = [word for words in policy.lists.values() if words.masked for word in words.words if word.isalpha()]
    return Lexicon(frozenset(known | {".", "!", "?"}), tuple(dict.fromkeys(masked)))


def _sequences(patterns: Iterable[str], lists: dict[str, tuple[str, ...]]) -> tuple[Slots, ...]:
    return tuple(parse(pattern, lists) for pattern in patterns)
