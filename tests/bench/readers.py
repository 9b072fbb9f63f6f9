"""One reader, one file, one process: ``readers.py NAME FILE OUT`` measures the parse call and writes what was read.

Runs alone, also in an environment that holds only the reader: it imports nothing of the project but what it measures.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Rows = list[tuple[str, str | None, str]]
ANDROID = re.compile(r"^(\d\d/\d\d/\d{4}, \d\d:\d\d) - (?:([^:\n]+): )?(.*(?:\n(?!\d\d/\d\d/\d{4}, ).*)*)", re.M)
IOS = re.compile(r"^\u200e?\[(\d\d/\d\d/\d{4}, \d\d:\d\d:\d\d)\] ([^:\n]+): (.*(?:\n(?!\u200e?\[\d\d/).*)*)", re.M)


def analyser(path: Path) -> Any:
    """Read with everything on."""
    return importlib.import_module("analyser").read_export(path).messages


def floor(path: Path) -> Any:
    """Read with one compiled pattern into a table: no decision, no kind, no line, no byte."""
    pandas = importlib.import_module("pandas")
    text = path.read_bytes().decode("utf-8")
    pattern, stamp = (IOS, "%d/%m/%Y, %H:%M:%S") if text.startswith(("[", "\u200e[")) else (ANDROID, "%d/%m/%Y, %H:%M")
    table = pandas.DataFrame(pattern.findall(text), columns=["sent_at", "sender", "text"])
    table["sent_at"] = pandas.to_datetime(table.sent_at, format=stamp)
    return table


def whatstk(path: Path) -> Any:
    """Read with whatstk, which finds the header format by itself."""
    table = importlib.import_module("whatstk").WhatsAppChat.from_source(str(path)).df
    return table.rename(columns={"date": "sent_at", "username": "sender", "message": "text"})


READERS: dict[str, tuple[Callable[[Path], Any], tuple[str, ...]]] = {
    "analyser": (analyser, ("analyser.chat", "pandas")),
    "floor": (floor, ("pandas",)),
    "whatstk": (whatstk, ("whatstk",)),
}


def _peak() -> float:
    """Return the most memory this program has held, in MB; ru_maxrss would begin with the parent's."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024 / 1e6  # type: ignore[index] # Linux always has it


def main(name: str, path: Path, out: Path, runs: int = 5) -> None:
    """Parse ``path`` and write seconds, memory over import and rows to ``out`` as JSON."""
    read, modules = READERS[name]
    for module in modules:
        importlib.import_module(module)
    before, taken, peak = _peak(), [], 0.0
    for _ in range(runs):
        start = time.perf_counter()
        table = read(path)
        taken.append(time.perf_counter() - start)
        peak = peak or _peak()
    rows: Rows = [
        (at.isoformat() if at == at else "", sender if isinstance(sender, str) and sender else None, text)  # noqa: PLR0124 -- NaT
        for at, sender, text in zip(table["sent_at"], table["sender"], table["text"])  # noqa: B905 -- columns of one table
    ]
    out.write_text(json.dumps({"seconds": min(taken), "memory": peak - before, "rows": rows}), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
