"""Nothing leaves and nothing comes in, seen from a real browser that holds a hostile chat."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

GoTo = Callable[[Page, str], None]
OpenFile = Callable[[Page, str, str], None]
Settle = Callable[[Page], None]

PLANTED = "the quilted hippopotamus of Tuesday"
HOSTILE = f"""03/11/2025, 08:00 - Ann created group "![](https://evil.example/g.png)"
03/11/2025, 08:01 - ![x](https://evil.example/s.png): <script>window.ran = 1</script>
23/11/2025, 08:02 - Ben: ![](https://evil.example/i.png) <img src=https://evil.example/j.png onerror=ran=1>
23/11/2025, 08:03 - Cat: www.evil.example https://evil.example/a =HYPERLINK("https://evil.example") :red[x] $x$
23/11/2025, 08:04 - \u202eDan: [you stupid cow](javascript:ran=1) \u202egnp.exe
23/11/2025, 08:05 - <b>Eve</b>: {PLANTED}, you stupid cow ![](https://evil.example/k.png)
"""
NAME = "![](evil.example) <img src=x onerror=ran=1>.txt"
TITLES = ("To read", "Conversation", "Overview", "For the Head", "About this file", "How it works", "Ask for an export")


def holding(words: str, folder: Path) -> list[str]:
    """Return the names of the files below ``folder`` that hold ``words``."""
    return [path.name for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()]


def ask(address: str, host: str | None = None) -> Message:
    """Ask the server for ``address`` and return the headers of its answer."""
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310 - a loopback address
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
        headers: Message = answer.headers
        return headers


def test_a_hostile_chat_stays_text_on_every_page(page: Page, open_file: OpenFile, go_to: GoTo) -> None:
    open_file(page, NAME, HOSTILE)
    assert page.get_by_text(NAME, exact=True).is_visible()
    for title in TITLES:
        go_to(page, title)
        assert page.locator("[src*=evil], a[href*=evil], a[href^=javascript]").count() == 0
        assert page.evaluate("window.ran") is None


def test_nothing_of_the_chat_is_left_in_a_log_or_a_temporary_file(
    page: Page, open_file: OpenFile, go_to: GoTo, traces: Path
) -> None:
    open_file(page, "chat.txt", HOSTILE * 4_000)  # over the 1 MB that would go to a temporary file
    go_to(page, "Conversation")
    assert (traces / "server.log").exists()
    assert holding(PLANTED, traces) == []


def test_the_search_for_traces_finds_one(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "upload.tmp").write_text(f"a line\n{PLANTED}\n", "utf-8")
    assert holding(PLANTED, tmp_path) == ["upload.tmp"]


def test_what_is_downloaded_is_not_kept_by_the_browser(page: Page, open_file: OpenFile) -> None:
    open_file(page, "chat.txt", HOSTILE)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my work").click()
    saved = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert saved["work"]["decisions"] == []
    assert PLANTED not in json.dumps(saved)
    assert ask(download.value.url)["Cache-Control"] == "no-store"


def test_two_tabs_do_not_see_each_other_and_a_reload_starts_anew(
    page: Page, open_file: OpenFile, settle: Settle, server: str
) -> None:
    open_file(page, "chat.txt", HOSTILE)
    other = page.context.new_page()
    other.goto(server)
    settle(other)
    assert other.get_by_role("heading", name="Open a chat").is_visible()
    page.reload()
    settle(page)
    assert page.get_by_role("heading", name="Open a chat").is_visible()


def test_the_server_is_really_cut_off(server: str, traces: Path) -> None:  # noqa: ARG001 - the server lays the cut
    program = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)"
    copy = traces / "copy"
    copy.mkdir()
    (copy / "sitecustomize.py").write_bytes((traces / "sitecustomize.py").read_bytes())
    environment = os.environ | {"PYTHONPATH": str(copy)}
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
    )
    assert "cut off" in result.stderr
    assert "192.0.2.1" in (copy / "outside.log").read_text("utf-8")


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/conversation"])
def test_the_real_app_guards_its_pages(server: str, path: str) -> None:
    headers = ask(server + path)
    assert headers["Cache-Control"] == "no-store"
    assert "script-src 'self' blob:" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/media/x", "/static/js/x.js"])
def test_the_real_app_refuses_a_foreign_host(server: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="403"):
        ask(server + path, host="school.example")


def test_the_web_socket_refuses_a_foreign_host(server: str) -> None:
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port)) as line:
        line.sendall(
            b"GET /_stcore/stream HTTP/1.1\r\nHost: school.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        assert b" 403 " in line.recv(100)


def test_the_app_listens_on_this_computer_only(server: str) -> None:
    port = urlsplit(server).port
    with socket.socket() as line:  # another name of this computer, which a server on every interface answers to
        assert line.connect_ex(("127.0.0.2", port)) != 0
