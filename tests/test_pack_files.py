"""The four formats of a pack: each holds all of it, and carries what `further check` needs to check it again."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader

from assistant.briefing.building import build
from assistant.briefing.choice import chosen
from assistant.briefing.files import KINDS, file_name, pack_file
from assistant.briefing.pack import Pack, Quoted
from assistant.checking.checker import Checker
from assistant.checking.drafts import read_quotations
from assistant.checking.pack_manifest import carried
from assistant.knowledge import LANGUAGES
from corpus.markdown_file import markdown_report
from corpus.report import Report
from tests.make_fonts import ours

pytestmark = pytest.mark.slow


FONTS = Path(__file__).parents[1] / "assistant" / "briefing" / "fonts"


@pytest.fixture(scope="module")
def pack(shipped: Report) -> Pack:
    return build([shipped], chosen("MINUSMA", "police", ["mediation"], language="fr", self_check=True))


@pytest.fixture
def saved(pack: Pack, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / file_name(pack, request.param)
    path.write_bytes(pack_file(pack, request.param))
    return path


def bare(text: str) -> str:
    """Without the document's own quotation marks, which stand inside ours and belong to no quotation checked."""
    return text.removeprefix("“").removesuffix("”")


@pytest.mark.parametrize("saved", KINDS, indirect=True)
def test_every_quote_of_a_file_is_exact_and_carried_with_its_place(saved: Path, pack: Pack, shipped: Report) -> None:
    heard: list[str] = []
    verdicts = Checker([shipped]).check_draft(read_quotations(saved, note=heard.append))
    assert {verdict.outcome.value for verdict in verdicts} == {"exact"}
    assert {bare(quoted.text) for quoted in pack.quotes()} <= {
        bare(verdict.places[0].quote.text) for verdict in verdicts
    }
    places = {(quoted.citation.document, quoted.citation.quote.span) for quoted in pack.quotes()}
    assert heard == [f"{saved}: a pack of Further 0.1.0; it lists {len(places)} places that it quotes."]


@pytest.mark.parametrize("kind", KINDS)
def test_our_own_words_beside_a_quote_make_it_no_other_however_many_they_are(
    kind: str, shipped: Report, tmp_path: Path
) -> None:
    tagged = build([shipped], chosen("MONUSCO", "military"))
    assert any(len(" ".join(quoted.tags).split()) >= len(quoted.text.split()) for quoted in tagged.quotes())
    path = tmp_path / f"pack.{kind}"
    path.write_bytes(pack_file(tagged, kind))
    verdicts = Checker([shipped]).check_draft(read_quotations(path))
    assert {verdict.outcome.value for verdict in verdicts} == {"exact"}


@pytest.mark.parametrize("mission", ["MONUSCO", "MINUSMA", "UNAMA"])
def test_every_quote_of_an_arabic_pdf_is_exact(mission: str, shipped: Report, tmp_path: Path) -> None:
    arabic = build([shipped], chosen(mission, language="ar"))
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack_file(arabic, "pdf"))
    verdicts = Checker([shipped]).check_draft(read_quotations(path))
    assert {verdict.outcome.value for verdict in verdicts} == {"exact"}
    assert {bare(quoted.text) for quoted in arabic.quotes()} <= {
        bare(verdict.places[0].quote.text) for verdict in verdicts
    }


@pytest.mark.parametrize("saved", KINDS, indirect=True)
def test_another_edition_is_told_apart_by_the_manifest(saved: Path) -> None:
    other = markdown_report("# Other\n\nSupporting engagement in mediation efforts\n", "other.md", "Other")
    verdicts = Checker([other]).check_draft(read_quotations(saved))
    exact = [verdict for verdict in verdicts if verdict.outcome.value == "exact"]
    assert exact
    assert all(verdict.edition and verdict.edition.name.startswith("OHCHR leaflet") for verdict in exact)


