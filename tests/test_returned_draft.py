"""A draft comes back as it was, with a comment at each quotation; accepted, its changes make the words exact."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document

from assistant.answer import Citation
from assistant.checking.checker import Checker, Outcome, Verdict
from assistant.checking.correction import correction, edited
from assistant.checking.drafts import read_quotations
from assistant.checking.quoted_person import quoted_person
from assistant.checking.remarks import remarks, summary_lines
from assistant.checking.returned_draft import returned
from corpus.reading import read_report
from corpus.report import Report, Span
from corpus.unreadable import UnreadableReport
from corpus.word_package import W

EXACT = "131 interviews with current and former staff from more than 20 field missions"
ALTERED = EXACT.replace("20", "30")
LONGER = "Combating very hateful hate speech on social media"
ABSENT = "poverty fell in four regions of the world"
_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def run(text: str, form: str = "") -> str:
    return f'<w:r>{form}<w:t xml:space="preserve">{text}</w:t></w:r>'


def draft(path: Path, body: str, more: dict[str, str] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _LINKS)
        package.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        package.writestr("word/media/image1.png", b"\x89PNG\x00\xff" * 1000)
        for name, content in (more or {}).items():
            package.writestr(name, content)
    return path


def cite(place: Citation) -> str:
    return f"cited {place.quote.span.start}"


def given_back(path: Path, report: Report, language: str = "en") -> Path:
    checker = Checker([report])
    verdicts = checker.check_draft(read_quotations(path))
    found = remarks(verdicts, checker, [report], cite, language)
    content = returned(path, lambda *_: None, found, summary_lines(verdicts, language))
    back = path.with_name("back.docx")
    back.write_bytes(content)
    Document(BytesIO(content))
    return back


def part(path: Path, name: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def comments(path: Path) -> list[list[str]]:
    """The lines of each comment, in order."""
    return [
        ["".join(paragraph.itertext()) for paragraph in comment.iter(f"{W}p")]
        for comment in part(path, "word/comments.xml").iter(f"{W}comment")
    ]


def commented(path: Path) -> list[str]:
    """The words that each comment is on, what was deleted among them."""
    root = part(path)
    return [
        re.sub(rf".*\[{number}\](.*)\[/{number}\].*", r"\1", _marked(root, str(number)), flags=re.DOTALL)
        for number in (one.get(f"{W}id") for one in root.iter(f"{W}commentRangeStart"))
    ]


def _marked(root: ElementTree.Element, number: str) -> str:
    said = []
    for one in root.iter():
        if one.get(f"{W}id") == number and one.tag.startswith(f"{W}commentRange"):
            said.append(f"[{'/' if one.tag.endswith('End') else ''}{number}]")
        elif one.tag in (f"{W}t", f"{W}delText"):
            said.append(one.text or "")
    return "".join(said)


def settled(path: Path, kept: str, dropped: str) -> Path:
    """The file with all changes `kept` ("ins": accepted, "del": rejected), those of the other kind gone."""
    out = path.with_name(f"{kept}.docx")
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(out, "w") as room:
        for name in package.namelist():
            content = package.read(name)
            if name in ("word/document.xml", "word/footnotes.xml"):
                root = ElementTree.fromstring(content)
                _settle(root, f"{W}{kept}", f"{W}{dropped}")
                content = ElementTree.tostring(root)
            room.writestr(name, content)
    return out


def _settle(element: ElementTree.Element, kept: str, dropped: str) -> None:
    for child in list(element):
        if child.get(f"{W}author") == "Further" and child.tag == dropped:
            element.remove(child)
            continue
        _settle(child, kept, dropped)
        if child.get(f"{W}author") == "Further" and child.tag == kept:
            place = list(element).index(child)
            element.remove(child)
            for inner in reversed(list(child)):
                element.insert(place, inner)
    for words in element.findall(f"{W}delText"):
        if kept == f"{W}del":
            words.tag = f"{W}t"


def outcomes(path: Path, report: Report) -> list[str]:
    return [verdict.outcome.value for verdict in Checker([report]).check_draft(read_quotations(path))]


def texts(path: Path) -> list[str]:
    return [one.text for one in Document(str(path)).paragraphs]


def bare_texts(path: Path) -> list[str]:
    """The words of each paragraph, other people's changes among them."""
    return [
        "".join(words.text or "" for words in paragraph.iter() if words.tag in (f"{W}t", f"{W}delText"))
        for paragraph in part(path).iter(f"{W}p")
    ]


