"""A report in, what the masthead of a United Nations document says of it out: symbol, body, date, session, agenda item.

The first page of these documents is set by one rule in all six languages: the name of the organization beside the
symbol, the body, "Distr." with the date, then the session and the item of its agenda, each a line of its own. A report
that does not begin so has no masthead, and nothing is guessed. Words stay as printed, without the asterisks of notes.

Sections and volumes of one work share its title; the symbol says which this is, "A/81/6 (Sect. 9)", and the first page
prints that number with a name below the title. The report's title then names both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from corpus.report import Report

_LINES = 16  # blocks: more than the longest masthead has
_LETTERHEAD_LINES = 6  # the name and the symbol stand among the first
_LONGEST = 120  # characters of a masthead's line
# "A/80/604/Add.10", "S/RES/2719 (2023)", "A/81/6 (Sect. 29A)/Part A"
_SYMBOL = re.compile(r"[A-Z]{1,8}(?:/(?:Part [A-Z]\b|[A-Z0-9][\w.-]*)| ?\([A-Z0-9][\w. ]{0,15}\))+")
# Symbols begin with their body's letters (Dag Hammarskjöld Library, UN document symbols); in the order of `bodies`.
_BODY_LETTERS = ("A", "S", "E", "T", "ST")
# What of a work the symbol says that this is: "(Sect. 29A)", "(Vol. II)"; "(2023)" is a year.
_PART = re.compile(r"\((?:Sect|Vol|Part|Chap|Suppl)\.? (\d{1,3}[A-Z]?|[IVXLC]+)\)")
_PART_LINES = 8  # blocks below the title: the part and the section with their names, each on a line of its own
_DATE = re.compile(r"\b(\d{1,2})(?:er)?(?: de)? ([^\W\d_]+)(?: de)? (\d{4})\b")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What it says; None where it does not. `date` as YYYY-MM-DD, `language` of the document as ISO 639-1."""

    symbol: str
    language: str
    body: str | None
    date: str | None
    session: str | None
    agenda_item: str | None


def masthead(report: Report) -> Masthead | None:
    """None where the report does not begin as a United Nations document does."""
    lines = [line for line in _lines(report)[: _title_place(report)] if len(line) <= _LONGEST]
    for language, known in _languages().items():
        if symbol := _symbol(lines[:_LETTERHEAD_LINES], known["letterhead"]):
            return Masthead(
                symbol,
                language,
                _body(lines, known["bodies"]) or _body_of(symbol, known["bodies"]),
                _date(lines),
                _first(lines, known["session"]),
                _first(lines, known["item"]),
            )
    return None


def with_part_named(report: Report) -> Report:
    """The report under a title that says which part of a work it is: "Proposed budget: Section 9, Social affairs"."""
    found = masthead(report)
    number = _PART.search(found.symbol) if found else None
    place = _title_place(report)
    if number is None or place is None:
        return report
    part = _part_named(_lines(report, place + 1, _PART_LINES), number[1])
    return replace(report, title=f"{report.title}: {part}") if part else report


def _part_named(lines: Sequence[str], number: str) -> str | None:
    """ "Section 9, Social affairs" out of "Section 9 Social affairs", on one line or on two."""
    says = re.compile(rf"([^\W\d_]{{1,12}} ?{number}[款编卷章部]?)(?!\w|\.\d)[\s.:,–—-]*(.*)")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if found := says.fullmatch(line):
            name = (found[2] or after).rstrip("* ")
            return f"{found[1]}, {name}" if name else None
    return None


def _lines(report: Report, first: int = 0, count: int = _LINES) -> list[str]:
    blocks = report.blocks[first : first + count]
    return [report.text[block.span.start : block.span.end].rstrip("* ") for block in blocks]


def _title_place(report: Report) -> int | None:
    """Where the title stands behind the letterhead, with or without the part that it names; None where it does not."""
    for place, line in enumerate(_lines(report)):
        if place >= _LETTERHEAD_LINES and f"{report.title}: ".startswith(f"{line}: "):
            return place
    return None


def _symbol(lines: Sequence[str], letterhead: str) -> str | None:
    """The symbol beside the organization's name, or on a line of its own near it."""
    if not any(letterhead.casefold() in line.casefold() for line in lines):
        return None
    bare = [re.sub(re.escape(letterhead), "", line, flags=re.IGNORECASE).strip() for line in lines]
    return next((line for line in bare if "/" in line and _SYMBOL.fullmatch(line)), None)


def _body(lines: Sequence[str], bodies: Sequence[str]) -> str | None:
    """The last that is named: the Human Rights Council stands below the Assembly that it belongs to."""
    known = {body.casefold() for body in bodies}
    return next((line for line in reversed(lines) if line.replace("'", "’").casefold() in known), None)


def _body_of(symbol: str, bodies: Sequence[str]) -> str | None:
    letters = symbol.partition("/")[0]
    return bodies[_BODY_LETTERS.index(letters)] if letters in _BODY_LETTERS else None


def _date(lines: Sequence[str]) -> str | None:
    """The date of distribution, in the line that says "Distr." or the next that has one."""
    place = next((at for at, line in enumerate(lines) if "distr" in line.casefold()), None)
    for line in lines[place:] if place is not None else []:
        for day, month, year in _DATE.findall(line):
            if (number := _months().get(month.casefold())) and 1 <= int(day) <= 31:
                return f"{year}-{number:02}-{int(day):02}"
    return None


def _first(lines: Sequence[str], pattern: str) -> str | None:
    return next((line for line in lines[1:] if re.search(pattern, line, re.IGNORECASE)), None)


@cache
def _languages() -> dict[str, dict[str, Any]]:
    raw = resources.files("corpus").joinpath("un_masthead.json").read_text("utf-8")
    known: dict[str, dict[str, Any]] = json.loads(raw)
    return known


@cache
def _months() -> dict[str, int]:
    return {
        month.casefold(): number
        for known in _languages().values()
        for number, month in enumerate(known["months"], start=1)
    }
