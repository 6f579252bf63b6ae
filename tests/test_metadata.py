"""Bibliographic facts come from the file beside the document; what is not there is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.metadata import Metadata, metadata
from corpus.reading import read_report
from corpus.report import Report
from corpus.unreadable import UnreadableReport


def beside(tmp_path: Path, written: str | None) -> Report:
    document = tmp_path / "study.md"
    document.write_text("# A study\n\nIt says so.\n", encoding="utf-8")
    if written is not None:
        (tmp_path / "study.metadata.json").write_text(written, encoding="utf-8")
    return read_report(document)


def test_of_the_shipped_report_only_what_is_printed_or_known_stands_there(shipped: Report) -> None:
    facts = metadata(shipped)
    assert facts.body == "Office of the United Nations High Commissioner for Human Rights"
    assert facts.title.casefold().startswith(shipped.title.casefold())
    assert (facts.date, facts.symbol, facts.place, facts.url) == (None, None, None, None)


def test_without_a_file_the_title_alone_is_known(tmp_path: Path) -> None:
    assert metadata(beside(tmp_path, None)) == Metadata("A study")


def test_a_person_writes_the_facts_of_a_document_of_their_own(tmp_path: Path) -> None:
    written = '{"body": "World Body", "date": "2020-10-01", "symbol": "A/80/590", "place": " "}'
    facts = metadata(beside(tmp_path, written))
    assert facts == Metadata("A study", "World Body", "2020-10-01", None, "A/80/590")
    assert facts.date_parts == (2020, 10, 1)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "not JSON"),
        ("[]", "one JSON object"),
        ('{"body": 3}', "values are texts"),
        ('{"author": "x"}', "unknown keys: author"),
        ('{"date": "1 October 2020"}', "not written as 2020"),
        ('{"date": "2020-13"}', "not written as 2020"),
    ],
)
def test_a_file_that_says_it_otherwise_is_refused_in_one_line(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(UnreadableReport, match=said) as refusal:
        metadata(beside(tmp_path, written))
    assert "\n" not in str(refusal.value)
