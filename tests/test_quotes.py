"""The promise: whatever is shown as a quote was cut from the report, for any document and any question."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question_text import UnusableQuestion
from corpus.anchors import anchor, find_anchor
from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.reading import read_report
from corpus.report import Kind, Report
from corpus.text_file import text_report
from corpus.unreadable import UnreadableReport
from index.encoder import Encoder
from index.passage_index import PassageIndex

pytestmark = pytest.mark.slow


# Words that a report is made of, and what its typesetting does to them.
PLAIN = ["The", "mission", "UNSOM:", "supported", "prisons.", "Mr.", "U.N.", "Talbi", "e.g.", "“so”", "85", "(82%)"]
FOREIGN = ["COVID-19", "peace.", "rights?", "права", "人权。", "العدالة؟", "l’homme.", "« Oui. »", "12.", "a)", "…"]
MARKED = [
    "and**bold**",
    "*it*",
    "_in_",
    "[link](x)",
    "&amp;",
    "\u00a0",
    "\u00ad",
    "\ufeff",
    "\\*",
    "<b>",
    "#",
    "-",
    "|",
    "a@b.c",
]
WORDS = st.sampled_from(PLAIN + FOREIGN + MARKED)
LINES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
MARKS = st.sampled_from(["", "# ", "## ", "- ", "  - ", "1. ", "> ", "    ", "| ", "**", "FIGURE 2. ", "// "])
ENDS = st.sampled_from(["\n", "\n\n", "  \n", "\n\n\n", "\f", " \n\t\n"])
DOCUMENTS = st.lists(st.tuples(MARKS, LINES, ENDS).map("".join), min_size=1, max_size=12).map("".join) | st.text(
    max_size=200
)
QUESTIONS = st.lists(st.sampled_from(PLAIN), min_size=2, max_size=8).map(" ".join) | LINES | st.text(max_size=60)


def reports_of(source: str) -> list[Report]:
    """The source read as Markdown and as plain text, where it holds words at all."""
    read = [markdown_report(source, "a.md", "a"), text_report(source, "a.txt", "a")]
    return [report for report in read if any(map(str.isalnum, report.text))]


def check(answer: Answer, reports: list[Report]) -> None:
    """Every quote of the answer, to the letter."""
    by_name = {report.name: report for report in reports}
    for shown in (*answer.citations, *answer.further, *answer.nearest):
        report, quote = by_name[shown.document], shown.quote
        assert report.text[quote.span.start : quote.span.end] == quote.text
        assert quote == report.quote(quote.span)
        assert find_anchor(report, shown.anchor) == quote.span
        assert all(heading in report.text for heading in shown.headings)
    for group in ((*answer.citations, *answer.further), answer.nearest):
        assert [shown.number for shown in group] == list(range(1, len(group) + 1))


@given(DOCUMENTS, st.lists(QUESTIONS, min_size=1, max_size=3))
@example(source="0", questions=["0"])
def test_every_quote_of_any_answer_is_cut_from_its_report(
    hand_encoder: Encoder, source: str, questions: list[str]
) -> None:
    reports = reports_of(source)
    assume(reports)
    assistant = Assistant(PassageIndex.build(reports, hand_encoder))
    for question in questions:
        try:
            answer = assistant.answer(question)
        except UnusableQuestion:
            continue
        check(answer, reports)
        assert answer.abstained == (not answer.citations)
        assert 0 <= answer.confidence <= 1


ABOUT_THE_REPORT = [
    "All interviews were strictly confidential to encourage frank and honest feedback.",
    "How many people were interviewed?",
    "Which missions supported the Ebola response?",
    "Who heads human rights in UNSOM?",
    "What did the High Commissioner say?",
    "What is the budget of MINUSMA?",
    "¿Qué misiones combatieron el discurso de odio?",
]


def test_quotes_about_the_shipped_report_are_cut_from_it(assistant: Assistant, shipped: Report) -> None:
    answers = [assistant.answer(question) for question in ABOUT_THE_REPORT]
    assert answers[0].citations
    for answer in answers:
        check(answer, [shipped])


@pytest.mark.model
@pytest.mark.parametrize("question", ABOUT_THE_REPORT)
def test_every_real_answer_shows_passages_cut_from_the_report(
    real_assistant: Assistant, shipped: Report, question: str
) -> None:
    answer = real_assistant.answer(question)
    assert answer.citations or answer.nearest
    check(answer, [shipped])


@given(DOCUMENTS)
@example("# A\n\n- b\n\nFIGURE 1\n\nc")
def test_blocks_never_overlap_and_between_them_are_only_white_space_and_their_numbers(source: str) -> None:
    for report in (markdown_report(source, "a.md", "a"), text_report(source, "a.txt", "a")):
        at = 0
        for block in report.blocks:
            assert report.text[at : block.span.start].strip() == block.number
            assert block.span.start >= at
            at = block.span.end
        assert at == len(report.text)


@given(DOCUMENTS)
def test_headings_above_a_block_are_headings_that_stand_before_it(source: str) -> None:
    for report in (markdown_report(source, "a.md", "a"), text_report(source, "a.txt", "a")):
        headings = {block.span: block.level for block in report.blocks if block.kind is Kind.HEADING}
        for block in report.blocks:
            levels = [headings[span] for span in block.headings]
            assert levels == sorted(set(levels))
            assert all(span.end <= block.span.start for span in block.headings)


@given(DOCUMENTS)
def test_any_passage_is_found_again_by_its_anchor(source: str) -> None:
    for report in reports_of(source):
        for passage in passages(report):
            assert passage.quote.text.strip() == passage.quote.text != ""
            assert find_anchor(report, anchor(report, passage.span)) == passage.span


@given(
    st.binary(max_size=300) | DOCUMENTS.map(str.encode) | st.binary(max_size=200).map(lambda raw: b"%PDF-1.7\n" + raw),
    st.sampled_from([".md", ".txt", ".pdf", ".MD", "", ".docx"]),
)
def test_any_bytes_give_a_report_or_one_line_that_says_why_not(raw: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"study{suffix}"
        path.write_bytes(raw)
        try:
            report = read_report(path)
        except UnreadableReport as unreadable:
            assert str(unreadable)
            assert "\n" not in str(unreadable)
        else:
            assert any(map(str.isalnum, report.text))
        assert path.read_bytes() == raw
        assert list(Path(folder).iterdir()) == [path]


@given(st.text(min_size=1, max_size=40), st.sampled_from([".md", ".txt", ".pdf", ""]))
def test_any_path_that_leads_nowhere_gives_one_line(name: str, suffix: str) -> None:
    with TemporaryDirectory() as folder, pytest.raises(UnreadableReport) as caught:
        read_report(f"{folder}/nowhere/{name}{suffix}")
    assert str(caught.value).isprintable()
