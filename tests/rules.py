"""What each rule of the question's way buys over the committed question sets: `make rules`.

A rule is a pattern of `assistant/query` or `assistant/answering`, a kind of phrase of its phrasebook, or an edit
that completes a follow-up. Each is switched off in turn, and the conversations in which it ever spoke are asked again:
what was right and is now wrong it won, what was wrong and is now right it lost. CONTRIBUTING says when a rule enters
and when it leaves.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pickle
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import assistant.answering
import assistant.query
from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.cli.batch import converse
from assistant.cli.evaluation import judge
from assistant.query import follow_up, phrasebook
from assistant.startup import open_assistant
from corpus.reading import read_shipped
from index.encoder import Encoded, Encoder
from index.multilingual import Multilingual

HOME = Path(__file__).parents[1]
SETS = HOME / "tests" / "questions"
PHRASES = ("asked_with", "asked_in_any")

Item = dict[str, Any]


class Rule:
    """A pattern or an edit that notes in which conversations it speaks, and that can be silenced."""

    asked = ""  # the conversation that is under way

    def __init__(self, name: str, real: Any) -> None:
        self.name, self.real = name, real
        self.silenced = False
        self.spoke: set[str] = set()

    def heard(self, found: Any) -> Any:
        if found:
            self.spoke.add(Rule.asked)
        return found


class PatternRule(Rule):
    """Stands where a compiled pattern stood; silenced, it matches nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def search(self, *arguments: Any, **options: Any) -> Any:
        return None if self.silenced else self.heard(self.real.search(*arguments, **options))

    def match(self, *arguments: Any, **options: Any) -> Any:
        return None if self.silenced else self.heard(self.real.match(*arguments, **options))

    def fullmatch(self, *arguments: Any, **options: Any) -> Any:
        return None if self.silenced else self.heard(self.real.fullmatch(*arguments, **options))

    def finditer(self, *arguments: Any, **options: Any) -> Any:
        return iter(()) if self.silenced else iter(self.heard(list(self.real.finditer(*arguments, **options))))

    def findall(self, *arguments: Any, **options: Any) -> Any:
        return [] if self.silenced else self.heard(self.real.findall(*arguments, **options))

    def split(self, text: str, *arguments: Any, **options: Any) -> Any:
        if self.silenced:
            return [text]
        parts = self.real.split(text, *arguments, **options)
        self.heard(len(parts) > 1)
        return parts

    def sub(self, new: Any, text: str, *arguments: Any, **options: Any) -> Any:
        if self.silenced:
            return text
        out = self.real.sub(new, text, *arguments, **options)
        self.heard(out != text)
        return out


class EditRule(Rule):
    """Stands where an edit of follow-ups stood; silenced, it has nothing to say."""

    def __call__(self, *arguments: Any) -> Any:
        return None if self.silenced else self.heard(self.real(*arguments))


class RememberingEncoder:
    """An encoder that encodes each question once."""

    def __init__(self, real: Encoder, known: dict[str, Encoded]) -> None:
        self._real, self._known = real, known

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def encode_question(self, text: str) -> Encoded:
        if text not in self._known:
            self._known[text] = self._real.encode_question(text)
        return self._known[text]


class RememberingSecond:
    """A second encoder that encodes each question once."""

    def __init__(self, real: Any, known: dict[str, Any]) -> None:
        self._real, self._known = real, known

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def question(self, text: str) -> Any:
        if text not in self._known:
            self._known[text] = self._real.question(text)
        return self._known[text]


def modules() -> list[ModuleType]:
    found = []
    for room in (assistant.query, assistant.answering):
        for one in pkgutil.iter_modules(room.__path__):
            found.append(importlib.import_module(f"{room.__name__}.{one.name}"))
    return found


def watched() -> Rules:
    """Puts a rule in the place of each pattern, kind of phrase and edit; all of them, by name."""
    rules: dict[int, Rule] = {}
    kept: list[Any] = []  # so that no identity is used twice

    def stands_for(value: Any, name: str) -> Any:
        if isinstance(value, re.Pattern):
            kept.append(value)
            return rules.setdefault(id(value), PatternRule(name, value))
        if isinstance(value, tuple) and any(isinstance(part, re.Pattern | tuple) for part in value):
            return tuple(stands_for(part, f"{name}[{place}]") for place, part in enumerate(value))
        if isinstance(value, dict) and any(isinstance(part, re.Pattern) for part in value.values()):
            return {key: stands_for(part, f"{name}[{key}]") for key, part in value.items()}
        return value

    for module in modules():
        short = module.__name__.removeprefix("assistant.")
        for name, value in list(vars(module).items()):
            if name.startswith("__"):
                continue
            new = stands_for(value, f"{short}.{name}")
            if new is not value:
                setattr(module, name, new)
    edits = tuple(EditRule(f"edit {rule.__name__}", rule) for rule in follow_up._EDITS)
    follow_up._EDITS = edits  # type: ignore[assignment]
    phrases: dict[str, Rule] = {}

    def phrase(function: Callable[..., Any], *arguments: str) -> Rule:
        name = f"phrases {function.__name__}({', '.join(arguments)})"
        return phrases.setdefault(name, PatternRule(name, function(*arguments)))

    for name in PHRASES:
        real = getattr(phrasebook, name)

        def watching(*arguments: str, real: Callable[..., Any] = real) -> Rule:
            return phrase(real, *arguments)

        for module in modules():
            if getattr(module, name, None) is real:
                setattr(module, name, watching)
    return Rules((*rules.values(), *edits), phrases)


