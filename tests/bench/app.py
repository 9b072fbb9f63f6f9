"""Time the app in a real browser on the longest chat that WhatsApp exports: ``python -m tests.bench.app``.

Prints a table in Markdown; ``--output docs/speed.md`` puts it under its heading there. Needs Linux (it reads the peak
memory of the server from ``/proc``) and a Chromium. Each step is timed from the key or click until the page stands
still, so that drawing counts.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

import analyser
from analyser.casework.model import Decision, Scope, Work, decide
from analyser.pack.pdf import render_pdf
from analyser.pack.sheet import build_sheet
from tests.bench.report import put_section

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
QUIET = ".stApp[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
TIMES = 30
MEGABYTE = 1024 * 1024


class Row(NamedTuple):
    """One line of the table: what was done, how long it took or how large it was, and the goal."""

    what: str
    measured: str
    goal: str


def main() -> None:
    """Measure everything once and print, or write, the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--messages", type=int, default=40_000)
    arguments.add_argument("--output", type=Path, help="a Markdown file whose section 'The app' is replaced")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "cap.txt"
        command = [sys.executable, "-m", "tests.bench.cap", str(export), "--messages", str(chosen.messages)]
        subprocess.run(command, cwd=ROOT, check=True)
        rows = [*in_the_browser(export), sheet(export)]
    table = [f"| {chosen.messages:,} messages | measured | goal |", "|---|---|---|"]
    table += [f"| {row.what} | {row.measured} | {row.goal} |" for row in rows]
    put_section("The app", "\n".join(table), chosen.output)


def in_the_browser(export: Path) -> list[Row]:
    """Start the real app, open the export and use it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "analyser.cli", "serve", "--no-browser", "--port", str(port)]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health")
            rows = [Row("start of the app, until it answers", f"{time.perf_counter() - began:.1f} s", "≤ 5 s")]
            with sync_playwright() as playwright:
                chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
                tab = chromium.new_page(viewport={"width": 1280, "height": 720})
                tab.goto(f"http://127.0.0.1:{port}")
                rows += use(tab, export)
                chromium.close()
            return [*rows, Row("peak memory of the server", f"{peak_memory(server.pid):,.0f} MB", "≤ 1,024 MB")]
        finally:
            server.terminate()


def use(tab: Page, export: Path) -> list[Row]:
    """Upload, then turn pages, follow lists, search and decide: at the start and after 200 decisions."""
    settle(tab)
    for words in ("No, not as far as I know", "Everything in the code of conduct", "All the dates in the file"):
        tab.get_by_text(words).click()
        settle(tab)
    tab.set_input_files("input[type=file]", export)
    settle(tab)
    began = time.perf_counter()
    tab.get_by_role("button", name="Open this file").click()
    tab.get_by_role("heading", name="This chat is open").wait_for(timeout=600_000)
    opened = time.perf_counter() - began
    tab.get_by_role("link", name="To read", exact=True).first.click()
    tab.get_by_text(re.compile(r"0 of [\d,]+ read")).first.wait_for(timeout=60_000)
    settle(tab)
    rows = [
        Row("upload to what the file is", f"{opened:.1f} s", ""),
        Row("upload to the first list of messages to read", f"{time.perf_counter() - began:.1f} s", "≤ 15 s"),
    ]
    tab.get_by_role("link", name="Conversation", exact=True).first.click()
    tab.get_by_role("heading", name="Conversation", level=1).wait_for()
    settle(tab)
    rows += steps(tab, "at the start, the program still looking")
    tab.get_by_role("button", name="Show what it found").click(timeout=600_000)
    settle(tab)
    for _ in range(200 - TIMES):
        decision(tab, 0)
    return [*rows, *steps(tab, "after 200 decisions")]


def steps(tab: Page, when: str) -> list[Row]:
    """Time each kind of step ``TIMES`` times."""
    kinds: dict[str, Callable[[Page, int], None]] = {
        "turn a page": turn,
        "follow another list": follow,
        "search": search,
        "decide": decision,
    }
    rows = []
    for name, step in kinds.items():
        times = [_timed(step, tab, number) for number in range(TIMES)]
        measured = f"{statistics.median(times):.2f} s (slowest {max(times):.2f} s)"
        rows.append(Row(f"{name}, {when}: median of {TIMES}", measured, "≤ 0.6 s"))
    return rows


def turn(tab: Page, number: int) -> None:
    """Go to the next page of the conversation, or back."""
    tab.get_by_role("button", name="Next page" if number % 2 == 0 else "Previous page").click()
    settle(tab)


def follow(tab: Page, number: int) -> None:
    """Follow every message, or the messages to read."""
    box = tab.get_by_role("combobox", name="Follow")
    box.fill("Every message" if number % 2 == 0 else "Messages to read")
    box.press("Enter")
    settle(tab)


def search(tab: Page, number: int) -> None:
    """Search for a word, then for nothing."""
    box = tab.get_by_role("searchbox", name="Find words")
    box.fill("swimming" if number % 2 == 0 else "")
    box.press("Enter")
    settle(tab)


def decision(tab: Page, _number: int) -> None:
    """Decide on the open message; the next opens by itself."""
    tab.locator(".st-key-decide-not-a-concern button").click()
    settle(tab)


def settle(tab: Page) -> None:
    """Wait until the rerun that was just asked for has begun, if it has not yet, and has ended."""
    tab.wait_for_timeout(60)
    tab.wait_for_selector(QUIET, timeout=120_000)


def sheet(export: Path) -> Row:
    """Make the PDF with 50 excerpts, spread over the chat."""
    chat = analyser.read_export(export)
    policy = analyser.load_policy()
    work = Work(
        sha256=chat.source.sha256,
        scope=Scope(headings=tuple(policy.headings), first_day=None, last_day=None, danger=False),
        policy_sha256=policy.sha256,
        version=analyser.__version__,
    )
    texts = chat.messages.loc[chat.messages["kind"] == "text", "message_id"]
    for number in random.Random(0).sample(list(texts), 50):  # noqa: S311 - a fixed choice, not a secret
        when = chat.messages["sent_at"].max().to_pydatetime()
        made = Decision(
            message_id=int(number),
            choice="to discuss",
            clause="CC-1",
            reason="Chosen for the benchmark.",
            start=0,
            end=0,
            found_by="a person",
            made_at=when,
        )
        work = decide(work, made)
    annotations = analyser.annotate(chat.messages.head(2_000), analyser.build_pipeline(policy))
    began = time.perf_counter()
    made_sheet = build_sheet(chat, annotations, work, policy, reader="A. Reader", on=date(2026, 1, 5), mask=True)
    size = len(render_pdf(made_sheet)) / MEGABYTE
    return Row("the sheet with 50 excerpts", f"{time.perf_counter() - began:.1f} s ({size:.1f} MB)", "≤ 5 s")


def peak_memory(pid: int) -> float:
    """Return the peak resident memory of a process, in MB, as Linux accounts it."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else float("nan")


def _timed(step: Callable[[Page, int], None], tab: Page, number: int) -> float:
    began = time.perf_counter()
    step(tab, number)
    return time.perf_counter() - began


def _wait_for(address: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - a loopback address
                return
        except OSError:
            time.sleep(0.05)


if __name__ == "__main__":
    main()
