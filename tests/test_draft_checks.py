"""Checking in the page: what is said of each draft, what is drawn of each verdict, and one walk in the browser."""

from __future__ import annotations

import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from assistant.answer import Citation
from assistant.checking.checker import Checker
from assistant.checking.quotations import Quotation
from assistant.citation import cite
from assistant.screens import draft_checks
from assistant.screens.chips import Chips
from assistant.screens.draft_checks import Check, Checks
from assistant.screens.interface_text import say
from assistant.screens.verdict_list import summary_parts, verdict_items
from corpus.report import Page, Report, Span
from tests.hostile_text import seconds
from tests.test_ui import texts
from tests.walking import MARKED, PHONE, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.chat_server import Chat

ALTERED = "131 interviews with current and former staff from more than 30 field missions"
SHARED = "Combating hate speech on social media"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def checked(name: str, content: bytes, report: Report) -> Check:
    """The check, once it has ended."""
    kept = Checks()
    check = kept.of(kept.begin(name, content, [report]))
    assert check
    while check.verdicts is None and check.failure is None:
        time.sleep(0.005)
    return check


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("draft.docx", b"", "unreadable_empty"),
        ("draft.docx", LOCKED, "unreadable_locked"),
        ("draft.docx", b"no zip", "unreadable_damaged"),
        ("draft.pdf", b"%PDF-1.4 nothing", "unreadable_damaged"),
        ("draft.odt", b"words", "unreadable_unknown"),
        ("draft", b"words", "unreadable_unknown"),
        ("draft.txt", b"\xff\xfa\x00", "unreadable_not_text"),
        ("draft.md", b"---", "unreadable_wordless"),
        ("draft.md", b"Words without any marks.", "check_nothing"),
        ("", "…".encode(), "check_nothing"),
    ],
)
def test_what_cannot_be_checked_is_said_in_one_sentence_of_the_wording(
    name: str, content: bytes, said: str, shipped: Report
) -> None:
    failure = checked(name, content, shipped).failure
    assert failure
    key, parts = failure
    assert key == said
    for language in ("en", "ar"):
        sentence = say(key, language, **parts)
        assert "\n" not in sentence
        assert name in sentence or key == "check_nothing"


def test_pasted_words_and_files_get_the_verdicts_of_the_command(tmp_path: Path, shipped: Report) -> None:
    draft = tmp_path / "draft.docx"
    document = Document()
    document.add_paragraph(f"It had “{ALTERED}”.")
    document.add_paragraph(f"It names “{SHARED.lower()}”.")
    document.save(str(draft))
    found = checked("draft.docx", draft.read_bytes(), shipped).verdicts
    assert found
    assert [(verdict.outcome.value, verdict.place) for verdict in found] == [
        ("altered", "paragraph 1"),
        ("exact", "paragraph 2"),
    ]
    assert checked("", SHARED.encode(), shipped).verdicts == (Checker([shipped]).check(SHARED),)


def test_a_check_that_nobody_waits_for_ends(shipped: Report) -> None:
    check = Check("", (shipped,), {}, cancelled=True)
    draft_checks._run(check, f"“{SHARED}” and “{ALTERED}”".encode())
    assert check.verdicts is None
    assert check.failure == ("check_gone", {})


def test_a_draft_is_given_back_only_as_the_file_that_was_checked(shipped: Report) -> None:
    content = f"It says “{ALTERED}”.".encode()
    check = checked("draft.md", content, shipped)
    back = draft_checks.given_back(check, content, lambda _: "cited", "es")
    assert back
    said = [comment.text for comment in Document(BytesIO(back)).comments]
    assert len(said) == 2 and "cited" in said[1] and "cambio con seguimiento" in said[1]
    assert draft_checks.given_back(check, content + b" ", lambda _: "cited", "es") is None


def drawn(shipped: Report) -> str:
    given = [
        Quotation(SHARED.upper(), ""),
        Quotation(ALTERED, "footnote 2"),
        Quotation("poverty fell <b>", "", "WB & co"),
    ]
    verdicts = Checker([shipped]).check_draft(given)
    assert summary_parts(verdicts) == {"exact": 1, "altered": 1, "absent": 1}

    def cited(place: Citation) -> str:
        return f"<{place.quote.span.start}>"

    return verdict_items(verdicts, Chips([shipped]), cited)


def test_each_verdict_is_told_by_word_and_sign_what_must_be_mended_first(shipped: Report) -> None:
    markup = drawn(shipped)
    assert texts(markup, "strong") == [say(f"outcome_{kind}") for kind in ("altered", "absent", "exact")]
    assert texts(markup, "span", **{"class": "sign"}) == ["≠", "∅", "✓"]
    assert say("draft_footnote", number=2) in markup


def test_only_the_reports_words_stand_in_quotes_each_place_with_its_citation(shipped: Report) -> None:
    markup = drawn(shipped)
    assert texts(markup, "blockquote") == [ALTERED.replace("30", "20"), SHARED, SHARED]
    assert all(note.startswith("<") for note in texts(markup, "p", **{"class": "note"}))
    assert say("several_places", count=2) in markup
    assert say("shape_capitals") in markup


def test_the_difference_is_read_out_as_well_as_struck_and_underlined(shipped: Report) -> None:
    markup = drawn(shipped)
    assert texts(markup, "del") == [f"{say('in_draft_alone')} 30"]
    assert texts(markup, "ins") == [f"{say('in_report_alone')} 20"]


