from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.evidence import browse
from tests.evidence.tables import every_minute, messages

TALK = every_minute(450, minutes=10)


@pytest.mark.parametrize(
    ("number", "start", "stop"), [(1, 0, 200), (3, 400, 450), (0, 0, 200), (99, 400, 450)], ids=str
)
def test_a_page_holds_two_hundred_messages_and_the_nearest_page_answers(number: int, start: int, stop: int) -> None:
    page = browse.page(TALK, number)
    assert (page.start, page.stop) == (start, stop)


def test_an_empty_table_has_one_empty_page() -> None:
    nothing = TALK[:0]
    assert browse.how_many_pages(nothing) == 1
    assert browse.page(nothing, 1) == browse.Page(1, 0, 0)


@pytest.mark.parametrize(("message_id", "start", "stop"), [(100, 0, 200), (199, 0, 209), (202, 191, 400)])
def test_a_page_grows_so_that_no_message_loses_its_context(message_id: int, start: int, stop: int) -> None:
    page = browse.page_around(TALK, message_id)
    assert (page.start, page.stop) == (start, stop)


@given(number=st.integers(1, 450))
def test_a_message_is_on_its_own_page(number: int) -> None:
    page = browse.page_around(TALK, number)
    assert page.start <= number - 1 < page.stop
    assert page.number == (number - 1) // 200 + 1


WORDS = messages(
    ("2025-09-01 08:00", "She DOESN\u2019T know"),
    ("2025-09-01 08:01", "doesn't (.*) matter"),
    ("2025-09-03 08:00", "no"),
)


@pytest.mark.parametrize(
    ("words", "found"),
    [("doesn't", [1, 2]), ("DOESN\u2019T KNOW", [1]), ("(.*)", [2]), ("  ", []), ("absent", [])],
)
def test_words_are_found_as_they_stand_whatever_their_capitals(words: str, found: list[int]) -> None:
    assert browse.search(WORDS, words) == found
    assert browse.search(WORDS, words, folded=browse.fold(WORDS["text"])) == found


@pytest.mark.parametrize(("day", "found"), [(1, 1), (2, 3), (3, 3), (4, None)])
def test_a_day_leads_to_its_first_message_or_to_the_next_day_with_one(day: int, found: int | None) -> None:
    assert browse.from_day(WORDS, date(2025, 9, day)) == found


@pytest.mark.parametrize(("number", "found"), [(0, 1), (2, 2), (900, 3)])
def test_a_number_that_is_not_shown_leads_to_the_nearest(number: int, found: int) -> None:
    assert browse.nearest(WORDS, number) == found


@pytest.mark.parametrize(
    ("number", "by", "found"), [(9, 1, 2), (2, 1, 5), (5, 1, None), (2, -1, 9), (9, -1, None), (3, 1, 5), (3, -1, 2)]
)
def test_a_step_follows_the_order_of_the_list_and_the_file_for_a_message_beside_it(
    number: int, by: int, found: int | None
) -> None:
    assert browse.step([9, 2, 5], number, by) == found


@pytest.mark.parametrize(
    ("number", "read", "found"), [(2, set(), 5), (2, {5}, 9), (5, {9}, 2), (6, set(), 9), (2, {2, 5, 9}, None)]
)
def test_the_next_unread_message_is_looked_for_onwards_and_then_from_the_start(
    number: int, read: set[int], found: int | None
) -> None:
    assert browse.next_unread([2, 5, 9], number, read) == found


@pytest.mark.parametrize(("read", "found"), [(set(), 9), ({9}, 2), ({9, 2, 5}, None)])
def test_a_list_is_begun_in_its_own_order(read: set[int], found: int | None) -> None:
    assert browse.first_unread([9, 2, 5], read) == found
