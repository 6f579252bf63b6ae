"""What stands under which heading, in one document and in several at once."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.markdown_file import markdown_report
from corpus.report import Kind, Report, Row
from corpus.report_builder import Draft
from index.encoder import Encoder
from index.outline import Outline
from index.passage_index import PassageIndex

STUDY = markdown_report(
    "# The great study\n\n## Factors\n\n### Leadership\n\nLeaders lead.\n\n### Networks\n\nNetworks net.\n\n"
    "## CASES\n\n### UNAMI:\n\n- First\n- Second\n\n## Closing\n\nOne sentence. Another sentence.\n",
    "study.md",
    "study",
)
TWIN = markdown_report("# Twin\n\n## Factors\n\n- Only\n- These\n", "twin.md", "twin")


@pytest.fixture
def index(hand_encoder: Encoder) -> PassageIndex:
    return PassageIndex.build([STUDY, TWIN], hand_encoder)


@pytest.fixture
def structure(index: PassageIndex) -> Outline:
    return Outline(index)


def at(index: PassageIndex, text: str, name: str = "study.md") -> int:
    return next(
        place
        for place, (passage, report) in enumerate(zip(index.passages, index.report_of, strict=True))
        if passage.quote.text == text and report.name == name
    )


def texts(index: PassageIndex, places: tuple[int, ...]) -> list[str]:
    return [index.passages[place].quote.text for place in places]


def test_below_a_heading_stands_everything_at_any_depth(index: PassageIndex, structure: Outline) -> None:
    below = texts(index, structure.below(at(index, "Factors")))
    assert below == ["Leadership", "Leaders lead.", "Networks", "Networks net."]


def test_a_heading_announces_the_headings_next_below_it(index: PassageIndex, structure: Outline) -> None:
    assert texts(index, structure.children(at(index, "Factors"))) == ["Leadership", "Networks"]
    assert texts(index, structure.children(at(index, "The great study"))) == ["Factors", "CASES", "Closing"]


def test_a_heading_without_headings_announces_its_items(index: PassageIndex, structure: Outline) -> None:
    assert texts(index, structure.children(at(index, "UNAMI:"))) == ["First", "Second"]


def test_sentences_are_no_set_and_one_thing_is_none(index: PassageIndex, structure: Outline) -> None:
    assert structure.children(at(index, "Closing")) == ()
    assert structure.children(at(index, "CASES")) == ()


def test_the_same_heading_in_two_documents_holds_what_stands_in_its_own(
    index: PassageIndex, structure: Outline
) -> None:
    assert texts(index, structure.children(at(index, "Factors", "twin.md"))) == ["Only", "These"]
    assert "Only" not in texts(index, structure.below(at(index, "Factors")))


def test_the_heading_of_a_passage_is_the_nearest_above_it(index: PassageIndex, structure: Outline) -> None:
    assert structure.heading_of(at(index, "Second")) == at(index, "UNAMI:")
    assert structure.heading_of(at(index, "Networks net.")) == at(index, "Networks")
    assert structure.heading_of(at(index, "Only", "twin.md")) == at(index, "Factors", "twin.md")
    assert structure.heading_of(at(index, "The great study")) is None


def test_above_a_passage_stand_its_headings_from_the_top_down(index: PassageIndex, structure: Outline) -> None:
    above = structure.headings_above(at(index, "Networks net."))
    assert texts(index, tuple(above)) == ["The great study", "Factors", "Networks"]
    assert structure.headings_above(at(index, "The great study")) == []


def test_what_leads_up_to_a_passage_is_what_stands_before_it_and_two_headings(
    index: PassageIndex, structure: Outline
) -> None:
    leading = structure.leading()
    assert leading.shape == (len(index.passages), 3)
    assert texts(index, tuple(leading[at(index, "Another sentence.")])) == [
        "One sentence.",
        "The great study",
        "Closing",
    ]
    assert texts(index, tuple(leading[at(index, "Second")])) == [
        "UNAMI:",
        "CASES",
        "UNAMI:",
    ]  # into the list, not "First"
    first = at(index, "Twin", "twin.md")
    assert list(leading[first]) == [first] * 3  # nothing of another document


def test_the_cases_are_the_items_under_a_mission(index: PassageIndex, structure: Outline) -> None:
    assert texts(index, structure.cases) == ["First", "Second"]


def test_the_shipped_report_has_its_55_cases_and_two_sets_of_four(shipped: Report, hand_encoder: Encoder) -> None:
    index = PassageIndex.build([shipped], hand_encoder)
    structure = Outline(index)
    assert len(structure.cases) == 55
    factors = next(place for place, one in enumerate(index.passages) if one.quote.text == "SUCCESS FACTORS")
    assert len(structure.children(factors)) == 4
    people = next(place for place, one in enumerate(index.passages) if one.quote.text == "OHCHR")
    assert len(structure.children(people)) == 3


def test_the_words_of_the_titles_name_the_whole(structure: Outline) -> None:
    assert {"great", "studi", "twin"} <= structure.common
    assert not {"leadership", "networks", "first"} & structure.common


def test_every_point_of_a_list_and_the_line_that_leads_into_it_give_the_whole_list(hand_encoder: Encoder) -> None:
    text = "# Report\n\n## Plan\n\nThe priorities are:\n\n- First\n- Second\n\nNo list is here.\n\n- Alone\n"
    index = PassageIndex.build([markdown_report(text, "plan.md", "plan")], hand_encoder)
    outline = Outline(index)
    for one in ("The priorities are:", "First", "Second"):
        assert texts(index, outline.list_around(at(index, one, "plan.md"))) == ["First", "Second"]
    assert outline.list_around(at(index, "No list is here.", "plan.md")) == ()
    assert outline.list_around(at(index, "Alone", "plan.md")) == ()


def test_a_list_ends_where_another_heading_begins(hand_encoder: Encoder) -> None:
    text = "# Report\n\n## One\n\n- First\n- Second\n\n## Two\n\n- Third\n- Fourth\n"
    index = PassageIndex.build([markdown_report(text, "two.md", "two")], hand_encoder)
    assert texts(index, Outline(index).list_around(at(index, "Fourth", "two.md"))) == ["Third", "Fourth"]


def test_beside_a_tables_rows_no_caption_unit_or_head_is_a_member_of_the_list(hand_encoder: Encoder) -> None:
    table = Draft()
    for words, label in (
        ("Table 1 Flights", ""),
        ("Hours", ""),
        ("Helicopters 4", "Helicopters"),
        ("Planes 9", "Planes"),
    ):
        row = Row("Table 1 Flights", "Hours", label, (("2026/27", words[-1]),)) if label else None
        table.add(Kind.LINE, words, row=row)
    index = PassageIndex.build([table.report("flights.pdf", "Flights")], hand_encoder)
    outline, rows = Outline(index), ("Helicopters 4", "Planes 9")
    assert [texts(index, outline.list_around(at(index, one, "flights.pdf"))) for one in rows] == [list(rows)] * 2
    assert outline.list_around(at(index, "Hours", "flights.pdf")) == ()


def test_cells_that_stand_each_for_itself_are_no_rows_of_a_list(hand_encoder: Encoder) -> None:
    table = Draft()
    for words in ("Safe roads", "Fewer mines"):
        table.add(Kind.LINE, f"{words}.", row=Row("", "", "Roads", (("Results", f"{words}."),), apart=True))
    for words in ("Lorries 4", "Boats 9"):
        table.add(Kind.LINE, words, row=Row("", "", words[:-2], (("2026/27", words[-1]),)))
    index = PassageIndex.build([table.report("roads.pdf", "Roads")], hand_encoder)
    outline, rows = Outline(index), ["Lorries 4", "Boats 9"]
    assert texts(index, outline.list_around(at(index, "Boats 9", "roads.pdf"))) == rows
    assert outline.list_around(at(index, "Safe roads.", "roads.pdf")) == ()


def _lines(hand_encoder: Encoder, *lines: tuple[str, int, Row | None]) -> PassageIndex:
    """A document of lines and sentences, each with 1 where it heads a part, and what a table's row says."""
    draft = Draft()
    for words, level, row in lines:
        draft.add(Kind.PARAGRAPH if words.endswith(".") else Kind.LINE, words, level, row=row)
    return PassageIndex.build([draft.report("lines.pdf", "Lines")], hand_encoder)


