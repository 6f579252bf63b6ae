"""The bare web application: doors for files beside Gradio's.

A document of one's own comes in as bytes, a saved conversation or table goes out as a file. All ask for a header that
no other site's page can send without this server's leave, which it never gives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from assistant.briefing.files import KINDS as PACKS
from assistant.files.conversation_file import KINDS, exported
from assistant.screens.basket_calls import FILES as BASKETS
from assistant.screens.basket_calls import Baskets
from assistant.screens.calls import (
    BasketCall,
    BriefCall,
    CasesCall,
    CheckCall,
    CiteCall,
    Conversation,
    InvalidCall,
    Read,
    read,
)
from assistant.screens.deadline import OutOfTime, in_thread
from assistant.screens.draft_checks import LARGEST as LARGEST_DRAFT
from assistant.screens.own_documents import OwnDocuments
from assistant.screens.reader_calls import Service
from assistant.screens.writer_calls import TABLES, Writing
from corpus.errors import Misuse
from corpus.opening import opening

_OURS = "x-further"
_MEGABYTE = 1024 * 1024
_LONGEST_WORDS = 2  # megabytes of pasted words that are looked at to say how many characters there are
_LONGEST_CONVERSATION = 8 * _MEGABYTE  # bytes


def web_application(service: Service, own: OwnDocuments, writing: Writing, baskets: Baskets) -> FastAPI:
    """With the doors for files, all of them POST; the page is still to be mounted."""
    app = FastAPI(openapi_url=None)

    @app.exception_handler(InvalidCall)
    async def refuse(_request: Request, error: Exception) -> Response:
        print(error, file=sys.stderr)
        return Response(status_code=422)

    @app.exception_handler(OutOfTime)
    async def give_up(_request: Request, _error: Exception) -> Response:
        return Response(status_code=503)

    @app.post("/own")
    async def open_own(request: Request) -> Response:
        name = unquote(request.headers.get("x-name", ""))
        if _OURS not in request.headers:
            return Response(status_code=403)
        largest = own.limits.megabytes
        content = await _body(request, largest * _MEGABYTE)
        if content is None:
            return JSONResponse({"failure": {"say": "own_large", "parts": {"name": name, "limit": largest}}})
        companion = unquote(request.headers.get("x-companion", ""))
        how = (unquote(request.headers.get(f"x-{part}", "")) for part in ("password", "pages", "ocr"))
        beside = [key for key in request.headers.get("x-beside", "").split(",") if key]
        try:
            opened = own.open(name, content, companion, opening(*how), beside)
        except Misuse as error:
            raise InvalidCall(f"a document: {error}") from error
        return JSONResponse({"document": opened})

    @app.post("/saved/{kind}")
    async def save(request: Request, kind: str) -> Response:
        if _OURS not in request.headers or kind not in KINDS:
            return Response(status_code=403)
        answers, reports = await service.answers_of(await _sent(request, Conversation))
        if not answers:
            return Response(status_code=422)
        written = await in_thread(exported, answers, reports, kind)
        return Response(written, media_type=KINDS[kind])

    @app.post("/cited/docx")
    async def save_citations(request: Request) -> Response:
        if _OURS not in request.headers:
            return Response(status_code=403)
        written = await in_thread(writing.saved_citations, await _sent(request, CiteCall))
        return Response(written, media_type=KINDS["docx"]) if written else Response(status_code=422)

    @app.post("/check")
    async def check(request: Request) -> Response:
        if _OURS not in request.headers:
            return Response(status_code=403)
        name = unquote(request.headers.get("x-name", ""))
        content = await _body(request, (LARGEST_DRAFT if name else _LONGEST_WORDS) * _MEGABYTE)
        document = request.headers.get("x-document", "")
        return JSONResponse(await in_thread(writing.check, name, content, document))

    @app.post("/check/draft")
    async def give_back(request: Request) -> Response:
        if _OURS not in request.headers:
            return Response(status_code=403)
        sent = {name: unquote(request.headers.get(f"x-{name}", "")) for name in ("check", "style", "language")}
        call = read(CheckCall, sent)
        content = await _body(request, LARGEST_DRAFT * _MEGABYTE)
        written = await in_thread(writing.returned_draft, call, content) if content else None
        return Response(written, media_type=KINDS["docx"]) if written else Response(status_code=422)

    _saves(app, "/cases", TABLES, CasesCall, writing.saved_cases)
    _saves(app, "/checked", KINDS, CheckCall, writing.saved_check)
    _saves(app, "/brief", PACKS, BriefCall, writing.saved_brief)
    _saves(app, "/basket", BASKETS, BasketCall, baskets.saved)
    return app


def _saves(
    app: FastAPI, address: str, kinds: Mapping[str, str], call: type[Read], write: Callable[[Read, str], bytes | None]
) -> None:
    """The route of files that the page saves: `kinds`, each with its media type, of what a call names."""

    @app.post(f"{address}/{{kind}}")
    async def save(request: Request, kind: str) -> Response:
        if _OURS not in request.headers or kind not in kinds:
            return Response(status_code=403)
        written = await in_thread(write, await _sent(request, call), kind)
        return Response(written, media_type=kinds[kind]) if written else Response(status_code=422)


async def _sent(request: Request, kind: type[Read]) -> Read:
    """The call in the JSON that the script sent; one that says nothing where it is too long. Raises InvalidCall."""
    content = await _body(request, _LONGEST_CONVERSATION)
    try:
        return read(kind, json.loads(content) if content else {})
    except (ValueError, RecursionError) as error:
        raise InvalidCall(f"{kind.__name__}: not JSON") from error


async def _body(request: Request, limit: int) -> bytes | None:
    """The whole body; None as soon as it is over the limit."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > limit:
            return None
    return bytes(parts)
