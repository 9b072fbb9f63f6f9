"""The section of the report about what nothing has learnt from: a voice, and messages written for the flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyser.training.corpus import truth
from analyser.training.figures import as_table
from analyser.training.flag_scores import by_flag
from analyser.training.flags import READ_FOR, URGENT, flag_truth
from analyser.training.scores import HEADINGS, by_label, fine_marked, macro_f1, severe_found, wilson

if TYPE_CHECKING:
    from analyser.training.evaluate import Measured


def about_apart(measured: Measured) -> str:
    """Return the section: by heading, the figures that have a target, in words, and by flag."""
    corpus, marks = measured.apart
    marked, labels = marks > 0, truth(corpus)
    table = by_label(marked, labels)[["label", "precision", "recall", "f1", "labelled"]]
    found, severe = severe_found(marked, corpus["severity"].to_numpy())
    carry, mean = labels[:, HEADINGS].any(axis=1).sum(), macro_f1(marked, labels)
    fine = _share(*fine_marked(marked, labels))
    return f"""## A voice kept apart

{len(corpus):,} messages of {corpus["chat"].nunique()} chats from which nothing has learnt and for which no rule was
written ([t31](../analyser/training/apart/README.md)), as what ships marks them. One voice says little of others: the
figures above are the steadier, these the less flattered.

{as_table(table.rename(columns={"labelled": "messages"}))}
The mean F1 of the four headings is {mean:.3f}; {carry} messages carry one of them. Of {severe} messages of severity 3
it finds {found}; of the fine ones it marks {fine}.

{_flags(measured)}"""


def _flags(measured: Measured) -> str:
    flagged, marked = measured.apart_flags
    table = by_flag(marked, flagged).query("messages > 0")
    table["found"] = [_range(row.recall, row.low, row.high) for row in table.itertuples()]
    harmless = ~flag_truth(flagged).any(axis=1)
    vain = marked[harmless][:, [READ_FOR.index(flag) for flag in URGENT]].any(axis=1).sum()
    shown = table[["flag", "messages", "found", "precision"]].rename(columns={"precision": "right"})
    size, alike = len(flagged), harmless.sum()
    return f"""Nor has anything learnt from {size} messages that were written for the flags, each read with what stands
before it. Many only hint; {alike} are look-alikes that carry none, and {vain} of these are given an urgent flag.

{as_table(shown)}"""


def _range(share: float, low: float, high: float) -> str:
    return f"{share:.3f} ({low:.2f} to {high:.2f})"


def _share(found: int, total: int) -> str:
    low, high = wilson(found, total)
    return f"{found} of {total}, {found / max(total, 1):.3f} ({low:.3f} to {high:.3f})"