def test_what_stands_under_a_line_that_heads_a_part_is_a_list_and_all_parts_are_another(hand_encoder: Encoder) -> None:
    assembly, council = ["64/289 Coherence", "80/233 Planning"], ["2025/1 Roads", "2025/2 Bridges"]
    index = _lines(
        hand_encoder,
        ("The mandates are listed.", 0, None),
        ("Assembly resolutions", 1, None), *((words, 0, None) for words in assembly),
        ("Council decisions", 1, None), *((words, 0, None) for words in council),
    )  # fmt: skip
    outline, first, other = Outline(index), at(index, assembly[0], "lines.pdf"), at(index, council[1], "lines.pdf")
    assert [texts(index, places) for places in outline.lists_around(first)] == [assembly, assembly + council]
    assert texts(index, outline.list_around(other)) == council
    assert texts(index, outline.list_around(at(index, "Assembly resolutions", "lines.pdf"))) == assembly
    assert all(outline.is_list(places) for places in outline.lists_around(other))
    part, whole = outline.lists_around(first)
    assert index.passages[outline.before(part)].quote.text == "Assembly resolutions"
    assert index.passages[outline.before(whole)].quote.text == "The mandates are listed."


def test_a_row_without_a_number_heads_those_that_have_one(hand_encoder: Encoder) -> None:
    def row(label: str) -> tuple[str, int, Row]:
        return f"{label} 4", 0, Row("Deliverables", "", label, (("2027", "4"),))

    index = _lines(hand_encoder, *map(row, ("Meetings", "1. Fifth Committee", "2. Council", "Publications", "3. Book")))
    meetings = Outline(index).list_around(at(index, "2. Council 4", "lines.pdf"))
    assert texts(index, meetings) == ["1. Fifth Committee 4", "2. Council 4"]
    assert Outline(index).lists_around(at(index, "3. Book 4", "lines.pdf")) == (
        tuple(at(index, f"{label} 4", "lines.pdf") for label in ("1. Fifth Committee", "2. Council", "3. Book")),
    )


