"""A numbered paragraph of a PDF keeps its number beside the quote, wherever the quote's place is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answer import Citation
from assistant.answer_json import quote_object
from assistant.checking.verdict_report import place_of
from assistant.citation import cite
from assistant.citing.citation_styles import cited, short
from assistant.cli.answer_text import quoted
from assistant.files.conversation_file import place_line
from assistant.restored_answer import restored
from assistant.screens.chips import Chips
from corpus.anchors import find_reference, reference
from corpus.html_file import html_report
from corpus.markdown_file import markdown_report
from corpus.metadata import Metadata
from corpus.passages import passages
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from corpus.text_file import text_report
from tests.test_pdf_file import FULL, LEADING, LEFT, TOP, column, read


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


LEAD = (f"25. The council met {FULL}", "and decided on these points:")


def set_under(folder: Path, points: Sequence[str], lead: Sequence[str] = LEAD) -> Report:
    """Points, indented, under the lines that lead into them."""
    below = TOP - LEADING * len(lead)
    return read(folder, [*column(*lead), *column(*points, "Done with it.", top=below, x=LEFT + 20)])


def under(folder: Path, points: Sequence[str], lead: Sequence[str] = LEAD) -> dict[str, str]:
    """The number of each lettered point, by its words."""
    found = passages(set_under(folder, points, lead))
    return {passage.quote.text: passage.quote.paragraph for passage in found if passage.quote.text[0] == "("}


def test_a_lettered_point_is_named_with_its_paragraph(tmp_path: Path) -> None:
    assert under(tmp_path, ("(a) To light lamps;", "(b) To mend pumps.")) == {
        "(a) To light lamps;": "25 (a)",
        "(b) To mend pumps.": "25 (b)",
    }


def test_points_of_a_point_are_named_with_it_and_v_behind_iv_is_a_number(tmp_path: Path) -> None:
    roman = [f"({number}) To light lamp {number};" for number in ("i", "ii", "iii", "iv", "v")]
    found = under(tmp_path, ("(a) To light these lamps:", *roman, "(b) To mend pumps."))
    assert list(found.values()) == ["25 (a)", *(f"25 (a) ({n})" for n in ("i", "ii", "iii", "iv", "v")), "25 (b)"]


def test_a_first_point_is_none_of_the_words_that_lead_into_it(tmp_path: Path) -> None:
    lines = (f"25. The council met {FULL[:-12]}:", "(a) To light lamps;", "(b) To mend pumps.")
    found = passages(read(tmp_path, column(*lines)))
    assert [passage.quote.paragraph for passage in found] == ["25", "25 (a)", "25 (b)"]


@pytest.mark.parametrize("marks", [("ⓐ", "ⓑ"), ("⒜", "⒝"), ("Ⓐ", "Ⓑ")])
def test_letters_in_circles_are_those_of_points(marks: Sequence[str]) -> None:
    points = "\n".join(f"{mark} To light lamps." for mark in marks)
    text = text_report(f"25. The council decided on these points. It said:\n\n{points}\n", "a.txt", "a")
    page = html_report(f"<p>25. The council met. It decided:</p><p>{points.replace(chr(10), '</p><p>')}</p>", "a", "a")
    for report in (text, page):
        assert [block.point for block in report.blocks] == ["", "25 (a)", "25 (b)"]
        assert [report.quote(block.span).text for block in report.blocks[1:]] == ["To light lamps."] * 2


def test_a_number_over_lettered_points_is_a_paragraph_s() -> None:
    told = "25. It decides:\n(a) to light lamps;\n(b) to mend pumps.\n"
    page = "".join(f"<p>{line}</p>" for line in told.splitlines())
    for report in (text_report(told, "a.txt", "a"), html_report(page, "a", "a")):
        assert [block.point for block in report.blocks] == ["", "25 (a)", "25 (b)"]


def test_the_ninth_letter_is_no_point_of_the_eighth(tmp_path: Path) -> None:
    letters = "abcdefghij"
    found = under(tmp_path, [f"({letter}) To light lamps." for letter in letters])
    assert found == {f"({letter}) To light lamps.": f"25 ({letter})" for letter in letters}


@pytest.mark.parametrize(
    ("lead", "points"),
    [
        ((LEAD[0], "and decided on many points."), ("(a) To light lamps;",)),  # nothing leads into it
        (LEAD, ("(c) To light lamps;",)),  # the row begins elsewhere
        ((LEAD[0][4:], LEAD[1]), ("(a) To light lamps;",)),  # the paragraph has no number
        (LEAD, ("District of the north", "", "(a) To light lamps;")),  # something else stands between
    ],
)
def test_a_point_that_is_not_surely_of_the_paragraph_has_no_number(
    lead: tuple[str, ...], points: tuple[str, ...], tmp_path: Path
) -> None:
    assert set(under(tmp_path, points, lead).values()) == {""}


def test_what_leads_into_a_point_comes_with_it(tmp_path: Path) -> None:
    report = set_under(tmp_path, ("(a) To light lamps:", "(i) At night;", "(ii) In the rain."))
    point = next(passage for passage in passages(report) if passage.quote.text == "(i) At night;")
    citation = cite(report, point.span)
    shown = quote_object(citation)
    assert shown["paragraph"] == "25 (a) (i)"
    start, end = shown["lead_in"]["start"], shown["lead_in"]["end"]
    assert shown["lead_in"]["text"] == report.text[start:end] == "(a) To light lamps:"
    assert "Under: “(a) To light lamps:”" in quoted(citation)
    assert place_of(citation).endswith("paragraph 25 (a) (i)")
    assert cited(citation, Metadata("Lamps"), "un").note == "Lamps, p. 1, para. 25 (a) (i)."


COUNTED = (
    "# Lamps\n\n23. They met. It rained.\n\n24. They met again.\n\n## Wells\n\n25. The council decided:\n\n"
    "(a) to light lamps;\n\n(b) to mend pumps:\n\n(i) at night;\n\n(ii) in the rain.\n\n26. Nobody spoke."
)


def named(report: Report) -> dict[str, str]:
    found = [passage.quote for passage in passages(report)]
    return {quote.text: quote.paragraph for quote in found if quote.paragraph}


def as_page(source: str) -> str:
    return "".join(f"<h2>{one.strip('# ')}</h2>" if one[0] == "#" else f"<p>{one}</p>" for one in source.split("\n\n"))


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(markdown_report(COUNTED, "a.md", "a"), id="markdown"),
        pytest.param(html_report(as_page(COUNTED), "a.html", "a"), id="html"),
        pytest.param(markdown_report(COUNTED.replace("They met. It rained", "They met"), "a.md", "a"), id="headings"),
    ],
)
def test_numbers_that_count_through_a_document_are_those_of_its_paragraphs(report: Report) -> None:
    found = named(report)
    assert found.pop("It rained.", "23") == "23"
    assert found == {
        "They met.": "23",
        "They met again.": "24",
        "The council decided:": "25",
        "to light lamps;": "25 (a)",
        "to mend pumps:": "25 (b)",
        "at night;": "25 (b) (i)",
        "in the rain.": "25 (b) (ii)",
        "Nobody spoke.": "26",
    }


@pytest.mark.parametrize(
    "source",
    [
        "They decided:\n\n1. To light lamps.\n2. To mend pumps.",
        "1. To light lamps\n2. To mend pumps\n\n# Wells\n\n1. To dig wells\n2. To fill them",
        "23. They met. It rained.\n\nThey decided:\n\n1. To light lamps.\n2. To mend pumps.",
    ],
)
def test_the_numbers_of_a_list_are_none(source: str) -> None:
    assert {text for text in named(markdown_report(source, "a.md", "a")) if text.startswith("To")} == set()


def annexed(heading: str) -> Report:
    draft = Draft()
    for kind, text, level, number in (
        (Kind.HEADING, "Harbours", 1, ""),
        (Kind.PARAGRAPH, "The councils met in May.", 0, "1."),
        (Kind.PARAGRAPH, "One harbour was closed.", 0, "2."),
        (Kind.HEADING, heading, 2, ""),
        (Kind.HEADING, "Introduction", 3, ""),
        (Kind.PARAGRAPH, "The ledger was kept by the harbour office.", 0, "1."),
    ):
        draft.add(kind, text, level, number=number)
    return draft.report("harbours.pdf", "Harbours")


@pytest.mark.parametrize("annex", ["Annex II", "Annexe", "Anexo I", "Приложение II", "附件二", "المرفق الأول"])
def test_an_annex_counts_its_own_paragraphs_and_the_text_keeps_its_numbers(annex: str) -> None:
    numbered = [one.quote for one in passages(annexed(annex)) if one.quote.paragraph]
    assert [(quote.annex, quote.paragraph) for quote in numbered] == [("", "1"), ("", "2"), (annex, "1")]


def test_a_paragraph_of_an_annex_is_cited_with_it() -> None:
    report = annexed("Annex II")
    passage = next(one for one in passages(report) if one.quote.text.startswith("The ledger"))
    citation = cite(report, passage.span, 1, 1.0)
    facts = Metadata("Harbours", symbol="A/80/1")
    assert short(citation, facts) == "A/80/1, Annex II, para. 1"
    assert all("Annex II, para" in cited(citation, facts, style).note for style in ("un", "chicago", "apa", "oscola"))
    assert place_of(citation).endswith("Annex II, paragraph 1")
    assert quote_object(citation)["annex"] == "Annex II"
    assert "<bdi>Annex II</bdi>" in Chips((report,)).page(citation)


def test_a_point_in_an_annex_is_of_that_annex(tmp_path: Path) -> None:
    head = [*column("Annex II", font="F2", size=14), *column("I. Introduction", font="F2", size=12, top=TOP - 40)]
    points = column(*LEAD, "(a) To light lamps:", "(i) At night;", "(ii) In the rain.", top=TOP - 70)
    found = [one.quote for one in passages(read(tmp_path, [*head, *points])) if one.quote.paragraph]
    assert {quote.annex for quote in found} == {"Annex II"}
    assert [quote.paragraph for quote in found][-3:] == ["25 (a)", "25 (a) (i)", "25 (a) (ii)"]


@pytest.mark.parametrize("heading", ["Annexation of the harbour", "Appendicitis", "Annexes of the law of the sea"])
def test_a_heading_that_only_begins_like_an_annex_is_none(heading: str) -> None:
    numbered = [one.quote for one in passages(annexed(heading)) if one.quote.paragraph]
    assert [(quote.annex, quote.paragraph) for quote in numbered] == []  # "1" leads to two, and most come back


@pytest.mark.parametrize(
    ("printed", "letters"),
    [
        (("(a) To light lamps;", "(b) To mend pumps;", "© To dig wells."), "abc"),
        (("(a) To sing;", "(b) To mend;", "© To dig;", "(d) To fill."), "abcd"),
        (("(a) To sing;", "(b) To mend;", "(c) To dig;", "(d) To fill;", "© To rest;", "(f) To go."), "abcdef"),
        (("(a) To sing;", "(b) To mend;", "(c) To dig;", "(d) To fill;", "€ To rest."), "abcde"),
    ],
)
def test_a_sign_made_of_a_letter_names_its_point_and_stays_as_printed(
    tmp_path: Path, printed: tuple[str, ...], letters: str
) -> None:
    found = [one.quote for one in passages(set_under(tmp_path, printed)) if "(" in one.quote.paragraph]
    assert [(quote.text, quote.paragraph) for quote in found] == [
        (words, f"25 ({letter})") for words, letter in zip(printed, letters, strict=True)
    ]
    assert all(quote.lead_in and quote.lead_in.text.endswith("decided on these points:") for quote in found)


def test_a_sign_that_no_letter_leads_to_names_no_point(tmp_path: Path) -> None:
    found = passages(set_under(tmp_path, ("(a) To light lamps;", "© The harbour office of the town, 2026.")))
    assert [one.quote.paragraph for one in found][-2:] == ["", ""]


def test_an_i_behind_an_h_is_a_letter_as_deep_as_that(tmp_path: Path) -> None:
    points = tuple(f"({letter}) To light lamp {number};" for number, letter in enumerate("abcdefghij"))
    report = set_under(tmp_path, points)
    assert [block.level for block in report.blocks if block.point] == [1] * 10
    assert [block.point for block in report.blocks if block.point][-2:] == ["25 (i)", "25 (j)"]
