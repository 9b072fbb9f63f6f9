"""The shape of each block of a policy file, as pydantic checks it.

Only shape lives here: names, kinds of values, closed vocabularies. What one block must say about another (a rule's
clause exists, a pattern can be read) is in `analyser.policy.checks`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StringConstraints
from pydantic_core import PydanticCustomError

from analyser.schema import CATEGORIES, FLAGS, TARGETS


def _one_of(vocabulary: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in vocabulary:
            raise PydanticCustomError("vocabulary", "must be one of {words}", {"words": ", ".join(vocabulary)})
        return value

    return AfterValidator(check)


def _of_two_parts(name: str) -> str:
    """Refuse one word alone: such are the reasons that the program gives of itself."""
    if "." not in name:
        raise PydanticCustomError("two_parts", 'must be two words with a full stop between, as in "own.crossing"')
    return name


def _with_what_speaks_for_a_parent(categories: tuple[str, ...]) -> tuple[str, ...]:
    if "mitigating" not in categories:
        raise PydanticCustomError(
            "mitigating", 'must hold "mitigating" too, because what speaks for a parent is always shown'
        )
    return categories


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.\-]*$")]
RuleId = Annotated[Id, AfterValidator(_of_two_parts)]
Many = Annotated[tuple[Words, ...], Field(min_length=1)]
OnOneLine = Annotated[Words, AfterValidator(lambda pattern: " ".join(pattern.split()))]
Patterns = Annotated[tuple[OnOneLine, ...], Field(min_length=1)]
Category = Annotated[str, _one_of(CATEGORIES)]
Flag = Annotated[str, _one_of(FLAGS)]
Target = Annotated[str, _one_of(TARGETS)]
Seen = Literal["a candidate can be marked", "only with a person's knowledge", "not from a chat"]
Direction = Literal["forward", "backward", "both", "around", "anywhere", "quoted"]


class Shape(BaseModel):
    """What every block shares: no key that is not declared, and no silent conversion."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PolicyShape(Shape):
    """``[policy]``: what the policy is called and which edition it is."""

    name: Words
    version: Words


class SettingsShape(Shape):
    """``[settings]``: what the school has decided."""

    public_social_media: StrictBool | None = None
    categories: Annotated[tuple[Category, ...], AfterValidator(_with_what_speaks_for_a_parent)]
    flags: Annotated[tuple[Flag, ...], Field(min_length=1)]


class HeadingShape(Shape):
    """``[[heading]]``: the plain title of a category."""

    id: Category
    title: Words


class ClauseShape(Shape):
    """``[[clause]]``."""

    id: Id
    title: Words
    says: Words
    category: Category | None = None
    seen: Seen
    can_see: str = ""
    cannot_see: str = ""


class RuleShape(Shape):
    """``[[rule]]``."""

    id: RuleId
    clause: Id | None = None
    category: Category | None = None
    flag: Flag | None = None
    target: Target | None = None
    strength: Literal["clear", "worth a look"] = "clear"
    status: Literal["draft", "trial", "stable", "retired"] = "stable"
    why: Words
    also: tuple[Flag, ...] = ()
    mistaken_for: tuple[Words, ...] = ()
    anchors: tuple[Words, ...] = ()
    patterns: Patterns
    matches: Many
    spares: Many


class CueShape(Shape):
    """``[[cue]]``."""

    id: Id
    why: Words
    direction: Direction
    scope: Annotated[StrictInt, Field(ge=0, le=40)] = 0
    stops: tuple[Words, ...] = ()
    applies_to: Many
    patterns: Patterns
    matches: Many
    spares: Many


class ListShape(Shape):
    """``[[list]]``: words that patterns name as ``<id>``."""

    id: Id
    masked: StrictBool = False
    words: Many


class TargetShape(Shape):
    """``[[target]]``: words that say whom or what a message is about."""

    id: Target
    patterns: Patterns


SHAPES: dict[str, type[Shape]] = {
    "policy": PolicyShape,
    "settings": SettingsShape,
    "heading": HeadingShape,
    "clause": ClauseShape,
    "list": ListShape,
    "target": TargetShape,
    "cue": CueShape,
    "rule": RuleShape,
}
