"""Reports and a choice in, a `Pack` out: its sections in order, what was dropped or moved, and the footnotes.

Nothing is written here: every sentence of substance is a quote that `sections` cut; this room arranges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.answer import Citation
from assistant.briefing import front, outline, sections
from assistant.briefing.brief import Brief
from assistant.briefing.choice import Choice, Length
from assistant.briefing.ends import about, answers_to, names, questions_of, sources
from assistant.briefing.holdings import Holdings, holdings
from assistant.briefing.pack import Heading, Item, Line, Pack, Quoted, Section
from assistant.briefing.self_check import questions
from assistant.citing.citation_styles import again, cited, warned, where
from corpus.metadata import Metadata, metadata
from corpus.report import Report

_Make = Callable[[Brief], Section | None]
_WHOLE: tuple[_Make, ...] = (
    front.box,
    sections.contact,
    front.five_quotes,
    sections.role,
    sections.cases,
    sections.others,
    sections.mission,
    sections.factors,
    sections.basis,
    sections.silence,
    sections.discussion,
)
# From documents that print no case studies, where no mission is chosen: what they say, by their own outline.
_QUOTES: tuple[_Make, ...] = (front.five_quotes, outline.outline, outline.without, outline.unfound)
_QUOTES_ON_ONE_PAGE: tuple[_Make, ...] = (outline.outline, outline.unfound)
_ON_ONE_PAGE: tuple[_Make, ...] = (front.box, sections.cases, sections.contact, sections.silence)
# What a person may switch off; what the pack is and its sources stay.
OPTIONAL = tuple(
    "box contact five role cases others mission factors basis outline without silence discussion names more".split()
)


def build(reports: Sequence[Report], choice: Choice, facts: Mapping[str, Metadata] | None = None) -> Pack:
    """The pack: hundredths of a second once the reports are read, and no model.

    `facts`: what is known of each document, by its name; else what lies beside it.
    """
    known = facts or {report.name: metadata(report) for report in reports}
    brief = Brief(choice, holdings(reports), known)
    one_page = choice.length is Length.PAGE
    quotes = is_quote_pack(brief.held, choice)
    made = _made(brief, _makes(brief, one_page=one_page))
    body = [replace(section, items=_moved(_kept(section.items, choice), choice.order)) for section in made]
    left_out = sum(map(_quotes, made)) - sum(map(_quotes, body)) + _cases_dropped(brief)
    telling = (section for section in body if section.key != "contact")  # nobody has to know addresses by heart
    asked = questions([item for section in telling for item in section.items if isinstance(item, Quoted)])
    own = front.own_notes(brief)
    whole = [
        *([own] if own else []),
        *body,
        *([_more(brief)] if one_page else [names(brief, body)]),
        *([questions_of(brief, asked)] if choice.self_check else []),
        about(brief, left_out),
    ]
    whole = [section for section in whole if section.items and section.key not in choice.without]
    answered = [answers_to(brief, asked)] if choice.self_check and asked else []
    whole.append(sources(brief, sum(map(_quotes, [*whole, *answered]))))
    return Pack(
        choice,
        brief.say("title_quotes", document="; ".join(report.title for report in reports))
        if quotes
        else brief.say("title", mission=brief.say_mission()),
        " · ".join(part for part in (choice.date, brief.subject, _length(brief)) if part),
        noted([*whole, *answered], known, one_for_a_list=one_page),
        tuple(reports),
        known,
    )


def is_quote_pack(held: Holdings, choice: Choice) -> bool:
    """Whether the documents are told of by their outline: they print no case studies, and no mission is chosen."""
    return not held.cases and choice.mission is None


def _makes(brief: Brief, *, one_page: bool) -> tuple[_Make, ...]:
    if is_quote_pack(brief.held, brief.choice):
        return _QUOTES_ON_ONE_PAGE if one_page else _QUOTES
    return _ON_ONE_PAGE if one_page else _WHOLE


def _length(brief: Brief) -> str:
    return brief.say(f"length_{brief.choice.length}")


def _made(brief: Brief, makes: Sequence[_Make]) -> list[Section]:
    found = (make(brief) for make in makes)
    return [section for section in found if section and section.key not in brief.choice.without]


def _quotes(section: Section) -> int:
    return sum(isinstance(item, Quoted) for item in section.items)


def _cases_dropped(brief: Brief) -> int:
    """`sections.cases` leaves them out itself, since its first line counts."""
    if "cases" in brief.choice.without:
        return 0
    return sum(row.citation.anchor in brief.choice.dropped for row in brief.cases)


def _kept(items: Sequence[Item], choice: Choice) -> list[Item]:
    """What was not dropped; a heading of ours under which nothing is left goes too."""
    left = [item for item in items if not (isinstance(item, Quoted) and item.citation.anchor in choice.dropped)]
    return [
        item
        for item, following in zip(left, [*left[1:], None][: len(left)], strict=True)
        if not (isinstance(item, Heading) and (following is None or isinstance(following, Heading)))
    ]


def _moved(items: Sequence[Item], order: Sequence[str]) -> tuple[Item, ...]:
    """Quotes that follow one another change places as `order` has their anchors; those it does not name come last."""
    rank = {anchor: place for place, anchor in enumerate(order)}
    out: list[Item] = []
    run: list[Quoted] = []

    def end_run() -> None:
        moved: list[Quoted] = sorted(run, key=lambda one: rank.get(one.citation.anchor, len(rank)))
        out.extend(moved)
        run.clear()

    for item in items:
        if isinstance(item, Quoted) and not item.strong:
            run.append(item)
        else:
            end_run()
            out.append(item)
    end_run()
    return tuple(out)


def _more(brief: Brief) -> Section:
    """What the standard pack has beside what stands on the page."""
    shown = {section.key for make in _makes(brief, one_page=True) if (section := make(brief))}
    standard = replace(brief, choice=replace(brief.choice, length=Length.STANDARD))
    lines = []
    for make in _makes(brief, one_page=False):
        section = make(standard)
        if section and section.key not in shown:
            count = _quotes(section)
            key = "more_line" if count else "more_line_none"
            lines.append(Line(brief.say(key, section=section.title, count=count), listed=True))
    return Section("more", brief.say("section_more"), tuple(lines))


def noted(
    whole: Sequence[Section], facts: Mapping[str, Metadata], *, one_for_a_list: bool = False, each: bool = False
) -> tuple[Section, ...]:
    """With the footnotes: one at the first of the quotes that stand in one place, such as a mission's, or one for each
    list, on the line above it. `each`: at every quote. A question has none: the note would answer it."""
    first: dict[str, int] = {}
    number, before, placed = 0, "", False

    def note(citation: Citation) -> str:
        nonlocal number, before, placed
        number += 1
        document, there = citation.document, bool(where(citation, facts[citation.document]))
        if document not in first:
            first[document] = number
            written = cited(citation, facts[document], "un").note
        else:
            follows = document == before and (there or not placed)
            written = again(citation, facts[document], None if follows else first[document])
        before, placed = document, there
        # What stands over a table's row stands behind the words: a note may be that of several.
        return warned(written, replace(citation, quote=replace(citation.quote, row=None)))

    def with_notes(section: Section) -> tuple[Item, ...]:
        if section.key == "check":
            return section.items
        if not one_for_a_list or section.key == "answers":
            return tuple(_each_noted(section.items, note, each=each or section.key == "answers"))
        quotes = [item for item in section.items if isinstance(item, Quoted)]
        head, *rest = section.items
        if not quotes or not isinstance(head, Line):
            return section.items
        return (replace(head, note=note(_place_of_all(quotes))), *rest)

    return tuple(replace(section, items=with_notes(section)) for section in whole)


def _each_noted(items: Sequence[Item], note: Callable[[Citation], str], *, each: bool) -> Iterator[Item]:
    before = None
    for item in items:
        if not isinstance(item, Quoted):
            yield item
            continue
        quote = item.citation.quote
        place = (item.citation.document, item.citation.headings, quote.pages, quote.numbered, quote.by_machine)
        yield replace(item, note=note(item.citation)) if each or place != before else item
        before = place


def _place_of_all(quotes: Sequence[Quoted]) -> Citation:
    """The place that the quotes of a list share, as far as they do: the headings above all of them, the page and the
    paragraph if it is one. Its words are the first's."""
    first = quotes[0].citation
    paths = [quoted.citation.headings for quoted in quotes]
    shared = [level[0] for level in zip(*paths, strict=False) if len(set(level)) == 1]
    one_page = len({quoted.citation.quote.pages for quoted in quotes}) == 1
    one_paragraph = len({quoted.citation.quote.numbered for quoted in quotes}) == 1
    where = first.quote if one_paragraph else replace(first.quote, paragraph="", annex="", note="")
    if not one_page:
        where = replace(where, page=None, page_label=None, last_page=None, last_page_label=None)
    return replace(first, headings=tuple(shared), quote=where)
