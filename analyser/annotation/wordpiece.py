"""Cut messages into the pieces of words that the encoder knows.

Greedy, longest piece first, as the encoder was first taught (Wu et al. 2016; Devlin et al. 2019): lower case, without
accents, punctuation by itself. Two things are ours: an emoji is a piece like a word, without its skin tone and
variation marks, and each piece knows which characters of the message it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAD, UNKNOWN, START, STOP = range(4)  # the first four pieces of every vocabulary
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
LONGEST_WORD = 60  # characters; a longer one is unknown as a whole

_WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
_SKIN = range(0x1F3FB, 0x1F400)
_TYPED = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u2026", "''\"\"--.")  # as a plain keyboard has them


@dataclass
class WordPieces:
    """A vocabulary of pieces, in the order of their numbers; ``##`` begins a piece within a word.

    Parameters
    ----------
    pieces : sequence of str
        Begins with SPECIAL.
    """

    pieces: Sequence[str]
    _number: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._number = {piece: number for number, piece in enumerate(self.pieces)}

    def cut(self, text: str, known: dict[str, list[int]] | None = None) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the numbers of the pieces of ``text``, and for each the half-open characters of its word.

        ``known`` keeps the pieces of the words met so far, for as long as the caller keeps it: no word outlives a chat.
        """
        numbers: list[int] = []
        places: list[tuple[int, int]] = []
        for word in _WORDS.finditer(text.translate(_TYPED)):
            found = self._pieces_of(word.group(), {} if known is None else known)
            numbers += found
            places += [word.span()] * len(found)
        return numbers, places

    def _pieces_of(self, word: str, known: dict[str, list[int]]) -> list[int]:
        if word not in known:
            known[word] = self._greedy(plain(word))
        return known[word]

    def _greedy(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [UNKNOWN]
        found, start = [], 0
        while start < len(word):
            ends = range(len(word), start, -1)
            number = next((n for end in ends if (n := self._number.get("##" * (start > 0) + word[start:end]))), None)
            if number is None:
                return [UNKNOWN]
            found.append(number)
            start += len(self.pieces[number]) - 2 * (start > 0)
        return found


def plain(word: str) -> str:
    """Return ``word`` in lower case, without accents, joiners, variation marks and skin tones."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in apart if unicodedata.category(c) not in {"Mn", "Me", "Cf"} and ord(c) not in _SKIN)


def words_of(texts: Iterable[str]) -> set[str]:
    """Return every word of ``texts`` in its plain form."""
    return {plain(word) for text in texts for word in _WORDS.findall(text.translate(_TYPED))}
