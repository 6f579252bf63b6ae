"""A content stream read in one go says what pypdf reads of it, operator by operator; what it does not know is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PageObject, PdfWriter
from pypdf.generic import ContentStream, DecodedStreamObject, NameObject

from corpus.pdf_content import LONGEST_STREAM, operations, read_contents, with_text_objects_joined
from corpus.pdf_drawing import RULE, Drawing
from corpus.pdf_file import read_pdf
from tests.test_pdf_file import column, draw

KEPT = {b"BT", b"ET", b"Tf", b"Td", b"TD", b"Tm", b"T*", b"Tj", b"TJ", b"q", b"Q", b"cm", b"Tc", b"Do", b"BDC", b"EMC"}


def by_pypdf(stream: bytes) -> list[tuple[Any, bytes]]:
    content = DecodedStreamObject()
    content.set_data(stream)
    found = ContentStream(content, None, "bytes").operations
    return [(operands, operator) for operands, operator in found if operator in KEPT]


@pytest.mark.parametrize(
    "stream",
    [
        b"q 0.00000912 0 612 792 re W* n BT /F1 5.04 Tf 1 0 0 1 123.38 -.3 Tm 0 G [( )] TJ ET Q",
        b"BT /F1 12 Tf[<0030>-22<00 44>-17<005>+3.5(a)]TJ 12 0 Td(b)Tj 0 -12 TD(c)' T* ET",
        rb"BT (a\(b\)c\\) Tj (nested (once) here) Tj (\101\60\0012\777 \q\n\/) Tj ET",
        b"BT (broken \\\r\nline \\\nand \\\rall\r\n) Tj <> Tj () Tj ET",
        b"0.249 Tc[<00240011>] TJ .5 0 0 .5 0 0 cm /Fm0 Do",
        b"[3 2] 0 d /Cs1 cs 0.1 0.2 scn 10 10 m 20 20 l S BT (a) Tj ET",
    ],
)
def test_a_stream_is_read_as_pypdf_reads_it(stream: bytes) -> None:
    found = operations(stream)
    assert found is not None
    assert [each for each in found if each[1] in KEPT] == by_pypdf(stream)


@given(st.binary(max_size=30))
def test_any_string_has_the_bytes_that_pypdf_finds(text: bytes) -> None:
    stream = b"(" + text.replace(b"(", b"").replace(b")", b"") + b" ) Tj"
    found = operations(stream)
    assert found is None or found == by_pypdf(stream)


@given(
    st.lists(
        st.sampled_from([b"1", b"-.5", b"(a)", b"<41>", b"[", b"]", b"<<", b">>", b"/N", b"Tj", b"TJ", b"%", b"Q"])
    )
)
def test_any_order_of_tokens_is_read_as_pypdf_reads_it_or_left(tokens: list[bytes]) -> None:
    found = operations(b" ".join(tokens))
    if found is None or b"<<" in tokens or b">>" in tokens:
        return
    assert found == by_pypdf(b" ".join(tokens))


@pytest.mark.parametrize(
    "stream",
    [
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI BT (a) Tj ET",
        b"1.2.3 0 Td",
        b"--5 0 Td",
        b"[(a) null] TJ",
        b"(a (b (c) d) e) Tj",
        b"% a remark\n(a) Tj",
        b"(never closed Tj",
        b"/F#20 1 Tf",
        b" " * (LONGEST_STREAM + 1),
    ],
)
def test_what_is_not_known_is_left_to_pypdf(stream: bytes) -> None:
    assert operations(stream) is None


@pytest.mark.parametrize(
    ("stream", "rules"),
    [
        (b"60 700 400 1.5 re f", [[60, 700, 400, 1.5]]),
        (b"60 700 400 -1.5 re 60 680 400 1 re f*", [[60, 700, 400, -1.5], [60, 680, 400, 1]]),
        (b"60 700 m 460 700 l S", [[60, 700, 400, 0]]),
        (b"60 700 m 460 700 l 460 701 l 60 701 l h f", [[60, 700, 400, 1]]),
        (b"60 700 400 1.5 re W n BT (a) Tj ET", []),  # only limits what is seen
        (b"60 700 400 90 re f 60 700 1 400 re f", [[60, 700, 1, 400]]),  # a box and a line that stands
        (b"60 700 m 60 640 l S", [[60, 640, 0, 60]]),
        (b"60 700 m 260 700 460 700 500 700 c S", []),
        (b"60 700 400 90 re S", []),
        (b"60 700 4.0.0 1.5 re f", []),
    ],
)
def test_level_and_upright_lines_are_told_beside_what_draws_text(stream: bytes, rules: list[list[float]]) -> None:
    found = operations(stream)
    assert found is not None
    assert [rule for operands, operator in found if operator == RULE for rule in operands] == rules


@pytest.mark.parametrize(
    ("between", "left"),
    [
        (b"ET Q q BT /F2 9 Tf", b"BT /F2 9 Tf"),
        (b"ET Q Q q q BT /F2 9 Tf", b"BT /F2 9 Tf"),
        (b"ET BT /F2 9 Tf", b"BT /F2 9 Tf"),
        (b"ET Q q BT (b) Tj", b"ET Q q BT (b) Tj"),
        (b"ET Q q 2 Tc BT /F2 9 Tf", b"ET Q q 2 Tc BT /F2 9 Tf"),
        (b"2 Tc ET Q q BT /F2 9 Tf", b"2 Tc ET Q q BT /F2 9 Tf"),
        (b"ET Q BT /F2 9 Tf", b"ET Q BT /F2 9 Tf"),
        (b"ET Q /Fm0 Do q BT /F2 9 Tf", b"ET Q /Fm0 Do q BT /F2 9 Tf"),
    ],
)
def test_text_objects_that_differ_in_their_font_alone_are_one(between: bytes, left: bytes) -> None:
    first, last = b"q q BT /F1 9 Tf 60 700 Td (a) Tj ", b" 90 700 Td (c) Tj ET Q Q"
    assert with_text_objects_joined(operations(first + between + last) or []) == operations(first + left + last)


_SETTINGS = [b"q", b"Q", b"BT", b"ET", b"/F1 9 Tf", b"/F2 12 Tf", b"/F3 Tf", b"2 Tc", b"1 0 0 1 9 9 cm"]
_RUNS = [b"(a) Tj", b"[(b)-300(c)] TJ", b"1 0 0 1 60 700 Tm", b"1 0 0 1 60 640 Tm", b"30 0 Td"]
_OBJECTS = [b"BT /F1 9 Tf 1 0 0 1 60 700 Tm (d) Tj ET", b"BT /F2 12 Tf 1 0 0 1 90 700 Tm (e) Tj ET"]


@given(
    st.lists(
        st.sampled_from([*_SETTINGS, *_RUNS, *(each for text in _OBJECTS for each in (text, b"q " + text + b" Q"))])
    )
)
def test_pypdf_draws_the_same_of_text_objects_joined(parts: list[bytes]) -> None:
    page = draw(PdfWriter(), column("A line."))
    found = operations(b" ".join(parts)) or []
    assert _drawn(page, with_text_objects_joined(found)) == _drawn(page, found)


def _drawn(page: PageObject, found: list[tuple[list[Any], bytes]]) -> list[tuple[Any, ...]]:
    """Each run that pypdf tells of, with its place, font and size."""
    stream, runs = ContentStream(None, page.pdf), []
    stream.operations = found
    page[NameObject("/Contents")] = stream
    page.extract_text(visitor_text=lambda text, *where: runs.append((text, *map(str, where))) if text else None)
    return runs


def test_what_a_marked_passage_stands_for_is_read() -> None:
    stream = b"/Span <</MCID 1/Lang (en-GB)>> BDC EMC /Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC"
    found = operations(stream)
    assert found is not None
    assert [operands for operands, operator in found if operator == b"BDC"] == [
        ["/Span", {}],
        ["/Span", {"/ActualText": b"\xfe\xff\x00\xad"}],
    ]


@pytest.mark.parametrize("mark", [b"/Span <</MCID 1>>", b"/Span <</ActualText (b)>>", b"/OC /Layer", b"/Lbl <<>>"])
def test_marks_are_passed_over_on_a_page_where_they_say_nothing(mark: bytes) -> None:
    page = draw(PdfWriter(), column("A line."))
    stream = DecodedStreamObject()
    stream.set_data(mark + b" BDC BT (a) Tj ET EMC")
    page[NameObject("/Contents")] = stream
    read_contents(page)
    found = page["/Contents"].operations  # type: ignore[attr-defined]
    marks = [operator for _, operator in found if operator in (b"BDC", b"EMC")]
    assert marks == ([] if b"MCID" in mark else [b"BDC", b"EMC"])


def test_letters_that_kerning_moves_apart_are_drawn_as_one_string_and_as_wide() -> None:
    shown: list[Any] = [b"M", -22, b"an", 15, b"d", -300, b"ate", -59, b"d"]
    Drawing()(b"TJ", [shown], [], [])
    assert shown[:3] == [b"Mand", -300, b"ated"]
    assert sum(shown[3:]) == pytest.approx(-22 + 15 - 59)
    assert all(moved > -60 for moved in shown[3:])


def test_letters_in_a_size_of_nothing_stay_as_they_are() -> None:
    drawing, shown = Drawing(), [b"M", -22, b"an"]
    drawing(b"Tf", ["/F1", 0], [], [])
    drawing(b"TJ", [shown], [], [])
    assert shown == [b"M", -22, b"an"]


def test_a_page_whose_stream_is_left_to_pypdf_reads_the_same(tmp_path: Path) -> None:
    texts = []
    for remark in (b"", b"% a remark\n"):
        writer = PdfWriter()
        page = draw(writer, column("The council met in the rain.", "It spoke of wells."))
        stream = DecodedStreamObject()
        stream.set_data(remark + page["/Contents"].get_data())  # type: ignore[attr-defined]
        page[NameObject("/Contents")] = writer._add_object(stream)
        writer.write(tmp_path / "a.pdf")
        texts.append(read_pdf(tmp_path / "a.pdf", "a.pdf").text)
    assert texts[0] == texts[1] == "The council met in the rain. It spoke of wells."
