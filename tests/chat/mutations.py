"""Damaged exports: lines of a real shape, cut, doubled, moved, with foreign line ends, headers, marks and bytes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from analyser.errors import AnalyserError
from tests.chat.conversation import SAME_CONVERSATION
from tests.chat.reading import assert_lossless, read
from tests.chat.render import render
from tests.chat.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

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


def outcomes(seeds: range) -> list[str]:
    """Say of each damaged export that it was "read" or "refused", or else what went wrong with it."""
    return [
        f"{seed}: {outcome}" if ":" in outcome else outcome for seed in seeds for outcome in [_outcome(mutated(seed))]
    ]


def _outcome(raw: bytes) -> str:
    try:
        assert_lossless(read(raw))
    except AnalyserError as error:
        return "refused" if str(error).endswith(".") else f"half a sentence: {error}"
    except Exception as error:  # noqa: BLE001 -- whatever else is raised is what this looks for
        return f"{type(error).__name__}: {error}".partition("\n")[0]
    return "read"


def cut(raw: bytes, draw: random.Random) -> bytes:
    """Take up to 40 bytes out."""
    first, last = sorted(draw.randint(0, len(raw)) for _ in range(2))
    return raw[:first] + raw[min(last, first + 40) :]


def insert(raw: bytes, draw: random.Random) -> bytes:
    """Put something foreign in."""
    at = draw.randint(0, len(raw))
    return raw[:at] + draw.choice(FOREIGN) + raw[at:]


def flip(raw: bytes, draw: random.Random) -> bytes:
    """Change one byte."""
    at = draw.randint(0, len(raw))
    return raw[:at] + bytes([draw.randrange(256)]) + raw[at + 1 :]


def _double(raw: bytes, draw: random.Random) -> bytes:
    first, last = sorted(draw.randint(0, len(raw)) for _ in range(2))
    return raw[:last] + raw[first : first + 200] + raw[last:]


def _other_line_ends(raw: bytes, draw: random.Random) -> bytes:
    return raw.replace(b"\r\n", b"\n") if draw.random() < 0.5 else raw.replace(b"\n", b"\r\n")


def _another_file(raw: bytes, draw: random.Random) -> bytes:
    return raw + draw.choice(draw.choice(SEEDS))


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut, insert, insert, flip, _double, _other_line_ends, _another_file,
)  # fmt: skip
