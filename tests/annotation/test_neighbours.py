from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyser.annotation.neighbours import RELATIONS, with_neighbours

ORDINARY = np.array([-3.0])


def features(
    scores: Sequence[float], texts: Sequence[str] = (), senders: Sequence[str] | None = None
) -> NDArray[np.float64]:
    table = np.array(scores, dtype=float)[:, None]
    return with_neighbours(table, texts=texts or ["x"] * len(table), senders=senders, ordinary=ORDINARY)


def test_each_message_sees_six_before_and_three_after() -> None:
    row = features(range(10))[6]
    assert row[:10].tolist() == [6, 5, 4, 3, 2, 1, 0, 7, 8, 9]


def test_beyond_the_edge_of_the_chat_stands_the_ordinary_score() -> None:
    assert features([1.0])[0, :10].tolist() == [1] + [-3] * 9


def test_nothing_is_known_of_relations_without_senders() -> None:
    assert np.isnan(features([1.0, 2.0])[:, -RELATIONS:]).all()


def test_two_who_alternate_look_unlike_a_crowd() -> None:
    pair = features([0.0] * 5, senders=["Ann", "Bo", "Ann", "Bo", "Ann"])[2, -RELATIONS:]
    crowd = features([0.0] * 5, senders=["Ann", "Bo", "Cy", "Di", "Ed"])[2, -RELATIONS:]
    assert pair[2:6].tolist() == [1, 1, 0, 1]
    assert crowd[2:6].tolist() == [0, 0, 0, 0]


def test_the_one_before_is_called_by_the_first_name() -> None:
    row = features([0.0, 0.0], texts=["hi", "thanks Bo x"], senders=["Bo Smith", "Ann"])[1]
    assert row[-2:].tolist() == [1, 0]
