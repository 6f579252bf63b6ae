"""Several documents asked at once: each says what it says by itself, and the one that is surest leads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from assistant.answer import Answer, Reason, Turn
from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.restored_answer import restored
from assistant.sources.naming import without_names
from assistant.sources.several import sources
from corpus.markdown_file import markdown_report
from corpus.report import Report
from index.confidence import Judged
from index.encoder import Encoded, Encoder
from index.passage_index import PassageIndex
from tests.conftest import HandEncoder
from tests.test_embeddings import ByHand

COURTS = "# On courts\n\nMobile courts sit in four regions of the country.\n\nJudges travel by boat to each region.\n"
PRISONS = "# On prisons\n\nPrisons were visited by night.\n\nMobile courts were not visited at all in that year.\n"
HARBOURS = "# On harbours\n\nHarbours were dredged in autumn by two ships.\n"
LONG = "# On everything\n\n" + "\n\n".join(
    f"Paragraph {n} speaks of roads, bridges and market days." for n in range(300)
)
OTHERS = "Roads were mended in spring.\n\nPolice were trained by twelve officers.\n\nStaff moved to a new camp.\n"
FIRST = "# First\n\n## UNAMI\n\n- Visiting prisons\n- Watching polls\n"
SECOND = "# Second\n\n## UNAMI\n\n- Visiting prisons\n\n## UNMIL\n\n- Training police\n\nWheat grew by the river.\n"


def report(text: str, name: str) -> Report:
    return markdown_report(text, name, name)


def over(encoder: Encoder, *reports: Report) -> Assistant:
    return Assistant(PassageIndex.build(reports, encoder, ByHand(encoder)))


def courts_prisons_harbours() -> list[Report]:
    return [report(COURTS, "courts.md"), report(PRISONS, "prisons.md"), report(HARBOURS, "harbours.md")]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return courts_prisons_harbours()


@pytest.fixture(scope="module")
def three(reports: list[Report], hand_encoder: Encoder) -> Assistant:
    return over(hand_encoder, *reports)


def said(answer: Answer) -> dict[str, list[str]]:
    return {one.document: [citation.quote.text for citation in one.citations] for one in answer.by_source}


QUESTIONS = [
    "Where do mobile courts sit?",
    "When were prisons visited?",
    "Who dredged harbours in autumn?",
    "mobile courts",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_document_answers_as_if_it_alone_were_asked(
    three: Assistant, reports: list[Report], hand_encoder: Encoder, question: str
) -> None:
    answer = three.answer(question)
    assert {one.document for one in answer.by_source} == {one.name for one in reports}
    for source, one in ((source, one) for source in answer.by_source for one in reports if one.name == source.document):
        alone = over(hand_encoder, one).answer(question)
        assert source.reason == alone.reason
        assert source.confidence == alone.confidence
        assert [citation.quote for citation in source.citations] == [citation.quote for citation in alone.citations]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_surest_document_leads_and_every_quote_was_cut(
    three: Assistant, reports: list[Report], question: str
) -> None:
    answer = three.answer(question)
    confidence = [one.confidence for one in answer.by_source if one.reason is None]
    assert answer.confidence == max(confidence)
    assert confidence == sorted(confidence, reverse=True)
    assert answer.citations == answer.by_source[0].citations
    texts = {one.name: one.text for one in reports}
    shown = [citation for one in answer.by_source for citation in one.citations]
    assert shown
    for citation in shown:
        span = citation.quote.span
        assert texts[citation.document][span.start : span.end] == citation.quote.text
    numbers = [citation.number for citation in (*answer.citations, *answer.further)]
    numbers += [citation.number for one in answer.beside for citation in one.citations]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_document_that_says_nothing_is_named(three: Assistant) -> None:
    answer = three.answer("Who dredged harbours in autumn?")
    assert answer.citations[0].document == "harbours.md"
    assert {one.document for one in answer.silent} >= {"courts.md"}
    assert all(one.reason and not one.citations for one in answer.silent)
    assert {one.called for one in answer.silent} >= {"On courts"}


def test_a_small_document_is_not_starved_by_a_large_one_nor_the_other_way_round(hand_encoder: Encoder) -> None:
    both = over(hand_encoder, report(LONG, "long.md"), report(HARBOURS, "harbours.md"))
    assert both.answer("When were harbours dredged?").citations[0].document == "harbours.md"
    assert both.answer("What does paragraph 217 speak of?").citations[0].document == "long.md"


def test_a_set_that_says_little_of_what_is_asked_gives_way_to_a_passage_that_says_it(
    shipped: Report, hand_encoder: Encoder
) -> None:
    bases = "Four temporary operating bases were established in the north.\n\n" + OTHERS
    both = over(hand_encoder, shipped, report(f"# A year in the field\n\n{bases}", "field.md"))
    answer = both.answer("Which temporary operating bases and outposts were established?")
    titles = next(one for one in answer.by_source if one.document == shipped.name)
    assert titles.complete and titles.confidence > answer.confidence  # case studies on re-establishing something
    assert answer.citations[0].quote.text == "Four temporary operating bases were established in the north."
    assert both.answer("Which missions combated hate speech?").citations[0].document == shipped.name


def test_one_document_answers_as_ever(reports: list[Report], hand_encoder: Encoder) -> None:
    answer = over(hand_encoder, reports[0]).answer("Where do mobile courts sit?")
    assert answer.citations
    assert answer.by_source == ()
    assert "by_source" not in answer_object(answer)


def test_where_nothing_answers_each_document_is_named_as_silent(three: Assistant, reports: list[Report]) -> None:
    answer = three.answer("How old is the moon?")
    assert answer.abstained
    assert [one.document for one in answer.silent] == [one.name for one in reports]
    assert not answer.beside


@dataclass(frozen=True)
class Counting(HandEncoder):
    asked: list[str] = field(default_factory=list)

    def encode_question(self, text: str) -> Encoded:
        self.asked.append(text)
        return super().encode_question(text)


def test_a_question_is_encoded_once_for_all_documents(reports: list[Report]) -> None:
    encoder = Counting()
    assistant = over(encoder, *reports)
    assistant.answer("Where do mobile courts sit?")
    assert encoder.asked == ["Where do mobile courts sit?"]


def mission(boats: int, helicopters: int, name: str) -> Report:
    """A short report of a mission."""
    fleet = f"Boats patrol the river by day, {boats} of them.\n\nHelicopters carry the sick, {helicopters} of them.\n"
    return report(f"# A year in the field\n\n{fleet}\n{OTHERS}", name)


@pytest.fixture(scope="module")
def by_symbol(hand_encoder: Encoder) -> Assistant:
    return over(
        hand_encoder,
        mission(9, 4, "A_80_621.md"),
        mission(2, 3, "A_80_604.md"),
        mission(6, 7, "A_80_604_Add.10.md"),
    )


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("What do boats patrol in A/80/604?", "A_80_604.md"),
        ("what does a/80/621 say about helicopters?", "A_80_621.md"),
        ("A/80/604/Add.10: what do boats patrol", "A_80_604_Add.10.md"),
        ("What do boats patrol, according to A_80_604.md?", "A_80_604.md"),
    ],
)
def test_a_question_that_names_a_document_asks_that_alone(by_symbol: Assistant, question: str, document: str) -> None:
    answer = by_symbol.answer(question)
    assert {citation.document for citation in answer.citations} == {document}
    assert answer.by_source == ()
    assert answer.question == answer.understood_as == question


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many boats are there in A/80/604?", "How many boats are there?"),
        ("What does A/80/604 say on boats?", "What does the report say on boats?"),
        ("A/80/604: how many boats?", "how many boats?"),
        ("Boats (A / 80 / 604)?", "Boats?"),
        ("Combien de bateaux, selon A/80/604 ?", "Combien de bateaux?"),
        ("Сколько лодок в A/80/604?", "Сколько лодок?"),
        ("在A/80/604，有多少艘船？", "有多少艘船？"),
        ("A/80/604?", "What is this document about?"),
        ("How many boats are there in A/80/604/Add.10?", "How many boats are there in A/80/604/Add.10?"),
    ],
)
def test_what_names_the_document_is_not_looked_for_in_it(question: str, asked: str, hand_encoder: Encoder) -> None:
    two = sources(over(hand_encoder, mission(2, 3, "A_80_604.md"), report(COURTS, "courts.md")).index)
    assert without_names(question, two) == asked


def test_two_that_are_named_are_asked_and_no_third(by_symbol: Assistant) -> None:
    answer = by_symbol.answer("What do boats patrol, in A/80/604 and in A/80/621?")
    assert sorted(said(answer)) == ["A_80_604.md", "A_80_621.md"]


def test_what_leans_on_a_question_stays_with_the_document_that_it_named(by_symbol: Assistant) -> None:
    question = "What do boats patrol, according to A/80/604?"
    turns = [Turn(question, by_symbol.answer(question))]
    following = by_symbol.answer("and what do helicopters carry?", turns)
    assert following.by_source == ()
    assert following.citations[0].document == "A_80_604.md"
    turns.append(Turn("and what do helicopters carry?", following))
    again = by_symbol.answer("and police, by whom were they trained?", turns)
    assert again.by_source == ()
    other = by_symbol.answer("What do boats patrol?", turns)
    assert len(other.by_source) == 3


def test_case_studies_of_several_documents_are_one_list(hand_encoder: Encoder) -> None:
    both = over(hand_encoder, report(FIRST, "first.md"), report(SECOND, "second.md"), report(HARBOURS, "harbours.md"))
    answer = both.answer("List all case studies on prisons.")
    assert [(one.document, one.quote.text) for one in answer.citations] == [
        ("first.md", "Visiting prisons"),
        ("second.md", "Visiting prisons"),
    ]
    assert (answer.count, answer.complete) == (2, True)
    assert not answer.beside
    assert {one.document for one in answer.silent} == {"harbours.md"}
    all_ = both.answer("List all case studies.")
    left = both.answer("only those on prisons", [Turn("List all case studies.", all_)])
    assert (all_.count, left.count) == (4, 2)
    assert {one.document for one in left.citations} == {"first.md", "second.md"}


def test_of_many_documents_a_few_are_quoted_and_the_others_told(hand_encoder: Encoder) -> None:
    many = [mission(boats, 3, f"{boats}.md") for boats in range(8)]
    many += [report(HARBOURS.replace("On harbours", f"Harbours {n}"), f"harbours {n}.md") for n in range(5)]
    answer = over(hand_encoder, *many).answer("What do boats patrol?")
    quoted = [one for one in answer.by_source if one.citations]
    assert len(quoted) == 5
    assert len([one for one in answer.beside if not one.citations]) == 3
    assert len(answer.silent) == 5


def there_and_back(answer: Answer, reports: Sequence[Report]) -> Answer | None:
    return restored(json.loads(json.dumps(answer_object(answer))), reports)


def bare(answer: Answer) -> Answer:
    """Without what is rounded on its way."""
    sources = tuple(
        replace(one, confidence=0.0, citations=tuple(replace(cited, score=0.0) for cited in one.citations))
        for one in answer.by_source
    )
    flat: dict[str, Any] = {
        name: tuple(replace(cited, score=0.0) for cited in getattr(answer, name))
        for name in ("citations", "nearest", "further")
    }
    return replace(answer, confidence=0.0, latency_ms=0.0, by_source=sources, **flat)


@pytest.mark.parametrize("question", [*QUESTIONS, "How old is the moon?"])
def test_an_answer_by_source_comes_back_as_it_was(three: Assistant, reports: list[Report], question: str) -> None:
    answer = three.answer(question)
    back = there_and_back(answer, reports)
    assert back
    assert bare(back) == bare(answer)


def test_a_document_that_is_asked_no_more_takes_its_quotes_with_it_and_not_the_answer(
    three: Assistant, reports: list[Report]
) -> None:
    answer = three.answer("mobile courts")
    lead = answer.citations[0].document
    back = there_and_back(answer, [one for one in reports if one.name == lead])
    assert back
    assert list(said(back)) == [lead]
    assert there_and_back(answer, [one for one in reports if one.name != lead]) is None


def test_words_that_another_document_does_not_hold_make_the_answer_unusable(
    three: Assistant, reports: list[Report]
) -> None:
    kept = answer_object(three.answer("mobile courts"))
    second = next(one for one in kept["by_source"][1:] if one["quotes"])
    second["quotes"][0]["text"] = "Mobile courts sat by the sea."
    assert restored(kept, reports) is None
    second["quotes"] = []
    assert restored(kept, reports)


def test_silence_says_why(hand_encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = Judged(on_subject=0.1, answered=0.1, kind="plain", threshold=0.2)
    monkeypatch.setattr("assistant.answering.passage_answer.judged", lambda *_: elsewhere)
    both = over(hand_encoder, report(FIRST, "first.md"), report(HARBOURS, "harbours.md"))
    answer = both.answer("What did UNMISS do?")
    assert answer.reason is Reason.MISSION_ABSENT
    assert {one.document: one.reason for one in answer.by_source}["first.md"] is Reason.MISSION_ABSENT
