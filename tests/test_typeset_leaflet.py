"""The shipped report set as a PDF in three layouts and read back: the Markdown's text, each passage on its own page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.passages import passages
from corpus.pdf_file import read_pdf
from corpus.report import Quote, Report
from tests.typeset_leaflet import LAYOUTS, folded, letters_of_pages, typeset


@pytest.fixture(scope="module", params=LAYOUTS)
def typeset_pdf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("set") / "leaflet.pdf"
    typeset(request.param, path)
    return path


@pytest.fixture(scope="module")
def read_back(typeset_pdf: Path) -> Report:
    return read_pdf(typeset_pdf, "leaflet.pdf")


def wrong_pages(quotes: Sequence[Quote], path: Path) -> list[str]:
    """The quotes whose letters are not, in this order, on the pages that the quote names."""
    drawn = letters_of_pages(path)
    wrong = []
    for quote in quotes:
        assert quote.page is not None
        here = drawn[quote.page - 1 : quote.last_page or quote.page]
        sought = folded(quote.text)
        cuts = range(1, len(sought)) if len(here) > 1 else [len(sought)]
        if not any(sought[:cut] in here[0] and sought[cut:] in here[-1] for cut in cuts):
            wrong.append(quote.text)
    return wrong


def test_what_is_read_back_is_the_text_word_for_word(read_back: Report, shipped: Report) -> None:
    assert read_back.text == shipped.text


def test_the_passages_are_those_of_the_markdown(read_back: Report, shipped: Report) -> None:
    assert [passage.quote.text for passage in passages(read_back)] == [
        passage.quote.text for passage in passages(shipped)
    ]


def test_headings_stand_over_what_they_stand_over_in_the_markdown(read_back: Report, shipped: Report) -> None:
    for found, passage in zip(passages(read_back), passages(shipped), strict=True):
        assert found.headings[-len(passage.headings) :] == passage.headings or not passage.headings


def test_every_passage_stands_on_the_page_that_is_named(read_back: Report, typeset_pdf: Path) -> None:
    found = [passage.quote for passage in passages(read_back)]
    assert wrong_pages(found, typeset_pdf) == []
    assert {quote.page for quote in found} == set(range(1, len(letters_of_pages(typeset_pdf)) + 1))


def test_a_wrong_page_would_be_seen(read_back: Report, typeset_pdf: Path) -> None:
    last = passages(read_back)[-1].quote
    assert wrong_pages([Quote(last.text, last.span, page=1)], typeset_pdf) == [last.text]
