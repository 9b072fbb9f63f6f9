"""Damaged, edited and pasted-together exports: read without loss, or refused in one sentence; and never slowly.

``CHAT_FUZZ_INPUTS`` says how many inputs (see `tests.chat.strategies`); a failure names its seed, and
``mutations.mutated(seed)`` makes that input again. ``CHAT_LARGEST_MIB`` raises the largest file of the time test: 64 on
demand.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from itertools import chain, pairwise
from multiprocessing import get_context

import pytest

from analyser.errors import AnalyserError
from tests.bench.cap import events
from tests.chat.mutations import cut, flip, insert, outcomes
from tests.chat.reading import assert_lossless, read
from tests.chat.render import render
from tests.chat.samples import FOLDER
from tests.chat.shapes import BY_ID
from tests.chat.strategies import INPUTS, USUAL

COUNT = round(INPUTS * 0.935)  # the rest: 0.045 properties, 0.02 zips
LARGEST_MIB = int(os.environ.get("CHAT_LARGEST_MIB", "16"))


def test_damaged_exports_are_read_without_loss_or_refused_in_words() -> None:
    first = 0 if INPUTS == USUAL else time.time_ns()
    chunks = [range(at, min(at + 500, first + COUNT)) for at in range(first, first + COUNT, 500)]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        counts = Counter(chain.from_iterable(pool.map(outcomes, chunks)))
    read_well, refused = counts.pop("read", 0), counts.pop("refused", 0)
    assert sorted(counts) == []
    assert read_well > 4 * refused


def test_damaged_zips_are_read_without_loss_or_refused_in_words() -> None:
    whole = (FOLDER / "same-conversation-ios-24h.zip").read_bytes()
    for seed in range(max(1, INPUTS // 50)):
        draw = random.Random(seed)  # noqa: S311 -- for variety, not secrecy
        raw = draw.choice((cut, insert, flip, flip))(whole, draw)
        try:
            assert_lossless(read(raw))
        except AnalyserError as error:
            assert str(error).endswith(".")


@pytest.mark.parametrize("shape", ["A1", "I1"])
def test_time_grows_with_the_size_of_the_file_and_no_faster(shape: str) -> None:
    block = render(events(10_000), BY_ID[shape]).raw
    sizes = [4]
    while sizes[-1] < LARGEST_MIB:
        sizes.append(sizes[-1] * 2)
    taken = [_seconds((block * (size * 2**20 // len(block) + 1))[: size * 2**20]) for size in sizes]
    for before, after in pairwise(taken):
        assert after < 3.2 * before + 0.5, f"seconds for {sizes} MiB: {[round(second, 2) for second in taken]}"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("[" * 50_000, id="brackets"),
        pytest.param("a: " * 50_000, id="colons"),
        pytest.param("13/02/2025, 08:00 - " + "x: " * 50_000, id="a header and colons"),
        pytest.param("1/" * 50_000, id="slashes"),
        pytest.param("\u200e" * 50_000, id="marks"),
        pytest.param("13/02/2025, 08:00 - Amy: \u200e" + "a <" * 50_000, id="half an attachment"),
        pytest.param("13/02/2025, 08:00 - " + "Amy added " * 20_000, id="a notice without end"),
        pytest.param(" " * 50_000, id="spaces"),
    ],
)
def test_one_very_long_line_is_not_slow(line: str) -> None:
    start = time.process_time()
    read("13/02/2025, 08:00 - Amy: hi\n" + (line + "\n") * 20)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("header", ["13 Jun 2025, 08:00 - ", "[08:00, 13/02/2025] ", "no header of a chat"])
@pytest.mark.parametrize("words", ["Wed, ", "13 Jun ", "Jun 13, ", "18:12, ", "de la ", "2018/06/13(", "12 h 11 a "])
def test_one_very_long_line_is_not_slow_in_the_rarer_layouts(header: str, words: str) -> None:
    start = time.process_time()
    with suppress(AnalyserError):
        read(f"{header}Amy: hi\n" + f"{words * 20_000}\n" * 10 + f"{words * 5}\n" * 10_000)
    assert time.process_time() - start < 5


def _seconds(raw: bytes) -> float:
    """Processor time, because other work on the machine must not fail this."""
    start = time.process_time()
    read(raw)
    return time.process_time() - start
