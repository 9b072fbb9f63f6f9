"""Cut a message into words as the rules know them, each with the exact characters it stands for.

The message itself is never changed. Each word is *read* in a plain form, only for matching, and remembers where it
stands in the text, so that what is quoted is always the text's own characters. What is done, and when it may be wrong:

- Capitals, accents, apostrophes and invisible characters are dropped; a hyphen parts two words. So *we're* reads as
  *were* and *I'll* as *ill*: people leave out apostrophes, and a phrase needs more than one word anyway. *Head's* reads
  as *heads* if a rule knows that, else as *head*.
- Letters look alike: *sh1t*, *@rse*. Only if the result is a word of a list marked as ``masked``.
- Letters are hidden: *f..k*, *b.....ds*, with stars for the dots. The first letter must be there; of several words
  that fit, the first in the lists is taken, so the rule is right more often than the exact word.
- Letters are spaced: *f u c k*, *f.u.c.k*. As above; a spaced word that no list knows (*P E*) is left alone.
- Letters are stretched: *pleeease*, *shiiit*. If one or two of the letter make a word that a rule knows.

Words that no rule knows are read as ``UNKNOWN``, so nothing that people write is kept in spaCy's store of strings.
The end of a sentence is a word of its own (``.``, ``!`` or ``?``); commas, dots in a row and quotation marks are not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNKNOWN = "·"
ENDS = (".", "!", "?")

_INVISIBLE = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_MARK = "\u0300-\u036f"
_HIDING = "*#@$!%+€£"
_INNER = rf"['\u2019\u02bc`\u00b4{_INVISIBLE}{_MARK}{_HIDING}]"  # one class: choices that overlap would never end
_TOKEN = re.compile(
    rf"""(?P<word>(?:(?<![*@$])[*@$]+)?[^\W_]+(?:{_INNER}+[^\W_]+)*[{_INVISIBLE}{_MARK}]*[*\#]*)
    |(?P<end>(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)(?<!\bst)(?:[.!?]+(?=[\s"'\u201d\u2019)*_]|$)|[!?]+)|\n+)
    |(?P<sign>[\u2600-\u27bf\U0001f000-\U0001f3fa\U0001f400-\U0001faff])""",
    re.VERBOSE | re.IGNORECASE,
)
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*·]{1,2}[^\W_]){2,}(?![^\W_])")
_STRETCHED = re.compile(r"(.)\1\1")
_DROPPED = re.compile(rf"['\u2019\u02bc`\u00b4{_INVISIBLE}{_MARK}]")
_POSSESSIVE = re.compile(r"['\u2019]s$", re.IGNORECASE)
_HIDDEN = re.compile(rf"[{re.escape(_HIDING)}]+")
_LOOKALIKES = str.maketrans(
    "01345789@$!+€£аесорхукіѕυοαν",
    "oieasTbgasiTeLaecopxykisuoav".lower(),
)


class Word(NamedTuple):
    """One word as it is read, and the characters of the text that it stands for."""

    read: str
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """The words that rules know; ``masked`` ones, longest first, are also known with letters hidden."""

    known: frozenset[str]
    masked: tuple[str, ...]


def read_words(text: str, lexicon: Lexicon) -> list[Word]:
    """Return the words of ``text`` in order.

    Parameters
    ----------
    text : str
        A message exactly as exported.
    lexicon : Lexicon
        The words worth telling apart.

    Returns
    -------
    list of Word
        ``start`` and ``end`` are characters of ``text``, half-open; words never overlap.
    """
    known, stretched = lexicon.known, _STRETCHED.search(text) is not None
    words: list[Word] = []
    for found in _TOKEN.finditer(text):
        plain = found.group().lower()
        if plain in known or (plain.isascii() and plain.isalpha() and not stretched):
            words.append(Word(plain, *found.span()))
        else:
            words.extend(_read_oddly(found, lexicon))
    spaced = list(_spaced_words(text, lexicon))
    if spaced:
        apart = [word for word in words if not any(word.start < s.end and word.end > s.start for s in spaced)]
        words = sorted([*apart, *spaced], key=lambda word: word.start)
    return words


class WordReader:
    """A spaCy tokeniser that reads words by a lexicon; ``doc.user_data["words"]`` keeps where each one stands."""

    def __init__(self, vocab: Any, lexicon: Lexicon) -> None:
        self.vocab, self.lexicon = vocab, lexicon

    def __call__(self, text: str) -> Doc:
        """Return a Doc whose tokens are the words as read."""
        words = read_words(text, self.lexicon)
        known = self.lexicon.known
        doc = Doc(self.vocab, words=[word[0] if word[0] in known else UNKNOWN for word in words])
        doc.user_data["text"], doc.user_data["words"] = text, words
        return doc


def _read_oddly(found: re.Match[str], lexicon: Lexicon) -> Iterator[Word]:
    """Yield the words of a match that is not a plain known word: a sentence's end, a sign, or letters to be read."""
    text, start = found.group(), found.start()
    if found.lastgroup == "end":
        yield Word("?" if "?" in text else "!" if "!" in text else ".", start, found.end())
    elif found.lastgroup == "sign":
        yield Word(text, start, found.end())
    elif whole := _known_as(_plain(text), lexicon) or _known_as(_plain(_POSSESSIVE.sub("", text)), lexicon):
        yield Word(whole, start, found.end())
    else:
        for part in re.finditer(rf"[^{re.escape(_HIDING)}]+", text):
            yield Word(_part_read(_plain(part.group()), lexicon), start + part.start(), start + part.end())


def _part_read(plain: str, lexicon: Lexicon) -> str:
    return plain if plain in lexicon.known else _unstretched(plain, lexicon.known) or plain


def _plain(text: str) -> str:
    """Return letters in their plain form, without any space: one sign may stand for several words (``\ufdfa``)."""
    bare = _DROPPED.sub("", text)
    if bare.isascii():
        return bare.lower()
    return _DROPPED.sub("", "".join(unicodedata.normalize("NFKD", bare).casefold().split()))


def _known_as(plain: str, lexicon: Lexicon) -> str | None:
    if plain in lexicon.known:
        return plain
    bare = plain.strip("*") if plain.startswith("*") else plain
    if bare.isalpha():
        return _unstretched(bare, lexicon.known) or (_lookalike(bare, lexicon) if not bare.isascii() else None)
    return _lookalike(bare, lexicon) or _unhidden(plain, lexicon)


def _lookalike(plain: str, lexicon: Lexicon) -> str | None:
    letters = plain.translate(_LOOKALIKES)
    return letters if letters in lexicon.masked and any(map(str.isalpha, plain)) else None


def _unhidden(plain: str, lexicon: Lexicon) -> str | None:
    """Return the first masked word that fits the letters left standing, as ``f**k`` or ``sh*te``."""
    if not _HIDDEN.search(plain) or not plain[0].isalpha() or len(plain) < 3:
        return None
    visible = sum(letter.isalpha() for letter in plain)
    stars = len(plain) - visible
    if visible < 2 and stars < 2:
        return None
    parts = [re.escape(part) for part in _HIDDEN.split(plain)]
    runs = [len(run) for run in _HIDDEN.findall(plain)]
    shape = parts[0] + "".join(f"[a-z]{{{n},{n + 1}}}{part}" for n, part in zip(runs, parts[1:], strict=True))
    exact, loose = re.compile(re.sub(r",\d+", "", shape)), re.compile(shape)
    fits = (word for form in (exact, loose) for word in lexicon.masked if form.fullmatch(word))
    return next(fits, None)


def _unstretched(plain: str, known: frozenset[str]) -> str | None:
    if not _STRETCHED.search(plain):
        return None
    pieces = [
        (run.group()[0] * 2, run.group()[0]) if len(run.group()) > 1 else (run.group(),)
        for run in re.finditer(r"(.)\1*", plain)
    ]
    return next((word for letters in _few(pieces) if (word := "".join(letters)) in known), None)


def _few(pieces: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    return iter(product(*pieces)) if sum(len(piece) > 1 for piece in pieces) <= 5 else iter(())


def _spaced_words(text: str, lexicon: Lexicon) -> Iterator[Word]:
    for run in _SPACED.finditer(text):
        places = [n for n in range(run.start(), run.end()) if text[n].isalnum()]
        letters = "".join(text[n] for n in places).lower().translate(_LOOKALIKES)
        found = next((word for word in lexicon.masked if len(word) > 3 and 0 <= letters.find(word) <= 2), None)
        if found:
            first = letters.find(found)
            yield Word(found, places[first], places[first + len(found) - 1] + 1)