def test_the_box_on_the_mission_has_a_frame_in_word_and_nothing_else_has(pack: Pack) -> None:
    paragraphs = Document(BytesIO(pack_file(pack, "docx"))).paragraphs
    framed = [one.text for one in paragraphs if one._p.pPr is not None and one._p.pPr.find(qn("w:pBdr")) is not None]
    box = pack.sections[0]
    assert framed == [box.title, *(item.text for item in box.items)]
    for one in paragraphs:
        order = [part.tag for part in one._p.pPr] if one._p.pPr is not None else []
        if qn("w:pBdr") in order:  # where the schema wants it: behind the style, before indents
            assert order.index(qn("w:pBdr")) < order.index(qn("w:shd")) < order.index(qn("w:ind"))
            assert qn("w:pStyle") not in order[1:]


def test_a_changed_word_in_a_saved_pack_is_found(pack: Pack, shipped: Report, tmp_path: Path) -> None:
    path = tmp_path / "changed.md"
    path.write_bytes(pack_file(pack, "md").replace(b"131 interviews", b"141 interviews", 1))
    verdicts = Checker([shipped]).check_draft(read_quotations(path))
    assert [verdict.outcome.value for verdict in verdicts].count("altered") == 1


def test_html_needs_nothing_beside_it_and_links_every_note_both_ways(pack: Pack) -> None:
    page = pack_file(pack, "html").decode()
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert 'lang="fr"' in page
    count = len(pack.notes())
    assert len(re.findall(r'href="#note-\d+"', page)) == len(re.findall(r'href="#mark-\d+"', page)) == count
    identities = re.findall(r' id="([^"]+)"', page)
    assert len(identities) == len(set(identities))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(identities)


def test_html_runs_from_right_to_left_in_arabic_and_its_quotes_do_not(shipped: Report) -> None:
    page = pack_file(build([shipped], chosen("UNMIK", language="ar")), "html").decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<span lang="en" dir="auto">“Supporting reconciliation' in page


def test_what_a_document_says_is_never_read_as_markup(tmp_path: Path) -> None:
    text = "# T\n\n## UNMIK\n\n- A \\<b>bold\\</b> & --\\> \\</script> #strong[x] $y$ \\*z\\* for the police\n"
    report = markdown_report(text, "tricky.md", "T")
    tricky = build([report], chosen("UNMIK", "police"))
    assert any("<b>" in quoted.text for quoted in tricky.quotes())
    for kind in KINDS:
        path = tmp_path / f"tricky.{kind}"
        path.write_bytes(pack_file(tricky, kind))
        verdicts = Checker([report]).check_draft(read_quotations(path))
        assert verdicts, kind
        assert {verdict.outcome.value for verdict in verdicts} == {"exact"}, kind


# Word


def test_word_has_a_note_and_a_style_for_everything(pack: Pack) -> None:
    document = Document(BytesIO(pack_file(pack, "docx")))
    body = document.element
    references = list(body.iter(qn("w:footnoteReference")))
    part = next(part for part in document.part.package.iter_parts() if part.partname.endswith("/footnotes.xml"))
    notes = ["".join(t.text for t in note.iter(qn("w:t"))).strip() for note in parse_xml(part.blob)][2:]
    assert [int(one.get(qn("w:id"))) for one in references] == list(range(1, len(pack.notes()) + 1))
    assert notes == list(pack.notes())
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == [section.title for section in pack.sections]


def test_word_knows_title_author_and_languages(pack: Pack) -> None:
    document = Document(BytesIO(pack_file(pack, "docx")))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (pack.title, "Further", "fr-FR")
    spoken = {one.get(qn("w:val")) for one in document.element.iter(qn("w:lang"))}
    assert spoken == {"en-GB"}  # the quotes, in a document whose default is French


@pytest.mark.parametrize(("mission", "length"), [("UNMIL", "full"), ("any", "standard")])
def test_a_long_pack_has_a_table_of_contents_with_a_link_for_each_part(
    mission: str, length: str, shipped: Report
) -> None:
    body = Document(BytesIO(pack_file(build([shipped], chosen(mission, length=length)), "docx"))).element
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert "TOC" in "".join(one.text for one in body.iter(qn("w:instrText")))


@pytest.mark.parametrize("length", ["page", "standard"])
def test_a_missions_pack_begins_with_the_mission(length: str, shipped: Report) -> None:
    document = Document(BytesIO(pack_file(build([shipped], chosen("UNMIL", length=length)), "docx")))
    assert not list(document.element.iter(qn("w:hyperlink")))


