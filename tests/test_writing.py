"""What the page's script may call for who writes: only words that stand in the documents are cited."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from assistant.cases import rows
from assistant.citing import STYLES
from assistant.reference_files import FORMS
from assistant.screens.own_documents import OwnDocuments
from assistant.screens.service import Service
from assistant.screens.worker import Worker
from assistant.screens.writing import Writing
from corpus.report import Report
from tests.chat_server import Scripted, tricky_report

Called = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def writing(shipped: Report) -> Writing:
    reports = (shipped, tricky_report())
    worker = Worker(lambda _: Scripted(reports), lambda _: None)
    own = OwnDocuments(worker, lambda *_: Scripted(reports), lambda own, _: own)
    return Writing(Service(reports, worker, own, lambda *_: (), lambda *_: {}))


@pytest.fixture(scope="module")
def call(writing: Writing) -> Called:
    calls = {call.__name__: call for call in writing.calls()}

    def call_(name: str, **sent: object) -> dict[str, Any]:
        async def whole() -> dict[str, Any]:
            return await calls[name]([sent])

        return asyncio.run(whole())

    return call_


@pytest.mark.parametrize("style", [*STYLES, *FORMS])
def test_a_selection_is_cited_in_every_style_in_its_order(style: str, call: Called, shipped: Report) -> None:
    first, second = rows([shipped])[40].citation, rows([shipped])[3].citation
    text = call("cite", anchors=[first.anchor, second.anchor], style=style)["text"]
    assert 0 < text.index(first.quote.text) < text.index(second.quote.text)


def test_words_that_do_not_stand_in_the_documents_are_not_cited(call: Called, shipped: Report) -> None:
    anchor = rows([shipped])[0].citation.anchor
    forged = anchor.replace(anchor.split(".")[2], "00000000")
    assert call("cite", anchors=[forged, "no anchor", 7], style="un") == {"text": "", "html": ""}
    assert call("cite", anchors=[forged, anchor], style="un") == call("cite", anchors=[anchor], style="un")


def test_a_style_that_nobody_knows_is_the_first(call: Called, shipped: Report) -> None:
    anchor = rows([shipped])[0].citation.anchor
    assert call("cite", anchors=[anchor], style="house") == call("cite", anchors=[anchor], style="un")


def test_filters_that_our_tables_do_not_know_limit_nothing(call: Called) -> None:
    found = call("cases", mission="ATLANTIS", country="", theme="gold", order="sideways")
    assert (found["count"], found["whole"], found["lists"]) == (55, 55, False)


def test_the_saved_table_holds_the_rows_that_are_shown(writing: Writing, call: Called) -> None:
    chosen = {"mission": "MONUSCO", "order": "title"}
    saved = json.loads(writing.saved_cases(chosen, "json") or b"")
    assert saved["count"] == call("cases", **chosen)["count"] == 12
    titles = [row["text"].casefold() for row in saved["rows"]]
    assert titles == sorted(titles)
