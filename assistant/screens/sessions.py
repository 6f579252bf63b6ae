"""Who asks, and from which open page; of the calls of one kind from one page the newest alone.

A page asks for what comes after an answer; where another answer has come meanwhile, nobody waits for the first.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

PERSON = "further.person"  # where the gate writes in a request's scope who signed in
# The page's own name for itself, drawn by chance when it was opened; "" where it says none.
session: ContextVar[str] = ContextVar("session", default="")
# Whose what is left with the server is: a session or a token; "" where nobody signs in.
owner: ContextVar[str] = ContextVar("owner", default="")
# The name of who signed in with a password; "" where nobody has to, and for a program that comes by a token.
person: ContextVar[str] = ContextVar("person", default="")
address: ContextVar[str] = ContextVar("address", default="")  # of the machine that asks
_ROOM = 1000  # pages remembered


def person_of(scope: Mapping[str, Any]) -> str | None:
    """The name of who signed in for this request, by password or by token; None where nobody has to."""
    name = scope.get(PERSON)
    return name if isinstance(name, str) else None


class Superseded(Exception):
    """A newer call of the same page is there."""


class Ticket:
    """One call's place; `check` raises Superseded once there is a newer one."""

    def __init__(self) -> None:
        self.superseded = False

    def check(self) -> None:
        if self.superseded:
            raise Superseded


class Newest:
    """The newest ticket of each page."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}
        self._lock = threading.Lock()

    def begin(self, page: str) -> Ticket:
        """The ticket of a new call. One of a page without a name is never superseded."""
        ticket = Ticket()
        with self._lock:
            if page and (before := self._tickets.pop(page, None)):
                before.superseded = True
            if page:
                self._tickets[page] = ticket
            while len(self._tickets) > _ROOM:
                del self._tickets[next(iter(self._tickets))]
        return ticket
