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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_HEADING = re.compile(r"^\s*\[{1,2}\s*([\w-]+)\s*\]{1,2}\s*(?:#.*)?$")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True)
class Block:
    """One block of a policy file: what kind it is, its values, and where it stands."""

    kind: str
    values: Mapping[str, Any]
    file: str
    line: int
    text: str = ""

    @property
    def name(self) -> str:
        """The block as a complaint names it: ``rule swearing.plain``."""
        return f"{self.kind} {self.values['id']}" if "id" in self.values else f"[{self.kind}]"

    def complaint(self, about: str, *, key: str = "") -> str:
        """Return one sentence with file, line and block; ``key`` points to the line of that key."""
        return f"{self.file}, line {self._line_of(key)}, {self.name}: {about}"

    def over(self, earlier: Block) -> Block:
        """Return this block laid over an ``earlier`` one of the same name: its keys win, the rest stays."""
        return replace(self, values={**earlier.values, **self.values})

    def _line_of(self, key: str) -> int:
        lines = self.text.splitlines()
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
        text = path.read_text(encoding="utf-8")
        parsed = tomllib.loads(text)
    except OSError as error:
        complaints.append(f"{path.name}: the file cannot be opened ({error.strerror}).")
    except UnicodeDecodeError:
        complaints.append(f"{path.name}: the file is not UTF-8 text; save it again as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        complaints.append(_not_toml(path.name, str(error), last_line=text.count("\n") + 1))
    else:
        return list(_blocks(parsed, text, path.name))
    return []


def _not_toml(name: str, error: str, *, last_line: int) -> str:
    found = _PLACE.search(error)
    line = found.group(1) if found and found.group(1) else last_line
    return f"{name}, line {line}: this is not valid TOML ({_PLACE.sub('', error)})."


def _blocks(parsed: Mapping[str, Any], text: str, name: str) -> Iterator[Block]:
    places: dict[str, list[tuple[int, str]]] = {}
    for kind, line, body in _bodies(text):
        places.setdefault(kind, []).append((line, body))
    for kind, values in parsed.items():
        for index, entry in enumerate(values if isinstance(values, list) else [values]):
            line, body = (places.get(kind, []) + [(1, "")] * (index + 1))[index]
            yield Block(kind, entry if isinstance(entry, dict) else {"value": entry}, name, line, body)


def _bodies(text: str) -> Iterator[tuple[str, int, str]]:
    lines = text.splitlines()
    starts = [(n, found.group(1)) for n, line in enumerate(lines) if (found := _HEADING.match(line))]
    ends = [n for n, _ in starts[1:]] + [len(lines)]
    for (start, kind), end in zip(starts, ends, strict=False):
        yield kind, start + 1, "\n".join(lines[start:end])
