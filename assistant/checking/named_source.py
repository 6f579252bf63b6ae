"""What a draft names as the source of a quotation in, whether it is the document in which the words stand out.

A symbol says so by itself. What a block quotation ends with was taken for its source and is not checked as words, so
it must be borne out: every word of it is one that the document prints of itself or around the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.checking.folding import plain
from assistant.checking.quotations import Quotation
from corpus.anchors import anchor_in
from corpus.metadata import Metadata
from corpus.report import Report

_FIRST_PAGE = 3000  # characters in which a document says what it is
_AROUND = 800  # characters around the words, in which a person may be named whom it quotes
_LONGEST_CITED = 500  # characters of a title
_WORD = re.compile(r"\d+|[^\W\d_]+")  # "第4段" says no more than "para. 4"
# What names no source: places within one, and words of no weight, in the six languages.
_TELL_NOTHING = frozenset(
    "p pp page pages para paras paragraph paragraphs sect section note footnote file row of the on in and for to "
    "from by at a an source sources ibid see vol no de des du la le les et sur dans el los las del y en sobre "
    "fuente párr pár pág с стр п пп пункт и в на о об из по источник 第 页 段 注 年 来源 المصدر الفقرة ص من في".split()
)
_CORRECTED = re.compile(r"/corr\.\d{1,3}$")
_FEWEST_OF_A_TITLE = 2  # words, of a document that is named by its title alone


@dataclass(frozen=True, slots=True)
class Named:
    """A source that is not borne out. `source`: as the draft names it; `document`: by its symbol or title, the one in
    which the words stand, "" where all that can be said is that it does not call itself so."""

    source: str
    document: str = ""


def named_otherwise(
    quotation: Quotation,
    places: Sequence[Citation],
    reports: Sequence[Report],
    facts_of: Callable[[Report], Metadata],
) -> Named | None:
    """`places`: where the words stand. None where the draft names no source, or that of one of the places."""
    by_name = {report.name: report for report in reports}
    standing = [(by_name[one.document], one) for one in places if one.document in by_name]
    if not standing or not (quotation.symbols or quotation.source or quotation.aside):
        return None
    first = facts_of(standing[0][0])
    here = first.symbol or first.title
    if quotation.symbols:
        if any(_has_symbol(report, facts_of(report), quotation.symbols) for report, _ in standing):
            return _unproven(quotation, standing, facts_of)
        return Named(quotation.symbols[0], here)
    others = [report for report in reports if all(report is not one for one, _ in standing)]
    names = quotation.aside or quotation.source
    if not any(_titled(names, facts_of(report)) for report, _ in standing):
        for report in others:
            if _titled(names, facts_of(report)):
                return Named(_shown(names), here)
    return _unproven(quotation, standing, facts_of)


def _unproven(
    quotation: Quotation, standing: Sequence[tuple[Report, Citation]], facts_of: Callable[[Report], Metadata]
) -> Named | None:
    aside = quotation.aside
    if not aside or any(_bears_out(aside, report, facts_of(report), place) for report, place in standing):
        return None
    return Named(_shown(aside))


def _shown(source: str) -> str:
    return " ".join(source.split())


def _has_symbol(report: Report, facts: Metadata, symbols: Iterable[str]) -> bool:
    """Whether one of the symbols is the document's: a longer one ("A/81/6 (Sect. 9)") may be cited by its beginning."""
    if facts.symbol:
        known = _symbol(facts.symbol)
        return any(known == named or known.startswith(f"{named} (") for named in map(_symbol, symbols))
    said = _letters(f"{report.name} {report.text[:_FIRST_PAGE]}")
    return any(f" {_letters(_symbol(named)).strip()} " in said for named in symbols)


def _symbol(named: str) -> str:
    return _CORRECTED.sub("", " ".join(named.lower().rstrip(".").split()))


def _letters(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower().replace('_', ' ')))} "


def _words(text: str) -> set[str]:
    return set(_WORD.findall(plain(text)))


def _titled(source: str, facts: Metadata) -> bool:
    """Whether it says all that the document's title says."""
    words = _words(facts.title[:_LONGEST_CITED]) - _TELL_NOTHING
    return len(words) >= _FEWEST_OF_A_TITLE and words <= _words(source)


def _bears_out(source: str, report: Report, facts: Metadata, place: Citation) -> bool:
    """Whether all words and years that are named stand in what the document says of itself, or around the words; where
    the date is known, no other year does."""
    if (anchor := anchor_in(source)) is not None:
        source = source.replace(f"[further:{anchor}]", " ")
    words = _words(source) - _TELL_NOTHING
    years = {word for word in words if re.fullmatch(r"(?:1[89]|20)\d\d", word)}
    named = {word for word in words if len(word) > 1 and not word.isdigit()} | years
    if facts.date and years and str(facts.date_parts[0]) not in years:
        return False
    quote = place.quote
    start, end = quote.span.start, quote.span.end
    known = [facts.title, facts.body, facts.date, facts.symbol, facts.edition, facts.kind, facts.place, report.name]
    known += [*place.headings, quote.pages, str(quote.page or ""), quote.numbered, report.text[:_FIRST_PAGE]]
    known += [report.text[max(0, start - _AROUND) : start], report.text[end : end + _AROUND]]
    if quote.row:
        known.append(quote.row.in_its_table)
    if facts.date:
        known.append(_date(facts))
    said = _words(" ".join(filter(None, known)).replace("_", " "))
    return not named - said


def _date(facts: Metadata) -> str:
    return " ".join(map(str, facts.date_parts))
