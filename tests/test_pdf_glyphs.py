"""Figures and letters that a font draws raised by glyphs of their own, which the file gives as any others."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from assistant.checking.verbatim import NOTE_CALL, Verbatim
from corpus.pdf_file import read_pdf
from corpus.pdf_glyphs import Fonts
from corpus.report import Report
from tests.test_pdf_file import column, draw, read, words

TYPESET = """#set page(width: 15cm, height: 9cm)
The mission ran kitchens#footnote[Women ran them.] in 2024,#footnote[The year of the flood.] and 10#super[6] boats
carried COVID-19#footnote[A disease.] tests over 12 km#super[2] of water, H#sub[2]O, with 34 people in 2025."""


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("typeset")
    report = compiled(folder, TYPESET)
    assert "20242" in "".join(PdfReader(folder / "a.pdf").pages[0].extract_text().split()).replace(",", "")
    return report


def compiled(folder: Path, source: str) -> Report:
    path = folder / "a.pdf"
    path.with_suffix(".typ").write_text(source, "utf-8")
    typst.compile(path.with_suffix(".typ"), output=path, ignore_system_fonts=True)
    return read_pdf(path, "a.pdf")


def test_figures_raised_by_their_glyphs_are_no_part_of_those_before_them(typeset: Report) -> None:
    assert words(typeset)[0] == (
        "The mission ran kitchens¹ in 2024,² and 10⁶ boats carried COVID-19³ tests over 12 km² of water, H2O, "
        "with 34 people in 2025."
    )


def test_notes_that_such_figures_open_are_known_by_their_numbers(typeset: Report) -> None:
    assert [block.number for block in typeset.blocks] == ["", "1", "2", "3"]
    assert words(typeset)[1:] == ["Women ran them.", "The year of the flood.", "A disease."]


@pytest.mark.parametrize("draft", ["ran kitchens in 2024, and 10⁶ boats", "boats carried COVID-19 tests over"])
def test_a_quotation_may_leave_out_a_call_behind_figures(typeset: Report, draft: str) -> None:
    assert [exact.differences for exact in Verbatim(typeset).places(draft)] == [(NOTE_CALL,)]


LETTERED = """#set page(width: 15cm, height: 9cm)
It was planned#super[a] and spent#super[b], in the 1#super[st] year, as Nakata#super[me] said.

#text(size: 0.8em)[#super[a] Including the north.]

#text(size: 0.8em)[#super[b] Excluding the south.]"""


def test_letters_raised_by_their_glyphs_call_notes_and_ordinals_stay_words(tmp_path: Path) -> None:
    report = compiled(tmp_path, LETTERED)
    assert words(report) == [
        "It was plannedᵃ and spentᵇ, in the 1st year, as Nakatame said.",
        "Including the north.",
        "Excluding the south.",
    ]
    assert [block.number for block in report.blocks] == ["", "a", "b"]
    assert [exact.differences for exact in Verbatim(report).places("It was planned and spent")] == [(NOTE_CALL,)]


@pytest.mark.parametrize("name", ["asuperior", "a.superior", "a.sups"])
@pytest.mark.parametrize("said", [{"^": "a"}, None])
def test_a_glyphs_name_tells_a_raised_letter(tmp_path: Path, name: str, said: dict[str, str] | None) -> None:
    assert with_glyphs(tmp_path, {"^": name}, said) == "It ran kitchensᵃ in the harbour. It ended."


def test_a_raised_letter_of_ordinals_calls_a_note_behind_a_word_alone(tmp_path: Path) -> None:
    report = read(tmp_path, column("It was plannedª in the 3ª part and asked for again.", "It ended."))
    (place,) = Verbatim(report).places("was planned in the 3ª part")
    assert place.differences == (NOTE_CALL,)
    assert not list(Verbatim(report).places("in the 3 part and asked"))


def test_a_power_may_not_be_left_out(typeset: Report) -> None:
    assert list(Verbatim(typeset).places("and 10 boats carried")) == []


def with_glyphs(folder: Path, names: dict[str, str], said: dict[str, str] | None) -> str:
    """What is read of a line whose letters are drawn by glyphs of these names; `said`: what the file gives them as."""
    writer = PdfWriter()
    page = draw(writer, column(f"It ran kitchens{''.join(names)} in the harbour.", "It ended."))
    font = page["/Resources"]["/Font"]["/F1"]  # type: ignore[index]
    differences = [part for each in names for part in (NumberObject(ord(each)), NameObject(f"/{names[each]}"))]
    font[NameObject("/Encoding")] = DictionaryObject(
        {
            NameObject("/BaseEncoding"): NameObject("/WinAnsiEncoding"),
            NameObject("/Differences"): ArrayObject(differences),
        }
    )
    if said is not None:
        stream = DecodedStreamObject()
        entries = "\n".join(f"<{ord(code):02X}> <{ord(figure):04X}>" for code, figure in said.items())
        stream.set_data(f"{len(said)} beginbfchar\n{entries}\nendbfchar\nendcmap".encode())
        font[NameObject("/ToUnicode")] = writer._add_object(stream)
    writer.write(folder / "a.pdf")
    return words(read_pdf(folder / "a.pdf", "a.pdf"))[0]


@pytest.mark.parametrize("name", ["one.superior", "onesuperior", "one.sups", "one.numr"])
@pytest.mark.parametrize("said", [{"^": "1"}, None])
def test_a_glyphs_name_tells_a_raised_figure(tmp_path: Path, name: str, said: dict[str, str] | None) -> None:
    assert with_glyphs(tmp_path, {"^": name}, said) == "It ran kitchens¹ in the harbour. It ended."


@pytest.mark.parametrize("name", ["one", "one.onum", "one.tnum", "one.inferior", "oneeighth"])
def test_other_figures_stay_figures(tmp_path: Path, name: str) -> None:
    assert with_glyphs(tmp_path, {"^": name}, {"^": "1"}) == "It ran kitchens1 in the harbour. It ended."


def test_a_page_with_damaged_fonts_is_left_as_it_is() -> None:
    page = draw(PdfWriter(), column("It ended."))
    page["/Resources"]["/Font"]["/F1"][NameObject("/ToUnicode")] = NumberObject(7)  # type: ignore[index]
    Fonts().set_right(page)
    assert page["/Resources"]["/Font"]["/F1"]["/ToUnicode"] == 7  # type: ignore[index]


def test_a_font_is_read_by_the_encoding_that_the_file_names_for_it() -> None:
    page = draw(PdfWriter(), column("It ended."))
    font = page["/Resources"]["/Font"]["/F1"]  # type: ignore[index]
    program = DecodedStreamObject()
    program.set_data(b"%!PS-AdobeFont-1.0\n/Encoding 256 array\ndup 73 /A put\ndup 116 /B put\nreadonly def\neexec")
    font[NameObject("/FontDescriptor")] = DictionaryObject({NameObject("/FontFile"): program})
    assert page.extract_text() != "It ended."
    Fonts().set_right(page)
    assert page.extract_text() == "It ended."
