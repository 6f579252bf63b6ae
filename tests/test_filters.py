"""A question that names a mission, a country or a person sees only what belongs to it."""

from __future__ import annotations

import re

import pytest

from assistant.answering.filters import Filter, Filters
from assistant.assistant import Assistant
from assistant.query.parsing import parse
from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.report import Report
from index.encoder import Encoder
from index.passage_index import PassageIndex

PRINTED = {
    "MINUSCA": 7, "MINUSMA": 7, "MINUSTAH": 3, "MINUJUSTH": 3, "MONUSCO": 12, "UNAMA": 3, "UNAMI": 5, "UNIOGBIS": 2,
    "UNMIK": 1, "UNMIL": 1, "UNOCI": 1, "UNMISS": 4, "UNSMIL": 3, "UNSOM": 6, "UNAMID": 0, "BINUH": 0,
}  # fmt: skip
WITHOUT_CONTACT = {"MINUSTAH", "MINUJUSTH", "UNMIL", "UNOCI"}
QUESTIONS = ("What does it say on {}?", "Who is the contact of {}?")


@pytest.fixture(scope="module")
def index(shipped: Report, hand_encoder: Encoder) -> PassageIndex:
    return PassageIndex.build([shipped], hand_encoder)


@pytest.fixture(scope="module")
def gates(index: PassageIndex) -> Filters:
    return Filters(index)


def printed(*texts: str) -> set[str]:
    """Which of the sixteen are printed in any of the texts; UNSONM is UNSOM."""
    joined = " ".join(texts).replace("UNSONM", "UNSOM")
    return {acronym for acronym in PRINTED if re.search(rf"\b{acronym}\b", joined)}


def let_through(index: PassageIndex, gate: Filter) -> list[str]:
    assert gate.allowed is not None
    return [passage.quote.text for passage, allowed in zip(index.passages, gate.allowed, strict=True) if allowed]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("mission", PRINTED)
def test_a_question_on_a_mission_lets_nothing_of_another_through(
    index: PassageIndex, gates: Filters, mission: str, question: str
) -> None:
    gate = gates.filter(parse(question.format(mission)))
    assert gate.missions == {mission}
    assert gate.allowed is not None
    seen = [
        (passage, printed(*passage.headings, passage.quote.text))
        for passage, allowed in zip(index.passages, gate.allowed, strict=True)
        if allowed
    ]
    assert [passage.quote.text for passage, named in seen if mission not in named] == []
    assert len([passage for passage, _ in seen if passage.kind == "item"]) == PRINTED[mission]
    assert len([passage for passage, _ in seen if passage.kind == "entry"]) == (mission not in WITHOUT_CONTACT)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("mission", PRINTED)
def test_an_answer_on_a_mission_quotes_nothing_of_another(assistant: Assistant, mission: str, question: str) -> None:
    answer = assistant.answer(question.format(mission))
    cited = (*answer.citations, *answer.nearest)
    assert cited
    for citation in cited:
        assert mission in printed(*citation.headings, citation.quote.text)


def test_a_mission_in_lower_case_gates_like_one_in_capitals(gates: Filters) -> None:
    lower, capitals = (gates.filter(parse(f"what did {name} do")) for name in ("minusca", "MINUSCA"))
    assert lower.missions == capitals.missions == {"MINUSCA"}


def test_a_country_lets_its_missions_and_what_names_it_through(index: PassageIndex, gates: Filters) -> None:
    found = let_through(index, gates.filter(parse("What was done in Libya?")))
    assert "Supporting the work of the Panel of Experts on Libya" in found
    assert "Supporting reconciliation and peacemaking through shuttle diplomacy between parties" in found
    assert "Supporting early warning through human rights monitoring" not in found


def test_a_country_that_texts_name_outside_its_mission_is_found_there_too(hand_encoder: Encoder) -> None:
    report = markdown_report(
        "# Study\n\n## UNAMI\n\n- Visits in Basra\n\n## Trends\n\nIn Iraq prices rose.\n\nElsewhere they fell.\n",
        "a.md",
        "a",
    )
    index = PassageIndex.build([report], hand_encoder)
    found = let_through(index, Filters(index).filter(parse("What happened in Iraq?")))
    assert "In Iraq prices rose." in found
    assert "Visits in Basra" in found
    assert "Elsewhere they fell." not in found


def test_two_missions_let_both_through_and_no_third(gates: Filters, index: PassageIndex) -> None:
    gate = gates.filter(parse("Compare UNMIK and UNMIL"))
    assert gate.missions == {"UNMIK", "UNMIL"}
    assert {name for text in let_through(index, gate) for name in printed(text)} == {"UNMIK", "UNMIL"}


