"""Long sentences that are lists: cut into their members, and asked for one of them or for all."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from corpus.enumerations import enumeration
from corpus.passages import passages
from corpus.report import Kind, Report, Span
from corpus.report_builder import Draft
from index.encoder import Encoder
from index.outline import Outline
from index.passage_index import PassageIndex

LED = "The increased requirements for the period are attributable primarily to the following, as told by the mission:"
LETTERED = (
    f"{LED} (a) the acquisition of four spare engines for boats; (b) the hiring of two more pilots for helicopters, "
    "who fly at night; (c) the repair of the bridge at the northern camp (see A/80/1; A/80/2); and (d) the rental of "
    "warehouses that keep rations dry."
)
STOPPED = (
    "Databases and other materials on trade and on development that are kept for member States and for the public: a "
    "platform for learning by correspondence; statistics of ports and of shipping; a tracker of laws on the digital "
    "economy; and courses for diplomats on “rights; duties; customs” in trade."
)
BARE = (
    "The office mediated between the herders of the two valleys during the long dry season; it trained forty judges "
    "in the capital and thirty in the provinces; it printed the constitution in four languages for all schools; and it "
    "opened a radio station that broadcasts around the clock."
)


def members(text: str) -> list[str]:
    found = enumeration(text, Span(0, len(text)))
    return [text[one.start : one.end] for one in found.members] if found else []


def report(*paragraphs: str) -> Report:
    draft = Draft()
    draft.add(Kind.HEADING, "Requirements", level=1)
    for paragraph in paragraphs:
        draft.add(Kind.PARAGRAPH, paragraph)
    return draft.report("requirements.md", "Requirements")


def test_a_long_sentence_with_letters_is_cut_at_them_and_what_leads_in_stands_alone() -> None:
    assert members(LETTERED) == [
        "(a) the acquisition of four spare engines for boats",
        "(b) the hiring of two more pilots for helicopters, who fly at night",
        "(c) the repair of the bridge at the northern camp (see A/80/1; A/80/2)",
        "(d) the rental of warehouses that keep rations dry.",
    ]
    found = enumeration(LETTERED, Span(0, len(LETTERED)))
    assert found is not None and found.lead_in is not None
    assert LETTERED[found.lead_in.start : found.lead_in.end] == LED


def test_semicolons_cut_outside_brackets_and_quotation_marks_behind_the_colon() -> None:
    assert members(STOPPED) == [
        "a platform for learning by correspondence",
        "statistics of ports and of shipping",
        "a tracker of laws on the digital economy",
        "courses for diplomats on “rights; duties; customs” in trade.",
    ]


def test_statements_set_apart_by_semicolons_are_members_without_anything_that_leads_in() -> None:
    found = enumeration(BARE, Span(0, len(BARE)))
    assert found is not None and found.lead_in is None
    assert members(BARE)[0].startswith("The office mediated") and members(BARE)[3].startswith("it opened a radio")


def test_two_letters_behind_a_colon_are_a_list_too() -> None:
    led = "For the period, the reduced requirements are attributable primarily to:"
    text = f"{led} (a) freight, {'of fewer goods than in any year before, ' * 6}it is held; and (b) clearing of mines."
    assert [one[:11] for one in members(text)] == ["(a) freight", "(b) clearin"]
    found = enumeration(text, Span(0, len(text)))
    assert found is not None and found.lead_in == Span(0, len(led))


@pytest.mark.parametrize(
    "text",
    [
        "Short: (a) one thing here; (b) another thing; (c) a third thing.",
        "A long sentence goes on and on, " * 12 + "and (a) names one thing; and (b) another.",
        "A long sentence goes on and on, " * 12 + "as (c) says, and as (a) says, and (b).",
        "A long sentence goes on and on, " * 12 + "; ; ; ;",
        "A long sentence (that says; that says; that says; and that says) goes on, " * 6,
    ],
)
def test_what_is_short_or_out_of_order_or_in_brackets_is_no_enumeration(text: str) -> None:
    assert members(text) == []


@pytest.mark.parametrize("piece", ["; and ", ";", "؛ ", "one; or ; ", "what follows: ; "])
def test_stops_with_nothing_between_them_enumerate_nothing(piece: str) -> None:
    text = (piece * 300).strip()
    assert members(text) == []
    assert passages(report(text))


@pytest.mark.parametrize("text", [LETTERED, STOPPED, BARE])
def test_members_are_passages_cut_from_the_text_and_know_what_leads_into_them(text: str) -> None:
    document = report("One sentence before.", text)
    found = [one for one in passages(document) if one.sentence]
    assert len(found) == 4
    for one in found:
        assert document.text[one.span.start : one.span.end] == one.quote.text
        lead_in = one.quote.lead_in
        assert lead_in is None or document.text[lead_in.span.start : lead_in.span.end] == lead_in.text
    assert [one.quote.lead_in is None for one in found] == [text is BARE] * 4


def test_the_members_are_one_list_that_a_point_and_what_leads_in_belong_to(hand_encoder: Encoder) -> None:
    outline = Outline(PassageIndex.build([report(LETTERED, "Another sentence.", STOPPED)], hand_encoder))
    assert outline.list_around(1) == outline.list_around(2) == outline.list_around(5) == (2, 3, 4, 5)
    assert outline.list_around(6) == ()
    assert outline.list_around(7) == outline.list_around(9) == (8, 9, 10, 11)


def test_one_member_answers_a_question_about_it_and_all_answer_one_about_what_leads_in(real_encoder: Encoder) -> None:
    assistant = Assistant(PassageIndex.build([report("The period ends in June.", LETTERED, BARE)], real_encoder))
    one = assistant.answer("Which camp has a bridge that is repaired?")
    assert one.citations[0].quote.text.startswith("(c) the repair of the bridge")
    whole = assistant.answer("List everything that the increased requirements are attributable to")
    assert [citation.quote.text[:3] for citation in whole.citations] == ["(a)", "(b)", "(c)", "(d)"]
    assert all(citation.quote.lead_in and citation.quote.lead_in.text == LED for citation in whole.citations)