def test_markup_in_a_draft_is_shown_and_the_other_source_named(shipped: Report) -> None:
    markup = drawn(shipped)
    assert "<b>" not in markup
    assert f"{say('other_source')} WB & co" in texts(markup, "p", **{"class": "other"})


@pytest.mark.browser
def test_words_are_checked_by_keyboard_followed_saved_and_still_there_after_a_reload(
    browser: Browser, scripted: Chat
) -> None:
    with visit(browser, scripted.address, locale="fr") as page:
        page.get_by_role("link", name=say("view_check", "fr")).press("Enter")
        page.get_by_label(say("check_words", "fr")).press("Enter")
        page.keyboard.press("Control+Enter")
        page.get_by_text(say("check_empty", "fr")).wait_for()
        page.get_by_label(say("check_words", "fr")).fill(f"Il dit « {SHARED} » et « {ALTERED} ».")
        page.keyboard.press("Control+Enter")
        summary = page.get_by_text(say("check_summary", "fr", exact=1, altered=1, absent=0))
        summary.wait_for()
        page.get_by_label(say("check_only_wrong", "fr")).press("Space")
        assert page.locator(".checked:visible").count() == 1
        chip = page.locator(".checked.altered .chip")
        chip.press("Enter")
        assert page.evaluate(MARKED) == ALTERED.replace("30", "20")
        assert page.locator(".checked.altered .note").inner_text().startswith("Office of the United Nations")
        page.get_by_role("combobox", name=say("cite_style", "fr")).select_option("apa")
        page.locator(".checked.altered .note", has_text="n.d.").wait_for()
        with page.expect_download() as saved:
            page.get_by_role("button", name="Markdown").last.click()
        report = saved.value.path().read_text(encoding="utf-8")
        assert say("outcome_altered", "fr") in report and "n.d." in report  # in the style that was chosen
        page.reload()
        summary.wait_for()


@pytest.mark.browser
def test_a_file_is_checked_and_what_cannot_be_is_told_on_a_phone(
    browser: Browser, scripted: Chat, tmp_path: Path
) -> None:
    draft, locked = tmp_path / "draft.md", tmp_path / "locked.docx"
    draft.write_text("\n\n".join(f"It says “{SHARED}” and “{ALTERED}”." for _ in range(300)), encoding="utf-8")
    locked.write_bytes(LOCKED)
    with visit(browser, f"{scripted.address}?view=check", viewport=PHONE) as page:
        page.locator("#check-file").set_input_files(locked)
        page.get_by_text(say("unreadable_locked", name="locked.docx")).wait_for()
        page.locator("#check-file").set_input_files(draft)
        page.get_by_text(say("check_summary", exact=300, altered=300, absent=0)).wait_for()
        assert page.locator("#check-failure").inner_text() == ""
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_words_over_two_pages_name_both_in_the_page() -> None:
    report = Report("a.md", "A", "Words of one page and of another.", (), pages=(Page(0, 1), Page(15, 2)))
    assert "pages 1–2" in Chips([report]).page(cite(report, Span(0, 25)))
    assert "pages" not in Chips([report]).page(cite(report, Span(0, 5))).replace('class="page"', "")


@pytest.mark.browser
def test_a_draft_comes_back_with_comments_in_the_pages_language(
    browser: Browser, scripted: Chat, tmp_path: Path
) -> None:
    draft = tmp_path / "draft.docx"
    document = Document()
    document.add_paragraph(f"It says “{ALTERED}”.")
    document.save(str(draft))
    with visit(browser, f"{scripted.address}?view=check", locale="fr") as page:
        page.locator("#check-file").set_input_files(draft)
        with page.expect_download() as saved:
            page.get_by_role("button", name=say("check_commented", "fr")).click()
        assert saved.value.suggested_filename == "draft-checked.docx"
        said = [comment.text for comment in Document(str(saved.value.path())).comments]
        assert say("remark_ready", "fr") in said[1]
        page.get_by_label(say("check_words", "fr")).fill(f"« {SHARED} »")
        page.keyboard.press("Control+Enter")
        page.get_by_text(say("check_summary", "fr", exact=1, altered=0, absent=0)).wait_for()
        assert page.get_by_role("button", name=say("check_commented", "fr")).count() == 0


def test_long_pasted_words_are_read_in_a_process_of_their_own_and_given_up_in_time(
    shipped: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoted = "“131 interviews with current and former staff from more than 20 field missions” and so on.\n\n"
    check = checked("", (quoted * 300).encode(), shipped)
    assert check.verdicts is not None
    assert [verdict.place for verdict in check.verdicts[:2]] == ["paragraph 1", "paragraph 2"]
    assert len(check.verdicts) == 300
    monkeypatch.setenv("FURTHER_READING_SECONDS", "1")
    assert checked("", ("“a” “" * 80_000).encode(), shipped).failure == (
        "unreadable_slow",
        {"name": "…", "limit": 20},
    )


def test_what_a_draft_quotes_again_is_compared_once(shipped: Report) -> None:
    quotations = [
        Quotation("a few words that nobody said", f"paragraph {number}", at=(number, 0)) for number in range(5000)
    ]
    found = list[object]()
    assert seconds(lambda _: found.extend(Checker([shipped]).check_draft(quotations)), "") < 2
    assert [(one.place, one.at) for one in found] == [(one.place, one.at) for one in quotations]  # type: ignore[attr-defined]
