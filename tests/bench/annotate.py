"""Time the two readings of 40,000 different messages: ``python -m tests.bench.annotate``.

The messages are those of the corpus's chats, in order, then the same again with a full stop, so that none is read for
nothing. A real chat repeats itself, and is faster. Prints a table in Markdown; ``--output docs/speed.md`` puts it under
its heading there. Needs Linux or macOS, for the peak memory.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

import pandas as pd

import analyser
from analyser.annotation import first_reading, second_reading
from analyser.training.corpus import in_chats, load_corpus
from analyser.training.stages import as_messages
from tests.bench.report import put_section

MESSAGES = 40_000


def main() -> None:
    """Measure once and print, or write, the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--output", type=Path, help="a Markdown file whose section 'Annotating' is replaced")
    chosen = arguments.parse_args()
    began = time.perf_counter()
    nlp = analyser.build_pipeline(analyser.load_policy())
    nlp.get_pipe("passages").classifier.encoder.scores(["load it"])
    built = time.perf_counter() - began
    messages = different_messages()
    began = time.perf_counter()
    first = first_reading(messages, nlp)
    ruled = time.perf_counter() - began
    whole = second_reading(first, nlp)
    done = time.perf_counter() - began
    rows = [
        ("building the pipeline", f"{built:.1f} s", ""),
        ("first reading: all the rules", f"{ruled:.1f} s", "≤ 5 s"),
        ("both readings, the whole", f"{done:.0f} s", "≤ 90 s (30 s)"),
        ("messages marked", f"{whole['message_id'].nunique():,}", ""),
        ("peak memory", f"{peak_memory():,.0f} MB", "≤ 1,200 MB"),
    ]
    table = [f"| {len(messages):,} different messages | measured | goal |", "|---|---|---|"]
    put_section("Annotating", "\n".join([*table, *(f"| {' | '.join(row)} |" for row in rows)]), chosen.output)


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
