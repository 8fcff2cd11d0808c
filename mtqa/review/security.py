"""What stands before every request: nothing behind it runs unless all of this holds.

Plain ASGI, around the whole application, so that errors and unknown addresses go through it too.  A write is a
``POST`` of JSON from a page of this server: a form of another site can send neither the content type nor the cookie,
and says where it is from.  ``GET`` and ``HEAD`` change nothing.
"""

from __future__ import annotations

import asyncio
import json
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from mtqa.review.access import Access

__all__ = ["HEADERS", "MOST_BYTES", "READ_SECONDS", "Guard"]

#: Bytes of a request's body.
MOST_BYTES: Final = 1_000_000
#: Seconds in which the body must have come.
READ_SECONDS: Final = 10.0

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_READS: Final = ("GET", "HEAD")
_ALLOW: Final = "GET, HEAD, POST"
#: Where the address from the terminal leads; nowhere else is a token looked at.
_LAUNCH: Final = "/"


class _Refusal(Exception):  # noqa: N818 - an answer, not a fault
    """A request that is not answered, and why."""

    def __init__(self, status: int, sentence: str, headers: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.headers = tuple(headers)


class Guard:
    """An ASGI application around another."""

    def __init__(
        self, app: ASGIApp, access: Access, *, most_bytes: int = MOST_BYTES, read_seconds: float = READ_SECONDS
    ) -> None:
        """Guard ``app``.

        Args:
            app: What answers requests that hold.
            access: What a request must show.
            most_bytes: Bytes of a body.
            read_seconds: Seconds in which it must have come.
        """
        self._app = app
        self._access = access
        self._most_bytes = most_bytes
        self._read_seconds = read_seconds
        self._is_spent = False  # the token that is good for one request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        send = _with_headers(send)
        try:
            if self._admit(scope):
                await _launch(self._access, send, is_foreign=_only(scope, b"sec-fetch-site") == "cross-site")
                return
            if scope["method"] not in _READS:
                receive = _replayed(await self._body(scope, receive), receive)
        except _Refusal as refusal:
            await _refuse(refusal, scope, send)
            return
        await self._app(scope, receive, send)

    def _admit(self, scope: Scope) -> bool:
        """Whether the request exchanges the token for the cookie; any other has shown all that it must."""
        host = _only(scope, b"host")
        if host is None or not self._access.is_host(host):
            raise _Refusal(403, "This is not the address that the page is at.")
        method, site = scope["method"], _only(scope, b"sec-fetch-site")
        if method not in (*_READS, "POST"):
            raise _Refusal(405, f"There is no {method[:20]} here.", [("allow", _ALLOW)])
        if method in _READS:
            mode = _only(scope, b"sec-fetch-mode")
            if site in {"cross-site", "same-site"} and mode != "navigate":
                raise _Refusal(403, "Another site may not load this.")
            token = _token(scope)
            if token is not None:
                if not self._is_token(token):
                    raise _Refusal(403, "The token is not right; open the address that stands in the terminal.")
                return True
        if not self._access.is_session(_cookie(scope, self._access.cookie)):
            raise _Refusal(401, "Open the address that stands in the terminal, with its token.")
        if method == "POST":
            self._admit_write(scope, host=host, site=site)
        return False

    def _is_token(self, token: str) -> bool:
        if self._access.is_once(token) and not self._is_spent:
            self._is_spent = True
            return True
        return self._access.is_token(token)

    def _admit_write(self, scope: Scope, *, host: str, site: str | None) -> None:
        origin = _only(scope, b"origin")
        if site not in {None, "same-origin"} or origin is None or not self._access.is_origin(origin, host=host):
            raise _Refusal(403, "Only a page of this server may write.")
        kind, _, rest = (_only(scope, b"content-type") or "").partition(";")
        charset = rest.strip().lower().replace('"', "")
        if kind.strip().lower() != "application/json" or charset not in {"", "charset=utf-8"}:
            raise _Refusal(415, "A write is JSON: Content-Type application/json.")
        if _all(scope, b"content-encoding"):
            raise _Refusal(415, "A write is not compressed.")

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        """The body, if it comes in time and is not too large."""
        declared = _only(scope, b"content-length")
        if declared is not None and (not declared.isdecimal() or int(declared[:20]) > self._most_bytes):
            raise self._too_large()
        data = bytearray()
        try:
            async with asyncio.timeout(self._read_seconds):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise _Refusal(400, "The request ended before its body.")
                    data += message.get("body", b"")
                    if len(data) > self._most_bytes:
                        raise self._too_large()
                    if not message.get("more_body", False):
                        return bytes(data)
        except TimeoutError:
            raise _Refusal(408, "The body of the request took too long.") from None

    def _too_large(self) -> _Refusal:
        return _Refusal(413, f"At most {self._most_bytes:,} bytes in one request.")


def _all(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _only(scope: Scope, name: bytes) -> str | None:
    """The one value of a header; ``None`` if there is none.  What is said twice is not said."""
    values = _all(scope, name)
    if len(values) > 1:
        raise _Refusal(400, f"The header {name.decode()} is there twice.")
    return values[0] if values else None


def _token(scope: Scope) -> str | None:
    if scope["path"] != _LAUNCH:
        return None
    try:
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return None
    return next((value for name, value in pairs if name == "token"), None)


def _cookie(scope: Scope, name: str) -> str:
    """The value of a cookie; read by hand, for what other programs on this machine set must not hide ours."""
    pairs = (part.partition("=") for header in _all(scope, b"cookie") for part in header.split(";"))
    return next((value.strip() for key, _, value in pairs if key.strip() == name), "")


async def _launch(access: Access, send: Send, *, is_foreign: bool) -> None:
    """Give the cookie for the token, and lead to the address without it.

    A browser that comes from a link of another site, as in a message, sends no strict cookie along a redirect; a
    page of ours that leads on is no such link.
    """
    cookie = f"{access.cookie}={access.session}; HttpOnly; SameSite=Strict; Path=/"
    headers = [("set-cookie", cookie)]
    if is_foreign:
        page = f'<meta http-equiv="refresh" content="0;url={_LAUNCH}"><p><a href="{_LAUNCH}">Go to the articles</a></p>'
        await _send_page(page, 200, headers, send)
    else:
        await _send(b"", 303, [("location", _LAUNCH), *headers], send)


async def _refuse(refusal: _Refusal, scope: Scope, send: Send) -> None:
    """Say why, as JSON to a program and as a page to a person; the rest of the request is not waited for."""
    headers = [*refusal.headers, ("connection", "close")]
    if "text/html" in ",".join(_all(scope, b"accept")):
        # a browser that came here from another site does not send a strict cookie; its next step does
        page = f'<h1>mtqa review</h1><p>{escape(refusal.sentence)}</p><p><a href="/">Go to the articles</a></p>'
        await _send_page(page, refusal.status, headers, send, is_head=scope["method"] == "HEAD")
    else:
        body = b"" if scope["method"] == "HEAD" else json.dumps({"error": refusal.sentence}).encode()
        await _send(body, refusal.status, [("content-type", "application/json"), *headers], send)


async def _send_page(
    markup: str, status: int, headers: list[tuple[str, str]], send: Send, *, is_head: bool = False
) -> None:
    page = f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>mtqa review</title>{markup}</html>'
    body = b"" if is_head else page.encode()
    await _send(body, status, [("content-type", "text/html; charset=utf-8"), *headers], send)


async def _send(body: bytes, status: int, headers: list[tuple[str, str]], send: Send) -> None:
    every = [*headers, ("content-length", str(len(body)))]
    pairs = [(name.encode(), value.encode("latin-1", "replace")) for name, value in every]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    """Put the headers on every answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message.get("headers", ())}
            more = [(name.encode(), value.encode()) for name, value in HEADERS.items() if name.encode() not in own]
            message = {**message, "headers": [*message.get("headers", ()), *more]}
        await send(message)

    return sending


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the whole body, then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
