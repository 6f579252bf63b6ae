"""Which documents are asked: what a call says, what is joined, who finds room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.collection.card import document_card
from assistant.screens.calls import AskCall, Call, CardCall, OwnCall, SourcesCall
from assistant.screens.desks import Desk, desk_in, served_key
from assistant.screens.own_documents import OwnDocuments, OwnLimits, own_limits
from assistant.screens.page import _assistant_together, _assistants_over, _card
from assistant.screens.reader_calls import Service
from assistant.screens.reading_pane import paper, papers
from assistant.screens.worker import Worker
from assistant.startup import assistant_together
from corpus.errors import Misuse
from corpus.markdown_file import markdown_report
from corpus.report import Report
from index.embeddings import by_words, with_pieces
from index.encoder import Encoder
from index.passage_index import PassageIndex
from tests.test_embeddings import ByHand

COURTS = "# On courts\n\nThis study describes how mobile courts work in four regions.\n\nMobile courts sit by day.\n"
PRISONS = "# On prisons\n\nPrisons were visited by night, and the visits were announced to nobody.\n"
HARBOURS = "# On harbours\n\nHarbours were dredged in autumn by two ships.\n"


def report(text: str, name: str) -> Report:
    return markdown_report(text, name, name)


@pytest.fixture
def served(hand_encoder: Encoder) -> Assistant:
    reports = [report(PRISONS, "prisons.md"), report(HARBOURS, "harbours.md")]
    return Assistant(PassageIndex.build(reports, hand_encoder, ByHand(hand_encoder)))


@pytest.fixture
def worker(served: Assistant) -> Worker:
    made = Worker(lambda _: served, lambda _: None)
    made.start()
    return made


def page(worker: Worker, served: Assistant, limits: OwnLimits | None = None) -> tuple[OwnDocuments, Service]:
    own = OwnDocuments(worker, _assistants_over, _assistant_together, limits=limits)
    return own, Service(served.reports, worker, own, lambda *_: (), lambda *_: {}, card=_card)


def opened(own: OwnDocuments, name: str, text: str = COURTS, beside: Sequence[str] = ()) -> str:
    key = own.open(name, text.encode(), beside=beside)
    latest = time.monotonic() + 60
    while (found := own.of(key)) and found.stage and not found.failure:
        assert time.monotonic() < latest
        time.sleep(0.02)
    return key


@pytest.mark.parametrize(
    ("said", "desk"),
    [
        ("", Desk((), None)),
        ("a", Desk(("a",), ())),
        ("a,b,a", Desk(("a", "b"), ())),
        ("a+", Desk(("a",), None)),
        ("a,b+1.2", Desk(("a", "b"), ("1", "2"))),
        ("+1", Desk((), ("1",))),
    ],
)
def test_a_call_says_which_documents_are_asked(said: str, desk: Desk) -> None:
    assert desk_in(said) == desk


def test_what_is_not_chosen_is_not_there_for_the_question(served: Assistant) -> None:
    assert not assistant_together([], served, {"harbours.md"}).answer("When were prisons visited?").citations
    answer = assistant_together([], served, {"prisons.md"}).answer("When were prisons visited?")
    assert {citation.document for citation in answer.citations} == {"prisons.md"}


def test_a_document_that_is_found_by_words_so_far_is_asked_beside_others(
    served: Assistant, hand_encoder: Encoder
) -> None:
    courts = report(COURTS, "courts.md")
    words = Assistant(PassageIndex([courts], [by_words(courts, hand_encoder)], hand_encoder))
    together = assistant_together([words], served, None)
    assert [one.name for one in together.reports] == ["prisons.md", "harbours.md", "courts.md"]
    answer = together.answer("Where do mobile courts sit by day?")
    assert answer.citations[0].document == "courts.md"
    assert "words alone" in answer.message
    assert together.index.search("dredged harbours")[0].report.name == "harbours.md"


def test_a_document_that_other_languages_do_not_find_yet_is_asked_beside_others_in_its_own(
    served: Assistant, hand_encoder: Encoder
) -> None:
    courts = report(COURTS, "courts.md")
    pieces = Assistant(PassageIndex([courts], [with_pieces(courts, hand_encoder)], hand_encoder))
    together = assistant_together([pieces], served, None)
    assert together.index.second is None
    assert together.answer("Where do mobile courts sit by day?").citations[0].document == "courts.md"


@pytest.mark.slow
def test_several_of_ones_own_are_joined_once_and_anew_when_one_is_removed(worker: Worker, served: Assistant) -> None:
    own, service = page(worker, served)
    first = opened(own, "courts.md")
    second = opened(own, "prisons.md", PRISONS, [first])
    desk = f"{first},{second}"
    reply = asyncio.run(service.ask(AskCall(question="When were prisons visited?", document=desk)))
    assert reply["answer"]["quotes"][0]["document"] == "prisons.md"
    joined = asyncio.run(service.assistant_over(desk_in(desk)))
    assert asyncio.run(service.assistant_over(desk_in(desk))) is joined
    asyncio.run(service.let_go(OwnCall(own=second)))
    assert asyncio.run(service.ask(AskCall(question="Prisons?", document=desk))) == {"gone": True}
    assert service.desk(Call(document=first))[0][0].name == "courts.md"
    assert not own._joined  # what was made of the one that is gone went with it


@pytest.mark.slow
def test_two_of_one_name_are_told_apart(worker: Worker, served: Assistant) -> None:
    own, service = page(worker, served)
    first = opened(own, "courts.md")
    second = opened(own, "courts.md", PRISONS, [first])
    names = [one.name for one in service.desk(Call(document=f"{first},{second}"))[0]]
    assert names == ["courts.md", "courts.md (2)"]


@pytest.mark.slow
def test_limits_are_said_and_nobodys_document_makes_way_for_anothers(worker: Worker, served: Assistant) -> None:
    own, service = page(worker, served, OwnLimits(megabytes=1, pages=3, documents=2, room=4))
    long = "Courts sat. " * 900  # four pages' worth
    failures = {}
    mine = [opened(own, "a.txt", "Courts sat. " * 600)]
    failures["long"] = own.of(opened(own, "long.txt", long))
    failures["full"] = own.of(opened(own, "b.txt", "Prisons sat. " * 600))
    mine.append(opened(own, "c.txt", "Ships sat.", mine))
    failures["many"] = own.of(opened(own, "d.txt", "Boats sat.", mine))
    told = {name: found.failure[0] for name, found in failures.items() if found and found.failure}
    assert told == {"long": "own_long", "full": "own_full", "many": "own_many"}
    for key in mine:
        assert asyncio.run(service.own_state(OwnCall(own=key, shown=True)))["stage"] == ""
    own.close(mine[0])
    again = own.of(opened(own, "b.txt", "Prisons sat. " * 600))
    assert again
    assert again.failure is None


@pytest.mark.slow
def test_an_open_page_keeps_all_its_documents_whether_they_are_asked_or_not(
    worker: Worker, served: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, service = page(worker, served)
    kept, forgotten = opened(own, "courts.md"), opened(own, "prisons.md", PRISONS)
    later = time.monotonic() + 400
    monkeypatch.setattr("assistant.screens.session_store.time.monotonic", lambda: later)
    asyncio.run(service.glance(SourcesCall(own=(kept,))))
    monkeypatch.setattr("assistant.screens.session_store.time.monotonic", lambda: later + 400)
    assert own.of(kept)
    assert own.of(forgotten) is None


@pytest.mark.slow
def test_the_list_holds_what_the_browser_has_the_keys_of_and_what_is_served(worker: Worker, served: Assistant) -> None:
    own, service = page(worker, served)
    mine = opened(own, "courts.md")
    theirs = opened(own, "secret.md", "# Secret\n\nThis is for one person alone.\n")
    listed = asyncio.run(service.sources(SourcesCall(own=(mine, "no key"), document=f"{mine}+")))
    assert listed["own"] == [mine]
    assert not listed["working"]
    assert listed["html"].count(" checked>") == 3
    assert "On courts" in listed["html"]
    assert "secret" not in listed["html"].lower()
    assert theirs not in listed["html"]


@pytest.mark.slow
def test_a_card_is_drawn_of_one_document(worker: Worker, served: Assistant) -> None:
    own, service = page(worker, served)
    key = opened(own, "courts.md")
    drawn = asyncio.run(service.card(CardCall(source=key)))["html"]
    assert "This study describes how mobile courts work in four regions." in drawn
    of_served = asyncio.run(service.card(CardCall(source=f"+{served_key(served.reports[0])}")))
    assert "the visits were announced to nobody" in of_served["html"]
    assert asyncio.run(service.card(CardCall(source="no key"))) == {"gone": True}
    assert asyncio.run(service.card(CardCall(source="+"))) == {"gone": True}


def test_every_question_of_a_card_is_answered_by_the_document(assistant: Assistant, shipped: Report) -> None:
    card = document_card(assistant, shipped)
    assert "CASE STUDIES" in card.outline
    assert card.about
    assert card.questions
    for question in card.questions:
        assert assistant.answer(question).citations, question


def test_of_many_documents_those_at_the_end_are_drawn_when_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [report(COURTS, "courts.md"), report(PRISONS, "prisons.md"), report(HARBOURS, "harbours.md")]
    monkeypatch.setattr("assistant.screens.reading_pane._DRAWN", len(reports[0].text) + len(reports[1].text))
    drawn = papers(reports)
    assert 'id="report-1"' in drawn
    assert 'id="report-2"' not in drawn
    assert 'data-unread="2"' in drawn
    assert "Harbours were dredged" in paper(2, reports)


def test_the_operator_sets_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_limits() == OwnLimits()
    monkeypatch.setenv("FURTHER_OWN_PAGES", "40")
    monkeypatch.setenv("FURTHER_OWN_ROOM", "400")
    assert own_limits() == replace(OwnLimits(), pages=40, room=400)
    monkeypatch.setenv("FURTHER_OWN_DOCUMENTS", "many")
    with pytest.raises(Misuse, match="FURTHER_OWN_DOCUMENTS"):
        own_limits()
