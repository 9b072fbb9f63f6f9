"""How fast, how large and how right: 100,000 messages, Android and iPhone (``python -m tests.bench.parse``).

Every reader runs in a process of its own, on the same two files, in one run: this program, a bare compiled pattern
that fills a table (the floor), whatstk in a throw-away environment, and whatsapp-chat-parser where npm is at hand.
Seconds are the best of five parse calls, because other work on the machine only adds; memory is the peak after the
first call over the peak after import (Linux). A row is right when minute, sender and words are (marks and outer space
aside; a notice has no sender).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.cap import events
from tests.chat.render import plain, render
from tests.chat.shapes import BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Path(__file__).parent
FILES = {"Android": "A1", "iPhone": "I1"}
WHATSTK, NODE = "whatstk==0.9.1", "whatsapp-chat-parser@4.0.2"


@dataclass(frozen=True)
class Result:
    """What one reader made of one file."""

    reader: str
    file: str
    seconds: float
    memory: float
    right: float


def commands(folder: Path) -> dict[str, list[str]]:
    """Return how to start each reader, installing the foreign ones below ``folder``."""
    script = str(HERE / "readers.py")
    found = {name: [sys.executable, script, name] for name in ("analyser", "floor")}
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", WHATSTK], check=True)
    found["whatstk"] = [str(python), script, "whatstk"]
    if npm := shutil.which("npm"):
        subprocess.run([npm, "install", "--silent", "--prefix", str(folder), NODE], check=True)
        shutil.copy(HERE / "readers.js", folder)
        found["whatsapp-chat-parser"] = ["node", str(folder / "readers.js")]
    return found


def measure(folder: Path, count: int) -> Iterable[Result]:
    """Yield one result per reader and file."""
    readers = commands(folder)
    for file, shape in FILES.items():
        export = render(events(count), BY_ID[shape])
        path, out = folder / f"{file}.txt", folder / "out.json"
        path.write_bytes(export.raw)
        expected = Counter(_key(row.sent_at.isoformat(), row.sender, row.text) for row in export.rows)
        for reader, command in readers.items():
            subprocess.run([*command, str(path), str(out)], check=True, stderr=subprocess.DEVNULL)
            read = json.loads(out.read_text("utf-8"))
            right = sum((expected & Counter(_key(*row) for row in read["rows"])).values()) / count
            yield Result(reader, file, read["seconds"], read["memory"], right)


def _key(at: str, sender: str | None, text: str | None) -> tuple[str, str | None, str]:
    words = plain((text or "").replace("\r\n", "\n"))
    return at[:16], plain(sender) if sender else None, words


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.parse", description="Measure reading an export.")
    parser.add_argument("--messages", type=int, default=100_000)
    count = parser.parse_args(arguments).messages
    print("| file | reader | seconds | messages/s | of the floor | MB over import | right |")  # noqa: T201 -- a table to read
    print("|---|---|---:|---:|---:|---:|---:|")  # noqa: T201
    with tempfile.TemporaryDirectory() as name:
        results = list(measure(Path(name), count))
    floors = {result.file: result.seconds for result in results if result.reader == "floor"}
    for row in results:
        times, speed = row.seconds / floors[row.file], count / row.seconds
        figures = f"{row.seconds:.2f} | {speed:,.0f} | {times:.2f} | {row.memory:.0f} | {row.right:.2%}"
        print(f"| {row.file} | {row.reader} | {figures} |")  # noqa: T201


if __name__ == "__main__":
    main()
