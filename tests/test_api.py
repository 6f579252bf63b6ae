"""The HTTP door: its OpenAPI description says what it takes and gives, and what is wrong is told as a problem."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from fastapi.testclient import TestClient

from assistant.answer import Answer, Turn
from assistant.api.application import api
from assistant.api.description import EXAMPLES
from assistant.api.models import TRUE
from assistant.documents import Documents
from assistant.query.limits import NO_LIMITS, Limits
from assistant.screens.deadline import OutOfTime
from assistant.screens.worker import NotLoaded
from corpus.report import Report
from tests.chat_server import Chat, Scripted, chat

PROBLEM = "application/problem+json"
JSON = {"Content-Type": "application/json"}


class Asked:
    """Answers at once, as scripted; some questions fail as a worker fails."""

    def __init__(self, report: Report) -> None:
        self.opened, self.progress = True, "Building the index: 40 of 123 passages"
        self.failure: str | None = None
        self._scripted = Scripted((report,))
        self.heard: list[tuple[int, Limits]] = []

    async def answer(self, question: str, turns: Sequence[Turn], limits: Limits = NO_LIMITS) -> Answer:
        self.heard.append((len(turns), limits))
        if "slow" in question:
            raise OutOfTime
        if "damaged" in question:
            raise NotLoaded("model.safetensors is damaged. Install it again.")
        return self._scripted.answer(question, turns)


@pytest.fixture(scope="module")
def asked(shipped: Report) -> Asked:
    return Asked(shipped)


@pytest.fixture(scope="module")
def client(shipped: Report, asked: Asked) -> TestClient:
    return TestClient(api(Documents([shipped]), asked), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def described(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def fits(described: dict[str, Any], path: str, method: str, status: int, kind: str, value: object) -> None:
    schema = described["paths"][path][method]["responses"][str(status)]["content"][kind]["schema"]
    jsonschema.validate(value, schema | {"components": described["components"]})


def test_every_answer_has_an_example_that_fits_its_own_description(described: dict[str, Any]) -> None:
    assert {path.split("?")[0] for path in described["paths"]} == set(EXAMPLES)
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            content = operation["responses"]["200"]["content"]["application/json"]
            fits(described, path, method, 200, "application/json", content["example"])
            assert operation["description"]


def test_the_examples_quote_is_the_reports(shipped: Report) -> None:
    (quote,) = EXAMPLES["/ask"]["quotes"]
    assert shipped.text[quote["start"] : quote["end"]] == quote["text"]
    (cited,) = Documents([shipped]).find(quote["text"])
    assert (cited.anchor, list(cited.headings)) == (quote["anchor"], quote["section"])


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/ask", {"question": "hate speech"}),
        ("/ask", {"question": "silence"}),
        ("/check", {"draft": f"“{TRUE.replace('20', '30')}”", "quotations": [TRUE, "words of nobody at all"]}),
        ("/cite", {"words": TRUE, "style": "oscola"}),
        ("/brief", {"mission": "MONUSCO", "role": "police", "themes": ["elections"], "self_check": True}),
    ],
)
def test_what_is_posted_comes_back_as_described(
    client: TestClient, described: dict[str, Any], path: str, sent: dict[str, Any]
) -> None:
    reply = client.post(path, json=sent)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/json")
    fits(described, path, "post", 200, "application/json", reply.json())


@pytest.mark.parametrize("path", ["/cases?mission=MONUSCO&theme=elections", "/sources", "/health"])
def test_what_is_fetched_comes_back_as_described(client: TestClient, described: dict[str, Any], path: str) -> None:
    reply = client.get(path)
    fits(described, path.split("?")[0], "get", 200, "application/json", reply.json())


def test_an_answer_is_the_object_that_the_command_prints(client: TestClient, shipped: Report) -> None:
    from assistant.answer_json import answer_object

    printed = answer_object(Scripted((shipped,)).answer("hate speech"))
    assert client.post("/ask", json={"question": "hate speech"}).json() == json.loads(json.dumps(printed))


def test_every_quote_stands_in_the_text_that_the_door_gives(client: TestClient) -> None:
    quotes = client.post("/ask", json={"question": "twelve"}).json()["quotes"]
    (source,) = client.get("/sources").json()["sources"]
    text = client.get(f"/sources/{source['sha256']}").json()["text"]
    assert len(quotes) == 12
    assert all(text[quote["start"] : quote["end"]] == quote["text"] for quote in quotes)


def test_a_conversation_is_proved_before_it_is_gone_on_with(client: TestClient, asked: Asked) -> None:
    answer = client.post("/ask", json={"question": "hate speech"}).json()
    assert client.post("/ask", json={"question": "turns", "turns": [answer]}).status_code == 200
    assert asked.heard[-1] == (1, NO_LIMITS)
    answer["quotes"][0]["text"] = "words that the report does not hold"
    reply = client.post("/ask", json={"question": "turns", "turns": [answer]})
    assert reply.status_code == 422
    assert reply.json()["detail"].startswith("turns.0 is no Answer object")


def test_limits_are_passed_on(client: TestClient, asked: Asked) -> None:
    client.post("/ask", json={"question": "turns", "mission": "MONUSCO", "theme": "elections"})
    assert asked.heard[-1] == (0, Limits("MONUSCO", "elections"))


def test_check_tells_the_changed_figure(client: TestClient) -> None:
    (verdict,) = client.post("/check", json={"draft": f"“{TRUE.replace('20', '30')}”"}).json()["verdicts"]
    assert (verdict["verdict"], verdict["nearest"]["text"]) == ("altered", TRUE)
    assert [(one["draft"], one["report"]) for one in verdict["difference"]] == [("30", "20")]


def test_quotes_of_an_answer_are_cited_by_their_anchors(client: TestClient) -> None:
    quotes = client.post("/ask", json={"question": "twelve"}).json()["quotes"][:2]
    found = client.post("/cite", json={"anchors": [one["anchor"] for one in quotes]}).json()
    assert [one["text"] for one in found["citations"]] == [one["text"] for one in quotes]


@pytest.mark.parametrize(("form", "begins"), [("md", b"# "), ("html", b"<!"), ("docx", b"PK")])
def test_a_briefing_comes_as_a_file_too(client: TestClient, form: str, begins: bytes) -> None:
    reply = client.post("/brief", json={"mission": "MONUSCO", "format": form})
    assert reply.content.startswith(begins)
    assert f"briefing-MONUSCO.{form}" in reply.headers["content-disposition"]


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("/ask", b"{", 422, "does not fit"),
        ("/ask", b'{"question": "a", "q": 1}', 422, "does not fit"),
        ("/ask", b'{"question": "?!"}', 422, "empty"),
        ("/ask", b'{"question": "\\ud800"}', 422, "does not fit"),
        ("/ask", b"[" * 100_000, 400, "cannot be read"),
        ("/ask", b'{"question": "boom"}', 500, "fault of Further"),
        ("/ask", b'{"question": "slow"}', 503, "too long"),
        ("/ask", b'{"question": "damaged"}', 503, "Install it again"),
        ("/brief", b'{"mission": "MONUSKO"}', 422, "Nearest: MONUSCO"),
        ("/check", b'{"quotations": ["?"]}', 422, "no words"),
        ("/nothing", b"{}", 404, "openapi.json"),
        ("/health", b"{}", 405, "method"),
    ],
)
def test_what_is_wrong_is_told_as_a_problem(
    client: TestClient, described: dict[str, Any], path: str, body: bytes, status: int, says: str
) -> None:
    reply = client.post(path, content=body, headers=JSON)
    told = reply.json()
    assert (reply.status_code, reply.headers["content-type"], told["status"]) == (status, PROBLEM, status)
    assert says in told["detail"]
    assert "\n" not in told["detail"]
    jsonschema.validate(told, {"$ref": "#/components/schemas/Problem", "components": described["components"]})


def test_a_form_of_another_site_is_no_json(client: TestClient) -> None:
    reply = client.post("/ask", content=b'{"question": "a"}', headers={"Content-Type": "text/plain"})
    assert reply.status_code == 415


def test_health_is_a_problem_until_questions_can_be_answered(shipped: Report) -> None:
    asked = Asked(shipped)
    waiting = TestClient(api(Documents([shipped]), asked))
    asked.opened = False
    told = waiting.get("/health")
    assert (told.status_code, told.json()["detail"]) == (503, "Building the index: 40 of 123 passages")
    assert "retry-after" in told.headers
    asked.opened = True
    assert waiting.get("/health").json()["status"] == "ready"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chat]:
    with chat(tmp_path_factory.mktemp("api"), "--scripted", "--api") as running:
        yield running


def sent(
    served: Chat, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=60)
    connection.request(method, path, body or None, JSON | (headers or {}))
    reply = connection.getresponse()
    return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()


@pytest.mark.server
def test_it_is_served_beside_the_page(served: Chat) -> None:
    status, _, body = sent(served, "POST", "/api/v1/ask", b'{"question": "hate speech"}')
    assert status == 200
    assert json.loads(body)["quotes"]
    assert sent(served, "GET", "/api/v1/openapi.json")[0] == 200
    assert sent(served, "GET", "/")[0] == 200


@pytest.mark.server
def test_it_is_shut_unless_the_operator_opens_it(scripted: Chat) -> None:
    for method, path in (("GET", "/api/v1/health"), ("POST", "/api/v1/ask"), ("POST", "/mcp")):
        assert sent(scripted, method, path, b"{}" if method == "POST" else b"")[0] == 404


@pytest.mark.server
def test_another_sites_page_gets_nothing_and_no_leave_to_read(served: Chat) -> None:
    foreign = {"Origin": "http://evil.example"}
    for method, path in (("POST", "/api/v1/ask"), ("OPTIONS", "/api/v1/ask"), ("POST", "/mcp"), ("GET", "/mcp")):
        status, headers, body = sent(served, method, path, b'{"question": "hate speech"}', foreign)
        assert status == 403
        assert not any(name.startswith("access-control-") for name in headers)
        assert b"quotes" not in body
    status, headers, body = sent(served, "POST", "/api/v1/ask", b"{}", {"Host": "evil.example"})
    assert (status, headers["content-type"]) == (421, PROBLEM)


@pytest.mark.server
def test_no_line_is_held_open_that_nothing_is_said_on(served: Chat) -> None:
    assert sent(served, "GET", "/mcp")[0] == sent(served, "DELETE", "/mcp")[0] == 405


@pytest.mark.server
def test_a_body_over_its_limit_is_refused_whether_it_says_its_length_or_not(served: Chat) -> None:
    status, headers, _ = sent(served, "POST", "/api/v1/ask", headers={"Content-Length": str(9 * 1024 * 1024)})
    assert (status, headers["content-type"]) == (413, PROBLEM)
    parts = (b" " * 1024 * 1024 for _ in range(9))
    connection = http.client.HTTPConnection(urlsplit(served.address).netloc, timeout=60)
    try:
        connection.request("POST", "/api/v1/ask", parts, JSON, encode_chunked=True)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it is told off before all has been sent
    else:
        assert connection.getresponse().status == 413


@pytest.mark.server
@pytest.mark.parametrize("path", ["/api/v1/../../etc/passwd", "/api/v1//ask", "/api/v2/ask", "/mcp/none"])
def test_paths_beside_the_doors_lead_nowhere(served: Chat, path: str) -> None:
    assert sent(served, "GET", path)[0] == 404


@pytest.mark.server
def test_fifty_programs_at_once_get_each_their_own_answer(served: Chat) -> None:
    """As many as the page is meant for; who asks faster than people do is told to wait."""
    begin = threading.Barrier(50)

    def ask(number: int) -> tuple[int, str]:
        begin.wait()
        body = json.dumps({"question": f"turns {number}"}).encode()
        status, _, reply = sent(served, "POST", "/api/v1/ask", body)
        return status, json.loads(reply).get("question", "")

    with ThreadPoolExecutor(50) as people:
        replies = list(people.map(ask, range(50)))
    answered = [question for status, question in replies if status == 200]
    assert {status for status, _ in replies} <= {200, 429}
    assert answered
    assert all(question == f"turns {number}" for number, (status, question) in enumerate(replies) if status == 200)
    statuses = [sent(served, "POST", "/api/v1/ask", b'{"question": "turns"}')[0] for _ in range(80)]
    assert 429 in statuses
