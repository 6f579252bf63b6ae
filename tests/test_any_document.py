"""What a document without case studies gets: whole lists, no bare headings, no bare figures, questions tried alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.answer import Answer, Status, Turn
from assistant.answering import answering, passage_answer
from assistant.assistant import Assistant
from assistant.query.context import how_it_goes_on
from assistant.query.follow_up import complete, in_talk
from assistant.query.question_type import Wanted
from corpus.markdown_file import markdown_report
from corpus.report import Kind
from corpus.report_builder import Draft
from index.confidence import Judged
from index.encoder import Encoder
from index.fusion import gone_on
from index.passage_index import PassageIndex
from tests.test_un_masthead import ENGLISH, report

BUDGET = """# Budget of the operation

## A. Mandate and planned results

The Security Council established the operation in 2023.

## B. Budget implementation

The helicopters flew 4,444 hours.

4 444 5 120 17.2

## C. Contributions

Member States would be charged 12 million dollars each month.

The recommended savings are:

- fewer armoured vehicles
- shared air assets
- cheaper fuel contracts

The police trained 300 recruits in Juba.

MONUSCO lent two helicopters.
"""


@pytest.fixture(scope="module")
def over_a_budget(hand_encoder: Encoder) -> Assistant:
    report = markdown_report(BUDGET, "budget.md", "budget")
    return Assistant(PassageIndex.build([report], hand_encoder))


def words_of(answer: Answer) -> list[str]:
    return [citation.quote.text for citation in answer.citations or answer.nearest]


def test_a_set_that_is_asked_for_is_quoted_with_all_points_of_its_list(over_a_budget: Assistant) -> None:
    answer = over_a_budget.answer("List all recommended savings")
    assert words_of(answer) == ["fewer armoured vehicles", "shared air assets", "cheaper fuel contracts"]


@pytest.mark.parametrize(("likely", "share", "quoted"), [(0.3, 0.7, True), (0.3, 0.4, False), (0.2, 0.7, False)])
def test_the_list_that_is_clearly_meant_answers_where_no_passage_surely_does(
    over_a_budget: Assistant, monkeypatch: pytest.MonkeyPatch, likely: float, share: float, quoted: bool
) -> None:
    judgement = Judged(on_subject=1.0, answered=likely, kind="plain", threshold=0.5)
    whole = next(
        points for place in range(20) if (points := over_a_budget.sources[0].finder.held.outline.list_around(place))
    )
    monkeypatch.setattr(passage_answer, "judged", lambda *_: judgement)
    monkeypatch.setattr(passage_answer, "likeliest_list", lambda *_: (list(whole), share))
    answer = over_a_budget.answer("List all recommended savings, and why they were chosen")
    assert answer.abstained is not quoted
    if quoted:
        assert words_of(answer) == ["fewer armoured vehicles", "shared air assets", "cheaper fuel contracts"]
        assert answer.confidence == share


def test_a_list_that_is_led_into_as_asked_is_a_set_though_the_words_ask_for_none(real_encoder: Encoder) -> None:
    plan = markdown_report(PLAN, "plan.md", "plan")
    over_a_plan = Assistant(PassageIndex.build([plan], real_encoder))
    answer = over_a_plan.answer("what must hold true for the 2027 plan to work?")
    assert [words[:12] for words in words_of(answer)] == ["The ceasefir", "Extrabudgeta", "Roads to the"]
    [fact] = words_of(over_a_plan.answer("what is the fuel price in the capital?"))
    assert fact.endswith("Fuel costs 1.2 dollars a litre.")


def test_one_point_is_quoted_alone_where_no_set_is_asked_for(over_a_budget: Assistant) -> None:
    assert len(over_a_budget.answer("What about shared air assets?").citations) <= 1


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What did MONUSCO lend?", "MONUSCO lent two helicopters."),
        ("How many recruits did the police train in Juba?", "The police trained 300 recruits in Juba."),
    ],
)
@pytest.mark.parametrize(("several", "share", "behind"), [(-2.0, 0.7, True), (-2.0, 0.4, False), (-4.0, 0.7, False)])
def test_the_list_that_may_be_asked_for_stands_behind_what_answers(
    over_a_budget: Assistant,
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    first: str,
    several: float,
    share: float,
    behind: bool,
) -> None:
    outline = over_a_budget.sources[0].finder.held.outline
    whole = list(next(points for place in range(20) if (points := outline.list_around(place))))
    monkeypatch.setattr(answering, "tells_lists", lambda _: True)
    monkeypatch.setattr(answering, "speaks_for_list", lambda *_: several)
    monkeypatch.setattr(passage_answer, "likeliest_list", lambda *_: (whole, share))
    the_list = ["fewer armoured vehicles", "shared air assets", "cheaper fuel contracts"]
    answer = over_a_budget.answer(question)
    assert [citation.quote.text for citation in answer.citations] == [first, *(the_list if behind else [])]
    assert not answer.complete


def test_headings_that_stand_below_another_are_no_answer_to_what_they_do_not_name(over_a_budget: Assistant) -> None:
    found = words_of(over_a_budget.answer("List everything that member states would be charged each month"))
    assert found[0] == "Member States would be charged 12 million dollars each month."
    assert not any(words.startswith(("A. ", "B. ", "C. ")) for words in found)


def test_headings_that_stand_below_the_one_that_is_named_are_no_answer_either(hand_encoder: Encoder) -> None:
    text = """# Budget

