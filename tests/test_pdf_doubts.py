"""What a PDF holds beside its text, and what is doubtful about it, is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from corpus.opening import Opening
from corpus.pdf_doubts import doubts
from corpus.pdf_file import read_pdf
from corpus.report import Report
from corpus.unreadable import UnreadableReport
from tests.test_pdf_file import FULL, LEFT, Drawn, column, words, written

SENTENCE = column(f"First {FULL}", "ends.")


def copied(folder: Path, *drawn: Drawn) -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(written(folder, drawn)))


def read(folder: Path, writer: PdfWriter) -> Report:
    path = folder / "changed.pdf"
    writer.write(path)
    return read_pdf(path, "changed.pdf")


def annotated(folder: Path, **entries: object) -> Report:
    writer = copied(folder, *SENTENCE)
    note = DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})
    note[NameObject("/Rect")] = ArrayObject([FloatObject(place) for place in (LEFT, 400, 300, 420)])
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return read(folder, writer)


@pytest.mark.parametrize(
    "entries",
    [
        {"Subtype": NameObject("/FreeText"), "Contents": TextStringObject("Paid by the council.")},
        {"Subtype": NameObject("/Widget"), "FT": NameObject("/Tx"), "V": TextStringObject("Paid by the council.")},
        {"Subtype": NameObject("/Widget"), "FT": NameObject("/Ch"), "V": TextStringObject("Paid by the council.")},
    ],
)
def test_what_is_typed_into_fields_and_notes_is_read(tmp_path: Path, entries: dict[str, object]) -> None:
    assert words(annotated(tmp_path, **entries)) == [f"First {FULL} ends.", "Paid by the council."]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_is_typed_into_a_part_of_a_field_is_read(tmp_path: Path, depth: int) -> None:
    typed = {NameObject("/FT"): NameObject("/Tx"), NameObject("/V"): TextStringObject("Paid by the council.")}
    field = DictionaryObject(typed)
    for _ in range(depth - 1):
        field = DictionaryObject({NameObject("/Parent"): field})
    report = annotated(tmp_path, Subtype=NameObject("/Widget"), Parent=field)
    assert words(report) == [f"First {FULL} ends.", "Paid by the council."]


@pytest.mark.parametrize(("state", "told"), [("/Yes", True), ("/1", True), ("/Off", False), ("", False)])
def test_a_ticked_box_is_told(tmp_path: Path, state: str, told: bool) -> None:
    shown = {"AS": NameObject(state)} if state else {}
    report = annotated(tmp_path, Subtype=NameObject("/Widget"), FT=NameObject("/Btn"), **shown)
    assert report.notes == ("A box of a form is ticked, not read: a viewer shows which.",) * told


def texts(*words: str) -> ArrayObject:
    return ArrayObject(TextStringObject(each) for each in words)


OPTIONS = ArrayObject([texts("1", "Water"), texts("2", "Lamps"), texts("3", "Roads")])


@pytest.mark.parametrize(
    ("entries", "chosen"),
    [
        ({"V": TextStringObject("2"), "Opt": OPTIONS}, "Lamps"),
        ({"V": texts("1", "3"), "Opt": OPTIONS}, "Water, Roads"),
        ({"V": texts("Water", "Roads"), "Opt": texts("Water", "Lamps", "Roads")}, "Water, Roads"),
        ({"I": ArrayObject([NumberObject(0), NumberObject(1)]), "Opt": OPTIONS}, "Water, Lamps"),
        ({"V": TextStringObject("Bread"), "Opt": OPTIONS}, "Bread"),
    ],
)
def test_what_is_chosen_in_a_list_is_read_as_a_viewer_shows_it(
    tmp_path: Path, entries: dict[str, object], chosen: str
) -> None:
    report = annotated(tmp_path, Subtype=NameObject("/Widget"), FT=NameObject("/Ch"), **entries)
    assert words(report) == [f"First {FULL} ends.", chosen]


def test_a_choice_that_the_form_prints_elsewhere_is_read_where_it_is_chosen(tmp_path: Path) -> None:
    writer = copied(tmp_path, *SENTENCE, Drawn("Lamps", LEFT, 100))
    field = {"Subtype": NameObject("/Widget"), "FT": NameObject("/Ch"), "V": TextStringObject("Lamps")}
    note = DictionaryObject({NameObject(f"/{key}"): value for key, value in field.items()})
    note[NameObject("/Rect")] = ArrayObject([FloatObject(place) for place in (LEFT, 400, 300, 420)])
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    assert words(read(tmp_path, writer)).count("Lamps") == 2


@pytest.mark.parametrize(
    ("entries", "named"),
    [
        ({"AS": NameObject("/Yes"), "T": TextStringObject("consent")}, "consent"),
        (
            {"AS": NameObject("/Yes"), "T": TextStringObject("c"), "TU": TextStringObject("Consent given")},
            "Consent given",
        ),
        ({"AS": NameObject("/Africa"), "T": TextStringObject("region")}, "region: Africa"),
        ({"AS": NameObject("/1"), "T": TextStringObject("region"), "Opt": texts("Asia", "Africa")}, "region: Africa"),
        (
            {
                "AS": NameObject("/On"),
                "T": TextStringObject("yes"),
                "Parent": DictionaryObject({NameObject("/T"): TextStringObject("consent")}),
            },
            "consent.yes",
        ),
    ],
)
def test_a_ticked_box_is_told_by_its_name(tmp_path: Path, entries: dict[str, object], named: str) -> None:
    report = annotated(tmp_path, Subtype=NameObject("/Widget"), FT=NameObject("/Btn"), **entries)
    assert words(report) == [f"First {FULL} ends."]
    assert report.notes == (
        f"A box of a form is ticked: {named}. These are the file's names for them, no words of the page; "
        "a viewer shows more.",
    )


@pytest.mark.parametrize(
    "entries",
    [
        {"Subtype": NameObject("/FreeText"), "RC": TextStringObject("<body><p>Rich.</p></body>")},
        {"Subtype": NameObject("/Stamp"), "AP": DictionaryObject()},
    ],
)
def test_notes_whose_words_are_not_read_are_told(tmp_path: Path, entries: dict[str, object]) -> None:
    report = annotated(tmp_path, **entries)
    assert words(report) == [f"First {FULL} ends."]
    assert report.notes == ("A comment beside the pages' text, not read: a viewer shows them.",)


def test_a_hidden_note_and_a_button_are_not_read(tmp_path: Path) -> None:
    hidden = {"Subtype": NameObject("/FreeText"), "Contents": TextStringObject("Hidden."), "F": NumberObject(2)}
    assert words(annotated(tmp_path, **hidden)) == [f"First {FULL} ends."]
    button = {"Subtype": NameObject("/Widget"), "FT": NameObject("/Btn"), "V": NameObject("/Yes")}
    assert words(annotated(tmp_path, **button)) == [f"First {FULL} ends."]


@pytest.mark.parametrize(("key", "name"), [("/F", "costs.xls"), ("/UF", "coûts.xls")])
def test_a_file_pinned_to_a_page_is_told(tmp_path: Path, key: str, name: str) -> None:
    file = DictionaryObject({NameObject("/Type"): NameObject("/Filespec"), NameObject(key): TextStringObject(name)})
    report = annotated(tmp_path, Subtype=NameObject("/FileAttachment"), FS=file)
    assert report.notes == (
        f"This PDF holds another file ({name}), not read. Save what is wanted from it and add that.",
    )


@pytest.mark.parametrize(
    "kind", ["/Text", "/Highlight", "/StrikeOut", "/Square", "/Circle", "/Polygon", "/Line", "/Ink", "/Stamp", "/Popup"]
)
def test_comments_of_who_read_it_are_told_and_not_read(tmp_path: Path, kind: str) -> None:
    report = annotated(tmp_path, Subtype=NameObject(kind), Contents=TextStringObject("Is this so?"))
    assert words(report) == [f"First {FULL} ends."]
    assert report.notes == ("A comment beside the pages' text, not read: a viewer shows them.",)


@pytest.mark.parametrize("kind", ["/Link", "/Watermark"])
def test_what_a_link_says_of_itself_is_no_comment(tmp_path: Path, kind: str) -> None:
    report = annotated(tmp_path, Subtype=NameObject(kind), Contents=TextStringObject("To the annex."))
    assert report.notes == ()


def test_a_window_over_a_comment_is_none_of_its_own(tmp_path: Path) -> None:
    comment = {NameObject("/Contents"): TextStringObject("Is this so?")}
    report = annotated(
        tmp_path,
        Subtype=NameObject("/Popup"),
        Contents=TextStringObject("Is this so?"),
        Parent=DictionaryObject(comment),
    )
    assert report.notes == ()


@pytest.mark.parametrize(
    ("names", "said"), [(["a.txt"], "another file (a.txt)"), (["a.txt", "b.xls"], "2 other files")]
)
def test_attached_files_are_told(tmp_path: Path, names: list[str], said: str) -> None:
    writer = copied(tmp_path, *SENTENCE)
    for name in names:
        writer.add_attachment(name, b"words")
    (note,) = read(tmp_path, writer).notes
    assert said in note


def pictured(folder: Path, *drawn: Drawn) -> Report:
    writer = copied(folder, *drawn)
    pictured_on(writer, 0)
    return read(folder, writer)


def pictured_on(writer: PdfWriter, page: int) -> None:
    picture = StreamObject()
    picture[NameObject("/Subtype")] = NameObject("/Image")
    resources = writer.pages[page]["/Resources"]
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/I"): writer._add_object(picture)})  # type: ignore[index]


@pytest.mark.parametrize(
    "marks",
    [
        "Figure 1: kitchens",
        "Figure 1. The harbour in May.",
        "Tableau 2. Tous les maires.",
        "l . ' i",
        "Scanned by CamScanner",
    ],
)
def test_a_picture_with_a_few_marks_is_refused_in_a_line(tmp_path: Path, marks: str) -> None:
    with pytest.raises(UnreadableReport, match=r"few marks, probably a scan\. Give --ocr"):
        pictured(tmp_path, Drawn(marks))


@pytest.mark.parametrize("text", ["A PDF with a JPEG image.", f"{FULL} {FULL}"])
def test_a_picture_beside_a_sentence_is_read(tmp_path: Path, text: str) -> None:
    assert words(pictured(tmp_path, Drawn(text))) == [text]


def test_a_page_that_is_a_picture_is_told_and_what_it_says_beside_it_is_given(tmp_path: Path) -> None:
    whole = written(tmp_path, SENTENCE, [Drawn("Map")])
    writer = PdfWriter(clone_from=PdfReader(whole))
    pictured_on(writer, 1)
    path = tmp_path / "changed.pdf"
    writer.write(path)
    told = "is a picture with a few words beside it. Words in pictures cannot be quoted unless OCR is run first."
    for part, shown in ((Opening(), [f"First {FULL} ends.", "Map"]), (Opening("", 2, 2), ["Map"])):
        report = read_pdf(path, "changed.pdf", None, part)
        assert words(report) == shown
        assert f"Page 2 {told}" in report.notes


def test_a_part_of_pictures_without_a_word_is_refused_with_what_to_do(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(written(tmp_path, SENTENCE, [])))
    pictured_on(writer, 1)
    path = tmp_path / "changed.pdf"
    writer.write(path)
    with pytest.raises(UnreadableReport, match=r"1 page but no text, probably a scan\. Give --ocr"):
        read_pdf(path, "changed.pdf", None, Opening("", 2, 2))


def with_form(folder: Path, words_of_page: str, *, anew: bool) -> PdfWriter:
    writer = copied(folder, *column(words_of_page, "Your viewer may not be able to show this form."))
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): TextStringObject("x")})
    writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(anew)
    return writer


@pytest.mark.parametrize(
    ("words_of_page", "anew"), [("Please wait...", False), ("Veuillez patienter...", True), ("Bitte warten...", True)]
)
def test_a_form_of_one_program_is_refused_in_a_line(tmp_path: Path, words_of_page: str, anew: bool) -> None:
    with pytest.raises(UnreadableReport, match="dynamic XFA"):
        read(tmp_path, with_form(tmp_path, words_of_page, anew=anew))


@pytest.mark.parametrize("words_of_page", ["It was filled in by hand.", "Veuillez remplir."])
def test_a_form_whose_pages_show_it_is_read(tmp_path: Path, words_of_page: str) -> None:
    assert words_of_page in read(tmp_path, with_form(tmp_path, words_of_page, anew=False)).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" ".join(["\u10d0b\u10d2c", "\u05d0\u043b\u03c9\u05d2", "\u0e01x\u05e9\u0e02"] * 9), "garbled"),
        (
            "Themissionopenedelevencommunitykitchens inthenorthernandthesoutherndistricts so",
            "spaces between words are missing",
        ),
        ("Die Donaudampfschifffahrtsgesellschaft fuhr im Sommer immer wieder nach Wien und zurück in das Land.", ""),
        ("وتMMبين الموارد والميزانية والعمMMليات، وتنشMMر كل عام.", "garbled"),
        ("المرفق الث cc اني والأفرق cc ة التي تعم cc ل في البلد.", "garbled"),
        ("محرك سعته 250 cc في كل مركبة. " * 9, ""),
        ("東京のレストランで会議がありました。 " * 9, ""),
        ("The μm and the Ωcm were measured. " * 9, ""),
    ],
)
def test_letters_and_spaces_that_no_page_shows_are_told(text: str, said: str) -> None:
    notes = doubts(text)
    assert all(said in note for note in notes)
    assert bool(notes) == bool(said)
