"""Further's own sentences, a file for each language: key -> sentence, `{…}` filled in by whoever says it.

`page/` holds what the browser's page says, and goes to the browser whole; `messages/` what answers and briefings say.
The report's words never stand here. All files of a folder hold the same keys in the same order; `KEY_one` stands beside
a KEY whose words are others where its `{count}` is 1.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources


@cache
def wording(folder: str) -> dict[str, dict[str, str]]:
    """Language -> key -> sentence, of "page" or "messages"."""
    return {
        file.name.removesuffix(".json"): json.loads(file.read_text(encoding="utf-8"))
        for file in resources.files("assistant.wording").joinpath(folder).iterdir()
        if file.name.endswith(".json")
    }


def in_number(sentences: dict[str, str], key: str, count: object) -> str:
    """The sentence `key`; where `count` is 1 the one for a single thing, if there is one."""
    return sentences.get(f"{key}_one", sentences[key]) if count == 1 else sentences[key]