## Planning assumptions

### Mission support

The planning assumptions are that roads stay open.

### Civilian staffing

Posts are reviewed each year.
"""
    asked = Assistant(PassageIndex.build([markdown_report(text, "plan.md", "plan")], hand_encoder))
    answer = asked.answer("What are all the planning assumptions?")
    assert not {"Mission support", "Civilian staffing"} & set(words_of(answer))
    assert "The planning assumptions are that roads stay open." in words_of(answer)


def test_a_row_of_figures_without_a_word_is_never_an_answer(over_a_budget: Assistant) -> None:
    for question in ("4 444 5 120 17.2?", "How many helicopters flew 4 444 hours?", "5 120?"):
        assert "4 444 5 120 17.2" not in words_of(over_a_budget.answer(question))


def test_a_question_that_finds_nothing_with_what_was_carried_over_is_tried_alone(over_a_budget: Assistant) -> None:
    first = over_a_budget.answer("What did MONUSCO lend?")
    turns = [Turn(first.question, first)]
    alone = over_a_budget.answer("And the recommended savings?", turns)
    assert alone.status is Status.ANSWERED
    assert alone.understood_as == "And the recommended savings?"


def test_a_line_that_leads_into_a_list_never_stands_without_the_list(over_a_budget: Assistant) -> None:
    answer = over_a_budget.answer("And the recommended savings?")
    assert words_of(answer) == [
        "The recommended savings are:",
        "fewer armoured vehicles",
        "shared air assets",
        "cheaper fuel contracts",
    ]


PLAN = """# Plan of the office

## Strategy

To contribute to the objective, the office will:

(a) Support the negotiators of the peace agreement;

(b) Train forty judges in the provinces;

(c) Repair the bridges along the northern road.

With regard to the external factors, the overall plan for 2027 is based on the following planning assumptions:

(a) The ceasefire in the valley continues to be respected by both armies;

(b) Extrabudgetary funding is available in time;

(c) Roads to the north stay open during the rains.

## Resources

The office has 44 posts and 12 vehicles. Fuel costs 1.2 dollars a litre.
"""


REPORT = """# Performance of the liquidation

## Summary

The present report tells how the operation was liquidated.

It cost 3 million dollars less than planned.

## A. Generators

The operation kept 32 generators in two places.

## B. Camps

The camp in Gao was handed over on 22 July 2024.

The camp in Bamako was handed over on 15 November 2024.

