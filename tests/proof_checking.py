"""Checking against long documents of the United Nations: mutations, sentences of other documents, a 200-page draft.

The documents are those of the bench: `FURTHER_BENCH`, else `../shared/bench` beside the repository.
"""

from __future__ import annotations

import os
import random
import time
from functools import cache
from pathlib import Path

import pytest
from docx import Document

from assistant.checking.checker import Checker, Outcome
from assistant.checking.drafts import read_quotations
from corpus.passages import passages
from corpus.reading import read_report, read_shipped
from corpus.report import Kind, Report
from tests.mutations import checked_mutations, leads_to

BENCH = Path(os.environ.get("FURTHER_BENCH", Path(__file__).parents[2] / "shared" / "bench"))
NAMES = ("A_80_590.pdf", "A_80_604_Add.9.pdf", "A_81_6_SECT._3.pdf")
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not (BENCH / "pdfs" / "un").is_dir(), reason=f"no bench at {BENCH}: set FURTHER_BENCH"),
]
RUNNING = (Kind.PARAGRAPH, Kind.ITEM)
PAGES, SECONDS = 200, 20
WORDS_A_PAGE = 500


@cache
def report(name: str) -> Report:
    return read_report(BENCH / "pdfs" / "un" / name)


def sentences(of: Report) -> list[str]:
    """Running sentences: a heading of four words may well stand in two documents."""
    found = [p.quote.text for p in passages(of) if p.kind in RUNNING]
    return [words for words in dict.fromkeys(found) if len(words.split()) >= 8]


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_of_another_document_is_the_reports(name: str) -> None:
    checker = Checker([read_shipped()])
    drawn = random.Random(1).sample(sentences(report(name)), 100)
    assert [words for words in drawn if checker.check(words).outcome is not Outcome.ABSENT] == []


@pytest.mark.parametrize("name", NAMES)
def test_none_of_the_reports_sentences_is_another_documents(name: str) -> None:
    checker = Checker([report(name)])
    assert [words for words in sentences(read_shipped()) if checker.check(words).outcome is Outcome.EXACT] == []


@pytest.mark.parametrize("name", NAMES)
def test_of_the_reports_sentences_hardly_one_is_called_another_documents_in_other_words(name: str) -> None:
    """One of 72 may be: a long name of a body that both documents spell out."""
    checker = Checker([report(name)])
    called = [words for words in sentences(read_shipped()) if checker.check(words).outcome is not Outcome.ABSENT]
    assert len(called) <= 1, called


@pytest.mark.parametrize("name", NAMES)
def test_of_300_mutations_of_a_long_document_none_is_exact_and_98_in_100_lead_to_their_passage(name: str) -> None:
    found = checked_mutations(report(name), 5, RUNNING)  # column heads stand over every table
    assert not [verdict.text for verdict, _ in found if verdict.outcome is Outcome.EXACT]
    wrong = [(verdict.text, verdict.nearest) for verdict, origins in found if not leads_to(verdict, origins)]
    print(f"{name}: {300 - len(wrong)} of 300 lead to their passage")
    assert len(wrong) <= 6, wrong


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_of_a_long_document_is_exact_and_with_a_word_changed_altered(name: str) -> None:
    checker, chance = Checker([report(name)]), random.Random(2)
    for words in chance.sample(sentences(report(name)), 100):
        assert checker.check(words).outcome is Outcome.EXACT
        changed = words.split()
        changed[chance.randrange(1, len(changed) - 1)] = "turquoise"
        assert checker.check(" ".join(changed)).outcome is Outcome.ALTERED


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt"])
def test_a_draft_of_200_pages_is_checked_in_time(suffix: str, tmp_path: Path) -> None:
    chance, ours, others = random.Random(3), sentences(read_shipped()), sentences(report(NAMES[2]))
    paragraphs: list[str] = []
    words = 0
    while words < PAGES * WORDS_A_PAGE:
        text = f"{chance.choice(others)} It says “{chance.choice(ours)}” and “{chance.choice(others)}” there."
        words += len(text.split())
        paragraphs.append(text)
    draft = tmp_path / f"draft{suffix}"
    if suffix == ".docx":
        document = Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(str(draft))
    else:
        draft.write_text("\n\n".join(paragraphs), encoding="utf-8")
    started = time.perf_counter()
    quotations = read_quotations(draft)
    verdicts = Checker([read_shipped()]).check_draft(quotations)
    took = time.perf_counter() - started
    print(f"{suffix}: {words} words, {len(verdicts)} quotations: {took:.1f} s")
    assert took < SECONDS
