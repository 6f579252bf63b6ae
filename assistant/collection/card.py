"""A document and an assistant over it in, its card out: outline, its own words about itself, questions to begin with.

Every question was asked before it is offered, and is answered with the document's words: one about the document as a
whole, or about a heading by what stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.query.phrasebook.language import language_of
from assistant.wording.sentences import say
from corpus.readers_questions import readers_questions
from corpus.report import Block, Kind, Report

COUNT = 5
_TRIED = 14  # questions asked at most; each takes some hundredths of a second
_OUTLINE = 12  # headings
_SEVERAL = 3
_SAMPLE = 4000  # characters that tell the language
_SHORTEST, _LONGEST = 12, 70  # characters of a heading that a question can be made of
_NUMBER = re.compile(r"^(?:[A-Z]|[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3})*)[.)] ")
_NOTE_CALLS = "*†‡¹²³⁴⁵⁶⁷⁸⁹⁰"


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """`outline`: its highest headings, in order. `about`: what it says of itself, none where it says nothing."""

    outline: tuple[str, ...]
    about: tuple[Citation, ...]
    questions: tuple[str, ...]


def document_card(assistant: Assistant, report: Report, between: Callable[[], None] = lambda: None) -> DocumentCard:
    """`assistant`: over this report alone. `between` is called before each question, so that more urgent work may come
    in."""
    language = language_of(report.text[:_SAMPLE])
    about = assistant.answer(say("card_about", language))
    headings = _highest(report)
    found: list[str] = []
    for tried, (question, leads) in enumerate(_candidates(report, language, headings)):
        if tried >= _TRIED or len(found) == COUNT:
            break
        between()
        if leads(assistant.answer(question)):
            found.append(question)
    outline = tuple(_words(report, block) for block in headings[:_OUTLINE])
    return DocumentCard(outline, about.citations, tuple(found))


def _candidates(report: Report, language: str, headings: list[Block]) -> Iterator[tuple[str, Callable[[Answer], bool]]]:
    """Each with what must hold of its answer: those that readers wrote for it, about the whole, about its parts."""
    written = [question for question in readers_questions(report).questions if question.passage]
    step = max(1, len(written) // COUNT)
    for question in written[::step][:COUNT]:
        if language_of(question.text) == language:
            yield question.text, lambda answer: bool(answer.citations)
    yield say("card_about", language), lambda answer: bool(answer.citations)
    for block in headings:
        words = asked_about(report, report.quote(block.span).text)
        if _SHORTEST <= len(words) <= _LONGEST:
            yield say("card_heading", language, heading=words), _under(report, block)


def _under(report: Report, heading: Block) -> Callable[[Answer], bool]:
    def leads(answer: Answer) -> bool:
        """Whether it shows what stands below the heading, and not only the heading."""
        shown = (*answer.citations, *answer.further) if answer.citations else ()
        blocks = (report.block_at(citation.quote.span.start) for citation in shown)
        return any(block and heading.span in block.headings for block in blocks)

    return leads


def _highest(report: Report) -> list[Block]:
    """The headings of the highest level that has three, else all; not the title above everything."""
    all_ = [block for block in report.blocks if block.kind is Kind.HEADING]
    headings = [block for block in all_ if _words(report, block) != report.title]
    levels = sorted({block.level for block in headings})
    for level in levels:
        found = [block for block in headings if block.level == level]
        if len(found) >= _SEVERAL:
            return found
    return headings


def asked_about(report: Report, heading: str) -> str:
    """The subject without its letter or number and its calls of notes, as a person would say it in a question, told by
    how the document writes it in its sentences: "financial resources" of "II. Financial resources¹", "the Advisory
    Committee" of "B. Advisory Committee"."""
    subject = _NUMBER.sub("", " ".join(heading.split()), count=1).rstrip(f": {_NOTE_CALLS}")
    first = re.match(r"\w+", subject)
    small = subject
    if first and first[0][1:].islower() and re.search(rf"\b{first[0].lower()}\b", report.text):
        small = subject[0].lower() + subject[1:]
    for said in (f"the {subject}", f"the {small}"):
        if f" {said}" in report.text:
            return said
    return small


def _words(report: Report, block: Block) -> str:
    return " ".join(report.quote(block.span).text.split()).rstrip(":")