Guards walked around the camp in Gao at night.
"""


@pytest.fixture(scope="module")
def over_a_report(hand_encoder: Encoder) -> Assistant:
    return Assistant(PassageIndex.build([markdown_report(REPORT, "report.md", "report")], hand_encoder))


def test_rows_are_a_set_as_points_are(hand_encoder: Encoder) -> None:
    table = Draft()
    table.add(Kind.PARAGRAPH, "The operation kept 32 generators in two places.")
    rows = ["8 generators in Gao handed over", "5 generators in Gao sold", "10 generators in Bamako handed over"]
    for row in rows:
        table.add(Kind.LINE, row)
    table.add(Kind.PARAGRAPH, "The guards left in July.")
    assistant = Assistant(PassageIndex.build([table.report("table", "Liquidation")], hand_encoder))
    assert words_of(assistant.answer("Which generators were there?")) == rows


def test_passages_that_are_nearly_as_likely_are_shown_beside_the_answer_and_numbered_on(
    over_a_report: Assistant,
) -> None:
    answer = over_a_report.answer("When was the camp handed over?")
    assert [citation.number for citation in (*answer.citations, *answer.further)] == [1, 2]
    both = {citation.quote.text for citation in (*answer.citations, *answer.further)}
    assert both == {
        "The camp in Gao was handed over on 22 July 2024.",
        "The camp in Bamako was handed over on 15 November 2024.",
    }


def test_where_it_is_clear_what_answers_nothing_stands_beside_it(over_a_report: Assistant) -> None:
    assert not over_a_report.answer("Who walked around at night?").further


@pytest.mark.parametrize(
    "question", ["What is this report about?", "Summarise it", "De quoi parle ce rapport ?", "这份报告讲什么？"]
)
def test_what_a_document_is_about_is_answered_by_what_it_says_of_itself(
    over_a_report: Assistant, question: str
) -> None:
    answer = over_a_report.answer(question)
    assert words_of(answer) == ["The present report tells how the operation was liquidated."]
    assert answer.rule


@pytest.mark.parametrize("question", ["Who published this?", "When was this published?", "Quand a-t-il été publié ?"])
def test_who_wrote_a_document_and_when_is_answered_by_its_masthead(hand_encoder: Encoder, question: str) -> None:
    over = Assistant(PassageIndex.build([report(*ENGLISH)], hand_encoder))
    answer = over.answer(question)
    assert "General Assembly, 2026-04-13, A/80/604/Add.10" in answer.message
    quotes = [citation.quote.text for citation in (*answer.citations, *answer.further)]
    assert quotes == ["General Assembly", "Distr.: General 13 April 2026"]


def test_a_few_words_after_a_question_are_a_question_of_their_own(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    second = over_a_report.answer("32 generators in two places", [Turn(first.question, first)])
    assert second.understood_as == second.question
    assert words_of(second) == ["The operation kept 32 generators in two places."]


def test_what_a_follow_up_was_read_with_is_told(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    second = over_a_report.answer("and in Bamako?", [Turn(first.question, first)])
    assert second.understood_as == "When was the camp in Gao handed over – and in Bamako?"


def test_a_question_that_names_hardly_anything_is_read_in_the_talk(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    turns = [Turn(first.question, first)]
    query = complete("Bamako camp: when?", turns, loosely=True)
    assert query.understood_as == "When was the camp in Gao handed over – Bamako camp: when?"
    second = over_a_report.answer("Bamako camp: when?", turns)
    assert words_of(second) == ["The camp in Bamako was handed over on 15 November 2024."]


def test_words_in_quotation_marks_that_the_document_does_not_print_choose_nothing(over_a_report: Assistant) -> None:
    printed = over_a_report.answer('What is meant by "walked around the camp in Gao"?')
    assert words_of(printed) == ["Guards walked around the camp in Gao at night."]
    assert printed.confidence > 0.9
    other = over_a_report.answer('What is meant by "walked around the moon and the stars"?')
    assert other.confidence < 0.9


def test_what_is_new_in_a_follow_up_counts_beside_all_that_it_leans_on(real_encoder: Encoder) -> None:
    over = Assistant(PassageIndex.build([markdown_report(REPORT, "report.md", "report")], real_encoder))
    first = over.answer("When was the camp in Gao handed over?")
    second = over.answer("and the generators?", [Turn(first.question, first)])
    assert words_of(second)[0] == "The operation kept 32 generators in two places."


def test_what_a_document_is_about_can_be_asked_in_the_middle_of_a_talk(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    later = over_a_report.answer("what is this about?", [Turn(first.question, first)])
    assert words_of(later) == ["The present report tells how the operation was liquidated."]


def test_what_a_report_says_about_something_is_no_question_about_the_report(over_a_report: Assistant) -> None:
    assert "night" in words_of(over_a_report.answer("What is the report's word on guards at night?"))[0]


def test_a_follow_up_is_searched_beside_what_was_last_cited(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    second = over_a_report.answer("and in Bamako?", [Turn(first.question, first)])
    assert words_of(second) == ["The camp in Bamako was handed over on 15 November 2024."]


def test_a_follow_up_is_read_the_more_alone_the_more_it_names_and_the_less_it_goes_on() -> None:
    fragment, whole = (
        "and in Bamako?",
        "Which contractors dismantled and sold generators, shelters, fences of Bamako camp?",
    )
    assert how_it_goes_on(fragment, "en") == {"own": -0.75, "leads": 1.0}
    assert how_it_goes_on(whole, "en") == {"own": 1.0, "leads": 0.0}
    assert how_it_goes_on("et à Bamako ?", "fr")["own"] == 0  # its words are not counted
    near = {name: np.zeros(2, dtype=np.float32) for name in ("behind", "beside", "apart")}
    scores = {"talk": np.array([3, 0], dtype=np.float32), "alone": np.array([0, 3], dtype=np.float32)}
    read = [gone_on(scores, how_it_goes_on(text, "en"), near).argmax() for text in (fragment, whole)]
    assert read == [0, 1]


def test_a_question_that_names_hardly_anything_brings_along_what_it_was_read_behind(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    second = complete("how many generators?", [Turn(first.question, first)], loosely=True)
    assert second.behind == first.question
    talk = [Turn(first.question, first), Turn(second.follow_up, replace(first, query=second))]
    assert complete("and in Bamako?", talk, loosely=True).behind == second.understood_as


def test_a_question_that_nothing_answers_alone_is_tried_in_the_talk_before_silence(over_a_report: Assistant) -> None:
    text = "what did the guards there walk around, if anything, once it had become dark"
    first = over_a_report.answer("When was the camp in Gao handed over?")
    query = in_talk(text, [Turn(first.question, first)])
    assert query is not None
    assert query.understood_as == f"When was the camp in Gao handed over – {text}"
    assert query.pool.near == first.shown  # it is looked for around there
    assert query.behind == "When was the camp in Gao handed over?"
    assert in_talk("thanks!", [Turn(first.question, first)]) is None
    assert in_talk(text, []) is None


def test_a_question_that_finds_the_same_alone_is_told_to_be_read_behind_nothing(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    turns = [Turn(first.question, first)]
    assert complete("and when in Bamako?", turns, loosely=True).behind == first.question
    second = over_a_report.answer("When in Bamako was it handed over?", turns)
    assert words_of(second) == ["The camp in Bamako was handed over on 15 November 2024."]
    assert (second.understood_as, second.query.behind) == (second.question, "")


def test_a_whole_question_that_nothing_answers_is_met_with_silence_as_it_was_asked(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    turns, text = [Turn(first.question, first)], "How many submarines does the mission have?"
    assert complete(text, turns, loosely=True).behind == first.question  # it names little, and may go on
    answer = over_a_report.answer(text, turns)
    assert answer.abstained
    assert (answer.understood_as, answer.query.behind) == (text, "")


def test_a_talk_of_whole_questions_does_not_grow_into_one(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    whole = in_talk("what did the guards walk around in the night", [Turn(first.question, first)])
    assert whole
    talk = [Turn(first.question, first), Turn(whole.follow_up, replace(first, query=whole))]
    later = in_talk("how many generators did it keep in the end", talk)
    assert later and later.behind == whole.follow_up
    piece = complete("and in Bamako?", [Turn(first.question, first)], loosely=True)
    longer = in_talk("and why?", [Turn(first.question, first), Turn("and in Bamako?", replace(first, query=piece))])
    assert longer and longer.behind == piece.understood_as  # a piece says nothing without what it leaned on


def test_a_follow_up_that_asks_for_something_else_needs_nothing_that_the_question_before_needed(
    over_a_report: Assistant,
) -> None:
    first = over_a_report.answer("How many generators did the operation keep?")
    turns = [Turn(first.question, first)]
    assert Wanted.COUNT in first.query.wants
    for text in ("and why is that?", "what made it so?"):
        query = complete(text, turns, loosely=True)
        assert Wanted.COUNT not in query.wants and not query.needs
    assert Wanted.COUNT in complete("and in Bamako?", turns, loosely=True).wants


def test_an_acronym_in_a_question_about_something_more_is_not_all_that_is_asked(hand_encoder: Encoder) -> None:
    text = "# Systems\n\nProofs are sorted.\n\nThe classes IP and AM are defined by interactive proof systems.\n"
    over = Assistant(PassageIndex.build([markdown_report(text, "systems.md", "systems")], hand_encoder))
    found = over.answer("IP and AM are most commonly defined by what type of proof system?")
    assert words_of(found) == ["The classes IP and AM are defined by interactive proof systems."]
    assert found.status is Status.ANSWERED
    assert over.answer("What does IP stand for?").status is not Status.ANSWERED


def test_what_is_about_something_else_is_told_so_without_speaking_of_case_studies(over_a_report: Assistant) -> None:
    answer = over_a_report.answer("hello there!")
    assert answer.status is Status.OFF_TOPIC
    assert answer.message == "This question is not about the document. Further answers only with the document’s words."


def test_what_is_about_something_else_is_met_with_silence_in_a_talk_too(over_a_report: Assistant) -> None:
    first = over_a_report.answer("When was the camp in Gao handed over?")
    for question in ("What is the weather like in Paris tomorrow?", "Who won the football world cup in 1998?"):
        assert over_a_report.answer(question, [Turn(first.question, first)]).status is not Status.ANSWERED
