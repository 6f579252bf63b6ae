"""Documents and a way to ask them in, the HTTP door for programs out: `/api/v1`, described by its own OpenAPI.

It is mounted beside the page, behind the same gate, and its questions wait in the page's own queue. What needs no model
works in threads, few at a time, and is ended when it takes too long. Leaves to the gate who may call, how often, and
how large a body is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import metadata
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.answer import Answer, Turn
from assistant.answer_json import answer_object
from assistant.api import models, objects
from assistant.api.asked import Asked
from assistant.api.description import described
from assistant.api.problems import problem, written
from assistant.briefing.files import KINDS, file_name, pack_file
from assistant.documents import Documents
from assistant.query.limits import Limits
from assistant.question_text import checked
from assistant.restored_answer import restored
from assistant.screens.deadline import OutOfTime, in_time
from assistant.screens.worker import NotLoaded
from corpus.errors import FurtherError, Misuse

if TYPE_CHECKING:
    from assistant.writing.leash import Written

PREFIX = "/api/v1"
_LONGEST_WORK = 30.0  # seconds of one call that asks no question
_AT_ONCE = 2  # such calls; more would only take turns, and questions would wait for them

Result = TypeVar("Result")
Introduce = Callable[[Answer], Awaitable["Written"]]
Names = Annotated[list[models.Name], Query(max_length=50)]


def api(documents: Documents, worker: Asked, introduce: Introduce | None = None) -> FastAPI:
    """The application, to be mounted at PREFIX. `introduce`: by the operator's language model, where one is named."""
    app = FastAPI(title="Further", version=metadata.version("further-assistant"), docs_url=None, redoc_url=None)
    app.openapi = lambda: described(app, PREFIX)  # type: ignore[method-assign]
    app.add_middleware(_JsonAlone)
    _tell_problems(app)
    room = asyncio.Semaphore(_AT_ONCE)

    async def worked(work: Callable[[], Result]) -> Result:
        async with room:
            return await asyncio.to_thread(in_time, work, _LONGEST_WORK)

    @app.post("/ask", response_model=models.Answer)
    async def ask(call: models.AskCall) -> Response:
        """Asks the documents. An answer without quotes means that they do not say. `turns` are the Answer objects of
        the conversation so far: each is proved against the documents before it is used. Where the operator named a
        language model, `written` holds what it wrote of the answer and the quotes bear out: its words, never the
        documents'."""

        def proved() -> list[Turn]:
            turns = []
            for place, kept in enumerate(call.turns):
                answer = restored(kept, documents.reports)
                if answer is None:
                    raise Misuse(f"turns.{place} is no Answer object that quotes these documents. Send it as it came.")
                turns.append(Turn(answer.question, answer))
            return turns

        turns = await worked(proved) if call.turns else []
        checked(call.question)
        answer = await worker.answer(call.question, turns, Limits(call.mission, call.theme))
        if not introduce or not call.writer:
            return _json(answer_object(answer))
        from assistant.writing.writer import written_object

        return _json(answer_object(answer) | {"written": written_object(await introduce(answer))})

    @app.post("/check", response_model=models.Checked)
    async def check(call: models.CheckCall) -> Response:
        """Says of each quotation whether it is the documents': exact, altered (with what they say instead) or absent.
        Of `draft` what stands in quotation marks is looked up, from four words on; `quotations` are taken as given."""

        def verdicts() -> dict[str, Any]:
            found = documents.check(call.draft) if call.draft else []
            return objects.verdicts_object([*found, *map(documents.check_quotation, call.quotations)])

        return _json(await worked(verdicts))

    @app.post("/cite", response_model=models.Citations)
    async def cite(call: models.CiteCall) -> Response:
        """A ready citation of words that stand in the documents, or of quotes by their anchors."""

        def citations() -> dict[str, Any]:
            found = [one for sought in (call.words, *call.anchors) if sought for one in documents.find(sought)]
            return objects.citations_object(documents, found, call.style)

        return _json(await worked(citations))

    @app.get("/cases", response_model=models.Cases)
    async def cases(
        mission: Names = [],  # noqa: B006 (FastAPI copies it)
        country: Names = [],  # noqa: B006
        theme: Names = [],  # noqa: B006
        words: models.Name = "",
        sort: models.Order = "report",
    ) -> Response:
        """The case studies, filtered: filters of one kind widen, of several kinds narrow."""
        table = await worked(lambda: objects.cases_object(documents, mission, country, theme, words, sort))
        return _json(table)

    @app.post("/brief", response_model=models.Briefing)
    async def brief(call: models.BriefCall) -> Response:
        """A briefing pack for newcomers, made of quotes: as JSON, or as a file in another `format`."""

        def briefing() -> Response:
            pack = documents.brief(
                call.mission or None,
                call.role or None,
                call.themes,
                call.length,
                call.language,
                emails=call.emails,
                self_check=call.self_check,
            )
            if call.format == "json":
                return _json(objects.brief_object(pack))
            named = {"Content-Disposition": f'attachment; filename="{file_name(pack, call.format)}"'}
            return Response(pack_file(pack, call.format), 200, named, KINDS[call.format])

        return await worked(briefing)

    @app.get("/sources", response_model=models.Sources)
    async def sources() -> Response:
        """The documents that are asked, with what is known of each."""
        return _json({"sources": [objects.source_object(documents, report) for report in documents.reports]})

    @app.get("/sources/{sha256}", response_model=models.Text)
    async def source(sha256: str) -> Response:
        """The canonical text of a document, so that anyone can check `text[start:end]` of a quote."""
        for report in documents.reports:
            if report.sha256 == sha256:
                return _json(objects.source_object(documents, report) | {"text": report.text})
        return problem(404, "No open document has a text of this sha256. GET /api/v1/sources lists them.")

    @app.get("/health", response_model=models.Health)
    async def health() -> Response:
        """Whether questions can be answered: 503 while the model loads, or where it cannot be loaded."""
        if worker.failure or not worker.opened:
            return problem(503, worker.failure or worker.progress)
        names = [report.name for report in documents.reports]
        return _json({"status": "ready", "version": app.version, "documents": names})

    return app


def _json(value: object) -> Response:
    return Response(written(value), media_type="application/json")


def _tell_problems(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def unfit(_request: Request, error: RequestValidationError) -> Response:
        faults = [
            {"field": ".".join(map(str, fault["loc"][1:])) or str(fault["loc"][0]), "message": fault["msg"]}
            for fault in error.errors()
        ]
        return problem(422, errors=faults)

    @app.exception_handler(HTTPException)
    async def refused(_request: Request, error: HTTPException) -> Response:
        return problem(error.status_code, headers=error.headers)

    @app.exception_handler(FurtherError)
    async def told(_request: Request, error: FurtherError) -> Response:
        return problem(422 if isinstance(error, Misuse) else 503, str(error))

    @app.exception_handler(NotLoaded)
    async def not_loaded(_request: Request, error: NotLoaded) -> Response:
        return problem(503, str(error))

    @app.exception_handler(OutOfTime)
    async def too_long(_request: Request, _error: OutOfTime) -> Response:
        return problem(503, "This took too long and was ended. Ask for less at once, or later.")

    @app.exception_handler(Exception)
    async def broken(_request: Request, _error: Exception) -> Response:
        return problem(500)  # the server prints the error itself


class _JsonAlone:
    """Turns away a body that is not declared as JSON: what a form of another site may send without asking."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST":
            kind = dict(scope["headers"]).get(b"content-type", b"").split(b";")[0].strip().lower()
            if kind != b"application/json":
                await problem(415)(scope, receive, send)
                return
        await self._app(scope, receive, send)
