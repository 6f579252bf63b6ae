"""What the second encoder reads together."""

from __future__ import annotations

from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.report import Report
from index.windows import Window, windows


def test_neighbours_under_one_heading_are_read_together() -> None:
    report = markdown_report("# Courts\n\nOne. Two.\n\n- three\n\n# Prisons\n\nFour.\n", "a.md", "a")
    read = windows(passages(report))
    assert read[-1] == Window("Prisons", ("Four.",))
    assert Window("Courts", ("One.", "Two.", "three")) in read


def test_a_window_ends_before_it_is_too_long_and_a_long_passage_has_one_alone() -> None:
    sentence, long = "It was said in the camp " * 5 + "again.", "and on " * 60 + "it went."
    report = markdown_report(f"{sentence} {sentence} {sentence}\n\n{long}\n\nShort.\n", "a.md", "a")
    assert [len(window.texts) for window in windows(passages(report))] == [2, 1, 1, 1]


def test_every_passage_stands_in_one_window_in_the_documents_order(shipped: Report) -> None:
    units = passages(shipped)
    read = windows(units)
    assert [text for window in read for text in window.texts] == [unit.quote.text for unit in units]
    above = [window.above for window in read for _ in window.texts]
    assert above == [" ".join(unit.headings[-1:]) for unit in units]


def test_of_no_passages_there_are_no_windows() -> None:
    assert windows([]) == []
