"""What the page's script may call for who writes: only words that stand in the documents are cited."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from assistant.case_studies.case_rows import rows
from assistant.citing.citation_styles import STYLES
from assistant.citing.reference_files import FORMS
from assistant.screens.calls import CasesCall, read
from assistant.screens.own_documents import Own, OwnDocuments
from assistant.screens.reader_calls import Service
from assistant.screens.worker import Worker
from assistant.screens.writer_calls import Writing
from corpus.anchors import anchor
from corpus.report import Report
from tests.chat_server import Scripted, tricky_report

Called = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def own(shipped: Report) -> OwnDocuments:
    reports = (shipped, tricky_report())
    worker = Worker(lambda _: Scripted(reports), lambda _: None)
    worker.start()
    return OwnDocuments(
        worker, lambda *_: iter([Scripted(reports)]), lambda own, *_: own[0], [shipped.name, "report.md"]
    )


@pytest.fixture(scope="module")
def service(shipped: Report, own: OwnDocuments) -> Service:
    worker = Worker(lambda _: Scripted(()), lambda _: None)
    return Service((shipped, tricky_report()), worker, own, lambda *_: (), lambda *_: {})


@pytest.fixture(scope="module")
def writing(service: Service) -> Writing:
    return Writing(service)


@pytest.fixture(scope="module")
def call(service: Service, writing: Writing) -> Called:
    calls = {call.__name__: call for call in (*service.calls(), *writing.calls())}

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


def test_a_link_to_a_row_from_another_edition_finds_the_row_of_this_one(call: Called, shipped: Report) -> None:
    anchor = rows([shipped])[7].citation.anchor
    text, offsets, *words = anchor.split(".")
    start, end = map(int, offsets.split("-"))
    moved = ".".join(["0" * len(text), f"{start + 9}-{end + 9}", *words])
    assert call("cases", row=moved)["row"] == call("cases", row=anchor)["row"] == anchor
    assert call("cases", row="no anchor")["row"] is None


def test_the_saved_table_holds_the_rows_that_are_shown(writing: Writing, call: Called) -> None:
    chosen = {"mission": "MONUSCO", "order": "title"}
    saved = json.loads(writing.saved_cases(read(CasesCall, chosen), "json") or b"")
    assert saved["count"] == call("cases", **chosen)["count"] == 12
    titles = [row["text"].casefold() for row in saved["rows"]]
    assert titles == sorted(titles)


def opened(own: OwnDocuments, companion: str = "") -> tuple[str, Own]:
    """A document of one's own, once it is open or has failed."""
    key = own.open("report.md", b"# Report of ours\n\nAll words of it are new.\n", companion)
    document = own.of(key)
    assert document
    while not document.report and not document.failure:
        time.sleep(0.005)
    return key, document


def test_a_document_of_ones_own_is_cited_by_the_facts_that_came_with_it(call: Called, own: OwnDocuments) -> None:
    for companion, note in (
        ("", "Report of ours."),
        ('{"body": "World Body", "date": "2024-05"}', "World Body, Report of ours (May 2024)."),
    ):
        key, document = opened(own, companion)
        assert document.report
        (block,) = document.report.blocks[1:]
        place = anchor(document.report, block.span)
        assert call("cite", anchors=[place], style="un", document=key)["text"].endswith(f"1. {note}")


def test_a_document_of_ones_own_is_cited_by_what_its_reader_says_of_it(call: Called, own: OwnDocuments) -> None:
    key, document = opened(own, '{"body": "World Body", "date": "2024-05"}')
    assert document.report
    place = anchor(document.report, document.report.blocks[1].span)
    known = {"title": "Report of ours", "body": "World Body", "date": "2024-06", "place": " New\n York ", "url": ""}
    reply = call("mend", source=key, facts=known)
    told = {"body": "World Body", "date": "2024-06", "place": "New York"}
    assert not reply["kept"]
    assert (reply["file"]["name"], json.loads(reply["file"]["text"])) == ("report.metadata.json", told)
    cited = call("cite", anchors=[place], style="un", document=key)["text"]
    assert cited.endswith("1. World Body, Report of ours (New York, June 2024).")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"date": "May"}, "the date May is not written"),
        ({"url": "javascript:alert(1)"}, "does not begin with http"),
        ({"author": "me"}, "unknown keys: author"),
    ],
)
def test_what_cannot_be_known_of_a_document_changes_nothing(
    call: Called, own: OwnDocuments, facts: dict[str, str], why: str
) -> None:
    key, document = opened(own)
    assert why in call("mend", source=key, facts=facts)["failure"]["parts"]["reason"]
    assert document.facts is None


def test_nobody_mends_what_is_known_of_anothers_document_or_of_one_that_is_served(call: Called) -> None:
    for source in ("", "+0", "no key of anybody's"):
        assert call("mend", source=source, facts={"title": "Mine"}) == {"gone": True}


def test_facts_that_cannot_be_read_are_said_before_anything_is_cited(own: OwnDocuments) -> None:
    _, document = opened(own, '{"author": "me"}')
    assert document.failure
    assert "report.metadata.json has unknown keys: author" in str(document.failure[1]["reason"])


def test_a_document_named_like_one_that_is_served_is_told_apart(own: OwnDocuments) -> None:
    _, document = opened(own)
    assert document.report
    assert document.report.name == "report.md (2)"
