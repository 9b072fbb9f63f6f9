from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analyser.annotation.company import company

ORDINARY = np.array([-3.0])


def of(scores: list[float], senders: Sequence[str | None] | None) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return company(np.array(scores)[:, None], senders, ORDINARY)


def test_what_a_writer_writes_nearby_counts_for_the_writer_and_for_who_answers() -> None:
    own, before, after, near, wide = of([5, 0, 5, 0, 0], ["Ann", "Bo", "Ann", "Bo", "Cy"])[:, :5].T
    assert own[0] > 0 > own[1]
    assert before[1] > 0 > before[4]
    assert after[3] < after[1]
    assert (near[:4] > ORDINARY).all()
    assert (wide > ORDINARY).all()


def test_two_who_go_on_look_unlike_a_crowd() -> None:
    pair = of([0] * 9, ["Ann", "Bo"] * 4 + ["Ann"])[4, 5:]
    crowd = of([0] * 9, list("ABCDEFGHI"))[4, 5:]
    assert (pair[:3] > crowd[:3]).all()
    assert (pair[3:] < crowd[3:]).all()


def test_people_who_are_not_known_are_nobody_s_company() -> None:
    table = of([5, 0, 5], [None, None, None])
    np.testing.assert_allclose(table[:, 0], ORDINARY[0])


def test_nothing_is_known_without_senders_or_of_a_single_message() -> None:
    assert np.isnan(of([1, 2], None)).all()
    assert np.isnan(of([1], ["Ann"])).all()


@given(st.lists(st.tuples(st.floats(-9, 9), st.none() | st.sampled_from("ABC")), min_size=2, max_size=60))
def test_means_stay_between_the_scores_and_the_ordinary_one(chat: list[tuple[float, str | None]]) -> None:
    scores, senders = zip(*chat, strict=True)
    table = of(list(scores), list(senders))
    assert table.shape == (len(chat), 10)
    assert (table[:, :5] >= min(*scores, -3) - 1e-9).all()
    assert (table[:, :5] <= max(*scores, -3) + 1e-9).all()
    assert ((table[:, 5:] > 0) & (table[:, 5:] <= 1)).all()
