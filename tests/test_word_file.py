"""A Word report as it would be printed: headings, lists with Word's numbers, rows, notes after their section."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from corpus.reading import read_report
from corpus.report import Report

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def report(folder: Path, body: str, **parts: str) -> Report:
    """`body` and each of the `parts`, such as footnotes, are what their root element holds."""
    path = folder / "study.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {_W}>{content}</w:{name}>")
    return read_report(path)


def blocks(report: Report) -> list[tuple[str, int, str, str]]:
    """(kind, level, number, words) of each block."""
    return [(b.kind.value, b.level, b.number, report.quote(b.span).text) for b in report.blocks]


def paragraph(words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def test_a_file_that_word_wrote_is_read_by_its_styles(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("The report", 0)
    document.add_heading("Findings", 1)
    document.add_paragraph("The councils read the notes. Nobody objected.", style="List Number")
    document.add_heading("What was bought", 2)
    document.add_paragraph("lamps", style="List Bullet")
    document.add_paragraph("of brass", style="List Bullet 2")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("District", "Wells"), ("North", "12")), strict=True):
        row.cells[0].text, row.cells[1].text = words
    document.add_paragraph("Ms. Fiona FRAZER\nfrazer@un.org")
    document.save(str(tmp_path / "study.docx"))
    read = read_report(tmp_path / "study.docx")
    assert read.title == "The report"
    assert blocks(read) == [
        ("heading", 1, "", "The report"),
        ("heading", 2, "", "Findings"),
        ("paragraph", 0, "1.", "The councils read the notes. Nobody objected."),
        ("heading", 3, "", "What was bought"),
        ("item", 1, "", "lamps"),
        ("item", 2, "", "of brass"),
        ("line", 0, "", "District Wells"),
        ("line", 0, "", "North 12"),
        ("entry", 0, "", "Ms. Fiona FRAZER frazer@un.org"),
    ]
    assert read.words_of(read.blocks[4].headings) == ("The report", "Findings", "What was bought")


@pytest.mark.parametrize(
    "style",
    [
        '<w:style w:styleId="x"><w:name w:val="heading 2"/></w:style>',
        '<w:style w:styleId="x"><w:name w:val="Ours"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>',
        '<w:style w:styleId="x"><w:name w:val="Ours"/><w:basedOn w:val="y"/></w:style>'
        '<w:style w:styleId="y"><w:name w:val="Heading 2"/></w:style>',
    ],
    ids=["by name", "by outline", "by what it is based on"],
)
def test_a_heading_is_told_by_its_style(tmp_path: Path, style: str) -> None:
    read = report(tmp_path, paragraph("Aims", '<w:pStyle w:val="x"/>'), styles=style)
    assert blocks(read) == [("heading", 3, "", "Aims")]


def test_a_short_bold_line_is_a_heading_and_a_bold_sentence_is_none(tmp_path: Path) -> None:
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    read = report(tmp_path, bold.format("Our aims") + bold.format("We met."))
    assert [kind for kind, *_ in blocks(read)] == ["heading", "paragraph"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%3"/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def listed(words: str, depth: int, key: int = 5) -> str:
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>')


def test_numbers_are_those_that_word_counts(tmp_path: Path) -> None:
    body = listed("a", 0) + listed("b", 1) + listed("c", 1) + listed("d", 2) + listed("e", 0) + listed("f", 1)
    read = report(tmp_path, body + listed("g", 3) + listed("h", 0, 6) + listed("i", 0, 5), numbering=NUMBERING)
    numbers = [number for _, _, number, _ in blocks(read)]
    assert numbers == ["9.", "(a)", "(b)", "9.I", "10.", "(a)", "", "1.", "2."]
    assert [level for _, level, _, _ in blocks(read)][:4] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    ("typed", "block"),
    [
        ("12.\tThe councils read. Nobody spoke.", ("paragraph", 0, "12.", "The councils read. Nobody spoke.")),
        ("(b) keys", ("item", 1, "(b)", "keys")),
        ("•\tkeys", ("item", 1, "", "keys")),
    ],
)
def test_a_number_that_was_typed_is_no_part_of_the_words(
    tmp_path: Path, typed: str, block: tuple[str, int, str, str]
) -> None:
    assert blocks(report(tmp_path, paragraph(typed))) == [block]


def test_notes_stand_after_their_section_and_their_calls_are_raised(tmp_path: Path) -> None:
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p><w:r><w:t>Kitchens</w:t></w:r>{call.format(7)}<w:r><w:t> opened.</w:t></w:r></w:p>"
    body += paragraph("lamps", '<w:pStyle w:val="ListBullet"/>') + paragraph("Aims", '<w:outlineLvl w:val="0"/>')
    body += f"<w:p><w:r><w:t>They met.</w:t></w:r>{call.format(3)}</w:p>"
    notes = "".join(f'<w:footnote w:id="{i}"><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:footnote>' for i, t in NOTES)
    read = report(tmp_path, body, footnotes=f'<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>{notes}')
    assert [(number, words) for _, _, number, words in blocks(read)] == [
        ("", "Kitchens¹ opened."),
        ("", "lamps"),
        ("1", "See the ledger."),
        ("", "Aims"),
        ("", "They met.²"),
        ("2", "Ibid."),
    ]


NOTES = ((3, "Ibid."), (7, "See the ledger."))


def test_what_is_deleted_or_hidden_is_left_out_and_told(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>four </w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
    )
    read = report(tmp_path, body)
    assert read.text == "four new"
    assert read.notes == (
        "Words that a tracked change deleted were left out (3 characters).",
        "Hidden text was left out (6 characters).",
    )


def test_a_row_whose_cells_hold_prose_is_read_cell_by_cell(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph('One.')}{paragraph(words)}</w:tc>" for words in ("Two.", "Three."))
    read = report(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [words for *_, words in blocks(read)] == ["One.", "Two.", "One.", "Three."]


def test_an_entry_of_a_contents_list_has_its_row_of_dots(tmp_path: Path) -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="T1"/></w:pPr><w:r><w:t>Aims</w:t><w:tab/><w:t>4</w:t></w:r></w:p>'
    read = report(tmp_path, body, styles='<w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>')
    assert read.text == "Aims … 4"


def test_a_raised_figure_stays_raised(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f"<w:p><w:r><w:t>the village</w:t></w:r>{raised.format(3)}<w:r><w:t> 4</w:t></w:r>{raised.format('th')}</w:p>"
    )
    assert report(tmp_path, body).text == "the village³ 4th"


WHITE_STYLE = '<w:style w:styleId="w"><w:name w:val="W"/><w:rPr><w:color w:val="ffffff"/></w:rPr></w:style>'


def in_white(words: str, more: str = "", ground: str = "") -> str:
    setting = f'<w:rPr><w:color w:val="FFFFFF"/>{more}</w:rPr>'
    return f"<w:p><w:pPr>{ground}</w:pPr><w:r>{setting}<w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "hidden",
    [
        in_white("secret"),
        in_white("secret", '<w:b/><w:sz w:val="4"/>'),
        '<w:p><w:r><w:rPr><w:rStyle w:val="w"/></w:rPr><w:t>secret</w:t></w:r></w:p>',
        paragraph("secret", '<w:pStyle w:val="w"/>'),
    ],
)
def test_white_words_on_white_paper_are_hidden_and_told(tmp_path: Path, hidden: str) -> None:
    read = report(tmp_path, paragraph("seen") + hidden, styles=WHITE_STYLE)
    assert read.text == "seen"
    assert read.notes == ("Hidden text was left out (6 characters).",)


@pytest.mark.parametrize(
    "body",
    [
        in_white("seen", '<w:shd w:fill="000000"/>'),
        in_white("seen", '<w:highlight w:val="black"/>'),
        in_white("seen", ground='<w:shd w:fill="1F3864"/>'),
        f"<w:tbl><w:tr><w:tc>{in_white('seen')}</w:tc></w:tr></w:tbl>",
        f"<w:p><w:r><w:txbxContent>{in_white('seen')}</w:txbxContent></w:r></w:p>",
        '<w:p><w:r><w:rPr><w:rStyle w:val="w"/><w:color w:val="000000"/></w:rPr><w:t>seen</w:t></w:r></w:p>',
    ],
)
def test_white_words_on_a_ground_of_their_own_are_read(tmp_path: Path, body: str) -> None:
    assert report(tmp_path, body, styles=WHITE_STYLE).text == "seen"


@pytest.mark.parametrize(
    "set_as",
    ['<w:vertAlign w:val="superscript"/>', '<w:rStyle w:val="up"/>', '<w:position w:val="8"/><w:sz w:val="14"/>'],
)
def test_a_call_is_raised_by_its_own_setting_by_its_style_or_by_hand(tmp_path: Path, set_as: str) -> None:
    styles = '<w:style w:styleId="up"><w:name w:val="U"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    body = f"<w:p><w:r><w:t>the village</w:t></w:r><w:r><w:rPr>{set_as}</w:rPr><w:t>3</w:t></w:r></w:p>"
    assert report(tmp_path, body, styles=styles).text == "the village³"


def test_letters_that_nobody_can_read_are_hidden(tmp_path: Path) -> None:
    run = '<w:r><w:rPr><w:sz w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'
    read = report(tmp_path, f"<w:p>{run.format(24, 'Shown.')}{run.format(2, ' Not shown.')}</w:p>")
    assert read.text == "Shown."
    assert read.notes == ("Hidden text was left out (11 characters).",)


def broken(*lines: str) -> str:
    return paragraph("</w:t><w:br/><w:t>".join(lines))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("The Secretary-", "General met."), "The Secretary-General met."),
        (
            ("It found the experi-", "ence of years. Experience counts."),
            "It found the experience of years. Experience counts.",
        ),
        (("每个", "村庄"), "每个村庄"),
        (("on going every day", "work. Ongoing. Ongoing."), "on going every day work. Ongoing. Ongoing."),
        (("It was Secre\xadtary", "of all."), "It was Secretary of all."),
    ],
)
def test_a_line_that_ends_on_purpose_breaks_no_word(tmp_path: Path, lines: tuple[str, ...], words: str) -> None:
    assert blocks(report(tmp_path, broken(*lines)))[0][3] == words


def test_a_word_over_two_paragraphs_of_a_cell_is_whole_and_its_row_is_one_line(tmp_path: Path) -> None:
    cells = [paragraph("Under-Secretary-") + paragraph("General"), paragraph("1")]
    rows = [[paragraph("Post"), paragraph("Number")], cells]
    table = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    read = report(tmp_path, f"<w:tbl>{table}</w:tbl>")
    assert [words for _, _, _, words in blocks(read)] == ["Post Number", "Under-Secretary-General 1"]


def test_words_that_a_style_sets_too_small_to_be_read_are_left_out_and_told(tmp_path: Path) -> None:
    style = '<w:style w:styleId="Tiny"><w:rPr><w:sz w:val="2"/></w:rPr></w:style>'
    larger = (
        '<w:p><w:pPr><w:pStyle w:val="Tiny"/></w:pPr><w:r><w:rPr><w:sz w:val="20"/></w:rPr><w:t>Now.</w:t></w:r></w:p>'
    )
    tiny = paragraph("It stayed.", '<w:pStyle w:val="Tiny"/>')
    read = report(tmp_path, paragraph("It left.") + tiny + larger, styles=style)
    assert [words for _, _, _, words in blocks(read)] == ["It left.", "Now."]
    assert read.notes == ("Hidden text was left out (10 characters).",)
