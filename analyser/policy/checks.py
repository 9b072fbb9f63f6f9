"""What the blocks of a policy must say about each other. Every mistake becomes one complaint; none stops the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from analyser.policy.files import STRAY
from analyser.policy.pattern import parse, plain_words
from analyser.policy.plain import listed, meant
from analyser.policy.shape import SHAPES, Shape
from analyser.schema import CATEGORIES, FLAGS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from analyser.policy.files import Block

Blocks = dict[tuple[str, str], "Block"]
_IN_WORDS = {
    "tuple_type": 'must be a list in square brackets, as in ["one", "another"]',
    "string_type": "must be words in straight quotation marks",
    "string_too_short": "must not be empty, nor hold an empty entry",
    "string_pattern_mismatch": "may hold letters, digits, full stops and hyphens only, and no space",
    "bool_type": "must be true or false, in small letters and without quotation marks",
    "int_type": "must be a whole number, without quotation marks",
    "less_than_equal": "must be {le} at most",
    "greater_than_equal": "must be {ge} at least",
}


def misplaced(block: Block, line: int | None) -> str:
    """Return why a block cannot stand where it does, or nothing; ``line`` is that of another of its name."""
    if STRAY in block.values:
        return "it stands under no heading; put it below a line such as [settings] or [[clause]]."
    if block.kind not in SHAPES:
        return f"a policy has no block of this kind{meant(block.kind, SHAPES) or f'; it has {listed(SHAPES)}.'}"
    if "id" in SHAPES[block.kind].model_fields and "id" not in block.values:
        return 'it needs an id, as in id = "CC-1".'
    if line is None:
        return ""
    same = "id" if "id" in block.values else "heading"
    return f"the same {same} already stands in line {line}; put the two together, or delete one."


def shaped(block: Block, blocks: Blocks, complaints: list[str]) -> Shape | None:
    """Return the block as its pydantic shape, or None after adding what is wrong to ``complaints``."""
    try:
        return SHAPES[block.kind](**block.values)
    except ValidationError as error:
        complaints.extend(dict.fromkeys(_about_shape(block, blocks, error.errors(include_url=False))))
        return None


def _about_shape(block: Block, blocks: Blocks, mistakes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    kinds = {(str(mistake["loc"][0]), mistake["type"]) for mistake in mistakes}
    missing = [key for key in SHAPES[block.kind].model_fields if (key, "missing") in kinds]
    unknown = [key for key, kind in kinds if kind == "extra_forbidden"]
    for mistake in mistakes:
        key = str(mistake["loc"][0])
        follows = mistake["type"] == "too_short" and len({kind for of, kind in kinds if of == key}) > 1
        if key not in missing and not follows:
            yield block.complaint(f"{key} {_in_words(mistake, block)}", key=key)
    misspelt = [key for key in missing if meant(key, unknown)]
    if missing != misspelt and ("id", "string_pattern_mismatch") not in kinds and ("id", "string_type") not in kinds:
        yield block.complaint(_missing([key for key in missing if key not in misspelt], block, blocks))


def _missing(keys: Sequence[str], block: Block, blocks: Blocks) -> str:
    """Say what is missing; a block that lacks several things was often meant to change one that is there."""
    if len(keys) == 1:
        return f"{keys[0]} is missing."
    name = str(block.values.get("id", ""))
    near = meant(name, (other for kind, other in blocks if kind == block.kind and other != name))
    return f"{listed(keys)} are missing, and a new {block.kind} needs them{near or '.'}"


def _in_words(mistake: Mapping[str, Any], block: Block) -> str:
    kind, key = mistake["type"], str(mistake["loc"][0])
    if kind == "extra_forbidden":
        keys = SHAPES[block.kind].model_fields
        whole = f"a {block.kind}" if "id" in keys else f"[{block.kind}]"
        return f"is no part of {whole}{meant(key, keys) or f'; it can hold {listed(keys)}.'}"
    if kind in {"literal_error", "vocabulary"}:
        return f"must be one of {mistake['ctx'].get('expected') or mistake['ctx']['words']}, not {mistake['input']!r}."
    if kind == "too_short":
        return (
            f"must not be empty; {'delete the line to keep all' if block.kind == 'settings' else 'give at least one'}."
        )
    return f"{_IN_WORDS.get(kind, mistake['msg']).format(**mistake.get('ctx', {}))}."


def complaints_about(blocks: Blocks, sound: Container[tuple[str, str]]) -> Iterator[str]:
    """Yield a complaint for each ``sound`` rule, cue and target that does not fit the rest of the policy."""
    clauses = {name: block for (kind, name), block in blocks.items() if kind == "clause"}
    lists = {name: block.values.get("words", ()) for (kind, name), block in blocks.items() if kind == "list"}
    complaints: list[str] = []
    for name, block in blocks.items():
        if name not in sound:
            continue
        if block.kind == "rule":
            complaints.extend(_about_rule(block, clauses, sound))
        if block.kind == "cue" and block.own:
            complaints.extend(_about_cue(block, [rule for kind, rule in blocks if kind == "rule"]))
        for pattern in block.values.get("patterns", ()):
            try:
                parse(pattern, lists)
            except ValueError as error:
                complaints.append(block.complaint(f"the pattern {pattern!r} {error}.", key="patterns"))
            except RecursionError:
                complaints.append(block.complaint("a pattern has too many brackets inside brackets.", key="patterns"))
    return iter(dict.fromkeys(complaints))  # a clause that several rules cite is named once


def _about_rule(block: Block, clauses: Mapping[str, Block], sound: Container[tuple[str, str]]) -> Iterator[str]:
    clause, category = block.values.get("clause"), block.values.get("category")
    if not category and not block.values.get("flag"):
        yield block.complaint("it needs a category, a flag, or both.")
    elif clause and clause not in clauses:
        yield block.complaint(f"there is no clause {clause}{meant(clause, clauses) or '.'}", key="clause")
    elif clause and ("clause", clause) in sound and clauses[clause].values.get("category") != category:
        yield _of_another_category(block, clauses[clause])
    anchors = {word for anchor in block.values.get("anchors", ()) for word in plain_words(anchor)}
    for text in block.values["matches"]:
        if anchors and anchors.isdisjoint(plain_words(text)):
            yield block.complaint(f"no anchor is in the example {text!r}.", key="matches")


def _about_cue(block: Block, rules: Sequence[str]) -> Iterator[str]:
    known = {".".join(rule.split(".")[:parts]) for rule in rules for parts in range(1, rule.count(".") + 2)}
    known |= {*CATEGORIES, *FLAGS}
    for name in block.values["applies_to"]:
        if name not in known:
            about = f"applies_to holds {name!r}, which is no category, no flag and no beginning of a rule's id"
            yield block.complaint(f"{about}{meant(name, sorted(known)) or '.'}", key="applies_to")


def _of_another_category(rule: Block, clause: Block) -> str:
    category, belongs = rule.values.get("category") or "no category", clause.values.get("category") or "no category"
    if clause.own and not rule.own:
        kept = f"rules cite it for {category}, so that it cannot change to {belongs}; delete the line."
        return clause.complaint(kept, key="category")
    return rule.complaint(f"clause {clause.values['id']} belongs to {belongs}, not to {category}.", key="clause")