BOLD = "<w:rPr><w:b/></w:rPr>"
OVER_RUNS = (
    f"<w:p>{run('It had “131 interviews with current ')}{run('and former staff from more than 3', BOLD)}"
    f"{run('0 field', BOLD)}{run(' missions” and more.')}</w:p>"
)
CASES = {
    "over several runs": OVER_RUNS,
    "words to be taken out": f"<w:p>{run(f'“{LONGER}”')}</w:p>",
    "words left out": f"<w:p>{run('“131 interviews with current staff from more than 20 field missions”')}</w:p>",
    "two of one paragraph": f"<w:p>{run(f'“{ALTERED}” “{LONGER}”')}</w:p>",
    "a block quotation": f'<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr>{run(ALTERED)}</w:p>',
    "in a link": f'<w:p>{run("“")}<w:hyperlink w:anchor="a">{run(ALTERED)}</w:hyperlink>{run("”")}</w:p>',
    "inserted by somebody": f'<w:p>{run("So: ")}<w:ins w:id="7" w:author="A">{run(f"“{ALTERED}”")}</w:ins></w:p>',
    "beside what somebody deleted": (
        f"<w:p>{run('“131 interviews with ')}<w:del w:id='7' w:author='A'><w:r><w:delText>few</w:delText></w:r></w:del>"
        f"{run('current and former staff from more than 30 field missions”')}</w:p>"
    ),
    "over a tab and a break": (
        "<w:p><w:r><w:t>“131 interviews with</w:t><w:tab/><w:t>current and former</w:t><w:br/>"
        "<w:t>staff from more than 30 field missions”</w:t></w:r></w:p>"
    ),
    "with a note called within": (
        "<w:p><w:r><w:t>“131 interviews with current and former staff from more than 30</w:t>"
        '<w:footnoteReference w:id="2"/><w:t xml:space="preserve"> field missions”</w:t></w:r></w:p>'
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_accepting_all_makes_the_words_exact_and_rejecting_all_gives_the_old_ones(
    case: str, tmp_path: Path, shipped: Report
) -> None:
    path = draft(tmp_path / "d.docx", CASES[case])
    assert "altered" in outcomes(path, shipped)
    back = given_back(path, shipped)
    assert set(outcomes(settled(back, "ins", "del"), shipped)) == {"exact"}
    assert bare_texts(settled(back, "del", "ins")) == bare_texts(path)
    assert len(list(part(back).iter(f"{W}footnoteReference"))) == CASES[case].count("footnoteReference")


def test_a_comment_stands_on_exactly_the_words_and_the_form_of_the_runs_stays(tmp_path: Path, shipped: Report) -> None:
    back = given_back(draft(tmp_path / "d.docx", OVER_RUNS), shipped)
    assert commented(back) == ["", ALTERED.replace("30", "3020")]
    runs = [(run.text, run.bold) for run in Document(str(back)).paragraphs[0].runs if run.text]
    assert ("and former staff from more than ", True) in runs
    inserted = next(part(back).iter(f"{W}ins"))
    assert inserted.find(f"{W}r/{W}rPr/{W}b") is not None
    for one in part(back).iter(f"{W}r"):
        assert [child.tag for child in one if child.tag == f"{W}rPr"] == [child.tag for child in one][:1] or one.find(
            f"{W}rPr"
        ) is None


def test_a_comment_says_verdict_words_place_and_citation_what_must_be_mended_first(
    tmp_path: Path, shipped: Report
) -> None:
    body = f"<w:p>{run(f'“{EXACT}” and “{ABSENT}”, World Bank.')}</w:p><w:p>{run(f'“{ALTERED}”')}</w:p>"
    first, exact, absent, altered = comments(given_back(draft(tmp_path / "d.docx", body), shipped))
    assert first[0] == "Exact: 1 · Altered: 1 · Absent: 1"
    assert first[2:] == ["Absent – paragraph 1 of the draft", "Altered – paragraph 2 of the draft"]
    at = shipped.text.index(EXACT)
    assert exact[0] == "Exact" and f"“{EXACT}”" in exact and exact[-1] == f"cited {at}"
    assert absent[0] == "Absent" and len(absent) == 2
    assert altered[0] == "Altered – words changed" and f"“{EXACT}”" in altered and "tracked change" in altered[1]


def test_a_comment_speaks_the_persons_language_and_its_direction(tmp_path: Path, shipped: Report) -> None:
    back = given_back(draft(tmp_path / "d.docx", OVER_RUNS), shipped, "ar")
    _, altered = comments(back)
    assert altered[0].startswith("محرف") and f"“{EXACT}”" in altered
    sides = [one.find(f"{W}pPr/{W}bidi") is not None for one in part(back, "word/comments.xml").iter(f"{W}p")]
    assert True in sides and False in sides  # the report's words run their own way


def test_an_absent_quotation_is_commented_and_not_changed(tmp_path: Path, shipped: Report) -> None:
    back = given_back(draft(tmp_path / "d.docx", f"<w:p>{run(f'“{ABSENT}”')}</w:p>"), shipped)
    assert commented(back) == ["", ABSENT]
    assert not list(part(back).iter(f"{W}ins")) and not list(part(back).iter(f"{W}del"))


def test_a_quotation_in_a_note_is_mended_there_and_commented_where_the_note_is_called(
    tmp_path: Path, shipped: Report
) -> None:
    notes = (
        f'<w:footnotes {_NAMES}><w:footnote w:id="2"><w:p>{run(f"So “{ALTERED}”.")}</w:p></w:footnote></w:footnotes>'
    )
    body = f'<w:p>{run("Words.")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    path = draft(tmp_path / "d.docx", body, {"word/footnotes.xml": notes})
    back = given_back(path, shipped)
    assert "comment" not in ElementTree.tostring(part(back, "word/footnotes.xml")).decode()
    assert comments(back)[1][-1] == f"“{ALTERED}”"
    assert outcomes(settled(back, "ins", "del"), shipped) == ["exact"]


def test_all_other_parts_stay_byte_for_byte_and_earlier_comments_stay(tmp_path: Path, shipped: Report) -> None:
    path = tmp_path / "d.docx"
    document = Document()
    paragraph = document.add_paragraph(f"It had “{ALTERED}”.")
    document.add_comment(paragraph.runs, text="Is this so?", author="A colleague", initials="AC")
    document.save(str(path))
    back = given_back(path, shipped)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(back) as after:
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert sorted(changed) == ["word/comments.xml", "word/document.xml"]
    assert comments(back)[0] == ["Is this so?"] and len(comments(back)) == 3
    numbers = [one.get(f"{W}id") for one in part(back, "word/comments.xml").iter(f"{W}comment")]
    assert len(set(numbers)) == 3
    assert sorted(map(str, numbers)) == sorted(
        str(one.get(f"{W}id")) for one in part(back).iter(f"{W}commentReference")
    )


def test_a_file_that_had_no_comments_names_them_where_word_looks(tmp_path: Path, shipped: Report) -> None:
    back = given_back(draft(tmp_path / "d.docx", OVER_RUNS), shipped)
    with zipfile.ZipFile(back) as package:
        assert package.testzip() is None
        assert b'PartName="/word/comments.xml"' in package.read("[Content_Types].xml")
        assert b'Target="comments.xml"' in package.read("word/_rels/document.xml.rels")
        assert package.read("word/media/image1.png") == b"\x89PNG\x00\xff" * 1000


def test_changes_have_numbers_that_nothing_else_has(tmp_path: Path, shipped: Report) -> None:
    back = given_back(draft(tmp_path / "d.docx", CASES["inserted by somebody"]), shipped)
    changes = [one.get(f"{W}id") for one in part(back).iter() if one.tag in (f"{W}ins", f"{W}del")]
    assert len(changes) == len(set(changes)) > 2
    assert not any(inner.tag == f"{W}ins" for one in part(back).iter(f"{W}ins") for inner in one)


def test_a_strict_file_stays_strict(tmp_path: Path, shipped: Report) -> None:
    path = draft(tmp_path / "d.docx", "")
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr(
            "word/document.xml", f'<w:document xmlns:w="{strict}"><w:body>{OVER_RUNS}</w:body></w:document>'
        )
    checker = Checker([shipped])
    verdicts = checker.check_draft(read_quotations(path))
    content = returned(path, lambda *_: None, remarks(verdicts, checker, [shipped], cite), ["summary"])
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in ("word/document.xml", "word/comments.xml"):
            assert strict.encode() in package.read(name)
            assert b"schemas.openxmlformats.org/wordprocessingml" not in package.read(name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("d.md", f"# Title\n\nIt had “{ALTERED}”.\n\n> {LONGER}\n\nWords.[^1]\n\n[^1]: As “{ALTERED}” says.\n"),
        ("d.html", f"<h1>Title</h1><p>It had “{ALTERED}”.</p><blockquote>{LONGER}</blockquote>"),
        ("d.txt", f"It had “{ALTERED}”.\n\nAnd more, “{LONGER}”.\n"),
    ],
)
def test_a_draft_that_is_no_word_file_comes_back_as_one(
    name: str, content: str, tmp_path: Path, shipped: Report
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    back = given_back(path, shipped)
    assert len(comments(back)) == 1 + len(outcomes(path, shipped))
    assert set(outcomes(settled(back, "ins", "del"), shipped)) == {"exact"}
    assert f"It had “{ALTERED}”." in texts(settled(back, "del", "ins"))


def test_entities_of_a_hostile_file_are_not_resolved(tmp_path: Path, shipped: Report) -> None:
    path = draft(tmp_path / "d.docx", OVER_RUNS)
    with zipfile.ZipFile(path, "w") as package:
        body = OVER_RUNS.replace("and more", "&e;")
        package.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY e "x">]><w:document {_NAMES}><w:body>{body}</w:body></w:document>',
        )
    with pytest.raises(UnreadableReport):
        given_back(path, shipped)


