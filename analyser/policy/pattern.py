"""The notation of a pattern: words in order, that anyone can read.

::

    watch your back             these words, in this order
    (wait|watch) (till|until)   one of several
    you (are|) a                an empty choice: the word may be missing
    you <insult>                any word or phrase of the list called insult
    sick ... of                 up to four words between, within the sentence
    (mr|mrs) _                  one word, whatever it is

Capitals, apostrophes and hyphens do not matter. A pattern is turned into sequences of *slots*; a slot is the set of
words that may stand there, or GAP, or ANY. Choices of several words make several sequences.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GAP = "..."
ANY = "_"
Slot = frozenset[str] | str
Slots = tuple[Slot, ...]

_ELEMENT = re.compile(r"\(([^()]*)\)|(\.\.\.)|([^\s()]+)")
_WORD = re.compile(r"<[\w-]+>|[^\W_]+|_|[?!]|[\u2600-\u27bf\U0001f000-\U0001faff]")
_APOSTROPHE = re.compile(r"['\u2019]")
MOST_SEQUENCES = 3000


def plain_words(text: str) -> list[str]:
    """Return the words of ``text`` in small letters, without apostrophes and with hyphens as spaces."""
    return _WORD.findall(_APOSTROPHE.sub("", text.casefold()))


def sequences(pattern: str, lists: Mapping[str, Sequence[str]]) -> tuple[Slots, ...]:
    """Return every sequence of slots that ``pattern`` stands for.

    Parameters
    ----------
    pattern : str
        A phrase in the notation of this module.
    lists : mapping of str to sequence of str
        The word lists that ``<name>`` may refer to.

    Raises
    ------
    ValueError
        If the notation is broken, a list is unknown, or there are more than ``MOST_SEQUENCES``.
    """
    left_over = _ELEMENT.sub("", pattern).strip()
    if left_over:
        raise ValueError(f"has a bracket without its partner: {left_over}")
    choices = [_choices(match, lists) for match in _ELEMENT.finditer(pattern)]
    found = [tuple(slot for part in parts for slot in part) for parts in product(*choices)]
    if len(found) > MOST_SEQUENCES:
        raise ValueError(f"stands for {len(found)} phrases; at most {MOST_SEQUENCES} are allowed")
    if not found or any(not _has_word(slots) for slots in found):
        raise ValueError("can match without any word")
    return tuple(dict.fromkeys(found))


def _choices(match: re.Match[str], lists: Mapping[str, Sequence[str]]) -> list[Slots]:
    bracket, gap, word = match.groups()
    if gap:
        return [(GAP,)]
    alternatives = [option for part in (bracket or word or "").split("|") for option in _option(part, lists)]
    singles = frozenset(option[0] for option in alternatives if len(option) == 1 and option[0] != ANY)
    longer = [tuple(_slot(word) for word in option) for option in alternatives if len(option) != 1 or option[0] == ANY]
    return ([(singles,)] if singles else []) + list(dict.fromkeys(longer))


def _option(part: str, lists: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    words = plain_words(part)
    unknown = [word for word in words if word.startswith("<") and word[1:-1] not in lists]
    if unknown:
        raise ValueError(f"names a word list that does not exist: {unknown[0]}")
    parts = [[plain_words(entry) for entry in lists[w[1:-1]]] if w.startswith("<") else [[w]] for w in words]
    return [tuple(word for entry in entries for word in entry) for entries in product(*parts)]


def _slot(word: str) -> Slot:
    return ANY if word == ANY else frozenset({word})


def _has_word(slots: Slots) -> bool:
    return any(isinstance(slot, frozenset) for slot in slots)
