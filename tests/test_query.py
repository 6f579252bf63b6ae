"""What a question asks for: its subject in alternatives, the kind of answer, and what cannot be asked at all."""

from __future__ import annotations

import pytest

from assistant.knowledge import acronyms
from assistant.query.fitted import asks_for
from assistant.query.parsing import parse
from assistant.query.question_type import Wanted, noun_asked_for, number_under_each
from assistant.question_text import LONGEST_QUESTION, UnusableQuestion, checked


def subject(text: str) -> list[list[str]]:
    return [[concept.word for concept in clause] for clause in parse(text).clauses]


@pytest.mark.parametrize(("text", "clauses"), [
    ("Show me all the cases on prisons, prisoners or detainees.", [["prisons"], ["prisoners"], ["detainees"]]),
    ("List all cases on Ebola or COVID-19", [["Ebola"], ["COVID-19"]]),
    ("Which missions were sharing information?", [["sharing", "information"]]),
    ("Which cases advise troops or police?", [["advise", "troops"], ["advise", "police"]]),
    ("Every case study that mentions armed groups please", [["armed groups"]]),
    ("Which cases are both about Ebola and about prisons?", [["Ebola", "prisons"], ["prisons", "Ebola"]]),
    ("Justice examples – courts, trials or appeals", [["Justice"], ["courts"], ["trials"], ["appeals"]]),
    ("For my thesis on floods: which examples are about it?", [["floods"]]),
    ("protests - what examples of human rights work are there?", [["protests"], ["human rights"]]),
    ("Good offices: which case studies show staff helping with them?", [["Good offices"]]),
])  # fmt: skip
def test_a_subject_is_alternatives_of_words_that_belong_together(text: str, clauses: list[list[str]]) -> None:
    assert subject(text) == clauses


@pytest.mark.parametrize("text", [
    "List all case studies.",
    "How many case studies are there?",
    "Give me every example in the report, please",
    "Which case studies come from Mali?",
    "Show me all the cases of UNAMI",
])  # fmt: skip
def test_a_frame_around_a_mission_or_nothing_names_no_subject(text: str) -> None:
    assert subject(text) == []


def test_the_sentence_that_asks_gives_the_subject_not_the_courtesy_around_it() -> None:
    assert subject("I am a judge in Geneva. Which missions worked on elections? Many thanks!") == [["elections"]]


def test_a_mission_or_country_is_no_word_of_the_subject() -> None:
    asked = parse("Which case studies of MINUSCA and South Sudan are about prisons?")
    assert [concept.word for concept in asked.concepts] == ["prisons"]
    assert {"MINUSCA", "UNMISS"} <= asked.missions


def test_report_is_frame_and_reporting_a_subject() -> None:
    assert subject("Which cases in the report are there?") == []
    assert subject("Which cases are on reporting?") == [["reporting"]]


@pytest.mark.parametrize(("text", "wanted"), [
    ("List all case studies on Ebola", {Wanted.SET, Wanted.CASES}),
    ("Which missions supported the Ebola response?", {Wanted.SET, Wanted.MISSIONS}),
    ("How many case studies come from UNAMA?", {Wanted.COUNT, Wanted.CASES}),
    ("Who heads the team?", {Wanted.WHO}),
    ("What is the email of Musa Gassama?", {Wanted.CONTACT}),
    ("Somebody gave me gassama@un.org", {Wanted.CONTACT}),
    ("When was it established?", {Wanted.WHEN}),
    ("Why is it useful?", {Wanted.WHY}),
    ("Quote her exact words, word for word", {Wanted.VERBATIM}),
    ("Combien d'études de cas viennent de la mission ?", {Wanted.COUNT, Wanted.CASES}),
    ("¿Quién dirige la misión?", {Wanted.WHO}),
    ("كم عدد دراسات الحالة؟", {Wanted.COUNT, Wanted.CASES}),
    ("Сколько миссий названо?", {Wanted.COUNT}),
    ("有多少个特派团？", {Wanted.COUNT, Wanted.MISSIONS}),
])  # fmt: skip
def test_the_kind_of_answer_is_heard_in_the_question(text: str, wanted: set[Wanted]) -> None:
    assert wanted <= parse(text).wants


@pytest.mark.parametrize("text", ["How large is the staff?", "Was anything done at all?", "After all, is it useful?"])
def test_one_thing_is_no_set(text: str) -> None:
    assert not asks_for("set", text)
    assert Wanted.SET not in parse(text).wants


@pytest.mark.parametrize("text", ["List the cases", "all of them", "every example", "Which missions did?", "full list"])
def test_words_that_ask_for_every_member(text: str) -> None:
    assert asks_for("set", text)


def test_what_texts_mention_is_asked_for_literally_and_what_they_are_about_is_not() -> None:
    assert parse("Which case studies mention prisons?").literally
    assert not parse("Which case studies are about prisons?").literally


def test_a_subject_in_another_language_is_a_theme() -> None:
    asked = parse("¿Qué casos hay sobre las elecciones?")
    assert (asked.language, asked.themes, asked.clauses) == ("es", ("elections",), ())
    assert parse("Which cases are there on elections?").themes == ()


@pytest.mark.parametrize(("text", "terms"), [
    ("Dime en qué casos se apoyaron los buenos oficios del Representante Especial", ["good offic", "special repres"]),
    ("哪些特派团协助了国家警察监察长的工作？", ["polic", "inspector general"]),
    ("Какие миссии занимались тюрьмами во время COVID-19?", ["prison", "covid-19 covid 19"]),
    ("ما هي دراسات الحالة التي تتناول خطاب الكراهية؟", ["hate speech"]),
    ("Quelles missions ont combattu les discours de haine ?", ["hate speech"]),
    ("Quel temps fait-il ?", []),
])  # fmt: skip
def test_terms_of_un_work_are_known_in_five_other_languages(text: str, terms: list[str]) -> None:
    assert sorted(" ".join(term.literal) for term in parse(text).terms) == sorted(terms)


