import numpy as np
import pytest

from analyser.annotation.classifier import ABOUT, Classifier, load_classifier
from analyser.annotation.marks import marks_of
from analyser.annotation.targets import likely_targets, target_features
from analyser.schema import CATEGORIES, TARGETS

STAFF, SCHOOL = TARGETS.index("staff"), TARGETS.index("school")


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    shipped = load_classifier()
    assert shipped is not None
    return shipped


def scores(*said: tuple[int, float], count: int = 6) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return a table of ``count`` messages in which some say the target STAFF."""
    table = np.full((count, len(TARGETS)), -30.0)
    for place, score in said:
        table[place, STAFF] = score
    return table


def test_the_nearer_message_counts_for_more_and_none_beyond_six_before_and_three_after() -> None:
    features = target_features(scores((6, 9.0), count=14), np.zeros((14, len(TARGETS))))
    before, after = features[:, 12 + STAFF], features[:, 18 + STAFF]
    assert before[7] > before[8] > before[12] > 0.01 > before[13]
    assert after[5] > after[3] > 0.01 > after[2]
    assert before[6] == pytest.approx(after[6]) == pytest.approx(0, abs=0.01)


def test_a_lone_message_has_nothing_around_it() -> None:
    assert target_features(scores(count=1), np.ones((1, len(TARGETS))))[0, 12:].tolist() == [0.0] * 18


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (3.0, 0.0, "staff"),
        (0.0, 3.0, "school"),
        pytest.param(1.0, 1.0, None, id="two alike: neither is said"),
        pytest.param(-9.0, -9.0, None, id="none of them"),
    ],
)
def test_a_target_is_said_where_it_is_likelier_than_all_others_together(
    one: float, other: float, expected: str | None
) -> None:
    table = np.full((1, len(TARGETS)), -2.0)
    table[0, [STAFF, SCHOOL]] = one, other
    assert likely_targets(table) == [expected]


@pytest.mark.parametrize(
    ("before", "said", "target"),
    [
        ("Has anyone else had Mrs Hall shouting at their child", "she's been useless since September", "staff"),
        ("That Riley thumped my son again at break", "needs keeping in every break, nasty piece of work", "child"),
        ("Tash you parked across my drive again", "you are the rudest woman I have ever met", "parent"),
    ],
)
def test_who_is_meant_may_stand_in_the_message_before(
    classifier: Classifier, before: str, said: str, target: str
) -> None:
    marked = np.zeros((2, len(CATEGORIES)), np.int64)
    marked[1, ABOUT] = 1
    assert classifier.targets(classifier.heard([before, said], ["Ann", "Bo"]), marked)[1] == target


def test_only_headings_that_are_about_somebody_are_given_a_target(classifier: Classifier) -> None:
    (marks,) = marks_of(classifier, ["I'm never voting Labour again after that budget"])
    assert [mark.target for mark in marks if mark.label == "politics"] == [None]
