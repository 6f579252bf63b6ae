"""A path in: the right reader, or one line that says what is wrong. The shipped report, fact by fact."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from corpus import reading
from corpus.reading import read_report, read_shipped
from corpus.report import Kind, Report
from corpus.unreadable import UnreadableReport

CASES = {
    "MINUSCA:": 7,
    "MINUSMA:": 7,
    "MINUSTAH & MINUJUSTH:": 3,
    "MONUSCO:": 12,
    "UNAMA:": 3,
    "UNAMI:": 5,
    "UNIOGBIS:": 2,
    "UNMIK:": 1,
    "UNMIL:": 1,
    "UNOCI:": 1,
    "UNMISS:": 4,
    "UNSMIL:": 3,
    "UNSONM:": 6,
}


def refusal(path: Path | str) -> str:
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    return str(caught.value)


def items_by_headings(report: Report) -> Counter[tuple[str, ...]]:
    return Counter(report.words_of(block.headings) for block in report.blocks if block.kind is Kind.ITEM)


def test_all_list_items_are_the_55_case_studies_under_the_13_headings_of_their_missions(shipped: Report) -> None:
    above = ("GOING FURTHER TOGETHER", "CASE STUDIES")
    assert items_by_headings(shipped) == Counter({(*above, mission): count for mission, count in CASES.items()})
    assert sum(CASES.values()) == 55


def test_missions_stand_in_the_order_of_the_report(shipped: Report) -> None:
    headings = [shipped.quote(block.span).text for block in shipped.blocks if block.kind is Kind.HEADING]
    assert [heading for heading in headings if heading in CASES] == list(CASES)


def test_a_misprint_stays_as_printed(shipped: Report) -> None:
    assert shipped.text.count("UNSONM") == 1
    assert shipped.text.count("UNSOM") == 1
    assert "HOW DO HUMAN RIGHTS COMPONENT CONTRIBUTE" in shipped.text
    assert "feed-back" in shipped.text


def test_the_survey_stands_under_no_mission(shipped: Report) -> None:
    survey = [block for block in shipped.blocks if "survey" in shipped.quote(block.span).text.lower()]
    places = {shipped.words_of(block.headings) for block in survey if block.kind is not Kind.HEADING}
    assert places == {("GOING FURTHER TOGETHER", "FIGURE 2. SURVEY")}


@pytest.mark.parametrize("words", ["amongst mission leadership and mission personnel.", "UN field missions. Responses"])
def test_a_sentence_that_the_page_broke_is_joined(shipped: Report, words: str) -> None:
    assert words in shipped.text


def test_the_figure_over_three_lines_is_one_line(shipped: Report) -> None:
    lines = [shipped.quote(block.span).text for block in shipped.blocks if block.kind is Kind.LINE]
    assert "573 staff in 12 UN peace operations" in lines


def test_each_of_the_fifteen_contacts_is_one_entry_with_its_address(shipped: Report) -> None:
    entries = [shipped.quote(block.span).text for block in shipped.blocks if block.kind is Kind.ENTRY]
    assert len(entries) == 15
    assert all(entry.count("@") == 1 for entry in entries)
    assert "UNIOGBIS: Ms. Mireya PEÑA GUZMÁN penaguzman@un.org" in entries
    assert (
        "Ms. Georgette GAGNON Director, Field Operations and Technical Cooperation Division ggagnon@ohchr.org"
        in entries
    )


@pytest.mark.parametrize(
    ("title", "missions"),
    [
        ("Combating hate speech on social media", ["MINUSCA:", "UNSMIL:"]),
        ("Supporting the Inspector General of the national police", ["MINUSTAH & MINUJUSTH:", "MONUSCO:"]),
        ("Supporting situational awareness through information collection", ["MINUSMA:", "UNOCI:"]),
    ],
)
def test_a_title_printed_under_two_missions_stands_twice(shipped: Report, title: str, missions: list[str]) -> None:
    found = [block for block in shipped.blocks if shipped.quote(block.span).text == title]
    assert [shipped.words_of(block.headings)[-1] for block in found] == missions


def test_no_other_title_is_printed_twice(shipped: Report) -> None:
    titles = Counter(shipped.quote(block.span).text for block in shipped.blocks if block.kind is Kind.ITEM)
    assert sum(count > 1 for count in titles.values()) == 3


def test_curly_quotes_stay_curly_and_marks_are_gone(shipped: Report) -> None:
    assert "Organization’s most significant achievements" in shipped.text
    assert shipped.text.count("“") == shipped.text.count("”") == 2
    assert "UN's support" in shipped.text
    assert not set("*#\u00a0\t") & set(shipped.text)
    assert "//" not in shipped.text


def test_the_shipped_text_is_this_very_text(shipped: Report) -> None:
    """Anchors, saved indexes and other people's links hold this digest: a change is a decision, not an accident."""
    assert shipped.sha256 == "c33e8e70cc773e8e3fae35362c0f0903528954859a75297577160f13c3adbba8"
    assert (shipped.name, shipped.title) == ("going-further-together", "GOING FURTHER TOGETHER")
    assert shipped.pages == ()
    assert read_shipped() == shipped


