"""A numbered paragraph of a PDF keeps its number beside the quote, wherever the quote's place is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.answer_json import quote_object
from assistant.checking.verdict_report import place_of
from assistant.citation import cite
from assistant.files.conversation_file import place_line
from assistant.restored_answer import restored
from assistant.screens.chips import Chips
from corpus.anchors import find_reference, reference
from corpus.passages import passages
from corpus.report import Report
from tests.test_pdf_file import FULL, column, read


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return read(
        tmp_path, column(f"24. They met {FULL}.", "", f"25. The lamps were lit {FULL}. It rained.", "", "Done.")
    )


@pytest.fixture
def citation(report: Report) -> Citation:
    found = next(passage for passage in passages(report) if passage.quote.text == "It rained.")
    return cite(report, found.span)


def test_the_words_are_quoted_without_the_number(report: Report, citation: Citation) -> None:
    assert citation.quote.paragraph == "25"
    assert all("25" not in passage.quote.text for passage in passages(report))


def test_each_place_in_words_names_the_paragraph(report: Report, citation: Citation) -> None:
    assert place_of(citation).endswith("page 1 › paragraph 25")
    assert "page 1, paragraph 25 [further:" in place_line(citation, (report,))
    line = reference(report, citation.quote.span)
    assert "page 1, paragraph 25 [further:" in line
    assert find_reference(report, line) == citation.quote.span
    assert "para. 25" in Chips((report,)).page(citation)


def test_json_has_the_number_where_there_is_one_alone(report: Report, citation: Citation) -> None:
    assert quote_object(citation)["paragraph"] == "25"
    bare = next(passage for passage in passages(report) if passage.quote.text == "Done.")
    assert "paragraph" not in quote_object(cite(report, bare.span))


def test_an_answer_that_was_kept_without_the_number_has_it_again(report: Report, citation: Citation) -> None:
    kept = quote_object(citation)
    del kept["paragraph"]
    answer = {
        **dict.fromkeys(("question", "understood_as", "message"), ""),
        **dict.fromkeys(("reason", "complete", "count", "rule")),
        "language": "en",
        "status": "answered",
        "confidence": 1,
        "latency_ms": 1,
        "quotes": [kept],
        "nearest": [],
    }
    back = restored(answer, [report])
    assert back is not None
    assert back.citations[0].quote.paragraph == "25"
