"""Damaged, edited and pasted-together exports: read without loss, or refused in one sentence; and never slowly.

Each input is a few lines of a real shape, changed at random: cut, doubled, moved, with foreign line ends, headers,
marks and bytes that are not UTF-8 put in. ``CHAT_FUZZ_INPUTS`` says how many (see `tests.chat.strategies`); the seed
of a failing input is in the name of the failure, and `mutated` makes that input again. ``CHAT_LARGEST_MIB`` raises the
largest file of the time test (64 on demand).
"""

from __future__ import annotations

import os
import random
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from analyser.errors import AnalyserError
from tests.bench.cap import events
from tests.chat.conversation import SAME_CONVERSATION
from tests.chat.reading import assert_lossless, read
from tests.chat.render import render
from tests.chat.samples import FOLDER
from tests.chat.shapes import BY_ID, SHAPES
from tests.chat.strategies import INPUTS, USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

WORKERS = 8  # eight tests, so that a failure shows in which eighth of the inputs it is
SHARE = 0.83
LARGEST_MIB = int(os.environ.get("CHAT_LARGEST_MIB", "16"))
FOREIGN = (
    b"\n", b"\r\n", b"\r", b"\n\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b": ", b" - ",
    b"[", b"] ", b"POLL:\n", b"<Media omitted>", b"PK\x03\x04", "\u200e".encode(), "\u202f".encode(), "\u2028".encode(),
    b"13/13/2023, 25:61 - Amy: hi\n", b"[31/02/2023, 18:12:09] Amy: hi\r\n", b"00/00/0000, 00:00 - Amy: hi\n",
    b"3/6/23, 6:12 PM - Ben: hi\n", b"[2/3/26, 9:05:01 AM] - Ben left\n", "٣/٦/٢٠٢٣".encode(),
)  # fmt: skip
SEEDS = [render(SAME_CONVERSATION, shape).pieces for shape in SHAPES]


def mutated(seed: int) -> bytes:
    """Make the damaged export number ``seed``."""
    draw = random.Random(seed)  # noqa: S311 -- for variety, not secrecy
    pieces = draw.choice(SEEDS)
    start = draw.randrange(len(pieces))
    raw = b"".join(pieces[start : start + draw.randint(1, 8)])
    for _ in range(draw.randint(1, 6)):
        raw = draw.choice(CHANGES)(raw, draw)
    return raw


def _cut(raw: bytes, draw: random.Random) -> bytes:
    first, last = sorted(draw.randint(0, len(raw)) for _ in range(2))
    return raw[:first] + raw[min(last, first + 40) :]


def _double(raw: bytes, draw: random.Random) -> bytes:
    first, last = sorted(draw.randint(0, len(raw)) for _ in range(2))
    return raw[:last] + raw[first : first + 200] + raw[last:]


def _insert(raw: bytes, draw: random.Random) -> bytes:
    at = draw.randint(0, len(raw))
    return raw[:at] + draw.choice(FOREIGN) + raw[at:]


def _flip(raw: bytes, draw: random.Random) -> bytes:
    at = draw.randint(0, len(raw))
    return raw[:at] + bytes([draw.randrange(256)]) + raw[at + 1 :]


def _other_line_ends(raw: bytes, draw: random.Random) -> bytes:
    return raw.replace(b"\r\n", b"\n") if draw.random() < 0.5 else raw.replace(b"\n", b"\r\n")


def _another_file(raw: bytes, draw: random.Random) -> bytes:
    return raw + draw.choice(draw.choice(SEEDS))


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _double, _insert, _insert, _flip, _other_line_ends, _another_file,
)  # fmt: skip


@pytest.mark.parametrize("worker", range(WORKERS))
def test_a_damaged_export_is_read_without_loss_or_refused_in_words(worker: int) -> None:
    first = 0 if INPUTS == USUAL else time.time_ns()
    refused = 0
    for seed in range(first + worker, first + round(INPUTS * SHARE), WORKERS):
        try:
            chat = read(mutated(seed))
        except AnalyserError as error:
            assert str(error).endswith(".")
            refused += 1
            continue
        except Exception as error:
            raise AssertionError(f"seed {seed}: {type(error).__name__}") from error
        assert_lossless(chat)
    assert refused < INPUTS * SHARE / WORKERS / 2, "most damaged exports should still be read"


def test_a_damaged_zip_is_read_without_loss_or_refused_in_words() -> None:
    whole = (FOLDER / "same-conversation-ios-24h.zip").read_bytes()
    for seed in range(max(1, INPUTS // 50)):
        draw = random.Random(seed)  # noqa: S311 -- for variety, not secrecy
        raw = draw.choice((_cut, _insert, _flip, _flip))(whole, draw)
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
        "[" * 50_000,
        "a: " * 50_000,
        "13/02/2025, 08:00 - " + "x: " * 50_000,
        "1/" * 50_000,
        "\u200e" * 50_000,
        " " * 50_000,
    ],
    ids=["brackets", "colons", "a header and colons", "slashes", "marks", "spaces"],
)
def test_one_very_long_line_is_not_slow(line: str) -> None:
    start = time.perf_counter()
    read("13/02/2025, 08:00 - Amy: hi\n" + (line + "\n") * 20)
    assert time.perf_counter() - start < 5


def _seconds(raw: bytes) -> float:
    start = time.perf_counter()
    read(raw)
    return time.perf_counter() - start
