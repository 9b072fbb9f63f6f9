"""Write ``docs/measured.md`` and ``docs/measured.csv`` from what was measured: the words are here, no figure is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analyser.annotation.rightness import COLUMNS, made_of
from analyser.training.errors_made import worst_errors
from analyser.training.figures import as_table, part_rows, reason_figures, span_figures
from analyser.training.report_apart import about_apart
from analyser.training.report_flags import about_fairness, about_flags, about_targets
from analyser.training.report_screen import about_screen
from analyser.training.scores import by_kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from analyser.policy import Policy
    from analyser.training.evaluate import Measured

PARTS = ("class chats", "lone messages")
READ = Path(__file__).with_name("errors_read.toml")
COMPARED = Path(__file__).with_name("compared.csv")
ENCODERS = Path(__file__).with_name("encoder") / "compared.csv"
IN_GROUPS = Path(__file__).with_name("in_groups.csv")

HEAD = """# What has been measured

Written by `chat-analyser evaluate`; no figure in it was typed by hand. Every chat and message measured here is
invented: see the [datasheet](../analyser/training/corpus/DATASHEET.md). How often a mark is right in a real group
depends on the group, and in a calm one it will be right less often than here, because there is less to find.

**Voices left out.** What marks a voice of the corpus was learnt without it, bars included: from all the others where
voices are left out one at a time, as what ships has learnt from all; from three voices in four where they are left out
in four groups, as in daily work. One at a time, the encoder that reads the voice left out has never read it; how far to
trust an encoder was learnt from encoders each taught without a quarter of the voices, and most of these had read it. A
voice newer than the encoder is read by the one that ships, which has not learnt from it. The rules were written by
people who could read the whole corpus, so figures for rules flatter them.
"""

TARGETS = (
    ("macro-F1 of the four headings", "macro_f1", "≥ .80", "≥ .90"),
    ("messages of severity 3 found", "severe_found", "≥ .95", "≥ .99"),
    ("the same, or flagged", "severe_shown", "≥ .95", "≥ .99"),
    ("fine messages marked", "fine_marked", "≤ .04", "≤ .02"),
    ("the same, or flagged", "fine_shown", "≤ .04", "≤ .02"),
    ("mitigating F1", "mitigating_f1", "≥ .78", "≥ .85"),
)


OUTLOOK = """## What falls short, and what would move it

What is missed is mostly what has no telling word: hints, irony, an accusation made of two plain facts. What has moved
it: an encoder that knows English (.68 to .75), the neighbours' scores, the company a message keeps, and every new voice
in the corpus. Layers over the conversation taught together with the encoder moved nothing: it knows the corpus by heart
before they have learnt to listen. What would move it: more voices that hint, and an encoder that reads the messages
before as words.

What is marked wrongly by a rule is mostly a figure of speech or a second sense; each is listed below and is a cue to be
written. What is marked wrongly by the model stands in the middle of a row, beside messages that are rightly marked.
"""


def write_report(measured: Measured, output: Path, *, say: Callable[[str], None]) -> pd.DataFrame:
    """Write both files into ``output``, say the twenty worst errors, and return every figure, as `part_rows`."""
    figures = part_rows(measured)
    figures.to_csv(output / "measured.csv", index=False, float_format="%.4f", lineterminator="\n")
    errors = worst_errors(measured)
    for error in errors.itertuples():
        say(f"{error.where}: {error.wrong}; {error.why}\n    {error.text}")
    sections = [HEAD, _record(measured), _short(figures), about_apart(measured), _labels(figures), _stages(figures)]
    sections += [
        about_screen(measured),
        _kinds(measured),
        _voices(figures),
        *about_flags(measured),
        about_targets(measured),
        about_fairness(measured),
    ]
    sections += [_spans(measured), _rules(measured), _compared(), OUTLOOK, _errors(errors)]
    (output / "measured.md").write_text("\n".join(sections), encoding="utf-8")
    return figures


def rightness_table(measured: Measured, policy: Policy) -> pd.DataFrame:
    """Return what `analyser.annotation.rightness` reads: how often each reason of ``policy`` was right."""
    figures = reason_figures(measured)
    return figures.assign(made_of=[made_of(reason, policy) for reason in figures["reason"]])[list(COLUMNS)]


def short_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures of class chats that have a target: measure, measured."""
    return pd.DataFrame(
        [(name, _value(figures, "class chats", name)) for _, name, _, _ in TARGETS], columns=["measure", "measured"]
    )


def _record(measured: Measured) -> str:
    return "\n".join(f"- {name}: {value}" for name, value in measured.record.items()) + "\n"


