"""A Word draft as it would be printed: text, notes, text boxes; deletions left out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from assistant.checking.docx_draft import docx_paragraphs
from assistant.checking.quotations import Paragraph
from corpus.unreadable import UnreadableReport
from corpus.word_file import word_report

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
    monkeypatch.setattr("corpus.word_package.LARGEST_PART", 100)
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


def package_draft(path: Path, parts: dict[str, str], told: list[str] | None = None) -> list[Paragraph]:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return docx_paragraphs(path, told.append if told is not None else None)


def document(body: str) -> str:
    return f"<w:document {_W}><w:body>{body}</w:body></w:document>"


def relations(**targets: str) -> str:
    rows = "".join(f'<Relationship Id="{kind}" Type="x/{kind}" Target="{at}"/>' for kind, at in targets.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml", "text/body.xml"])
def test_the_main_part_and_its_notes_are_those_that_the_package_names(tmp_path: Path, target: str) -> None:
    main = target.lstrip("/")
    folder, name = main.split("/")
    referred = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p>{run("World Bank")}</w:p></w:footnote></w:footnotes>'
    parts = {
        "_rels/.rels": relations(officeDocument=target),
        main: document(f"<w:p>{run('said')}{referred}</w:p>"),
        f"{folder}/_rels/{name}.rels": relations(footnotes="notes7.xml"),
        f"{folder}/notes7.xml": note,
    }
    assert package_draft(tmp_path / "d.docx", parts) == [
        Paragraph("said", "paragraph 1", notes=((4, "World Bank"),)),
        Paragraph("World Bank", "footnote 1"),
    ]


def test_a_strict_file_is_read_and_keeps_the_name_of_its_namespace_where_the_text_says_it(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = document(f"<w:p>{run(f'see {strict} there')}</w:p>").replace(_W, f'xmlns:w="{strict}"')
    (paragraph,) = package_draft(tmp_path / "d.docx", {"word/document.xml": body})
    assert paragraph.text == f"see {strict} there"


def styled(path: Path, identity: str, styles: str) -> Paragraph:
    body = document(f'<w:p><w:pPr><w:pStyle w:val="{identity}"/></w:pPr>{run("words")}</w:p>')
    parts = {"word/document.xml": body}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    (paragraph,) = package_draft(path, parts)
    return paragraph


@pytest.mark.parametrize(
    "name",
    [
        *("Quote", "Intense Quote", "Quotations", "Block Text", "Blockzitat", "Auszug", "Цитата", "Выдержка", "引用"),
        *("مقتبس", "Texte cité", "Exergue", "Trích dẫn", "ציטוט", "نقل‌قول", "Παράθεση", "인용", "Kutipan"),
    ],
)
def test_a_block_quotation_is_known_by_the_styles_name(tmp_path: Path, name: str) -> None:
    style = f'<w:style w:styleId="a7"><w:name w:val="{name}"/></w:style>'
    assert styled(tmp_path / "d.docx", "a7", style).block_quotation


def test_a_style_made_of_a_block_quotations_is_one_and_the_id_alone_is_none(tmp_path: Path) -> None:
    made = (
        '<w:style w:styleId="x1"><w:name w:val="Ours"/><w:basedOn w:val="a7"/></w:style>'
        '<w:style w:styleId="a7"><w:name w:val="Quote"/></w:style>'
    )
    assert styled(tmp_path / "d.docx", "x1", made).block_quotation
    named_otherwise = '<w:style w:styleId="Quote"><w:name w:val="Body of the letter"/></w:style>'
    assert not styled(tmp_path / "d.docx", "Quote", named_otherwise).block_quotation


def test_a_style_is_known_by_another_name_that_it_was_given(tmp_path: Path) -> None:
    style = '<w:style w:styleId="a7"><w:name w:val="Inset"/><w:aliases w:val="bq,Block quotation"/></w:style>'
    assert styled(tmp_path / "d.docx", "a7", style).block_quotation


@pytest.mark.parametrize("identity", ["Cita", "Citat", "Citationintense", "Citazione", "Quotations", "Zitat", "21"])
def test_without_styles_the_id_has_to_do(tmp_path: Path, identity: str) -> None:
    assert styled(tmp_path / "d.docx", identity, "").block_quotation


@pytest.mark.parametrize("name", ["Heading 1", "Quote Source", "List Paragraph"])
def test_other_styles_are_no_block_quotations(tmp_path: Path, name: str) -> None:
    assert not styled(
        tmp_path / "d.docx", "a1", f'<w:style w:styleId="a1"><w:name w:val="{name}"/></w:style>'
    ).block_quotation


@pytest.mark.parametrize(
    "hidden",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>",
        '<w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>secret</w:t></w:r>',
        '<w:r><w:rPr><w:rStyle w:val="below"/></w:rPr><w:t>secret</w:t></w:r>',
    ],
)
def test_hidden_text_is_left_out_and_told(tmp_path: Path, hidden: str) -> None:
    styles = (
        '<w:style w:styleId="h"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="below"><w:name w:val="B"/><w:basedOn w:val="h"/></w:style>'
    )
    told: list[str] = []
    parts = {
        "word/document.xml": document(f"<w:p>{run('seen')}{hidden}</w:p>"),
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
    }
    assert [one.text for one in package_draft(tmp_path / "d.docx", parts, told)] == ["seen"]
    assert len(told) == 1 and "hidden text was left out (6 characters)" in told[0]


def test_hiding_that_is_switched_off_hides_nothing(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r></w:p>'
    told: list[str] = []
    assert [one.text for one in package_draft(tmp_path / "d.docx", {"word/document.xml": document(body)}, told)] == [
        "seen"
    ]
    assert not told


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('in a box')}</w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    alternate = both.replace(
        "<mc:AlternateContent>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">',
    )
    found = draft(tmp_path / "d.docx", f"<w:p>{run('around')}<w:r>{alternate}</w:r></w:p>")
    assert [one.text for one in found] == ["around", "in a box"]


def test_paragraphs_whose_parting_was_deleted_are_one(tmp_path: Path) -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>{run("each ")}</w:p>'
    assert [one.text for one in draft(tmp_path / "d.docx", f"{first}<w:p>{run('village')}</w:p>")] == ["each village"]


def test_a_row_that_was_deleted_is_not_read(tmp_path: Path) -> None:
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('gone')}</w:p></w:tc></w:tr>"
    assert [one.text for one in draft(tmp_path / "d.docx", f"<w:tbl>{row}</w:tbl><w:p>{run('kept')}</w:p>")] == ["kept"]


@pytest.mark.parametrize(
    ("before", "raised", "text"), [("village", "3", "village"), ("10", "6", "10⁶"), ("km", "2", "km²")]
)
def test_a_typed_note_number_is_no_part_of_the_word_and_a_power_is(
    tmp_path: Path, before: str, raised: str, text: str
) -> None:
    number = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{raised}</w:t></w:r>'
    assert [one.text for one in draft(tmp_path / "d.docx", f"<w:p>{run(before)}{number}</w:p>")] == [text]


@pytest.mark.parametrize("switch", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Gone"/>'])
def test_words_struck_out_by_hand_are_left_out(tmp_path: Path, switch: str) -> None:
    body = f"<w:p>{run('four ')}<w:r><w:rPr>{switch}</w:rPr><w:t>old </w:t></w:r>{run('words')}</w:p>"
    path = tmp_path / "d.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        style = '<w:style w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
        package.writestr("word/styles.xml", f"<w:styles {_W}>{style}</w:styles>")
    assert [paragraph.text for paragraph in docx_paragraphs(path)] == ["four words"]
    assert word_report(path, "d").notes == ("Words that are struck out were left out (4 characters).",)


def test_a_power_keeps_its_rise_and_a_note_s_number_goes(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = (
        f"<w:p>{run('kitchens')}{raised.format(3)}{run(' of 10')}{raised.format(6)}{run(' m')}{raised.format(2)}</w:p>"
    )
    assert [paragraph.text for paragraph in draft(tmp_path / "d.docx", body)] == ["kitchens of 10⁶ m²"]


def set_in(left: int, right: int, words: str = "", more: str = "") -> str:
    return f'<w:p><w:pPr><w:ind w:left="{left}" w:right="{right}"/>{more}</w:pPr>{run(words)}</w:p>'


USUAL = "The mission flew over the whole of the north in all the months of the year."


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (set_in(0, 0, USUAL) + set_in(720, 720, "It left."), [False, True]),
        (set_in(0, 0, USUAL) + set_in(720, 0, "It left."), [False, False]),
        (set_in(0, 0, f"{USUAL}:") + set_in(720, 0, "It left.") + set_in(720, 0, "Now."), [False, True, True]),
        (set_in(0, 0, f"{USUAL}:") + set_in(720, 0, "It left.", "<w:numPr/>"), [False, False]),
        (set_in(0, 0, f"{USUAL}:") + set_in(720, 0, "(a) It left."), [False, False]),
        (set_in(0, 0, USUAL) + set_in(720, 720, 3 * USUAL), [False, True]),
        (set_in(1267, 1267, USUAL) + set_in(1267, 1267, "It left."), [False, False]),  # how a house sets all its text
        (set_in(1267, 1267, USUAL) + set_in(1800, 1800, "It left."), [False, True]),
        (set_in(0, 0, USUAL) + set_in(720, 720, "It left.", "<w:numPr/>"), [False, False]),
        (set_in(0, 0, USUAL).replace("left", "start") + set_in(-20, 99999999, "It left."), [False, False]),
    ],
)
def test_a_paragraph_set_in_on_both_sides_is_a_block_quotation(tmp_path: Path, body: str, blocks: list[bool]) -> None:
    assert [paragraph.block_quotation for paragraph in draft(tmp_path / "d.docx", body)] == blocks
