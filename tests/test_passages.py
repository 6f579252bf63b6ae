"""What is found and quoted: whole sentences, and everything else whole."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.report import Kind, Report
from corpus.report_builder import Draft


def quoted(source: str) -> list[str]:
    return [passage.quote.text for passage in passages(markdown_report(source, "a.md", "a"))]


def under(report: Report, *words: str) -> list[str]:
    """The passages that hold all these words."""
    texts = [passage.quote.text for passage in passages(report)]
    return [text for text in texts if all(word in text for word in words)]


def test_a_paragraph_gives_its_sentences_and_every_other_block_itself() -> None:
    source = "# A study. In two parts\n\nMr. Talbi came. He left.\n\n- One. Two.\n\nUNAMA: Ms. Bell  \nbelld@un.org"
    assert quoted(source) == [
        "A study. In two parts",
        "Mr. Talbi came.",
        "He left.",
        "One. Two.",
        "UNAMA: Ms. Bell belld@un.org",
    ]


def test_a_paragraph_that_is_one_quotation_stays_whole() -> None:
    whole = "“They need resources. They need support.”"
    assert quoted(whole) == [whole]


def test_a_paragraph_that_holds_two_quotations_is_cut() -> None:
    assert quoted("“They need it.” So she said. “They do.”") == ["“They need it.”", "So she said.", "“They do.”"]


@pytest.mark.parametrize(
    "row",
    ["Total", "Subtotal (2)", "Total (I–III)", "Total 32 677.3", "Staff 12 325.2 (2 820.9) –", "Boats 3 4 1 [3] 3"],
)
def test_figures_without_what_stands_over_them_and_bare_totals_are_no_passages(row: str) -> None:
    draft = Draft()
    draft.add(Kind.LINE, row)
    draft.add(Kind.LINE, "Table 1 Staff of the mission")
    assert [passage.quote.text for passage in passages(draft.report("a.pdf", "a"))] == ["Table 1 Staff of the mission"]


@pytest.mark.parametrize(
    "line", ["Tel. +41 22 917 90 00", "10 June 2023", "Total number of clients", "2024/25", "Room 12"]
)
def test_a_telephone_a_date_and_words_with_one_figure_are_passages(line: str) -> None:
    draft = Draft()
    draft.add(Kind.LINE, line)
    expected = [line] if any(map(str.isalpha, line)) else []
    assert [passage.quote.text for passage in passages(draft.report("a.pdf", "a"))] == expected


def test_a_very_long_quotation_is_cut_into_its_sentences() -> None:
    sentence = "They need resources, and strong political support from all of you."
    assert len(quoted("“" + " ".join([sentence] * 11) + "”")) == 11


def test_a_passage_knows_the_headings_above_it_from_the_top() -> None:
    found = passages(markdown_report("# R\n\n## CASES\n\n### UNAMA:\n\n- One", "a.md", "a"))
    assert found[-1].headings == ("R", "CASES", "UNAMA:")
    assert found[-1].kind is Kind.ITEM


def test_passages_of_the_report_hold_every_word_once_and_in_order(shipped: Report) -> None:
    found = passages(shipped)
    assert "".join(passage.quote.text for passage in found).replace(" ", "") == "".join(shipped.text.split())
    assert all(before.span.end <= after.span.start for before, after in pairwise(found))


def test_no_passage_leaves_its_block(shipped: Report) -> None:
    assert all(passage.block.span.holds(passage.span) for passage in passages(shipped))


def test_the_report_gives_139_passages(shipped: Report) -> None:
    kinds = Counter(passage.kind for passage in passages(shipped))
    assert kinds == {Kind.ITEM: 55, Kind.HEADING: 33, Kind.PARAGRAPH: 33, Kind.ENTRY: 15, Kind.LINE: 3}


def test_the_high_commissioners_words_are_one_passage(shipped: Report) -> None:
    assert under(shipped, "most significant achievements") == [
        "“United Nations peace operations are among the Organization’s most significant achievements, and a powerful "
        "tool to protect and promote human rights. They need resources – and your strong political support, to bind "
        "together all UN operations around a common effective approach to crisis, from prevention to recovery.”"
    ]


def test_sentences_that_the_page_broke_are_one_passage(shipped: Report) -> None:
    assert len(under(shipped, "The study also finds", "mission leadership and mission personnel.")) == 1
    assert len(under(shipped, "The survey aimed", "workstreams of UN field missions.")) == 1


def test_a_persons_name_is_never_cut_after_the_title(shipped: Report) -> None:
    assert not [text for text in under(shipped) if text.endswith(("Mr.", "Ms."))]
    assert under(shipped, "TALBI") == ["BINUH: Mr. Hanan TALBI talbih@un.org"]
    assert under(shipped, "CARDON") == ["Mr. Anthony CARDON Chief a.i., Peace Missions Support Section cardon1@un.org"]


def test_the_figure_that_is_printed_twice_stands_in_one_sentence(shipped: Report) -> None:
    (sentence,) = under(shipped, "85")
    assert sentence.count("85") == 2


@pytest.mark.parametrize("entry", ["II. Mandate performance … 6", "A. Overall … iv", "B. Costs ..... 12"])
def test_an_entry_of_a_contents_list_is_no_passage(entry: str) -> None:
    draft = Draft()
    draft.add(Kind.HEADING, "Contents", 1)
    draft.add(Kind.LINE, entry)
    draft.add(Kind.LINE, "A line that ends in a figure 6")
    assert [found.quote.text for found in passages(draft.report("a", "a"))] == [
        "Contents",
        "A line that ends in a figure 6",
    ]


@pytest.mark.parametrize("line", ["26-04100 (E) 230426", "26-05268* (E) 280426", "26-05287 (F)"])
def test_the_job_number_of_a_un_document_is_no_passage(line: str) -> None:
    draft = Draft()
    draft.add(Kind.LINE, line)
    draft.add(Kind.LINE, f"Sent as {line} by the office")
    assert [passage.quote.text for passage in passages(draft.report("a.pdf", "A"))] == [f"Sent as {line} by the office"]
