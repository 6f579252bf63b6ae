"""Files of conversations in, their answers out: what `further ask --batch` and `further eval` share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.terminal import Failed
from assistant.question_text import UnusableQuestion, checked

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant


def converse(assistant: Assistant, questions: list[str]) -> Answer:
    """The answer to the last question, the others put before it in the same conversation."""
    from assistant.answer import Turn

    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, assistant.answer(question, turns)))
    return turns[-1].answer


def conversations(path: Path) -> tuple[list[tuple[int, Any, list[str]]], list[str]]:
    """(line number, id, questions) of each good line, and a sentence for each bad one."""
    good: list[tuple[int, Any, list[str]]] = []
    faults: list[str] = []
    for number, line in enumerate(lines_of(path, blank=True), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            faults.append(f"{path}, line {number}: not JSON ({error}).")
            continue
        turns = found.get("turns") if isinstance(found, dict) else None
        if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
            faults.append(f'{path}, line {number}: needs "turns", a list of questions.')
            continue
        try:
            for turn in turns:
                checked(turn)
        except UnusableQuestion as unusable:
            faults.append(f"{path}, line {number}: {unusable}")
            continue
        good.append((number, found.get("id"), turns))
    return good, faults


def lines_of(path: Path, *, blank: bool = False) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Failed(f"{path} cannot be read ({(error.strerror or str(error)).lower()}). Check the name.") from error
    except UnicodeDecodeError as error:
        raise Failed(f"{path} is not UTF-8 text. Save it as UTF-8 and try again.") from error
    return (line for line in text.split("\n") if blank or line.strip())
