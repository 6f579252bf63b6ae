"""Reports and a worker in, the web application out: the page's parts, its style and its scripts, put together.

Gradio serves the page and carries the script's calls; what is shown is this project's own HTML, drawn by `parts`,
`turn_view` and `reading_pane`, because a screen reader finds its way in that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answer import Answer, Citation
from assistant.collection.accounts import Accounts
from assistant.screens import draft_checks, interface_text, parts
from assistant.screens.basket_calls import Baskets
from assistant.screens.basket_view import basket_screen
from assistant.screens.brief_view import brief_screen
from assistant.screens.case_list import case_screen
from assistant.screens.cite_dialog import cite_dialog
from assistant.screens.gate import Gate
from assistant.screens.hosts import Hosts
from assistant.screens.kept_own import KeptOwn
from assistant.screens.login import Door
from assistant.screens.own_documents import OwnDocuments, OwnLimits, own_limits
from assistant.screens.page_calls import Leaves
from assistant.screens.reader_calls import Introduce, ServerCall, Service
from assistant.screens.reading_pane import reading_pane
from assistant.screens.routes import web_application
from assistant.screens.source_list import source_screen
from assistant.screens.verdict_list import check_screen
from assistant.screens.worker import Answering, Worker
from assistant.screens.writer_calls import Writing
from assistant.wording import wording
from corpus.opening import WHOLE, Opening
from corpus.reading import SHIPPED
from corpus.report import Report

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant.collection.folder import Kept
    from assistant.writing.introductions import Introductions
    from assistant.writing.language_model import LanguageModel
    from assistant.writing.leash import Likeness

_SANS = (
    *("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC"),
    *("Liberation Sans", "sans-serif"),
)
_MONO = ("ui-monospace", "Consolas", "Liberation Mono", "monospace")
_STYLES = ("further", "leaf", "views", "cases", "check", "brief", "basket", "sources", "print")
# What must stand on the page before a script can run; Gradio sets its parts up in an order of its own.
_PARTS = ("told", "log", "question", "reading", "keys")
# A keyboard on a phone's screen makes the page smaller instead of lying over the box.
_WINDOW = '<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">'
# Gradio's own frame on paper must not cut off what lies in it; print.css can only speak of what is within.
_FRAME = ".main.main", ".wrap.wrap", ".contain.contain", ".contain.contain > .column.column"
_PAPER = (
    f"<style>@media print {{ html, body, gradio-app, div.gradio-container.gradio-container, {', '.join(_FRAME)} "
    "{ display: block !important; height: auto !important; max-height: none !important; overflow: visible !important } "
    "}</style>"
)
# In the order in which they run; each is a file with one job. The views' own come after them, `linking` last.
_SCRIPTS = (
    *("signing", "calling", "telling", "reading", "resizing", "following", "picturing", "leafing", "hovering"),
    *("viewing", "conversing", "asking", "limiting", "copying", "explaining", "judging", "keeping", "own_document"),
    *("choosing", "keying", "citing", "talking", "pinning"),
)


def _views(reports: Sequence[Report], limits: OwnLimits | None, *, keeps: bool) -> dict[str, dict[str, str]]:
    """The views of the left column in the order of the navigation, each with its blocks by id, from top to bottom.

    A view NAME is called by the words `view_NAME`, shown by `?view=NAME` and brought to life by NAME.js; the first is
    the page's own, shown where the address names none.
    """
    examples = interface_text.EXAMPLES if [report.name for report in reports] == [SHIPPED] else ()
    return {
        "ask": {
            "conversation": parts.conversation(examples, reports, uploads=limits is not None),
            "asking": parts.box(reports),
        },
        "cases": {"cases": case_screen()},
        "check": {"check": check_screen(draft_checks.LARGEST if limits else 0)},
        "brief": {"brief": brief_screen()},
        "basket": {"basket": basket_screen()},
        "sources": {"sources": source_screen(limits, keeps=keeps)},
    }


def application(
    reports: Sequence[Report],
    worker: Worker,
    hosts: Hosts,
    feedback: Path | None = None,
    opening: Opening = WHOLE,
    accounts: Accounts | None = None,
    kept: Mapping[str, Kept] | None = None,
    *,
    uploads: bool = True,
    doors: bool = False,
    keep_own: Path | None = None,
    writer: LanguageModel | None = None,
) -> tuple[ASGIApp, Callable[[], None]]:
    """The application, and what to call when it stops so that open pages let go. `opening`: how the files were;
    `hosts`: the names that it is served under; `accounts`: of who has to sign in; `kept`: those of the reports that a
    library holds, by name; `uploads`: whether files may come; `doors`: whether other programs may come in beside the
    page; `keep_own`: the folder where what people open is kept under their login, None: it is not; `writer`: the
    operator's language model, None: no model introduces answers."""
    library = kept or {}
    limits = own_limits()
    names = [report.name for report in reports]
    keeps = KeptOwn(keep_own, limits.documents) if keep_own and accounts and uploads else None
    own = OwnDocuments(worker, _assistants_over, _assistant_together, names, _load, limits, keeps)
    facts = {name: one.facts for name, one in library.items()}
    introductions = _introductions(writer, worker) if writer else None
    drawn = _drawn(introductions) if introductions else None
    service = Service(reports, worker, own, _suggested, _explained, feedback, facts, _card, drawn)
    files = {name: one.file for name, one in library.items()}
    writing, leaves = Writing(service), Leaves(service, reports, opening, files)
    baskets = Baskets(service)
    calls = [*service.calls(), *writing.calls(), *leaves.calls(), *baskets.calls()]
    app = web_application(service, own, writing, baskets)
    if doors:
        from assistant.api.doors import open_doors

        open_doors(app, reports, worker, introductions.of if introductions else None)
    gr.mount_gradio_app(
        app,
        _blocks(reports, calls, limits if uploads else None, keeps=keeps is not None, introduces=writer is not None),
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        ssr_mode=False,
        pwa=False,
        show_error=False,
        max_file_size=1,  # byte: Gradio's own door takes no files
        allowed_paths=[],
        theme=gr.themes.Base(font=_SANS, font_mono=_MONO),
        css="\n".join(_own_file(f"{name}.css") for name in _STYLES),
        head=_head(),
    )
    mounted = (getattr(route, "app", None) for route in app.routes)
    gradio = next(inner for inner in mounted if isinstance(inner, gr.routes.App))

    def forget(whose: str) -> None:
        own.forget(whose)
        writing.forget(whose)

    login = Door(accounts, forget) if accounts else None
    names = [call.__name__ for call in calls]
    gate = Gate(app, hosts, names, gradio.get_blocks().blocks, login, uploads=uploads, doors=doors)
    return gate, gradio.stop_event.set


