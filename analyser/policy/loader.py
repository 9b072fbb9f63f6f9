"""Load the shipped policy, lay a school's own file over it, and collect every mistake before refusing.

A school's file holds only what differs. A block with a known id changes the keys it names (another wording of
a clause, a rule with ``status = "retired"``); a new id adds a clause, a rule, a cue or a word list; ``[settings]``
answers what only the school can answer.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyser.errors import PolicyError
from analyser.policy.checks import Blocks, complaints_about, misplaced, shaped
from analyser.policy.files import Block, fingerprint, read_blocks, shipped_files
from analyser.policy.model import Clause, Cue, Policy, Rule, Settings, WordList
from analyser.policy.shape import Shape
from analyser.schema import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def load_policy(path: str | Path | None = None) -> Policy:
    """Return the shipped policy, with the school's own file at ``path`` laid over it.

    Parameters
    ----------
    path : str or Path, optional
        A TOML file with the blocks that differ from the shipped ones.

    Returns
    -------
    Policy
        Frozen; ``sha256`` covers every file that was read.

    Raises
    ------
    PolicyError
        If anything is wrong; ``complaints`` holds one sentence for each mistake, with file, line and rule.
    """
    paths = _paths(path)
    blocks, complaints = _gathered(paths)
    shapes = {name: shape for name, block in blocks.items() if (shape := shaped(block, blocks, complaints)) is not None}
    complaints.extend(complaints_about(blocks, shapes))
    if complaints:
        raise PolicyError(complaints)
    return _built({name: _values(shape, blocks[name]) for name, shape in shapes.items()}, fingerprint(paths))


def check(path: str | Path | None = None) -> list[str]:
    """Return every mistake of the policy in plain sentences; an empty list means that it can be used."""
    try:
        load_policy(path)
    except PolicyError as error:
        return list(error.complaints)
    return []


def _paths(path: str | Path | None) -> list[Path]:
    """Return the shipped files and the school's own, which may be one of them that was edited."""
    shipped = shipped_files()
    own = Path(path) if path else None
    edited = own is not None and own.resolve() in {file.resolve() for file in shipped}
    return shipped if own is None or edited else [*shipped, own]


def _gathered(paths: Sequence[Path]) -> tuple[Blocks, list[str]]:
    blocks: Blocks = {}
    complaints: list[str] = []
    read = [read_blocks(path, complaints) for path in paths]
    if complaints:  # what else is wrong may follow from a file that is not there
        raise PolicyError(complaints)
    shipped = len(shipped_files())
    for number, file in enumerate(read):
        seen: dict[tuple[str, str], int] = {}
        for block in file:
            key = (block.kind, str(block.values.get("id", "")))
            if trouble := misplaced(block, seen.get(key)):
                complaints.append(block.complaint(trouble))
                continue
            own = replace(block, own=number >= shipped)
            blocks[key] = own.over(blocks[key]) if key in blocks else own
            seen[key] = block.line
    lost = [kind for kind in ("policy", "settings") if (kind, "") not in blocks]
    complaints.extend(f"{paths[0].name}: there is no [{kind}] in it; put back what shipped there." for kind in lost)
    return blocks, complaints


def _values(shape: Shape, block: Block) -> dict[str, Any]:
    placed = {"place": f"{block.file}, line {block.line}"} if block.kind in {"rule", "cue"} else {}
    return dict(shape) | placed


def _built(values: dict[tuple[str, str], dict[str, Any]], sha256: str) -> Policy:
    def all_of(kind: str, make: Callable[..., Any]) -> dict[str, Any]:
        return {name: make(**value) for (of, name), value in values.items() if of == kind}

    settings = Settings(**values["settings", ""])
    titles = {name: heading["title"] for (kind, name), heading in values.items() if kind == "heading"}
    return Policy(
        **values["policy", ""],
        sha256=sha256,
        clauses=all_of("clause", Clause),
        rules=all_of("rule", Rule),
        cues=all_of("cue", Cue),
        lists=all_of("list", WordList),
        targets=all_of("target", lambda **block: tuple(block["patterns"])),
        settings=settings,
        headings={name: titles[name] for name in CATEGORIES if name in settings.categories},
    )
