"""All of dev asked of the shipped report as a PDF, in each layout: as right as of its Markdown, on the right pages."""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path

import pytest

from assistant.answer import Answer, Turn
from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.cli.evaluation import figures
from assistant.startup import open_assistant
from corpus.passages import passages
from corpus.reading import SHIPPED, read_report
from corpus.report import Report
from index.sentence_encoder import SentenceEncoder
from tests.test_encoder import has_the_vectors_of_sentence_transformers
from tests.test_typeset_leaflet import wrong_pages
from tests.typeset_leaflet import LAYOUTS, typeset

pytestmark = [pytest.mark.proof, pytest.mark.model]

DEV = [json.loads(line) for line in (Path(__file__).parent / "questions" / "dev.jsonl").read_text("utf-8").splitlines()]
LOST = 0.03  # of the conversations that the Markdown answers right, at most


def asked(assistant: Assistant) -> list[Answer]:
    answers = []
    for item in DEV:
        turns: list[Turn] = []
        for question in item["turns"]:
            turns.append(Turn(question, assistant.answer(question, turns)))
        answers.append(turns[-1].answer)
    return answers


def right(answers: list[Answer], report: Report) -> float:
    found = figures(DEV, [answer_object(answer) for answer in answers], report.text)
    assert found["verbatim"] == 1.0
    return float(found["right"])


def test_every_passage_asked_as_a_question_has_the_vectors_that_sentence_transformers_gives(
    exact_encoder: SentenceEncoder, shipped: Report
) -> None:
    texts = [passage.quote.text for passage in passages(shipped)]
    has_the_vectors_of_sentence_transformers(exact_encoder, [*texts, " ".join(texts)])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_typeset_leaflet_is_answered_as_well_as_its_markdown(
    layout: str, tmp_path: Path, real_assistant: Assistant, shipped: Report
) -> None:
    path = tmp_path / "leaflet.pdf"
    typeset(layout, path)
    for kind in ("questions.jsonl", "questions.npz"):
        with resources.as_file(resources.files("corpus").joinpath(f"{SHIPPED}.{kind}")) as companion:
            shutil.copy(companion, tmp_path / f"leaflet.{kind}")
    report = read_report(path)
    answers = asked(open_assistant([report], print))
    found, of_markdown = right(answers, report), right(asked(real_assistant), shipped)
    print(f"{layout}: {found:.3f}, Markdown {of_markdown:.3f}")
    assert found >= of_markdown - LOST
    assert wrong_pages([citation.quote for answer in answers for citation in answer.citations], path) == []
