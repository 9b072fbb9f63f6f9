"""What ``docs/measured.md`` says of flags, of whom a message is about, and of fairness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analyser.training.figures import alarms, as_table
from analyser.training.flag_scores import by_flag
from analyser.training.flags import URGENT, unread
from analyser.training.target_scores import target_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from analyser.training.evaluate import Measured


def about_flags(measured: Measured) -> Iterator[str]:
    """Yield the section on flags: what is found, and what is flagged in vain."""
    every = np.ones(len(measured.flagged), dtype=np.bool_)
    left_out = unread(measured.flagged)
    read_rows = ~measured.flagged["place"].isna().to_numpy()
    yield f"""## Flags

Found among the {len(every):,} messages that were [read twice for flags](../analyser/training/flags/README.md), each
with the messages before it. {read_rows.sum():,} are rows of the corpus, marked by what has not learnt from their voice.
All but those of t28 and t29 were chosen because something in them might need a flag, so precision here is not that of a
chat; see the false alarms below. The goal for
{", ".join(URGENT[:-1])} and {URGENT[-1]} is to find .90 of them and to flag at most .005 of the fine messages in vain.

{_found(measured, every)}
In brackets the range of 95% certainty. Those who wrote rules for flags had read most of these messages, which flatters
the rules. What the rules miss was left unread in {left_out.sum():,} of them (seven voices, every other one of the first
messages written for the flags, and all written later) when they were last extended, so what is found there is a fair
check. What is right there is not: what the rules mark wrongly was read, and mended, in every voice. So were the false
alarms below. On those messages:

{_found(measured, left_out)}"""
    yield f"""### Flagged in vain

Fine messages, which carry no label, that the whole program flags; a flag that readers gave is left out. Most fine
messages were not read for flags, so a few of these are right.

{as_table(alarms(measured))}"""


def _found(measured: Measured, held: NDArray[np.bool_]) -> str:
    tables = {stage: by_flag(marks[held], measured.flagged[held]) for stage, marks in measured.flags.items()}
    shown = tables["rules"][["flag", "messages"]].copy()
    for stage, table in tables.items():
        shown[f"{stage}: found"] = [f"{row.recall:.3f} ({row.low:.2f} to {row.high:.2f})" for row in table.itertuples()]
        shown[f"{stage}: right"] = table["precision"]
    return as_table(shown)


def about_targets(measured: Measured) -> str:
    """Return the section on whom or what a message is about."""
    return f"""## Whom a message is about

Over messages rightly marked as grievance or abuse whose target the corpus names: how many the program gives that
target, how many of the corpus's it finds, and how often it is right when it gives it. The clause follows from it.

{as_table(target_table(measured.annotations, measured.corpus))}"""


def about_fairness(measured: Measured) -> str:
    """Return the section on fairness: harmless sentences that are marked, by group."""
    both = measured.fairness
    shown = both["rules"][["compared", "group", "sentences"]].copy()
    for stage, table in both.items():
        shown[f"{stage}: marked"], shown[f"{stage}: gap"] = table["marked"], table["gap"].round(1).map("{:+.1f}".format)
    shown["what ships: clear"] = both["what ships"]["clear"]
    return f"""## Fairness

Harmless sentences, each read by itself: ordinary remarks in which only the name of a group changes, the same sentence
in several kinds of English, prayers and home languages. The share that is marked with anything that does not speak for
its writer, and how many points that is above the standard; a test holds the gap of identities at 2 points or less, and
that of kinds of English for all that rules mark and for all that is marked as clear.

{as_table(shown.replace("+nan", ""))}"""
