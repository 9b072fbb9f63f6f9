"""Private exchanges as runs."""

import pytest

from analyser.annotation.runs import GAP, exchanges, runs

TWO = ["Ann", "Bo"] * 10


@pytest.mark.parametrize(
    ("why", "places", "senders", "expected"),
    [
        ("nothing is private", [], TWO, []),
        ("two who alternate are one run", [0, 1, 2, 3], TWO, [[0, 1, 2, 3]]),
        ("others may write between them", [0, 3], ["Ann", "Cy", "Di", "Bo"], [[0, 3]]),
        ("a long silence ends a run", [0, 1, GAP + 2], TWO, [[0, 1], [GAP + 2]]),
        ("a third person begins another", [0, 1, 2], ["Ann", "Bo", "Cy"], [[0, 1], [2]]),
        ("one person alone is a run too", [0, 1], ["Ann", "Ann"], [[0, 1]]),
    ],
)
def test_runs_begin_and_end(why: str, places: list[int], senders: list[str], expected: list[list[int]]) -> None:
    assert runs(places, senders) == expected, why


def test_an_exchange_takes_two() -> None:
    assert exchanges([0, 1, 10, 11], ["Ann", "Ann", *["Cy"] * 8, "Ann", "Bo"]) == [[10, 11]]
