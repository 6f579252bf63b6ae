"""What a browser kept is proved against the report before it is shown again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.answer_json import answer_object
from assistant.restored_answer import restored
from corpus.report import Report
from tests.chat_server import Scripted, tricky_report

REPORT = tricky_report()


@pytest.fixture
def kept(shipped: Report) -> dict[str, Any]:
    return answer_object(Scripted((shipped,)).answer("Ebola"))


def bare(answer: Answer) -> Answer:
    """Without what is rounded on its way."""
    return replace(answer, confidence=0.0, latency_ms=0.0)


@pytest.mark.parametrize(
    "question", ["Ebola", "twelve", "silence mission_absent", "tricky", "across", "how many turns"]
)
def test_an_answer_comes_back_as_it_was(shipped: Report, question: str) -> None:
    reports = (shipped, REPORT)
    answer = Scripted(reports).answer(question)
    back = restored(answer_object(answer), reports)
    assert back is not None
    if question != "across":  # stands under no headings in the script
        assert bare(back) == bare(answer)


def test_words_that_the_report_does_not_hold_make_an_answer_unusable(shipped: Report, kept: dict[str, Any]) -> None:
    kept["quotes"][0]["text"] = "Supporting the Ebola response everywhere"
    assert restored(kept, [shipped]) is None


def test_words_that_moved_in_another_edition_are_found_by_their_anchor(shipped: Report, kept: dict[str, Any]) -> None:
    wanted = kept["quotes"][0]["text"]
    blocks = tuple(
        replace(
            block,
            span=replace(block.span, start=block.span.start + 9, end=block.span.end + 9),
            headings=tuple(replace(head, start=head.start + 9, end=head.end + 9) for head in block.headings),
        )
        for block in shipped.blocks
    )
    moved = replace(shipped, text="Foreword " + shipped.text, blocks=blocks)
    back = restored(kept, [moved])
    assert back is not None
    quote = back.citations[0].quote
    assert quote.text == wanted == moved.text[quote.span.start : quote.span.end]
    assert quote.span.start == kept["quotes"][0]["start"] + 9


def test_an_answer_of_more_quotes_than_are_asked_about_is_unusable(shipped: Report, kept: dict[str, Any]) -> None:
    kept["quotes"] = kept["quotes"][:1] * 3000
    kept["nearest"] = []
    assert restored(kept, [shipped])
    kept["nearest"] = kept["quotes"][:1]
    assert restored(kept, [shipped]) is None


def test_headings_are_taken_from_the_report_and_not_from_what_was_kept(shipped: Report, kept: dict[str, Any]) -> None:
    true = tuple(kept["quotes"][0]["section"])
    kept["quotes"][0]["section"] = ["A heading that nobody printed"]
    back = restored(kept, [shipped])
    assert back is not None
    assert back.citations[0].headings == true


@pytest.mark.parametrize(
    "damage",
    [
        {"status": "sure"},
        {"quotes": None},
        {"quotes": [{}]},
        {"message": "m" * 20_001},
        {"question": 7},
        {"confidence": "high"},
    ],
)
def test_what_this_program_never_wrote_is_no_answer(
    shipped: Report, kept: dict[str, Any], damage: dict[str, Any]
) -> None:
    assert restored({**kept, **damage}, [shipped]) is None


WHAT = {"text": "a", "understood_as": "a", "language": "en"}


@pytest.mark.parametrize(
    "query",
    [
        {**WHAT, "text": "half of a letter: \ud800"},
        {**WHAT, "language": "x" * 30_000},
        {**WHAT, "language": "../../en"},
        {**WHAT, "clauses": [[{"word": "a", "literal": ["a"], "forms": []}]]},
        {**WHAT, "clauses": [[{"word": "a", "literal": ["a"], "forms": [[]]}]]},
        {**WHAT, "terms": [{"word": "a", "literal": ["a"], "forms": [["a"], []]}]},
        {**WHAT, "excluded": {"clauses": [[{"word": "a", "literal": ["a"], "forms": []}]]}},
    ],
)
def test_a_query_that_no_question_fills_makes_an_answer_unusable(
    shipped: Report, kept: dict[str, Any], query: dict[str, Any]
) -> None:
    assert restored({**kept, "query": WHAT}, [shipped])
    assert restored({**kept, "query": query}, [shipped]) is None


@pytest.mark.parametrize("kept", [None, [], "answer", 3, {}])
def test_what_is_no_answer_at_all_is_none(shipped: Report, kept: object) -> None:
    assert restored(kept, [shipped]) is None


def test_an_answer_from_a_document_that_is_not_open_is_none(kept: dict[str, Any]) -> None:
    assert restored(kept, [REPORT]) is None