def test_a_country_beside_its_own_mission_opens_nothing_more(gates: Filters, index: PassageIndex) -> None:
    alone, beside = (gates.filter(parse(text)) for text in ("What did MINUSTAH do?", "What did MINUSTAH do in Haiti?"))
    assert let_through(index, alone) == let_through(index, beside)


@pytest.mark.parametrize("name", ["UNISFA", "UNIFIL", "United Nations Interim Force in Lebanon", "Colombia", "Cyprus"])
def test_what_the_report_does_not_name_is_absent_and_lets_nothing_through(gates: Filters, name: str) -> None:
    gate = gates.filter(parse(f"Which case studies come from {name}?"))
    assert len(gate.absent) == 1
    assert gate.missions == frozenset()
    assert gate.allowed is not None
    assert not gate.allowed.any()


def test_an_absent_mission_beside_one_that_is_there_is_named_and_hides_nothing(gates: Filters) -> None:
    gate = gates.filter(parse("List the cases of UNAMI and UNISFA"))
    assert gate.missions == {"UNAMI"}
    assert [mention.missions for mention in gate.absent] == [{"UNISFA"}]


@pytest.mark.parametrize("mission", ["UNAMID", "BINUH"])
def test_a_mission_with_nothing_but_a_contact_is_said_to_be_so_unless_the_contact_is_asked_for(
    gates: Filters, mission: str
) -> None:
    assert gates.filter(parse(f"Which case studies come from {mission}?")).contact_only
    assert not gates.filter(parse(f"Who is the contact of {mission}?")).contact_only
    assert not gates.filter(parse("Which case studies come from UNAMI?")).contact_only


@pytest.mark.parametrize(("question", "words"), [
    ("email for Fiona Frazer?", "UNAMA: Ms. Fiona FRAZER"),
    ("How do I reach N'Gefa?", "MINUSMA: Mr. Guillaume N'GEFA"),
    ("who is nindorera", "UNMISS: Mr. Eugene NINDORERA"),
    ("Contact of Pena Guzman please", "UNIOGBIS: Ms. Mireya PEÑA GUZMÁN"),
    ("Whose address is belld@un.org?", "UNAMI: Ms. Danielle BELL"),
    ("GAGNON@ohchr.org or ggagnon@ohchr.org?", "Ms. Georgette GAGNON"),
])  # fmt: skip
def test_a_person_or_an_address_lets_one_contact_through(
    index: PassageIndex, gates: Filters, question: str, words: str
) -> None:
    gate = gates.filter(parse(question))
    assert gate.person
    (found,) = let_through(index, gate)
    assert found.startswith(words)


def test_a_name_lets_the_quotation_and_the_line_that_attributes_it_through(index: PassageIndex, gates: Filters) -> None:
    found = let_through(index, gates.filter(parse("What did Michelle Bachelet say?")))
    assert len(found) == 2
    assert found[0].startswith("“United Nations peace operations")
    assert found[1].startswith("Michelle Bachelet, High Commissioner")


def test_a_bell_is_no_person_until_it_is_written_like_one(gates: Filters) -> None:
    assert not gates.filter(parse("does a bell ring in the mission")).person
    assert gates.filter(parse("does Bell work there")).person


@pytest.mark.parametrize("address", ["nobody@un.org", "gassama@example.org"])
def test_an_address_that_is_not_printed_names_nobody(gates: Filters, address: str) -> None:
    assert not gates.filter(parse(f"Whose is {address}?")).person


def test_a_question_that_names_nobody_and_nothing_has_no_gate(gates: Filters) -> None:
    assert gates.filter(parse("How many interviews were held?")) == Filter(None)


@pytest.mark.parametrize(
    "question", ["What did MINUSMA do?", "What happened in Libya?", "Which cases are from UNISFA?"]
)
def test_a_document_that_names_no_mission_has_no_gate(hand_encoder: Encoder, question: str) -> None:
    index = PassageIndex.build([markdown_report("# Soups\n\nLeeks are peeled.\n", "a.md", "a")], hand_encoder)
    assert not any(Filters(index).missions)
    assert Filters(index).filter(parse(question)) == Filter(None)


def test_the_passages_of_some_missions_are_those_under_their_headings(gates: Filters, shipped: Report) -> None:
    mask = gates.of_missions(frozenset({"UNMIK", "UNOCI"}))
    found = {passage.quote.text for passage, inside in zip(passages(shipped), mask, strict=True) if inside}
    assert found == {
        "UNMIK:",
        "Supporting reconciliation through sustained dialogue across ethno-political lines",
        "UNOCI:",
        "Supporting situational awareness through information collection",
        "UNMIK: Mr. Jérôme BOUYJOU bouyjou@un.org",
    }
