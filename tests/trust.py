"""`make trust`: fuzzed questions, tampered turns and changed drafts by the thousand, counted by what came of them.

Everything is made from its number alone, and judged as people would be harmed by it: an error that is not one of those
told in a line, a quote that does not stand in the report, more than two seconds of the processor. The assistant is the
real one.
`python -m tests.trust 0.01` runs a hundredth.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant import open_assistant
from assistant.answer import Answer, Turn
from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.checking.checker import Checker, Outcome
from assistant.checking.drafts import pasted_quotations
from assistant.errors import FurtherError
from assistant.query.question_text import LONGEST_QUESTION
from assistant.restored_answer import restored
from corpus.report import Report
from tests.hostile_text import PIECES

QUESTIONS, TURNS, DRAFTS = 4_000, 2_000, 5_000
_DEAREST = 2.0  # seconds of processor time
_SET = Path(__file__).parent / "questions" / "dev.jsonl"


def counted(count: int, work: Callable[[random.Random], str]) -> Counter[str]:
    """What came of each, by number: what `work` says, or the kind of the error, and "slow" beside it."""
    found: Counter[str] = Counter()
    for number in range(count):
        started = time.thread_time()
        try:
            found[work(random.Random(number))] += 1
        except FurtherError:
            found["told in a line"] += 1
        except Exception as error:
            found[f"ERROR {type(error).__name__}, number {number}"] += 1
        if time.thread_time() - started > _DEAREST:
            found[f"SLOW, number {number}"] += 1
    return found


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


def main() -> int:
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    assistant: Assistant = open_assistant()
    reports = {report.name: report for report in assistant.reports}
    questions = [turn for line in _SET.read_text(encoding="utf-8").splitlines() for turn in json.loads(line)["turns"]]
    first = assistant.answer("Which missions worked on elections?")
    kept = [answer_object(assistant.answer(question)) for question in questions[:20]]
    checker = Checker(list(reports.values()), [])
    text = next(iter(reports.values())).text

    def question(chance: random.Random) -> str:
        turns = [Turn(first.question, first)] if chance.random() < 0.5 else []
        answer = assistant.answer(fuzzed(chance, questions), turns)
        return "WRONG QUOTE" if wrong(answer, reports) else answer.status.value

    def turn(chance: random.Random) -> str:
        answer = restored(tampered(chance, chance.choice(kept)), list(reports.values()))
        if answer is None:
            return "left out"
        if wrong(answer, reports):
            return "WRONG QUOTE"
        assistant.answer("and in Libya?", [Turn(answer.question, answer)])
        return "proved anew"

    def draft(chance: random.Random) -> str:
        at = chance.randrange(len(text) - 400)
        words = text[at : at + chance.randrange(40, 400)]
        cut = chance.randrange(len(words))
        changed = f"“{words[:cut]}{chance.choice(PIECES) * chance.choice((1, 1, 50))}{words[cut + 1 :]}”"
        verdicts = checker.check_draft(pasted_quotations(changed))
        exact = [one for one in verdicts if one.outcome is Outcome.EXACT]
        return "some exact" if exact else "none exact" if verdicts else "no quotation"

    harmed = 0
    print(f"{'what':18}{'tried':>8}  what came of it")
    for name, whole, work in (
        ("fuzzed questions", QUESTIONS, question),
        ("tampered turns", TURNS, turn),
        ("changed drafts", DRAFTS, draft),
    ):
        count = max(1, int(whole * share))
        found = counted(count, work)
        harmed += sum(many for said, many in found.items() if said[:1].isupper())
        print(f"{name:18}{count:8}  {', '.join(f'{said}: {many}' for said, many in found.most_common())}", flush=True)
    return 1 if harmed else 0


if __name__ == "__main__":
    sys.exit(main())
