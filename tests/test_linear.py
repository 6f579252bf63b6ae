"""No text that a person brings takes time out of proportion to its length: patterns, and the functions around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import assistant
import corpus
import index
from assistant.answer import Turn
from assistant.assistant import Assistant
from assistant.checking.checker import Checker
from assistant.checking.drafts import pasted_quotations, read_quotations
from assistant.checking.html_draft import html_paragraphs
from assistant.checking.quotations import Paragraph, quotations
from assistant.question_text import LONGEST_QUESTION
from corpus.html_file import html_report
from corpus.markdown_file import markdown_report
from corpus.marked_pieces import Piece, laid_down
from corpus.marked_tables import Cell
from corpus.passages import passages
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from corpus.text_file import text_report
from tests.hostile_text import EDGES, PIECES, Used, grows, patterns, pieces_of, repeated, seconds

pytestmark = pytest.mark.slow


def test_the_judge_tells_a_pattern_that_looks_back_from_one_that_does_not() -> None:
    import re

    slow = Used("slow", re.compile(r"\s+$"), frozenset(["search"]))
    quick = Used("quick", re.compile(r"(?<!\s)\s++$"), frozenset(["search"]))
    assert grows(slow.run, lambda length: repeated(" ", length, "", "x"), 4096)
    assert not grows(quick.run, lambda length: repeated(" ", length, "", "x"), 4096)


def test_no_pattern_looks_at_a_text_again_and_again() -> None:
    # A PDF's lines are as long as its page, and are read in a process of its own that is ended when it takes long.
    found = patterns((corpus, assistant, index), lambda module: module.startswith("corpus.pdf_"))
    assert len(found) > 120
    assert [slow for used in found if (slow := _slow(used))] == []


def _slow(used: Used) -> str:
    own = pieces_of(used.pattern)
    for piece in dict.fromkeys([*own, *PIECES]):
        for begin, end in EDGES if piece in own else EDGES[-1:]:
            if grows(used.run, _of(piece, begin, end)):
                return f"{used.name}: {begin!r}, {piece!r} again and again, {end!r}"
    return ""


def _of(piece: str, begin: str = "", end: str = "") -> Callable[[int], str]:
    return lambda length: repeated(piece, length, begin, end)


def _paragraph(text: str) -> object:
    draft = Draft()
    draft.add(Kind.PARAGRAPH, f"a{text}")
    return passages(draft.report("long", "Long"))


READ: dict[str, Callable[[str], object]] = {
    "sentences": _paragraph,
    "text": lambda text: passages(text_report(text, "t", "T")),
    "Markdown": lambda text: passages(markdown_report(text, "t", "T")),
    "HTML": lambda text: passages(html_report(text, "t", "T")),
    "pasted": pasted_quotations,
    "a draft": lambda text: quotations([Paragraph(text, "paragraph 1")]),
    "an HTML draft": lambda text: quotations(html_paragraphs(text)),
}
_LONG_PIECES = [piece for piece in PIECES if len(piece) > 1]
QUOTED = ("“a b c d” ", "“A b c d.” The x. ", "'a b c d' ", "«a b c d» ", "“a b c d\n", "“a b c d” (A/80/1). ", "“a … ")


@pytest.mark.parametrize("reader", READ)
def test_reading_takes_time_in_proportion(reader: str) -> None:
    assert pieces_that_grow(reader, 1024) == []  # `proof_linear.py`: and of longer texts


def pieces_that_grow(reader: str, length: int) -> list[str]:
    return [piece for piece in (*_LONG_PIECES, *QUOTED) if grows(READ[reader], _of(piece), length)]


@pytest.mark.parametrize("head", [True, False])
def test_a_tables_row_is_laid_down_in_proportion_to_its_columns(head: bool) -> None:
    def lay_down(words: str) -> object:
        cells = [Cell(1, row, column, head=head) for row in (1, 2) for column in range(1, len(words) + 1)]
        return laid_down([Piece(Kind.LINE, words[cell.column - 1], cell=cell) for cell in cells])

    assert grows(lay_down, lambda length: repeated("a", length), 4096) is None


def test_a_quotation_of_many_pages_is_compared_by_its_first_two(shipped: Report) -> None:
    checker = Checker([shipped], [])

    def check(text: str) -> object:
        return checker.check_draft(pasted_quotations(text))

    # Longer than what is compared: there it goes on in proportion, and below that it may not.
    assert seconds(check, repeated("“the mission ", 80_000)) < 10 * seconds(check, repeated("“the mission ", 20_000))


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "a? ",
        "1. ",
        "A. ",
        "Who ? ",
        ",  ab",
        "except a, ",
        "the first ",
        "“a ",
        "MONUSCO ",
        "a and b or ",
        "how many ",
    ],
)
def test_a_follow_up_of_one_thing_said_over_and_over_is_answered_in_proportion(
    assistant: Assistant, piece: str
) -> None:
    first = assistant.answer("Which missions worked on elections?")
    turns = [Turn(first.question, first)]

    def ask(text: str) -> object:
        return assistant.answer(f"And {text}", turns)

    assert grows(ask, lambda length: repeated(piece, min(length, LONGEST_QUESTION - 4))) is None


def test_what_opens_a_tag_or_a_comment_and_is_never_closed_is_words() -> None:
    assert html_report("<p>One <!-- two <b three", "t", "T").text == "One <!-- two <b three"
    assert markdown_report("One <!-- two\n\nthree", "t", "T").text == "One <!-- two\n\nthree"
    assert html_report("<p>One <!-- no --> two <![ three>", "t", "T").text == "One two"


def test_a_word_file_of_boxes_within_boxes_is_read_or_refused(tmp_path: Path) -> None:
    from corpus.unreadable import UnreadableReport
    from tests.fuzz_files import _body, word

    path = tmp_path / "boxes.docx"
    box = ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>")
    path.write_bytes(word(_body(box[0] * 3000 + "<w:p><w:r><w:t>words</w:t></w:r></w:p>" + box[1] * 3000)))
    with pytest.raises(UnreadableReport, match="can be read"):
        read_quotations(path)
