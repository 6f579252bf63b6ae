"""An answer of several documents as people and programs get it: every other quote with its place, every silence."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape
from io import BytesIO

import pytest
from docx import Document

from assistant.answer import Answer
from assistant.answer_json import answer_object
from assistant.api import models
from assistant.assistant import Assistant
from assistant.cli.answer_text import answer_text
from assistant.explanation import reasons
from assistant.files.conversation_file import exported, place_line
from assistant.knowledge import LANGUAGES
from assistant.screens.turn_view import Dialogue
from assistant.wording.sentences import say
from corpus.report import Report
from index.encoder import Encoder
from tests.test_by_source import HARBOURS, courts_prisons_harbours, mission, over, report

SPEAKING, SILENT = 9, 7  # together as many as are asked at once


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return courts_prisons_harbours()


@pytest.fixture(scope="module")
def three(reports: list[Report], hand_encoder: Encoder) -> Assistant:
    return over(hand_encoder, *reports)


@pytest.fixture(scope="module")
def answer(three: Assistant) -> Answer:
    """Two of the documents answer, and the third says nothing."""
    found = three.answer("mobile courts")
    assert (len(found.beside), len(found.silent)) == (1, 1)
    return found


@pytest.fixture(scope="module")
def of_many(hand_encoder: Encoder) -> Answer:
    """Nine documents that answer, and seven that say nothing."""
    speaking = [mission(boats, 3, f"{boats}.md") for boats in range(SPEAKING)]
    silent = [report(HARBOURS.replace("On harbours", f"Harbours {n}"), f"harbours {n}.md") for n in range(SILENT)]
    return over(hand_encoder, *speaking, *silent).answer("What do boats patrol?")


def text_of(raw: bytes, kind: str) -> str:
    if kind == "docx":
        return "\n".join(paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs)
    return raw.decode("utf-8")


def test_the_terminal_says_what_the_others_say_and_which_say_nothing(answer: Answer) -> None:
    said = answer_text(answer)
    other = answer.beside[0].citations[0]
    assert said.index("The other documents say:") < said.index(f"[{other.number}] “{other.quote.text}”")
    assert said.endswith("Nothing here: On harbours")


@pytest.mark.parametrize("kind", ["md", "docx"])
def test_a_saved_conversation_holds_them_with_their_places(answer: Answer, reports: list[Report], kind: str) -> None:
    said = text_of(exported([answer], reports, kind), kind).replace("\\", "")
    for citation in answer.beside[0].citations:
        assert f"“{citation.quote.text}”" in said
        assert kind == "docx" or place_line(citation, reports) in said
    assert "Nothing here: On harbours" in said
    assert said.count("The other documents say") == 1


def test_the_page_draws_them_as_quotes_with_chips_of_their_own(answer: Answer, reports: list[Report]) -> None:
    html = unescape(Dialogue(reports).turn(answer))
    drawn = html.split('class="beside"')[1]
    other = answer.beside[0].citations[0]
    assert f'value="{other.number}"' in drawn
    assert f">{other.quote.text}</blockquote>" in drawn
    assert f'data-anchor="{other.anchor}"' in drawn
    assert "Nothing here: On harbours" in drawn


def test_programs_get_all_of_it_as_described(answer: Answer, of_many: Answer) -> None:
    for one in (answer, of_many):
        sent = json.loads(json.dumps(answer_object(one)))
        assert models.Answer.model_validate(sent).model_dump(mode="json", exclude_defaults=True)["by_source"]
        assert {source["document"] for source in sent["by_source"]} == {source.document for source in one.by_source}
        assert all(source["abstained"] == bool(source["reason"]) for source in sent["by_source"])


def test_many_are_counted_and_not_named(of_many: Answer) -> None:
    said = answer_text(of_many)
    assert say("source_untold", "en", names="; ".join(["A year in the field"] * 4)) in said
    assert said.endswith(f"Nothing in {SILENT} others")


def test_where_none_answers_all_are_named_or_counted(three: Assistant, hand_encoder: Encoder) -> None:
    assert answer_text(three.answer("How old is the moon?")).endswith(
        "Nothing here: On courts; On prisons; On harbours"
    )
    ten = over(hand_encoder, *(mission(boats, 3, f"{boats}.md") for boats in range(10)))
    assert answer_text(ten.answer("How old is the moon?")).endswith("Nothing in any of 10 documents")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_are_said_in_the_language_of_the_question(answer: Answer, language: str) -> None:
    said = answer_text(replace(answer, language=language))
    assert say("source_others", language) in said
    assert said.endswith(say("source_nothing", language, names="On harbours"))


def test_why_another_documents_quote_was_chosen_is_told_of_that_document(three: Assistant, answer: Answer) -> None:
    source = answer.beside[0]
    found = reasons(three, answer, source.citations[0])
    assert found
    assert found.confidence == source.confidence
    asked = next(one for one in three.sources if one.report.name == source.document)
    assert found.count == len(asked.finder.held.index.passages)
    assert found.rank == 1
