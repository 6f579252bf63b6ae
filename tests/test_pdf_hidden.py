"""Words that a PDF holds and its pages do not show, on pages of a few lines that the tests draw themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from corpus.pdf_file import read_pdf
from corpus.pdf_hidden import Unseen, unseen_note
from corpus.report import Kind, Report
from tests.test_pdf_file import FULL, LEFT, Drawn, column, draw, read

SHOWN = "The council met in the harbour."
HIDDEN = "Never to be read by anybody."


def text(words: str, y: float = 650, *, x: float = LEFT, before: str = "") -> str:
    return f"BT {before} /F1 10 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET"


def dictionary(entries: Mapping[str, PdfObject | str]) -> DictionaryObject:
    return DictionaryObject(
        {NameObject(key): NameObject(value) if type(value) is str else value for key, value in entries.items()}
    )


def read_stream(
    folder: Path, stream: str, *, state: str = "/OFF", policy: str = "", crop: tuple[float, ...] = ()
) -> Report:
    """A page of SHOWN and what `stream` draws; its layer /L is in the file's `state` list, within a policy or not."""
    writer = PdfWriter()
    page = draw(writer, [])
    layer = writer._add_object(dictionary({"/Type": "/OCG", "/Name": TextStringObject("draft")}))
    usual: dict[str, PdfObject | str] = {state: ArrayObject([layer])}
    if state == "/ON":
        usual["/BaseState"] = "/OFF"
    properties = dictionary({"/OCGs": ArrayObject([layer]), "/D": dictionary(usual)})
    writer.root_object[NameObject("/OCProperties")] = properties
    several = dictionary({"/Type": "/OCMD", "/OCGs": ArrayObject([layer]), "/P": policy}) if policy else layer
    form = DecodedStreamObject()
    form.update(dictionary({"/Type": "/XObject", "/Subtype": "/Form", "/OC": layer}))
    form.update({NameObject("/Resources"): page["/Resources"]})
    form.set_data(text(HIDDEN, 600).encode())
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/Properties")] = dictionary({"/L": several})
    resources[NameObject("/XObject")] = dictionary({"/Fm": writer._add_object(form)})
    content = DecodedStreamObject()
    content.set_data(f"{text(SHOWN, 700)}\n{stream}".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    if crop:
        page[NameObject("/CropBox")] = ArrayObject(map(FloatObject, crop))
    writer.write(folder / "a.pdf")
    return read_pdf(folder / "a.pdf", "a.pdf")


def with_picture(folder: Path, stream: str, *, mask: bool = False, veil: bool = False) -> Report:
    """A page of SHOWN and what `stream` draws; /P is a picture of one grey point, /G a state."""
    writer = PdfWriter()
    page = draw(writer, [])
    picture = DecodedStreamObject()
    picture.update(dictionary({"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}))
    picture.update({NameObject(key): NumberObject(n) for key, n in (("/Width", 1), ("/Height", 1))})
    picture.update({NameObject("/BitsPerComponent"): NumberObject(8)})
    picture.set_data(b"\x80")
    if mask:
        picture[NameObject("/SMask")] = writer._add_object(picture.clone(writer))
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/XObject")] = dictionary({"/P": writer._add_object(picture)})
    state = dictionary({"/ca": FloatObject(0.5 if veil else 1)})
    resources[NameObject("/ExtGState")] = dictionary({"/G": state})
    content = DecodedStreamObject()
    content.set_data(f"{text(SHOWN, 700)}\n{stream}".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(folder / "a.pdf")
    return read_pdf(folder / "a.pdf", "a.pdf")


OVER = "q 300 0 0 40 60 630 cm /P Do Q"  # over HIDDEN


@pytest.mark.parametrize(
    "stream",
    [
        f"{text(HIDDEN)} {OVER}",
        f"{text(HIDDEN)} q 60 630 300 40 re W n {OVER} Q",
        f"{text(HIDDEN)} q 1 0 0 1 60 630 cm /G gs 300 0 0 40 0 0 cm /P Do Q",
        f"{text(HIDDEN)} q 0 40 -300 0 360 630 cm /P Do Q",
    ],
)
def test_words_under_a_picture_are_left_out_and_told(tmp_path: Path, stream: str) -> None:
    report = with_picture(tmp_path, stream)
    assert report.text == SHOWN
    assert report.notes == ("Text that the pages do not show was left out: under a picture (page 1).",)


@pytest.mark.parametrize(
    "stream",
    [
        f"{OVER} {text(HIDDEN)}",  # on it
        f"{text(HIDDEN, 600)} {OVER}",  # beside it
        f"{text(HIDDEN)} q 60 630 30 40 re W n {OVER} Q",  # of the picture little is seen
        f"{text(HIDDEN)} q 0 0 m 9 9 l 0 9 l W n {OVER} Q",  # nobody here knows how much
        f"{text(HIDDEN)} q 595 0 0 842 0 0 cm /P Do Q",  # a scan over what was read from it
    ],
)
def test_words_on_and_beside_a_picture_and_those_of_a_scan_are_read(tmp_path: Path, stream: str) -> None:
    report = with_picture(tmp_path, stream)
    assert HIDDEN in report.text
    assert report.notes == ()


def test_words_are_read_through_a_picture_that_lets_them_through(tmp_path: Path) -> None:
    assert HIDDEN in with_picture(tmp_path, f"{text(HIDDEN)} {OVER}", mask=True).text
    assert HIDDEN in with_picture(tmp_path, f"{text(HIDDEN)} /G gs {OVER}", veil=True).text


LAYER = f"/OC /L BDC {text(HIDDEN)} EMC"


BOX = "60 640 300 20 re f"  # over HIDDEN


@pytest.mark.parametrize("colour", ["1 1 1 rg", "1 g", "0 0 0 0 k", "/Cs1 cs 1 1 1 sc", "1.0 1.000 1 rg"])
def test_white_words_on_the_bare_page_are_left_out_and_told(tmp_path: Path, colour: str) -> None:
    report = read_stream(tmp_path, f"q {colour} {text(HIDDEN)} Q {text('It met again.', 600)}")
    assert report.text == f"{SHOWN}\n\nIt met again."
    assert report.notes == ("Text that the pages do not show was left out: in white on white (page 1).",)


@pytest.mark.parametrize(
    "stream",
    [
        f"0 0 0.5 rg {BOX} 1 1 1 rg {text(HIDDEN)}",  # on a dark band
        f"0 g 60 640 m 360 640 l 200 700 l h f 1 g {text(HIDDEN)}",  # on some dark shape
        f"1 g {text(HIDDEN, before='1 Tr')}",  # with black edges
        f"1 g 0 g {text(HIDDEN)}",
        f"q 1 g Q {text(HIDDEN)}",
        f"/Cs1 cs 1 sc {text(HIDDEN)}",  # all the ink there is of one colour
    ],
)
def test_white_words_on_a_ground_and_words_that_are_not_white_are_read(tmp_path: Path, stream: str) -> None:
    report = read_stream(tmp_path, stream)
    assert HIDDEN in report.text
    assert report.notes == ()


@pytest.mark.parametrize(
    "box", [BOX, f"1 g {BOX}", "0 g 60 640 m 360 640 l 360 660 l 60 660 l h f*", f"0 g {BOX[:-1]}B"]
)
def test_words_under_a_filled_box_are_left_out_and_told(tmp_path: Path, box: str) -> None:
    report = read_stream(tmp_path, f"{text(HIDDEN)} {box}")
    assert report.text == SHOWN
    assert report.notes == ("Text that the pages do not show was left out: under a filled box (page 1).",)


@pytest.mark.parametrize(
    "stream",
    [
        f"0.9 g {BOX} 0 g {text(HIDDEN)}",  # on it
        f"{text(HIDDEN)} 60 652 300 1 re f",  # struck through
        f"{text(HIDDEN)} 60 640 300 20 re S",
        f"{text(HIDDEN)} 60 640 m 360 640 l 200 700 l h f",
        f"{text(HIDDEN)} q 60 640 9 20 re W n {BOX} Q",  # of the box little is seen
    ],
)
def test_words_on_a_box_or_beside_what_is_drawn_are_read(tmp_path: Path, stream: str) -> None:
    assert HIDDEN in read_stream(tmp_path, stream).text


def test_words_are_read_through_a_box_that_lets_them_through(tmp_path: Path) -> None:
    assert HIDDEN in with_picture(tmp_path, f"{text(HIDDEN)} /G gs {BOX}", veil=True).text
    assert HIDDEN not in with_picture(tmp_path, f"{text(HIDDEN)} /G gs {BOX}").text


def test_words_too_small_to_be_read_are_left_out_and_told(tmp_path: Path) -> None:
    report = read(
        tmp_path, [Drawn(SHOWN), Drawn(f"{HIDDEN} {HIDDEN}", LEFT, 600, 1), Drawn("It met again.", LEFT, 560)]
    )
    assert report.text == f"{SHOWN}\n\nIt met again."
    assert report.notes == ("Text that the pages do not show was left out: in letters too small to be read (page 1).",)
    assert HIDDEN in read(tmp_path, [Drawn(SHOWN, size=1.5), Drawn(HIDDEN, LEFT, 690, 1)]).text  # a page to be enlarged


@pytest.mark.parametrize("stream", [LAYER, f"/OC /L BDC q /Span <</MCID 1>> BDC {text(HIDDEN)} EMC Q EMC", "/Fm Do"])
def test_words_in_a_layer_that_is_off_are_left_out_and_told(tmp_path: Path, stream: str) -> None:
    report = read_stream(tmp_path, stream)
    assert report.text == SHOWN
    assert report.notes == ("Text that the pages do not show was left out: in layers that are switched off (page 1).",)


@pytest.mark.parametrize(
    ("state", "policy", "seen"),
    [
        ("/ON", "", True),
        ("/OFF", "/AnyOn", False),
        ("/OFF", "/AllOn", False),
        ("/OFF", "/AnyOff", True),
        ("/OFF", "/AllOff", True),
        ("/ON", "/AllOff", False),
    ],
)
def test_layers_are_shown_as_the_file_opens(tmp_path: Path, state: str, policy: str, seen: bool) -> None:
    report = read_stream(tmp_path, LAYER, state=state, policy=policy)
    assert (HIDDEN in report.text) is seen
    assert bool(report.notes) is not seen


def test_words_behind_a_layer_are_shown(tmp_path: Path) -> None:
    assert "It rained." in read_stream(tmp_path, f"{LAYER} {text('It rained.', 550)}").text


@pytest.mark.parametrize("place", [(LEFT, 900), (LEFT, -20), (700, 600), (-400, 600)])
def test_words_beyond_the_page_are_left_out_and_told(tmp_path: Path, place: tuple[float, float]) -> None:
    report = read(tmp_path, [*column(SHOWN), Drawn(HIDDEN, *place)])
    assert report.text == SHOWN
    assert report.notes == ("Text that the pages do not show was left out: beyond the page's edges (page 1).",)


def with_a_form(folder: Path, form: str, around: str) -> Report:
    """Two streams of operators: what the form /Fm draws, and a page that draws it."""
    writer = PdfWriter()
    page = draw(writer, [])
    held = DecodedStreamObject()
    held.update(dictionary({"/Type": "/XObject", "/Subtype": "/Form", "/Resources": page["/Resources"]}))
    held.set_data(form.encode())
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/XObject")] = dictionary({"/Fm": writer._add_object(held)})
    content = DecodedStreamObject()
    content.set_data(around.encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(folder / "a.pdf")
    return read_pdf(folder / "a.pdf", "a.pdf")


def test_words_of_a_form_whose_place_is_not_known_are_shown(tmp_path: Path) -> None:
    around = f"{text(SHOWN, 700)} q 0.1 0 0 0.1 0 0 cm /Fm Do Q {text('Beyond.', 2000)}"
    assert with_a_form(tmp_path, text("It rained.", 2000), around).text.split("\n\n") == [SHOWN, "It rained."]


def test_a_figures_own_words_head_nothing(tmp_path: Path) -> None:
    """A figure is a form of its own; its legend may be as large as a heading, or as bold."""
    figure = f"{text('Rainfall', 300).replace('10 Tf', '16 Tf')} {text('Wet season', 280).replace('F1', 'F2')}"
    around = f"{large('Findings', 740)} {text(SHOWN, 700)} q 1 0 0 1 0 0 cm /Fm Do Q {text(SHOWN, 200)}"
    report = with_a_form(tmp_path, figure, around)
    assert headings(report) == ["Findings"]
    assert "Rainfall" in report.text
    assert "Wet season" in report.text
    assert all(report.words_of(block.headings) in ((), ("Findings",)) for block in report.blocks)


def test_a_figures_words_go_on_with_no_sentence_and_each_of_its_rows_of_figures_stands_alone(tmp_path: Path) -> None:
    rows = ["oats 25 27 29 1.5x", "rye 5 8 8 -", "maize 10 25 100 2.25x"]
    figure = " ".join(text(row, 300 - 12 * place) for place, row in enumerate(rows))
    around = f"{text(FULL, 700)} /Fm Do {text('in the valley, and it rained.', 688)}"
    report = with_a_form(tmp_path, figure, around)
    assert report.text.split("\n\n") == [FULL, *rows, "in the valley, and it rained."]


def test_where_whole_pages_are_forms_their_headings_are_headings(tmp_path: Path) -> None:
    report = with_a_form(tmp_path, f"{large('Findings', 740)} {text(SHOWN, 700)}", "/Fm Do")
    assert headings(report) == ["Findings"]


def large(words: str, y: float) -> str:
    return text(words, y).replace("/F1 10 Tf", "/F2 16 Tf")


def headings(report: Report) -> list[str]:
    return [report.text[block.span.start : block.span.end] for block in report.blocks if block.kind is Kind.HEADING]


@pytest.mark.parametrize("place", [(LEFT, 835), (LEFT, 2), (560, 600), (-30, 600)])
def test_words_that_reach_the_page_are_shown(tmp_path: Path, place: tuple[float, float]) -> None:
    report = read(tmp_path, [*column(SHOWN), Drawn(HIDDEN, *place)])
    assert HIDDEN in report.text
    assert report.notes == ()


def test_words_that_are_cropped_away_are_left_out(tmp_path: Path) -> None:
    assert read_stream(tmp_path, text(HIDDEN, 100), crop=(0, 300, 595, 842)).text == SHOWN


@pytest.mark.parametrize("nudge", [(0, 0), (1, -1), (2, -2)])
def test_a_shadow_is_read_once_and_told(tmp_path: Path, nudge: tuple[float, float]) -> None:
    over = [Drawn(SHOWN, LEFT + nudge[0], 650 + nudge[1]), *column(f"{FULL}.", top=620)]
    report = read(tmp_path, [Drawn(SHOWN, LEFT, 650), *over], column("Another page."))
    assert report.text.count(SHOWN) == 1
    assert report.notes == ("Text that the pages do not show was left out: drawn twice at one place (page 1).",)


@pytest.mark.parametrize(
    "drawn",
    [
        "(It opened in May.) Tj 0.3 0 Td (It opened in May.) Tj -0.3 -20 Td",
        "(It opened in May.) Tj 1 0 0 1 72.3 650 Tm [(It ) 20 (opened)] TJ ( in May.) Tj 1 0 0 1 72 630 Tm",
        "(It opened ) Tj 1 0 0 1 72 650.4 Tm (It opened ) Tj 52 0 Td (in May.) Tj 0.3 0 Td (in May.) Tj -52 -20 Td",
    ],
)
def test_a_shadow_in_one_object_with_the_words_is_read_once(tmp_path: Path, drawn: str) -> None:
    report = read_stream(tmp_path, f"BT /F1 10 Tf 1 0 0 1 72 650 Tm {drawn} (Then it closed.) Tj ET")
    assert report.text.split("\n\n")[1:] == ["It opened in May.", "Then it closed."]
    assert len(report.notes) == 1


@pytest.mark.parametrize("drawn", ["(No, no. ) Tj 40 0 Td (No, no. ) Tj", "(No, no. ) Tj 0 -12 Td (No, no. ) Tj"])
def test_the_same_words_beside_or_below_in_one_object_are_read_again(tmp_path: Path, drawn: str) -> None:
    report = read_stream(tmp_path, f"BT /F1 10 Tf 1 0 0 1 72 650 Tm {drawn} ET")
    assert report.text.count("No, no.") == 2
    assert report.notes == ()


def test_the_same_words_at_another_place_are_read_again(tmp_path: Path) -> None:
    report = read(tmp_path, [Drawn("Yes", LEFT, 650), Drawn("Yes", LEFT + 40, 650), Drawn("Yes", LEFT, 600)])
    assert report.text.count("Yes") == 3
    assert report.notes == ()


@pytest.mark.parametrize("words", [SHOWN, "council met", "Thecouncilmet"])
def test_words_without_ink_over_the_same_words_are_left_out(tmp_path: Path, words: str) -> None:
    report = read_stream(tmp_path, text(words, 699, before="3 Tr"))
    assert report.text == SHOWN
    assert len(report.notes) == 1


def test_words_without_ink_are_read_where_nothing_visible_says_them(tmp_path: Path) -> None:
    report = read_stream(tmp_path, f"q {text(HIDDEN, before='3 Tr')} Q {text('It rained.', 550)}")
    assert report.text.split("\n\n") == [SHOWN, HIDDEN, "It rained."]
    assert report.notes == ()


def test_one_line_tells_what_was_left_out_and_where() -> None:
    pages = [{Unseen.TWICE, Unseen.LAYER}, set(), *[{Unseen.TWICE}] * 6]
    assert unseen_note(pages) == [
        "Text that the pages do not show was left out: in layers that are switched off (page 1); "
        "drawn twice at one place (pages 1, 3, 4, 5, 6 and others)."
    ]
    assert unseen_note([set(), set()]) == []
