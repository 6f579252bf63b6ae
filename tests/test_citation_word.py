"""Citations for Word: the notes are footnotes of Word's own, the list has the style's italics."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from assistant.answer import Citation
from assistant.checking.docx_draft import docx_paragraphs
from assistant.citing.citation_styles import READ_BY_MACHINE, STYLES, cited
from assistant.citing.citation_word import citations_word
from corpus.metadata import Metadata
from corpus.report import Quote, Span

FACTS = {"d": Metadata("Study of peace", "World Body", "2020")}


def quote(text: str, page: int) -> Citation:
    return Citation(page, Quote(text, Span(0, len(text)), page), (), "d", "a", 1.0)


QUOTES = [quote("All was \x0bsaid.", 3), quote("No more.", 4)]


@pytest.mark.parametrize("style", STYLES)
def test_each_quote_has_its_note_and_the_document_its_entry_once(style: str, tmp_path: Path) -> None:
    path = tmp_path / "c.docx"
    path.write_bytes(citations_word(QUOTES, FACTS, style))
    expected = [cited(citation, FACTS["d"], style) for citation in QUOTES]
    paragraphs = [one for one in docx_paragraphs(path) if not one.place.startswith("footnote")]
    for paragraph, found in zip(paragraphs, expected, strict=False):
        words = found.words.replace("\x0b", "\ufffd")
        if style == "apa":
            assert (paragraph.text, paragraph.notes) == (f"{words} {found.note}", ())
        else:
            assert paragraph.text == words
            assert [note for _, note in paragraph.notes] == [found.note]
    listed = [one.text for one in paragraphs[2:]]
    assert listed == (["References", expected[0].entry] if expected[0].entry else [])


def test_the_title_is_in_italics_in_chicagos_list(tmp_path: Path) -> None:
    path = tmp_path / "c.docx"
    path.write_bytes(citations_word(QUOTES, FACTS, "chicago"))
    runs = [run.text for one in Document(str(path)).paragraphs for run in one.runs if run.italic]
    assert runs == ["Study of Peace"]


@pytest.mark.parametrize("style", STYLES)
def test_words_read_by_machine_say_so_in_word(style: str, tmp_path: Path) -> None:
    path = tmp_path / "c.docx"
    first, second = QUOTES
    path.write_bytes(
        citations_word([first, replace(second, quote=replace(second.quote, by_machine=True))], FACTS, style)
    )
    said = [f"{one.text} {' '.join(note for _, note in one.notes)}" for one in docx_paragraphs(path)]
    told = [one for one in said if READ_BY_MACHINE in one and not one.startswith("footnote")]
    assert all("No more." in one or "World Body" in one for one in told)
    assert any("No more." in one for one in told)
    assert not any("said." in one for one in told)
