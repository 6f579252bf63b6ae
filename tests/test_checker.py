"""Exact, altered or absent: no near miss is called exact, and nothing of another document is called the report's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checking.checker import Checker, Outcome
from assistant.checking.quotations import Paragraph, Quotation, quotations
from assistant.checking.word_difference import How
from corpus.markdown_file import markdown_report
from corpus.reading import read_shipped
from corpus.report import Report
from corpus.text_file import text_report
from tests.mutations import checked_mutations, leads_to

pytestmark = pytest.mark.slow


SHIPPED = read_shipped()
CHECKER = Checker([SHIPPED])
# Another document: the thresholds were set without it.
LICENSE = text_report((Path(__file__).parents[1] / "LICENSE").read_text(encoding="utf-8"), "license", "License")
WORDS = [match.span() for match in re.finditer(r"\w+", SHIPPED.text)]
OTHERS = (Path(__file__).parent / "other_document.txt").read_text(encoding="utf-8").splitlines()

PARAPHRASES = """
Every interview was kept confidential so that people would speak openly and honestly.
The researchers spoke with 131 people who work or worked for over 20 missions.
If leaders grasp what human rights work can bring, it can be used to much better effect.
Human rights teams do best where their heads talk with the government and follow the mission's strategy.
Priorities can shift, yet the mandate and the politics should always stay in view.
Reports to the public ought to be one element of a wider plan.
Lots of missions now have forums in which their sections plan together.
Human rights officers should take the initiative and join those forums wholeheartedly.
Backing the mission's priorities often calls for particular skills in the human rights team.
Universal standards can make a mission look fairer, more lawful and more believable.
Such standards are built into the work and help the mission appear impartial.
The work belongs to a large international system that OHCHR and the country team are part of.
Links with OHCHR and the UN human rights system give missions more ways to sway important actors.
Human rights teams adapt easily and can do many different things in many settings.
From tiny political offices to huge peacekeeping forces, these teams adjust what they do.
Four in five people who answered agreed that human rights work helps the rest of the mission.
The survey was anonymous to get frank answers.
Staff thought they would suffer if the human rights team were moved out of the mission.
The office was founded by the General Assembly in 1993 and is headed by the High Commissioner.
Peacekeeping is one of the UN's greatest successes and needs money and political backing.
""".strip().splitlines()


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_span_of_eight_words_or_more_is_exact(data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(WORDS) - 8))
    last = data.draw(st.integers(first + 7, min(first + 120, len(WORDS) - 1)))
    start, end = WORDS[first][0], WORDS[last][1]
    verdict = CHECKER.check(SHIPPED.text[start:end])
    assert verdict.outcome is Outcome.EXACT
    assert any((place.quote.span.start, place.quote.span.end) == (start, end) for place in verdict.places)
    assert all(SHIPPED.quote(place.quote.span) == place.quote for place in verdict.places)


@pytest.mark.parametrize("report", [SHIPPED, LICENSE], ids=lambda report: report.name)
def test_of_300_mutations_none_is_exact_and_98_in_100_lead_to_the_passage_they_come_from(report: Report) -> None:
    found = checked_mutations(report, seed=5)
    assert not [verdict.text for verdict, _ in found if verdict.outcome is Outcome.EXACT]
    wrong = [(verdict.text, verdict.nearest) for verdict, origins in found if not leads_to(verdict, origins)]
    assert len(wrong) <= 6, wrong


@pytest.mark.parametrize("paraphrase", PARAPHRASES)
def test_a_paraphrase_is_never_exact(paraphrase: str) -> None:
    assert CHECKER.check(paraphrase).outcome is not Outcome.EXACT


def test_of_100_sentences_of_other_documents_none_is_exact_or_altered() -> None:
    assert len(OTHERS) == 100
    assert [words for words in OTHERS if CHECKER.check(words).outcome is not Outcome.ABSENT] == []


def test_a_title_that_stands_under_two_missions_has_two_places() -> None:
    verdict = CHECKER.check("Combating hate speech on social media")
    assert [place.headings[-1] for place in verdict.places] == ["MINUSCA:", "UNSMIL:"]
    assert [place.number for place in verdict.places] == [1, 2]


def test_an_altered_quotation_comes_with_the_passage_and_every_difference() -> None:
    verdict = CHECKER.check("131 interviews with former and current staff from more than 30 field missions.")
    assert verdict.outcome is Outcome.ALTERED
    assert verdict.nearest and verdict.nearest.quote.text.startswith("131 interviews with current and former staff")
    assert [d.report for d in verdict.differences if d.how is How.CHANGED and d.draft == "30"] == ["20"]


def test_another_agencys_wording_of_the_same_quote_is_altered() -> None:
    words = (
        "UN peace operations are among the Organization's greatest achievements, and a powerful tool to protect rights."
    )
    assert CHECKER.check(words).outcome is Outcome.ALTERED


def test_the_reading_that_stands_best_is_judged_where_the_closing_mark_is_unsure() -> None:
    quotation = Quotation("the Organization", "", readings=("among the Organization’s most significant achievements",))
    assert CHECKER.check_quotation(quotation).outcome is Outcome.EXACT


def edition(words: str) -> Report:
    return markdown_report(f"# Report\n\n{words}\n", "second.md", "Report", "second edition")


def test_a_quotation_from_another_edition_is_found_again_and_the_edition_named() -> None:
    first = edition("The mission closed in May after nine years of work.")
    second = edition("New foreword to it all. The mission closed in May after nine years of work.")
    quotation = Quotation("The mission closed in May", "paragraph 1", sha256=first.sha256[:8])
    verdict = Checker([second], known=[first]).check_quotation(quotation)
    assert verdict.outcome is Outcome.EXACT
    assert verdict.edition and verdict.edition.name == "second edition"
    assert Checker([first]).check_quotation(quotation).edition is None


def test_words_are_looked_for_in_every_document() -> None:
    both = Checker([SHIPPED, edition("Nobody else says this very thing.")])
    assert both.check("Nobody else says this").places[0].document == "second.md"
    assert both.check("Nobody ever says this very thing").outcome is Outcome.ALTERED


def test_what_holds_no_word_cannot_be_checked() -> None:
    with pytest.raises(ValueError, match="no words"):
        CHECKER.check(" … ")


@pytest.mark.parametrize(
    ("ending", "outcome"),
    [
        (" (April 2006)", Outcome.ALTERED),
        (" (April 2005)", Outcome.EXACT),
        (" (Annan 2006)", Outcome.ALTERED),
        (". — Kofi Annan, 2006", Outcome.EXACT),
    ],
)
def test_what_looks_like_a_source_is_the_report_s_where_it_goes_on_so(ending: str, outcome: Outcome) -> None:
    """A wrong year in the report's own brackets is no source that a draft adds."""
    report = markdown_report("# R\n\nThe mission opened eleven kitchens (April 2005). It left.", "r.md", "r")
    words = f"The mission opened eleven kitchens{ending}"
    (quotation,) = quotations([Paragraph(words, "paragraph 1", block_quotation=True)])
    if ending.startswith("."):
        report = markdown_report("# R\n\nThe mission opened eleven kitchens. It left.", "r.md", "r")
    assert Checker([report]).check_quotation(quotation).outcome is outcome
