"""Where names, phone numbers and e-mail addresses stand in a text, so that `analyser.pack.mask` can take them out.

What is found: every sender, as saved on the exporting phone; the same name in a text, in any case; a mention; each
single word of a name of several words, as ``[name]``, because a first name alone may be anybody's; phone numbers and
e-mail addresses. A word that is a name and an ordinary word ("Will", "Grace") or has two letters ("Jo") is masked only
where it has a capital. Words for a role ("mum", "Mrs") are never masked by themselves.

What is left alone, and said on the sheet: a name inside a longer word or a web address, a nickname, a misspelling, and
people who never wrote in the group, such as children and staff. When it is wrong it masks too much: "Will you come?"
becomes "[name] you come?" if a Will writes in the group. A person reads the sheet before it leaves the building.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NAME, PHONE, EMAIL = "[name]", "[phone number]", "[e-mail address]"

# A word ends at a space, at punctuation and at an emoji; an accent, a vowel sign or an invisible mark never ends it.
ENDS = "\\s!-/:-@\\[-`{-~\u00a1-\u00ac\u00ae-\u00bf\u2010-\u2027\u2030-\u205e\u2070-\u2bff\u3000-\u303f\ufe00-\ufe0f"
WORD = re.compile(f"[^{ENDS}\U0001f000-\U0001fbff]+")
MENTION = re.compile("@\u2068([^\u2069\n]{1,100})\u2069")
DATE = r"\d{1,2}[.-]\d{1,2}[.-]\d{2,4}\b"
DIGITS = re.compile(rf"(?<!\w)(?!{DATE})(?:[+@]\(?\d|\(?0)(?:[\s().\u2011-]{{0,2}}\d){{8,14}}(?!\w)")
ADDRESS = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}\.[^\s@<>().,;:!?]{2,}")

NEVER_A_NAME = """
    mum mums mummy mam mama mom mommy dad dads daddy papa nan nans nana nanny gran granny grandma grandad grandpa
    auntie aunty aunt uncle mother father parent parents carer guardian family mr mrs miss ms dr sir year yr class
    reception nursery primary school pta rep teacher head work home mobile mob new old tel the and of for from
    group admin chat you
"""
ALSO_A_WORD = """
    amber angel april art ash august autumn banks bell bill bird bishop black brook brown carol chance charity
    church cook cross crystal daisy dale dawn day dean drew duke earl eve faith field fields ford forest fox frank
    gene gill grace grant green grey guy hall harmony heath heather hill hills holly hope hunter iris ivy jade
    jasmine jewel joy june justice king knight lamb lane lily little long love mark marsh max may melody mercy
    mill moss nick noble norm olive page pat patience pearl penny peg poppy pope price prince queen ray reed rich
    river rob robin rod rose rowan ruby rusty sage sandy scarlet sky small snow star stone storm sue summer sunny
    victor violet virtue walker ward wards waters wells west white will winter wolf wood woods young
