"""The roles of a UN field mission: what each is called, and the words of its work. Ours, never the report's.

They follow general United Nations usage (components and their tasks as mandates and vacancies name them), for any
document; nothing here is written for one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.case_studies.case_rows import named
from assistant.knowledge.phrases import any_of
from index.tokens import stems


@dataclass(frozen=True, slots=True)
class Role:
    """`words`: whoever says one of them, all of its stems, speaks of the role's work. `called`: how people name it.

    `label` and `called` by language.
    """

    key: str
    label: dict[str, str]
    words: tuple[str, ...]
    called: dict[str, tuple[str, ...]]


@cache
def roles() -> dict[str, Role]:
    table = json.loads(resources.files("assistant").joinpath("knowledge", "roles.json").read_text(encoding="utf-8"))
    return {row["key"]: Role(row["key"], row["label"], tuple(row["words"]), _called(row["called"])) for row in table}


def role_named(name: str) -> str:
    """The key of a role named by key, label or what people call it, in any of our languages. Raises UnknownName."""
    known = {key: key for key in roles()}
    for role in roles().values():
        known |= {called: role.key for names in role.called.values() for called in names if called not in known}
        known |= dict.fromkeys(role.label.values(), role.key)
    return named(name, known, "role")


def roles_called(text: str, language: str) -> list[str]:
    """Keys of the roles that `text` names, the longest name first: "police officer" before "police"."""
    found: list[tuple[int, str]] = []
    for role in roles().values():
        names = (*role.called.get(language, ()), role.label[language])
        lengths = [len(match[0]) for match in _pattern(names).finditer(text)]
        if lengths:
            found.append((-max(lengths), role.key))
    return [key for _, key in sorted(found, key=lambda pair: pair[0])]


@cache
def forms(role: str) -> tuple[frozenset[str], ...]:
    """The stems of each of the role's words."""
    return tuple(frozenset(stems(phrase)) for phrase in roles()[role].words)


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(names)


def _called(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(names) for language, names in table.items()}
