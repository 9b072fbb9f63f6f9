from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from analyser.annotation import build_pipeline
from analyser.annotation.cues import applies
from analyser.policy import Cue, Policy


def pipeline(policy: Policy, direction: str, *, scope: int = 2, stops: tuple[str, ...] = ()) -> Any:
    cue = Cue("try", "A try.", direction, scope, stops, ("abuse",), ("never ever",), ("x",), ("x",))
    return build_pipeline(replace(policy, cues={"try": cue}), classifier=None)


def set_aside(nlp: Any, text: str) -> bool:
    return all(one.cue == "try" for one in nlp(text).user_data["passages"])


@pytest.mark.parametrize(
    ("direction", "text", "expected"),
    [
        ("forward", "never ever an idiot", True),
        ("forward", "an idiot never ever", False),
        ("forward", "never ever one two three idiot", False),
        ("forward", "never ever. Idiot", False),
        ("forward", "never ever but idiot", False),
        ("backward", "idiot never ever", True),
        ("backward", "never ever an idiot", False),
        ("both", "idiot never ever", True),
        ("both", "never ever an idiot", True),
        ("around", "never ever an idiot", False),
        ("anywhere", "Idiot. What? one two three four never ever", True),
        ("quoted", "never ever say \u201cidiot\u201d", True),
        ("quoted", "never ever say idiot", False),
        ("quoted", "never ever say 'idiot', don't", True),
    ],
)
def test_a_cue_reaches_as_far_as_its_direction_scope_and_stops(
    policy: Policy, direction: str, text: str, *, expected: bool
) -> None:
    assert set_aside(pipeline(policy, direction, stops=("but",)), text) is expected


def test_a_cue_is_meant_for_a_heading_a_flag_or_the_beginning_of_a_rules_name(policy: Policy) -> None:
    cue = policy.cues["denied"]
    rule = policy.rules["threat.property"]
    for name, expected in (
        ("abuse", True),
        ("THREAT", True),
        ("threat", True),
        ("threat.property", True),
        ("threat.p", False),
    ):
        assert applies(replace(cue, applies_to=(name,)), rule) is expected
