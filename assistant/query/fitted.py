"""An English question in, whether it asks for a set or for a contact out: told by its words, as a fit weighs them.

The weights are a logistic regression's (L1, so that few are left) over runs of one to three words, missions and places
standing as "@", figures as "#". `tests/fit_question_type.py` fits them, writes `question_type.json` and prints how
right they are on sets that they have not seen. (Without the words of subjects they were a little worse on these, too.)

Over documents without case studies "list" is told by the question's meaning besides, its vector under the first
encoder: few who ask there for several things say so ("which jobs go next year?"). And by what is found: "what does the
plan take for granted?" asks for several things where a list of assumptions is led into.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Literal

from assistant.query.phrasebook import asked_with
from corpus.missions import mentions

if TYPE_CHECKING:
    from index.encoder import Matrix

Kind = Literal["set", "contact", "list"]
_TOKEN = re.compile(r"@|[a-z]+(?:'[a-z]+)?|\d+|[?.,:;]")
_LONGEST_RUN = 3
_ASKING = frozenset({"which", "what"})
_SHOWING = frozenset({"list", "name", "give", "show"})
_VERBS = frozenset({"is", "are", "was", "were", "do", "did", "does", "has", "have", "the", "about"})


def asks_for(kind: Kind, text: str) -> bool:
    """Whether an English question, or a sentence of one, asks for a kind of answer: a phrase says so, else the fit."""
    return bool(asked_with(kind, "en").search(text)) or _spoken_for(kind, text) > 0


def tells_lists(encoder: str) -> bool:
    """Whether lists are told by the vectors of the encoder whose weights have this sha256."""
    return bool(_table()["list"]["encoder"] == encoder)


def speaks_for_list(text: str, meaning: Matrix, found: Mapping[str, float] | None = None) -> float:
    """How much speaks for several things as what an English question asks for: log-odds. `meaning`: the mean of its
    word pieces, (dimension,); `found`: what speaks for a list among the passages, `likelihood.signs_of_a_list`;
    without, its own words decide."""
    asked = _spoken_for("list", text) + float(_meaning() @ meaning)
    if found is None:
        return asked
    signs = {"asked": asked, "bias": 1.0, **found}
    return sum(float(weight) * signs[name] for name, weight in _table()["list"]["found"].items())


@lru_cache(maxsize=256)  # the kinds and the sentences of one question are asked for several times over
def features(text: str) -> frozenset[str]:
    """The runs of one to three words of a question, and whether a plural follows soon on a word that asks."""
    for place in reversed(mentions(text, loosely=True)):
        text = f"{text[: place.span.start]}@{text[place.span.end :]}"
    tokens = ["<", *("#" if token.isdigit() else token for token in _TOKEN.findall(text.lower().replace("’", "'")))]
    runs = {
        " ".join(tokens[start : start + length])
        for length in range(1, _LONGEST_RUN + 1)
        for start in range(len(tokens) - length + 1)
    }
    return frozenset(runs.union(_plurals(tokens)))


def _plurals(tokens: list[str]) -> Iterator[str]:
    """ "*which -s" of "which vacant posts …", "*list -s" of "give me all the posts"."""
    for place, token in enumerate(tokens):
        if token in _ASKING:
            if any(map(_is_plural, takewhile(lambda word: word not in _VERBS, tokens[place + 1 : place + 5]))):
                yield "*which -s"
        elif token in _SHOWING and any(map(_is_plural, tokens[place + 1 : place + 8])):
            yield "*list -s"


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _spoken_for(kind: Kind, text: str) -> float:
    """How much the words of a question speak for a kind of answer: log-odds."""
    fit = _table()[kind]
    return float(fit["bias"] + sum(fit["weights"].get(feature, 0.0) for feature in features(text)))


@cache
def _meaning() -> Matrix:
    """Shape (dimension,)."""
    import numpy as np

    return np.array(_table()["list"]["meaning"], dtype=np.float32)


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(
        resources.files("assistant.query").joinpath("question_type.json").read_text(encoding="utf-8")
    )
    return table
