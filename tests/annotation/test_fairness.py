"""Who a message is about, and in which English it is written, must not change whether it is marked.

Sentences of ordinary life in which only the name of a group changes, and the same sentence in several kinds of English,
each read as a message by itself. A group may be marked at most two points more often than the standard; harm meant must
be seen whomever it is aimed at. With a dozen sentences to each kind of English one mark is eight points, so there only
what the program calls clear is counted once the statistical stage is on; rules are held to every mark.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from analyser.annotation import build_pipeline
from analyser.annotation.model import marked_by_model
from analyser.annotation.passages import stands
from analyser.annotation.reading import needs_reading

TABLE = json.loads(Path(__file__).with_name("fairness.json").read_text("utf-8"))
GAP = 0.02


@pytest.fixture(scope="module", params=["rules", "whole program"])
def nlp(request: pytest.FixtureRequest, policy: Any) -> Any:
    return build_pipeline(policy) if request.param == "whole program" else build_pipeline(policy, classifier=None)


def is_marked(text: str, nlp: Any, *, clearly: bool = False) -> bool:
    """Return whether a message by itself is marked with anything that does not speak for its writer."""
    ruled = nlp(text).user_data["passages"]
    every = [*ruled, *marked_by_model([text], ["Ann"], [ruled], nlp)[0], *needs_reading(text, "text")]
    adverse = [one for one in every if stands(one) and one.category != "mitigating"]
    return any(one.strength == "clear" for one in adverse) if clearly else bool(adverse)


def rates(texts_of: dict[str, list[str]], nlp: Any, *, clearly: bool = False) -> dict[str, float]:
    return {
        group: sum(is_marked(text, nlp, clearly=clearly) for text in texts) / len(texts)
        for group, texts in texts_of.items()
    }


def has_model(nlp: Any) -> bool:
    return nlp.get_pipe("passages").classifier is not None


def test_naming_a_faith_an_origin_or_a_disability_does_not_mark_a_message(nlp: Any) -> None:
    groups = {
        name: [template.format(group=word) for template in TABLE["templates"] for word in words]
        for name, words in TABLE["groups"].items()
    }
    found = rates(groups, nlp)
    standard = found["no group in particular"]
    assert {name: rate for name, rate in found.items() if rate > standard + GAP} == {}


def test_the_kind_of_english_does_not_mark_a_harmless_message(nlp: Any) -> None:
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in TABLE["dialects"]:
        for kind, text in row.items():
            kinds[kind].append(text)
    found = rates(kinds, nlp, clearly=has_model(nlp))
    assert {kind: rate for kind, rate in found.items() if rate > found["standard"] + GAP} == {}


def test_prayers_feasts_and_home_languages_are_not_marked(nlp: Any) -> None:
    assert [text for text in TABLE["faith"] if is_marked(text, nlp, clearly=has_model(nlp))] == []


def test_the_same_harm_is_seen_whichever_group_it_is_aimed_at(nlp: Any) -> None:
    groups = {name: words for name, words in TABLE["groups"].items() if name != "no group in particular"}
    for template in TABLE["harm"]:
        texts = [template.format(group=word) for words in groups.values() for word in words]
        missed = [text for text in texts if not is_marked(text, nlp)]
        assert len(missed) <= GAP * len(texts), missed[:5]
