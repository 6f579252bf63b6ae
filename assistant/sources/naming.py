"""Documents and a question in, which of them it names by symbol or file out: these alone are asked, without the names.

"How many boats, according to A/80/604?" is asked of A/80/604 alone, as "How many boats?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.answer import Turn
from assistant.query.context import leans
from assistant.query.follow_up import complete
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_with
from assistant.query.phrasebook.language import language_of
from assistant.sources.several import Source
from assistant.wording.sentences import say

_SYMBOL = re.compile(r"[A-Z]/\d")
_BESIDE = " ,;:()[]，"  # what stands around a name that is taken out
_ENDS = ".?!؟。？"


def chosen(question: str, turns: Sequence[Turn], among: Sequence[Source]) -> tuple[Source, ...]:
    """The documents that the question names, or those that were named in what it leans on; all where it names none."""
    named = tuple(one for one in among if _name_of(one, question))
    if named or not turns or not _leans(question, turns):
        return named or tuple(among)
    return chosen(turns[-1].question, turns[:-1], among)


def _leans(question: str, turns: Sequence[Turn]) -> bool:
    """Whether a question goes on with what was said, by its words or by what it is completed from."""
    return leans(question, language_of(question)) or complete(question, turns) != parse(question)


def without_names(question: str, among: Sequence[Source]) -> str:
    """The question without the names of documents, which are no words to look for in them."""
    language = language_of(question)
    for one in among:
        while (name := _name_of(one, question)) and (match := _as_said(name).search(question)):
            question = _without(question, match, language)
    return question if any(map(str.isalnum, question)) else say("card_about", language)


def _without(question: str, match: re.Match[str], language: str) -> str:
    """Without "in A/80/604", and without a name at an end or in brackets; one within a sentence is "the report"."""
    before, after = question[: match.start()].rstrip(), question[match.end() :].lstrip()
    leads = [found for found in asked_with("document.in", language).finditer(before) if found.end() == len(before)]
    if leads:
        before = before[: leads[0].start()].rstrip()
    elif before[-1:].isalnum() and after[:1].isalnum():
        return f"{before} {say('the_report', language)} {after}"
    after = after.lstrip(_BESIDE)
    return f"{before.rstrip(_BESIDE)}{'' if after[:1] in _ENDS else ' '}{after}".strip()


def _name_of(source: Source, question: str) -> str:
    """How the question names the document: by its symbol, or by its file; "" where it does not."""
    file = source.report.name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = file.rsplit(".", 1)[0].replace("_", "/")
    known = (source.facts.symbol or "", file if "." in file else "", stem if _SYMBOL.match(stem) else "")
    return next((name for name in known if name and _as_said(name).search(question)), "")


@cache
def _as_said(name: str) -> re.Pattern[str]:
    """A name in whatever case and with whatever blanks; "A/80/604" is not said by "A/80/604/Add.10"."""
    written = r"\s*".join(map(re.escape, re.findall(r"[^\W_]+|[^\w\s]|_", name)))
    return re.compile(rf"(?<![A-Za-z0-9/]){written}(?![A-Za-z0-9/]|[.,][A-Za-z0-9])", re.IGNORECASE)
