"""A pack from documents without case studies: their own outline, what bears on the choice, and what does not, said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.briefing.building import build
from assistant.briefing.choice import chosen
from assistant.briefing.files import file_name, pack_file
from assistant.briefing.pack import Pack, Quoted
from assistant.cli.main import main
from assistant.knowledge import LANGUAGES
from assistant.screens.interface_text import say
from corpus.markdown_file import markdown_report
from corpus.report import Report
from tests.walking import MARKED, violations, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.chat_server import Chat

OWN = """# A plan for the town

## Police

The town trains its law enforcement officers. It rains in May.

## Schools

Children walk to school. The elections were held in the school.

## Roads

The road was mended.
"""


@pytest.fixture
def own() -> Report:
    return markdown_report(OWN, "own.md", "A plan for the town")


def told(pack: Pack, key: str) -> list[str]:
    """The quotes of a section, those that are headings of the document with a colon behind them."""
    (section,) = (section for section in pack.sections if section.key == key)
    return [f"{item.text}:" if item.strong else item.text for item in section.items if isinstance(item, Quoted)]


def test_passages_stand_under_the_documents_own_headings_what_says_it_itself_first(own: Report) -> None:
    pack = build([own], chosen(None, "police", ["elections"]))
    assert told(pack, "outline") == [
        "Police:",
        "The town trains its law enforcement officers.",
        "It rains in May.",
        "Schools:",
        "The elections were held in the school.",
    ]
    assert told(pack, "without") == ["Roads:"]
    assert all(
        own.text[one.citation.quote.span.start : one.citation.quote.span.end] == one.text for one in pack.quotes()
    )
    assert {section.key for section in pack.sections}.isdisjoint({"cases", "contact", "box"})
    assert pack.title == "Quotes from: A plan for the town"
    assert file_name(pack, "pdf") == "quotes-police.pdf"


def test_nothing_chosen_gives_the_first_sentence_of_each_part(own: Report) -> None:
    pack = build([own], chosen(None, length="page"))
    assert told(pack, "outline") == [
        *("Police:", "The town trains its law enforcement officers."),
        *("Schools:", "Children walk to school."),
        *("Roads:", "The road was mended."),
    ]


def test_what_is_nowhere_in_the_document_is_said_in_every_language(own: Report) -> None:
    for language in LANGUAGES:
        pack = build([own], chosen(None, "police", ["ebola"], language=language))
        assert "Ebola" in pack_file(pack, "md").decode() or language != "en"
        (silence,) = (section for section in pack.sections if section.key == "silence")
        assert len(silence.items) == 2  # the theme, and the date
    nowhere = build([own], chosen(None, None, ["ebola"]))
    assert told(nowhere, "outline") == []
    assert told(nowhere, "without") == ["Police:", "Schools:", "Roads:"]


def test_the_shipped_report_keeps_its_briefing_of_all_missions(shipped: Report) -> None:
    assert "outline" not in {section.key for section in build([shipped], chosen(None, "police")).sections}


@pytest.mark.parametrize("kind", ["docx", "html", "md"])
def test_the_command_writes_a_pack_that_proves_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    source, pack = tmp_path / "own.md", tmp_path / f"pack.{kind}"
    source.write_text(OWN, encoding="utf-8")
    for arguments in (["brief", "--theme", "elections", "-o", str(pack)], ["check", str(pack)]):
        with pytest.raises(SystemExit) as left:
            main([*arguments, "--document", str(source)])
        assert left.value.code == 0, capsys.readouterr()
    assert "exact" in capsys.readouterr().out


@pytest.mark.browser
def test_ones_own_document_gives_a_pack_by_its_outline_in_the_page(
    browser: Browser, by_hand: Chat, tmp_path: Path
) -> None:
    source = tmp_path / "own.md"
    source.write_text(OWN, encoding="utf-8")
    with visit(browser, by_hand.address, viewport={"width": 1440, "height": 900}) as page:
        page.locator("#own-file").set_input_files(source)
        page.locator("#reading h3, #reading .heading", has_text="Roads").first.wait_for()
        page.get_by_role("link", name=say("nav_lists")).wait_for()  # it prints no case studies
        page.get_by_role("link", name=say("view_brief")).click()
        page.locator("#brief-sheet .introduction", has_text=say("brief_quotes_introduction")).wait_for()
        page.get_by_role("combobox", name=say("brief_role")).select_option("police")
        quote = page.locator("[data-part=outline] .citation:not(.strong)").first
        quote.locator("blockquote", has_text="law enforcement").wait_for()
        quote.locator(".chip").click()
        assert page.evaluate(MARKED) == "The town trains its law enforcement officers."
        assert violations(page) == []
        with page.expect_download() as saved:
            page.get_by_role("button", name="Markdown").click()
        assert saved.value.suggested_filename == "quotes-police.md"
        page.get_by_role("link", name=say("nav_lists")).click()
        page.locator("#case-list .none", has_text=say("lists_none")).wait_for()
        page.get_by_role("button", name=say("own_close")).click()
        page.get_by_role("link", name=say("view_cases")).wait_for()
