"""Read policy files as blocks that remember their file and line.

``tomllib`` gives values without lines, so each block's line is found by counting the headings of its kind: the third
``[[rule]]`` of the parsed file is the third line that says so. A heading inside a string of several lines would be
counted too; policy files hold no such thing, and only the number in a complaint would be wrong.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyser.policy.plain import cannot_be_opened, not_text, not_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STRAY = ""  # under this key stands a value that has no heading
_HEADING = re.compile(r"^\s*\[{1,2}\s*([\w-]+)\s*\]{1,2}\s*(?:#.*)?$")


@dataclass(frozen=True)
class Block:
    """One block of a policy file: what kind it is, its values, where it stands, and whether the school wrote it."""

    kind: str
    values: Mapping[str, Any]
    file: str
    line: int
    text: str = ""
    own: bool = False

    @property
    def name(self) -> str:
        """The block as a complaint names it: ``rule swearing.plain``."""
        if STRAY in self.values:
            return self.kind
        return f"{self.kind} {self.values['id']}" if "id" in self.values else f"[{self.kind}]"

    def complaint(self, about: str, *, key: str = "") -> str:
        """Return one sentence with file, line and block; ``key`` points to the line of that key."""
        return f"{self.file}, line {self._line_of(key)}, {self.name}: {about}"

    def over(self, earlier: Block) -> Block:
        """Return this block laid over an ``earlier`` one of the same name: its keys win, the rest stays."""
        return replace(self, values={**earlier.values, **self.values})

    def _line_of(self, key: str) -> int:
        lines = self.text.split("\n")
        offset = next((n for n, line in enumerate(lines) if key and re.match(rf"\s*{re.escape(key)}\s*=", line)), 0)
        return self.line + offset


def shipped_files() -> list[Path]:
    """Return the policy files of the package, in the order they are read."""
    home = Path(__file__).parent
    folders = [sorted(home.glob(f"{folder}/*.toml")) for folder in ("words", "cues", "rules")]
    return [home / "school.toml", *chain.from_iterable(folders)]


def fingerprint(paths: Iterable[Path]) -> str:
    """Return one SHA-256, in hex, over the bytes of all ``paths`` in their order."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read_blocks(path: Path, complaints: list[str]) -> list[Block]:
    """Return the blocks of one file; what cannot be read is added to ``complaints``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        complaints.append(cannot_be_opened(path, error))
        return []
    if trouble := not_text(path.name, data):
        complaints.append(trouble)
        return []
    # Windows ends lines with CR LF, and Notepad may begin a file with a mark of its own.
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    try:
        if blocks := list(_blocks(tomllib.loads(text), text, path.name)):
            return blocks
        complaints.append(f"{path.name}: the file is empty; write what differs in it, or use the program without it.")
    except tomllib.TOMLDecodeError as error:
        complaints.append(not_toml(path.name, str(error), text))
    except RecursionError:
        complaints.append(f"{path.name}: too many brackets stand inside one another; check that it is the right file.")
    return []


def _blocks(parsed: Mapping[str, Any], text: str, name: str) -> Iterator[Block]:
    places: dict[str, list[tuple[int, str]]] = {}
    for kind, line, body in _bodies(text):
        places.setdefault(kind, []).append((line, body))
    for kind, values in parsed.items():
        entries = values if isinstance(values, list) else [values]
        if not all(isinstance(entry, dict) for entry in entries):
            yield Block(kind, {STRAY: values}, name, _first_line(kind, text))
            continue
        for index, entry in enumerate(entries):
            found = places.get(kind, [])
            line, body = found[index] if index < len(found) else (_first_line(kind, text), "")
            yield Block(kind, entry, name, line, body)


def _first_line(kind: str, text: str) -> int:
    found = re.search(rf"^[\s\[]*{re.escape(kind)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _bodies(text: str) -> Iterator[tuple[str, int, str]]:
    lines = text.split("\n")
    starts = [(n, found.group(1)) for n, line in enumerate(lines) if (found := _HEADING.match(line))]
    ends = [n for n, _ in starts[1:]] + [len(lines)]
    for (start, kind), end in zip(starts, ends, strict=False):
        yield kind, start + 1, "\n".join(lines[start:end])