def _corrected(words: str, report: Report) -> str:
    checker = Checker([report])
    verdict = checker.check(words)
    return edited(words, correction(verdict, checker))


def test_what_the_draft_says_to_be_its_own_stays(shipped: Report) -> None:
    words = "131 interviews with […] former staff from over 20 field missions"
    corrected = _corrected(words, shipped)
    assert corrected == "131 interviews with […] former staff from more than 20 field missions"


def test_words_that_no_one_passage_certainly_says_are_not_mended(shipped: Report) -> None:
    checker = Checker([shipped])
    verdict = checker.check(ALTERED)
    assert verdict.nearest
    unsure = Verdict(ALTERED, Outcome.ALTERED, (), _scored(verdict.nearest, 0.6))
    assert correction(verdict, checker) and not correction(unsure, checker)


def _scored(place: Citation, score: float) -> Citation:
    return Citation(place.number, place.quote, place.headings, place.document, place.anchor, score)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("The staff were tired of it all.", None),
        ("“The staff were tired of it all”, said many people there.", ""),
        ("In the words of Sergio Vieira de Mello, “The staff were tired of it all”.", "Sergio Vieira de Mello"),
    ],
)
def test_whom_the_report_quotes_is_named_as_it_names_them(text: str, person: str | None, tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(f"{text}\n", encoding="utf-8")
    report = read_report(path)
    start = report.text.index("The staff")
    assert quoted_person(report, Span(start, start + len("The staff were tired"))) == person


def test_a_report_that_quotes_somebody_says_so_in_the_comment(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("In the words of Ann Lee, “The staff were tired of it all that year”.\n", encoding="utf-8")
    body = f"<w:p>{run('“The staff were tired of it all”')}</w:p>"
    lines: Sequence[str] = comments(given_back(draft(tmp_path / "d.docx", body), read_report(path)))[1]
    assert lines[-1] == "The report itself quotes these words, from: Ann Lee"
