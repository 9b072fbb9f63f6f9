"""A text as weighted n-grams: whole words and pairs of words, and runs of two to five characters inside a word.

Words carry the subject; runs of characters see through spelling, endings and half-masked words. Everything is
counted per *chunk* (a stretch without white space), because no run of characters crosses one: so what a chunk adds
to a score is known exactly, and chunks that come back cost once.

The weights are the usual ones (Spärck Jones 1972): one plus the logarithm of the count, times the inverse document
frequency, each of the two kinds scaled to length one. A test holds them equal to those of scikit-learn.

Left alone: numbers, emoji and punctuation are words like others. Wrong where a joke lies in a capital letter: texts are
folded to lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

WORD = re.compile(r"\w+(?:'\w+)?|[^\w\s]")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
SHORTEST, LONGEST = 2, 5


def fold(text: str) -> str:
    """Return ``text`` in the form that is counted: lower case, straight apostrophes."""
    return text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def sentences(text: str) -> list[str]:
    """Return the sentences of ``text``; none if it is a single one."""
    parts = [part for part in _SENTENCE_END.split(text) if part.strip()]
    return parts if len(parts) > 1 else []


def runs(chunk: str) -> Iterator[str]:
    """Yield the runs of characters of a folded ``chunk``, with one space at each end; a short chunk counts once."""
    padded = f" {chunk} "
    for length in range(SHORTEST, LONGEST + 1):
        yield from (padded[i : i + length] for i in range(max(1, len(padded) - length + 1)))
        if len(padded) <= length:
            return


def word_grams(words: Sequence[str]) -> Iterator[str]:
    """Yield words, then pairs of neighbouring words joined by a space."""
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


@dataclass(frozen=True)
class Weighted:
    """N-grams of many texts in coordinate form: ``value[i]`` of n-gram ``gram[i]`` in text ``row[i]``."""

    row: NDArray[np.int64]
    gram: NDArray[np.int64]
    value: NDArray[np.float64]


@dataclass(frozen=True)
class Vocabulary:
    """The n-grams that are known: words first, then runs of characters, each with its inverse document frequency.

    Parameters
    ----------
    words, characters : mapping of str to int
        N-gram to its number; ``characters`` are numbered after ``words``.
    rarity : ndarray of float64, shape (len(words) + len(characters),)
    """

    words: Mapping[str, int]
    characters: Mapping[str, int]
    rarity: NDArray[np.float64]

    def weigh(self, texts: Sequence[str]) -> Weighted:
        """Return the weighted n-grams of ``texts``; n-grams that are not known are left out."""
        cache: dict[str, tuple[list[int], list[str]]] = {}
        found = [self._numbers(text, cache) for text in texts]
        row = np.repeat(np.arange(len(texts)), [len(numbers) for numbers in found])
        gram = np.fromiter(chain.from_iterable(found), np.int64, len(row))
        keys, counts = np.unique(row * len(self.rarity) + gram, return_counts=True)
        row, gram = np.divmod(keys, len(self.rarity))
        value = (1 + np.log(counts)) * self.rarity[gram]
        block = 2 * row + (gram >= len(self.words))
        length = np.sqrt(np.bincount(block, value**2, 2 * len(texts)))
        return Weighted(row, gram, value / length[block])

    def _numbers(self, text: str, cache: dict[str, tuple[list[int], list[str]]]) -> list[int]:
        numbers: list[int] = []
        words: list[str] = []
        for chunk in fold(text).split():
            if chunk not in cache:
                cache[chunk] = (
                    [self.characters[run] for run in runs(chunk) if run in self.characters],
                    WORD.findall(chunk),
                )
            characters, own = cache[chunk]
            numbers += characters
            words += own
        numbers += [self.words[gram] for gram in word_grams(words) if gram in self.words]
        return numbers
