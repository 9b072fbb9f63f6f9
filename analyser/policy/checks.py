"""What the blocks of a policy must say about each other. Every mistake becomes one complaint; none stops the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from analyser.policy.pattern import parse, plain_words
from analyser.policy.shape import SHAPES, Shape

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from analyser.policy.files import Block

Blocks = dict[tuple[str, str], "Block"]
_ODD_KEYS = {"missing": "is missing", "extra_forbidden": "is not a key of this block"}


def shaped(block: Block, complaints: list[str]) -> Shape | None:
    """Return the block as its pydantic shape, or None after adding what is wrong to ``complaints``."""
    try:
        return SHAPES[block.kind](**block.values)
    except ValidationError as error:
        for mistake in error.errors(include_url=False):
            key = str(mistake["loc"][0])
            complaints.append(block.complaint(f"{key} {_in_words(mistake)}.", key=key))
        return None


def _in_words(mistake: Mapping[str, Any]) -> str:
    if mistake["type"] in _ODD_KEYS:
        return _ODD_KEYS[mistake["type"]]
    if mistake["type"] in {"literal_error", "vocabulary"}:
        return f"must be one of {mistake['ctx'].get('expected') or mistake['ctx']['words']}, not {mistake['input']!r}"
    return f"is not right: {mistake['msg'][0].lower()}{mistake['msg'][1:]}"


def complaints_about(blocks: Blocks, sound: Container[tuple[str, str]]) -> Iterator[str]:
    """Yield a complaint for each ``sound`` rule, cue and target that does not fit the rest of the policy."""
    clauses = {name: block.values.get("category") for (kind, name), block in blocks.items() if kind == "clause"}
    lists = {name: block.values.get("words", ()) for (kind, name), block in blocks.items() if kind == "list"}
    for name, block in blocks.items():
        if name not in sound:
            continue
        if block.kind == "rule":
            yield from _about_rule(block, clauses)
        for pattern in block.values.get("patterns", ()):
            try:
                parse(pattern, lists)
            except ValueError as error:
                yield block.complaint(f"the pattern {pattern!r} {error}.", key="patterns")


def _about_rule(block: Block, clauses: Mapping[str, str | None]) -> Iterator[str]:
    clause, category = block.values.get("clause"), block.values.get("category")
    if not category and not block.values.get("flag"):
        yield block.complaint("it needs a category, a flag, or both.")
    if clause and clause not in clauses:
        yield block.complaint(f"there is no clause {clause}.", key="clause")
    elif clause and clauses[clause] != category:
        belongs = clauses[clause] or "no category"
        yield block.complaint(f"clause {clause} belongs to {belongs}, not to {category}.", key="clause")
    anchors = {word for anchor in block.values.get("anchors", ()) for word in plain_words(anchor)}
    for text in block.values["matches"]:
        if anchors and anchors.isdisjoint(plain_words(text)):
            yield block.complaint(f"no anchor is in the example {text!r}.", key="matches")
