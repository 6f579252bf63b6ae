"""A conversation as a file: every quote word for word, in quotation marks, with the place and the anchor."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from assistant.answer import Answer
from assistant.files.conversation_file import KINDS, exported, place_line
from corpus.anchors import find_reference
from corpus.report import Report
from tests.chat_server import Scripted, tricky_report

TRICKY = tricky_report()


def answers(reports: tuple[Report, ...]) -> list[Answer]:
    script = Scripted(reports)
    return [script.answer(question) for question in ("Ebola", "twelve", "tricky *marked* <b>up</b>", "silence")]


def text_of(raw: bytes, kind: str) -> str:
    if kind == "docx":
        return "\n".join([*(paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs), *notes(raw)])
    return raw.decode("utf-8")


def notes(raw: bytes) -> list[str]:
    """The footnotes of a Word file, in their order."""
    parts = Document(BytesIO(raw)).part.package.iter_parts()
    part = parse_xml(next(part for part in parts if part.partname.endswith("footnotes.xml")).blob)
    return ["".join(words.text for words in note.iter(qn("w:t"))) for note in part.iter(qn("w:footnote"))]


@pytest.mark.parametrize("kind", ["md", "docx"])
def test_every_quote_stands_in_the_file_with_its_place(shipped: Report, kind: str) -> None:
    reports = (shipped, TRICKY)
    said = answers(reports)
    text = text_of(exported(said, reports, kind), kind).replace("\\", "")
    for answer in said:
        for citation in (*answer.citations, *answer.nearest):
            assert f"“{citation.quote.text}”" in text
            assert place_line(citation, reports) in text


def test_nothing_but_quotes_stands_in_quotation_marks(shipped: Report) -> None:
    said = answers((shipped, TRICKY))
    text = text_of(exported(said, (shipped, TRICKY), "docx"), "docx")
    quotes = {citation.quote.text for answer in said for citation in (*answer.citations, *answer.nearest)}
    marked = [piece.split("”")[0] for piece in text.split("“")[1:]]
    assert marked
    assert set(marked) <= quotes


def test_in_word_nothing_of_ours_looks_like_a_quote(shipped: Report) -> None:
    document = Document(BytesIO(exported(answers((shipped, TRICKY)), (shipped, TRICKY), "docx")))
    looks = {one.style.name: one.style.font.italic for one in document.paragraphs if one.style}
    assert (looks["Quote"], looks["Further Own Line"]) == (False, True)
    assert all(("“" in one.text) == (one.style.name == "Quote") for one in document.paragraphs if one.style)


def test_silence_is_labelled_as_no_answer_in_every_kind(shipped: Report) -> None:
    said = [Scripted((shipped,)).answer("silence")]
    for kind in ("md", "docx"):
        text = text_of(exported(said, (shipped,), kind), kind)
        assert text.index("not an answer") < text.index("“")


def test_the_json_file_holds_the_answer_objects_and_the_editions(shipped: Report) -> None:
    found = json.loads(exported(answers((shipped, TRICKY)), (shipped, TRICKY), "json"))
    assert [document["sha256"] for document in found["documents"]] == [shipped.sha256, TRICKY.sha256]
    assert len(found["answers"]) == 4
    quote = found["answers"][0]["quotes"][0]
    assert shipped.text[quote["start"] : quote["end"]] == quote["text"]


def test_a_place_names_the_page_as_printed_and_as_the_file_counts(shipped: Report) -> None:
    citation = Scripted((shipped, TRICKY)).answer("tricky").citations[0]
    line = place_line(citation, (shipped, TRICKY))
    assert ", page iv (page 1 of the file) [further:" in line
    assert find_reference(TRICKY, line) == citation.quote.span


def test_a_question_with_characters_that_word_cannot_hold_is_saved_all_the_same(shipped: Report) -> None:
    answer = Scripted((shipped,)).answer("Ebola \x00\x0b\ud800?")
    for kind in KINDS:
        assert exported([answer], (shipped,), kind)


def test_markdown_shows_markup_in_a_document_as_it_is(shipped: Report) -> None:
    text = exported(answers((shipped, TRICKY)), (shipped, TRICKY), "md").decode()
    assert "<script>" not in text
    assert "\\<script\\>" in text


@pytest.mark.parametrize("kind", ["md", "docx"])
def test_our_lines_are_in_the_language_of_the_answer(shipped: Report, kind: str) -> None:
    said = [replace(answer, language="fr") for answer in answers((shipped, TRICKY))]
    text = text_of(exported(said, (shipped, TRICKY), kind), kind).replace("\\", "")
    assert "Conversation avec Further" in text
    assert "Passages les plus proches" in text
    assert "n’est pas un produit de l’Organisation des Nations Unies" in text
    assert "Nearest passages" not in text
    assert "Conversation with" not in text
