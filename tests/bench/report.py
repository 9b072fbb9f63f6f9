"""Put a measured table under its heading in a Markdown file, or print it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def put_section(heading: str, body: str, path: Path | None) -> None:
    """Replace the section ``heading`` of the file at ``path`` (or add it at the end); without a path, print it."""
    section = f"## {heading}\n\n{body}\n"
    if path is None:
        print(section)  # noqa: T201 - a benchmark speaks on the terminal
        return
    text = path.read_text("utf-8") if path.exists() else "# Speed\n\n"
    pattern = re.compile(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    text = pattern.sub(lambda _: section + "\n", text) if pattern.search(text) else f"{text.rstrip()}\n\n{section}"
    path.write_text(text.rstrip() + "\n", "utf-8")
