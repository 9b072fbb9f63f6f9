"""*Save my work* and *Continue*: one JSON file that holds what a person did, and no word of the chat.

The file names the export by its SHA-256 and points at words by message id and offsets, so it is of use only to
somebody who has the same export. Its checksum tells a file that was damaged or edited by hand from one that this
program wrote. It is no signature: whoever can compute a SHA-256 can make a new one.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analyser.casework.model import Work
from analyser.errors import WorkError

FORMAT = "chat-analyser work"
FORMAT_VERSION = 1


def save(work: Work) -> bytes:
    """Return ``work`` as a JSON file in UTF-8; the same work gives the same bytes."""
    content = _adapter().dump_python(work, mode="json")
    content["read"] = sorted(work.read)
    outer = {"format": FORMAT, "format_version": FORMAT_VERSION, "work": content, "checksum": _checksum(content)}
    return json.dumps(outer, ensure_ascii=False, indent=1).encode()


def continue_work(data: bytes, *, sha256: str) -> Work:
    """Return the work in a saved file.

    Parameters
    ----------
    data : bytes
        The file as saved.
    sha256 : str
        SHA-256 of the export that is open, in hex.

    Raises
    ------
    WorkError
        If the file is not saved work, was changed after saving, is of a newer format, or belongs to another export.
    """
    content = _content(data)
    try:
        work = _adapter().validate_python(content)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        raise WorkError(f"The saved work cannot be used: '{field}' in it is not valid. Save it again.") from None
    if work.sha256 != sha256:
        raise WorkError(
            f"This work belongs to another export (SHA-256 beginning {work.sha256[:12]}), "
            f"not to the one that is open ({sha256[:12]}): open that export first."
        )
    return work


def _content(data: bytes) -> dict[str, Any]:
    try:
        outer = json.loads(data)
    except (ValueError, RecursionError):
        outer = None
    if not isinstance(outer, dict) or outer.get("format") != FORMAT:
        raise WorkError("This is not a file that 'Save my work' wrote: choose the .json file that you saved.")
    if outer.get("format_version") != FORMAT_VERSION:
        raise WorkError(
            f"This work was saved by another version of the program (format {outer.get('format_version')!r}; "
            f"this one reads {FORMAT_VERSION}): open it with the version that saved it."
        )
    content = outer.get("work")
    if not isinstance(content, dict) or outer.get("checksum") != _checksum(content):
        raise WorkError(
            "The saved work was changed after it was saved, or is damaged, so it is not used: choose an untouched copy."
        )
    return content


def _checksum(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@cache
def _adapter() -> TypeAdapter[Work]:
    return TypeAdapter(Work)
