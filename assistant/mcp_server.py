"""Documents and a way to ask them in, a server of the Model Context Protocol out: tools and the documents' own texts.

An assistant that talks to it can ask, look for quotes, check quotations (its own too), cite, and list. Every tool says
that quotes are verbatim and where they stand; the words before a tool's JSON are Further's own. What serves it, stdio
or HTTP, is left to `cli/mcp.py` and to the page.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.resources import FunctionResource
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from assistant.answer import Citation
from assistant.answer_json import answer_object, quote_object
from assistant.api import objects
from assistant.api.asked import Asked
from assistant.checking.verdict_report import place_of, verdicts_text
from assistant.cli.answer_text import answer_text
from assistant.documents import Documents, style_named
from assistant.query.limits import Limits
from assistant.screens.deadline import OutOfTime, in_time
from assistant.screens.worker import NotLoaded
from corpus.anchors import quoted
from corpus.errors import FurtherError
from corpus.report import Report

_VERBATIM = (
    "Quotes are verbatim: each was cut from the document at `start` to `end` (Unicode code points of its text, the "
    "resource further://document/SHA256), and `section`, `page`, `paragraph` and `anchor` say where it stands. "
)
INSTRUCTIONS = (
    "Further quotes documents and never writes. " + _VERBATIM + "Put nothing in quotation marks as a document's words "
    "unless a tool returned it, and run check_quotation over a text before it is shown. An answer without quotes means "
    "that the documents do not say; passages under `nearest` are no answer."
)
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_LONGEST_WORK = 30.0  # seconds
_FEWEST, _MOST = 1, 20  # quotes

Result = TypeVar("Result")
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Draft = Annotated[str, Field(min_length=1, max_length=400_000)]
Name = Annotated[str, Field(max_length=500)]


def mcp_server(documents: Documents, worker: Asked, version: str) -> MCPServer[Any]:
    """The server. Its tools raise ToolError with one line for what goes wrong for a person's reasons."""
    server: MCPServer[Any] = MCPServer(
        "further", title="Further", instructions=INSTRUCTIONS, version=version, log_level="ERROR"
    )

    def tool(run: Callable[..., Awaitable[CallToolResult]]) -> None:
        server.add_tool(run, description=_description(run), annotations=_READS)

    async def ask_report(question: Words, mission: Name = "", theme: Name = "") -> CallToolResult:
        """Asks the documents a question, in Arabic, Chinese, English, French, Russian or Spanish. Quotes come back,
        numbered; none means that the documents do not say. `mission` (an acronym) and `theme` (a key) limit it."""
        answer = await _told(worker.answer(question, (), Limits(mission, theme)))
        return _result(answer_text(answer), answer_object(answer))

    async def find_quotes(words: Words, count: Annotated[int, Field(ge=_FEWEST, le=_MOST)] = 5) -> CallToolResult:
        """Finds quotes: where the documents say exactly these words, else the passages that answer them or stand
        nearest. `exact` says which; passages that are only near are no evidence that the document says it."""
        found = await _worked(partial(documents.find, words))
        exact = bool(found)
        if not exact:
            answer = await _told(worker.answer(words, ()))
            others = (citation for source in answer.beside for citation in source.citations)
            found = (*answer.citations, *answer.further, *others, *answer.nearest)
        shown = found[:count]
        says = "The documents say exactly this:" if exact else "Not these words, but passages near to them:"
        parts = [says if shown else "The documents hold nothing near to this.", *map(_line, shown)]
        return _result("\n\n".join(parts), {"exact": exact, "quotes": [quote_object(one) for one in shown]})

    async def check_quotation(text: Draft) -> CallToolResult:
        """Checks quotations word by word: exact, altered (with what the document says instead, and the difference) or
        absent. Give a whole text, in which whatever stands in quotation marks and has four words or more is checked,
        or the words of one quotation without marks. Run it over your own text before you show it."""
        verdicts = await _worked(lambda: documents.check(text) or [documents.check_quotation(text)])
        told = await _worked(lambda: verdicts_text(verdicts, lambda place: place.anchor))
        return _result(told, objects.verdicts_object(verdicts))

    async def cite(words: Words, style: Name = "un") -> CallToolResult:
        """A ready citation of words that stand in the documents, or of a quote by its anchor; nothing for words that
        do not. `style`: un, chicago, apa, oscola, or bibtex, ris, csl-json for a reference manager."""
        named = await _worked(partial(style_named, style))
        found = await _worked(partial(documents.find, words))
        text = await _worked(partial(documents.cite, found, named))
        told = text or "The documents do not say these words, so there is nothing to cite. Try find_quotes."
        return _result(told, {"citation": text, "quotes": [quote_object(one) for one in found]})

    async def list_case_studies(
        mission: Name = "", country: Name = "", theme: Name = "", words: Name = ""
    ) -> CallToolResult:
        """Lists the case studies (of a document without any the items of its lists), all or by mission, country, theme
        and words of the title. Titles are quotes; countries and themes are Further's own labels."""
        missions, countries, themes = ([name] if name else [] for name in (mission, country, theme))
        work = partial(objects.cases_object, documents, missions, countries, themes, words, "report")
        table = await _worked(work)
        lines = [
            f"{row['number']}. {quoted(row['text'])} – {row['heading']} [{row['anchor']}]" for row in table["rows"]
        ]
        return _result("\n".join([f"{table['count']} of {table['of']}:", *lines]), table)

    async def list_sources() -> CallToolResult:
        """Lists the documents that are asked: title, publisher, date, symbol, language, and the address of the
        resource that holds its whole text."""
        found = [objects.source_object(documents, report) | {"uri": uri_of(report)} for report in documents.reports]
        lines = [f"{one['title']} ({one['document']}), {one['characters']:,} characters: {one['uri']}" for one in found]
        return _result("\n".join(lines), {"sources": found})

    for run in (ask_report, find_quotes, check_quotation, cite, list_case_studies, list_sources):
        tool(run)
    for resource in _resources(documents):
        server.add_resource(resource)
    return server


def uri_of(report: Report) -> str:
    """The address of its text; it names the edition, so an address never leads to other words."""
    return f"further://document/{report.sha256}"


def _resources(documents: Documents) -> Iterator[FunctionResource]:
    for report in documents.reports:
        yield FunctionResource(
            uri=uri_of(report),
            name=report.name,
            title=documents.facts[report.name].title,
            description="The canonical text that quotes are cut from: text[start:end] is the quote.",
            mime_type="text/plain",
            fn=partial(getattr, report, "text"),
        )


def _description(run: Callable[..., Any]) -> str:
    return " ".join(f"{run.__doc__} {_VERBATIM}".split())


def _result(text: str, structured: dict[str, Any]) -> CallToolResult:
    """Words for whoever reads, and the same as an object for programs."""
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=json.loads(_dumped(structured))
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()


def _line(citation: Citation) -> str:
    return f"[{citation.number}] {quoted(citation.quote.text)}\n    {place_of(citation)}\n    {citation.anchor}"


async def _worked(work: Callable[[], Result]) -> Result:
    return await _told(asyncio.to_thread(in_time, work, _LONGEST_WORK))


async def _told(work: Awaitable[Result]) -> Result:
    """What the work gives. Raises ToolError for what is told to a person; all else is a fault, and breaks."""
    try:
        return await work
    except (FurtherError, NotLoaded) as error:
        raise ToolError(str(error)) from error
    except OutOfTime as error:
        raise ToolError("This took too long and was ended. Ask for less at once.") from error
