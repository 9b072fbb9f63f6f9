import numpy as np
import pandas as pd
import pytest

from analyser.schema import CATEGORIES
from analyser.training.corpus import load_corpus, truth
from analyser.training.scores import by_kind, by_label, fine_marked, macro_f1, severe_found, wilson, words_shared


@pytest.mark.parametrize(
    ("found", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(found: int, total: int, low: float, high: float) -> None:
    """The third row is the worked example of Newcombe (1998)."""
    assert wilson(found, total) == pytest.approx((low, high), abs=1e-3)


def test_precision_recall_and_f1_are_counted_by_message() -> None:
    labels = np.zeros((4, 5), bool)
    marked = np.zeros((4, 5), bool)
    labels[:3, 0], marked[1:, 0] = True, True
    row = by_label(marked, labels).iloc[0]
    assert (row.precision, row.recall, row.f1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))


def test_a_perfect_answer_scores_one_and_a_shuffled_one_as_chance() -> None:
    corpus = load_corpus()
    labels = truth(corpus)
    assert macro_f1(labels, labels) == 1
    shuffled = np.random.default_rng(7).permutation(labels)
    chance = labels[:, [i for i, name in enumerate(CATEGORIES) if name != "mitigating"]].mean(axis=0).mean()
    assert macro_f1(shuffled, labels) == pytest.approx(chance, abs=0.02)
    found, total = severe_found(shuffled, corpus["severity"].to_numpy())
    assert found / total < 0.5


def test_marking_everything_finds_everything_and_marks_every_fine_message() -> None:
    corpus = load_corpus()
    labels = truth(corpus)
    everything = np.ones_like(labels)
    fine, of = fine_marked(everything, labels)
    assert fine == of == (~labels.any(axis=1)).sum()
    assert by_label(everything, labels)["recall"].eq(1).all()


def test_a_heading_that_nobody_used_does_not_count() -> None:
    labels = np.zeros((2, 5), bool)
    labels[0, 0] = True
    assert macro_f1(labels, labels) == 1


def test_kinds_of_abuse_are_counted_as_abuse_and_at_all() -> None:
    corpus = pd.DataFrame({"sub": [("threat",), ("threat", "insult"), ()]})
    marked = np.zeros((3, 5), bool)
    marked[0, CATEGORIES.index("abuse")] = marked[1, CATEGORIES.index("grievance")] = True
    assert by_kind(marked, corpus).to_numpy().tolist() == [["insult", 1, 0, 1], ["threat", 2, 1, 2]]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([(0, 4)], "that muppet", (1, 2, 1)),
        ([(5, 20)], "muppet again", (3, 2, 2)),
        ([(0, 4), (2, 11)], "that muppet again", (2, 3, 2)),
        ([(0, 4)], "again", (1, 1, 0)),
    ],
)
def test_words_shared_are_counted(ours: list[tuple[int, int]], theirs: str, expected: tuple[int, int, int]) -> None:
    assert words_shared("that muppet again !", ours, theirs) == expected
