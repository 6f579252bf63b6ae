"""Readers' questions: the shipped file is sound and apart from the test set; faulty lines are named and left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process, utils

from assistant.assistant import Assistant
from assistant.query.phrasebook.language import language_of
from corpus.anchors import anchor, find_anchor
from corpus.markdown_file import markdown_report
from corpus.passages import passages
from corpus.readers_questions import NONE, ReadersQuestion, companion_of, empty_form, readers_questions
from corpus.reading import SHIPPED
from corpus.report import Report
from index.encoder import Encoder
from index.passage_index import PassageIndex

HERE = Path(__file__).parent
COMPANION = HERE.parent / "corpus" / f"{SHIPPED}.questions.jsonl"
TURNS = [
    turn
    for line in (HERE / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for turn in json.loads(line)["turns"]
]
STUDY = "# Study\n\n## UNAMI\n\n- Visiting prisons\n\n## Methods\n\nWe asked widely. We listened.\n"


def rows() -> list[dict[str, object]]:
    return [json.loads(line) for line in COMPANION.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture
def study(tmp_path: Path) -> Report:
    return markdown_report(STUDY, str(tmp_path / "study.md"), "study")


@pytest.fixture
def written(study: Report) -> Callable[..., Path]:
    """Writes the study's companion: lines as they are, or rows."""

    def write(*lines: str | dict[str, object]) -> Path:
        companion = companion_of(study.name)
        companion.write_text(
            "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
        )
        return companion

    return write


def anchor_of(report: Report, text: str) -> str:
    return anchor(report, next(passage.span for passage in passages(report) if passage.quote.text == text))


def test_the_shipped_file_has_no_fault(shipped: Report) -> None:
    found = readers_questions(shipped)
    assert found.faults == ()
    assert len(found.questions) > 1000
    assert all(question.text.strip() == question.text != "" for question in found.questions)


def test_every_anchor_finds_a_passage_with_the_words_that_are_repeated_beside_it(shipped: Report) -> None:
    for row in rows():
        if row["anchor"] is None:
            assert row["passage"] is None
            continue
        span = find_anchor(shipped, str(row["anchor"]))
        assert span
        assert shipped.quote(span).text == row["passage"]


def test_every_sentence_item_and_contact_has_its_line_and_no_passage_has_two(shipped: Report) -> None:
    anchors = [str(row["anchor"]) for row in rows() if row["anchor"]]
    assert len(anchors) == len(set(anchors))
    units = {anchor(shipped, one.span) for one in passages(shipped) if one.kind in ("paragraph", "item", "entry")}
    assert units - set(anchors) == set()


def test_no_turn_of_the_test_set_stands_in_the_shipped_file(shipped: Report) -> None:
    questions = [question.text for question in readers_questions(shipped).questions]
    likeness = process.cdist(TURNS, questions, scorer=fuzz.ratio, processor=utils.default_process)
    near = [
        (turn, questions[int(row.argmax())], float(row.max()))
        for turn, row in zip(TURNS, likeness, strict=True)
        if row.max() > 90 and utils.default_process(turn)
    ]
    assert near == []


def test_the_shipped_questions_are_asked_in_all_six_languages_of_every_case_study(shipped: Report) -> None:
    spoken: dict[object, set[str]] = {}
    for question in readers_questions(shipped).questions:
        spoken.setdefault(question.passage, set()).add(language_of(question.text))
    for passage in passages(shipped):
        if passage.kind == "item":
            assert spoken[passage.span] >= {"en", "ar", "ru", "zh"}, passage.quote.text
            assert spoken[passage.span] & {"fr", "es"}, passage.quote.text


def test_the_shipped_file_also_lists_what_the_report_does_not_answer(shipped: Report) -> None:
    assert any(question.passage is None for question in readers_questions(shipped).questions)


def test_a_document_without_a_companion_has_none(study: Report) -> None:
    assert readers_questions(study) == NONE


def test_a_question_leads_to_its_passage_and_one_without_an_anchor_to_none(
    study: Report, written: Callable[..., Path]
) -> None:
    prisons = anchor_of(study, "Visiting prisons")
    written(
        {"anchor": prisons, "passage": "Visiting prisons", "questions": ["  Who went\tto jail? ", "", "Qui ?"]},
        {"anchor": None, "passage": None, "questions": ["What did it cost?"]},
    )
    found = readers_questions(study)
    span = find_anchor(study, prisons)
    assert found.faults == ()
    assert found.questions == (
        ReadersQuestion("Who went to jail?", span),
        ReadersQuestion("Qui ?", span),
        ReadersQuestion("What did it cost?", None),
    )


