from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from analyser.annotation import mistaken_examples
from analyser.policy import Policy, load_policy

if TYPE_CHECKING:
    from pathlib import Path


def test_the_shipped_rules_and_cues_do_what_their_examples_say(policy: Policy) -> None:
    assert mistaken_examples(policy) == []


def test_a_schools_own_rule_is_tried_even_when_its_heading_is_off(tmp_path: Path) -> None:
    path = tmp_path / "our-school.toml"
    path.write_text(
        '[settings]\ncategories = ["mitigating"]\n[[rule]]\nid = "own.bingo"\ncategory = "grievance"\n'
        'why = "It speaks of bingo."\npatterns = ["bingo night"]\nmatches = ["bingo"]\nspares = ["bingo night"]\n',
        encoding="utf-8",
    )
    assert mistaken_examples(load_policy(path)) == [
        "our-school.toml, line 3, rule own.bingo: it does not mark its example 'bingo'.",
        "our-school.toml, line 3, rule own.bingo: it marks its example 'bingo night'.",
    ]


def test_a_cue_that_does_nothing_is_named(policy: Policy) -> None:
    idle = replace(policy.cues["denied"], matches=("PE kit on Monday",), spares=("PE kit on Monday",))
    assert mistaken_examples(replace(policy, rules=policy.rules, cues={**policy.cues, "denied": idle})) == [
        f"{idle.place}, cue denied: it sets nothing aside in its example 'PE kit on Monday'.",
        f"{idle.place}, cue denied: nothing is left standing in its example 'PE kit on Monday'.",
    ]