"""
ROLES = frozenset(NEVER_A_NAME.split())
ORDINARY = frozenset(ALSO_A_WORD.split())


class Found(NamedTuple):
    """A passage to mask: half-open characters of the text, whose name it is, or the mark that stands for it."""

    start: int
    end: int
    name: str | None
    mark: str = NAME


@dataclass(frozen=True)
class Names:
    """The names to look for; `known_names` makes it.

    Parameters
    ----------
    whole : mapping of tuple of str to str
        Whole names, as their words in `_plain` form, each with the name as the chat has it.
    words : frozenset of str
        Single words of names, in `_plain` form.
    phones : mapping of str to str
        The last nine digits of each sender that is a number.
    unspaced : Pattern or None
        Finds names in scripts that write without spaces or capitals.
    """

    whole: Mapping[tuple[str, ...], str]
    words: frozenset[str]
    phones: Mapping[str, str]
    unspaced: re.Pattern[str] | None


def known_names(senders: Iterable[str]) -> Names:
    """Return what to look for when ``senders`` are masked."""
    whole: dict[tuple[str, ...], str] = {}
    phones: dict[str, str] = {}
    words: set[str] = set()
    unspaced: list[str] = []
    for sender in dict.fromkeys(senders):
        parts = _parts(sender)
        if DIGITS.search(sender):
            phones[_last_nine(sender)] = sender
        if len(parts) > 1 or not ROLES.issuperset(parts):
            whole.setdefault(parts, sender)
        words.update(part for part in parts if part not in ROLES and not any(map(str.isdigit, part)))
        unspaced += [
            word
            for word in WORD.findall(sender)
            if len(word) > 1 and word.upper() == word.lower() and not word.isdigit()
        ]
    pattern = "|".join(map(re.escape, sorted(unspaced, key=len, reverse=True)))
    return Names(whole, frozenset(words), phones, re.compile(pattern) if pattern else None)


def find(text: str, names: Names) -> list[Found]:
    """Return the passages of ``text`` to mask, in order, none overlapping another."""
    taken = bytearray(len(text))
    kept: list[Found] = []
    surest_first = (*_addresses(text), *_mentions(text, names), *_numbers(text, names), *_words(text, names))
    for found in surest_first:
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
            kept.append(found)
    return sorted(kept)


def masked(text: str, found: Iterable[Found], labels: Mapping[str, str]) -> str:
    """Return ``text`` with each passage of ``found`` replaced: a name by its label, anything else by its mark."""
    pieces, at = [], 0
    for passage in found:
        label = labels.get(passage.name or "")
        pieces += [text[at : passage.start], f"[{label}]" if label else passage.mark]
        at = passage.end
    return "".join([*pieces, text[at:]])


def _addresses(text: str) -> Iterator[Found]:
    return (Found(*match.span(), None, EMAIL) for match in ADDRESS.finditer(text))


def _mentions(text: str, names: Names) -> Iterator[Found]:
    for match in MENTION.finditer(text):
        yield Found(
            match.start(), match.end(), names.whole.get(_parts(match[1])) or names.phones.get(_last_nine(match[1]))
        )


def _numbers(text: str, names: Names) -> Iterator[Found]:
    return (Found(*match.span(), names.phones.get(_last_nine(match[0])), PHONE) for match in DIGITS.finditer(text))


def _words(text: str, names: Names) -> Iterator[Found]:
    words = [word for word in WORD.finditer(text) if _plain(word[0])]
    plain = [_plain(word[0]) for word in words]
    longest = max(map(len, names.whole), default=0)
    for first in range(len(words)):
        for last in range(min(first + longest, len(words)), first, -1):
            name = names.whole.get(tuple(plain[first:last]))
            run = words[first:last]
            near = all(after.start() - before.end() <= 3 for before, after in pairwise(run))
            if name and near and (len(run) > 1 or _counts(run[0][0], plain[first])):
                yield Found(run[0].start(), run[-1].end(), name)
                break
    yield from (
        Found(*word.span(), None)
        for word, part in zip(words, plain, strict=True)
        if part in names.words and _counts(word[0], part)
    )
    if names.unspaced:
        yield from (Found(*match.span(), None) for match in names.unspaced.finditer(text))


def _counts(word: str, plain: str) -> bool:
    """Whether a single word may be taken for the name that it equals."""
    first = next(filter(str.isalpha, word), "")
    capital = not first.islower()  # scripts without capitals count as having one
    return len(plain) > 1 and (capital or (len(plain) > 2 and plain not in ORDINARY))


def _parts(name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_plain, WORD.findall(name))))


def _plain(word: str) -> str:
    """Return ``word`` without case, accents, style and invisible marks, so that 'ZOE' is found for 'Zoë'."""
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(each for each in apart if not "\u0300" <= each <= "\u036f" and unicodedata.category(each) != "Cf")


def _last_nine(text: str) -> str:
    return "".join(re.findall(r"\d", text))[-9:]
