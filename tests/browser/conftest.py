"""A real browser before the real app: every test here starts at an empty tab and may ask this computer only."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

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
WITHIN_THE_PAGE = {"data", "blob", "about"}
QUIET = ".stApp[data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Start the real app on a free port of this computer and give its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "analyser.cli", "serve", "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; without one the test is skipped and counted."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Open the app in a tab of its own; fail the test if the tab asked any other computer for anything."""
    outside: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 720}, locale="en-GB")
    tab = context.new_page()
    tab.on("request", lambda request: _note(request.url, outside))
    tab.on("websocket", lambda web_socket: _note(web_socket.url, outside))
    tab.goto(server)
    tab.wait_for_selector(QUIET)
    yield tab
    context.close()
    assert outside == []


@pytest.fixture
def settle() -> Callable[[Page], None]:
    """Wait until the app has finished drawing."""

    def wait(tab: Page) -> None:
        tab.wait_for_timeout(150)  # a click needs a moment to reach the server
        tab.wait_for_selector(QUIET, timeout=60_000)

    return wait


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


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - a loopback address
                return
        except OSError:
            assert process.poll() is None, "the app stopped before it answered"
            time.sleep(0.1)
    raise TimeoutError("the app did not answer within 30 seconds")
