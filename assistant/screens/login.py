"""The login in front of everything: who asks has a session, by a cookie, or brings a token; anybody else gets the form.

A session lives in this program's memory and ends with it, when nobody asks for a while, when the person signs out, and
when the user is removed or has another password.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import Scope

from assistant.collection.accounts import Accounts, UnusableName, UsersUnreadable, known_name
from assistant.screens.interface_text import LANGUAGES
from assistant.screens.lockouts import LockedOut, Lockouts
from assistant.screens.login_page import login_page, to_the_login
from assistant.screens.sessions import PERSON, owner, person

LARGEST_FORM = 16 * 1024  # bytes
PATHS = frozenset({"/login", "/logout"})
_IDLE, _LONGEST = 3600, 12 * 3600  # seconds without a call, and in all; an open page calls every few seconds
_ROOM = 5000  # sessions at once
_COOKIE, _SHOWN = "further_session", "further_person"  # the second tells the page's script a name, and opens nothing
_LONGEST_QUERY = 4000  # characters
# What the form's own page may do. It is left with an Origin, which `no-referrer` would take from it.
_TOLD = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(slots=True)
class _Session:
    """`password`: the hash that opened it. `begun`, `heard`: monotonic seconds."""

    name: str
    password: str
    begun: float
    heard: float


class Door:
    """`ended` hears the owner of what was left with the server, as `sessions.owner` has it, when a session is over.
    `now`: seconds of a clock that nobody can set back."""

    def __init__(
        self,
        accounts: Accounts,
        ended: Callable[[str], None] = lambda _: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._accounts, self._ended, self._now = accounts, ended, now
        self._sessions: dict[str, _Session] = {}  # by the digest of what the cookie holds
        self._lockouts = Lockouts(now)
        self._one_at_a_time = asyncio.Semaphore(1)  # a password costs 64 MB and half a second to compare
        self._told = ""

    async def answer(self, scope: Scope, body: Callable[[], Awaitable[bytes]]) -> Response | None:
        """What is answered before the application is asked; None where somebody has signed in, whom the scope then
        names. `body`: reads the request's, as a coroutine."""
        headers, path = Headers(scope=scope), scope["path"]
        try:
            self._accounts.users()  # can be read at all
            name = self._known(headers)
            self._told = ""
            if path == "/login":
                return await self._login(scope, headers, name, body)
        except UsersUnreadable as error:
            return self._closed(scope, headers, str(error))
        if name is None:
            return self._refusal(scope, headers)
        if path == "/logout":
            return self._logout(scope, headers)
        scope[PERSON] = name
        return None

    def _known(self, headers: Headers) -> str | None:
        """Who it is; sets the owner of what is left with the server. Raises UsersUnreadable."""
        bearer = headers.get("authorization", "")
        if bearer[:7].lower() == "bearer ":
            token = bearer[7:].strip()
            name = self._accounts.of_token(token)
            owner.set(f"token {_digest(token)}" if name else "")
            return name
        key = _digest(_cookie(headers))
        session = self._sessions.get(key)
        if session is None:
            return None
        now, user = self._now(), self._accounts.users().get(session.name)
        over = now - session.heard > _IDLE or now - session.begun > _LONGEST
        if over or user is None or user.password != session.password:
            self._end(key)
            return None
        session.heard = now
        owner.set(f"session {key}")
        person.set(session.name)
        return session.name

    async def _login(
        self, scope: Scope, headers: Headers, name: str | None, body: Callable[[], Awaitable[bytes]]
    ) -> Response:
        if scope["method"] != "POST":
            asked = _fields(scope["query_string"])
            if name:
                return _onward(asked.get("query", ""))
            return _form(asked.get("language") or preferred(headers), asked.get("query", ""))
        if headers.get("content-type", "").split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            return PlainTextResponse("", 415)
        sent = _fields(await body())
        language, query = sent.get("language") or preferred(headers), sent.get("query", "")
        typed = sent.get("name", "").strip()[:64]
        address = (scope.get("client") or ("",))[0]
        try:
            self._lockouts.begin(_counted(typed), address)
        except LockedOut as locked:
            page = _form(language, query, typed, "login_locked", 429, minutes=locked.minutes)
            page.headers["Retry-After"] = str(locked.minutes * 60)
            return page
        async with self._one_at_a_time:
            known = await asyncio.to_thread(self._accounts.holds, typed, sent.get("password", ""))
        if known is None:
            return _form(language, query, typed, "login_wrong", 401)
        self._lockouts.succeeded(known, address)
        return self._begun(scope, headers, known, query)

    def _begun(self, scope: Scope, headers: Headers, name: str, query: str) -> Response:
        self._end(_digest(_cookie(headers)))  # of whoever was signed in here before
        now, secret = self._now(), secrets.token_urlsafe(32)
        for key, session in list(self._sessions.items()):
            if now - session.heard > _IDLE or now - session.begun > _LONGEST:
                self._end(key)
        while len(self._sessions) >= _ROOM:
            self._end(min(self._sessions, key=lambda key: self._sessions[key].heard))
        self._sessions[_digest(secret)] = _Session(name, self._accounts.users()[name].password, now, now)
        onward, secure = _onward(query), scope.get("scheme") == "https"
        onward.set_cookie(_COOKIE, secret, path="/", secure=secure, httponly=True, samesite="strict")
        onward.set_cookie(_SHOWN, quote(name), path="/", secure=secure, httponly=False, samesite="strict")
        return onward

    def _logout(self, scope: Scope, headers: Headers) -> Response:
        if scope["method"] != "POST":
            return PlainTextResponse("", 405, {"Allow": "POST"})
        self._end(_digest(_cookie(headers)))
        return _without_cookies(Response(status_code=204))

    def _end(self, key: str) -> None:
        if self._sessions.pop(key, None):
            self._ended(f"session {key}")

    def _refusal(self, scope: Scope, headers: Headers) -> Response:
        """To a browser that asks for the page, the way to the form; to everything else 401 alone."""
        challenge = {"WWW-Authenticate": "Bearer"}
        if scope["method"] == "GET" and scope["path"] == "/":
            query = scope["query_string"].decode("latin-1")[:_LONGEST_QUERY]
            page = HTMLResponse(to_the_login(preferred(headers), query), 401, {**_TOLD, **challenge})
            return _without_cookies(page) if _cookie(headers) else page
        return PlainTextResponse("", 401, challenge)

    def _closed(self, scope: Scope, headers: Headers, reason: str) -> Response:
        """Nobody may come in; the terminal is told why, once."""
        if reason != self._told:
            print(reason, file=sys.stderr, flush=True)
            self._told = reason
        if scope["path"] in ("/", "/login"):
            return _form(preferred(headers), "", "", "login_broken", 503)
        return PlainTextResponse("", 503)


