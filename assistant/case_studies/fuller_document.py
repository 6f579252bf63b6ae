"""Case studies and a fuller document in, the pages there that treat each out.

A passage of the fuller document treats a case study when it names the mission or its country, itself or in a heading
above it, and says most of what the title says, by weight: a word that few passages say weighs most. The rule is ours.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.answer import Citation
from assistant.case_studies.case_rows import Row, has_case_studies, rows
from assistant.citation import cite
from corpus.missions import mentions
from corpus.report import Block, Report
from index.tokens import stems

RULE = "the pages name the mission or its country and say most of the title's words"
_MOST = 0.7  # of the title's weight
_PAGES = 5  # at most, for one case study


def whole_table(reports: Sequence[Report]) -> tuple[Row, ...]:
    """All rows, each case study with the passages of every other document that treat it."""
    table = rows(reports)
    if not has_case_studies(reports):
        return table
    for study in reports:
        others = [row for row in table if row.citation.document != study.name]
        treated = iter(with_pages(others, study) if others else ())
        table = tuple(row if row.citation.document == study.name else next(treated) for row in table)
    return table


def with_pages(table: Sequence[Row], study: Report) -> tuple[Row, ...]:
    """The rows, each with the passages that treat it: the first on each page, else the first under each heading."""
    said = _Said(study)
    bags = [said.stems(block) for block in study.blocks]
    frequency = Counter(stem for bag in bags for stem in bag)
    named = [said.missions(block) for block in study.blocks]
    wanted = {stem for row in table for stem in stems(row.title)}
    weights = {stem: math.log(1 + len(bags) / (1 + frequency[stem])) for stem in wanted}
    return tuple(replace(row, treated=row.treated + _treated(row, study, bags, named, weights)) for row in table)


def _treated(
    row: Row,
    study: Report,
    bags: Sequence[frozenset[str]],
    named: Sequence[frozenset[str]],
    weights: dict[str, float],
) -> tuple[Citation, ...]:
    title = frozenset(stems(row.title))
    whole = sum(weights[stem] for stem in title)
    found: dict[object, Block] = {}
    for block, bag, missions in zip(study.blocks, bags, named, strict=True):
        if missions & set(row.missions) and sum(weights[stem] for stem in title & bag) >= _MOST * whole:
            page = study.page_at(block.span.start)
            found.setdefault(page.number if page else block.headings[-1:], block)
    return tuple(cite(study, block.span, number) for number, block in enumerate([*found.values()][:_PAGES], 1))


class _Said:
    """What blocks say, their headings' words among it, without the title that stands above everything.

    A heading stands over many blocks, so each is looked at once.
    """

    def __init__(self, study: Report) -> None:
        self._stems = cache(lambda span: frozenset(stems(study.quote(span).text)))
        self._missions = cache(
            lambda span: frozenset().union(*(mention.missions for mention in mentions(study.quote(span).text)))
        )

    def stems(self, block: Block) -> frozenset[str]:
        return frozenset().union(*map(self._stems, (*block.headings[1:], block.span)))

    def missions(self, block: Block) -> frozenset[str]:
        return frozenset().union(*map(self._missions, (*block.headings[1:], block.span)))
