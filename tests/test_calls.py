"""What the page's script sends is read in one place: defaults, bounds, and one line for what is no call."""

from __future__ import annotations

import asyncio
from typing import Any, get_args

import pytest

from assistant.query.limits import Kind
from assistant.screens.calls import AskCall, BriefCall, Call, CasesCall, CiteCall, Conversation, InvalidCall, read
from assistant.screens.reader_calls import Reply, callable_whole


def test_what_is_missing_or_null_has_its_default() -> None:
    assert read(CasesCall, {"row": None, "order": ""}) == CasesCall()
    assert (CasesCall().order, CasesCall().row) == ("report", "")
    assert read(AskCall, {"question": "Who?"}).turns == ()


def test_a_field_that_the_call_does_not_know_is_passed_over() -> None:
    assert read(CiteCall, {"style": "un", "colour": "red"}) == CiteCall(style="un")


def test_a_switch_is_on_as_the_address_writes_it() -> None:
    assert [read(BriefCall, {"emails": said}).emails for said in ("1", True, "", None)] == [True, True, False, False]


def test_a_value_is_never_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Call().document = "another"


@pytest.mark.parametrize("kind", get_args(Kind))
def test_what_can_be_taken_away_from_a_question_is_a_limit(kind: Kind) -> None:
    assert read(AskCall, {"without": kind}).without == kind
    with pytest.raises(InvalidCall, match="without"):
        read(AskCall, {"without": "sense"})


def test_no_more_quotes_are_cited_at_once_than_a_conversation_holds() -> None:
    assert len(read(CiteCall, {"anchors": ["a"] * 501}).anchors) == 500


@pytest.mark.parametrize(
    "sent",
    [
        {"turns": "not a list"},
        {"turns": [{}] * 10_001},
        {"document": "k" * 20_001},
        {"document": []},
        "no object",
        None,
        7,
    ],
    ids=lambda sent: f"{sent!s:.30}",
)
def test_what_is_no_call_fails_in_one_line_and_is_not_made(sent: Any, capsys: pytest.CaptureFixture[str]) -> None:
    made: list[Conversation] = []

    async def draw(known: Conversation) -> Reply:
        made.append(known)
        return {}

    async def whole() -> Reply:
        return await callable_whole(draw, Conversation)([sent])

    assert asyncio.run(whole()) == {"failure": {"say": "broken", "parts": {}}}
    assert not made
    assert capsys.readouterr().err.count("\n") == 1
