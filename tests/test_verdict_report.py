"""The report on a draft says what was found and where, whatever it is saved as."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from docx import Document

from assistant.answer import Citation
from assistant.checking.checker import Checker, Edition, Verdict
from assistant.checking.quotations import Quotation
from assistant.checking.verdict_report import NOTHING, saved_report, summary, verdict_object, verdicts_text
from corpus.report import Report

ALTERED = "more than 30 field missions"


def cite(citation: Citation) -> str:
    return f"cited {citation.quote.span.start}"


@pytest.fixture(scope="module")
def verdicts(shipped: Report) -> list[Verdict]:
    drafted = [
        Quotation("hate speech on social media", "paragraph 1"),
        Quotation(ALTERED, "footnote 2"),
        Quotation("poverty fell in four regions", "paragraph 3", source="World Bank"),
    ]
    return Checker([shipped]).check_draft(drafted)


def test_one_verdict_for_programs_has_the_promised_keys(verdicts: list[Verdict], shipped: Report) -> None:
    exact, altered, absent = map(verdict_object, verdicts)
    for found in (exact, altered, absent):
        assert list(found) == ["text", "verdict", "places", "nearest", "difference"]
    assert [len(exact["places"]), exact["nearest"], exact["difference"]] == [2, None, []]
    for quote in [*exact["places"], altered["nearest"]]:
        assert shipped.text[quote["start"] : quote["end"]] == quote["text"]
    assert altered["difference"] == [{"kind": "changed", "draft": "30", "report": "20"}]
    assert (absent["verdict"], absent["places"], absent["nearest"]) == ("absent", [], None)


def test_a_person_reads_how_many_where_and_what_differs(verdicts: list[Verdict]) -> None:
    text = verdicts_text(verdicts, cite)
    assert text.startswith("3 quotations: 1 exact, 1 altered, 1 absent.")
    assert "ALTERED – footnote 2" in text
    assert "the draft says “30”, the report “20”" in text
    assert "The draft names as its source: World Bank" in text
    assert text.count("Cite as: cited ") == 3


def test_another_edition_is_named(verdicts: list[Verdict]) -> None:
    verdict = Verdict(
        "words", verdicts[0].outcome, verdicts[0].places, edition=Edition("1f0c9a2b77", "the draft of May")
    )
    assert "text 1f0c9a2b (the draft of May), found again in this one" in verdicts_text([verdict], cite)


def test_nothing_to_check_is_said_in_a_sentence() -> None:
    assert summary([]) == NOTHING


def test_the_saved_report_says_the_same_in_every_form(verdicts: list[Verdict]) -> None:
    markdown = saved_report(verdicts, "md", "d.docx", ["Report (text 1f0c9a2b)"], cite).decode()
    word = Document(BytesIO(saved_report(verdicts, "docx", "d.docx", ["Report (text 1f0c9a2b)"], cite)))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    for said in ("Draft: d.docx", "Checked against: Report (text 1f0c9a2b)", f"Draft: “{ALTERED}”"):
        assert said in markdown
        assert said in paragraphs
    assert markdown.index("Altered, footnote 2") < markdown.index("Exact, paragraph 1")
    saved = json.loads(saved_report(verdicts, "json", "d.docx", [], cite))
    assert saved == [verdict_object(verdict) for verdict in verdicts]


def test_the_saved_report_speaks_the_persons_language_what_must_be_mended_first(verdicts: list[Verdict]) -> None:
    markdown = saved_report(verdicts, "md", "d.docx", ["Report"], cite, "es").decode()
    assert markdown.index("## Por corregir") < markdown.index(ALTERED) < markdown.index("hate speech on social media")
    for english in ("Draft", "Stands in", "Cite as", "Altered ", "Exact:"):
        assert english not in markdown
    word = Document(BytesIO(saved_report(verdicts, "docx", "d.docx", ["Report"], cite, "es")))
    assert any(f"“{ALTERED}”" in paragraph.text for paragraph in word.paragraphs)


def test_what_no_word_file_can_hold_does_not_stop_it(shipped: Report) -> None:
    verdict = Checker([shipped]).check("four \x0b words \ud800 stand here")
    assert saved_report([verdict], "docx", "d.docx", [], cite)[:2] == b"PK"
