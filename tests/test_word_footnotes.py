"""Footnotes that Word itself numbers: the part, what refers to it, and what the reader of drafts makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.checking.docx_draft import docx_paragraphs
from assistant.files.word_footnotes import Footnotes


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    document = Document()
    footnotes = Footnotes(document)
    paragraph = document.add_paragraph("“Shuttle diplomacy”")
    footnotes.add(paragraph, "Leaflet, p. 2 & <3>")
    paragraph.add_run(" and “mobile courts”")
    footnotes.add(paragraph, "Ibid., p. \x0b4", "fr-FR")
    footnotes.write()
    document.save(str(tmp_path / "noted.docx"))
    return tmp_path / "noted.docx"


def test_each_note_stands_behind_the_words_that_it_belongs_to(noted: Path) -> None:
    first, *notes = docx_paragraphs(noted)
    assert first.text == "“Shuttle diplomacy” and “mobile courts”"
    assert first.notes == ((19, "Leaflet, p. 2 & <3>"), (39, "Ibid., p. \ufffd4"))
    assert [note.place for note in notes] == ["footnote 1", "footnote 2"]


def test_the_part_is_one_that_word_knows_and_is_related_to_the_document(noted: Path) -> None:
    related = [
        relation
        for relation in Document(str(noted)).part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES
    ]
    assert [relation.target_part.content_type for relation in related] == [CONTENT_TYPE.WML_FOOTNOTES]
    part = parse_xml(related[0].target_part.blob)
    assert [note.get(qn("w:id")) for note in part] == ["-1", "0", "1", "2"]
    assert [language.get(qn("w:val")) for language in part.iter(qn("w:lang"))] == ["en-GB", "fr-FR"]


def test_marks_and_notes_have_the_styles_that_word_gives_them(noted: Path) -> None:
    document = Document(str(noted))
    named = {style.style_id for style in document.styles if style.name in ("footnote text", "footnote reference")}
    used = {style.get(qn("w:val")) for style in document.element.iter(qn("w:rStyle"))}
    assert len(named) == 2
    assert used < named


def test_a_document_without_notes_gets_no_part() -> None:
    document = Document()
    Footnotes(document).write()
    assert not any(relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES for relation in document.part.rels.values())
