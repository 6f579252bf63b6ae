"""What the server lets in and what it tells: over HTTP, and from another site's page in a real Chromium."""

from __future__ import annotations

import http.client
import http.server
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from assistant.screens.hosts import Hosts, is_beyond
from tests.chat_server import Chat

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_CALL = "/gradio_api/component_server/"
_JSON = {"Content-Type": "application/json"}


def asked(
    chat: Chat, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in lower case, body. A connection that is cut while a body is sent is read all the same."""
    connection = http.client.HTTPConnection(urlsplit(chat.address).netloc, timeout=30)
    connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
    for name, value in (headers or {}).items():
        connection.putheader(name, value)
    if body is not None and "Content-Length" not in (headers or {}):
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body if body is not None else None)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def called(name: str, data: object, component: int) -> bytes:
    sent = {"component_id": component, "fn_name": name, "session_hash": "abc", "data": data}
    return json.dumps(sent).encode()


@pytest.fixture(scope="session")
def component(scripted: Chat) -> int:
    """The id of the part of the page that the script calls."""
    page = asked(scripted, "GET", "/")[2].decode()
    config = json.loads(page.split("window.gradio_config = ", 1)[1].split(";</script>", 1)[0])
    return int(next(one["id"] for one in config["components"] if one["props"].get("server_fns")))


@pytest.mark.server
@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "evil.example:7860", "192.168.1.4", "127.0.0.1.evil.example", "", "[", "a@", "a@127.0.0.1"),
        *("127.0.0.1/evil.example", "127.0.0.1#a", "127.0.0.1?a", "127.0.0.1:a", "127.0.0.1:-1", "localhost.."),
    ],
)
def test_a_name_that_the_server_does_not_go_by_is_not_answered(scripted: Chat, host: str) -> None:
    status, _, body = asked(scripted, "GET", "/", {"Host": host})
    assert (status, body) == (421, b"")


@pytest.mark.server
def test_this_machine_is_known_by_its_usual_names(scripted: Chat) -> None:
    port = urlsplit(scripted.address).port
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", "LOCALHOST", "[::1]:9", "localhost."):
        assert asked(scripted, "GET", "/", {"Host": host})[0] == 200


def test_who_serves_a_network_answers_to_numbers_and_to_the_names_that_the_operator_says() -> None:
    hosts = Hosts("0.0.0.0", ["further.mission.example"])
    assert all(map(hosts.hold, ("10.1.2.3:7860", "further.mission.example:7860", "localhost", "[fe80::1]:80")))
    assert not hosts.hold("evil.example")
    assert not Hosts("127.0.0.1").hold("10.1.2.3")
    assert [is_beyond(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost")] == [False] * 4
    assert [is_beyond(host) for host in ("0.0.0.0", "::", "10.0.0.1", "mission.example")] == [True] * 4


@pytest.mark.server
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_what_another_sites_page_sends_is_refused_and_told_nothing(
    scripted: Chat, component: int, headers: dict[str, str]
) -> None:
    call = called("glance", {}, component)
    for method, path, body in (("POST", _CALL, call), ("POST", "/own", b"words"), ("GET", "/", None)):
        status, told, said = asked(scripted, method, path, {**headers, **_JSON, "x-further": "1"}, body)
        assert (status, said) == (403, b"")
        assert not [name for name in told if name.startswith("access-control")]


@pytest.mark.server
def test_a_request_that_says_two_origins_is_refused(scripted: Chat) -> None:
    place = urlsplit(scripted.address).netloc
    said = f"GET /theme.css HTTP/1.0\r\nHost: {place}\r\nOrigin: http://{place}\r\nOrigin: http://evil.example\r\n\r\n"
    with socket.create_connection(place.split(":"), 10) as connection:  # type: ignore[arg-type]
        connection.sendall(said.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 403")


@pytest.mark.server
def test_a_link_from_another_site_leads_to_the_page_and_to_nothing_else(scripted: Chat) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert asked(scripted, "GET", "/?q=Ebola", headers)[0] == 200
    assert asked(scripted, "GET", "/theme.css", headers)[0] == 403


@pytest.mark.server
def test_a_preflight_is_refused(scripted: Chat) -> None:
    for origin in ("http://evil.example", scripted.address.rstrip("/")):
        headers = {
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "x-further",
        }
        status, told, _ = asked(scripted, "OPTIONS", "/own", headers)
        assert status == 403
        assert not [name for name in told if name.startswith("access-control")]


@pytest.mark.server
@pytest.mark.parametrize(
    "path",
    [
        *(
            "/config",
            "/info",
            "/gradio_api/info",
            "/gradio_api/openapi.json",
            "/gradio_api/queue/join",
            "/docs",
            "/login",
        ),
        *(
            "/gradio_api/upload",
            "/gradio_api/file=/etc/passwd",
            "/gradio_api/heartbeat/abc",
            "/monitoring",
            "/robots.txt",
        ),
        *(
            "/gradio_api/proxy=http://evil.example",
            "/gradio_api/vibe-edit",
            "/gradio_api/component_server/x",
            "/logout",
        ),
        *("/assets/" + "a" * 5000, "/assets/" + "%C3%A9" * 250, "/assets/%00"),
        *("/assets/../config", "/assets/%2e%2e/config", "//evil.example", "/static/../x", "/manifest.json", "/ownx"),
    ],
)
def test_only_what_the_page_uses_is_served(scripted: Chat, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE"):
        assert asked(scripted, method, path)[0] == 404


@pytest.mark.server
def test_every_response_tells_the_browser_to_keep_to_this_server(scripted: Chat) -> None:
    for path in ("/", "/theme.css", "/config"):
        told = asked(scripted, "GET", path)[1]
        assert "default-src 'none'" in told["content-security-policy"]
        assert (told["x-content-type-options"], told["referrer-policy"]) == ("nosniff", "no-referrer")
        assert told["x-frame-options"] == "DENY"


@pytest.mark.server
def test_a_body_over_its_routes_limit_is_refused_before_it_is_read(scripted: Chat) -> None:
    for path in (_CALL, "/saved/md", "/brief/pdf", "/cited/docx"):
        assert asked(scripted, "POST", path, {**_JSON, "Content-Length": "200000000"}, b"{")[0] == 413
    assert asked(scripted, "GET", "/", {"Content-Length": "5"}, b"words")[0] == 413


@pytest.mark.server
def test_a_call_that_the_page_does_not_make_is_refused_without_a_traceback(scripted: Chat, component: int) -> None:
    before = scripted.printed.read_text(encoding="utf-8")
    good = called("glance", {}, component)
    assert asked(scripted, "POST", _CALL, _JSON, good)[0] == 200
    assert asked(scripted, "POST", _CALL, {"Content-Type": "text/plain"}, good)[0] == 415
    for body in (b"", b"{}", b"[]", b"no JSON", b"[" * 100_000, b'{"component_id": "1", "fn_name": "glance"}'):
        assert asked(scripted, "POST", _CALL, _JSON, body)[0] == 422
    for body in (called("glance", {}, 999_999), called("__init__", {}, component)):
        assert asked(scripted, "POST", _CALL, _JSON, body)[0] == 404
    assert "Traceback" not in scripted.printed.read_text(encoding="utf-8")[len(before) :]


_ATTACK = """async (target) => {
  const read = [];
  const tries = [
    ["GET", "/"], ["GET", "/config"], ["GET", "/theme.css"], ["POST", "/gradio_api/component_server/"],
    ["POST", "/own"], ["POST", "/check"], ["POST", "/check/draft"], ["POST", "/gradio_api/upload"],
  ];
  for (const [method, path] of tries)
    for (const mode of ["cors", "no-cors"])
      for (const headers of [{}, { "content-type": "text/plain" }, { "x-further": "1" }])
        try {
          const body = method === "POST" ? "{}" : undefined;
          const response = await fetch(target + path, { method, mode, headers, body });
          const words = await response.text();
          if (response.type !== "opaque" || words) read.push([method, path, response.status, words.slice(0, 50)]);
        } catch (refused) {
          // as it should be
        }
  const frame = document.createElement("iframe");
  frame.src = target + "/";
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; setTimeout(done, 3000); });
  let framed = "";
  try { framed = frame.contentDocument ? frame.contentDocument.body.innerText : ""; } catch { framed = ""; }
  return { read, framed };
}"""


@pytest.fixture
def another_site(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text("<title>Another site</title><p>Hello")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


@pytest.mark.browser
def test_another_sites_page_reads_nothing_and_changes_nothing(
    browser: Browser, scripted: Chat, another_site: str
) -> None:
    before = scripted.printed.read_text(encoding="utf-8")
    context = browser.new_context()
    try:
        page = context.new_page()
        reached: list[int] = []
        page.on("response", lambda response: reached.append(response.status) if response.status < 400 else None)
        page.goto(another_site)
        reached.clear()
        found = page.evaluate(_ATTACK, scripted.address.rstrip("/"))
    finally:
        context.close()
    assert found == {"read": [], "framed": ""}
    assert [status for status in reached if status < 300] in ([], [200])  # the frame's own page, which is not shown
    assert scripted.printed.read_text(encoding="utf-8") == before
