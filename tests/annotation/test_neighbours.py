from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from analyser.annotation.neighbours import strongest_sentence, talk_of, with_neighbours

ORDINARY = np.array([-3.0])
SCORES, COMPANY, RELATIONS = 15, 10, 8
STAND = SCORES + COMPANY  # where the relations begin


def features(
    scores: Sequence[float], texts: Sequence[str] = (), senders: Sequence[str | None] | None = None
) -> NDArray[np.float64]:
    table = np.array(scores, dtype=float)[:, None]
    talk = talk_of(texts or ["x"] * len(table), senders)
    return with_neighbours(table, own=table, talk=talk, senders=senders, ordinary=ORDINARY)


def test_each_message_sees_six_before_and_three_after() -> None:
    row = features(range(10))[6]
    assert row[:11].tolist() == [6, 6, 5, 4, 3, 2, 1, 0, 7, 8, 9]


def test_beyond_the_edge_of_the_chat_stands_the_ordinary_score() -> None:
    assert features([1.0])[0, :11].tolist() == [1, 1] + [-3] * 9


def test_nothing_is_known_of_relations_without_senders() -> None:
    assert np.isnan(features([1.0, 2.0])[:, SCORES : STAND + 5 * RELATIONS]).all()


def test_two_who_alternate_look_unlike_a_crowd() -> None:
    pair = features([0.0] * 5, senders=["Ann", "Bo", "Ann", "Bo", "Ann"])[2, STAND : STAND + RELATIONS]
    crowd = features([0.0] * 5, senders=["Ann", "Bo", "Cy", "Di", "Ed"])[2, STAND : STAND + RELATIONS]
    assert pair[2:6].tolist() == [1, 1, 0, 1]
    assert crowd[2:6].tolist() == [0, 0, 0, 0]


def test_the_one_before_is_called_by_the_first_name() -> None:
    row = features([0.0, 0.0], texts=["hi", "thanks Bo x"], senders=["Bo Smith", "Ann"])[1]
    assert row[STAND + 6 : STAND + RELATIONS].tolist() == [1, 0]


def test_the_strongest_sentence_counts_and_a_single_one_is_the_message() -> None:
    own = np.array([[0.0], [1.0]])
    assert strongest_sentence(own, np.array([[-2.0], [3.0]]), np.array([0, 0])).tolist() == [[3], [1]]


def test_manner_is_length_marks_and_whom_it_speaks_to() -> None:
    row = features([0.0], texts=["CAN anyone help me??? x"])[0]
    assert row[-8:].tolist() == [np.log1p(23), 3, 0, 1, 1, 0, 1, 1]


@given(st.lists(st.tuples(st.text(), st.none() | st.text()), min_size=1, max_size=12))
def test_every_message_has_as_many_features(chat: list[tuple[str, str | None]]) -> None:
    texts, senders = zip(*chat, strict=True)
    assert features([0.0] * len(chat), texts=texts, senders=senders).shape == (len(chat), STAND + 48)