@pytest.mark.parametrize(("text", "acronym"), [
    ("What does UNCT stand for?", "UNCT"),
    ("what is dppa short for", "DPPA"),
    ("UNCT means what?", "UNCT"),
    ("Que signifie OHCHR ?", "OHCHR"),
    ("Что означает DPO?", "DPO"),
])  # fmt: skip
def test_a_question_for_the_meaning_of_an_acronym_is_known_for_one(text: str, acronym: str) -> None:
    assert parse(text).acronyms == (acronym,)
    assert acronyms()[acronym.lower()]


def test_an_acronym_that_we_do_not_know_is_still_asked_for() -> None:
    assert parse("What does XQZW stand for?").acronyms == ("XQZW",)


@pytest.mark.parametrize(
    "text", ["What does the SRSG do?", "What does UNAMI do in Iraq?", "Which missions work with UNDP?"]
)
def test_an_acronym_in_any_other_question_is_not(text: str) -> None:
    assert parse(text).acronyms == ()


@pytest.mark.parametrize("text", ["", "   \n", "?!", "…", "\u200b"])
def test_a_question_without_a_letter_or_figure_is_refused(text: str) -> None:
    with pytest.raises(UnusableQuestion, match="empty"):
        checked(text)


def test_a_question_may_be_as_long_as_the_limit_and_no_longer() -> None:
    assert len(checked("a" * LONGEST_QUESTION)) == LONGEST_QUESTION
    with pytest.raises(UnusableQuestion, match="2,001"):
        checked("a" * (LONGEST_QUESTION + 1))


def test_white_space_and_half_characters_of_a_question_are_tidied() -> None:
    assert checked("  Who\n leads\t it? ") == "Who leads it?"
    assert checked("Who \udce9?") == "Who ??"


@pytest.mark.parametrize(("text", "wanted"), [
    ("Which of the persons to contact are women?", Wanted.SET),
    ("What else is there on Mali?", Wanted.SET),
    ("In which of the case studies are courts named?", Wanted.SET),
    ("Which of UNAMA's entries are on prisons?", Wanted.SET),
    ("Which of the listed component heads are in Asia?", Wanted.CONTACT),
    ("Contact persons of the missions", Wanted.CONTACT),
    ("Where does the text speak of elections?", Wanted.PASSAGES),
    ("Find me all that is said about elections", Wanted.PASSAGES),
])  # fmt: skip
def test_a_set_is_asked_for_in_many_ways(text: str, wanted: Wanted) -> None:
    assert wanted in parse(text).wants


def test_what_is_counted_tells_a_count_of_cases_from_a_number_in_one() -> None:
    assert Wanted.CASES in parse("How many case studies deal with elections?").wants
    assert Wanted.CASES in parse("How many cases did MONUSCO have?").wants
    assert Wanted.MISSIONS in parse("¿Cuántas misiones trabajaron sobre la COVID-19?").wants
    for text in (
        "How many recruits of the mission were trained?",
        "How many cases did the Supreme Court try?",
        "¿Cuántos excombatientes se desmovilizaron con ayuda de la misión?",
    ):
        assert not parse(text).wants & {Wanted.CASES, Wanted.MISSIONS}


@pytest.mark.parametrize("end", ["and which ones?", "and which?", "and what are they?", "and name them all"])
def test_how_many_there_are_and_which_asks_for_all_of_them(end: str) -> None:
    wants = parse(f"How many posts are to be abolished, {end}").wants
    assert Wanted.SET in wants
    assert Wanted.COUNT not in wants


@pytest.mark.parametrize(
    "text", ["How many posts go, and which of them first?", "How many came, and which law let them?"]
)
def test_how_many_there_are_and_which_of_them_asks_for_a_number(text: str) -> None:
    assert Wanted.COUNT in parse(text).wants


def test_when_that_asks_is_told_from_when_that_joins() -> None:
    assert Wanted.WHEN in parse("When was it founded?").wants
    assert Wanted.WHEN not in parse("What was done when people marched?").wants


@pytest.mark.parametrize("text", [
    "I need all cases on prisons for a briefing tomorrow",
    "I would be curious to see every case on prisons",
    "Forgive my asking at this hour: which cases are on prisons?",
])  # fmt: skip
def test_why_and_how_politely_somebody_asks_is_no_subject(text: str) -> None:
    assert subject(text) == [["prisons"]]


@pytest.mark.parametrize(("text", "noun"), [
    ("Which armed groups did they talk to?", "armed groups"),
    ("Which UN missions did it?", None),
    ("What work was done on it?", None),
])  # fmt: skip
def test_something_in_particular_that_is_asked_for_is_known_by_its_noun(text: str, noun: str | None) -> None:
    assert noun_asked_for(text) == noun


@pytest.mark.parametrize(("text", "number"), [
    ("Which missions have just one case study?", 1),
    ("Some missions get a single example. Which ones?", 1),
    ("Which missions have exactly two case studies?", 2),
    ("Which missions have case studies on police?", None),
    ("Give me just one example on prisons", None),
])  # fmt: skip
def test_how_many_case_studies_a_mission_has_can_be_asked_for(text: str, number: int | None) -> None:
    assert number_under_each(text) == number


def test_letters_that_a_chinese_keyboard_types_wide_are_the_usual_ones() -> None:
    assert checked("ＭＯＮＵＳＣＯ ｃｏｖｉｄ-１９") == "MONUSCO covid-19"
    assert checked("谁负责？") == "谁负责？"
