"""Reports and a worker in, the web application out: the page's parts, and what happens when a question is asked.

Gradio holds each browser's turns apart and carries them between the requests; what is shown is this project's own
HTML, drawn by `dialogue` and `reading_pane`, because a screen reader finds its way in that.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from html import escape
from importlib import resources

import gradio as gr
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.answer import Turn
from assistant.question import UnusableQuestion, checked
from assistant.screens import wording
from assistant.screens.dialogue import Dialogue
from assistant.screens.reading_pane import reading_pane
from assistant.screens.worker import NotLoaded, Worker
from corpus.reading import SHIPPED
from corpus.report import Report

_GLANCE = 0.1  # seconds between two looks at how far the loading is
# The page may talk to the server it came from and to nobody else. Gradio builds its templates at run time (eval).
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; form-action 'self'"
)
_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")

_Shown = tuple[str, str, tuple[Turn, ...]]  # the conversation, the refusal, the turns


def application(reports: Sequence[Report], worker: Worker) -> tuple[FastAPI, Callable[[], None]]:
    """The application, and what to call when it stops so that open pages let go."""
    app = FastAPI(openapi_url=None)
    app.add_middleware(_OnlyThisServer)
    gr.mount_gradio_app(
        app,
        _blocks(reports, worker),
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        show_error=False,
        max_file_size=1,  # byte: the page takes no files
        allowed_paths=[],
        theme=gr.themes.Base(font=_SANS, font_mono=_MONO),
        css=_own_file("further.css"),
    )
    mounts = (route for route in app.routes if isinstance(route, Mount))
    return app, next(mount.app.stop_event.set for mount in mounts if isinstance(mount.app, gr.routes.App))


def _blocks(reports: Sequence[Report], worker: Worker) -> gr.Blocks:
    examples = wording.EXAMPLES if [report.name for report in reports] == [SHIPPED] else ()
    dialogue = Dialogue(reports, examples)

    async def ask(turns: tuple[Turn, ...], event: gr.EventData) -> AsyncIterator[_Shown]:
        asked = str((event._data or {}).get("question", ""))
        try:
            question = checked(asked)
        except UnusableQuestion as error:
            yield dialogue.draw(turns), _refusal(str(error)), turns
            return
        note = wording.LOOKING if worker.opened else wording.WAITING
        yield dialogue.draw(turns, question, note), _refusal(), turns
        try:
            answer = await worker.answer(question, turns)
        except NotLoaded as error:
            failure = wording.NOT_LOADED.format(reason=error)
            yield dialogue.draw(turns, question, failure, waiting=False), _refusal(), turns
        except Exception:
            traceback.print_exc()
            yield dialogue.draw(turns, question, wording.BROKEN, waiting=False), _refusal(), turns
        else:
            turns = (*turns, Turn(question, answer))
            yield dialogue.draw(turns), _refusal(), turns

    async def tell_progress() -> AsyncIterator[str]:
        told = None
        while not worker.opened:
            if told != worker.progress:
                told = worker.progress
                yield _status(wording.LOADING, told)
            await asyncio.sleep(_GLANCE)
        yield _status(wording.NOT_LOADED.format(reason=worker.failure)) if worker.failure else _status()

    with gr.Blocks(title=wording.NAME, analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        turns = gr.State(())
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat"):
                _html(_heading(reports), "masthead")
                status = _html(_status(), "status")
                log = _html(dialogue.draw(()), "conversation")
                refusal = _html(_refusal(), "refusal-place")
                form = _html(_form(), "asking", script="asking.js")
                _html(_imprint(reports), "imprint")
            with gr.Column(elem_id="report"):
                _html(reading_pane(reports), "pane", script="reading.js")
        unseen = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}
        form.ask(ask, [turns], [log, refusal, turns], **unseen)
        blocks.load(tell_progress, None, status, **unseen)
    return blocks


def _html(value: str, elem_id: str, script: str | None = None) -> gr.HTML:
    return gr.HTML(
        value, elem_id=elem_id, js_on_load=_own_file(script) if script else None, apply_default_css=False, padding=False
    )


def _heading(reports: Sequence[Report]) -> str:
    title = reports[0].title if len(reports) == 1 else wording.SEVERAL.format(count=len(reports))
    return (
        f'<header><div><h1>{wording.NAME}</h1><p class="subtitle">{escape(title)}</p></div>'
        f'<button type="button" class="open" data-open>{wording.OPEN_REPORT}</button></header>'
    )


def _status(*lines: str) -> str:
    shown = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f'<div class="status" role="status">{shown}</div>'


def _refusal(sentence: str = "") -> str:
    return f'<p id="refusal" role="alert">{escape(sentence)}</p>'


def _form() -> str:
    return (
        f'<form novalidate><label for="question">{wording.QUESTION}</label><div class="line">'
        f'<textarea id="question" rows="1" dir="auto" autocomplete="off" aria-describedby="refusal"'
        f' placeholder="{wording.PLACEHOLDER}"></textarea><button type="submit">{wording.ASK}</button></div></form>'
    )


def _imprint(reports: Sequence[Report]) -> str:
    """Which edition answers, and whose product this is not."""
    editions = [escape(wording.EDITION.format(title=report.title, edition=_edition(report))) for report in reports]
    if len(editions) == 1:
        return f"<footer><p>{editions[0]} {wording.DISCLAIMER}</p></footer>"
    listed = "".join(f"<li>{edition}</li>" for edition in editions)
    summary = wording.EDITIONS.format(count=len(editions))
    return (
        f"<footer><details><summary>{summary}</summary><ul>{listed}</ul></details><p>{wording.DISCLAIMER}</p></footer>"
    )


def _edition(report: Report) -> str:
    digest = wording.EDITION_TEXT.format(digest=report.sha256[:8])
    return f"{report.edition}; {digest}" if report.edition else digest


def _own_file(name: str) -> str:
    return resources.files("assistant.screens").joinpath(name).read_text(encoding="utf-8")


class _OnlyThisServer:
    """Tells the browser, with every response, to keep the page's connections to this server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["Referrer-Policy"] = "no-referrer"
            await send(message)

        await self._app(scope, receive, send_with_policy)
