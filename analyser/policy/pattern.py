"""The notation of a pattern: words in order, that anyone can read.

::

    watch your back             these words, in this order
    (wait|watch) (till|until)   one of several, which may be longer and hold choices of their own
    you (are|) a                an empty choice: the word may be missing
    you <insult>                any word or phrase of the list called insult
    sick ... of                 up to four words between, within the sentence
    (mr|mrs) _                  one word, whatever it is

Capitals, apostrophes and hyphens do not matter. A pattern is read into a *sequence*: a tuple of single words, of GAP
and ANY, and of choices, each of which is a frozenset of sequences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GAP = "..."
ANY = "_"
GAP_WORDS = 4
Part: TypeAlias = "str | frozenset[Slots]"
Slots: TypeAlias = "tuple[Part, ...]"

_PART = re.compile(r"[()|]|\.\.\.|[^\s()|]+")
_WORD = re.compile(r"<[\w-]+>|[^\W_]+|_|[?!]|[\u2600-\u27bf\U0001f000-\U0001faff]")
_STRANGE = re.compile(r"[\[\]{}*+\\^$\u2026\b]|\.\.+|<(?![\w-]+>)")
_CHOICE, _GAP_STANDS = "but choices stand in round brackets", "but a gap is three full stops between two spaces"
_INSTEAD = {"[": _CHOICE, "]": _CHOICE, "\u2026": _GAP_STANDS, "..": _GAP_STANDS, "...": _GAP_STANDS}
_APOSTROPHE = re.compile(r"['\u2019]")


def plain_words(text: str) -> list[str]:
    """Return the words of ``text`` in small letters, without apostrophes and with hyphens as spaces."""
    return _WORD.findall(_APOSTROPHE.sub("", text.casefold()))


def parse(pattern: str, lists: Mapping[str, Sequence[str]]) -> Slots:
    """Return the sequence that ``pattern`` stands for.

    Parameters
    ----------
    pattern : str
        A phrase in the notation of this module.
    lists : mapping of str to sequence of str
        The word lists that ``<name>`` may refer to.

    Raises
    ------
    ValueError
        If a bracket has no partner, a list is unknown, a gap stands at an end, a sign has no meaning here, or the
        pattern could match without any word.
    """
    parts = _PART.findall(pattern)
    strange = next((found[0] for part in parts if part != GAP and (found := _STRANGE.search(part))), "")
    if strange:
        shown = "\\" if strange == "\b" else strange  # TOML reads a backslash before a b as one character
        raise ValueError(f"holds {shown}, {_INSTEAD.get(strange, 'which has no meaning in a pattern')}")
    choices = _choices(parts, lists)
    if parts:
        raise ValueError("closes a bracket that it did not open")
    slots = choices[0] if len(choices) == 1 else (frozenset(choices),)
    if GAP in (slots[0] if slots else "", slots[-1] if slots else ""):
        raise ValueError("begins or ends with a gap, which marks no words")
    if not anchors(slots):
        raise ValueError("can match without any word; write one that must be there")
    return slots


def words_in(slots: Slots) -> Iterator[str]:
    """Yield every word that stands anywhere in ``slots``."""
    for part in slots:
        if isinstance(part, frozenset):
            for choice in part:
                yield from words_in(choice)
        elif part not in {GAP, ANY}:
            yield part


def anchors(slots: Slots, common: frozenset[str] = frozenset()) -> list[frozenset[str]]:
    """Return sets of words; any text that ``slots`` matches holds a word of each. The most telling set comes first.

    A set is the more telling, the fewer words of ``common`` and the fewer words it holds.
    """
    sets = [found for part in slots if (found := _anchor_of(part, common))]
    return sorted(sets, key=lambda words: (len(words & common), len(words), sorted(words)))


def _anchor_of(part: Part, common: frozenset[str]) -> frozenset[str]:
    if isinstance(part, str):
        return frozenset() if part in {GAP, ANY} else frozenset({part})
    each = [anchors(choice, common) for choice in part]
    return frozenset[str]().union(*(found[0] for found in each)) if all(each) else frozenset()


def _choices(parts: list[str], lists: Mapping[str, Sequence[str]]) -> list[Slots]:
    """Take parts up to the bracket that closes, and return the sequences to choose from."""
    choices: list[Slots] = [()]
    while parts and parts[0] != ")":
        part = parts.pop(0)
        if part == "|":
            choices.append(())
        else:
            choices[-1] += _bracket(parts, lists) if part == "(" else _part(part, lists)
    return choices


def _bracket(parts: list[str], lists: Mapping[str, Sequence[str]]) -> Slots:
    inside = _choices(parts, lists)
    if not parts:
        raise ValueError("opens a bracket that it does not close")
    parts.pop(0)
    return (frozenset(inside),)


def _part(part: str, lists: Mapping[str, Sequence[str]]) -> Slots:
    if part == GAP:
        return (GAP,)
    slots: Slots = ()
    for word in plain_words(part):
        slots += _named(word[1:-1], lists) if word.startswith("<") else (word,)
    return slots


def _named(name: str, lists: Mapping[str, Sequence[str]]) -> Slots:
    if name not in lists:
        raise ValueError(f"names a word list that does not exist: <{name}>")
    return (frozenset(tuple(plain_words(entry)) for entry in lists[name]),)
