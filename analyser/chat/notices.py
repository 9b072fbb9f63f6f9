"""Recognise what WhatsApp says itself, so that it is never credited to a person.

On Android a notice has no sender, and so no colon after one; but some notices hold a colon of their own (a subject, a
group's name, a contact called “Ben: Y6 dad”). Such a line is a notice when the whole of it is a known wording *and*
the wording's own words stand before the colon: nobody is called ``Amy changed the subject from "Y6" to "Y6``. In a
language that is not known, the quotation that such a “name” opens and the words after it close says the same.

On an iPhone a notice looks like a message: the group's name, the actor or the person acted upon stands as the sender,
and the body begins with U+200E. Media begin with it too, and are taken out first. What is left and unknown is still a
notice when its shape says so: it begins with somebody's name or with “You”, or its sender never wrote plain words
(the group itself), or nobody has written yet; a wording that people might well write, such as “A left”, counts only
when it names somebody known. Anything else stays a message of that sender, whose words must not be hidden by a pasted
mark; it is listed. Where a whole file has lost its marks (an editor or a web page took them), a
known wording is a notice if nobody would type it, or if it is about its own sender.

A notice in a wording that is not known is listed as well. A wording is data: see ``notices.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from analyser.chat.grammar import MARKS, SPACES

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

OF_GROUPS = frozenset(
    {"created", "added", "removed", "left", "joined", "membership", "details", "admins", "community"}
)  # families that only a group has
_TYPED = {
    "added",
    "removed",
    "left",
    "number",
    "contact",
    "created",
    "calls",
    "admins",
    "pins",
    "other",
}  # families that people might well write
_LONGEST = 1_000  # characters; no notice is longer, and a pattern with three slots must not meet a line of megabytes
_QUOTES = dict.fromkeys("\u201c\u201d\u201e\xab\xbb", '"') | dict.fromkeys("\u2018\u2019", "'")
_PLAIN = str.maketrans(_QUOTES | dict.fromkeys(SPACES, " "))
_NOT_MARKS = re.compile(f"[{MARKS}]+")


@dataclass(frozen=True)
class Notice:
    """A known notice: its family, who acted (or is spoken of), and who was acted upon; empty where nobody is named."""

    family: str
    actor: str = ""
    other: str = ""

    @property
    def people(self) -> set[str]:
        """Everybody who may be named: “A and B” may be two people, or one contact."""
        return {self.actor, self.other, *each_of(self.actor), *each_of(self.other)} - {""}

    @property
    def is_typed_by_nobody(self) -> bool:
        """Say whether its wording is one that a person would hardly write."""
        return self.family not in _TYPED


def each_of(people: str) -> list[str]:
    """Return the names in a list as notices write it: “A, B and C”."""
    return [name.lstrip(" ~") for name in re.split(r", | and ", people)]


@dataclass(frozen=True)
class _Wording:
    family: str
    key: str  # its longest run of fixed words
    whole: re.Pattern[str]


def read_notice(line: str) -> Notice | None:
    """Return the notice that a whole line is, or None if its wording is not known.

    Parameters
    ----------
    line : str
        One line without its header; direction marks, curly quotes and odd spaces do not count.
    """
    if len(line) > _LONGEST:
        return None
    plain = plain_words(line)
    for wording in _wordings():
        if wording.key in plain:
            match = wording.whole.fullmatch(plain)
            if match:
                return Notice(wording.family, **{k: v for k, v in match.groupdict().items() if v})
    return None


def holds_wording(head: str) -> bool:
    """Say whether the fixed words of some notice stand in ``head``, before a colon, where a sender is looked for."""
    plain = plain_words(head) + ": " if len(head) <= _LONGEST else ""
    return _any_key().search(plain) is not None


def maybe_notice(bodies: pd.Series) -> NDArray[np.bool_]:
    """Say for each body whether the fixed words of some notice stand in it."""
    keys = _any_key().pattern.replace("'", ".").replace('"', ".")
    return np.asarray(bodies.str.contains(keys, regex=True), dtype=bool)


def opens_quotation(head: str) -> bool:
    """Say whether a quotation is open at the end of ``head``."""
    return head.translate(_PLAIN).count('"') % 2 == 1


def plain_words(line: str) -> str:
    """Return a copy without marks, with plain quotes and spaces, and without a leading ``~`` or the final full stop.

    Names are compared in this form, because a notice is read in it.
    """
    return _NOT_MARKS.sub("", line).translate(_PLAIN).strip(" ~\r\n").removesuffix(".")


@cache
def facts() -> list[dict[str, Any]]:
    """Return the rows of ``notices.toml``."""
    return list(tomllib.loads(files("analyser.chat").joinpath("notices.toml").read_text("utf-8"))["notice"])


@cache
def _wordings() -> tuple[_Wording, ...]:
    """Return all wordings, the longest first: ``A added B`` fits much that has a wording of its own."""
    rows = [(row["family"], wording) for row in facts() for wording in row["wordings"]]
    return tuple(_compiled(*row) for row in sorted(rows, key=lambda row: len(row[1]), reverse=True))


@cache
def _any_key() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key) for key in sorted({wording.key for wording in _wordings()})))


def _compiled(family: str, wording: str) -> _Wording:
    fixed = re.split(r"\[[^]]*\]|\b[ABX]\b", wording)
    tokens = re.split(r"(\[|\]|\||\b[ABX]\b)", wording)
    slots = {"A": "(?P<actor>.+?)", "B": "(?P<other>.+)", "X": ".+", "[": "(?:", "]": ")?", "|": "|"}
    pattern = "".join(slots.get(token, re.escape(token)) for token in tokens)
    return _Wording(family, max(fixed, key=len), re.compile(pattern))
