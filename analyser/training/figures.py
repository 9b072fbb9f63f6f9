"""The tables of the report, each from what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analyser.schema import CATEGORIES
from analyser.training.corpus import in_chats, truth
from analyser.training.flag_scores import by_flag, false_alarms, flags_marked
from analyser.training.flags import READ_FOR, unread
from analyser.training.scores import (
    HEADINGS,
    MITIGATING,
    by_label,
    fine_marked,
    macro_f1,
    severe_found,
    wilson,
    words_shared,
)
from analyser.training.target_scores import target_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from analyser.training.evaluate import Measured

COLUMNS = ("stage", "part", "voice", "label", "measure", "value", "low", "high", "count")


def part_rows(measured: Measured) -> pd.DataFrame:
    """Return every figure as one row: stage, part, voice, label, measure, value, 95% interval, count behind it."""
    corpus = measured.corpus
    chats = in_chats(corpus)
    rows = []
    for stage, marks in measured.stages.items():
        for part, held in (("class chats", chats), ("lone messages", ~chats)):
            rows += [(stage, part, "", *row) for row in _figures(marks[held], corpus[held])]
    for voice in sorted(corpus["voice"].unique(), key=lambda name: int(name[1:])):
        held = (corpus["voice"] == voice).to_numpy()
        part = "class chats" if chats[held].all() else "lone messages"
        marks = measured.stages["whole program"][held]
        rows += [("whole program", part, voice, *row) for row in _figures(marks, corpus[held]) if not row[0]]
    for row in reason_figures(measured).itertuples():
        low, high = wilson(row.right, row.marked)
        rows.append(("reason", row.reason, "", row.heading, "precision", row.share_right, low, high, row.marked))
    kept, marks = measured.apart
    rows += [("what ships", "kept apart", "", *row) for row in _figures(marks, kept)]
    flagged, flags = measured.apart_flags
    for row in by_flag(flags, flagged).itertuples():
        rows.append(
            ("what ships", "kept apart", "", row.flag, "flag_recall", row.recall, row.low, row.high, row.messages)
        )
    more = (*_shown_rows(measured), *_flag_rows(measured), *_target_rows(measured))
    return pd.DataFrame([*rows, *more], columns=list(COLUMNS))


def _shown_rows(measured: Measured) -> Iterator[tuple[object, ...]]:
    """Yield how many messages are shown at all, by a heading or by a flag other than LANGUAGE."""
    corpus = measured.corpus
    flagged = flags_marked(measured.annotations, len(corpus))[:, [flag != "LANGUAGE" for flag in READ_FOR]]
    shown = (measured.stages["whole program"][:, HEADINGS] > 0).any(axis=1) | flagged.any(axis=1)
    for part, held in (("class chats", in_chats(corpus)), ("lone messages", ~in_chats(corpus))):
        of = {"severe_shown": (corpus["severity"] == 3).to_numpy(), "fine_shown": ~truth(corpus).any(axis=1)}
        for measure, counted in of.items():
            found, total = int((shown & held & counted).sum()), int((held & counted).sum())
            yield "whole program", part, "", "", measure, found / max(total, 1), *wilson(found, total), total


def _flag_rows(measured: Measured) -> Iterator[tuple[object, ...]]:
    left_out = unread(measured.flagged)
    for stage, marks in measured.flags.items():
        for part, held in (("read for flags", np.ones_like(left_out)), ("read for flags, left unread", left_out)):
            for row in by_flag(marks[held], measured.flagged[held]).itertuples():
                yield stage, part, "", row.flag, "flag_recall", row.recall, row.low, row.high, row.messages
                yield stage, part, "", row.flag, "flag_precision", row.precision, None, None, row.marked
    for row in alarms(measured).itertuples():
        yield "whole program", "fine", "", row.flag, "false_alarms", row.share, None, row.at_most, row.fine_messages


def _target_rows(measured: Measured) -> Iterator[tuple[object, ...]]:
    for row in target_table(measured.annotations, measured.corpus).itertuples():
        for measure in ("recall", "precision"):
            yield "whole program", "targets", "", row.target, measure, getattr(row, measure), None, None, row.messages


def alarms(measured: Measured) -> pd.DataFrame:
    """Return what the whole program flags in vain; see `false_alarms`."""
    marked = flags_marked(measured.annotations, len(measured.corpus))
    return false_alarms(marked, measured.corpus, measured.flagged)


def _figures(
    marks: NDArray[np.int64], corpus: pd.DataFrame
) -> Iterator[tuple[str, str, float, float | None, float | None, int]]:
    labels, marked = truth(corpus), marks > 0
    table = by_label(marked, labels)
    for row in table.itertuples():
        for measure in ("precision", "recall", "f1"):
            yield row.label, measure, getattr(row, measure), None, None, row.labelled
    yield "", "macro_f1", macro_f1(marked, labels), None, None, int(labels[:, HEADINGS].any(axis=1).sum())
    yield "", "mitigating_f1", table["f1"][MITIGATING], None, None, table["labelled"][MITIGATING]
    for measure, (found, total) in (
        ("severe_found", severe_found(marked, corpus["severity"].to_numpy())),
        ("fine_marked", fine_marked(marked, labels)),
        ("fine_clear", fine_marked(marks > 1, labels)),
    ):
        yield "", measure, found / max(total, 1), *wilson(found, total), total


def reason_figures(measured: Measured) -> pd.DataFrame:
    """Return for each reason and heading: messages marked, of these right, share right, and how many are fine.

    The model is two reasons: ``model, clear`` and ``model, worth a look``.
    """
    labels = truth(measured.corpus)
    shown = measured.annotations.dropna(subset=["category"]).query("strength != 'set aside'")
    shown = shown.drop_duplicates(["message_id", "reason", "category"]).astype({"category": "str"})
    place = shown["message_id"].to_numpy() - 1
    heading = [CATEGORIES.index(name) for name in shown["category"]]
    by_strength = shown["reason"] + ", " + shown["strength"].astype("str")
    counted = pd.DataFrame(
        {
            "reason": shown["reason"].where(shown["reason"] != "model", by_strength),
            "heading": shown["category"],
            "marked": 1,
            "right": labels[place, heading],
            "fine": ~labels[place].any(axis=1),
        }
    )
    table = counted.groupby(["reason", "heading"], as_index=False).sum()
    return table.assign(share_right=table["right"] / table["marked"])


def span_figures(measured: Measured) -> pd.DataFrame:
    """Return per heading how far our words are the corpus's: by word, and over how many messages."""
    shown = measured.annotations.dropna(subset=["category"]).query("strength != 'set aside'")
    counts: dict[str, list[tuple[int, int, int]]] = {}
    for (place, name), rows in shown.groupby(["message_id", "category"], observed=True):
        message = measured.corpus.iloc[place - 1]
        if name in message["spans"]:
            ours = list(zip(rows["start"], rows["end"], strict=True))
            counts.setdefault(name, []).append(words_shared(message["text"], ours, message["spans"][name]))
    table = []
    for name in (name for name in CATEGORIES if name in counts):
        ours_, theirs, both = np.sum(counts[name], axis=0)
        table.append((name, both / ours_, both / theirs, 2 * both / (ours_ + theirs), len(counts[name])))
    return pd.DataFrame(table, columns=["heading", "precision", "recall", "f1", "messages"])


def as_table(frame: pd.DataFrame) -> str:
    """Return ``frame`` as a table in Markdown; shares with three decimals, counts with thousands."""
    head = f"| {' | '.join(name.replace('_', ' ') for name in frame.columns)} |\n|{'---|' * len(frame.columns)}\n"
    return head + "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in frame.itertuples(index=False))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if np.isnan(value) else f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int | np.integer) else str(value)
