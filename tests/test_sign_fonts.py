"""Letters of fonts of signs are the signs that they draw, in Word and in PDFs."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking.verbatim import NOTE_CALL, Verbatim
from corpus.sign_fonts import sign, with_signs
from tests.test_html_file import read as page
from tests.test_word_file import blocks, paragraph, report


@pytest.mark.parametrize(
    ("code", "font", "drawn"),
    [
        (0xF0B3, "Symbol", "≥"),
        (0xB3, "SymbolMT", "≥"),
        (0xF061, "/ABCDEF+SymbolMT", "α"),
        (0xF0E0, "Wingdings", "→"),
        (0xF0FC, " Wingdings-Regular", "✔"),
        (0xF0E0, "Wingdings 2", "\ufffd"),
        (0xF0E0, "Webdings", "\ufffd"),
        (0xF041, "Wingdings", "\ufffd"),
    ],
)
def test_a_code_is_the_sign_that_its_font_draws(code: int, font: str, drawn: str) -> None:
    assert sign(code, font) == drawn


def test_letters_of_private_use_are_signs_and_others_stay() -> None:
    assert with_signs("a\uf0b3\uf0ffb", "Symbol") == "a≥\uf0ffb"
    assert with_signs("a\uf0b3b", "Calibri") == "a\uf0b3b"


def test_a_font_of_signs_alone_has_no_letters() -> None:
    assert with_signs("\xe0 \xfc\uf0e0→A", "/ABCDEF+Wingdings-Regular") == "→ ✔→→\ufffd"
    assert with_signs("\xe0 A", "Symbol") == "\xe0 A"


def test_signs_of_a_word_file_are_read_and_one_that_is_unknown_is_told(tmp_path: Path) -> None:
    named = '<w:p><w:r><w:t>It cost </w:t><w:sym w:font="{}" w:char="{}"/><w:t> 5 million.</w:t></w:r></w:p>'
    fonts = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
    typed = f"<w:p><w:r>{fonts}<w:t>\uf0a3</w:t></w:r><w:r><w:t> 7 million.</w:t></w:r></w:p>"
    unknown = named.format("Webdings", "F0E0")
    read = report(tmp_path, named.format("Symbol", "F0B3") + typed + unknown)
    assert [words for _, _, _, words in blocks(read)] == [
        "It cost ≥ 5 million.",
        "≤ 7 million.",
        "It cost \ufffd 5 million.",
    ]
    assert read.notes == (
        "1 sign cannot be read, as only its font knows it: \ufffd stands there. Check quotes with it in Word.",
    )


@pytest.mark.parametrize("bullet", ["o", "§", "Ø", "ü"])
def test_a_letter_before_a_tab_is_a_bullet_of_such_a_font(tmp_path: Path, bullet: str) -> None:
    tab = "</w:t><w:tab/><w:t>"
    read = report(tmp_path, paragraph(f"{bullet}{tab}to see.") + paragraph(f"{bullet} to see."))
    first, second = blocks(read)
    assert (first[0], first[3]) == ("item", "to see.")
    assert second[3] == f"{bullet} to see."


def test_comments_and_files_within_a_word_file_are_told(tmp_path: Path) -> None:
    comments = f'<w:comment w:id="1">{paragraph("Is this so?")}</w:comment>'
    read = report(tmp_path, paragraph("It left.") + "<w:altChunk/>", comments=comments)
    assert read.text == "It left."
    assert read.notes == (
        "A comment beside the text, not read: Word shows them.",
        "Another file is shown within the text, not read. Open it in Word, save it again as .docx.",
    )


def test_notes_that_libreoffice_exports_stand_apart_with_their_numbers() -> None:
    note = (
        '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" href="#x">1</a>See the ledger.</p></div>'
    )
    assert [(block.number, page(note).quote(block.span).text) for block in page(note).blocks] == [
        ("1", "See the ledger.")
    ]


def test_notes_of_google_docs_stand_apart_with_their_numbers() -> None:
    call = '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>'
    note = '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;See the ledger.</span></p></div>'
    read = page(f"<p>It dug{call} wells.</p><hr>{note}<p>It left.</p>")
    assert [(block.number, read.quote(block.span).text) for block in read.blocks] == [
        ("", "It dug[1] wells."),
        ("1", "See the ledger."),
        ("", "It left."),
    ]


@pytest.mark.parametrize(("raised", "shown"), [("3–5", "³⁻⁵"), ("12-14", "¹²⁻¹⁴"), ("3, 4", "³, ⁴")])
def test_several_notes_are_called_by_raised_signs(tmp_path: Path, raised: str, shown: str) -> None:
    rises = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{raised}</w:t></w:r>'
    word = report(tmp_path, paragraph(f"The kitchens</w:t></w:r>{rises}<w:r><w:t>."))
    for read in (word, page(f"<p>The kitchens<sup>{raised}</sup>.</p>")):
        assert read.text == f"The kitchens{shown}."
        (place,) = Verbatim(read).places("The kitchens.")
        assert place.differences == (NOTE_CALL,)
