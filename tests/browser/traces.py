"""What a run of the app leaves behind: its log, its temporary files, and a list of every file that it wrote in."""

from __future__ import annotations

from pathlib import Path


def holding(words: str, folder: Path) -> list[str]:
    """Return the names of the files below ``folder`` that hold ``words``."""
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def written(folder: Path) -> list[str]:
    """Return the files that a watched program opened to write in, in order; a nameless one stands for its folder."""
    log = folder / "log.written"
    return log.read_text("utf-8").splitlines() if log.exists() else []
