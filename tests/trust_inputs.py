"""Fuzzed questions, tampered turns, changed drafts and files by the thousand, counted by what came of them.

Everything is made from its number alone, and judged as people would be harmed by it: an error that is not one of those
told in a line, a quote that does not stand in the report, more than two seconds of the processor. The assistant is the
real one. What harms is counted in capitals.
"""

from __future__ import annotations

import copy
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from assistant import open_assistant
from assistant.answer import Answer, Turn
from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.checking.checker import Checker, Outcome
from assistant.checking.drafts import pasted_quotations
from assistant.errors import FurtherError
from assistant.question_text import LONGEST_QUESTION
from assistant.restored_answer import restored
from corpus.report import Report
from tests.crowd import megabytes
from tests.fuzz_files import apart, outcome, spoilt
from tests.hostile_text import PIECES

_DEAREST = 2.0  # seconds of processor time
_SET = Path(__file__).parent / "questions" / "dev.jsonl"


@dataclass
class Tried:
    """`found`: what came of each. `memory`: MB after a fifth of them, and at the end."""

    found: Counter[str] = field(default_factory=Counter)
    memory: tuple[float, float] = (0.0, 0.0)


def counted(numbers: range, work: Callable[[random.Random], str]) -> Tried:
    """What came of each number: what `work` says, or the kind of the error, and "slow" beside it."""
    found: Counter[str] = Counter()
    early = 0.0
    for done, number in enumerate(numbers):
        if done == len(numbers) // 5:
            early = megabytes()
        started = time.process_time()
        try:
            found[work(random.Random(number))] += 1
        except FurtherError:
            found["told in a line"] += 1
        except Exception as error:
            found[f"ERROR {type(error).__name__}, number {number}"] += 1
        if time.process_time() - started > _DEAREST:
            found[f"SLOW, number {number}"] += 1
    return Tried(found, (early, megabytes()))


def fuzzed(chance: random.Random, questions: list[str]) -> str:
    """A question changed at random, or one piece over and over."""
    text = chance.choice(questions)
    match chance.randrange(5):
        case 0:
            return (chance.choice(PIECES) * LONGEST_QUESTION)[: chance.randrange(1, LONGEST_QUESTION)]
        case 1:
            return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 200)))
        case 2:
            return " ".join(chance.choice(questions) for _ in range(chance.randrange(2, 20)))
        case 3:
            at = chance.randrange(len(text))
            return text[:at] + chance.choice(PIECES) + text[at:]
        case _:
            return "".join(chance.sample(text, len(text)))


def wrong(answer: Answer, reports: dict[str, Report]) -> bool:
    """Whether it quotes words that do not stand where it says."""
    for one in (*answer.citations, *answer.further, *answer.nearest):
        span = one.quote.span
        if reports[one.document].text[span.start : span.end] != one.quote.text:
            return True
    return False


def tampered(chance: random.Random, kept: dict[str, Any]) -> Any:
    """The Answer object with one of its values, at whatever depth, changed for another."""
    changed = copy.deepcopy(kept)
    place: Any = changed
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = chance.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and chance.random() < 0.8:
            place = place[key]
            continue
        others: list[Any] = [
            None,
            "",
            "x" * 30_000,
            -1,
            10**30,
            1.5,
            [],
            {},
            [[[]]],
            True,
            "\ud800",
            chance.choice(PIECES) * 500,
        ]
        place[key] = chance.choice(others)
        return changed


@cache
def _assistant() -> Assistant:
    return open_assistant()


@cache
def _reports() -> dict[str, Report]:
    return {report.name: report for report in _assistant().reports}


@cache
def asked() -> list[str]:
    """What people asked of the shipped report, each once."""
    lines = _SET.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(turn for line in lines for turn in json.loads(line)["turns"]))


def expected() -> dict[str, tuple[str, tuple[str, ...]]]:
    """What each question gets that can be asked alone: status, anchors of its quotes."""
    found = {}
    for line in _SET.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)["turns"][0]
        answer = _assistant().answer(question)
        found[question] = (answer.status.value, tuple(citation.anchor for citation in answer.citations))
    return found


def questions(numbers: range) -> Tried:
    """Fuzzed questions, half of them after another."""
    first = _assistant().answer("Which missions worked on elections?")

    def one(chance: random.Random) -> str:
        turns = [Turn(first.question, first)] if chance.random() < 0.5 else []
        answer = _assistant().answer(fuzzed(chance, asked()), turns)
        return "WRONG QUOTE" if wrong(answer, _reports()) else answer.status.value

    return counted(numbers, one)


def turns(numbers: range) -> Tried:
    """Answers that come back from a browser, tampered with."""
    kept = [answer_object(_assistant().answer(question)) for question in asked()[:20]]

    def one(chance: random.Random) -> str:
        answer = restored(tampered(chance, chance.choice(kept)), list(_reports().values()))
        if answer is None:
            return "left out"
        if wrong(answer, _reports()):
            return "WRONG QUOTE"
        _assistant().answer("and in Libya?", [Turn(answer.question, answer)])
        return "proved anew"

    return counted(numbers, one)


def drafts(numbers: range) -> Tried:
    """Drafts whose quotations were changed."""
    checker = Checker(list(_reports().values()), [])
    text = next(iter(_reports().values())).text

    def one(chance: random.Random) -> str:
        at = chance.randrange(len(text) - 400)
        words = text[at : at + chance.randrange(40, 400)]
        cut = chance.randrange(len(words))
        changed = f"“{words[:cut]}{chance.choice(PIECES) * chance.choice((1, 1, 50))}{words[cut + 1 :]}”"
        verdicts = checker.check_draft(pasted_quotations(changed))
        exact = [verdict for verdict in verdicts if verdict.outcome is Outcome.EXACT]
        return "some exact" if exact else "none exact" if verdicts else "no quotation"

    return counted(numbers, one)


def files(numbers: range) -> Tried:
    """Documents that were spoilt, each read in a process of its own."""
    found: Counter[str] = Counter()
    for number in numbers:
        file = spoilt(number)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file.name
            path.write_bytes(file.make())
            try:
                said = outcome(apart, path)
            except Exception as error:
                found[f"ERROR {type(error).__name__}, file {number}"] += 1
                continue
            left = [other.name for other in Path(folder).iterdir() if other != path]
            found["LEFT SOMETHING" if left else "read" if said == "read" else "told in a line"] += 1
    return Tried(found)