def test_the_shipped_report_names_its_edition(shipped: Report) -> None:
    assert shipped.edition is not None
    assert "7 July 2020" in shipped.edition


@pytest.mark.parametrize("name", ["study.md", "study.MARKDOWN", "study.txt", "study.Text"])
def test_the_suffix_chooses_the_reader_whatever_its_case(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("# Findings\n\nThe **mission** left.\n", encoding="utf-8")
    report = read_report(path)
    marked = name.lower().startswith("study.t")
    assert report.text == ("# Findings\n\nThe **mission** left." if marked else "Findings\n\nThe mission left.")
    assert report.name == str(path)


@pytest.mark.parametrize(
    ("encoding", "mark"), [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-be", "\ufeff")]
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_word(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "study.txt"
    path.write_bytes((mark + "Les « droits » de l’homme.").encode(encoding))
    assert read_report(path).text == "Les « droits » de l’homme."


def test_line_ends_of_other_systems_read_alike(tmp_path: Path) -> None:
    texts = []
    for name, end in [("a.txt", "\n"), ("b.txt", "\r\n"), ("c.txt", "\r")]:
        (tmp_path / name).write_bytes(f"One{end}goes on.{end}{end}Two.".encode())
        texts.append(read_report(tmp_path / name).text)
    assert texts == ["One goes on.\n\nTwo."] * 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("study.md", b"", "is empty"),
        ("study.txt", b" \n\t\n\n", "holds no words"),
        ("study.md", b"\n---\n\n***\n", "holds no words"),
        ("study.odt", b"PK\x03\x04", "not a kind of file that Further reads (.pdf, .docx"),
        ("study.docx", b"PK\x03\x04", "not a Word file that can be read, or it is damaged"),
        ("study.html", b"<p></p>", "holds no words"),
        ("study", b"Words.", "not a kind of file"),
        ("study.txt", b"Words \x00\x01\x02", "holds binary data"),
        ("study.md", "Les droits de l’homme, à lire".encode("cp1252"), "is not UTF-8 text (byte 15"),
        ("study.txt", b"\xff\xfeW\x00o", "Save it as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line_that_names_it(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    line = refusal(path)
    assert said in line
    assert str(path) in line
    assert "\n" not in line
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.md").startswith("There is no file")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "study.md").mkdir()
    assert "is a folder" in refusal(tmp_path / "study.md")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "study.md")
    assert "not a regular file" in refusal(tmp_path / "study.md")


@pytest.mark.parametrize("name", ["a\0b.md", "a\nb.md", "\udcff.md", "x" * 5000 + ".md"])
def test_a_path_that_no_terminal_shows_is_refused_in_one_line_that_it_can_show(name: str) -> None:
    line = refusal(name)
    assert line.isprintable()
    assert len(line) < 500


def test_letters_with_accents_in_a_path_are_shown_as_they_are() -> None:
    assert "étude/отчёт.md" in refusal("étude/отчёт.md")


@pytest.mark.parametrize("name", ["study.md", "study.txt", "study.pdf"])
def test_a_file_over_the_limit_is_refused_before_a_byte_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def must_not_read(*_: object, **__: object) -> bytes:
        raise AssertionError("The file was read.")

    path = tmp_path / name
    path.write_bytes(b"Words and more words.")
    monkeypatch.setattr(reading, "LARGEST_FILE", 20)
    monkeypatch.setattr(Path, "read_bytes", must_not_read)
    monkeypatch.setattr(Path, "open", must_not_read)
    assert "the limit is" in refusal(path)


def test_a_file_of_just_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "study.txt"
    path.write_bytes(b"Words.")
    monkeypatch.setattr(reading, "LARGEST_FILE", 6)
    assert read_report(path).text == "Words."


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "study.md").write_text("Words.", encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert "cannot be read (permission denied)" in refusal(tmp_path / "study.md")
