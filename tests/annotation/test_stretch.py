import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.annotation.stretch import LONGEST, heaviest, telling_stretch, what_chunks_add
from analyser.training.learn import learn_vocabulary

TEXTS = ["what a muppet he is", "what a muppet, honestly", "what a day he is having", "a muppet muppet", "he is a day"]


def test_what_the_chunks_add_sums_to_the_score() -> None:
    vocabulary = learn_vocabulary(TEXTS)
    weights = np.random.default_rng(5).normal(size=len(vocabulary.rarity))
    for text in TEXTS:
        found = vocabulary.weigh([text])
        assert what_chunks_add(text, vocabulary, weights).sum() == pytest.approx(found.value @ weights[found.gram])


def test_the_stretch_is_the_word_that_weighs() -> None:
    vocabulary = learn_vocabulary(TEXTS)
    weights = np.full(len(vocabulary.rarity), -0.1)
    weights[vocabulary.words["muppet"]] = 5
    text = "  what a muppet he is"
    start, end = telling_stretch(text, vocabulary, weights)
    assert text[start:end] == "muppet"


@pytest.mark.parametrize(
    ("adds", "expected"),
    [
        ([1.0], (0, 0)),
        ([-1.0, -2.0], (0, 0)),
        ([-1.0, 2.0, -1.0, 3.0, -9.0, 3.5], (1, 3)),
        ([1.0] * 12, (0, 11)),
        ([1.0] * 16, (0, 11)),
        ([1.0] * 40, (0, LONGEST - 1)),
    ],
)
def test_the_heaviest_run_of_numbers_is_found(adds: list[float], expected: tuple[int, int]) -> None:
    assert heaviest(adds) == expected


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=12))
def test_no_run_is_heavier_than_the_heaviest(adds: list[float]) -> None:
    first, last = heaviest(adds)
    best = sum(adds[first : last + 1])
    assert all(sum(adds[i:j]) <= best + 1e-9 for i in range(len(adds)) for j in range(i + 1, len(adds) + 1))
