"""Lines with holes into which letters of another font are drawn last, as LibreOffice does where a font lacks some.

Every letter of the fonts here is half as wide as high: five points.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from corpus.pdf_file import read_pdf
from tests.test_pdf_file import draw, words

HOLES = "BT 72 700 Td /F1 10 Tf [(Vi) -500 (t Nam) -700 (came to the harbour.)] TJ"


def read_stream(folder: Path, stream: str, *, widths: bool = True, numbered: bool = False) -> str:
    """What is read of a page with this content. `numbered`: the fonts' letters have numbers of two bytes."""
    writer = PdfWriter()
    page = draw(writer, [])
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    for name in fonts:
        if numbered:
            fonts[name] = _numbered(writer)
        elif widths:
            fonts[name][NameObject("/FirstChar")] = NumberObject(0)
            fonts[name][NameObject("/Widths")] = ArrayObject([NumberObject(500)] * 256)
    content = DecodedStreamObject()
    content.set_data(stream.encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(folder / "a.pdf")
    return " ".join(words(read_pdf(folder / "a.pdf", "a.pdf")))


def _numbered(writer: PdfWriter) -> DictionaryObject:
    says = DecodedStreamObject()
    says.set_data(
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n1 beginbfrange\n<0000> <00FF> <0000>\nendbfrange"
    )
    inner = {
        "/Type": NameObject("/Font"),
        "/Subtype": NameObject("/CIDFontType2"),
        "/DW": NumberObject(900),
        "/W": ArrayObject(
            [
                NumberObject(0),
                NumberObject(100),
                NumberObject(500),
                NumberObject(101),
                ArrayObject([NumberObject(500)] * 60),
            ]
        ),
    }
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/ToUnicode"): writer._add_object(says),
            NameObject("/DescendantFonts"): ArrayObject(
                [DictionaryObject({NameObject(key): value for key, value in inner.items()})]
            ),
        }
    )


def test_letters_of_another_font_stand_in_the_holes_that_were_left_for_them(tmp_path: Path) -> None:
    stream = f"{HOLES} 1 0 0 1 82 700 Tm /F2 10 Tf [(e) -2500 (*)] TJ ET"
    assert read_stream(tmp_path, stream) == "Viet Nam*came to the harbour."


def test_fonts_that_number_their_letters_say_how_wide_these_are_too(tmp_path: Path) -> None:
    def coded(text: str) -> str:
        return f"<{text.encode('utf-16-be').hex()}>"

    stream = (
        f"BT 72 700 Td /F1 10 Tf [{coded('Vi')} -500 {coded('t Nam came.')}] TJ "
        f"1 0 0 1 82 700 Tm /F2 10 Tf {coded('e')} Tj ET"
    )
    assert read_stream(tmp_path, stream, numbered=True) == "Viet Nam came."


def test_a_mark_above_the_line_stays_behind_its_letter(tmp_path: Path) -> None:
    stream = f"{HOLES} 1 0 0 1 82 700 Tm /F2 10 Tf (e) Tj 1 0 0 1 80 702 Tm (^) Tj 1 0 0 1 112 700 Tm (*) Tj ET"
    assert read_stream(tmp_path, stream) == "Vie^t Nam*came to the harbour."


@pytest.mark.parametrize(
    ("before", "after", "widths"),
    [
        ("", "1 0 0 1 300 700 Tm", True),  # behind the line
        ("", "1 0 0 1 90 700 Tm", True),  # on its letters
        ("0.5 Tc", "1 0 0 1 82 700 Tm", True),  # letters set apart: where the holes are is not known
        ("", "1 0 0 1 82 700 Tm", False),
    ],
)
def test_what_is_not_proved_to_lie_in_a_hole_stays_where_the_file_has_it(
    tmp_path: Path, before: str, after: str, widths: bool
) -> None:
    text = read_stream(tmp_path, f"{before} {HOLES} {after} /F2 10 Tf (e) Tj ET", widths=widths)
    assert "Viet" not in text
    assert text.rstrip().endswith("e")
