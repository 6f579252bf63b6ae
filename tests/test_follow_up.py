"""A follow-up gets what it leans on from the turns before it; a question with a subject of its own gets nothing."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Citation, Reason, Status, Turn
from assistant.assistant import Assistant
from assistant.query.follow_up import complete
from assistant.query.parsing import parse
from assistant.query.query import Shown
from assistant.query.question_type import Wanted
from corpus.anchors import anchor
from corpus.markdown_file import markdown_report
from corpus.passages import passages
from index.encoder import Encoder
from index.passage_index import PassageIndex

REPORT = markdown_report(
    "# Study\n\n## FACTORS\n\n### Leadership\n\nLeaders lead.\n\n### Networks\n\nNetworks net.\n\n"
    "### Tailored\n\nThey fit.\n\n"
    "## CASES\n\n### UNAMI:\n\n- Visiting prisons\n- Watching elections\n- Monitoring protests\n\n"
    "### UNSMIL:\n\n- Combating hate speech\n\n"
    "## Heads\n\n**UNAMI:** Ms. Danielle BELL  \nbelld@un.org\n\n**UNSMIL:** Ms. Suki NAGRA  \nnagra@un.org\n",
    "study.md",
    "study",
)


def cited(*beginnings: str) -> tuple[Citation, ...]:
    """Citations of the passages that begin so, in this order."""
    found = [
        next(one for one in passages(REPORT) if one.quote.text.startswith(beginning) and one.kind != "paragraph")
        for beginning in beginnings
    ]
    return tuple(
        Citation(number, one.quote, one.headings, REPORT.name, anchor(REPORT, one.span), 1.0)
        for number, one in enumerate(found, 1)
    )


def turn(
    question: str,
    *beginnings: str,
    understood_as: str | None = None,
    status: Status = Status.ANSWERED,
    is_set: bool = False,
) -> Turn:
    """A question and its answer by hand."""
    quotes = cited(*beginnings)
    answer = Answer(
        question=question,
        query=parse(understood_as or question),
        language="en",
        status=status,
        reason=None if status is Status.ANSWERED else Reason.NOT_SAID,
        message="",
        citations=quotes,
        nearest=(),
        complete=True if is_set else None,
        count=len(quotes) if is_set else None,
        rule=None,
        confidence=0.9,
        latency_ms=1.0,
    )
    return Turn(question, answer)


def shown(before: Turn) -> tuple[Shown, ...]:
    return tuple(citation.shown for citation in before.answer.citations)


CASES = turn("Which case studies come from UNAMI?", "Visiting", "Watching", "Monitoring", is_set=True)
FACTORS = turn("What are the success factors?", "Leadership", "Networks", "Tailored", is_set=True)
ELECTIONS = turn("What did UNAMI do on elections?", "Watching")
CONTACT = turn("Who is the contact of UNAMI?", "UNAMI: Ms.")


def test_a_first_question_is_meant_as_it_stands() -> None:
    assert complete("and in Libya?", ()) == parse("and in Libya?")


@pytest.mark.parametrize("question", ["and the rest of them?", "the others", "and the remaining ones?"])
def test_the_rest_of_a_narrowed_list_is_all_of_it_but_what_was_shown_last(question: str) -> None:
    found = complete(question, (CASES, PART))
    assert Wanted.REMAINDER in found.wants
    assert found.pool.within == shown(CASES)
    assert found.pool.again == shown(PART)


@pytest.mark.parametrize("question", [
    "Which missions worked on the coronavirus?",
    "How many people did the study team interview?",
    "Which case studies come from MINUSMA?",
    "What does the report say on leadership and political strategy?",
    "New subject: how large is the staff?",
    "Something else: what is a network?",
    "What did MINUSMA do?",
    "How many people did the researchers speak with for this?",
    "Must the priorities of a human rights team stay the same for the whole life of the mission?",
])  # fmt: skip
@pytest.mark.parametrize("before", [CASES, FACTORS, ELECTIONS, CONTACT], ids=["cases", "factors", "one", "contact"])
def test_a_question_with_a_subject_of_its_own_carries_nothing(before: Turn, question: str) -> None:
    assert complete(question, (before,)) == parse(question)


@pytest.mark.parametrize("question", ["ok thanks. And in Libya?", "Thank you! what about Libya?", "and UNSMIL?"])
def test_another_mission_takes_the_place_of_the_last_one(question: str) -> None:
    found = complete(question, (ELECTIONS,))
    assert "elections" in found.text
    assert "UNAMI" not in found.text
    assert "Libya" in found.text or "UNSMIL" in found.text
    assert "hank" not in found.text


def test_another_mission_takes_the_place_of_two() -> None:
    both = turn("What did UNAMI and UNAMA do on elections?", "Watching")
    found = complete("and UNSMIL?", (both,))
    assert "UNSMIL" in found.text
    assert "UNAMI" not in found.text
    assert "UNAMA" not in found.text


@pytest.mark.parametrize(("question", "text"), [
    ("What about Ebola?", "Which missions worked on Ebola?"),
    ("and on hate speech?", "Which missions worked on hate speech?"),
])  # fmt: skip
def test_another_subject_takes_the_place_of_the_last_one(question: str, text: str) -> None:
    assert complete(question, (turn("Which missions worked on prisons?", "Visiting"),)).text == text


def test_a_question_without_a_mission_gets_the_one_that_is_added() -> None:
    found = complete("and for UNSMIL?", (turn("Which case studies are about prisons?", "Visiting"),))
    assert "prisons" in found.text
    assert "UNSMIL" in found.text


@pytest.mark.parametrize(("question", "text"), [
    ("who leads it?", "who leads UNAMI?"),
    ("whom do I contact there?", "whom do I contact in UNAMI?"),
    ("Who heads that mission?", "Who heads UNAMI?"),
    ("their email?", "UNAMI's email?"),
])  # fmt: skip
def test_the_mission_takes_the_place_of_the_word_that_points_back(question: str, text: str) -> None:
    assert complete(question, (CASES,)).text == text


def test_it_that_says_something_is_the_report() -> None:
    assert complete("Does it mention budgets?", (CASES,)) == parse("Does it mention budgets?")


def test_what_else_a_mission_did_is_what_was_not_shown() -> None:
    found = complete("What else did that mission do?", (ELECTIONS,))
    assert found.text == "What else did UNAMI do?"
    assert found.pool.again == shown(ELECTIONS)
    assert not found.pool.beyond


def test_another_subject_after_a_person_is_asked_of_the_same_mission() -> None:
    leader = turn("who leads UNAMI?", "UNAMI: Ms.")
    assert complete("and elections?", (leader,)).text == "elections in UNAMI"


def test_the_mission_may_come_from_the_quote_where_the_question_named_none() -> None:
    found = complete("Who heads that mission?", (turn("Which one worked on hate speech?", "Combating"),))
    assert "UNSMIL" in found.text


def test_the_mission_is_that_of_the_last_turn_not_of_an_earlier_one() -> None:
    found = complete("who leads it?", (CASES, turn("Who is the contact of UNSMIL?", "UNSMIL: Ms.")))
    assert "UNSMIL" in found.text
    assert "UNAMI" not in found.text


@pytest.mark.parametrize(
    "question", ["only the ones about prisons", "Just prisons", "which of them are about prisons?"]
)
def test_a_refinement_is_limited_to_the_last_list(question: str) -> None:
    found = complete(question, (CASES,))
    assert found.pool.within == shown(CASES)
    assert "UNAMI" in found.text
    assert "prisons" in found.text


def test_there_is_nothing_to_refine_after_one_quote() -> None:
    assert complete("only the ones about prisons", (CONTACT,)).pool.within == ()


@pytest.mark.parametrize("question", ["How many?", "how many is that in total?", "Combien ?", "Сколько?"])
def test_a_bare_how_many_counts_the_last_list(question: str) -> None:
    found = complete(question, (CASES,))
    assert Wanted.LENGTH in found.wants
    assert found.pool.within == shown(CASES)


def test_how_many_of_something_else_counts_no_list() -> None:
    question = "How many interviews were conducted?"
    assert complete(question, (CASES,)) == parse(question)
    assert Wanted.LENGTH not in complete("How many?", (CONTACT,)).wants


@pytest.mark.parametrize(("question", "words"), [
    ("say more about the last one", "Tailored"),
    ("Tell me about the first one", "Leadership"),
    ("the second one, what does it say?", "Networks"),
    ("number 3", "Tailored"),
    ("#2", "Networks"),
])  # fmt: skip
def test_an_ordinal_is_the_place_in_the_last_list(question: str, words: str) -> None:
    found = complete(question, (FACTORS,))
    assert found.pool.under == cited(words)[0].shown
    assert words in found.text


@pytest.mark.parametrize("question", ["say more about the last one", "the third one", "number 2 please"])
def test_an_ordinal_alone_asks_for_more_of_it(question: str) -> None:
    assert Wanted.MORE in complete(question, (FACTORS,)).wants
    assert Wanted.MORE not in complete("the second one, what does it say about budgets?", (FACTORS,)).wants


@pytest.mark.parametrize("question", ["the seventh one", "number 9", "#12", "#0"])
def test_an_ordinal_beyond_the_list_picks_nothing(question: str) -> None:
    assert complete(question, (FACTORS,)).pool.under is None


def test_an_ordinal_after_one_quote_picks_nothing() -> None:
    assert complete("the first one", (CONTACT,)).pool.under is None


@pytest.mark.parametrize("question", ["Which other mission did?", "Did any other mission do that?", "and elsewhere?"])
def test_others_are_those_beyond_the_mission_and_what_was_shown(question: str) -> None:
    found = complete(question, (ELECTIONS,))
    assert found.pool.beyond == {"UNAMI"}
    assert found.pool.again == shown(ELECTIONS)
    assert "elections" in found.text
    assert "UNAMI" not in found.text


def test_words_that_name_nothing_ask_for_more_than_was_shown() -> None:
    found = complete("Yes to what?", (ELECTIONS,))
    assert found.pool.again == shown(ELECTIONS)
    assert "elections" in found.text


def test_small_talk_in_between_is_passed_over() -> None:
    hello = turn("hello", status=Status.OFF_TOPIC)
    assert complete("who leads it?", (CASES, hello)) == complete("who leads it?", (CASES,))
    assert complete("who leads it?", (hello,)) == parse("who leads it?")


def test_a_place_is_added_to_a_question_as_people_say_it() -> None:
    first = turn("Which missions worked on elections?", "Combating")
    query = complete("And in Mali?", (first,))
    assert query.understood_as == "Which missions worked on elections in Mali?"
    assert query.text == "Which missions worked on elections – Mali?"  # what is searched


def test_a_chain_leans_on_what_the_last_question_was_understood_as() -> None:
    libya = turn("and in Libya?", "Combating", understood_as="What did UNSMIL do on elections?")
    found = complete("and UNAMI?", (ELECTIONS, libya))
    assert found.text == "What did UNAMI do on elections?"


def test_courtesy_alone_leaves_something_to_ask() -> None:
    assert complete("thanks", (CASES,)).text


def test_understood_as_is_the_question_itself_where_nothing_was_carried(hand_encoder: Encoder) -> None:
    assistant = Assistant(PassageIndex.build([REPORT], hand_encoder))
    for question in ("Which case studies are about prisons?", "  Who  leads UNSMIL? "):
        assert assistant.answer(question, (CASES,)).understood_as == question
    assert assistant.answer("and UNSMIL?", (ELECTIONS,)).understood_as == "What did UNSMIL do on elections?"


@pytest.mark.parametrize(
    "question",
    [
        "Quels sont les facteurs de réussite ?",
        "¿Qué hizo la UNSMIL?",
        "Что сделала МООНПЛ?",
        "ما عوامل النجاح؟",
        "联利支助团做了什么？",
    ],
)
def test_a_whole_question_in_another_language_is_no_piece_of_the_last_one(question: str) -> None:
    before = turn("Quelles missions ont visité des prisons ?", "Visiting prisons")
    assert complete(question, [before]) == parse(question)


def test_a_list_can_be_asked_for_again_without_some_of_it() -> None:
    for question in (
        "Same list but leave out the prisons",
        "and without the prison ones?",
        "apart from prisons please",
    ):
        found = complete(question, (CASES,))
        assert Wanted.REMAINDER in found.wants, question
        assert found.pool.within == shown(CASES)


def test_a_new_question_that_leaves_something_out_is_no_shorter_list() -> None:
    assert Wanted.REMAINDER not in complete("What else did UNSMIL do, apart from hate speech?", (CASES,)).wants


def test_other_places_alone_take_the_place_of_the_last_ones() -> None:
    assert complete("thanks. I also need the people for Libya and Mali", (CONTACT,)).text == (
        "Who is the contact of Libya and Mali?"
    )


def test_several_quotes_that_were_no_list_can_be_counted_too() -> None:
    before = turn("Did anybody visit or watch?", "Visiting", "Watching")
    assert Wanted.LENGTH in complete("how many is that?", (before,)).wants


PART = turn("Just the elections", "Watching", is_set=True)
HATE = turn("What did UNSMIL do?", "Combating", is_set=True)
MISSIONS = turn("Which missions worked on prisons or hate speech?", "Visiting", "Combating", is_set=True)
CONTACTS = turn("Who are the heads?", "UNAMI: Ms.", "UNSMIL: Ms.", is_set=True)


def test_only_its_own_words_choose_where_a_list_is_refined() -> None:
    found = complete("only those on hate speech", (MISSIONS,))
    assert found.pool.within == shown(MISSIONS)
    assert [one.word for one in found.concepts] == ["hate speech"]


@pytest.mark.parametrize("question", ["the women among them?", "which of those are women", "seulement les femmes"])
def test_some_may_be_chosen_among_the_last_list_in_many_words(question: str) -> None:
    assert complete(question, (CONTACTS,)).pool.within == shown(CONTACTS)


@pytest.mark.parametrize("question", [
    "Just curious, which missions worked on Ebola?",
    "Keep it short: which missions worked on Ebola?",
    "Send me the names of those who wrote the study",
    "Forget Iraq. Which missions worked on Ebola?",
    "which missions have a contact listed?",
    "list all contacts",
    "who are you?",
    "that's all, thanks",
    "Which examples are about protecting civilians? I need all of them.",
    "South Sudan: just the ones about prisons",
    "please list the names of those interviewed for the study",
    "Covid case studies other than the ones about prisons?",
    "Trust, confidence and credibility matter. Which case studies name any of these?",
    "How many people did the authors actually talk to for this thing?",
    "Inspector General of the police: which case studies are about him?",
])  # fmt: skip
def test_no_list_and_no_mission_leak_into_a_new_question(question: str) -> None:
    found = complete(question, (CASES,))
    assert not found.pool.within
    assert "UNAMI" not in found.text


@pytest.mark.parametrize(
    "question", ["now strike the prison ones", "drop the prisons", "Leave out the prisons. How many remain?"]
)
def test_a_list_can_be_cut_in_many_words(question: str) -> None:
    found = complete(question, (CASES,))
    assert Wanted.REMAINDER in found.wants
    assert found.pool.within == shown(CASES)


@pytest.mark.parametrize("question", [
    "What else did the Iraq mission do?",
    "other things in Iraq besides that?",
    "their other one?",
])  # fmt: skip
def test_more_of_a_mission_is_all_of_it_that_was_not_shown(question: str) -> None:
    found = complete(question, (ELECTIONS,))
    assert found.pool.again == shown(ELECTIONS)
    assert "Iraq" in found.text or "UNAMI" in found.text


def test_what_a_list_was_chosen_from_does_not_count_as_shown() -> None:
    assert complete("What else did that mission do?", (CASES, PART)).pool.again == shown(PART)


@pytest.mark.parametrize("question", ["Did any other mission do exactly the same thing?"])
def test_the_same_elsewhere_is_what_was_shown_where_nothing_but_a_mission_was_asked(question: str) -> None:
    found = complete(question, (HATE,))
    assert found.text == "Combating hate speech"
    assert found.pool.beyond == {"UNSMIL"}


def test_another_mission_that_helped_with_it_is_beyond_the_last_one() -> None:
    found = complete("was there another mission that helped with it?", (ELECTIONS,))
    assert found.pool.beyond == {"UNAMI"}
    assert found.text == "What did other missions do on elections?"


@pytest.mark.parametrize(("before", "question", "carried"), [
    ("Qu'a fait la UNAMI ?", "et en Libye ?", "Libye"),
    ("Qu'a fait la UNAMI ?", "qui contacter là-bas ?", "UNAMI"),
    ("¿Qué hizo la UNAMI?", "¿quién es la persona de contacto allí?", "UNAMI"),
    ("Что сделала UNAMI?", "кто там руководит?", "UNAMI"),
    ("ماذا فعلت بعثة العراق؟", "وفي ليبيا؟", "ليبيا"),
    ("联合国伊拉克援助团做了什么？", "那里的联系人是谁？", "UNAMI"),
])  # fmt: skip
def test_other_languages_point_at_a_mission_too(before: str, question: str, carried: str) -> None:
    found = complete(question, (turn(before, "Visiting"),))
    assert carried in found.text
    assert found.text != question


@pytest.mark.parametrize(("before", "question"), [
    ("Quels cas concernent les prisons ?", "sans l'Irak"),
    ("¿Qué casos tratan de prisiones?", "quita los de Irak"),
    ("Какие примеры касаются тюрем?", "без Ирака"),
    ("ما دراسات الحالة عن السجون؟", "بدون العراق"),
    ("哪些案例涉及监狱？", "去掉伊拉克"),
])  # fmt: skip
def test_other_languages_cut_a_list_too(before: str, question: str) -> None:
    found = complete(question, (turn(before, "Visiting", "Combating", is_set=True),))
    assert Wanted.REMAINDER in found.wants
    assert len(found.pool.within) == 2


def test_what_stands_behind_a_question_about_something_else_leans_on_what_was_asked_before_that() -> None:
    joke = turn("Tell me a joke about bicycles", status=Status.OFF_TOPIC)
    leaning, alone = (complete("And why is that?", turns, loosely=True) for turns in ([ELECTIONS, joke], [joke]))
    assert leaning.text == f"{ELECTIONS.question[:-1]} – And why is that?"
    assert alone.text == "And why is that?"
