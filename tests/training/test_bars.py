import numpy as np
import pytest
from numpy.typing import NDArray

from analyser.schema import CATEGORIES
from analyser.training.bars import (
    BUDGETS,
    CHILD_BUDGET,
    FLAG_BUDGET,
    FOR_A_CHILD,
    HEADINGS,
    choose_bars,
    choose_flag_bars,
)
from analyser.training.flags import READ_FOR, URGENT

MESSAGES = 4000


def chats(seed: int) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64]]:
    """Return scores that lean towards labels, the labels, and marks of rules that find a tenth of them."""
    dice = np.random.default_rng(seed)
    labels = dice.random((MESSAGES, len(CATEGORIES))) < 0.08
    scores = dice.normal(size=labels.shape) + 2 * labels
    return scores, labels, np.where(labels & (dice.random(labels.shape) < 0.1), 2, 0)


@pytest.mark.parametrize("seed", range(3))
def test_the_budget_of_ordinary_messages_is_kept_and_used(seed: int) -> None:
    scores, labels, ruled = chats(seed)
    bars = choose_bars(scores, labels, by_rules=ruled)
    fine = ~labels.any(axis=1)
    for bar, budget in zip(bars, BUDGETS, strict=True):
        share = (scores >= bar)[fine][:, HEADINGS].any(axis=1).mean()
        assert budget / 2 < share <= budget


def test_what_rules_mark_already_is_paid_from_the_same_budget() -> None:
    scores, labels, ruled = chats(5)
    wrong = ruled.copy()
    wrong[np.flatnonzero(~labels.any(axis=1))[:100], 0] = 1
    without, with_wrong = (choose_bars(scores, labels, by_rules=marks) for marks in (ruled, wrong))
    assert (with_wrong[0, HEADINGS] >= without[0, HEADINGS]).all()
    assert (with_wrong[0, HEADINGS] > without[0, HEADINGS]).any()


def test_clear_is_never_below_worth_a_look() -> None:
    bars = choose_bars(*chats(9)[:2], by_rules=chats(9)[2])
    assert (bars[1] >= bars[0]).all()


def test_scores_that_say_nothing_mark_next_to_nothing() -> None:
    _, labels, ruled = chats(11)
    noise = np.random.default_rng(12).normal(size=labels.shape)
    bars = choose_bars(noise, labels, by_rules=np.zeros_like(ruled))
    assert (noise >= bars[0])[~labels.any(axis=1)][:, HEADINGS].any(axis=1).mean() <= BUDGETS[0]


def test_an_urgent_flag_uses_its_budget_and_another_must_also_be_right_half_of_the_time() -> None:
    scores = np.repeat(np.arange(float(MESSAGES))[:, np.newaxis], len(READ_FOR), axis=1)
    harmless = np.arange(MESSAGES) < MESSAGES - 100
    answers = np.full(scores.shape, np.nan)
    answers[-100:] = 0
    right = READ_FOR.index("LEGAL")
    answers[-100:, right] = 1
    bars = choose_flag_bars(scores, answers, harmless)
    for flag, bar in zip(READ_FOR, bars, strict=True):
        budget = CHILD_BUDGET if flag in FOR_A_CHILD else FLAG_BUDGET
        if flag in (*URGENT, "LEGAL"):
            assert budget / 2 < (scores[harmless, 0] > bar).mean() <= budget
        else:
            assert bar == np.inf
