"""What a draft names as a quotation's source, held against the document in which the words stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer, Status
from assistant.checking.checker import Checker, Outcome, Verdict
from assistant.checking.drafts import read_quotations
from assistant.checking.named_source import Named
from assistant.checking.quotations import Paragraph, quotations
from assistant.checking.remarks import verdict_lines
from assistant.checking.verdict_report import verdict_object, verdicts_text
from assistant.citation import cite
from assistant.files.conversation_file import exported
from assistant.query.parsing import parse
from assistant.screens.chips import Chips
from assistant.screens.verdict_list import verdict_items
from corpus.markdown_file import markdown_report
from corpus.metadata import Metadata
from corpus.report import Report

WORDS = "The mission opened eleven kitchens in the north."
BUDGET = markdown_report(
    f"# Budget of the Harbour Mission\n\nReport of the Secretary-General\n\n{WORDS}", "budget.md", "B"
)
STUDY = markdown_report("# Study of Lamps and Wells\n\nNobody bought a lamp in the whole of May.", "study.md", "S")
FACTS = {
    "budget.md": Metadata("Budget of the Harbour Mission", "United Nations", "2026-02-03", symbol="A/80/621"),
    "study.md": Metadata("Study of Lamps and Wells"),
}


def checked(*paragraphs: Paragraph, reports: tuple[Report, ...] = (BUDGET, STUDY)) -> list[Verdict]:
    return Checker(reports, (), FACTS).check_draft(quotations(paragraphs))


def block(text: str) -> Paragraph:
    return Paragraph(text, "paragraph 1", block_quotation=True)


@pytest.mark.parametrize(
    "line",
    [
        "Report of the Secretary-General, 2024",
        "Report on the Failure of the Mission, 2026",
        "– Annual Review of Lamps, 2026",
    ],
)
def test_a_last_line_that_looks_like_a_source_and_is_not_the_documents_is_told(line: str) -> None:
    for verdict in (*checked(block(f"{WORDS}\n{line}")), *checked(block(WORDS), block(line))):
        assert (verdict.outcome, verdict.text) == (Outcome.EXACT, WORDS)
        assert verdict.named == Named(line)


def test_words_beside_the_documents_own_symbol_are_borne_out_or_told() -> None:
    (verdict,) = checked(block(f"{WORDS}\n(A/80/621, Closed by Order, 2026)"))
    assert verdict.named == Named("(A/80/621, Closed by Order, 2026)")


@pytest.mark.parametrize(
    "line",
    [
        "Report of the Secretary-General, 2026",
        "– Budget of the Harbour Mission, 2026, p. 4",
        "(A/80/621, para. 4)",
        "（第4段）",
        "United Nations, Budget of the Harbour Mission, 2026",
    ],
)
def test_a_source_that_the_document_bears_out_is_no_matter(line: str) -> None:
    for verdict in (*checked(block(f"{WORDS}\n{line}")), *checked(block(WORDS), block(line))):
        assert (verdict.outcome, verdict.named) == (Outcome.EXACT, None)


def test_a_source_that_the_report_prints_itself_behind_the_words_is_part_of_the_quotation() -> None:
    report = markdown_report(f"# R\n\n{WORDS[:-1]} (United Nations, 2019).", "r.md", "R")
    (verdict,) = checked(block(f"{WORDS[:-1]} (United Nations, 2019)."), reports=(report,))
    assert (verdict.outcome, verdict.named) == (Outcome.EXACT, None)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"As A/80/600 has it, “{WORDS}”", Named("A/80/600", "A/80/621")),
        (f"“{WORDS}” (A/80/600, para. 3).", Named("A/80/600", "A/80/621")),
        (f"According to the Study of Lamps and Wells, “{WORDS}”", Named("the Study of Lamps and Wells", "A/80/621")),
        (f"As A/80/600 and A/80/621 have it, “{WORDS}”", None),
        (f"“{WORDS}” (A/80/621/Corr.1).", None),
        (f"The Secretary-General said: “{WORDS}”", None),
        (f"“{WORDS}” (between 2019 and 2021).", None),
    ],
)
def test_an_exact_quotation_that_is_attributed_to_another_document_is_told_so(text: str, named: Named | None) -> None:
    (verdict,) = checked(Paragraph(text, "paragraph 1"))
    assert (verdict.outcome, verdict.named) == (Outcome.EXACT, named)


def test_a_note_that_names_another_document_is_told_too() -> None:
    text = f"It is so: “{WORDS}” and more."
    (verdict,) = checked(Paragraph(text, "paragraph 1", notes=((text.index("”") + 1, "See A/80/600, para. 4."),)))
    assert verdict.named == Named("A/80/600", "A/80/621")


def test_a_document_without_a_known_symbol_has_that_of_its_first_page_or_its_file() -> None:
    report = markdown_report(f"# Title\n\nA/80/700\n\n{WORDS}", "A_80_701.md", "T")
    for symbol, other in (("A/80/700", False), ("A/80/701", False), ("A/80/702", True)):
        (verdict,) = Checker((report,)).check_draft(quotations([Paragraph(f"In {symbol}: “{WORDS}”", "p")]))
        assert bool(verdict.named) is other


def test_what_is_said_of_a_named_source_stands_in_every_form_of_the_verdict() -> None:
    (verdict,) = checked(Paragraph(f"As A/80/600 has it, “{WORDS}”", "paragraph 1"))
    assert "  Source: stands in A/80/621, the draft names A/80/600" in verdicts_text([verdict], lambda _: "cited")
    assert verdict_object(verdict)["named"] == {"source": "A/80/600", "document": "A/80/621"}
    assert any("A/80/600" in line for line in verdict_lines(verdict, {}, lambda _: "cited", "fr"))
    assert "A/80/600" in verdict_items([verdict], Chips((BUDGET, STUDY), FACTS), lambda _: "cited")
    (verdict,) = checked(Paragraph(f"“{WORDS}”", "paragraph 1"))
    assert "named" not in verdict_object(verdict)


def test_the_place_below_a_quote_of_a_saved_conversation_is_no_quotation(tmp_path: Path) -> None:
    path = tmp_path / "c.md"
    span = next(block.span for block in BUDGET.blocks if BUDGET.quote(block.span).text == WORDS)
    citations = (cite(BUDGET, span),)
    answer = Answer("?", parse("?"), "en", Status.ANSWERED, None, "", citations, (), None, None, None, 1.0, 1.0)
    path.write_bytes(exported([answer], [BUDGET], "md"))
    (verdict,) = Checker((BUDGET,)).check_draft(read_quotations(path))
    assert (verdict.outcome, verdict.named) == (Outcome.EXACT, None)
    forged = path.read_text(encoding="utf-8").replace("Budget of the Harbour Mission ›", "Everybody was paid twice ›")
    path.write_text(forged.replace("\\. Budget", "\\. Everybody was paid"), encoding="utf-8")
    (verdict,) = Checker((BUDGET,)).check_draft(read_quotations(path))
    assert verdict.named
