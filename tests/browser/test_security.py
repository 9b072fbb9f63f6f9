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

from tests.browser.traces import holding, written
from tests.hazards import PLANTED

Give = Callable[..., None]
GoTo = Callable[[Page, str], None]
Open = Callable[[Page], None]
OpenFile = Callable[[Page, str, str], None]
Settle = Callable[[Page], None]

HOSTILE = f"""03/11/2025, 08:00 - Ann created group "![](https://evil.example/g.png)"
03/11/2025, 08:01 - ![x](https://evil.example/s.png): <script>window.ran = 1</script>
23/11/2025, 08:02 - Ben: ![](https://evil.example/i.png) <img src=https://evil.example/j.png onerror=ran=1>
23/11/2025, 08:03 - Cat: www.evil.example https://evil.example/a =HYPERLINK("https://evil.example") :red[x] $x$
23/11/2025, 08:04 - \u202eDan: [you stupid cow](javascript:ran=1) \u202egnp.exe
23/11/2025, 08:05 - <b>Eve</b>: {PLANTED}, you stupid cow ![](https://evil.example/k.png)
"""


def ask(address: str, host: str | None = None) -> Message:
    """Ask the server for ``address`` and return the headers of its answer."""
    request = urllib.request.Request(address, headers={"Host": host} if host else {})  # noqa: S310 - a loopback address
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
        headers: Message = answer.headers
        return headers


def test_an_upload_is_never_on_disk(page: Page, open_file: OpenFile, settle: Settle, traces: Path) -> None:
    open_file(page, "chat.txt", HOSTILE)  # whatever the program unpacks once for itself is there after this
    before = written(traces)
    page.reload()
    settle(page)
    long = "".join(f"23/11/2025, 08:{minute} - Ben: {'word ' * 10_000}\n" for minute in range(10, 60))
    open_file(page, "chat.txt", HOSTILE + long)  # over the 1 MB that would go to a temporary file
    assert written(traces) == before
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
    assert download.value.url.startswith("blob:")  # made in the page: no server hands it out, so nothing keeps it


def test_two_tabs_at_once_never_show_each_other(
    page: Page, answer: Open, give: Give, go_to: GoTo, settle: Settle
) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    words = {page: PLANTED, other: "a porcelain walrus"}
    for tab, planted in words.items():
        settle(tab)
        answer(tab)
        give(tab, "chat.txt", HOSTILE.replace(PLANTED, planted).encode())
    for tab in words:
        tab.get_by_role("button", name="Open this file").click()  # the second while the first is at it
    for tab, planted in words.items():
        tab.get_by_role("heading", name="This chat is open").wait_for()
        go_to(tab, "Conversation")
        assert [each for each in words.values() if each in tab.inner_text("body")] == [planted]


def watched(program: str, traces: Path) -> str:
    """Run a program as the server is run, in a folder of its own below ``traces``, and return what it complains of."""
    copy = traces / "copy"
    copy.mkdir(exist_ok=True)
    (copy / "sitecustomize.py").write_bytes((traces / "sitecustomize.py").read_bytes())
    environment = os.environ | {"PYTHONPATH": str(copy), "TMPDIR": str(copy)}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr


def test_the_server_is_really_cut_off(server: str, traces: Path) -> None:  # noqa: ARG001 - the server lays the cut
    program = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)"
    assert "cut off" in watched(program, traces)
    assert "192.0.2.1" in (traces / "copy" / "log.outside").read_text("utf-8")


def test_a_file_that_is_gone_again_would_have_been_noticed(server: str, traces: Path) -> None:  # noqa: ARG001 - as above
    assert watched("import tempfile; tempfile.TemporaryFile().write(b'words')", traces) == ""
    assert str(traces / "copy") in written(traces / "copy")


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


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("own", "own", b" 101 "),
        ("school.example", "own", b" 403 "),  # another name that points here
        ("own", "https://school.example", b" 403 "),  # a page elsewhere that asks this computer
        ("own", "null", b" 403 "),
    ],
)
def test_the_web_socket_opens_for_this_computers_own_pages_only(
    server: str, host: str, origin: str, status: bytes
) -> None:
    own = urlsplit(server)
    head = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host.replace('own', own.netloc)}",
        f"Origin: {origin.replace('own', server)}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version: 13",
        "\r\n",
    ]
    with socket.create_connection((own.hostname, own.port)) as line:
        line.sendall("\r\n".join(head).encode())
        assert status in line.recv(100)


def test_the_app_listens_on_this_computer_only(server: str) -> None:
    port = urlsplit(server).port
    with socket.socket() as line:  # another name of this computer, which a server on every interface answers to
        assert line.connect_ex(("127.0.0.2", port)) != 0