class Rules:
    """All rules; phrases appear once they are asked for."""

    def __init__(self, fixed: Sequence[Rule], phrases: dict[str, Rule]) -> None:
        self._fixed, self._phrases = tuple(fixed), phrases

    def all(self) -> tuple[Rule, ...]:
        return (*self._fixed, *self._phrases.values())


@contextmanager
def silenced(rules: Sequence[Rule]) -> Iterator[None]:
    for rule in rules:
        rule.silenced = True
    try:
        yield
    finally:
        for rule in rules:
            rule.silenced = False


def items(names: Sequence[str]) -> list[Item]:
    found = []
    for path in sorted(SETS.glob("*.jsonl")):
        if not names or path.stem in names:
            for line in path.read_text(encoding="utf-8").splitlines():
                found.append({**json.loads(line), "set": path.stem})
    return found


def key(item: Item) -> str:
    return f"{item['set']}/{item['id']}"


def ask(over: Assistant, chosen: Sequence[Item]) -> dict[str, bool]:
    out = {}
    for item in chosen:
        Rule.asked = key(item)
        out[key(item)] = bool(judge(item, answer_object(converse(over, item["turns"]), item["id"]))["right"])
    return out


def remembering(over: Assistant, memory: Path | None) -> Callable[[], None]:
    """Lets the assistant look at each question once; `memory`: a file that keeps the vectors for the next time."""
    known: tuple[dict[str, Encoded], dict[str, Any]] = ({}, {})
    if memory and memory.exists():
        known = pickle.loads(memory.read_bytes())
    index = over.index
    index.encoder = RememberingEncoder(index.encoder, known[0])
    if index.second:
        index.second = cast(Multilingual, RememberingSecond(index.second, known[1]))

    evidence = index.evidence
    seen: dict[Any, Any] = {}

    def evidence_once(question: str, weights: dict[str, float] | None = None, *besides: Any) -> Any:
        asked = (question, None if weights is None else tuple(sorted(weights.items())))
        if asked not in seen:
            seen[asked] = evidence(question, weights, *besides)
        return seen[asked]

    index.evidence = evidence_once  # type: ignore[method-assign, assignment]

    def keep() -> None:
        if memory:
            memory.write_bytes(pickle.dumps(known))

    return keep


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", help="names of sets; all where none is named")
    parser.add_argument("--memory", type=Path, help="a file that keeps the questions' vectors for the next time")
    parser.add_argument("--only", default="", help="rules whose name holds these words")
    parser.add_argument("--together", action="store_true", help="the rules that --only names are switched off together")
    parser.add_argument("--right", type=Path, help="a file for what is right, as JSON, to compare two trees by")
    given = parser.parse_args()
    over = open_assistant([read_shipped()], lambda line: print(line, file=sys.stderr))
    keep = remembering(over, given.memory)
    asked = items(given.sets)
    rules = watched()
    base = ask(over, asked)
    keep()
    print(f"{len(asked)} conversations, {sum(base.values())} right ({sum(base.values()) / len(base):.4f})", flush=True)
    if given.right:
        given.right.write_text(json.dumps(base))
    chosen = [rule for rule in rules.all() if given.only in rule.name]
    if given.together:
        with silenced(chosen):
            now = ask(over, asked)
        tell("together", base, now)
        return
    for rule in sorted(chosen, key=lambda rule: rule.name):
        spoke = [item for item in asked if key(item) in rule.spoke]
        with silenced([rule]):
            now = ask(over, spoke)
        tell(f"{rule.name} ({len(spoke)})", base, now)
    keep()


def tell(name: str, base: dict[str, bool], now: dict[str, bool]) -> None:
    won = sorted(one for one in now if base[one] and not now[one])
    lost = sorted(one for one in now if now[one] and not base[one])
    print(f"{len(won) - len(lost):+4d}  won {len(won):3d} lost {len(lost):3d}  {name}  {' '.join(won[:4])}", flush=True)


if __name__ == "__main__":
    main()