def first_page(pack: Pack) -> str:
    return " ".join(PdfReader(BytesIO(pack_file(pack, "pdf"))).pages[0].extract_text().split())


def test_the_first_page_holds_the_mission_the_contact_five_quotes_and_what_is_for_the_role(shipped: Report) -> None:
    pack = build([shipped], chosen("MONUSCO", "police"))
    keys = ("box", "contact", "five", "role")
    assert tuple(section.key for section in pack.sections[:4]) == keys
    first = first_page(pack)
    assert all(section.title in first for section in pack.sections[:4])
    assert "contribute to the work of my section" in first  # the role's last quote


def test_the_makers_line_stands_over_the_title_and_the_notes_below_it(shipped: Report) -> None:
    pack = build([shipped], replace(chosen("MONUSCO", "police"), line="Our section", notes="Bring the map."))
    first = first_page(pack)
    assert first.index("Our section") < first.index(pack.title) < first.index("Bring the map.")
    for kind in ("html", "md"):
        text = pack_file(pack, kind).decode()
        assert text.index("Our section") < text.rindex(pack.title)
    assert Document(BytesIO(pack_file(pack, "docx"))).paragraphs[0].text == "Our section"


# PDF


def resources(page: PageObject) -> Any:
    return page["/Resources"]


def test_a_pdf_is_tagged_with_its_fonts_in_it(pack: Pack) -> None:
    reader = PdfReader(BytesIO(pack_file(pack, "pdf")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    fonts: list[Any] = [font.get_object() for page in reader.pages for font in resources(page)["/Font"].values()]
    embedded = [one.get_object()["/FontDescriptor"] for font in fonts for one in font["/DescendantFonts"]]
    assert embedded
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in embedded)
    assert all(re.match(r"/[A-Z]{6}\+NotoSans", str(one["/FontName"])) for one in embedded)  # a subset of the font


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_one_page_pack_is_one_page_for_the_mission_with_most_case_studies(shipped: Report, language: str) -> None:
    one = build([shipped], chosen("MONUSCO", "coordination", ["elections", "mediation"], "page", language))
    assert len(PdfReader(BytesIO(pack_file(one, "pdf"))).pages) == 1


def test_answers_stand_on_the_last_page_alone(pack: Pack) -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pack_file(pack, "pdf"))).pages]
    assert "Réponses" in pages[-1]
    assert "Sources" not in pages[-1]


def test_characters_that_the_fonts_lack_are_told_and_the_words_stay() -> None:
    report = markdown_report("# T\n\n## UNMIK\n\n- Police met ព្រះ at the gate of the town\n", "khmer.md", "T")
    drawn = pack_file(build([report], chosen("UNMIK", "police")), "pdf")
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(drawn)).pages)
    assert "U+1796" in text
    assert "lack these characters" in text


def test_the_fonts_hold_every_letter_of_our_own_tables() -> None:
    held = TTFont(FONTS / "NotoSansCJKsc-Regular.otf").getBestCmap().keys()
    assert set(ours()) <= held
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


# What carries a manifest


def test_a_file_without_a_manifest_carries_none(tmp_path: Path) -> None:
    path = tmp_path / "plain.docx"
    Document().save(str(path))
    assert carried(path) is None
    assert carried(tmp_path / "x.md", "<!-- further-manifest {not json} -->") is None
    assert carried(tmp_path / "x.md", "<!-- further-manifest [1] -->") is None


def test_a_manifest_is_found_after_word_renamed_its_part(pack: Pack, tmp_path: Path) -> None:
    import zipfile

    renamed = tmp_path / "renamed.docx"
    with zipfile.ZipFile(BytesIO(pack_file(pack, "docx"))) as old, zipfile.ZipFile(renamed, "w") as new:
        for entry in old.infolist():
            name = entry.filename.replace("further-manifest", "item7")
            new.writestr(name, old.read(entry).replace(b"further-manifest.xml", b"item7.xml"))
    found = carried(renamed)
    assert found
    assert len(found.quotes) == len({quoted.text for quoted in pack.quotes() if isinstance(quoted, Quoted)})
