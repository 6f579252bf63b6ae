"""What designers set beside the running text, on pages of a few lines that the tests draw themselves."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from corpus.page_layout import without_margin_numbers
from corpus.pdf_file import read_pdf
from corpus.pdf_lines import lines_of
from corpus.pdf_runs import Fragment, Line
from corpus.printed_words import MAYBE_SPACE, WordsInUse
from corpus.report import Kind, Report
from corpus.report_builder import tidy
from corpus.running_heads import without_running_heads
from tests.test_pdf_file import FULL, LEFT, TOP, Drawn, column, read, words, written


def run(text: str, x: float, y: float, size: float = 10.0) -> Fragment:
    return Fragment(text, x, y, size, bold=False)


@pytest.mark.parametrize("size", [8.0, 10.0, 14.0])
def test_words_that_are_lines_of_their_own_are_one_line(size: float) -> None:
    x, pieces = 60.0, []
    for word in "The harbour council met in the rain".split():
        pieces += [run(word, x, 700, size), run("\n", 0, 0, size)]
        x += pieces[-2].width + 0.25 * size
    assert [tidy(line.text) for line in lines_of(pieces, 1)] == ["The harbour council met in the rain"]


def test_chinese_letters_that_are_lines_of_their_own_are_one_line() -> None:
    pieces = [
        part for place, letter in enumerate("每个村庄") for part in (run(letter, 60 + 10 * place, 700), run("\n", 0, 0))
    ]
    assert [line.text for line in lines_of(pieces, 1)] == ["每个村庄"]


@pytest.mark.parametrize(
    ("number", "words_at", "line"), [("1", 8, "1 Wells"), ("1.1", 16, "1.1 Wells"), ("1", 6, "1Wells")]
)
def test_a_headings_number_set_apart_without_a_space_is_none_of_its_words(
    number: str, words_at: float, line: str
) -> None:
    (found,) = lines_of([run(number, 60, 700), run("Wells", 60 + words_at, 700)], 1)
    assert (found.text, found.noted) == (line, line == "1Wells")


@pytest.mark.parametrize("word", ["CO", "PISA", "of vitamin B"])
def test_a_figure_on_the_line_of_its_word_calls_no_note(word: str) -> None:
    before = run(word, 60, 700)
    drawn = [before, run("2", 60 + before.width, 700), run(" rose.\n", 70 + before.width, 700)]
    lines = lines_of([*drawn, run("2", 60, 104, 5), run("See annex.", 66, 100, 8)], 1)
    assert tidy(lines[0].text) == f"{word}2 rose."


def test_a_cell_of_words_far_from_the_last_is_no_part_of_its_line_and_a_figure_is() -> None:
    assert len(lines_of([run("North\n", 60, 700), run("South\n", 300, 700)], 1)) == 2
    (row,) = lines_of([run("Boats of the north\n", 60, 700), run("12\n", 300, 700)], 1)
    assert (row.text, row.cells) == ("Boats of the north 12", 2)


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_lines_in_the_margin_are_left_out(step: int) -> None:
    pieces = [
        part
        for row in range(5)
        for part in (run(f"{step * (row + 1)}\n", 30, 700 - 12 * row), run(f"{FULL}\n", 60, 700 - 12 * row))
    ]
    assert [line.text for line in lines_of(pieces, 1)] == [FULL] * 5


def test_the_figures_of_a_table_are_no_numbers_of_lines() -> None:
    years = [run(f"{year}\n", 30, 700 - 12 * place) for place, year in enumerate((12, 4, 30, 7))]
    pieces = [*years, run("Wells\n", 60, 700)]
    assert without_margin_numbers(pieces) == pieces


@pytest.mark.parametrize(
    ("letter", "rest"), [("T", "he delegates"), ("M", "embers"), ("A", "ll of them"), ("“W", "e came")]
)
def test_a_drop_cap_begins_its_word(tmp_path: Path, letter: str, rest: str) -> None:
    cap = [Drawn(letter, LEFT, TOP - 24, 33)]
    beside = column(f"{rest} {FULL}", FULL, x=LEFT + 24, top=TOP - 2)
    report = read(tmp_path, [*cap, *beside, *column(FULL, "in all the north.", top=TOP - 26)])
    assert words(report)[0].startswith(f"{letter}{rest} and the mission")


@pytest.mark.parametrize("cap", ["T", "«T"])
@pytest.mark.parametrize("place", [0, 1, 2, 5])
def test_a_drop_cap_begins_its_word_wherever_the_file_draws_it(tmp_path: Path, place: int, cap: str) -> None:
    title = [Drawn("Of wells and of lamps", LEFT, TOP + 30, 16, "F2")]
    beside = column(f"he delegates {FULL}", FULL, FULL, x=LEFT + 24, top=TOP - 2)
    drawn = [*title, *beside, *column("in all the north.", top=TOP - 38)]
    report = read(tmp_path, [*drawn[:place], Drawn(cap, LEFT, TOP - 24, 33), *drawn[place:]])
    assert words(report)[1:] == [f"{cap}he delegates {' '.join([FULL] * 3)} in all the north."]


def initial(letter: str, first: str, *elsewhere: str, at: float, spans: int = 2, place: int = 0) -> list[Drawn]:
    """A paragraph of four lines behind a large initial, which the file draws at a place among them on the baseline of
    the last line beside it."""
    size = {2: 26.4, 3: 43.0}[spans]
    beside = column(f"{first} {FULL}", *[FULL] * (spans - 1), x=LEFT + at * size)
    drawn = [*beside, *column(*[FULL] * (4 - spans), "in the north.", top=TOP - 12 * spans)]
    cap = Drawn(letter, LEFT, TOP - 12 * (spans - 1), size)
    return [*drawn[:place], cap, *drawn[place:], *column(*elsewhere, top=500)]


@pytest.mark.parametrize("spans", [2, 3])
@pytest.mark.parametrize("place", [0, 1, 2, 3, 5])
@pytest.mark.parametrize(
    ("letter", "first", "read_as"),
    [
        ("T", "he council", "The council"),
        ("L’", "organisation", "L’organisation"),
        ("L'", "Union", "L'Union"),
        ("«L’", "acqua", "«L’acqua"),
        ("L", "’organisation", "L’organisation"),
    ],
)
def test_a_drop_cap_with_an_apostrophe_begins_its_word_beside_whichever_line_it_is_drawn(
    tmp_path: Path, letter: str, first: str, read_as: str, place: int, spans: int
) -> None:
    drawn = initial(letter, first, at=0.55 + 0.3 * (len(letter) - 1), spans=spans, place=place)
    assert words(read(tmp_path, drawn)) == [f"{read_as} {' '.join([FULL] * 4)} in the north."]


@pytest.mark.parametrize("spans", [2, 3])
@pytest.mark.parametrize(
    ("letter", "first", "elsewhere", "at", "read_as"),
    [
        ("A", "mong them", "They were among a report of friends.", 0.8, "Among them"),
        ("A", "report", "They were among a report of friends.", 0.8, "A report"),
        ("A", "MONG THEM", "They were among a report of friends.", 0.8, "AMONG THEM"),
        ("A", "REPORT", "They were among a report of friends.", 0.8, "A REPORT"),
        ("A", "way", "They saw a way, and a way back, and went away.", 0.8, "A way"),
        ("A", "way", "They went away, and far away, and a way was long.", 0.8, "Away"),
        ("I", "n May", "But in May they ran.", 0.4, "In May"),
        ("A", "mong them", "They ran.", 0.7, "Among them"),  # no room for a space
        ("A", "Malian", "They ran.", 0.7, "A Malian"),
        ("A", " lantern", "They ran.", 0.7, "A lantern"),  # which the file draws
        ("S", "he came", "But he ran.", 0.8, "She came"),
    ],
)
def test_a_drop_cap_is_a_word_of_its_own_where_the_document_or_the_distance_says_so(
    tmp_path: Path, letter: str, first: str, elsewhere: str, at: float, read_as: str, spans: int
) -> None:
    drawn = initial(letter, first, elsewhere, at=at, spans=spans)
    assert words(read(tmp_path, drawn))[0].startswith(f"{read_as} and the mission")


def test_a_line_that_begins_a_space_behind_the_next_one_has_a_space_before_it(tmp_path: Path) -> None:
    beside = [Drawn(f"lantern {FULL}", LEFT + 23), Drawn(FULL, LEFT + 20, TOP - 12)]
    report = read(tmp_path, [Drawn("A", LEFT, TOP - 12, 26.4), *beside, *column("ends.", top=TOP - 24)])
    assert words(report)[0].startswith("A lantern and")


@pytest.mark.parametrize(
    ("drawn", "sentence"),
    [
        ("i m p o r t a n t", "important"),
        ("A N N E X  O F  T H E  R E P O R T", "ANNEX OF THE REPORT"),
        ("O n  t h e  r o a d", "On the road"),
        ("A B C D E", "A B C D E"),
        ("Y N N Y", "Y N N Y"),
        ("a b or c", "a b or c"),
    ],
)
def test_letters_set_apart_are_words_and_those_of_a_tables_head_are_none(drawn: str, sentence: str) -> None:
    assert [tidy(line.text) for line in lines_of([run(drawn, 60, 700)], 1)] == [sentence]


@pytest.mark.parametrize("caption", ["Figure 1: The wells of the north", "Table 2. Lamps", "Map 3"])
def test_a_caption_at_a_columns_end_leads_into_no_paragraph(tmp_path: Path, caption: str) -> None:
    left = [*column(*[FULL[:40]] * 13, "in the north.", x=60), Drawn(caption, 60, 500, 9)]
    right = column(f"Every school {FULL[:30]}", FULL[:40], "in the south.", x=330)
    assert caption in words(read(tmp_path, [*left, *right]))


def test_a_pull_quote_cuts_no_sentence(tmp_path: Path) -> None:
    body = column(*[FULL] * 6, "ends here.", x=LEFT)
    aside = [Drawn("Nobody slept", 450, TOP - 42, 14), Drawn("for nights", 450, TOP - 62, 14)]
    report = read(tmp_path, [*body[:3], *aside, *body[3:]])
    assert f"{' '.join([FULL] * 6)} ends here." in words(report)
    assert "Nobody slept for nights" in words(report)


@pytest.mark.parametrize("rows", [4, 6, 9])
def test_columns_written_row_by_row_are_read_one_after_the_other(tmp_path: Path, rows: int) -> None:
    left = column(*[f"left words number {row} of the long" for row in range(rows)], "and left ends.", x=60)
    right = column(*[f"right words number {row} of the long" for row in range(rows)], "and right ends.", x=330)
    report = read(tmp_path, [part for pair in zip(left, right, strict=True) for part in pair])
    assert words(report) == [
        " ".join([*(f"{side} words number {row} of the long" for row in range(rows)), f"and {side} ends."])
        for side in ("left", "right")
    ]


@pytest.mark.parametrize("measure", [30, 40])
def test_lines_of_a_column_are_not_short_beside_those_of_the_whole_page(tmp_path: Path, measure: int) -> None:
    lines = [f"{word} {FULL}"[:measure] for word in ("The", "And", "So", "Then", "While", "Whence")]
    lines[2] = f"{lines[2][:-3]}up."  # a sentence ends with the line, its paragraph does not
    over = column(*[FULL] * 3, "and ends here.", top=TOP)
    left, right = (column(*lines, top=TOP - 60, x=x) for x in (LEFT, 330))
    found = words(read(tmp_path, [*over, *left, *right]))
    assert found[1].startswith(" ".join(lines[:4]))


def test_a_head_on_its_side_is_a_head_too() -> None:
    def line(text: str, page: int, y: float, angle: int = 0) -> Line:
        return Line(text, page, 60, y, 10, bold=False, angle=angle)

    pages = [
        [line("A/80/605", n, 790), line(f"Body {'abcdef'[n]} of the page", n, 600), line(f"{n}/5 26-01035", n, 30)]
        for n in range(1, 5)
    ]
    turned = [line("A/80/605", 5, -96, -90), line("5/5 26-01035", 5, -552, -90), line("Organization chart", 5, 540)]
    kept = without_running_heads([*pages, turned])
    assert [each.text for each in kept[-1]] == ["Organization chart"]


@pytest.mark.parametrize("folio", ["1", "- 1 -", "Page 1 of 1"])
def test_a_page_number_alone_at_the_foot_is_left_out(tmp_path: Path, folio: str) -> None:
    report = read(tmp_path, [*column(f"First {FULL}", "ends."), Drawn(folio, 300, 40)])
    assert words(report) == [f"First {FULL} ends."]


def test_a_figure_that_is_no_page_number_stays(tmp_path: Path) -> None:
    assert "17" in words(read(tmp_path, [*column(f"First {FULL}", "ends."), Drawn("17", 300, 40)]))


@pytest.mark.parametrize("total", ["Total", "Total (gross)", "Grand total 4 444"])
def test_a_total_is_no_heading(tmp_path: Path, total: str) -> None:
    report = read(tmp_path, [*column(total, font="F2", size=12), *column(f"First {FULL}", "ends.", top=660)])
    assert words(report, Kind.HEADING) == []


def drawn_raw(folder: Path, operators: bytes) -> Report:
    writer = PdfWriter(clone_from=PdfReader(written(folder, column("x"))))
    stream = DecodedStreamObject()
    stream.set_data(operators)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    path = folder / "raw.pdf"
    writer.write(path)
    return read_pdf(path, "raw.pdf")


@pytest.mark.parametrize(
    ("operators", "sentence"),
    [
        (b"(COVID\xad19, so\xadcalled and follow\xadup.)Tj", "COVID-19, so-called and follow-up."),
        (
            b"(a COVID\xad19 plan, a decision\xadmak\xad)Tj T* (ing body, pre\xadtrial.)Tj",
            "a COVID-19 plan, a decision-making body, pre-trial.",
        ),
        (b"(the com\xad)Tj T* (munity met well-being.)Tj", "the community met well-being."),
        (b"(the com)Tj /Span<</ActualText<FEFF00AD>>>BDC( )Tj EMC (munity met.)Tj", "the community met."),
        (b"(The har)Tj /Span<</ActualText<FEFF200D>>>BDC( )Tj EMC (bour met.)Tj", "The harbour met."),
        # Hindi as browsers set it: a letter and its sign by two glyphs, one of which says nothing.
        (b"/Span<</ActualText<FEFF0938092E093F>>>BDC(s)Tj 9 0 Td(x)Tj EMC 9 0 Td(  met.)Tj", "समि met."),
        (
            b"(The north-)Tj T* (western and the twenty-)Tj T* (first board.)Tj",
            "The north-western and the twenty-first board.",
        ),
        (b"(The decision-)Tj T* (makers met.)Tj", "The decision-makers met."),
        (b"[(The)-120(mission)-120(opened)-120(kitchens.)]TJ", "The mission opened kitchens."),
        (b"(The kitchens)Tj /F1 6 Tf 4 Ts (5)Tj 0 Ts /F1 10 Tf ( opened here.)Tj", "The kitchens⁵ opened here."),
        (
            b"(The staff planned)Tj /F1 6 Tf 4 Ts (a)Tj 0 Ts /F1 10 Tf ( for the spring.)Tj",
            "The staff plannedᵃ for the spring.",
        ),
        (
            b"(The staff planned)Tj /F1 6 Tf 4 Ts (3,4)Tj 0 Ts /F1 10 Tf ( for the spring.)Tj",
            "The staff planned³,⁴ for the spring.",
        ),
        (
            b"(The staff planned)Tj /F1 6 Tf 4 Ts (3-5)Tj 0 Ts /F1 10 Tf ( for the spring.)Tj",
            "The staff planned³⁻⁵ for the spring.",
        ),
        (b"(On the 19)Tj /F1 6 Tf 4 Ts (th)Tj 0 Ts /F1 10 Tf ( they met.)Tj", "On the 19th they met."),
        (b"(Le 1)Tj /F1 6 Tf 4 Ts (e)Tj 0 Ts /F1 10 Tf ( jour fut long.)Tj", "Le 1e jour fut long."),
        (b"(The CO)Tj /F1 6 Tf -3 Ts (2)Tj 0 Ts /F1 10 Tf ( is low.)Tj", "The CO2 is low."),
        (b"(T)Tj ET BT /F1 7 Tf 1 0 0 1 72 700 Tm 6.2 0 Td (HE HARBOUR OPENED.)Tj", "THE HARBOUR OPENED."),
        (b"(re)Tj ET BT /F3 10 Tf 1 0 0 1 72 700 Tm 8.9 0 Td (search went on.)Tj", "research went on."),
        (b"(un)Tj ET BT /F2 10 Tf 1 0 0 1 60 700 Tm 10 0 Td 13.2 0 Td (happy people.)Tj", "unhappy people."),
        (b"(The)Tj ET BT /F2 10 Tf 1 0 0 1 72 700 Tm 19.5 0 Td (happy people.)Tj", "The happy people."),
    ],
)
def test_words_are_read_as_the_page_shows_them(tmp_path: Path, operators: bytes, sentence: str) -> None:
    assert words(drawn_raw(tmp_path, b"BT /F1 10 Tf 15 TL 1 0 0 1 72 700 Tm " + operators + b" ET")) == [sentence]


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        (b"0 0 m 3 3 l f", [Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM]),  # a bullet that is a picture
        (b"BT /F1 10 Tf 1 0 0 1 72 %d Tm (\x95) Tj ET", [Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM]),
        (b"", [Kind.PARAGRAPH]),
    ],
)
def test_a_label_without_letters_is_a_bullet(tmp_path: Path, label: bytes, kinds: list[Kind]) -> None:
    def line(text: bytes, y: int) -> bytes:
        return b"BT /F1 10 Tf 1 0 0 1 84 %d Tm (%s) Tj ET " % (y, text)

    operators = line(b"They decided to buy these:", 700)
    for text, y in ((b"lamps for all the schools", 688), (b"keys for the harbour", 676)):
        drawn = label % y if b"%d" in label else label
        operators += (b"/Lbl <</MCID 1>> BDC " + drawn + b" EMC " if label else b"") + line(text, y)
    report = drawn_raw(tmp_path, operators)
    assert [block.kind for block in report.blocks] == kinds
    assert len(kinds) == 1 or words(report, Kind.ITEM) == ["lamps for all the schools", "keys for the harbour"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("pr ovisional measures", "provisional measures"),
        ("measures solicit ed by all", "measures solicited by all"),
        ("they break down here", "they break down here"),
        ("to be set up again", "to be set up again"),
    ],
)
def test_a_word_torn_by_a_gap_is_whole_where_the_document_says_so(line: str, sentence: str) -> None:
    elsewhere = ["The provisional plan was solicited.", "A breakdown of the setup. Come up to it, all set."]
    assert WordsInUse([line, *elsewhere]).close_gaps(line) == sentence


@pytest.mark.parametrize(
    ("before", "line", "sentence"),
    [
        ("of all mandates—", "through research", "of all mandates—through research"),
        ("of all mandates", "—through research", "of all mandates—through research"),
        ("in the years 2019–", "2020 it", "in the years 2019–2020 it"),
        ("of all mandates —", "through research", "of all mandates — through research"),
        ("for the mission/", "office", "for the mission/office"),
        ("for the mission /", "office", "for the mission / office"),
        ("THE POLITI-", "CAL VALUE", "THE POLITICAL VALUE"),
        ("IN CROSS-", "MISSION WORK", "IN CROSS-MISSION WORK"),
        ("an election-", "related crisis", "an election-related crisis"),
        ("an inter-", "related crisis", "an interrelated crisis"),
    ],
)
def test_dashes_at_a_lines_end_are_joined_as_they_were_written(before: str, line: str, sentence: str) -> None:
    assert WordsInUse([before, line, "the cross-mission forum"]).sentence([before, line]) == sentence


@pytest.mark.parametrize(("drawn", "word"), [("‐", "stand-still"), ("\xad", "stand-still"), ("-", "standstill")])
def test_a_hyphen_unlike_those_of_the_files_breaks_is_a_real_one(drawn: str, word: str) -> None:
    lines = [f"inter{drawn}", "national help met a stand-", "still in May"]
    assert WordsInUse(lines).sentence(lines) == f"international help met a {word} in May"


@pytest.mark.parametrize(
    ("elsewhere", "broken", "word"),
    [
        ("A standard is compliant.", ("a standard-", "compliant ship"), "standard-compliant"),
        ("A gender and climate-responsive plan.", ("a gender-", "responsive plan"), "gender-responsive"),
        ("The policy-maker left.", ("all policy-", "makers left"), "policy-makers"),
        ("The policy-makers left.", ("a policy-", "maker left"), "policy-maker"),
        ("A house holds a household.", ("all house-", "holds met"), "households"),
        ("A house holds two households.", ("a house-", "hold met"), "household"),
        ("The inter-agency view.", ("an inter-", "view was held"), "interview"),
        ("The house.", ("a house-", "hold met"), "household"),
        ("It is in a formed unit.", ("it in-", "formed us"), "informed"),
    ],
)
def test_a_hyphen_stays_between_words_that_the_document_has_and_joins_nowhere(
    elsewhere: str, broken: tuple[str, str], word: str
) -> None:
    lines = [*broken, "the harbour of the north has inter-", "national lamps, and international ones.", elsewhere]
    assert word in WordsInUse(lines).sentence(broken).split()


@pytest.mark.parametrize(("breaks", "word"), [(1, "stand-alone"), (20, "standalone")])
def test_where_few_lines_end_in_a_hyphen_they_end_in_real_ones(breaks: int, word: str) -> None:
    lines = ["a stand-", "alone office", *["a line of the report without any"] * 150]
    lines += [
        line for number in range(breaks - 1) for line in (f"the word{'abcdefghijklmnopqrst'[number]}en-", "ding is")
    ]
    assert WordsInUse(lines).sentence(lines[:2]) == f"a {word} office"


@pytest.mark.parametrize(
    ("drawn", "sentence"),
    [
        (
            [("البعثة", 200), ("فتحت", 235), ("11", 185), ("مطبخا", 150), ("2019", 120), (".", 116)],
            "فتحت البعثة 11 مطبخا 2019.",
        ),
        ([("(", 140), ("القرار", 70), ("انظر", 100), (")", 60), (".", 50), ("قرأه", 160)], "قرأه (انظر القرار)."),
        ([("صفحة،", 60), ("٢٣٤", 120), ("سجل", 160)], "سجل ٤٣٢ صفحة،"),
        ([("قرأه", 200), ("UN", 150), ("SC", 170), ("مجلس", 100)], "قرأه UN SC مجلس"),
    ],
)
def test_a_line_from_the_right_is_read_by_where_its_runs_stand(drawn: list[tuple[str, int]], sentence: str) -> None:
    (line,) = lines_of([run(text, x, 700) for text, x in drawn], 1)
    assert line.text == sentence


def test_a_sentence_at_a_pages_end_is_not_glued_to_the_next_pages_table(tmp_path: Path) -> None:
    table = [
        Drawn("District Wells Lamps"),
        *(Drawn(text, x, TOP - 12) for text, x in (("North", LEFT), ("12", 300), ("4", 400))),
    ]
    report = read(
        tmp_path, column(f"First {FULL}", "and the council says that all of it was paid by the mission"), table
    )
    assert "District Wells Lamps" in words(report)


def test_two_columns_that_one_text_object_draws_row_by_row_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "The mission opened kitchens in the",
        "northern part of the land, and most",
        "of them were run by women of the",
    ]
    left += ["villages in which they were opened.", "The councils paid for all the wood."]
    right = [
        "Later in the year four of them were",
        "closed without asking the councils,",
        "and the women wrote to the head of",
    ]
    right += ["the mission, who answered them in a", "week and had two of them opened."]
    row = "BT /F1 10 Tf 72 {} Td ({}) Tj 250 0 Td ({}) Tj ET "
    operators = "".join(row.format(*each) for each in zip(range(700, 650, -12), left, right, strict=True))
    assert words(drawn_raw(tmp_path, operators.encode())) == [" ".join(left), " ".join(right)]


COUNCIL = [
    "The council met in the cold hall and",
    "spoke about the water. Each village",
    "has to have a well before the winter.",
    "The wells have to be deep enough for",
    "all the people of the land.",
]
MISSION = [
    "The mission worked with the mayors of",
    "the south and with the fishermen who",
    "asked for lamps. Their own lamps were",
    "lost in a storm that came over them in",
    "January.",
]


@pytest.mark.parametrize("gutter", [240, 250, 300])
def test_columns_are_told_by_their_gutter_however_narrow(tmp_path: Path, gutter: int) -> None:
    rows = zip(column(*COUNCIL), column(*MISSION, x=gutter), strict=True)
    assert words(read(tmp_path, [part for row in rows for part in row])) == [" ".join(COUNCIL), " ".join(MISSION)]


@pytest.mark.parametrize("gutter", [245, 300])
@pytest.mark.parametrize("lower", [-3.0, -6.0, -8.0, 4.0, 6.0])
@pytest.mark.parametrize("by_height", [False, True])
def test_columns_whose_lines_stand_at_other_heights_are_read_one_after_the_other(
    tmp_path: Path, lower: float, gutter: int, by_height: bool
) -> None:
    rows = zip(column(*COUNCIL), column(*MISSION, x=gutter, top=TOP + lower), strict=True)
    drawn = [part for row in rows for part in row]
    drawn = sorted(drawn, key=lambda part: -part.y) if by_height else drawn
    assert words(read(tmp_path, drawn)) == [" ".join(COUNCIL), " ".join(MISSION)]


@pytest.mark.parametrize("lower", [-3.0, -6.0, -8.0])
def test_columns_that_one_text_object_draws_at_other_heights_are_read_one_after_the_other(
    tmp_path: Path, lower: float
) -> None:
    row = "BT /F1 10 Tf 72 {} Td ({}) Tj 228 {} Td ({}) Tj ET "
    operators = "".join(
        row.format(700 - 12 * at, left, lower, right)
        for at, (left, right) in enumerate(zip(COUNCIL, MISSION, strict=True))
    )
    assert words(drawn_raw(tmp_path, operators.encode())) == [" ".join(COUNCIL), " ".join(MISSION)]


@pytest.mark.parametrize("higher", [1, 2])
def test_lines_that_the_right_column_has_above_the_left_one_open_it(tmp_path: Path, higher: int) -> None:
    drawn = [*column(*COUNCIL), *column(*MISSION, x=300, top=TOP + 12 * higher - 5)]
    found = words(read(tmp_path, sorted(drawn, key=lambda part: -part.y)))
    assert found == [" ".join(COUNCIL), " ".join(MISSION)]


def test_three_columns_at_three_heights_are_read_one_after_the_other(tmp_path: Path) -> None:
    sides = [
        [f"{side} words of number {row} in" for row in range(5)] + ["the side."] for side in ("left", "mid", "right")
    ]
    rows = zip(
        *(column(*side, x=x, top=TOP - x / 80) for side, x in zip(sides, (60, 230, 400), strict=True)), strict=True
    )
    assert words(read(tmp_path, [part for row in rows for part in row])) == [" ".join(side) for side in sides]


def test_a_column_that_a_wider_gap_brings_to_another_height_is_read_whole(tmp_path: Path) -> None:
    right = [*column(*MISSION[:2], x=300), *column(*MISSION[2:], x=300, top=TOP - 28)]
    rows = zip(column(*COUNCIL), right, strict=True)
    found = " ".join(words(read(tmp_path, [part for row in rows for part in row])))
    assert found == " ".join([*COUNCIL, *MISSION])


@pytest.mark.parametrize("lower", [-3.0, -5.0, -8.0, 4.0])
def test_rows_of_words_at_two_heights_are_no_columns(tmp_path: Path, lower: float) -> None:
    names = ["Staff of the north", "Staff of the harbour", "Volunteers of the council", "Formed police units"]
    said = ["Redistribution of posts", "Positions of the office", "Travel within the area", "None of these"]
    rows = zip(column(*names), column(*said, x=300, top=TOP + lower), strict=True)
    found = " ".join(words(read(tmp_path, [part for row in rows for part in row])))
    assert found == " ".join(f"{name} {what}" for name, what in zip(names, said, strict=True))


@pytest.mark.parametrize(("first", "second"), [("2", "019"), ("20", "19"), ("1", "2500")])
@pytest.mark.parametrize("wide", [5.0, 5.56])  # of a figure, in the faces of most documents
def test_a_figure_in_two_runs_that_are_hardly_apart_is_one(first: str, second: str, wide: float) -> None:
    pieces = [run("In ", 60, 700), run("\n", 0, 0), run(first, 75, 700), run("\n", 0, 0)]
    pieces += [run(second, 75 + wide * len(first) + 0.2, 700), run("\n", 0, 0)]
    assert [tidy(line.text) for line in lines_of(pieces, 1)] == [f"In {first}{second}"]


@pytest.mark.parametrize(("first", "second"), [("1", "250"), ("12", "500"), ("20", "19"), ("125", "12")])
@pytest.mark.parametrize("space", [1.67, 2.5])
def test_figures_that_a_space_sets_apart_are_two(first: str, second: str, space: float) -> None:
    pieces = [run(first, 75, 700), run("\n", 0, 0), run(second, 75 + 5 * len(first) + space, 700), run("\n", 0, 0)]
    assert [tidy(line.text) for line in lines_of(pieces, 1)] == [f"{first} {second}"]


@pytest.mark.parametrize(
    ("elsewhere", "read_as"),
    [
        ("So it was in 2019.", "in the year 2019 it"),
        ("So it was.", "in the year 2 019 it"),
        ("They had 2019 and 2 019 men.", "in the year 2 019 it"),
        ("They had 2019.5 men.", "in the year 2 019 it"),
    ],
)
def test_a_gap_in_a_figure_is_closed_where_the_document_prints_it_whole_and_never_in_parts(
    elsewhere: str, read_as: str
) -> None:
    line = f"in the year 2{MAYBE_SPACE}019 it began and went on for a long while in all of the land"
    assert WordsInUse([line, elsewhere]).close_gaps(line).startswith(read_as)


@pytest.mark.parametrize("longer", [0, 1])
def test_the_longer_of_two_columns_is_read_to_its_end(tmp_path: Path, longer: int) -> None:
    sides = [COUNCIL[:4], MISSION[:4]]
    sides[longer] = [*sides[longer], "and it took two boats of the men with it,", "but nobody was lost."]
    drawn = [column(*sides[0]), column(*sides[1], x=300)]
    rows = zip_longest(*drawn)
    found = words(read(tmp_path, [part for row in rows for part in row if part]))
    assert found == [" ".join(side) for side in sides]


@pytest.mark.parametrize("turned", [False, True])
def test_a_column_of_short_paragraphs_is_one_beside_a_column_of_long_ones(tmp_path: Path, turned: bool) -> None:
    short = ["The council met in the cold hall and", "spoke about the water.", "It was cold. The men were sent home"]
    short += ["and slept until noon.", "Nobody came back that year, they say.", "The rest is silence."]
    long = [*MISSION[:4], "January and took away two men and all", "of the boats."]
    sides = (long, short) if turned else (short, long)
    rows = zip(column(*sides[0]), column(*sides[1], x=300), strict=True)
    found = " ".join(words(read(tmp_path, [part for row in rows for part in row])))
    assert found == " ".join(sides[0] + sides[1])


def test_three_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    sides = [
        [f"{side} words of number {row} in" for row in range(5)] + ["the side."] for side in ("left", "mid", "right")
    ]
    rows = zip(*(column(*side, x=x) for side, x in zip(sides, (60, 230, 400), strict=True)), strict=True)
    assert words(read(tmp_path, [part for row in rows for part in row])) == [" ".join(side) for side in sides]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("Mr. Amadou Keita", "Mali"),
            ("Ms. Ines Duarte", "Peru"),
            ("Mr. Noel Obame", "Gabon"),
            ("Ms. Ilse Mai", "Fiji"),
        ],
        [
            ("International staff of the north", "Redistribution of existing posts"),
            ("National staff of the harbour", "Positions of the former office"),
            ("Volunteers of the council", "Travel within the Mission area"),
            ("Formed police units", "None"),
        ],
    ],
)
def test_rows_of_words_are_no_columns(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    sides = zip(
        *(column(*side, x=x) for side, x in zip(zip(*rows, strict=True), (LEFT, 300), strict=True)), strict=True
    )
    found = " ".join(words(read(tmp_path, [part for row in sides for part in row])))
    assert found == " ".join(f"{name} {office}" for name, office in rows)


Cell = tuple[str, ...]
CELLS: list[tuple[Cell, Cell]] = [
    (
        ("The council met in the cold hall and", "spoke about the water."),
        ("The mission has dug four wells in the", "south."),
    ),
    (("Each village has to have a well", "before the winter."), ("The fishermen have been asked", "where to dig.")),
    (
        ("Nobody came back that year from the", "north, they say.", "It was cold."),
        ("Two boats of the men were sent to the", "harbour."),
    ),
    (
        ("The rest is silence, says the mayor", "of the village."),
        ("The mission agrees with him and with", "all others."),
    ),
]
STATES = ["accepted by the mission", "under review until the spring", "closed", "accepted by the mission"]


@pytest.mark.parametrize("x", [245, 300])
@pytest.mark.parametrize("third", [False, True])
def test_cells_that_are_paragraphs_are_read_one_after_the_other_row_by_row(tmp_path: Path, x: int, third: bool) -> None:
    drawn, said, top = [], [], TOP
    for (left, right), state in zip(CELLS, STATES, strict=True):
        cells = [(LEFT, left), (x, right), *([(480, (state,))] if third else [])]
        sides = zip_longest(*(column(*cell, x=at, top=top) for at, cell in cells))
        drawn += [part for row in sides for part in row if part]
        said += [" ".join(cell) for _, cell in cells]
        top -= 12 * len(left) + 5
    assert " ".join(words(read(tmp_path, drawn))) == " ".join(said)
