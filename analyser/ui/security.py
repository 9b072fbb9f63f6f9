"""Keeps the app to this computer and this browser: who may ask, what a page may load, what may be stored.

*Host names.* A web page elsewhere can point its own host name at 127.0.0.1 and so read a local server (DNS
rebinding). Its requests still carry its own name in ``Host``, so any name but this computer's is refused, for pages,
files and the web socket alike. A page elsewhere can also ask this computer by its true name; its browser then says
where the page is from in ``Origin``, which must be the app's own address. (Streamlit checks this too, but asks a
computer outside for this one's address when an origin is strange to it.)

*Content.* A strict policy: scripts come from the app itself (``blob:`` is how Streamlit loads a component of its own),
nothing is fetched from elsewhere, nobody may frame a page. ``'unsafe-inline'`` holds for styles only, which Streamlit
sets on elements; no style can read or send text under this policy, because images and fonts come from here too.

*Storing.* Pages and downloads are never kept by the browser. The program's own scripts and fonts may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

UPLOAD_LIMIT_MB = 64
HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """ASGI middleware that refuses foreign host names and origins, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; start-up and shut-down pass through."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif is_own(Headers(scope=scope)):
            await self.app(scope, receive, _with_headers(send, scope["path"]))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = PlainTextResponse("This app answers only on the computer that it runs on.", status_code=403)
            await refusal(scope, receive, _with_headers(send, scope["path"]))


MIDDLEWARE = [Middleware(Guard)]


def host_name(host: str) -> str:
    """Return a ``Host`` header without its port, in lower case; an IPv6 address keeps its brackets."""
    name, _, port = host.strip().lower().rpartition(":")
    return name if name and port.isdecimal() else host.strip().lower()


def is_own(headers: Headers) -> bool:
    """Tell whether a request is to this computer by its own name, and from nowhere but the app's own pages."""
    host = headers.get("host", "").strip().lower()
    origin = headers.get("origin")
    return host_name(host) in HOSTS and (origin is None or urlsplit(origin.lower()).netloc == host)


def keep_uploads_in_memory() -> None:
    """Stop the upload parser from writing files over 1 MB, its default, to a temporary folder."""
    MultiPartParser.spool_max_size = (UPLOAD_LIMIT_MB + 1) * 1024 * 1024


def _with_headers(send: Send, path: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            if not path.startswith("/static/"):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return send_with_headers