def test_rows_of_which_none_or_one_has_a_number_are_all_of_the_list(hand_encoder: Encoder) -> None:
    labels = ("Helicopters", "1. Planes", "Boats")
    rows = [(f"{label} 4", 0, Row("Craft", "", label, (("2027", "4"),))) for label in labels]
    index = _lines(hand_encoder, *rows)
    assert texts(index, Outline(index).list_around(at(index, "Boats 4", "lines.pdf"))) == [text for text, *_ in rows]


@pytest.mark.parametrize("total", ["Total (2)", "Subtotal, support 8", "Grand total: 8", "Total 8", "Итого 8"])
def test_a_total_is_no_row_of_a_list_and_what_begins_with_the_word_is_one(hand_encoder: Encoder, total: str) -> None:
    def row(label: str) -> tuple[str, int, Row]:
        return label, 0, Row("Craft", "", label, (("2027", "4"),))

    index = _lines(hand_encoder, *map(row, ("Boats 4", "Total losses at sea 4", total)))
    rows = Outline(index).list_around(at(index, "Boats 4", "lines.pdf"))
    assert texts(index, rows) == ["Boats 4", "Total losses at sea 4"]


def test_around_what_was_cited_stands_what_follows_it_and_what_its_section_holds(hand_encoder: Encoder) -> None:
    sections = "".join(f"### Part {number}\n\nOne of {number}. Two of {number}.\n\n" for number in range(1, 7))
    text = f"# Study\n\n## Findings\n\n{sections}## Annex\n\n### Maps\n\nA map.\n"
    report = markdown_report(text, "study.md", "study")
    index = PassageIndex.build([report, TWIN], hand_encoder)
    shown = at(index, "One of 2.")
    around = Outline(index).around([shown])
    assert list(around["behind"].nonzero()[0]) == list(range(shown + 1, shown + 11))
    beside = texts(index, tuple(around["beside"].nonzero()[0]))
    assert {"One of 2.", "Two of 2.", "One of 6."} <= set(beside)
    assert not {"A map.", "Findings", "Only"} & set(beside)


def test_a_passage_stands_as_far_apart_as_it_has_passages_between_in_the_same_document(hand_encoder: Encoder) -> None:
    index = PassageIndex.build([STUDY, TWIN], hand_encoder)
    last = at(index, "Another sentence.")
    apart = np.expm1(Outline(index).around([last, last - 2])["apart"])
    assert apart[last - 4 : last + 1].round().tolist() == [2, 1, 0, 1, 0]
    assert (apart[last + 1 :].round() == len(index.passages)).all()


def test_of_texts_without_a_heading_the_order_says_nothing(hand_encoder: Encoder) -> None:
    pool = Draft()
    for text in ("One text.", "Another.", "A third."):
        pool.add(Kind.PARAGRAPH, text)
    around = Outline(PassageIndex.build([pool.report("pool", "Pool")], hand_encoder)).around([0])
    assert not around["behind"].any() and not around["beside"].any() and len(set(around["apart"].tolist())) == 1


def test_what_follows_ends_with_the_document(hand_encoder: Encoder) -> None:
    index = PassageIndex.build([STUDY, TWIN], hand_encoder)
    last = at(index, "Another sentence.")
    assert not Outline(index).around([last])["behind"].any()
    nowhere = Outline(index).around([])
    assert not nowhere["behind"].any() and not nowhere["beside"].any() and len(set(nowhere["apart"].tolist())) == 1
