"""Points that a sign opens which is no mark of the file's own: in text, Markdown, Word, web pages and PDFs alike."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import typst

from corpus.reading import read_report
from corpus.report import Kind, Report
from tests.test_pdf_file import words

SIGNS = "→⇒►▪‣–✓"
POINTS = ["to open kitchens in the north,", "to close the camp,", "to count the votes."]
KINDS = ("txt", "md", "html", "docx", "pdf")


def report_of(folder: Path, kind: str, paragraphs: list[str]) -> Report:
    path = folder / f"a.{kind}"
    if kind == "docx":
        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(str(path))
    elif kind == "pdf":
        path.with_suffix(".typ").write_text("\n\n".join(paragraphs).replace("*", "\\*"), "utf-8")
        typst.compile(path.with_suffix(".typ"), output=path)
    else:
        form = "<p>{}</p>" if kind == "html" else "{}"
        path.write_text("\n\n".join(map(form.format, paragraphs)), "utf-8")
    return read_report(path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_opens_a_point_and_is_none_of_its_words(tmp_path: Path, kind: str, sign: str) -> None:
    report = report_of(tmp_path, kind, ["The mission decided:", *(f"{sign} {point}" for point in POINTS)])
    assert words(report, Kind.ITEM) == POINTS


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sign", "✗☒")
def test_a_cross_or_an_empty_box_stays_with_its_words(tmp_path: Path, kind: str, sign: str) -> None:
    report = report_of(tmp_path, kind, ["The mission may not:", f"{sign} use force against the people."])
    assert words(report)[-1] == f"{sign} use force against the people."


@pytest.mark.parametrize("sign", "→⇒·")
def test_an_arrow_within_a_sentence_opens_no_point(tmp_path: Path, sign: str) -> None:
    report = report_of(tmp_path, "txt", [f"The town led to the camp\n{sign} and the camp led on."])
    assert words(report, Kind.PARAGRAPH) == [f"The town led to the camp {sign} and the camp led on."]


def test_a_dash_before_a_name_says_whose_the_words_above_are(tmp_path: Path) -> None:
    report = report_of(tmp_path, "md", ["The kitchens were open to all.", "– Aïssatou Diop, head of the mission"])
    assert words(report) == ["The kitchens were open to all.", "– Aïssatou Diop, head of the mission"]
