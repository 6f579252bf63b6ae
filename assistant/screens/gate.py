"""Every request comes through here first: for whom it is, where it comes from, what it asks for, how much it brings.

A page of another site can make a browser call a server on the same machine or in the same house. So only
names that this server goes by are answered (a foreign name that was made to point here is none), nothing that another
site's page sends is let in, no other site is given leave to read, and of what Gradio would serve only what this page
uses is there. Where people have to sign in, nothing but the login is there for anybody else.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.screens.hosts import Hosts
from assistant.screens.login import LARGEST_FORM, PATHS, Door
from assistant.screens.rates import Rate, Rates
from assistant.screens.sessions import address, owner, person, session

# The page may talk to the server it came from and to nobody else. Gradio builds its templates at run time (eval) and
# writes styles and scripts into the page.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; base-uri 'self'; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
_TOLD = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_CALL = "/gradio_api/component_server"
_SHOWN = frozenset({"/", "/theme.css", "/favicon.ico", "/static/js/iframeResizer.contentWindow.min.js"})
_ASSETS = "/assets/"
# Characters: names of Gradio's scripts and digests of texts, and room; a system takes 255 for a name.
_LONGEST_PATH = 200
_LONGEST_ADDRESS = 64  # characters; a proxy on this machine says it in a header
_MEGABYTE = 1024 * 1024
# Bytes that a body may have, by what the path begins with. None: the route itself stops reading, and says so in words.
_SENT: dict[str, int | None] = {
    **dict.fromkeys(PATHS, LARGEST_FORM),
    _CALL: 8 * _MEGABYTE,
    "/own": None,
    "/check": None,
    **dict.fromkeys(("/saved/", "/cases/", "/cited/", "/checked/", "/brief/", "/basket/"), 8 * _MEGABYTE),
}
# What other programs may call, where the operator opened it (`--api`); bytes that a body may have.
_MCP = "/mcp"
_DOORS = {"/api/v1/": 8 * _MEGABYTE, _MCP: 2 * _MEGABYTE}
# By the names of calls and the beginnings of paths.
_RATES = {
    "ask": Rate(60, 5),
    "/own": Rate(10, 0.2),
    "/check": Rate(20, 0.5),
    "/brief/": Rate(20, 1),
    "/basket/": Rate(20, 1),
    "/login": Rate(60, 1),
    **{door: Rate(60, 5) for door in _DOORS},
}
_EXACTLY = frozenset({"/own", "/check", "/check/draft"})


class _TooMuch(Exception):
    """The body is over its limit."""


class Gate:
    """`calls`, `components`: what the page's script may call of Gradio, by name, and the ids it may call it of.
    `login`: the door that people sign in at; None: nobody has to. `uploads`: whether people may bring files. `doors`:
    whether other programs may come in by `/api/v1` and `/mcp`."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Hosts,
        calls: Collection[str],
        components: Collection[int],
        login: Door | None = None,
        *,
        uploads: bool = True,
        doors: bool = False,
    ) -> None:
        self._app, self._hosts, self._login, self._uploads, self._doors = app, hosts, login, uploads, doors
        self._rates = Rates()
        self._calls, self._components = frozenset(calls), frozenset(components)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # nothing here speaks WebSocket
        begun, told = False, dict[str, str]()

        async def answered(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
                headers.update(_TOLD | told)
                if self._login and not scope["path"].startswith(_ASSETS):
                    headers["Cache-Control"] = "no-store"  # who signed out and goes back sees nothing
            await send(message)

        refused = self._refused(scope)
        if refused:
            await self._refusal(scope, refused)(scope, receive, answered)
            return
        owner.set("")
        person.set("")
        address.set((scope.get("client") or ("",))[0][:_LONGEST_ADDRESS])
        try:
            if self._login:
                if scope["path"] == "/login":
                    self._count("/login")
                early = await self._login.answer(scope, lambda: _whole(receive, LARGEST_FORM))
                if early:
                    told = {name: early.headers[name] for name in _TOLD if name in early.headers}
                    await early(scope, receive, answered)
                    return
            if door := self._door(scope["path"]):
                self._count(door)
                body = await _whole(receive, _DOORS[door])
                await _while_wanted(self._app, scope, body, receive, answered)
                return
            if not scope["path"].startswith(_CALL):
                self._count(scope["path"])
                await self._app(scope, _limited(receive, _limit(scope["path"])), answered)
                return
            body = await self._checked_call(scope, receive)
            await _while_wanted(self._app, scope, body, receive, answered)
        except _TooMuch:
            if not begun:
                await self._refusal(scope, 413)(scope, receive, answered)
        except _NoCall as fault:
            await self._refusal(scope, fault.status)(scope, receive, answered)

    def _door(self, path: str) -> str | None:
        """The door for programs that the path leads to; None for the page's own, and where they are shut."""
        return next((door for door in _DOORS if self._doors and _is_under(path, door)), None)

    def _refusal(self, scope: Scope, status: int) -> Response:
        if not self._door(scope["path"]):
            return PlainTextResponse("", status)
        from assistant.api.problems import problem  # where nobody opened the doors nothing of them is loaded

        return problem(status)

    def _refused(self, scope: Scope) -> int | None:
        """The status with which a request is turned away before anything of it is read; None where it is let in."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._hosts.hold(hosts[0]):
            return 421
        if len(headers.getlist("origin")) > 1:
            return 403
        method, path = scope["method"], scope["path"]
        if method == "OPTIONS" or not _is_ours(headers, hosts[0], method, path):
            return 403
        door = self._door(path)
        signing_in = self._login and path in PATHS and method in ("GET", "HEAD", "POST")
        if not (_is_served(method, path) or signing_in or (door and _is_plain(path))):
            return 404
        if not self._uploads and (path in ("/own", "/check/draft") or (path == "/check" and headers.get("x-name"))):
            return 403
        if door == _MCP and method != "POST":
            return 405  # it would hold a line open on which nothing is ever said
        limit = _DOORS[door] if door else _limit(path) if method == "POST" else 0
        declared = headers.get("content-length", "0")
        if not declared.isascii() or not declared.isdigit():
            return 400
        return 413 if limit is not None and int(declared[:12]) > limit else None

    def _count(self, kind: str) -> None:
        """Raises _NoCall where the address asks more often than an office does."""
        kind = next((one for one in _RATES if kind.startswith(one)), "")
        if kind and not self._rates.allow(address.get(), kind, _RATES[kind]):
            raise _NoCall(429)

    async def _checked_call(self, scope: Scope, receive: Receive) -> bytes:
        """The request's body, once it is known to be a call that this page makes. Raises _NoCall, _TooMuch."""
        if Headers(scope=scope).get("content-type", "").split(";")[0].strip().lower() != "application/json":
            raise _NoCall(415)  # what a form of another site may send without asking
        body = await _whole(receive, 8 * _MEGABYTE)
        try:
            sent: Any = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise _NoCall(422) from error
        if not isinstance(sent, dict) or not isinstance(sent.get("session_hash", ""), str | None):
            raise _NoCall(422)
        number, name = sent.get("component_id"), sent.get("fn_name")
        if not isinstance(number, int) or not isinstance(name, str):
            raise _NoCall(422)
        if number not in self._components or name not in self._calls:
            raise _NoCall(404)
        self._count(name)
        session.set(str(sent.get("session_hash") or "")[:100])
        return body


class _NoCall(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def _while_wanted(app: ASGIApp, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
    """The call, until it is answered or the browser has left: what waits its turn is then never done."""
    left = asyncio.Event()
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            await left.wait()
            return {"type": "http.disconnect"}
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        left.set()

    answering, watching = asyncio.ensure_future(app(scope, again, send)), asyncio.ensure_future(watch())
    try:
        await asyncio.wait({answering, watching}, return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            answering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await answering
    finally:
        answering.cancel()
        watching.cancel()


def _is_ours(headers: Headers, host: str, method: str, path: str) -> bool:
    """Whether a request comes from this server's own page, from no page at all, or follows a link to the page."""
    origin = headers.get("origin")
    if origin is not None:
        try:
            return urlsplit(origin).netloc.lower() == host.lower()
        except ValueError:  # "http://["
            return False
    if headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return True
    return method in ("GET", "HEAD") and path == "/" and headers.get("sec-fetch-mode") == "navigate"


def _is_under(path: str, door: str) -> bool:
    return path.startswith(door) if door.endswith("/") else path == door


def _is_plain(path: str) -> bool:
    return len(path) <= _LONGEST_PATH and not any(one in path for one in ("..", "//", "\\", "\0"))


def _is_served(method: str, path: str) -> bool:
    if not _is_plain(path):
        return False
    if method in ("GET", "HEAD"):
        return path in _SHOWN or path.startswith(_ASSETS)
    if method != "POST":
        return False
    if path.startswith(_CALL):
        return path.removeprefix(_CALL) in ("", "/")
    return path in _EXACTLY or any(path.startswith(one) for one in _SENT if one.endswith("/"))


def _limit(path: str) -> int | None:
    return next((limit for one, limit in _SENT.items() if path.startswith(one)), 0) if path not in _EXACTLY else None


def _limited(receive: Receive, limit: int | None) -> Receive:
    """The same, until more than `limit` bytes have come. Raises _TooMuch."""
    come = 0

    async def counted() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        if limit is not None and come > limit:
            raise _TooMuch
        return message

    return counted


async def _whole(receive: Receive, limit: int) -> bytes:
    parts, more = bytearray(), True
    counted = _limited(receive, limit)
    while more:
        message = await counted()
        if message["type"] == "http.disconnect":
            break
        parts += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(parts)
