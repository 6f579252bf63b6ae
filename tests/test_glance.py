"""An answer read at a glance: how many of what, the mission first, one row of what can be done, one language."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.query.parsing import parse
from assistant.screens.interface_text import answered, say
from assistant.screens.turn_view import Dialogue
from assistant.wording.sentences import say as sentence
from corpus.case_studies import case_studies
from corpus.report import Report
from tests.chat_server import Chat, cite
from tests.chat_server import scripted as answer_of
from tests.test_ui import texts
from tests.walking import READY, SIZES, ask, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def of_cases(report: Report, mission: str, count: int) -> list[str]:
    """What a set of `count` case studies of one mission says of itself."""
    spans = [study.quote.span for study in case_studies(report) if mission in study.missions][:count]
    blocks = [block for block in report.blocks if block.span in spans]
    markup = Dialogue([report]).turn(answer_of("Which?", cite(report, blocks), count=count, rule="a rule"))
    return texts(markup, "p")[:1]


def test_a_set_of_case_studies_says_of_which_mission_or_of_how_many(shipped: Report) -> None:
    assert of_cases(shipped, "UNMISS", 4)[0] == say("count_cases_of", count=4, mission="UNMISS")
    assert (
        of_cases(shipped, "UNMIK", 1)[0] == say("count_cases_of", count=1, mission="UNMIK") == "1 case study of UNMIK"
    )
    assert say("count_cases", count=4, missions=4) == "4 case studies of 4 missions"


def test_a_set_of_other_things_says_how_many_there_are(shipped: Report) -> None:
    blocks = shipped.blocks[2:5]
    markup = Dialogue([shipped]).turn(answer_of("Which?", cite(shipped, blocks), count=3, rule="a rule"))
    assert say("count_complete", count=3) in markup


def test_an_answers_own_words_are_of_its_language_and_a_documents_own_silence_speaks_of_it(shipped: Report) -> None:
    assert answered("count_complete", "p", "", "fr", count=3).endswith(f">{say('count_complete', 'fr', count=3)}</p>")
    silent = replace(answer_of("Who?"), message=sentence("not_said", "en"))
    ours = Dialogue([shipped], own=True).turn(silent)
    assert sentence("not_said_yours", "en") in ours
    assert sentence("not_said", "en") not in ours
    assert sentence("not_said", "en") in Dialogue([shipped]).turn(silent)


def test_the_countries_and_the_way_back_to_what_was_typed_are_of_the_answers_language_too(shipped: Report) -> None:
    study = next(one for one in case_studies(shipped) if "MINUSTAH" in one.missions)
    blocks = [block for block in shipped.blocks if block.span == study.quote.span]
    asked = answer_of("Et à Haïti ?", cite(shipped, blocks))
    answer = replace(asked, language="fr", query=parse("Quelles missions ont aidé la police – Haïti ?"))
    markup = Dialogue([shipped]).turn(answer)
    assert '<span lang="fr">Haïti</span>' in markup
    assert f">{say('ask_as_typed', 'fr')}</button>" in markup


@pytest.mark.browser
def test_one_row_at_the_answer_and_at_a_lone_quote_the_same(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        many = ask(page, "twelve")
        assert many.locator(".actions > button").all_inner_texts() == [say("copy"), say("cite"), say("pin"), "⋯"]
        assert many.locator(".lead").all_inner_texts() == ["MINUSCA Central African Republic", "MINUSMA Mali"]
        lone = ask(page, "across")
        for does in ("copy=answer", "cite", "pin"):  # the row says at most whether it helped
            assert lone.locator(f".actions [data-{does}]").count() == 0
        assert lone.locator(".tools > button").all_inner_texts() == [say("copy"), say("cite"), say("pin"), "⋯"]
        unfold = lone.locator(".tools .unfold")
        unfold.press("Enter")
        assert unfold.get_attribute("aria-expanded") == "true"
        assert lone.get_by_role("button", name=say("copy_reference")).is_visible()
        assert lone.get_by_role("button", name=say("copy_link")).is_visible()


@pytest.mark.browser
def test_questions_to_ask_next_are_there_after_a_reload(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        turn = ask(page, "Ebola")
        page.evaluate("further.keepNext(['What did UNMIL do?', 'Who leads it?'])")
        page.reload()
        page.locator(READY).wait_for(state="attached")
        offered = page.locator(".turn .next button")
        assert offered.all_inner_texts() == ["What did UNMIL do?", "Who leads it?"]
        page.locator("#language").select_option("fr")
        assert turn.locator(".next .own").inner_text() == say("ask_next")  # beside English questions
        kept = json.loads(page.evaluate("localStorage.getItem('further-conversation')"))
        assert kept[-1]["next"] == ["What did UNMIL do?", "Who leads it?"]


MEETS = """(selector) => {
  const one = document.querySelector("#told .passing").getBoundingClientRect();
  const two = document.querySelector(selector).getBoundingClientRect();
  return one.top < two.bottom && two.top < one.bottom && one.left < two.right && two.left < one.right;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_what_was_just_done_is_told_over_no_heading_and_no_question(
    size: str, browser: Browser, scripted: Chat
) -> None:
    with visit(browser, scripted.address, viewport=SIZES[size]) as page:
        turn = ask(page, "twelve")
        turn.get_by_role("button", name=say("pin_answer")).click()
        page.locator("#told .passing").wait_for()
        assert not page.evaluate(MEETS, "#question")
        page.locator("#views [data-view=cases]").click()
        page.locator(".view.current h2").wait_for()
        page.evaluate("further.notice('copied', {}, 60000)")
        assert not page.evaluate(MEETS, ".view.current h2")
        assert not page.evaluate(MEETS, "#views")
