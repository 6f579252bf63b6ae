"""The Model Context Protocol's door, by the SDK's own client: a session over stdio, and what a stranger checks."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from assistant.answer import Answer, Turn
from assistant.api.models import TRUE
from assistant.documents import Documents
from assistant.mcp_server import mcp_server
from assistant.query.limits import NO_LIMITS, Limits
from assistant.screens.worker import NotLoaded
from corpus.report import Kind, Report
from tests.chat_server import Scripted

HOME = Path(__file__).parents[1]
TOOLS = {"ask_report", "find_quotes", "check_quotation", "cite", "list_case_studies", "list_sources"}
Result = TypeVar("Result")


class Asked:
    opened, progress = True, ""
    failure: str | None = None

    def __init__(self, report: Report) -> None:
        self._scripted = Scripted((report,))

    async def answer(self, question: str, turns: Sequence[Turn], _limits: Limits = NO_LIMITS) -> Answer:
        if "damaged" in question:
            raise NotLoaded("model.safetensors is damaged. Install it again.")
        return self._scripted.answer(question, turns)


def talked(report: Report, talk: Callable[[Client], Awaitable[Result]]) -> Result:
    async def whole() -> Result:
        async with Client(mcp_server(Documents([report]), Asked(report), "0.1.0")) as client:
            return await talk(client)

    return asyncio.run(whole())


def called(report: Report, tool: str, **arguments: object) -> tuple[bool, str, Any]:
    """Whether it failed, its words, its object."""

    async def call(client: Client) -> tuple[bool, str, Any]:
        result = await client.call_tool(tool, arguments)
        return bool(result.is_error), result.content[0].text, result.structured_content  # type: ignore[union-attr]

    return talked(report, call)


def test_every_tool_says_that_quotes_are_verbatim_and_where_they_stand(shipped: Report) -> None:
    async def listed(client: Client) -> dict[str, str]:
        return {tool.name: tool.description or "" for tool in (await client.list_tools()).tools}

    tools = talked(shipped, listed)
    assert set(tools) == TOOLS
    assert all("verbatim" in said and "where it stands" in said for said in tools.values())


def test_an_answer_comes_in_words_and_as_the_answer_object(shipped: Report) -> None:
    failed, said, answer = called(shipped, "ask_report", question="hate speech")
    assert not failed
    assert all(f"“{one['text']}”" in said and one["anchor"] in said for one in answer["quotes"])
    assert all(shipped.text[one["start"] : one["end"]] == one["text"] for one in answer["quotes"])


def test_a_silence_shows_the_nearest_passages_as_no_answer(shipped: Report) -> None:
    _, said, answer = called(shipped, "ask_report", question="silence")
    assert answer["abstained"]
    assert "not an answer" in said


def test_words_of_the_document_are_found_exactly_others_only_near(shipped: Report) -> None:
    _, said, found = called(shipped, "find_quotes", words=TRUE)
    assert (found["exact"], [one["text"] for one in found["quotes"]]) == (True, [TRUE])
    _, said, found = called(shipped, "find_quotes", words="twelve", count=3)
    assert (found["exact"], len(found["quotes"])) == (False, 3)
    assert said.startswith("Not these words")


def test_a_stranger_finds_the_four_altered_of_ten_quotations(shipped: Report) -> None:
    """As another assistant would write them: ten items of the report in marks, a word exchanged in four."""
    sentences = [
        shipped.quote(block.span).text
        for block in shipped.blocks
        if block.kind is Kind.ITEM and 6 <= len(shipped.quote(block.span).text.split()) <= 20
    ]
    ten = list(dict.fromkeys(one for one in sentences if "“" not in one and '"' not in one))[:10]
    altered = {1, 4, 6, 9}
    written = [_altered(words) if number in altered else words for number, words in enumerate(ten)]
    text = "\n\n".join(f"As the report says, “{words}”, which matters." for words in written)
    _, said, found = called(shipped, "check_quotation", text=text)
    verdicts = [one["verdict"] for one in found["verdicts"]]
    assert len(ten) == len(verdicts) == 10
    assert {number for number, verdict in enumerate(verdicts) if verdict != "exact"} == altered
    assert said.startswith("10 quotations: 6 exact, 4 altered, 0 absent.")
    assert [found["verdicts"][number]["nearest"]["text"] in ten[number] for number in sorted(altered)] == [True] * 4


def _altered(words: str) -> str:
    """Its longest word exchanged for another."""
    longest = max(words.split(), key=len)
    return words.replace(longest, "bicycles", 1)


def test_one_quotation_without_marks_is_checked_as_it_is(shipped: Report) -> None:
    _, said, found = called(shipped, "check_quotation", text=TRUE.replace("20", "30"))
    assert [one["verdict"] for one in found["verdicts"]] == ["altered"]
    assert "“30”" in said
    assert "“20”" in said


def test_words_are_cited_in_a_named_style_and_others_not_at_all(shipped: Report) -> None:
    _, said, found = called(shipped, "cite", words=TRUE, style="ris")
    assert said.startswith("TY  - RPRT")
    assert len(found["quotes"]) == 1
    _, said, found = called(shipped, "cite", words=TRUE.replace("20", "30"))
    assert found == {"citation": "", "quotes": []}
    assert "nothing to cite" in said


def test_case_studies_are_listed_by_mission(shipped: Report) -> None:
    _, said, table = called(shipped, "list_case_studies", mission="MONUSCO")
    assert table["count"] == 12
    assert said.startswith("12 of 55:")


def test_what_goes_wrong_for_a_persons_reasons_is_one_line_and_an_error(shipped: Report) -> None:
    for tool, arguments, says in [
        ("list_case_studies", {"mission": "MONUSKO"}, "Nearest: MONUSCO"),
        ("cite", {"words": TRUE, "style": "vancouver"}, "no style"),
        ("check_quotation", {"text": "…"}, "no words"),
        ("ask_report", {"question": "damaged"}, "Install it again"),
    ]:
        failed, said, _ = called(shipped, tool, **arguments)
        assert failed
        assert says in said
    failed, said, _ = called(shipped, "ask_report", question="boom")
    assert failed
    assert "on purpose" not in said


def test_a_document_is_a_resource_whose_text_proves_every_quote(shipped: Report) -> None:
    async def read(client: Client) -> tuple[str, str]:
        (source,) = (await client.call_tool("list_sources", {})).structured_content["sources"]
        (listed,) = (await client.list_resources()).resources
        content = (await client.read_resource(source["uri"])).contents[0]
        return str(listed.uri), content.text  # type: ignore[union-attr]

    address, text = talked(shipped, read)
    assert address == f"further://document/{shipped.sha256}"
    assert text == shipped.text


def command() -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable,
        args=["-c", "from assistant.cli.main import main; main(['mcp'])"],
        env={**os.environ, "PYTHONPATH": str(HOME)},
        cwd=str(HOME),
    )


@pytest.mark.server
@pytest.mark.model
@pytest.mark.usefixtures("real_assistant")  # its index is there
def test_a_session_over_stdio_asks_checks_and_leaves() -> None:
    async def session() -> tuple[str, set[str], Any, str]:
        async with Client(stdio_client(command())) as client:
            tools = {tool.name for tool in (await client.list_tools()).tools}
            checked = await client.call_tool("check_quotation", {"text": TRUE})  # before the model is there
            answer = await client.call_tool("ask_report", {"question": "How many people were interviewed?"})
            return str(client.instructions), tools, answer.structured_content, checked.content[0].text  # type: ignore[union-attr]

    instructions, tools, answer, checked = asyncio.run(session())
    assert "never writes" in instructions
    assert tools == TOOLS
    assert checked.startswith("1 quotation: 1 exact")
    assert "131 interviews" in answer["quotes"][0]["text"]


@pytest.mark.server
def test_standard_output_holds_nothing_but_the_protocol(tmp_path: Path) -> None:
    """Also while the model loads, and what is no JSON at all does not end it."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "hand", "version": "1"}}
    sent = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    ]
    lines = "\n".join(["no json", *map(json.dumps, sent), ""])
    program = "from assistant.cli.main import main; main(['mcp'])"
    run = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert run.stdin
    assert run.stdout
    run.stdin.write(lines)
    run.stdin.flush()
    replies: list[dict[str, Any]] = []
    while not any(one.get("id") == 2 for one in replies):
        replies.append(json.loads(run.stdout.readline()))
    run.stdin.close()
    rest = run.stdout.read()
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in rest.splitlines())
    assert {one["id"] for one in replies if one.get("id")} == {1, 2}
    assert run.wait(60) == 0