def _blocks(
    reports: Sequence[Report], calls: list[ServerCall], limits: OwnLimits | None, *, keeps: bool, introduces: bool
) -> gr.Blocks:
    """`limits`: of documents of one's own; None: none may be opened."""
    views = _views(reports, limits, keeps=keeps)
    with gr.Blocks(title=interface_text.NAME, analytics_enabled=False, fill_height=True, fill_width=True) as blocks:
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="chat"):
                _html(parts.masthead(reports, limits, list(views), keeps=keeps), "masthead")
                _html(parts.status(), "status")
                for number, (name, blocks_of) in enumerate(views.items()):
                    with gr.Column(elem_id=f"view-{name}", elem_classes=["view", *([] if number else ["current"])]):
                        for elem_id, html in blocks_of.items():
                            _html(html, elem_id, ["filling"] if number else [])
                _html(parts.imprint(reports), "imprint")
            with gr.Column(elem_id="report"):
                _html(reading_pane(reports), "pane")
        gr.HTML(
            parts.help_dialog(list(views)) + parts.talks() + cite_dialog(),
            elem_id="help",
            js_on_load=_scripts([*(["introducing"] if introduces else []), *list(views)[1:]], list(views)[1:]),
            server_functions=calls,
            apply_default_css=False,
            padding=False,
        )
    return blocks


