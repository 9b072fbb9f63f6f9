"""A real browser before the real app: every test here starts at an empty tab and may ask this computer only."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import streamlit
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OWN = {"127.0.0.1", "localhost", "::1"}
# Python runs this before the server's own first line: any way out is noted and closed, and any file written is noted.
WATCHED = """
import os, socket, sys
from pathlib import Path

HERE = Path(__file__).parent
LOCAL = (None, "", "127.0.0.1", "::1", "localhost")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | getattr(os, "O_TMPFILE", 0)

def note(name, what):
    with (HERE / name).open("a") as log:
        log.write(f"{what}\\n")

def watch(event, arguments):
    host = None
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "open" and arguments[2] & WRITING and not str(arguments[0]).startswith(str(HERE / "log.")):
        if "__pycache__" not in str(arguments[0]):
            note("log.written", arguments[0])
    if host not in LOCAL:
        note("log.outside", host)
        raise OSError("cut off")

sys.addaudithook(watch)
"""
WITHIN_THE_PAGE = {"data", "blob", "about"}
QUIET = ".stApp[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
# Notes when the page last asked the server to run its script, and when a run ended; says if it did so already.
# What it looks for in the bytes: field 11 of BackMsg (rerun_script), and field 6 of ForwardMsg (script_finished), which
# comes last and is 2 when the same run starts anew at once.
WATCH = """() => {
  if (window.asked !== undefined) return true;
  window.asked = window.drawn = 0;
  const known = new WeakSet();
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (!known.has(this)) {
      known.add(this);
      this.addEventListener("message", (event) => {
        const [field, how] = new Uint8Array(event.data).slice(-2);
        if (event.data.byteLength < 64 && field === 0x30 && how !== 2) window.drawn = performance.now();
      });
    }
    if (data[0] === 0x5a) window.asked = performance.now();
    return send.call(this, data);
  };
  return false;
}"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder and put them last: Playwright leaves an event loop running, which others need."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def traces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that holds all the server writes: its log, and whatever it puts in temporary files."""
    return tmp_path_factory.mktemp("traces")


@pytest.fixture(scope="session")
def server(traces: Path) -> Iterator[str]:
    """Start the real app on a free port and give its address; it is cut off from every other computer."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "analyser.cli", "serve", "--no-browser", "--port", str(port)]
    (traces / "sitecustomize.py").write_text(WATCHED, "utf-8")
    path = os.pathsep.join([str(traces), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"TMPDIR": str(traces), "PYTHONPATH": path}
    with (
        (traces / "server.log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.terminate()
    assert not (traces / "log.outside").exists(), "the server looked for another computer"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; without one the test is skipped and counted."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def new_tab(browser: Browser, server: str) -> Callable[..., AbstractContextManager[Page]]:
    """Open the app in a tab of its own, for a block.

    It fails if the tab asked any other computer for anything, if the content policy had to refuse anything, or if a
    script failed.
    """

    @contextmanager
    def open_tab(**options: Any) -> Iterator[Page]:
        outside: list[str] = []
        broken: list[str] = []
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, "locale": "en-GB"} | options)
        tab = context.new_page()
        tab.on("request", lambda request: _note(request.url, outside))
        tab.on("websocket", lambda web_socket: _note(web_socket.url, outside))
        tab.on("console", lambda message: broken.append(message.text) if _is_refusal(message.text) else None)
        tab.on("pageerror", lambda error: broken.append(str(error)))
        tab.goto(server)
        tab.wait_for_selector("[data-testid=stMain] h1")
        tab.wait_for_selector(QUIET)
        yield tab
        context.close()
        assert outside == []
        assert broken == []

    return open_tab


@pytest.fixture
def page(new_tab: Callable[..., AbstractContextManager[Page]]) -> Iterator[Page]:
    """Open a fresh tab for one test."""
    with new_tab() as tab:
        yield tab


@pytest.fixture
def settle() -> Callable[[Page], None]:
    """Wait until the app has finished drawing."""

    def wait(tab: Page) -> None:
        watched = tab.evaluate(WATCH)
        tab.wait_for_timeout(50 if watched else 200)  # a click needs a moment to become a request
        tab.wait_for_function("() => window.asked <= window.drawn", timeout=60_000)
        tab.wait_for_selector("html:not([data-unseen])", state="attached")  # by then a choice counts again
        tab.wait_for_selector(QUIET, timeout=60_000)

    return wait


@pytest.fixture
def asking(settle: Callable[[Page], None]) -> Callable[[Page], AbstractContextManager[None]]:
    """Wait, at the end of a block, for the run that something in it asks for, however late: an upload takes a while."""

    @contextmanager
    def ask(tab: Page) -> Iterator[None]:
        settle(tab)
        before = tab.evaluate("window.asked")
        yield
        tab.wait_for_function("before => window.asked > before", arg=before)
        settle(tab)

    return ask


@pytest.fixture
def go_to(settle: Callable[[Page], None]) -> Callable[[Page, str], None]:
    """Choose a page by its title from the list at the side."""

    def go(tab: Page, title: str) -> None:
        tab.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
        expect(tab).to_have_title(re.compile(f"^{title}"))
        settle(tab)

    return go


@pytest.fixture
def open_sample(settle: Callable[[Page], None]) -> Callable[[Page], None]:
    """Open the first of the invented chats, the heated one."""

    def open_it(tab: Page) -> None:
        tab.get_by_role("tab", name="An invented chat, to look round").click()
        settle(tab)
        tab.get_by_role("button", name="Open this invented chat").click()
        tab.get_by_role("heading", name="This chat is open").wait_for(timeout=60_000)
        settle(tab)

    return open_it


@pytest.fixture
def answer(settle: Callable[[Page], None]) -> Callable[[Page], None]:
    """Answer the three questions as most readers do."""

    def answer_all(tab: Page) -> None:
        for words in ("No, not as far as I know", "Everything in the code of conduct", "All the dates in the file"):
            tab.get_by_text(words, exact=True).click()
            settle(tab)

    return answer_all


@pytest.fixture
def give(asking: Callable[[Page], AbstractContextManager[None]]) -> Callable[..., None]:
    """Put a file into the box for the export, or into the box of another key."""

    def put(tab: Page, name: str, data: bytes | Path, *, box: str = "export") -> None:
        file = data if isinstance(data, Path) else FilePayload(name=name, mimeType="text/plain", buffer=data)
        with asking(tab):
            tab.locator(f".st-key-{box} input[type=file]").set_input_files(file)

    return put


@pytest.fixture
def unfold() -> Callable[[Page, str], None]:
    """Unfold a list by its name; it folds again as long as the page around it moves."""

    def open_list(tab: Page, name: str) -> None:
        for _ in range(20):
            tab.get_by_role("combobox", name=name).press("ArrowDown")
            tab.wait_for_timeout(300)
            if tab.get_by_role("option").count():
                return
        pytest.fail(f"the list {name!r} does not unfold")

    return open_list


@pytest.fixture
def choose(settle: Callable[[Page], None]) -> Callable[[Page, str, str], None]:
    """Choose from a list by typing; it takes nothing as long as the page around it moves."""

    def choose_it(tab: Page, name: str, option: str) -> None:
        settle(tab)
        before = tab.evaluate("window.asked")
        box = tab.get_by_role("combobox", name=name)
        for _ in range(20):
            box.fill("")
            box.fill(option)
            tab.wait_for_timeout(300)
            box.press("Enter")
            tab.wait_for_timeout(200)
            if tab.evaluate("window.asked") > before:
                settle(tab)
                return
        pytest.fail(f"the list {name!r} does not take {option!r}")

    return choose_it


@pytest.fixture
def open_file(
    settle: Callable[[Page], None], answer: Callable[[Page], None], give: Callable[..., None]
) -> Callable[[Page, str, str], None]:
    """Answer the three questions and open a file of this name and text, as a reader does."""

    def open_it(tab: Page, name: str, text: str) -> None:
        answer(tab)
        give(tab, name, text.encode())
        tab.get_by_role("button", name="Open this file").click()
        tab.get_by_role("heading", name="This chat is open").wait_for(timeout=60_000)
        settle(tab)

    return open_it


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Check a page against WCAG 2.2 AA with axe-core; each violation is one line that names the element."""

    def check(tab: Page) -> list[str]:
        results = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        found = results.response["violations"]
        return [f"{rule['id']}: {node['target']} {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    return check


def _note(url: str, outside: list[str]) -> None:
    address = urlsplit(url)
    if address.scheme not in WITHIN_THE_PAGE and address.hostname not in OWN:
        outside.append(url)


def _is_refusal(text: str) -> bool:
    """Tell whether the content policy refused something; the one inline script of Streamlit's own is no loss."""
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    own = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in own]
    return "Content Security Policy" in text and not any(known in text for known in hashes)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - a loopback address
                return
        except OSError:
            assert process.poll() is None, "the app stopped before it answered"
            time.sleep(0.1)
    raise TimeoutError("the app did not answer within 30 seconds")
