from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from analyser.casework import Decision, Scope, Work, current, decide, mark_read, undo
from analyser.schema import CATEGORIES, DECISIONS, empty

MADE_AT = datetime(2025, 9, 1, 18, 30)  # noqa: DTZ001  a reader's own clock has no zone
WORK = Work(sha256="0" * 64)


def decision(message_id: int, choice: str = "not a concern", **fields: Any) -> Decision:
    return Decision(message_id=message_id, choice=choice, **{"made_at": MADE_AT, **fields})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"choice": "to discuss", "reason": "Named a teacher."}, "choose a clause"),
        ({"choice": "to discuss", "clause": "IN-1"}, "a reason in your own words"),
        ({"choice": "to discuss", "clause": "IN-1", "reason": "  "}, "a reason in your own words"),
        ({"choice": "to punish"}, "unknown choice"),
        ({"found_by": "the caretaker"}, "unknown choice or finder"),
        ({"start": 5, "end": 2}, "cannot run"),
        ({"start": -1}, "cannot run"),
        ({"made_at": datetime(2025, 9, 1, tzinfo=UTC)}, "without a zone"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        decision(1, **fields)


def test_only_to_discuss_needs_a_clause_and_a_reason() -> None:
    for choice in ("not a concern", "not sure", "speaks for the parent", "safeguarding"):
        assert decision(1, choice).reason is None
    assert decision(1, "to discuss", clause="IN-1", reason="Named a teacher.").clause == "IN-1"


@pytest.mark.parametrize(
    "fields",
    [{"headings": ("grievance", "gossip")}, {"first_day": date(2025, 9, 2), "last_day": date(2025, 9, 1)}],
)
def test_a_scope_that_cannot_be_read_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"heading|day"):
        Scope(**fields)


def test_a_scope_is_every_heading_and_every_day_unless_told() -> None:
    assert (Scope().headings, Scope().first_day, Scope().danger) == (CATEGORIES, None, False)


def test_the_latest_decision_on_a_message_stands_and_the_earlier_one_is_kept() -> None:
    work = decide(decide(decide(WORK, decision(7)), decision(3)), decision(7, "not sure"))
    assert current(work)[["message_id", "choice"]].values.tolist() == [[3, "not a concern"], [7, "not sure"]]
    assert [made.message_id for made in work.decisions] == [7, 3, 7]


def test_a_decided_message_counts_as_read() -> None:
    assert decide(mark_read(WORK, [1, 2]), decision(7)).read == {1, 2, 7}


def test_undo_takes_back_one_decision_at_a_time_and_erases_nothing() -> None:
    work = decide(decide(WORK, decision(7)), decision(7, "not sure"))
    once, twice = undo(work), undo(undo(work))
    assert current(once)["choice"].tolist() == ["not a concern"]
    assert current(twice).empty
    assert [(made.choice, made.undone) for made in twice.decisions] == [("not a concern", True), ("not sure", True)]
    assert twice.read == {7}


def test_undo_goes_past_decisions_that_were_taken_back_already() -> None:
    work = decide(undo(decide(decide(WORK, decision(1)), decision(2))), decision(3))
    assert [made.undone for made in undo(undo(work)).decisions] == [True, True, True]
    assert undo(WORK) == WORK


def test_the_current_decisions_have_the_declared_columns_with_and_without_rows() -> None:
    filled = current(decide(WORK, decision(1, "to discuss", clause="IN-1", reason="Named a teacher.")))
    assert filled.dtypes.equals(empty(DECISIONS).dtypes)
    assert current(WORK).dtypes.equals(filled.dtypes)
