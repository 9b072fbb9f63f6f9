"""What the rules and cues can tell apart in a class chat: each row of ``capabilities.jsonl`` names an ability.

Every row has a contrast: the same words with the other answer. Known misses are expected to fail, each with its reason;
when one is mended the test says so.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analyser.annotation.passages import stands

ROWS = [json.loads(line) for line in Path(__file__).with_name("capabilities.jsonl").read_text("utf-8").splitlines()]
BY_ID = {row["id"]: row for row in ROWS}


def _case(row: dict[str, Any]) -> Any:
    miss = row.get("known_miss")
    return pytest.param(row, id=row["id"], marks=pytest.mark.xfail(reason=miss, strict=True) if miss else ())


@pytest.mark.parametrize("row", [_case(row) for row in ROWS])
def test_a_message_is_marked_or_left_alone_as_the_table_says(rules: Any, row: dict[str, Any]) -> None:
    passages = rules(row["text"]).user_data["passages"]
    marked = any(stands(one) and row["heading"] in {one.category, one.flag} for one in passages)
    assert marked is row["marked"]


def test_every_row_has_a_contrast_with_the_other_answer_and_the_same_ability() -> None:
    assert len(BY_ID) == len(ROWS) >= 400
    for row in ROWS:
        other = BY_ID[row["contrast"]]
        assert other["contrast"] == row["id"]
        assert (other["ability"], other["heading"]) == (row["ability"], row["heading"])
        assert other["marked"] is not row["marked"]


def test_known_misses_are_few() -> None:
    assert sum("known_miss" in row for row in ROWS) <= len(ROWS) // 20
