"""Words that a bar hides within a line: the rest stays, and does not run on as if nothing had stood there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.pdf_redacted import BLOCK, blocks_in_lines, lying_on, with_blocks
from corpus.pdf_runs import Fragment
from tests.test_pdf_hidden import SHOWN, read_stream, text

NOTE = "Text that the pages do not show was left out: under a filled box (page 1)."
LINE = "The witness Anna Bell said so."  # in Helvetica of 10 points "Anna Bell" stands from 125 to 169
BAR = "124 646 46 12 re f"


@pytest.mark.parametrize(
    "stream",
    [
        f"{text(LINE)} {BAR}",
        f"{text(LINE)} 1 g {BAR}",
        f"{text('The witness ')} {text('Anna', x=125)} {text('Bell', x=149)} {text('said so.', x=172)} {BAR}",
        f"{text('The witness ')} {BAR} {text('Anna Bell', x=125)} {text('said so.', x=172)}",  # black on black
        f"0 0 0 1 k {BAR} {text(LINE)}",
    ],
)
def test_words_under_a_bar_are_left_out_of_their_line_and_a_block_stands_for_them(tmp_path: Path, stream: str) -> None:
    report = read_stream(tmp_path, stream)
    assert report.text.split("\n\n")[1] == f"The witness {BLOCK} said so."
    assert report.notes == (NOTE,)


def test_a_bar_over_several_lines_leaves_a_sentence_that_shows_where_they_stood(tmp_path: Path) -> None:
    lines = (
        "The witness told the council that Anna Bell came",
        "by night with her crew of eleven people and that",
        "the mission wrote it down.",
    )
    drawn = " ".join(text(line, 650 - 12 * at) for at, line in enumerate(lines))
    report = read_stream(tmp_path, f"{drawn} 219 646 90 12 re f 70 634 250 12 re f 70 622 17 12 re f")
    assert (
        report.text.split("\n\n")[1]
        == f"The witness told the council that {BLOCK} {BLOCK} {BLOCK} mission wrote it down."
    )


@pytest.mark.parametrize(
    "stream",
    [
        f"0 1 0 rg {BAR} 0 g {text(LINE)}",  # on a green bar
        f"0 g {BAR} 1 g 120 640 60 20 re f 0 g {text(LINE)}",  # on paper that was laid on a black one
        f"0 g 60 630 300 40 re 61 631 298 38 re f* {text(LINE)}",  # in a frame
        f"0 g {BAR} 0 0 1 rg {text(LINE)}",  # in blue on black
        f"0 g {BAR} /Fm Do {text(LINE)}",  # on whatever a form has painted
        f"{text(LINE)} 168 646 44 1 re f",
    ],
)
def test_words_that_a_bar_does_not_hide_are_read(tmp_path: Path, stream: str) -> None:
    report = read_stream(tmp_path, stream, state="/ON")
    assert LINE in report.text
    assert report.notes == ()


RUN = Fragment("The witness said so.", 72, 650, 10, bold=False)
BOX = (70.0, 645.0, 95.0, 660.0)


def letters(words: str) -> list[tuple[str, tuple[float, float, float, float]]]:
    return [(char, (72 + 5 * at, 648, 77 + 5 * at, 658)) for at, char in enumerate(words)]


def test_a_run_whose_letters_two_programs_read_otherwise_is_left_out_whole() -> None:
    out, places = with_blocks([RUN], {0: lying_on([BOX], RUN)}, lambda: letters("Xhe xitness said so."))
    assert ([each.text for each in out], places) == ([""], {0})


def test_a_run_on_which_no_letter_is_hidden_stays() -> None:
    beside = (60.0, 645.0, 73.5, 660.0)
    out, places = with_blocks([RUN], {0: lying_on([beside], RUN)}, lambda: letters(RUN.text))
    assert (out, places) == ([RUN], set())


def test_words_that_stand_alone_leave_no_block() -> None:
    other = replace(RUN, y=500)
    assert [run.text for run in blocks_in_lines([RUN, other], [replace(RUN, text=""), other])] == ["", other.text]


def test_the_line_above_is_read_as_ever(tmp_path: Path) -> None:
    assert read_stream(tmp_path, f"{text(LINE)} {BAR}").text.startswith(f"{SHOWN}\n\n")
