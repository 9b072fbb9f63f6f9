"""The guard of every request, asked directly: which hosts it answers, and what it puts on each answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from analyser.ui import settings
from analyser.ui.security import HEADERS, MIDDLEWARE, UPLOAD_LIMIT_MB, host_name, keep_uploads_in_memory

OWN = "127.0.0.1:8501"
FOREIGN = ["school.example", "127.0.0.1.school.example:8501", "localhost.school.example", "192.0.2.7", "*", ""]


def page(_request: Any) -> PlainTextResponse:
    return PlainTextResponse("a page", headers={"Cache-Control": "public, max-age=600"})


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


APP = Starlette(
    routes=[
        Route("/", page),
        Route("/media/chat.pdf", page),
        Route("/static/js/main.js", page),
        WebSocketRoute("/_stcore/stream", talk),
    ],
    middleware=MIDDLEWARE,
)


def ask(path: str, *, host: str = OWN, origin: str = "", kind: str = "http") -> list[dict[str, Any]]:
    """Send one request through the guard and return what comes back, message by message."""
    sent = {"host": host} | ({"origin": origin} if origin else {})
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    scope = {"type": kind, "path": path, "method": "GET", "query_string": b"", "headers": raw}
    first = {"http": "http.request", "websocket": "websocket.connect"}[kind]
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": first}

    async def send(message: Any) -> None:
        answers.append(dict(message))

    asyncio.run(APP(scope, receive, send))
    return answers


def headers(path: str) -> Headers:
    return Headers(raw=ask(path)[0]["headers"])


@pytest.mark.parametrize("host", [OWN, "localhost:8501", "LOCALHOST", "[::1]:8501", "127.0.0.1"])
def test_this_computer_is_answered(host: str) -> None:
    assert ask("/", host=host)[1]["body"] == b"a page"


@pytest.mark.parametrize("host", FOREIGN)
def test_a_page_elsewhere_that_points_its_name_here_is_refused(host: str) -> None:
    start, body = ask("/media/chat.pdf", host=host)
    assert start["status"] == 403
    assert b"a page" not in body["body"]


@pytest.mark.parametrize("host", FOREIGN)
def test_the_web_socket_is_guarded_like_the_pages(host: str) -> None:
    assert ask("/_stcore/stream", kind="websocket")[0]["type"] == "websocket.accept"
    assert [answer["type"] for answer in ask("/_stcore/stream", host=host, kind="websocket")] == ["websocket.close"]


@pytest.mark.parametrize(
    "origin", ["https://school.example", "null", "http://127.0.0.1:9999", "http://127.0.0.1:8501.school.example"]
)
@pytest.mark.parametrize(("kind", "path"), [("http", "/media/chat.pdf"), ("websocket", "/_stcore/stream")])
def test_a_page_elsewhere_that_asks_this_computer_by_its_name_is_refused(kind: str, path: str, origin: str) -> None:
    assert ask(path, kind=kind, origin=f"http://{OWN}")[0].get("status", 101) in {101, 200}
    refused = ask(path, kind=kind, origin=origin)[0]
    assert refused.get("status", refused.get("code")) in {403, 1008}


@pytest.mark.parametrize("path", ["/", "/media/chat.pdf", "/static/js/main.js", "/nowhere"])
def test_every_answer_carries_the_security_headers(path: str) -> None:
    assert {name: headers(path)[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("path", "stored"), [("/", False), ("/media/chat.pdf", False), ("/nowhere", False), ("/static/js/main.js", True)]
)
def test_only_the_programs_own_files_may_be_stored(path: str, *, stored: bool) -> None:
    assert (headers(path)["Cache-Control"] != "no-store") is stored


def test_no_script_from_elsewhere_and_none_in_the_page_may_run() -> None:
    rules = dict(rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; "))
    assert rules["script-src"] == "'self' blob:"
    assert rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert not any("http" in rule or "*" in rule or "eval" in rule for rule in rules.values())


@pytest.mark.parametrize(
    ("host", "name"), [("127.0.0.1:80", "127.0.0.1"), ("[::1]", "[::1]"), ("[::1]:80", "[::1]"), ("a:b", "a:b")]
)
def test_a_host_is_its_name_without_the_port(host: str, name: str) -> None:
    assert host_name(host) == name


def in_memory(size: int) -> bool:
    """Parse one uploaded file of ``size`` bytes and tell whether it stayed off the disk."""
    form = Headers({"content-type": "multipart/form-data; boundary=x"})

    async def body() -> Any:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="chat.txt"\r\n\r\n'
        yield b"x" * size
        yield b"\r\n--x--\r\n"

    async def parse() -> bool:
        parts = await MultiPartParser(form, body()).parse()
        upload: Any = parts["file"]
        stayed = not upload.file._rolled
        await parts.close()
        return stayed

    return asyncio.run(parse())


def test_the_largest_upload_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1024 * 1024)
    assert not in_memory(2 * 1024 * 1024)
    keep_uploads_in_memory()
    assert in_memory(UPLOAD_LIMIT_MB * 1024 * 1024)


def test_the_settings_keep_the_app_to_this_computer() -> None:
    chosen = settings()
    assert chosen["server.address"] == "127.0.0.1"
    assert set(chosen["server.allowedHosts"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert chosen["server.maxUploadSize"] == UPLOAD_LIMIT_MB
    assert chosen["browser.gatherUsageStats"] is False
    assert chosen["client.showErrorDetails"] == "none"