def _counted(typed: str) -> str:
    """As the file of users would know it: no other spelling of a name has tries of its own."""
    try:
        return known_name(typed)
    except UnusableName:
        return typed.casefold()


def preferred(headers: Headers) -> str:
    """The first of the browser's languages that is one of ours."""
    for tag in headers.get("accept-language", "").split(","):
        if (code := tag.strip()[:2].lower()) in LANGUAGES:
            return code
    return "en"


def _form(
    language: str, query: str, name: str = "", fault: str = "", status: int = 200, /, **parts: object
) -> HTMLResponse:
    spoken = language if language in LANGUAGES else "en"
    return HTMLResponse(login_page(spoken, query[:_LONGEST_QUERY], name, fault, **parts), status, _TOLD)


def _onward(query: str) -> Response:
    """To the page, with the query of the address that was asked for first; to no other place."""
    address = f"/?{quote(query[:_LONGEST_QUERY], safe='=&%+,;:@!$()*~/?.-_')}" if query else "/"
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _without_cookies(response: Response) -> Response:
    for name in (_COOKIE, _SHOWN):
        response.delete_cookie(name, path="/", samesite="strict")
    return response


def _fields(written: bytes) -> dict[str, str]:
    """A form's fields, or an address's; {} where they are none."""
    try:
        found = parse_qs(written.decode("utf-8", "replace"), max_num_fields=20)
    except ValueError:
        return {}
    return {key: values[0] for key, values in found.items()}


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
