"""Of many documents those lie open that were asked last: each is opened when it is first asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.sources.shelf import Shelf
from assistant.startup import assistant_together
from index.encoder import Encoder
from index.passage_index import PassageIndex
from tests.test_by_source import over, report
from tests.test_first_stage import CROPS, farm

Opened = list[str]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Names of the documents that were made ready, in that order."""
    names: Opened = []
    prepare = PassageIndex.prepare

    def noted(index: PassageIndex) -> None:
        names.extend(one.name for one in index.reports)
        prepare(index)

    monkeypatch.setattr(PassageIndex, "prepare", noted)
    return names


@pytest.fixture
def small_shelf(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def of(passages: int) -> None:
        monkeypatch.setattr(Shelf.__init__, "__defaults__", (passages,))

    return of


def test_few_documents_are_open_from_the_start(hand_encoder: Encoder, opened: Opened) -> None:
    over(hand_encoder, *map(farm, CROPS[:3]))
    assert opened == [f"{crop}.md" for crop in CROPS[:3]]


def test_of_many_those_that_are_asked_are_opened_once_and_no_other(hand_encoder: Encoder, opened: Opened) -> None:
    farms = over(hand_encoder, *map(farm, CROPS))
    assert not opened
    for _ in range(2):
        answer = farms.answer("When do farmers sow millet?")
    assert sorted(opened) == sorted(one.document for one in answer.by_source)
    assert "millet.md" in opened


def test_where_there_is_no_room_the_one_that_was_not_asked_for_longest_is_opened_again(
    hand_encoder: Encoder, opened: Opened, small_shelf: Callable[[int], None]
) -> None:
    small_shelf(2 * 3)  # passages of two farms
    farms = over(hand_encoder, *map(farm, CROPS))
    asked = ["barley", "millet", "barley", "maize", "barley", "millet"]
    first, *others = [farms.answer(f"When do farmers sow {crop}, according to {crop}.md?") for crop in asked]
    assert opened == ["barley.md", "millet.md", "maize.md", "millet.md"]
    assert first.citations
    assert others[1].citations == others[3].citations == first.citations


def test_one_that_holds_more_than_there_is_room_for_is_asked_all_the_same(
    hand_encoder: Encoder, small_shelf: Callable[[int], None]
) -> None:
    small_shelf(1)
    farms = over(hand_encoder, *map(farm, CROPS))
    assert farms.answer("When do farmers sow tea?").citations[0].document == "tea.md"


def test_before_anybody_asks_as_many_are_opened_as_there_is_room_for(
    hand_encoder: Encoder, opened: Opened, small_shelf: Callable[[int], None]
) -> None:
    small_shelf(3 * 3)
    breaths: list[None] = []
    over(hand_encoder, *map(farm, CROPS)).prepare(lambda: breaths.append(None))
    assert opened == [f"{crop}.md" for crop in CROPS[:3]]
    assert len(breaths) == 3


def test_beside_a_persons_own_document_what_is_served_is_not_opened_again(
    hand_encoder: Encoder, opened: Opened
) -> None:
    served = over(hand_encoder, farm("tea"), farm("flax"))
    own = over(hand_encoder, report("# On salt\n\nMiners cut salt in winter.\n", "salt.md"))
    together = assistant_together([own], served, frozenset({"tea.md"}))
    assert opened == ["tea.md", "flax.md", "salt.md"]
    assert [one.report.name for one in together.sources] == ["tea.md", "salt.md"]
    for asked, document in (("When do farmers sow tea?", "tea.md"), ("When do miners cut salt?", "salt.md")):
        assert together.answer(asked).citations[0].document == document
    assert opened == ["tea.md", "flax.md", "salt.md"]
