"""A Word draft as it would be printed: text, notes, text boxes; deletions left out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from assistant.checking.docx_draft import docx_paragraphs
from assistant.checking.quotations import Paragraph
from corpus.unreadable import UnreadableReport

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def draft(path: Path, body: str, notes: str = "") -> list[Paragraph]:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        if notes:
            package.writestr("word/footnotes.xml", f"<w:footnotes {_W}>{notes}</w:footnotes>")
    return docx_paragraphs(path)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_words_that_word_cuts_into_runs_are_whole(tmp_path: Path) -> None:
    assert draft(tmp_path / "d.docx", f"<w:p>{run('hate ')}{run('spe')}{run('ech')}</w:p>") == [
        Paragraph("hate speech", "paragraph 1")
    ]


def test_deleted_words_are_left_out_and_inserted_ones_read(tmp_path: Path) -> None:
    body = f"<w:p>{run('four ')}<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>{run('new')}</w:ins></w:p>"
    assert [paragraph.text for paragraph in draft(tmp_path / "d.docx", body)] == ["four new"]


def test_a_note_is_read_and_belongs_to_where_it_is_referred_to(tmp_path: Path) -> None:
    body = f'<w:p>{run("said")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" so")}</w:p>'
    separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes = f'{separator}<w:footnote w:id="2"><w:p>{run("World Bank")}</w:p></w:footnote>'
    assert draft(tmp_path / "d.docx", body, notes) == [
        Paragraph("said so", "paragraph 1", notes=((4, "World Bank"),)),
        Paragraph("World Bank", "footnote 1"),
    ]


def test_a_paragraph_in_a_style_for_quotations_is_a_block_quotation(tmp_path: Path) -> None:
    style = '<w:pPr><w:pStyle w:val="IntenseQuote"/></w:pPr>'
    (paragraph,) = draft(tmp_path / "d.docx", f"<w:p>{style}{run('words')}</w:p>")
    assert paragraph.block_quotation


def test_cells_of_a_table_are_read(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr><w:tc><w:p>{run('in a cell')}</w:p></w:tc></w:tr></w:tbl>"
    assert [paragraph.text for paragraph in draft(tmp_path / "d.docx", body)] == ["in a cell"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 WordDocument", "an old Word file"),
        (b"PK\x03\x04 cut short", "damaged"),
    ],
)
def test_a_locked_an_old_and_a_damaged_file_are_told_apart(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "d.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableReport, match=said):
        docx_paragraphs(path)


def test_a_package_that_unpacks_to_far_more_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.checking.docx_draft._LARGEST_PART", 100)
    with pytest.raises(UnreadableReport, match="unpacks to more"):
        draft(tmp_path / "d.docx", "<w:p/>" * 100)


def test_xml_nested_without_end_is_damage(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="damaged"):
        draft(tmp_path / "d.docx", f"<w:p>{'<w:ins>' * 3000}{run('x')}{'</w:ins>' * 3000}</w:p>")


def test_a_part_whose_bytes_are_spoilt_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "d.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<w:document/>" * 500)
    spoilt = bytearray(path.read_bytes())
    spoilt[50:60] = b"\xff" * 10
    path.write_bytes(spoilt)
    with pytest.raises(UnreadableReport, match="damaged"):
        docx_paragraphs(path)
