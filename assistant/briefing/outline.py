"""A choice over documents that print no case studies in, what they say by their own outline out: the passages that bear
on role and themes below the headings that they stand under, and the headings under which none does.

Where nothing is chosen, the first sentence below each heading. The rule is told; every heading and passage is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.briefing.brief import Brief
from assistant.briefing.choice import Length
from assistant.briefing.holdings import Prose
from assistant.briefing.pack import Heading, Item, Line, Quoted, Section
from assistant.briefing.relevance import bears
from assistant.briefing.sections import open_to
from assistant.citation import cite
from corpus.report import Kind, Report, Span

_MOST = {Length.PAGE: 1, Length.STANDARD: 3, Length.FULL: 40}  # quotes of a part
_PARTS = {Length.PAGE: 12, Length.STANDARD: 40, Length.FULL: 400}

Part = tuple[int, Span | None]  # a document's place and one of its headings; None: what stands before the first


def outline(brief: Brief) -> Section:
    parts = _parts(brief)
    found = {part: kept for part, prose in parts.items() if (kept := _bearing(brief, prose))}
    shown = list(found)[: _PARTS[brief.choice.length]]
    most = _MOST[brief.choice.length] if brief.subject else 1
    items: list[Item] = [Line(_rule(brief, most) if found else brief.say("outline_none", subject=brief.subject))]
    for part in shown:
        items += [_heading(brief, part), *(Quoted(cite(one.report, one.passage.span)) for one in found[part][:most])]
        if brief.subject and len(found[part]) > most:
            items.append(brief.more(len(found[part]) - most))
    if len(shown) < len(found):
        items.append(Line(brief.say("outline_more", count=len(found) - len(shown))))
    return Section("outline", brief.say("section_outline"), tuple(items))


def without(brief: Brief) -> Section | None:
    """The headings under which nothing bears on the choice; None where nothing is chosen, or nothing is left."""
    if not brief.subject:
        return None
    empty = [part for part, prose in _parts(brief).items() if part[1] and not _bearing(brief, prose)]
    if not empty or brief.choice.length is Length.PAGE:
        return None
    lines: list[Item] = [Line(brief.say("outline_without_say", subject=brief.subject))]
    lines += [_heading(brief, part) for part in empty[: _PARTS[brief.choice.length]]]
    return Section("without", brief.say("section_without"), tuple(lines))


def unfound(brief: Brief) -> Section:
    """What was chosen and is nowhere in the documents, a line each."""
    return Section("silence", brief.say("section_silence"), tuple(Line(line, listed=True) for line in _unfound(brief)))


def _unfound(brief: Brief) -> Iterator[str]:
    prose = [one for one in brief.held.prose if open_to(brief, one)]
    role = brief.choice.role
    if role and not any(bears(one.placed, role, ()) for one in prose):
        yield brief.say("unfound", subject=brief.say_role())
    for theme in brief.choice.themes:
        if not any(bears(one.placed, None, (theme,)) for one in prose):
            yield brief.say("unfound", subject=brief.say_theme(theme))
    if any(facts.date is None for facts in brief.facts.values()):
        yield brief.say("silence_date")


def _rule(brief: Brief, most: int) -> str:
    if not brief.subject:
        return brief.say("outline_first")
    return brief.say("outline_chosen", subject=brief.subject, count=most)


def _heading(brief: Brief, part: Part) -> Item:
    place, span = part
    return Quoted(cite(brief.held.reports[place], span), strong=True) if span else Heading(brief.say("outline_before"))


def _parts(brief: Brief) -> dict[Part, list[Prose]]:
    """The prose of each part of the documents, in the order of the text; a part is what stands below a heading of the
    highest level that parts the document at all."""
    parts: dict[Part, list[Prose]] = {}
    for place, report in enumerate(brief.held.reports):
        depth = _depth(report)
        for one in brief.held.prose:
            if one.report is report and open_to(brief, one):
                above = one.passage.block.headings
                parts.setdefault((place, above[depth] if len(above) > depth else None), []).append(one)
    return parts


def _depth(report: Report) -> int:
    """0, or as many levels down as there is only one heading at: a title stands above everything."""
    above = [block.headings for block in report.blocks if block.kind is not Kind.HEADING]
    depth = 0
    while len({path[depth] for path in above if len(path) > depth}) == 1:
        if not any(len(path) > depth + 1 for path in above):
            return depth
        depth += 1
    return depth


def _bearing(brief: Brief, prose: Sequence[Prose]) -> list[Prose]:
    """Those that bear on the choice: what says it itself before what only stands below a heading that does."""
    if not brief.subject:
        return [one for one in prose if one.passage.kind is Kind.PARAGRAPH][:1] or list(prose[:1])
    role, themes = brief.choice.role, brief.choice.themes
    found = [one for one in prose if bears(one.placed, role, themes)]
    return sorted(found, key=lambda one: not bears(one.passage.quote.text, role, themes))
