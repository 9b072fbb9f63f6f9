"""What the school says, as frozen values: clauses, settings, rules, cues and word lists.

Everything here comes from TOML files that a deputy head can read; `analyser.policy.loader` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A pattern is a phrase in the notation of `analyser.policy.pattern`.
Pattern = str


@dataclass(frozen=True)
class Clause:
    """One clause of the code of conduct, in the project's or the school's own words."""

    id: str
    title: str
    says: str
    category: str | None
    seen: str
    can_see: str
    cannot_see: str


@dataclass(frozen=True)
class Rule:
    """Words that are worth reading, and why; ``spares`` are look-alikes that it must leave alone.

    ``also`` names flags that come with the rule's own. ``place`` says in which file and line it stands.
    """

    id: str
    clause: str | None
    category: str | None
    flag: str | None
    target: str | None
    strength: str
    status: str
    why: str
    mistaken_for: tuple[str, ...]
    anchors: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    matches: tuple[str, ...]
    spares: tuple[str, ...]
    also: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Cue:
    """Words that set a row aside, in medspaCy's sense: direction, scope in words, and what ends the scope.

    ``applies_to`` names categories, flags, or beginnings of rule ids. ``matches`` hold a row that the cue sets
    aside; ``spares`` hold one that it leaves standing.
    """

    id: str
    why: str
    direction: str
    scope: int
    stops: tuple[str, ...]
    applies_to: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    matches: tuple[str, ...]
    spares: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True)
class WordList:
    """Words and phrases that patterns name as ``<id>``; ``masked`` ones are also known when stars hide letters."""

    id: str
    masked: bool
    words: tuple[str, ...]


@dataclass(frozen=True)
class Settings:
    """What the school has decided; ``public_social_media`` is None until the Head has answered."""

    public_social_media: bool | None
    categories: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """The whole policy. ``sha256`` covers every file that it was read from."""

    name: str
    version: str
    sha256: str
    clauses: Mapping[str, Clause]
    rules: Mapping[str, Rule]
    cues: Mapping[str, Cue]
    lists: Mapping[str, WordList]
    targets: Mapping[str, Sequence[Pattern]]
    settings: Settings
    headings: Mapping[str, str]
