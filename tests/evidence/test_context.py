from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.evidence.context import context
from tests.evidence.tables import every_minute, messages


def test_ten_messages_on_each_side_are_shown_however_far_apart() -> None:
    around = context(every_minute(60, minutes=600), 31)
    assert (around.start, around.stop) == (20, 41)


def test_half_an_hour_on_each_side_is_shown_however_many_messages() -> None:
    around = context(every_minute(200), 101)
    assert (around.start, around.stop) == (70, 131)


def test_notices_come_along_but_do_not_count() -> None:
    talk = every_minute(40, minutes=600)
    talk.loc[[18, 19], "kind"] = "notice"
    assert context(talk, 21).start == 8


def test_the_edge_of_the_chosen_days_is_said() -> None:
    near_start, near_end = context(every_minute(60, minutes=60), 3), context(every_minute(60, minutes=60), 58)
    assert (near_start.cut_before, near_start.cut_after, near_start.start) == (True, False, 0)
    assert (near_end.cut_before, near_end.cut_after, near_end.stop) == (False, True, 60)


def test_enough_before_the_edge_is_not_said_to_be_cut() -> None:
    assert not context(every_minute(60, minutes=60), 11).cut_before


def test_a_clock_that_jumps_back_ends_the_half_hour() -> None:
    times = [f"2025-09-01 12:{minute:02}" for minute in range(30)] + [f"2025-09-01 11:{m:02}" for m in range(30)]
    talk = messages(*((when, "words") for when in times))
    assert context(talk, 45).start == 30


def test_an_undated_line_has_the_time_of_the_line_before_it() -> None:
    talk = every_minute(200)
    talk.loc[100, "sent_at"] = pd.NaT
    around = context(talk, 101)
    assert around.stop - around.start < 70


def test_a_message_that_is_not_shown_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="message 7 is not among"):
        context(every_minute(6), 7)


@given(
    gaps=st.lists(st.integers(-90, 90), min_size=1, max_size=80),
    notices=st.sets(st.integers(0, 79)),
    data=st.data(),
)
def test_no_context_is_smaller_than_is_fair(gaps: list[int], notices: set[int], data: st.DataObject) -> None:
    times = pd.Timestamp("2025-09-01") + pd.to_timedelta(pd.Series(gaps).cumsum(), unit="min")
    talk = messages(*((str(when), "notice" if place in notices else "words") for place, when in enumerate(times)))
    place = data.draw(st.integers(0, len(talk) - 1))
    around = context(talk, place + 1)
    said = talk["kind"] != "notice"
    assert around.start <= place < around.stop
    assert around.cut_before or said[around.start : place].sum() >= 10
    assert around.cut_after or said[place + 1 : around.stop].sum() >= 10
    far = (talk["sent_at"] - talk["sent_at"][place]).abs() > pd.Timedelta(minutes=30)
    far_after = [row for row in range(place + 1, len(talk)) if far[row]]
    far_before = [row for row in range(place) if far[row]]
    assert around.stop >= (far_after[0] if far_after else len(talk))
    assert around.start <= (far_before[-1] + 1 if far_before else 0)
