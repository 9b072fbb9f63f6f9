"""Every rule and cue of the shipped policy over its own examples."""

from __future__ import annotations

from typing import Any

import pytest

from analyser.annotation.passages import Passage, stands
from analyser.policy import load_policy

POLICY = load_policy()


def passages(text: str, nlp: Any) -> list[Passage]:
    found: list[Passage] = nlp(text).user_data["passages"]
    return found


def marks(nlp: Any, text: str, rule: str) -> bool:
    return any(stands(one) and one.reason == rule for one in passages(text, nlp))


@pytest.mark.parametrize(("rule", "text"), [(rule.id, text) for rule in POLICY.rules.values() for text in rule.matches])
def test_a_rule_marks_its_own_examples(rules: Any, rule: str, text: str) -> None:
    assert marks(rules, text, rule)


@pytest.mark.parametrize(("rule", "text"), [(rule.id, text) for rule in POLICY.rules.values() for text in rule.spares])
def test_a_rule_leaves_its_look_alikes_alone(rules: Any, rule: str, text: str) -> None:
    assert not marks(rules, text, rule)


@pytest.mark.parametrize(("cue", "text"), [(cue.id, text) for cue in POLICY.cues.values() for text in cue.matches])
def test_a_cue_sets_a_row_aside_and_keeps_it(rules: Any, cue: str, text: str) -> None:
    assert [one for one in passages(text, rules) if one.cue == cue and one.strength == "set aside"]


@pytest.mark.parametrize(("cue", "text"), [(cue.id, text) for cue in POLICY.cues.values() for text in cue.spares])
def test_a_cue_leaves_other_rows_standing(rules: Any, cue: str, text: str) -> None:
    assert [one for one in passages(text, rules) if stands(one) and one.cue is None], cue


RIGHTS = [
    "I'll go to Ofsted", "I'm going to the governors about this", "I will report it", "I'm writing to my MP",
    "I'll take it to the council", "we will see them in court", "I'll ring the police if it happens again",
    "I'm going to the papers", "I've screenshotted this", "I'll be speaking to the head tomorrow",
    "I will complain to the diocese", "my solicitor will be in touch", "I'll make sure Ofsted hear about it",
    "you'll be hearing from my solicitor", "I'll be having words with the head", "we'll pull him out of the school",
    "I'm reporting you to social services", "I'll leave an honest review", "I'll go over her head to the trust",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHTS)
def test_going_to_those_in_charge_is_a_right_and_never_a_threat(rules: Any, text: str) -> None:
    assert not [one for one in passages(text, rules) if one.flag == "THREAT"]


def test_there_are_rules_for_every_heading_and_every_flag() -> None:
    headings = {rule.category for rule in POLICY.rules.values()}
    flags = {rule.flag for rule in POLICY.rules.values()}
    made_by_the_program = {"LANGUAGE", "NEEDS-READING"}
    assert headings >= set(POLICY.settings.categories)
    assert flags >= set(POLICY.settings.flags) - made_by_the_program
    assert len(POLICY.rules) >= 150
