from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analyser.evidence.sample import not_picked, sample
from tests.evidence.tables import SHA, every_minute, messages

TALK = every_minute(300)


def test_what_was_picked_and_what_has_no_words_is_not_drawn_from() -> None:
    talk = messages(("2025-09-01", "one"), ("2025-09-01", "notice"), ("2025-09-01", "three"))
    assert list(not_picked(talk, [1])["message_id"]) == [3]


def test_the_same_file_gives_the_same_sample() -> None:
    assert sample(TALK, seed=SHA) == sample(TALK.sample(frac=1, random_state=1), seed=SHA)


def test_another_file_gives_another_sample() -> None:
    assert sample(TALK, seed=SHA) != sample(TALK, seed="cd" * 32)


def test_the_sample_is_spread_over_the_whole_conversation() -> None:
    drawn = sample(TALK, seed=SHA, size=60)
    assert min(drawn) < 30
    assert max(drawn) > 270
    assert drawn == sorted(drawn)


@given(picked=st.sets(st.integers(1, 300), max_size=280))
def test_picking_some_messages_leaves_the_rest_of_the_sample(picked: set[int]) -> None:
    whole = set(sample(TALK, seed=SHA)) - picked
    assert whole <= set(sample(not_picked(TALK, picked), seed=SHA))


def test_a_short_chat_is_drawn_whole() -> None:
    assert sample(every_minute(3), seed=SHA) == [1, 2, 3]