def _value(figures: pd.DataFrame, part: str, measure: str) -> str:
    of_all = figures.query("stage == 'whole program' and voice == '' and label == ''")
    row = of_all[(of_all["part"] == part) & (of_all["measure"] == measure)].iloc[0]
    return f"{row.value:.3f} ({row.low:.3f} to {row.high:.3f})" if pd.notna(row.low) else f"{row.value:.3f}"


def _short(figures: pd.DataFrame) -> str:
    in_groups = pd.read_csv(IN_GROUPS, index_col="measure")["measured"]
    rows = [
        (what, _value(figures, "class chats", name), in_groups.get(name, ""), least, goal)
        for what, name, least, goal in TARGETS
    ]
    columns = ["class chats, voices left out", "measured", "last run in four groups", "wanted", "goal"]
    table = as_table(pd.DataFrame(rows, columns=columns))
    return f"""## In short

{table}
In brackets, where shares are counted, the range within which the true share lies with 95% certainty (Wilson).
*Found* for severity 3 means marked under any of the four headings; *flagged* means by any flag but LANGUAGE, which is
not listed until asked for. *Fine* means without any label.
"""


def _labels(figures: pd.DataFrame) -> str:
    wide = (
        figures.query("stage == 'whole program' and voice == '' and label != '' and part in @PARTS")
        .pivot_table(index=["part", "label"], columns="measure", values="value", sort=False)
        .reset_index()
    )
    return "## By heading\n\n" + as_table(wide[["part", "label", "precision", "recall", "f1"]])


def _stages(figures: pd.DataFrame) -> str:
    wide = (
        figures.query("voice == '' and label == '' and part in @PARTS")
        .pivot_table(index=["part", "stage"], columns="measure", values="value", sort=False)
        .reset_index()
    )
    return f"""## What each stage adds

{as_table(wide[["part", "stage", "macro_f1", "mitigating_f1", "severe_found", "fine_marked", "fine_clear"]])}
*Rules, before cues* counts what a cue set aside as marked; the difference from *rules* is what the cues do. *Fine
clear* is the share of fine messages marked `clear`. *Whole program* is rules, cues and model together, as the reader
sees it.
"""


def _kinds(measured: Measured) -> str:
    marked = measured.stages["whole program"] > 0
    table = by_kind(marked, measured.corpus)
    table["as abuse"], table["at all"] = (table[name] / table["messages"] for name in ("as_abuse", "at_all"))
    return "## By kind of abuse\n\n" + as_table(table[["kind", "messages", "as abuse", "at all"]])


def _voices(figures: pd.DataFrame) -> str:
    wide = (
        figures.query("stage == 'whole program' and voice != ''")
        .pivot_table(index="voice", columns="measure", values="value", sort=False)
        .reset_index()
    )
    return "## By voice\n\n" + as_table(wide[["voice", "macro_f1", "mitigating_f1", "severe_found", "fine_marked"]])


def _spans(measured: Measured) -> str:
    gone, tried, around = measured.erased
    return f"""## The words shown

How far the words that the program shows are those that the corpus names, over messages rightly marked. The corpus
names whole messages in most places and the program never shows a long one whole, so recall has a ceiling.

{as_table(span_figures(measured))}
The program that ships reads each message that it marks again without the words shown. On every sixth chat that
takes the mark away in {gone / max(tried, 1):.0%} of {tried:,} marks; {around:,} more marks it puts down to the
conversation, because they would stand without any words of their own.
"""


def _rules(measured: Measured) -> str:
    return f"""## By reason

Every rule, and the model by strength, over all messages: on how many messages it marked a heading, on how many of
them the corpus has that heading, and how many carry no label at all. What a cue set aside is left out; so is the model
where a rule has marked the same heading.

{as_table(reason_figures(measured))}"""


def _compared() -> str:
    return f"""## Models compared

Best F1 of each heading over all bars, on voices left out (four groups), without rules, in class chats. What ships has
to keep to its budget of fine messages and reads what the screen lets through, so its F1 above is lower than its best.
Made by `python -m analyser.training.compare` when the corpus had 28 voices.

{as_table(pd.read_csv(COMPARED))}
Encoders by themselves, the best F1 of the four headings in class chats. Measured on a graphics card, once each, on the
voices named; a difference below .01 may be chance. An encoder that reads the messages before is better
alone, but its scores added to those of the last but one row above raise the mean by .006 only, and it would have to
read every message anew wherever it stands.

{as_table(pd.read_csv(ENCODERS))}"""


def _errors(errors: pd.DataFrame) -> str:
    read = {entry["where"]: entry["note"] for entry in tomllib.loads(READ.read_text("utf-8"))["error"]}
    lines = [
        f"{number}. **{error.where}**, {error.wrong}; {error.why}. “{error.text}” {read.get(error.where, '')}".rstrip()
        for number, error in enumerate(errors.itertuples(), start=1)
    ]
    return "## The twenty worst errors\n\n" + "\n".join(lines) + "\n"
