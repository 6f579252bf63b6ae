"""The basket: what was pinned is proved before it is a quote, and every file of it says which words are whose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from assistant.briefing.basket import Pin, Pinned, basket_pack, basket_references, cited_in, proved
from assistant.briefing.files import pack_file
from assistant.briefing.pack import Line, Pack
from assistant.case_studies.mission_lead import mission_lead
from assistant.checking.checker import Checker, Outcome
from assistant.checking.drafts import read_quotations
from assistant.checking.pack_manifest import carried
from assistant.citation import cite
from assistant.screens.interface_text import say
from corpus.case_studies import case_studies
from corpus.metadata import metadata
from corpus.report import Report
from tests.walking import MARKED, ask, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.chat_server import Chat

OWN = "Our own line, with <b>markup</b> & signs."


def quotes(report: Report, count: int = 3) -> list[Pinned]:
    spans = [study.quote.span for study in case_studies(report)[:count]]
    return [Pinned(Pin.QUOTE, report.quote(span).text, cite(report, span).anchor) for span in spans]


def pack_of(report: Report, basket: list[Pinned], title: str = "") -> Pack:
    return basket_pack(basket, [report], {report.name: metadata(report)}, "en", title)


def test_words_that_were_typed_under_a_true_anchor_are_no_quote(shipped: Report) -> None:
    true = quotes(shipped)[0]
    assert proved(true, [shipped])
    assert proved(Pinned(Pin.QUOTE, f"{true.text}.", true.anchor), [shipped]) is None
    assert proved(Pinned(Pin.QUOTE, true.text, "no anchor"), [shipped]) is None
    assert cited_in([Pinned(Pin.QUOTE, "typed by hand", true.anchor), true], [shipped]) == [proved(true, [shipped])]


def test_headings_make_sections_and_own_lines_stay_between_their_quotes(shipped: Report) -> None:
    first, second, third = quotes(shipped)
    pack = pack_of(shipped, [first, Pinned(Pin.HEADING, "Prisons"), second, Pinned(Pin.LINE, OWN), third], "A talk")
    assert pack.title == "A talk"
    assert [section.title for section in pack.sections] == ["Quotes", "Prisons", "Sources"]
    assert [item.text for item in pack.sections[1].items] == [second.text, OWN, third.text]
    assert [quoted.text for quoted in pack.quotes()] == [first.text, second.text, third.text]
    assert len(pack.notes()) == 3
    own = [item for item in pack.items() if isinstance(item, Line) and item.own]
    assert [line.text for line in own] == [OWN]


def test_a_basket_that_begins_with_a_heading_has_no_part_before_it(shipped: Report) -> None:
    pack = pack_of(shipped, [Pinned(Pin.HEADING, "First"), *quotes(shipped)])
    assert [section.title for section in pack.sections] == ["First", "Sources"]


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md", "bib", "ris"])
def test_every_file_proves_itself_later(kind: str, shipped: Report, tmp_path: Path) -> None:
    basket = [*quotes(shipped), Pinned(Pin.HEADING, "Heading"), Pinned(Pin.LINE, OWN)]
    pack = pack_of(shipped, basket)
    path = tmp_path / f"quotes.{kind}"
    forms = {"bib": "bibtex", "ris": "ris"}
    if kind in forms:
        path.write_text(basket_references(cited_in(basket, [shipped]), pack, forms[kind]), encoding="utf-8")
    else:
        path.write_bytes(pack_file(pack, kind))
    text = path.read_text(encoding="utf-8") if kind in ("html", "md", "bib", "ris") else ""
    found = carried(path, text)
    assert found
    assert [one.exact for one in found.quotes] == [one.text for one in quotes(shipped)]
    verdicts = Checker([shipped]).check_draft(read_quotations(path))
    assert {verdict.text.strip("“”") for verdict in verdicts} >= {one.text for one in quotes(shipped)}
    assert {verdict.outcome for verdict in verdicts} == {Outcome.EXACT}


def test_a_changed_word_in_a_saved_reference_file_is_found(shipped: Report, tmp_path: Path) -> None:
    basket = quotes(shipped)
    written = basket_references(cited_in(basket, [shipped]), pack_of(shipped, basket), "bibtex")
    path = tmp_path / "quotes.bib"
    word = basket[0].text.split()[0]
    path.write_text(written.replace(f"“{word}", "“Quite otherwise", 1), encoding="utf-8")
    outcomes = [verdict.outcome for verdict in Checker([shipped]).check_draft(read_quotations(path))]
    assert Outcome.EXACT in outcomes
    assert outcomes[0] is not Outcome.EXACT


def test_reference_managers_read_the_entries_and_pass_over_what_proves_them(shipped: Report) -> None:
    basket = quotes(shipped)
    citations, pack = cited_in(basket, [shipped]), pack_of(shipped, basket)
    library = parse_string(basket_references(citations, pack, "bibtex"))
    assert not library.failed_blocks
    assert len(library.entries) == 1
    (entry,) = rispy.loads(basket_references(citations, pack, "ris"))
    assert len(entry["notes"]) == len(basket)
    assert "further-manifest" not in str(entry)


@pytest.mark.parametrize(("headings", "words", "countries"), [
    (("CASE STUDIES", "UNAMA:"), "UNAMA", ("AF",)),
    (("CASE STUDIES", "MINUSTAH & MINUJUSTH:"), "MINUSTAH & MINUJUSTH", ("HT",)),
    (("Heads of human rights components of peace operations",), None, None),
    (("Deployment of UNMISS in Jonglei",), None, None),
    ((), None, None),
])  # fmt: skip
def test_a_lead_is_a_heading_that_names_missions_and_nothing_else(
    headings: tuple[str, ...], words: str | None, countries: tuple[str, ...] | None
) -> None:
    lead = mission_lead(headings)
    assert (lead and lead.words) == words
    assert (lead and lead.countries) == countries


KEPT = "JSON.parse(localStorage.getItem('further-basket')).items.map(({ kind, text }) => [kind, text])"


@pytest.fixture
def pinned(browser: Browser, scripted: Chat) -> Iterator[Page]:
    """The page with the first two quotes of an answer pinned, its basket open."""
    with visit(browser, scripted.address) as page:
        turn = ask(page, "twelve")
        for number in (0, 1):
            quote = turn.locator(".citation").nth(number)
            quote.locator(".more").click()
            quote.locator("[data-pin]").click()
            quote.locator("[data-pin][aria-pressed=true]").wait_for()
        page.locator("#views [data-view=basket]").click()
        page.locator("#basket-sheet .pinned > li").first.wait_for()
        yield page


@pytest.mark.browser
def test_quotes_are_pinned_ordered_and_set_among_own_words_by_keyboard_and_survive_a_reload(pinned: Page) -> None:
    words = pinned.locator(".pinned blockquote").all_text_contents()
    assert len(words) == 2
    pinned.locator("[data-move=down]").first.press("Enter")
    pinned.wait_for_function(f"document.querySelector('.pinned blockquote').textContent === {json.dumps(words[1])}")
    pinned.wait_for_function("document.activeElement.dataset.move === 'up'")  # down is not to be had at the end
    pinned.get_by_role("button", name=say("basket_add_line")).press("Enter")
    pinned.wait_for_function("document.activeElement.matches('.own-line')")
    pinned.keyboard.type("My own words")
    pinned.get_by_role("button", name=say("basket_add_heading")).press("Enter")
    pinned.wait_for_function("document.activeElement.matches('.own-heading')")
    pinned.keyboard.type("My heading")
    wanted = [["quote", words[1]], ["quote", words[0]], ["line", "My own words"], ["heading", "My heading"]]
    assert pinned.evaluate(KEPT) == wanted
    pinned.reload()
    pinned.locator(".pinned blockquote").first.wait_for()
    assert pinned.evaluate(KEPT) == wanted
    assert pinned.locator(".own-line").input_value() == "My own words"
    assert pinned.locator(".pinned blockquote").all_text_contents() == [words[1], words[0]]
    assert pinned.locator("#views [data-view=basket]").get_attribute("data-count") == "2"


SLOW = """() => {
  const { call } = further;
  further.call = (...sent) => new Promise((done) => {
    further.arrives = () => done(call(...sent));
  });
}"""


@pytest.mark.browser
def test_on_a_slow_line_a_heading_is_added_and_a_quote_dropped_at_once(pinned: Page) -> None:
    words = pinned.locator(".pinned blockquote").all_text_contents()
    pinned.evaluate(SLOW)
    pinned.get_by_role("button", name=say("basket_add_heading")).press("Enter")
    pinned.keyboard.type("My ")
    pinned.locator("[data-move=drop]").first.dblclick()  # twice on the same quote drops no other
    pinned.locator(".own-heading").click()
    pinned.keyboard.press("End")
    pinned.keyboard.type("head")
    pinned.evaluate("further.arrives()")
    pinned.locator(".pinned .chip", has_text="1").wait_for()
    pinned.keyboard.type("ing")
    assert pinned.evaluate(KEPT) == [["quote", words[1]], ["heading", "My heading"]]


@pytest.mark.browser
def test_a_pinned_quote_leads_to_its_words_and_is_saved_with_them(pinned: Page) -> None:
    words = pinned.locator(".pinned blockquote").first.text_content() or ""
    pinned.locator(".pinned .chip").first.click()
    assert pinned.evaluate(MARKED) == words
    with pinned.expect_download() as saved:
        pinned.locator("[data-save-basket=md]").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert f"“{words}”[^1]" in text
    assert "further-manifest" in text


@pytest.mark.browser
def test_words_that_somebody_changed_in_the_browser_are_neither_shown_as_a_quote_nor_saved(pinned: Page) -> None:
    words = pinned.locator(".pinned blockquote").all_text_contents()
    pinned.evaluate(
        """() => {
          const basket = JSON.parse(localStorage.getItem("further-basket"));
          basket.items[0].text += " and more";
          localStorage.setItem("further-basket", JSON.stringify(basket));
        }"""
    )
    pinned.reload()
    pinned.get_by_text(say("basket_unproved")).wait_for()
    assert pinned.locator(".pinned blockquote").all_text_contents() == [words[1]]
    with pinned.expect_download() as saved:
        pinned.locator("[data-save-basket=md]").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert "and more" not in text
    assert words[1] in text


@pytest.mark.browser
def test_a_collection_is_saved_as_a_file_and_opened_in_another_browser(
    pinned: Page, browser: Browser, scripted: Chat, tmp_path: Path, shipped: Report
) -> None:
    words = pinned.locator(".pinned blockquote").all_text_contents()
    with pinned.expect_download() as saved:
        pinned.get_by_role("button", name=say("basket_save_file")).click()
    path = tmp_path / "quotes.json"
    saved.value.save_as(path)
    verdicts = Checker([shipped]).check_draft(read_quotations(path))
    assert [verdict.outcome for verdict in verdicts] == [Outcome.EXACT, Outcome.EXACT]
    with visit(browser, f"{scripted.address}?view=basket") as other:
        other.locator("#basket-file").set_input_files(path)
        other.locator(".pinned blockquote").nth(1).wait_for()
        assert other.locator(".pinned blockquote").all_text_contents() == words
        other.locator("#basket-file").set_input_files({"name": "x.json", "mimeType": "", "buffer": b"{}"})
        other.get_by_text(say("basket_no_file")).wait_for()


@pytest.mark.browser
def test_two_tabs_pin_into_one_basket(pinned: Page, scripted: Chat) -> None:
    other = pinned.context.new_page()
    other.goto(f"{scripted.address}?view=cases")
    row = other.locator(".citation").nth(20)
    row.locator(".more").click()
    row.locator("[data-pin]").click()
    other.locator("#views [data-view=basket][data-count='3']").wait_for()
    pinned.locator("#views [data-view=basket][data-count='3']").wait_for()  # told without being asked
    pinned.locator(".pinned blockquote").nth(2).wait_for()
    pinned.locator("[data-move=drop]").first.click()
    other.locator("#views [data-view=basket][data-count='2']").wait_for()
    other.close()


@pytest.mark.browser
def test_words_selected_in_the_report_and_what_its_search_finds_are_pinned(browser: Browser, scripted: Chat) -> None:
    with visit(browser, scripted.address) as page:
        page.evaluate(
            """() => {
              const text = document.querySelector("#report-0 p").firstChild;
              getSelection().setBaseAndExtent(text, 7, text, 26);
            }"""
        )
        bar = page.locator(".chosen-words")
        bar.wait_for()
        chosen = page.evaluate("getSelection().toString()")
        bar.get_by_role("button", name=say("pin"), exact=True).click()
        page.locator("#views [data-view=basket][data-count='1']").wait_for()
        (first,) = page.evaluate(KEPT)
        assert chosen.strip() in first[1]
        assert first[1] == first[1].strip()
        page.locator(".search input").fill("hate speech on social")
        page.locator(".search input").press("Enter")
        page.locator(".found:not(:empty)").wait_for()
        page.get_by_role("button", name=say("pin_found")).click()
        page.locator("#views [data-view=basket][data-count='2']").wait_for()
        assert page.evaluate(KEPT)[1] == ["quote", "Combating hate speech on social media"]
