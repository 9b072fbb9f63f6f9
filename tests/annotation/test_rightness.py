"""How often a reason was right, in words."""

import csv
from dataclasses import replace

import pytest

from analyser.annotation import rightness
from analyser.annotation.rightness import COLUMNS, DATA, FEWEST, how_often_right, made_of
from analyser.policy import Policy
from analyser.schema import CATEGORIES

SAID = "On invented chats, {} of the messages marked for this reason were rightly marked."


@pytest.fixture
def counted(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> str:
    """Count one rule and one reason of the model's; return the rule's id."""
    rule = next(iter(policy.rules.values()))
    counts = {(rule.id, "abuse", made_of(rule.id, policy)): (40, 31), ("model, clear", "abuse", ""): (200, 199)}
    counts |= {("model, clear", "politics", ""): (FEWEST - 1, 1), ("model, worth a look", "abuse", ""): (50, 1)}
    monkeypatch.setattr(rightness, "_counts", lambda: counts)
    return rule.id


@pytest.mark.parametrize(
    ("reason", "heading", "strength", "expected"),
    [
        ("the rule", "abuse", "clear", SAID.format("about 8 in 10")),
        ("model", "abuse", "clear", SAID.format("nearly all")),
        ("model", "abuse", "worth a look", SAID.format("hardly any")),
        ("conversation", "abuse", "worth a look", SAID.format("hardly any")),
        ("model", "politics", "clear", ""),  # too few
        ("the rule", "politics", "clear", ""),  # not counted
        ("the rule", None, "clear", ""),
    ],
)
def test_a_share_is_said_in_tenths_and_nothing_where_too_little_is_known(  # noqa: PLR0913, PLR0917 - a table
    policy: Policy, counted: str, reason: str, heading: str | None, strength: str, expected: str
) -> None:
    assert how_often_right(counted if reason == "the rule" else reason, heading, strength, policy) == expected


def test_a_rule_that_the_school_has_changed_has_no_count(policy: Policy, counted: str) -> None:
    changed = replace(policy.rules[counted], patterns=("something else",))
    theirs = replace(policy, rules={**policy.rules, counted: changed})
    assert how_often_right(counted, "abuse", "clear", theirs) == ""


def test_what_was_counted_is_of_this_program(policy: Policy) -> None:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    own = {"model, clear", "model, worth a look"}
    assert {row["reason"] for row in rows} <= own | set(policy.rules)
    assert {row["heading"] for row in rows} <= set(CATEGORIES)
    assert all(0 <= int(row["right"]) <= int(row["marked"]) for row in rows)
    assert own <= {row["reason"] for row in rows}
