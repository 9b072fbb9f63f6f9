"""Where the bars stand: as many labels found as a fixed share of ordinary messages allows.

A reader's time is the budget, so it is set first: of the messages of class chats that carry no label, one in a hundred
may be marked ``clear`` and 37 in a thousand marked at all, the rules' marks counted in. Four in a hundred are the most
that is wanted; what has learnt from more voices than the scores that set the bars marks a little more than they allow.
Within the budget, one price per ordinary message marked is found for all four headings together; each heading then
takes the bar with the largest F1 less that price. Messages that speak for the parent are no breach and cost no
suspicion, but time: they have a budget of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analyser.schema import CATEGORIES
from analyser.training.flags import READ_FOR, URGENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

BUDGETS = (0.037, 0.01)  # of messages without a label: marked at all, marked clear
MITIGATING_BUDGETS = (0.02, 0.005)
HEADINGS = [i for i, name in enumerate(CATEGORIES) if name != "mitigating"]
MITIGATING = [CATEGORIES.index("mitigating")]
CHILD_BUDGET, FLAG_BUDGET = 0.002, 0.001  # of harmless messages, for a flag about a child's safety and for any other
FOR_A_CHILD = ("SAFEGUARD", "ALLEGATION")
FLAG_PRECISION = 0.5  # of flags that are not urgent
STEPS = 25  # halvings of the price


def choose_bars(
    scores: NDArray[np.float64], labels: NDArray[np.bool_], *, by_rules: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the bars, shape (2, 5): worth a look, clear.

    Parameters
    ----------
    scores : ndarray, shape (n, 5)
        Of voices left out.
    labels : ndarray of bool, shape (n, 5)
    by_rules : ndarray of int64, shape (n, 5)
        0 nothing, 1 worth a look, 2 clear.
    """
    bars = np.zeros((2, len(CATEGORIES)))
    fine = np.asarray(~labels.any(axis=1))
    for strength, shares in enumerate(zip(BUDGETS, MITIGATING_BUDGETS, strict=True)):
        marked = by_rules > strength
        for headings, budget in zip((HEADINGS, MITIGATING), shares, strict=True):
            bars[strength, headings] = _within(
                budget, scores[:, headings], labels[:, headings], marked[:, headings], fine
            )
    bars[1] = np.maximum(bars[0], bars[1])
    return bars


def _within(
    budget: float,
    scores: NDArray[np.float64],
    labels: NDArray[np.bool_],
    marked: NDArray[np.bool_],
    fine: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the bars at the lowest price that keeps the share of ``fine`` messages marked within ``budget``."""
    curves = [_curve(scores[:, i], labels[:, i], marked[:, i], fine) for i in range(scores.shape[1])]
    low, high = 0.0, 1000.0
    for _ in range(STEPS):
        price = (low + high) / 2
        bars = np.array([_best(curve, price) for curve in curves])
        if (marked | (scores >= bars))[fine].any(axis=1).mean() > budget:
            low = price
        else:
            high = price
    return np.array([_best(curve, high) for curve in curves])


def _curve(
    score: NDArray[np.float64], label: NDArray[np.bool_], marked: NDArray[np.bool_], fine: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return for each possible bar: the bar, F1 of rules and score together, share of fine messages marked anew."""
    order = np.argsort(-score, kind="stable")
    new = ~marked[order]
    found = (label & marked).sum() + np.cumsum(label[order] & new)
    total = marked.sum() + np.cumsum(new)
    return score[order], 2 * found / (total + label.sum()), np.cumsum(fine[order] & new) / fine.sum()


def _best(curve: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]], price: float) -> float:
    bar, f1, cost = curve
    worth = f1 - price * cost
    best = int(np.argmax(worth))
    return float(bar[best]) if worth[best] > worth[0] or best else float(np.inf)


def choose_flag_bars(
    scores: NDArray[np.float64], read_for: NDArray[np.float64], harmless: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the bar of each flag, shape (READ_FOR,): as low as the budget of harmless messages allows.

    A child's safety that is missed weighs more than a message read in vain, so it has a larger budget. A flag that is
    not urgent is left to the rules (its bar is infinite) where less than FLAG_PRECISION of what passes is right among
    the messages read for it.

    Parameters
    ----------
    scores : ndarray, shape (n, READ_FOR)
        Of voices left out.
    read_for : ndarray, shape (n, READ_FOR)
        1 where the message carries the flag, 0 where it does not, NaN where nobody has read it for flags.
    harmless : ndarray of bool, shape (n,)
        Messages of class chats that are neither grievance nor abuse. Private words between two people are among them:
        "see you at the gate" must not pass for a threat.
    """
    bars = np.full(scores.shape[1], np.inf)
    for i, (flag, score, answer) in enumerate(zip(READ_FOR, scores.T, read_for.T, strict=True)):
        budget = CHILD_BUDGET if flag in FOR_A_CHILD else FLAG_BUDGET
        bar = np.quantile(score[harmless & (answer != 1)], 1 - budget, method="higher")
        passing = answer[(score >= bar) & ~np.isnan(answer)]
        if flag in URGENT or (len(passing) and passing.mean() >= FLAG_PRECISION):
            bars[i] = bar
    return bars
