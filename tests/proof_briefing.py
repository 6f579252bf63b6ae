"""Packs for every mission, role and length in every format, and what LibreOffice makes of them. Minutes: make proof.

LibreOffice stands for Word: it opens the file, lays it out, and writes a tagged PDF in which notes, headings and links
can be counted.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from assistant.briefing.building import build
from assistant.briefing.choice import Length, chosen
from assistant.briefing.files import KINDS, pack_file
from assistant.briefing.holdings import holdings
from assistant.briefing.html_pack import has_contents
from assistant.briefing.pack import Heading, Line, Pack, Quoted
from assistant.briefing.roles import roles
from assistant.checking.checker import Checker
from assistant.checking.drafts import read_quotations
from assistant.knowledge import LANGUAGES
from corpus.missions import mentions, missions
from corpus.reading import read_shipped
from corpus.report import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.proof
NAMED = [acronym for acronym in missions() if holdings([read_shipped()]).names(acronym)]
# In the table and not in the report; a contact alone; all missions.
CHOSEN = [*NAMED, "UNISFA", "any"]
MOST_PAGES = 6


@pytest.mark.parametrize("mission", CHOSEN)
def test_a_pack_builds_for_every_role_and_length_in_every_format(mission: str, shipped: Report, tmp_path: Path) -> None:
    checker = Checker([shipped])
    for role in [None, *roles()]:
        for length in Length:
            pack = build([shipped], chosen(mission, role, length=length, self_check=length is Length.FULL))
            no_leak(pack)
            complete(pack, shipped)
            for kind in KINDS:
                path = tmp_path / f"pack.{kind}"
                path.write_bytes(pack_file(pack, kind))
                heard: list[str] = []
                verdicts = checker.check_draft(read_quotations(path, note=heard.append))
                assert {verdict.outcome.value for verdict in verdicts} <= {"exact"}, (role, length, kind)
                found = {place.quote.text.strip("“”") for verdict in verdicts for place in verdict.places}
                assert {quoted.text.strip("“”") for quoted in pack.quotes()} <= found, (role, length, kind)
                assert len(heard) == 1, (role, length, kind, heard)


def no_leak(pack: Pack) -> None:
    """Nothing of another mission stands under this one's name, and in "also in" nothing of this one."""
    own = pack.choice.mission
    for section in pack.sections:
        for item in section.items:
            if own is None or not isinstance(item, Quoted) or section.key in ("check", "answers"):
                continue
            words = [*item.citation.headings[-1:], item.text]
            named = {acronym for text in words for one in mentions(text) if not one.country for acronym in one.missions}
            assert (own in named) != (section.key == "others") or not named, (own, section.key, item.text)


def complete(pack: Pack, report: Report) -> None:
    """All the mission's case studies, and no section without a quote or a sentence."""
    mission = pack.choice.mission
    cases = holdings([report]).cases_of(mission)
    if mission is not None:
        shown = next(section for section in pack.sections if section.key == "cases")
        quoted = [item.text for item in shown.items if isinstance(item, Quoted)]
        assert sorted(quoted) == sorted(row.title for row in cases)
    for section in pack.sections:
        assert any(isinstance(item, Quoted | Line) and item.text for item in section.items), section.key
        assert not isinstance(section.items[-1], Heading)


@pytest.mark.parametrize("mission", ["MONUSCO", "any"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_finds_every_note_heading_and_link_of_a_word_file(
    language: str, mission: str, shipped: Report, tmp_path: Path
) -> None:
    for length in Length:
        pack = build(
            [shipped], chosen(mission, "police", ["elections"], length, language, self_check=length is not Length.PAGE)
        )
        made = laid_out(pack, tmp_path)
        found = structure(made)
        contents = len(pack.sections) if has_contents(pack) else 0
        assert found["/Note"] == len(pack.notes())
        assert found["/H1"] == len(pack.sections)
        assert found["/H2"] == sum(isinstance(item, Heading) for item in pack.items())
        assert found["/H3"] == sum(isinstance(item, Quoted) and item.strong for item in pack.items())
        assert found["/TOCI with a link"] == found["/TOCI"] == contents
        assert found["/Link"] == len(pack.notes())


@pytest.mark.parametrize("language", LANGUAGES)
def test_packs_keep_to_their_pages_in_both_layouts(language: str, shipped: Report, tmp_path: Path) -> None:
    for mission in ("MONUSCO", "any"):
        for length in Length:
            most = 1 if length is Length.PAGE else MOST_PAGES
            pack = build(
                [shipped], chosen(mission, "political" if mission != "any" else None, length=length, language=language)
            )
            own = tmp_path / "own.pdf"
            own.write_bytes(pack_file(pack, "pdf"))
            assert len(PdfReader(own).pages) <= most, (mission, length)
            assert len(PdfReader(laid_out(pack, tmp_path)).pages) <= most, (mission, length)


@pytest.mark.browser
@pytest.mark.parametrize("mission", ["MONUSCO", "any"])
def test_one_page_of_html_prints_on_one_page(mission: str, shipped: Report, tmp_path: Path, browser: Browser) -> None:
    for language in LANGUAGES:
        source, printed = tmp_path / "pack.html", tmp_path / "pack.pdf"
        source.write_bytes(pack_file(build([shipped], chosen(mission, length="page", language=language)), "html"))
        page = browser.new_page()
        page.goto(source.as_uri())
        page.pdf(path=printed, prefer_css_page_size=True)
        page.close()
        assert len(PdfReader(printed).pages) == 1, language


def laid_out(pack: Pack, folder: Path) -> Path:
    """The Word file as LibreOffice lays it out, a tagged PDF."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed for this proof: apt-get install libreoffice-writer"
    word = folder / "pack.docx"
    word.write_bytes(pack_file(pack, "docx"))
    options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": "true"}})
    command = [
        office,
        "--headless",
        "--convert-to",
        f"pdf:writer_pdf_Export:{options}",
        "--outdir",
        str(folder),
        str(word),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "pack.pdf"


def structure(path: Path) -> Counter[str]:
    """How often each kind of element stands in a tagged PDF.

    A heading in two scripts is linked in pieces, so of the table of contents the entries with a link are counted.
    """
    root: Any = PdfReader(path).trailer["/Root"]
    return Counter(kinds(root["/StructTreeRoot"]["/K"]))


def kinds(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from kinds(child)
    elif isinstance(node, dict):
        below = list(kinds(node["/K"])) if "/K" in node else []
        if node.get("/S") == "/TOCI":
            yield from ("/TOCI", *(["/TOCI with a link"] if "/Link" in below else []))
        else:
            yield from [str(node["/S"])] if "/S" in node else []
            yield from below


def test_a_pack_is_there_in_a_second_warm_and_in_three_cold(shipped: Report, tmp_path: Path) -> None:
    build([shipped], chosen("MONUSCO"))
    for kind in KINDS:
        pack_file(build([shipped], chosen("UNAMA", length="full")), kind)  # what is imported once
        started = time.perf_counter()
        pack_file(build([shipped], chosen("MONUSCO", "police", ["elections"], "full")), kind)
        assert time.perf_counter() - started < 1, kind
        program = "from assistant.cli.main import main; main()"
        target = str(tmp_path / f"cold.{kind}")
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", program, "brief", "MONUSCO", "--role", "police", "-o", target], check=True
        )
        assert time.perf_counter() - started < 3, kind
