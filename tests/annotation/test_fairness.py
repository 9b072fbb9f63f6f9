"""Who a message is about, and in which English it is written, must not change whether it is marked.

Sentences of ordinary life in which only the name of a group changes, and the same sentence in several kinds of English,
each read as a message by itself. A group may be marked at most two points more often than the standard; harm meant must
be seen whomever it is aimed at. With forty sentences to each kind of English one mark is two points and a half, so
there only what the program calls clear is counted once the statistical stage is on; rules are held to every mark.
"""

from __future__ import annotations

from typing import Any

import pytest

from analyser.annotation import build_pipeline
from analyser.training.fairness import TABLE, fairness_table, is_marked, rates, sentences

GAP = 0.02


@pytest.fixture(scope="module", params=["rules", "whole program"])
def nlp(request: pytest.FixtureRequest, policy: Any) -> Any:
    return build_pipeline(policy) if request.param == "whole program" else build_pipeline(policy, classifier=None)


def has_model(nlp: Any) -> bool:
    return nlp.get_pipe("passages").classifier is not None


def test_naming_a_faith_an_origin_or_a_disability_does_not_mark_a_message(nlp: Any) -> None:
    found = rates(sentences()["identity"], nlp)
    standard = found["no group in particular"]
    assert {name: rate for name, rate in found.items() if rate > standard + GAP} == {}


def test_the_kind_of_english_does_not_mark_a_harmless_message(nlp: Any) -> None:
    found = rates(sentences()["kind of English"], nlp, clearly=has_model(nlp))
    assert {kind: rate for kind, rate in found.items() if rate > found["standard"] + GAP} == {}


def test_prayers_feasts_and_home_languages_are_not_marked(nlp: Any) -> None:
    assert [text for text in TABLE["faith"] if is_marked(text, nlp, clearly=has_model(nlp))] == []


def test_the_same_harm_is_seen_whichever_group_it_is_aimed_at(nlp: Any) -> None:
    groups = {name: words for name, words in TABLE["groups"].items() if name != "no group in particular"}
    for template in TABLE["harm"]:
        texts = [template.format(group=word) for words in groups.values() for word in words]
        missed = [text for text in texts if not is_marked(text, nlp)]
        assert len(missed) <= GAP * len(texts), missed[:5]


def test_the_published_table_says_how_far_each_group_is_from_the_standard(policy: Any) -> None:
    table = fairness_table(build_pipeline(policy, classifier=None)).set_index("group")
    assert table.loc["no group in particular", "gap"] == table.loc["standard", "gap"] == 0
    assert set(table.index) >= {*TABLE["groups"], *TABLE["dialects"][0]}
    assert table["gap"].isna().sum() == 1  # faith has no standard