def _html(value: str, elem_id: str, classes: Sequence[str] = ()) -> gr.HTML:
    return gr.HTML(
        value, elem_id=elem_id, elem_classes=list(classes), js_on_load=None, apply_default_css=False, padding=False
    )


def _head() -> str:
    """What the page says in every language, and the script that says it, before anything is drawn."""
    words = json.dumps(wording("page"), ensure_ascii=False).replace("<", "\\u003c")
    return f"{_WINDOW}{_PAPER}<script>window.furtherWords = {words};\n{_own_file('saying.js')}</script>"


def _scripts(others: Sequence[str], views: Sequence[str]) -> str:
    """All scripts as one, each in a scope of its own, run once every part stands; Gradio hands them `server`.

    `others`: those that not every page has, and those of the `views`.
    """
    names = [*_SCRIPTS, *others, "linking"]
    parts_ = [*_PARTS, *(f"view-{view}" for view in views)]
    each = "\n".join(f'(() => {{ "use strict";\n{_own_file(f"{name}.js")}\n}})();' for name in names)
    return f"const further = window.further;\nfurther.whenThere({json.dumps(parts_)}, () => {{\n{each}\n}});"


def _own_file(name: str) -> str:
    return resources.files("assistant.screens").joinpath(name).read_text(encoding="utf-8")


# What computes is imported by the first call that needs it, long after the page is there.


def _assistants_over(
    report: Report, other: Answering, progress: Callable[[str, int, int], None]
) -> Iterator[Answering]:
    from assistant.assistant import Assistant
    from assistant.startup import assistants_over

    if not isinstance(other, Assistant):
        raise TypeError("Only an assistant with an index can lend its models.")
    return assistants_over(report, other, progress)


def _load(other: Answering) -> None:
    from assistant.assistant import Assistant

    if isinstance(other, Assistant):
        other.index.encoder.load()


def _assistant_together(own: Sequence[Answering], other: Answering, names: frozenset[str] | None) -> Answering:
    from assistant.assistant import Assistant
    from assistant.startup import assistant_together

    joined = [one for one in own if isinstance(one, Assistant)]
    if len(joined) < len(own) or not isinstance(other, Assistant):
        raise TypeError("Only assistants with an index can be joined.")
    return assistant_together(joined, other, names)


def _card(assistant: Answering, report: Report, between: Callable[[], None]) -> str:
    from assistant.assistant import Assistant
    from assistant.collection.card import document_card
    from assistant.screens.source_list import card

    return card(report, document_card(assistant, report, between)) if isinstance(assistant, Assistant) else ""


def _introductions(writer: LanguageModel, worker: Worker) -> Introductions:
    from assistant.writing.introductions import Introductions

    return Introductions(writer, worker, _likeness)


def _likeness(assistant: Answering) -> Likeness:
    from assistant.assistant import Assistant
    from assistant.writing.writer import likeness

    if not isinstance(assistant, Assistant):
        raise TypeError("Only an assistant with an index knows what lies near.")
    return likeness(assistant.index.encoder)


def _drawn(introductions: Introductions) -> Introduce:
    from assistant.screens.introduction_view import introduction

    async def introduce(answer: Answer) -> str:
        return introduction(await introductions.of(answer), answer.language)

    return introduce


def _suggested(
    assistant: Answering, answer: Answer, asked: frozenset[str], between: Callable[[], None]
) -> Sequence[str]:
    from assistant.assistant import Assistant
    from assistant.collection.suggested_questions import suggestions

    return suggestions(assistant, answer, asked, between) if isinstance(assistant, Assistant) else ()


def _explained(assistant: Answering, answer: Answer, citation: Citation) -> dict[str, Any]:
    from assistant.assistant import Assistant
    from assistant.explanation import reasons

    found = reasons(assistant, answer, citation) if isinstance(assistant, Assistant) else None
    return asdict(found) if found else {}