@pytest.mark.parametrize(("line", "fault"), [
    ("{broken", "needs"),
    ("[1, 2]", "needs"),
    ("7", "needs"),
    ('{"anchor": null}', "needs"),
    ('{"questions": ["What?"]}', "needs"),
    ('{"anchor": "nowhere", "questions": ["What?"]}', "finds no passage"),
    ('{"anchor": null, "questions": "What?"}', "list"),
    ('{"anchor": null, "questions": [7]}', "list"),
    ('{"anchor": null, "questions": {"What?": 1}}', "list"),
])  # fmt: skip
def test_a_faulty_line_is_named_and_left_out_and_the_others_are_kept(
    study: Report, written: Callable[..., Path], line: str, fault: str
) -> None:
    good = {"anchor": anchor_of(study, "Visiting prisons"), "questions": ["Who went to jail?"]}
    written(good, "", line, good)
    found = readers_questions(study)
    (named,) = found.faults
    assert named.startswith("line 3: ")
    assert fault in named
    assert [question.text for question in found.questions] == ["Who went to jail?"] * 2


def test_an_anchor_of_another_text_finds_nothing(study: Report, written: Callable[..., Path]) -> None:
    other = markdown_report("# Other\n\nNobody said this.\n", "other.md", "other")
    written({"anchor": anchor_of(other, "Nobody said this."), "questions": ["What?"]})
    found = readers_questions(study)
    assert found.questions == ()
    assert len(found.faults) == 1


def test_an_anchor_of_a_part_of_a_passage_is_a_fault(study: Report, written: Callable[..., Path]) -> None:
    whole = next(passage.span for passage in passages(study) if passage.quote.text == "Visiting prisons")
    written({"anchor": anchor(study, type(whole)(whole.start, whole.end - 2)), "questions": ["What?"]})
    assert len(readers_questions(study).faults) == 1


def test_the_empty_form_has_a_line_for_each_passage_and_comes_back_without_fault(
    study: Report, written: Callable[..., Path]
) -> None:
    form = empty_form(study)
    lines = [json.loads(line) for line in form.splitlines()]
    assert [line["passage"] for line in lines] == [passage.quote.text for passage in passages(study)] + [None]
    written(form)
    found = readers_questions(study)
    assert (found.questions, found.faults) == ((), ())
    assert found.sha256


def test_a_filled_form_leads_every_question_to_its_passage(study: Report, written: Callable[..., Path]) -> None:
    lines = [json.loads(line) for line in empty_form(study).splitlines()]
    written(*[line | {"questions": [f"What says number {number}?"]} for number, line in enumerate(lines)])
    found = readers_questions(study)
    assert [question.passage for question in found.questions] == [one.span for one in passages(study)] + [None]


def test_another_content_has_another_digest(study: Report, written: Callable[..., Path]) -> None:
    written({"anchor": None, "questions": ["What?"]})
    first = readers_questions(study).sha256
    written({"anchor": None, "questions": ["Why?"]})
    assert readers_questions(study).sha256 != first


def test_a_readers_question_finds_its_passage_and_is_never_shown(
    study: Report, written: Callable[..., Path], hand_encoder: Encoder
) -> None:
    written(
        {"anchor": anchor_of(study, "We listened."), "questions": ["Zyzzyva quokka of the authors?"]},
        {"anchor": anchor_of(study, "Visiting prisons"), "questions": ["Another numbat altogether?"]},
        {"anchor": None, "questions": ["Wombat budget?"]},
    )
    companion = readers_questions(study)
    index = PassageIndex.build([study], hand_encoder, companions=[companion])
    assert index.search("zyzzyva quokka", 1)[0].passage.quote.text == "We listened."
    for question in ("Zyzzyva quokka of the authors?", "Another numbat altogether?", "Wombat budget?", "Prisons?"):
        answer = Assistant(index).answer(question)
        for citation in (*answer.citations, *answer.nearest):
            assert citation.quote.text in study.text
        assert not {"zyzzyva", "numbat", "wombat"} & set(answer.message.lower().split())


def test_what_is_not_said_of_one_mission_speaks_for_no_silence_about_another(
    study: Report, written: Callable[..., Path], hand_encoder: Encoder
) -> None:
    written({"anchor": None, "questions": ["Who visits prisons at UNIFIL?", "What do visits cost?"]})
    index = PassageIndex.build([study], hand_encoder, companions=[readers_questions(study)])
    likeness = {
        question: index.evidence(question).unanswered_once
        for question in (
            "Who visits prisons at UNIFIL?",
            "Who visits prisons in Lebanon?",
            "Who visits prisons at UNAMI?",
        )
    }
    same, by_its_place, other = likeness.values()
    assert same == pytest.approx(1.0, abs=1e-3)
    assert by_its_place > other
    assert index.evidence("Who visits prisons?").unanswered_once > other


def test_without_readers_questions_the_index_forgets_them(
    study: Report, written: Callable[..., Path], hand_encoder: Encoder
) -> None:
    written({"anchor": anchor_of(study, "We listened."), "questions": ["Zyzzyva?"]})
    index = PassageIndex.build([study], hand_encoder, companions=[readers_questions(study)])
    bare = index.without_readers_questions()
    assert index.has_readers_questions
    assert not bare.has_readers_questions
    assert bare.search("Visiting prisons", 1)[0].passage.quote.text == "Visiting prisons"
