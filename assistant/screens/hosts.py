"""The names that a server goes by, and whether others than its own machine can reach it."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable

# A name or a number, one of six parts in brackets, and perhaps a port: no user, no path.
_HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^\s:/?#@\[\]\\]+))(?::\d{1,5})?")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Hosts:
    """The names that a server goes by. `beyond`: whether it serves others than its own machine; `reached`: whether they
    can come to it, by its address or through a proxy that has another name for it."""

    def __init__(self, bound: str, known_as: Iterable[str] = ()) -> None:
        """`bound`: the address that is served at; `known_as`: further names, as the operator says."""
        self.beyond = is_beyond(bound)
        known_as = tuple(known_as)
        self.reached = self.beyond or bool(known_as)
        names = {bound, *known_as, *(_LOOPBACK if not self.beyond or _is_any(bound) else ())}
        if self.beyond:
            names |= {socket.gethostname(), socket.getfqdn()}
        self._names = frozenset(name.lower().strip("[]").rstrip(".") for name in names)

    def hold(self, host: str) -> bool:
        """Whether a request's Host, with or without its port, is one of them."""
        name = name_of(host)
        # Beyond this machine not all its numbers are known; a number cannot be made to point elsewhere, as a name can.
        return name in self._names or (self.beyond and _is_address(name))


def is_beyond(bound: str) -> bool:
    """Whether what is served at this address can be reached from other machines."""
    name = bound.lower().strip("[]")
    return name != "localhost" and not (_is_address(name) and ipaddress.ip_address(name).is_loopback)


def name_of(host: str) -> str:
    """A Host without its port, in lower case; "" where it is none."""
    match = _HOST.fullmatch(host)
    return (match[1] or match[2]).lower().removesuffix(".") if match else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_any(bound: str) -> bool:
    return _is_address(bound.strip("[]")) and ipaddress.ip_address(bound.strip("[]")).is_unspecified
