"""Somebody who asks a served page over HTTP, as the page's script does; signed in where one has to."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

_CALL = "/gradio_api/component_server/"


class Person:
    """`name`, `password`: to sign in with, "" where nobody has to. `machine`: the address that the person sits at."""

    def __init__(self, address: str, name: str = "", password: str = "", machine: str = "127.0.0.1") -> None:
        self._place, self._origin = urlsplit(address).netloc, address.rstrip("/")
        self._machine, self._session = machine, f"{name or 'somebody'} at {machine}"
        self._cookies = ""
        if name:
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            body = urlencode({"name": name, "password": password}).encode()
            status, headers, _ = self.sent("/login", body, form)
            assert status == 303, f"{name} could not sign in: {status}"
            given = [value for told, value in headers if told.lower() == "set-cookie"]
            self._cookies = "; ".join(value.split(";")[0] for value in given)
        page = self.sent("/", None)[2].decode()
        config = json.loads(page.split("window.gradio_config = ", 1)[1].split(";</script>", 1)[0])
        self._component = next(one["id"] for one in config["components"] if one["props"].get("server_fns"))

    def sent(
        self, path: str, body: bytes | None, headers: dict[str, str] | None = None
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers, body; GET where no body is sent."""
        connection = http.client.HTTPConnection(self._place, timeout=120, source_address=(self._machine, 0))
        try:
            told = {"Origin": self._origin, "Cookie": self._cookies, **(headers or {})}
            connection.request("GET" if body is None else "POST", path, body, told)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        finally:
            connection.close()

    def calls(self, name: str, **data: Any) -> Any:
        call = {"component_id": self._component, "fn_name": name, "session_hash": self._session, "data": data}
        status, _, said = self.sent(_CALL, json.dumps(call).encode(), {"Content-Type": "application/json"})
        assert status == 200, f"{name}: {status}"
        return json.loads(said)

    def opens(self, name: str, content: bytes) -> str:
        """The key of a document of one's own that is being read now."""
        _, _, said = self.sent("/own", content, {"X-Further": "1", "X-Name": name})
        return str(json.loads(said)["document"])

    def until(self, holds: Callable[[], Any], seconds: float = 120) -> Any:
        latest = time.monotonic() + seconds
        while not (found := holds()):
            assert time.monotonic() < latest
            time.sleep(0.1)
        return found
