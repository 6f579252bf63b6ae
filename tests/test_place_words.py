"""The page and the comment on a draft say where a quote stands in the same order, by the same code."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Citation
from assistant.checking.verdict_wording import place_in
from assistant.screens.chips import Chips
from corpus.markdown_file import markdown_report
from corpus.report import Quote, Span

REPORT = markdown_report("# R\n\nFour words stand here.", "r.md", "R")


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        (Quote("x", Span(0, 1), 4, annex="Annex II", paragraph="3"), "page 4, Annex II, para. 3"),
        (Quote("x", Span(0, 1), 4, note="7"), "page 4, note 7"),
        (
            Quote("x", Span(0, 1), paragraph="25 (a)", by_machine=True),
            "para. 25 (a), read by machine: compare with the page",
        ),
    ],
)
def test_annex_paragraph_and_note_are_said_alike_on_the_page_and_in_a_comment(quote: Quote, said: str) -> None:
    citation = Citation(1, quote, (), "r.md", "a", 1.0)
    assert place_in(citation, "en") == f"r.md › {said.replace(', ', ' › ')}"
    assert re.sub(r"<[^>]+>", "", Chips((REPORT,)).page(citation)) == said.replace(", ", " · ")
