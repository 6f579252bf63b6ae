"""A Query goes through JSON unchanged, so that a conversation kept by a browser or a file goes on where it was."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.answer_json import query_object, query_of
from assistant.query.limits import Limits, limited
from assistant.query.parsing import parse
from assistant.query.query import Pool, Query, Shown
from corpus.report import Span

ASKED = [
    turn
    for line in (Path(__file__).parent / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for turn in json.loads(line)["turns"]
]
POOL = Pool(within=(Shown("study.md", Span(3, 9)),), under=Shown("a", Span(0, 1)), beyond=frozenset({"UNAMI"}))


def there_and_back(query: Query) -> Query:
    return query_of(json.loads(json.dumps(query_object(query))))


def test_every_question_of_the_development_set_comes_back_as_it_went() -> None:
    queries = [parse(text) for text in ASKED]
    assert [there_and_back(query) for query in queries] == queries


def test_what_the_conversation_left_comes_back_too() -> None:
    query = Query("who leads it?", "who leads it?", "en", pool=POOL)
    assert there_and_back(query) == query
    chosen = limited(parse("What was done?"), Limits("UNMIL", "elections"))
    assert there_and_back(chosen) == chosen


def test_empty_slots_are_not_written() -> None:
    assert query_object(Query("a", "a", "en")) == {"text": "a", "understood_as": "a", "language": "en"}


@pytest.mark.parametrize(
    "kept", [None, {}, {"text": 1}, {"text": "a", "understood_as": "a", "language": "en", "wants": ["x"]}]
)
def test_what_is_no_query_is_refused(kept: object) -> None:
    with pytest.raises(ValueError, match="validation error"):
        query_of(kept)


# Of each kind of set that a Query holds: manners, wants, needs, missions of a mention, those gone beyond.
_WRITES = """
import json
from dataclasses import replace
from assistant.answer_json import query_object
from assistant.query.parsing import parse
from assistant.query.query import Pool
for asked in (
    "List every case study and contact of all missions in Sudan, and who and when exactly, one of them?",
    "How many examples are there, and which missions in Mali or the Democratic Republic of the Congo did not?",
    "Merci ! Combien de missions, qui et quand ?",
):
    query = replace(parse(asked), pool=Pool(beyond=frozenset({"UNAMI", "UNMIL", "MONUSCO", "MINUSCA"})))
    print(json.dumps(query_object(query)))
"""


def test_a_question_is_written_the_same_in_every_run() -> None:
    written = {
        subprocess.run(
            [sys.executable, "-c", _WRITES],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in range(1, 4)
    }
    assert len(written) == 1
    first = json.loads(written.pop().splitlines()[0])
    assert len(first["wants"]) > 1  # that there is an order at all
    assert first["wants"] == sorted(first["wants"])
    assert first["pool"]["beyond"] == ["MINUSCA", "MONUSCO", "UNAMI", "UNMIL"]
