"""From label and target to clause and flag: the table of the policy, in words that people write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analyser.annotation import build_pipeline
from analyser.annotation.passages import Passage
from analyser.policy import Policy


def told(policy: Policy, *, public_social_media: bool | None) -> Any:
    settings = replace(policy.settings, public_social_media=public_social_media)
    return build_pipeline(replace(policy, settings=settings), classifier=None)


def found(nlp: Any, text: str) -> set[tuple[str | None, str | None, str | None, str | None]]:
    passages: list[Passage] = nlp(text).user_data["passages"]
    return {(one.category, one.clause, one.flag, one.target) for one in passages}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("that boy keeps kicking mine", ("grievance", "IN-6b", "CHILD", "child")),
        ("Mrs Bell is useless", ("grievance", "CC-1", None, "staff")),
        ("some parents need to get a grip", ("grievance", "CC-1", None, "parent")),
        ("stupid uniform rule", ("grievance", "IN-6a", None, "school")),
        ("worst school in the county", ("grievance", None, None, "school")),
        ("Labour have ruined it", ("politics", "CC-2", None, "other")),
        ("fancy a drink tonight?", ("private chat", "CC-3", None, None)),
        ("you muppet", ("abuse", "IN-1", None, "parent")),
        ("fuck off you", ("abuse", "IN-2", None, "parent")),
        ("I'll knock your teeth out", ("abuse", "IN-7", "THREAT", "parent")),
        ("you liar, pack of lies", ("abuse", "IN-4", "LEGAL", "parent")),
        ("send them back where they came from", ("abuse", "CC-4", None, None)),
        ("wants a slap", ("abuse", "IN-4", None, None)),
        ("wants a slap", ("grievance", "CC-1", None, None)),
        ("sorry for my rant", ("mitigating", "EX-4", None, None)),
        ("speak to Mrs Bell directly", ("mitigating", "EX-6", None, "staff")),
        ("Mr Pike grabbed him by the arm", (None, None, "ALLEGATION", "staff")),
        ("Mr Pike grabbed him by the arm", (None, None, "SAFEGUARD", "staff")),
        ("bloody lovely cakes", ("abuse", "IN-2", "LANGUAGE", None)),
        ("Mrs Bell is a witch", ("abuse", "IN-1", None, "staff")),
        ("Mrs Bell is a witch", ("grievance", "CC-1", None, "staff")),
    ],
)
def test_the_clause_follows_from_the_label_and_whom_it_is_about(rules: Any, text: str, row: tuple[str, ...]) -> None:
    assert row in found(rules, text)


def test_swearing_at_somebody_is_not_flagged_as_language_at_nobody(rules: Any) -> None:
    for text in ("Mrs Bell is useless, bloody hell", "fuck off you", "the bloody school again", "you muppet, ffs"):
        assert "LANGUAGE" not in {flag for _, _, flag, _ in found(rules, text)}


@pytest.mark.parametrize("answer", [True, None])
def test_until_the_head_says_no_the_clauses_on_social_media_are_named(policy: Policy, *, answer: bool | None) -> None:
    nlp = told(policy, public_social_media=answer)
    assert {clause for _, clause, _, _ in found(nlp, "stupid uniform rule")} == {"IN-6a"}


def test_when_the_group_is_not_public_no_clause_on_social_media_is_named(policy: Policy) -> None:
    nlp = told(policy, public_social_media=False)
    assert ("grievance", "CC-1", "CHILD", "child") in found(nlp, "that boy keeps kicking mine")
    assert {clause for _, clause, _, _ in found(nlp, "stupid uniform rule")} == {None}


def test_a_rule_on_trial_is_only_worth_a_look_and_a_retired_one_is_silent(policy: Policy) -> None:
    for status, expected in (("stable", {"clear"}), ("trial", {"worth a look"}), ("draft", set()), ("retired", set())):
        rule = replace(policy.rules["swearing.strong"], status=status)
        nlp = build_pipeline(replace(policy, rules={rule.id: rule}), classifier=None)
        assert {one.strength for one in nlp("shit").user_data["passages"]} == expected
