"""Arabic and Hebrew in PDFs, over runs that the tests place and over pages that Typst sets for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import typst

from corpus.html_file import html_report
from corpus.pdf_file import read_pdf
from corpus.pdf_lines import lines_of
from corpus.pdf_runs import Fragment
from corpus.report import Kind, Report
from corpus.right_to_left import Order
from corpus.text_file import text_report

FONTS = Path(__file__).parents[1] / "assistant" / "briefing" / "fonts"


def texts(*rows: list[tuple[str, float]]) -> list[str]:
    """Rows of (run, x) under each other, as lines."""
    drawn = []
    for number, row in enumerate(rows):
        drawn += [Fragment(text, x, 700 - 12 * number, 10, bold=False) for text, x in row]
        drawn.append(Fragment("\n", 0, 0, 10, bold=False))
    return [line.text for line in lines_of(drawn, 1)]


def typeset(folder: Path, body: str, width: str = "120mm") -> Report:
    source, path = folder / "set.typ", folder / "set.pdf"
    fonts = '#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 10pt)'
    source.write_text(f"#set page(width: {width}, height: 150mm, margin: 15mm)\n{fonts}\n{body}", "utf-8")
    typst.compile(source, output=path, font_paths=[FONTS], ignore_system_fonts=True)
    return read_pdf(path, path.name)


def paragraphs(report: Report) -> list[str]:
    return [report.text[block.span.start : block.span.end] for block in report.blocks]


NEAR = [("القوارب", 464.0), ("4,200", 422.0), ("12", 380.0), ("14", 355.0)]
EDGES = [("עד השפה השמאלית של העמוד", 60.0), ("כותרת של שורה ארוכה מאוד", 400.0)]  # as wide as the page's text


@pytest.mark.parametrize("number", ["12 -", "12-", "١٢ -"])
def test_a_paragraphs_number_is_told_from_its_words(tmp_path: Path, number: str) -> None:
    words = "قرأ مجلس الأمن القرار 2242 (2015). ولم يأت أحد."
    report = typeset(tmp_path, f'#set text(lang: "ar", dir: rtl)\n{number} {words}')
    for each in (report, text_report(f"{number} {words}", "a", "a"), html_report(f"<p>{number} {words}", "a", "a")):
        (block,) = each.blocks
        assert (block.number, each.quote(block.span).text) == (number, words)
        assert each.quote(block.span).paragraph == number.rstrip(" -")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            [("ة", 214.0), ("الموضوعي", 219), (" ", 257), ("العلامات", 260), (" ", 294), ("كلها", 304)],
            "كلها العلامات الموضوعية",
        ),
        ([(":", 411), (" ", 414), ("البعثة", 417), ("12", 398), ("في", 460)], "في البعثة: 12"),
        ([("لا", 430.0), ("إيبو", 430.0), (" ", 466), ("عن", 470)], "عن إيبولا"),
        ([("UN police", 400), (" ", 444), ("ל", 450), (" ", 457), ("פנו", 470)], "פנו ל UN police"),
        ([(" ", 500), ("الجدول", 503), ("1", 494), (" ", 490), ("موارد", 463)], "الجدول 1 موارد"),
        ([("11", 440), (" ", 452), ("2019", 455), (" ", 480), ("سنة", 484)], "سنة 2019 11"),
    ],
)
def test_drawn_spaces_say_where_words_from_the_right_end(row: list[tuple[str, float]], text: str) -> None:
    assert texts(EDGES, row)[1] == text


def test_the_cells_of_a_row_from_the_right_stay_apart() -> None:
    heads = [("النوع", 470.0), ("26", 366), ("/", 363), ("2025", 340), ("27", 316), ("/", 313), ("2026", 290)]
    row = [("القوارب", 460.0), ("200", 352.0), (" ", 350), ("1", 343), ("14", 320)]
    assert texts(EDGES, heads, row)[1:] == ["النوع 2025/26 2026/27", "القوارب 1 200 14"]


def test_a_label_is_a_cell_of_its_own_beside_a_figure_near_to_it() -> None:
    (line,) = lines_of([Fragment(text, x, 700, 10, bold=False) for text, x in NEAR], 1)
    assert [part.text for part in line.parts] == ["القوارب", "4,200", "12", "14"]


def test_a_line_of_both_directions_is_read_from_the_edge_where_it_begins() -> None:
    from_left = [("the police”", 60.0), (" – ", 110), ("القوات", 125), (" ", 160), ("الشرطة", 165)]
    from_right = [("the police", 440.0), (" ", 490), ("مع", 495), (" ", 505), ("تعمل", 510)]
    assert texts(EDGES, from_left, from_right)[1:] == ["the police” – الشرطة القوات", "تعمل مع the police"]


def test_a_full_line_is_read_as_the_line_that_it_goes_on_into() -> None:
    full = [("Supporting the work of the panel of experts here”", 60.0), (" – ", 330), ("الجزاءات", 345), ("كلها", 500)]
    below = [("والخبراء", 60.0)]
    assert texts(EDGES, full, below)[1] == "Supporting the work of the panel of experts here” – كلها الجزاءات"


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("staff )5 of them( spoke", "staff (5 of them) spoke"),
        ("about 85 )82%( agreed", "about 85 (82%) agreed"),
        ("police( who took part", "police) who took part"),
        ("a) the first (b) the second", "a) the first (b) the second"),
    ],
)
def test_brackets_close_behind_words_where_fonts_draw_both_directions(drawn: str, text: str) -> None:
    assert texts(EDGES, [(drawn, 60.0)])[1] == text


def test_brackets_stay_as_printed_where_nothing_runs_from_the_right() -> None:
    assert texts([("call f( x with )y", 60.0)]) == ["call f( x with )y"]


def test_arabic_as_typst_sets_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    first = "فتحت البعثة 11 مطبخا (منها 3 في الشمال) في عام 2019، وزار موظفوها كل قرية مرتين في الشهر."
    second = "قرأه مجلس MONUSCO في الميناء: القائمة غير مؤرخة؛ وهي مطبوعة في الوثيقة وحدها."
    report = typeset(tmp_path, f'#set text(lang: "ar", dir: rtl)\n{first}\n\n{second}')
    assert paragraphs(report) == [first, second]


def test_a_quotation_from_the_left_on_a_page_from_the_right_stays_whole(tmp_path: Path) -> None:
    quotation = "“Supporting (with 85 police) situational awareness through information sharing with the UN military”"
    report = typeset(
        tmp_path,
        '#set text(lang: "ar", dir: rtl)\nترد كل منها (تحت) اسم بعثتها.\n\n'
        f"#block[#set text(dir: ltr)\n{quotation} – الشرطة؛ القوات العسكرية]",
    )
    assert paragraphs(report)[1].startswith(quotation)
    assert paragraphs(report)[1].endswith("– الشرطة؛ القوات العسكرية")


@pytest.mark.parametrize(
    "text",
    [
        "فتحت البعثة أحد عشر مطبخا في المقاطعات الشمالية قبل موسم الأمطار، وزار موظفوها كل قرية مرتين في الشهر كله",
        "The mission opened eleven community kitchens before the rains came, and its officers walked to each village",
        "La mission a ouvert onze cuisines dans les districts du nord avant les pluies, et ses agents y sont venus",
    ],
)
def test_a_few_lines_set_far_apart_are_one_paragraph(tmp_path: Path, text: str) -> None:
    way = "rtl" if text[0] == "ف" else "ltr"
    report = typeset(tmp_path, f"#set par(leading: 2em)\n#set text(dir: {way})\n{text}.", width="95mm")
    assert paragraphs(report) == [f"{text}."]
    assert report.blocks[0].kind is Kind.PARAGRAPH


def test_lines_far_apart_that_end_their_sentences_stay_apart(tmp_path: Path) -> None:
    lines = ["The mission opened eleven community kitchens.", "Its officers walked to each village at night."]
    report = typeset(tmp_path, "#set par(spacing: 2em)\n" + "\n\n".join([*lines, "Nobody paid for any of the lamps."]))
    assert paragraphs(report)[:2] == lines


@pytest.mark.parametrize(
    "text",
    [
        "وبلغت التكلفة 1,250.50 دولار أي 12.5% من الميزانية.",
        "قرأ مجلس الأمن القرار 2242 (2015) والوثيقة S/2019/123، الفقرة 4 (أ).",
        "منذ ٣ سنوات (١٩٩٩–٢٠٠١)؛ وأضاف: «لم يأت أحد».",
        "هل جاءت البعثة؟ نعم! جاءت [أمس] مع «القوات» – كما قيل.",
        "بريد: info@un.org والهاتف +243 81 890 وموقع un.org.",
    ],
)
def test_marks_and_figures_stand_where_they_were_written(tmp_path: Path, text: str) -> None:
    around = "فتحت البعثة أحد عشر مطبخا في المقاطعات الشمالية قبل موسم الأمطار."
    written = text.replace("@", "\\@")
    report = typeset(tmp_path, f'#set text(lang: "ar", dir: rtl)\n{around}\n\n{written}\n\n{around}')
    assert paragraphs(report) == [around, text, around]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ([("האחרון", 300.0), (" (", 330), ("בצפון", 340), (") ", 370), ("מטבחים", 380)], "מטבחים (בצפון) האחרון"),
        ([("5", 340.0), ("7", 380), ("דרום", 440)], "דרום 7 5"),
        ([("٩", 300.0), ("–", 306), ("٨", 312), (" ", 318), ("سنة", 330)], "سنة ٨–٩"),
        ([(".", 300.0), ("«", 303), ("أحد", 310), (" ", 330), ("لم", 335), ("»", 348)], "«لم أحد»."),
    ],
)
def test_marks_between_words_from_the_right_are_read_from_there(row: list[tuple[str, float]], text: str) -> None:
    spaced = [("של", 470.0), (" ", 480), ("כל", 485), (" ", 495), ("עם", 500)]
    assert texts(EDGES, spaced, spaced, row)[3] == text


@pytest.mark.parametrize(
    ("runs", "drawn"),
    [
        (["مع", " )", "12", "( "], ["مع", ") ", "12", "( "]),
        (["12", ".(", "أ", ")."], ["12", ".(", "أ", ".)"]),
        (["مع", "١٢", "MONUSCO", "١٢"], ["مع", "١٢", "MONUSCO", "٢١"]),
        (["مع", " )\n"], ["مع", ") \n"]),
    ],
)
def test_marks_behind_letters_from_the_right_are_turned_back(runs: list[str], drawn: list[str]) -> None:
    order = Order()
    assert [order.as_drawn(text) for text in runs] == drawn


def test_a_run_that_ends_where_the_direction_changes_has_its_own_place_and_the_next_one_too() -> None:
    order, runs = Order(), list[Fragment]()
    for text, x, turned in ((".", 13.0, True), ("«", 10.0, False), ("أحد", 16.0, False)):
        runs.append(Fragment(text, x, 700, 10, bold=False))
        order.place(runs, turned=turned)
    assert [(run.text, run.x) for run in runs] == [(".", 10.0), ("«", 13.0), ("أحد", 16.0)]


@pytest.mark.parametrize(
    ("given", "placed"),
    [
        ((20.0, 50.0, 10.0), (10.0, 20.0, 50.0)),
        ((20.0, 50.0, 60.0, 10.0), (10.0, 20.0, 50.0, 60.0)),
    ],
)
def test_each_of_several_runs_that_end_so_has_the_place_that_the_one_before_gave(
    given: Sequence[float], placed: Sequence[float]
) -> None:
    order, runs = Order(), list[Fragment]()
    for x, turned in [*((x, True) for x in given[:-1]), (given[-1], False), (90.0, False)]:
        runs.append(Fragment("و", x, 700, 10, bold=False))
        order.place(runs, turned=turned)
    assert [run.x for run in runs] == [*placed, 90.0]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ([("ثم", 400.0), ("[", 415), ("المرفق", 420), ("] ", 450), ("في", 456)], "في [المرفق] ثم"),
        ([("ثم", 400.0), ("(", 415), ("المرفق", 420), (") ", 450), ("في", 456)], "في (المرفق) ثم"),
        ([("ואז", 400.0), ("[", 415), ("נספח", 420), ("]", 450), (" ", 454), ("בעיר", 458)], "בעיר [נספח] ואז"),
    ],
)
def test_brackets_of_both_kinds_are_read_as_their_places_say(row: list[tuple[str, float]], text: str) -> None:
    assert texts(EDGES, row)[1] == text


@pytest.mark.parametrize("mark", ["-", "–"])
def test_figures_of_a_wide_face_stand_no_farther_from_the_mark_behind_them(mark: str) -> None:
    years = [("2020", 400.0), (mark, 425.5), ("2019", 429), (" ", 455), ("الفترة", 458), (" ", 490), ("في", 494)]
    assert texts(EDGES, years)[1] == f"في الفترة 2019{mark}2020"


@pytest.mark.parametrize(("number", "end"), [("2026", 426.0), ("1,250.5", 439.5)])
def test_a_number_is_apart_from_the_word_that_a_gap_sets_before_it(number: str, end: float) -> None:
    row = [("قال", 370.0), (" ", 395.0), (number, 400.0), ("قدرها في عام", end), (" ", 480), ("ميزانية", 484)]
    assert texts(EDGES, row)[1] == f"ميزانية قدرها في عام {number} قال"


@pytest.mark.parametrize("words", ["المرفق الثاني ", "הנספח השני "])
def test_a_bracket_placed_among_the_letters_beside_it_parts_no_cells(words: str) -> None:
    row = [("[", 60.0), (words, 60.0), ("] ", 90.0), ("כותרת של שורה ארוכה מאוד ", 125.0)]
    drawn = [Fragment(text, x, 700, 10, bold=False) for text, x in row]
    (line,) = lines_of(drawn, 1)
    assert line.cells == 1


@pytest.mark.parametrize("number", ["1", "24"])
def test_a_paragraphs_number_at_the_right_opens_a_line_that_fills_its_page(number: str) -> None:
    words = [(" مليون دولار تراعي ", 60.0), ("1,250.5", 200), (" وطلبت الدول ميزانية قدرها ", 245)]
    row = [*words, ("-", 480), (" ", 484), (number, 487)]
    wider = [EDGES[0], (EDGES[1][0], 430.0)]  # as the widths of letters are estimates
    assert texts(wider, row)[1] == f"{number} - وطلبت الدول ميزانية قدرها 1,250.5 مليون دولار تراعي"


@pytest.mark.parametrize("words", ["(solar-diesel hybrid)", "Chad"])
def test_latin_words_left_of_which_a_stop_stands_are_read_from_the_right(words: str) -> None:
    wider = [EDGES[0], (EDGES[1][0], 450.0)]
    assert texts(wider, [(".", 383.0), (words, 386.0)])[1] == f"{words}."
