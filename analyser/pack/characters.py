"""Characters on paper: what the shipped fonts draw, and what stands in for the rest.

A PDF that everyone can read (PDF/UA) must name every character it draws, and a printer cannot draw what no font holds.
So a character is either drawn as it is, or something visible stands in for it and the sheet lists it:

* control characters become the symbols made for them (U+0007 is shown as a small BEL);
* an override that could make words read backwards, a character that no shipped font draws, one that Unicode leaves
  unassigned or private, and an accent that no font can set on its letter become their number and name in white square
  brackets; these brackets themselves are written out so, so that nobody can imitate a substitution;
* invisible marks that change nothing for a reader (WhatsApp puts them around names and numbers) are left out.

Left alone: joiners and variation selectors, which emoji, Persian and the scripts of India need. Wrong at times: which
marks belong to which letter is taken from the order of the characters, which is right for text and for emoji, but shows
rare sequences apart that a better font might draw together.
"""

from __future__ import annotations

import logging
import unicodedata
from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOG = logging.getLogger(__name__)
FONTS = Path(__file__).with_name("fonts")
FIRST = ("Noto Sans", "Noto Emoji")  # figures and letters from the one, smileys from the other

INVISIBLE = frozenset("\u00ad\u061c\u200b\u200e\u200f\u202a\u202c\u2060\u2066\u2068\u2069")
MISLEADING = frozenset("\u202b\u202d\u202e\u2067\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb")
SELECTORS = frozenset("\ufe0e\ufe0f")
JOINERS = SELECTORS | frozenset("\u200c\u200d")
MODIFIERS = frozenset("\uff9e\uff9f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")  # skin tones, and two marks
MOST = 40
BRACKETS = "\u27e6\u27e7"
BLACK_FLAG, TAGS = "\U0001f3f4", range(0xE0020, 0xE0080)
UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})


@cache
def _fonts() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the family of each shipped font with the characters it draws."""
    made = []
    for path in sorted(FONTS.glob("*.[ot]tf")):
        with TTFont(path, lazy=True) as font:
            made.append((font["name"].getBestFamilyName(), frozenset(map(chr, font.getBestCmap()))))
    return tuple(made)


@cache
def coverage() -> Mapping[str, int]:
    """Return the characters that the shipped fonts draw, each with a bit for every font that does."""
    drawn: dict[str, int] = {}
    for bit, (_, characters) in enumerate(_fonts()):
        for character in characters:
            drawn[character] = drawn.get(character, 0) | 1 << bit
    return drawn


def families() -> tuple[str, ...]:
    """Return the families of the shipped fonts in the order in which they are tried."""
    return tuple(dict.fromkeys((*FIRST, *(family for family, _ in _fonts()))))


def printable(text: str, found: Counter[str]) -> str:
    """Return ``text`` as it can be printed, and count in ``found`` each character that could not be as it is."""
    pairs = list(_stand_ins(text))
    found.update(character for character, stand_in in pairs if character != stand_in)
    return "".join(_written(character, stand_in, len(list(run))) for (character, stand_in), run in groupby(pairs))


def listed(found: Counter[str]) -> tuple[str, ...]:
    """Return one line for each character in ``found``, by their numbers, at most `MOST`, and log all the numbers."""
    if found:
        LOG.info("characters not printed as they are: %s", ", ".join(map(_number, sorted(found))))
    lines = [f"{_name(each)}: {how_many} {_fate(each)}" for each, how_many in sorted(found.items())]
    more = [f"{len(lines) - MOST} more characters"] if len(lines) > MOST else []
    return (*lines[:MOST], *more)


def _stand_ins(text: str) -> Iterator[tuple[str, str]]:
    """Yield each character with what stands for it: itself, a symbol, or nothing."""
    fonts, joined, flag = 0, False, False  # the fonts that draw all of this letter with its marks so far
    for character, following in zip(text, (*text[1:], ""), strict=False):
        drawn = coverage().get(character, 0)
        flag = character == BLACK_FLAG or (flag and ord(character) in TAGS)
        if character in JOINERS:
            joined = bool(fonts & coverage().get(following, 0))
            yield character, character if joined or (fonts and character in SELECTORS) else ""
        elif character in INVISIBLE:
            yield character, ""
        elif character == "\n":
            yield character, character
            fonts = 0
        elif not drawn or _needs_words(character, flag=flag) or (_leans(character) and not fonts & drawn):
            yield character, _symbol(character)
            fonts = 0
        else:
            fonts = fonts & drawn if joined or _leans(character) else drawn
            yield character, character
        joined = joined and character in JOINERS


def _needs_words(character: str, *, flag: bool) -> bool:
    hidden = ord(character) in TAGS and not flag  # tags spell out a flag, or else hide words
    return hidden or character in MISLEADING or character in BRACKETS or unicodedata.category(character) in UNPRINTABLE


def _leans(character: str) -> bool:
    """Whether the character is drawn on the one before it."""
    return unicodedata.category(character)[0] == "M" or character in MODIFIERS or ord(character) in TAGS


def _symbol(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    return "\u2421" if character == "\x7f" else f"{BRACKETS[0]}{_name(character)}{BRACKETS[1]}"


def _written(character: str, stand_in: str, times: int) -> str:
    if times == 1 or character == stand_in or not stand_in.startswith(BRACKETS[0]):
        return stand_in * times
    return f"{stand_in[:-1]}, {times} times{BRACKETS[1]}"


def _fate(character: str) -> str:
    if character in INVISIBLE | JOINERS:
        return "left out (invisible)"
    return "shown as a symbol" if character < " " or character == "\x7f" else "shown in brackets"


def _number(character: str) -> str:
    return f"U+{ord(character):04X}"


def _name(character: str) -> str:
    name = unicodedata.name(character, "").lower()
    number = _number(character)
    return number if not name or number[2:].lower() in name else f"{number} {name}"
