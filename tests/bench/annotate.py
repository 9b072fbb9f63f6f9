"""Time the two readings of 40,000 messages: ``python -m tests.bench.annotate``.

Twice: a calm chat that repeats itself, as `cap` makes it, and the worst that there could be: the corpus's chats, more
than a third of which is marked, then the same again with a full stop, so that no message is read for nothing. Prints a
table in Markdown; ``--output docs/speed.md`` puts it under its heading there. Needs Linux or macOS for the peak memory.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd

import analyser
from analyser.annotation import first_reading, second_reading
from analyser.training.corpus import in_chats, load_corpus
from analyser.training.stages import as_messages
from tests.bench import cap
from tests.bench.report import put_section

NOTE = """
In a heated chat the encoder reads four messages of five, and every marked message is read again without the words
shown, two or three times. The reader begins after the first reading."""
MESSAGES = 40_000


def main() -> None:
    """Measure once and print, or write, the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--output", type=Path, help="a Markdown file whose section 'Annotating' is replaced")
    chosen = arguments.parse_args()
    began = time.perf_counter()
    nlp = analyser.build_pipeline(analyser.load_policy())
    nlp.get_pipe("passages").classifier.encoder.read(["load it"])
    built = time.perf_counter() - began
    rows = [("building the pipeline", f"{built:.1f} s", f"{built:.1f} s", "")]
    calm, heated = (timed(messages, nlp) for messages in (calm_messages(), different_messages()))
    rows += [(what, one, other, goal) for (what, one, goal), (_, other, _) in zip(calm, heated, strict=True)]
    rows.append(("peak memory of both", "", f"{peak_memory():,.0f} MB", "≤ 1,200 MB"))
    table = ["| | a calm chat | heated, no message twice | goal |", "|---|---|---|---|"]
    put_section("Annotating", "\n".join([*table, *(f"| {' | '.join(row)} |" for row in rows), NOTE]), chosen.output)


def timed(messages: pd.DataFrame, nlp: Any) -> list[tuple[str, str, str]]:
    """Return what was measured on one chat: name, figure, goal."""
    began = time.perf_counter()
    first = first_reading(messages, nlp)
    ruled = time.perf_counter() - began
    whole = second_reading(first)
    done = time.perf_counter() - began
    return [
        ("messages", f"{len(messages):,}", ""),
        ("of these different", f"{messages['text'].nunique():,}", ""),
        ("of these marked", f"{whole['message_id'].nunique():,}", ""),
        ("first reading: all the rules", f"{ruled:.1f} s", "≤ 5 s"),
        ("both readings, the whole", f"{done:.0f} s", "≤ 90 s (30 s)"),
    ]


def calm_messages() -> pd.DataFrame:
    """Return the messages of the longest chat that `cap` makes."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "cap.txt"
        cap.main([str(export)])
        return analyser.read_export(export).messages


def different_messages() -> pd.DataFrame:
    """Return MESSAGES rows of the corpus's chats as a table of messages, no text twice."""
    corpus = load_corpus()
    chats = corpus[in_chats(corpus)].drop_duplicates("text")
    both = pd.concat([chats, chats.assign(text=chats["text"] + ".")]).drop_duplicates("text")
    return as_messages(both.head(MESSAGES))


def peak_memory() -> float:
    """Return the peak memory of this process in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
