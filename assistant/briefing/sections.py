"""A choice and what the documents hold in, the sections of the pack out, each with quotes or a sentence of ours.

Sections: cases, others, role, mission, factors, contact, basis, silence. Which a length has is `building`'s matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.briefing.brief import Brief
from assistant.briefing.choice import Length
from assistant.briefing.holdings import Contact, Prose
from assistant.briefing.pack import Heading, Item, Line, Quoted, Section
from assistant.briefing.relevance import bears, bears_on_role
from assistant.case_studies.case_rows import Row
from assistant.citation import cite
from assistant.knowledge import themes
from corpus.addresses import ADDRESS
from corpus.report import Span


def cases(brief: Brief) -> Section:
    printed = brief.cases
    found = [row for row in printed if row.citation.anchor not in brief.choice.dropped]
    line = _cases_line(brief, printed)
    if len(found) < len(printed):
        line = brief.say("cases_some", count=len(printed), shown=len(found))
    if found and brief.titles_only:
        line = f"{line} {brief.say('titles_only')}"
    items: list[Item] = [Line(line)]
    if found and brief.choice.length is Length.PAGE:
        items += [_case(brief, row) for row in found]
    elif found:
        items.append(Line(brief.say("tags_ours")))
        for theme, group in grouped(brief, found):
            items.append(Heading(brief.say_theme(theme) if theme else brief.say("tag_none")))
            items += [_case(brief, row, besides=theme) for row in group]
    return Section("cases", brief.say("section_cases", mission=brief.say_mission()), tuple(items))


def _cases_line(brief: Brief, found: Sequence[Row]) -> str:
    whole = len(brief.held.cases)
    if not whole:
        return brief.say("cases_no_list")
    if brief.choice.mission:
        return brief.say("cases_all", count=len(found)) if found else brief.say("cases_none")
    if not found:
        return brief.say("cases_none_chosen", subject=brief.subject)
    if len(found) == whole:
        return brief.say("cases_whole", count=whole)
    return brief.say("cases_chosen", count=len(found), whole=whole, subject=brief.subject)


def grouped(brief: Brief, found: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Each case once, under a tag of its own: the themes chosen first, then what the role has most of, then the tag
    that most of the rest share; "" for those without a tag."""
    rest = list(found)
    while tags := [tag for tag in themes() if any(tag in row.themes for row in rest)]:
        best = max(tags, key=_weights(brief, rest).__getitem__)
        yield best, [row for row in rest if best in row.themes]
        rest = [row for row in rest if best not in row.themes]
    if rest:
        yield "", rest


def _weights(brief: Brief, rest: Sequence[Row]) -> dict[str, tuple[bool, int, int]]:
    """By tag: whether it was chosen, how many of its cases bear on the role, how many it has."""
    found: dict[str, tuple[bool, int, int]] = {}
    for tag in themes():
        group = [row for row in rest if tag in row.themes]
        of_role = sum(bool(brief.role and bears_on_role(row.title, brief.role)) for row in group)
        found[tag] = (tag in brief.choice.themes, of_role, len(group))
    return found


def _case(brief: Brief, row: Row, *, besides: str = "", under: bool = False) -> Quoted:
    """`besides`: the tag that it stands under already. `under`: another mission's, of whose tags those are shown that
    it was chosen for."""
    own = (
        {tag for other in brief.cases for tag in other.themes} if not brief.choice.themes else set(brief.choice.themes)
    )
    shown = [theme for theme in row.themes if theme != besides and (theme in own or not under)]
    tags = [] if brief.choice.length is Length.PAGE else [brief.say_theme(theme) for theme in shown]
    if brief.role and bears_on_role(row.title, brief.role):
        tags.insert(0, brief.say("bears_on", role=brief.say_role()))
    alien = under or brief.choice.mission is None
    return Quoted(row.citation, under=row.heading if alien else "", tags=tuple(tags))


def others(brief: Brief) -> Section | None:
    """Case studies of other missions on the same matter; None where all missions are chosen."""
    mission = brief.choice.mission
    if mission is None or not brief.held.cases:
        return None
    title, own = brief.say("section_others"), {tag for row in brief.cases for tag in row.themes}
    chosen = bool(brief.role or brief.choice.themes)
    if not chosen and not own:
        return Section("others", title, (Line(brief.say("others_nothing_shared")),))
    subject = brief.subject if chosen else brief.say("subject_same_tags")
    candidates = [row for row in brief.held.cases if mission not in row.missions]
    fitting = [row for row in candidates if (brief.bears(row.title) if chosen else own & set(row.themes))]
    if not fitting:
        return Section("others", title, (Line(brief.say("others_none", subject=subject)),))

    def nearness(row: Row) -> tuple[int, bool, int]:
        role = bool(brief.role and bears_on_role(row.title, brief.role))
        return sum(theme in row.themes for theme in brief.choice.themes), role, len(own & set(row.themes))

    nearest = sorted(fitting, key=nearness, reverse=True)[: brief.most]
    shown = [row for row in fitting if row in nearest]
    items: list[Item] = [Line(brief.say("others_why", subject=subject))]
    items += [_case(brief, row, under=True) for row in shown]
    if len(shown) < len(fitting):
        items.append(brief.more(len(fitting) - len(shown)))
    return Section("others", title, tuple(items))


def role(brief: Brief) -> Section | None:
    """What the prose says on the role's work and the themes; None where neither is chosen."""
    if not brief.subject:
        return None
    title = brief.say("section_role", subject=brief.subject)
    whole = brief.choice.role is not None and brief.role is None
    found = [
        one
        for one in brief.held.prose
        if not one.factor and _in_prose(brief, one, brief.choice.role) and open_to(brief, one)
    ]
    items: list[Item] = [Line(brief.say("whole_about"))] if whole else []
    if not found:
        return Section("role", title, (*items, Line(brief.say("role_none", subject=brief.subject))))
    items += [] if whole else [Line(brief.say("role_rule"))]
    return Section("role", title, (*items, *_some(brief, _with_statements(brief, found))))


def _in_prose(brief: Brief, one: Prose, role: str | None) -> bool:
    return bears(one.placed, role, brief.choice.themes)


def open_to(brief: Brief, one: Prose) -> bool:
    """Whether a sentence may stand in this pack: one that names missions, only where the pack's is among them; one with
    an address, only where addresses are wanted."""
    if not brief.choice.emails and ADDRESS.search(one.passage.quote.text):
        return False
    return not one.missions or brief.choice.mission is None or brief.choice.mission in one.missions


def mission(brief: Brief) -> Section | None:
    """What the prose says of the mission itself; None where it names it nowhere, which `silence` says."""
    acronym = brief.choice.mission
    found = [one for one in brief.held.prose if acronym and acronym in one.missions and open_to(brief, one)]
    if not found:
        return None
    nearest = [one for one in found if _in_prose(brief, one, brief.choice.role)]
    first = [*nearest, *(one for one in found if one not in nearest)][: brief.most]
    kept = [one for one in found if one in first]
    more = [brief.more(len(found) - len(kept))] if len(kept) < len(found) else []
    title = brief.say("section_mission", mission=brief.say_mission())
    return Section("mission", title, (*map(_quoted, kept), *more))


def factors(brief: Brief) -> Section:
    """Success factors, assets, lessons: those that bear on the choice; in a full pack the others too."""
    title, all_of_them = (
        brief.say("section_factors"),
        [one for one in brief.held.prose if one.factor and open_to(brief, one)],
    )
    if not all_of_them:
        return Section("factors", title, (Line(brief.say("factors_absent")),))
    chosen = bool(brief.role or brief.choice.themes)
    found = [one for one in all_of_them if not chosen or _in_prose(brief, one, brief.role)]
    full = brief.choice.length is Length.FULL
    items: list[Item] = []
    if not chosen:
        items.append(Line(brief.say("factors_named")))
        return Section("factors", title, (*items, *(_under_headings(brief, found) if full else _headings(found))))
    if found:
        items += [Line(brief.say("factors_bear", subject=brief.subject)), *_under_headings(brief, found)]
    else:
        items.append(Line(brief.say("factors_none", subject=brief.subject)))
    rest = [one for one in all_of_them if one not in found]
    if full and rest:
        items += [Heading(brief.say("factors_others")), *_under_headings(brief, rest)]
    return Section("factors", title, tuple(items))


def _headings(found: Sequence[Prose]) -> list[Item]:
    """The headings alone, as the document names them."""
    seen: dict[tuple[str, Span], Quoted] = {}
    for one in found:
        span = one.passage.block.headings[-1]
        seen.setdefault((one.report.name, span), Quoted(cite(one.report, span)))
    return list(seen.values())


def _under_headings(brief: Brief, found: Sequence[Prose]) -> list[Item]:
    """Sentences, each run under its own heading, which is the document's too."""
    items: list[Item] = []
    above: tuple[str, Span] | None = None
    kept = found[: brief.most]
    for one in kept:
        span = one.passage.block.headings[-1]
        if (one.report.name, span) != above:
            above = (one.report.name, span)
            items.append(Quoted(cite(one.report, span), strong=True))
        items.append(_quoted(one))
    if len(kept) < len(found):
        items.append(brief.more(len(found) - len(kept)))
    return items


def contact(brief: Brief) -> Section:
    """Contacts as printed: the mission's; of all missions, and in a full pack, also those of no single mission."""
    title, held = brief.say("section_contact"), brief.held.contacts
    if not held:
        return Section("contact", title, (Line(brief.say("contact_none_at_all")),))
    wanted, full = brief.choice.mission, brief.choice.length is Length.FULL
    own = [one for one in held if (wanted in one.missions if wanted else one.missions)]
    general = [one for one in held if not one.missions]
    warnings: list[Item] = [Line(brief.say("contact_warning"))]
    if not brief.choice.emails:
        warnings.append(Line(brief.say("contact_no_email")))
    quoted: list[Item] = [_contact(brief, one) for one in own]
    if not own:
        quoted.append(Line(brief.say("contact_none")))
    if general and (full or wanted is None):
        quoted += [Heading(brief.say("contact_general")), *(_contact(brief, one) for one in general)]
    any_quote = any(isinstance(item, Quoted) for item in quoted)
    return Section("contact", title, (*(warnings if any_quote else ()), *quoted))


def _contact(brief: Brief, one: Contact) -> Quoted:
    """The entry; without its address, and what stands behind that, unless addresses are wanted."""
    span = one.passage.span
    address = ADDRESS.search(one.passage.quote.text)
    if address and not brief.choice.emails:
        words = one.passage.quote.text[: address.start()].rstrip(" \n:;,(<")
        span = Span(span.start, span.start + len(words)) if words else span
    return Quoted(cite(one.report, span))


def basis(brief: Brief) -> Section:
    found = _with_statements(brief, [one for one in brief.held.prose if one.basis and open_to(brief, one)])
    items = _some(brief, found) if found else [Line(brief.say("basis_none"))]
    return Section("basis", brief.say("section_basis"), tuple(items))


def _with_statements(brief: Brief, found: Sequence[Prose]) -> list[Prose]:
    """A sentence that ends in a colon is half of what it says: what it leads to comes with it."""
    held, whole = brief.held.prose, list[Prose]()
    for one in found:
        if one not in whole:
            whole.append(one)
        following = next((after for before, after in pairwise(held) if before is one), None)
        if leads_on(one) and following and following.report is one.report and following not in whole:
            whole.append(following)
    return whole


def leads_on(one: Prose) -> bool:
    return one.passage.quote.text.rstrip().endswith(":")


def silence(brief: Brief) -> Section:
    """What somebody might look for and will not find, a line each."""
    return Section("silence", brief.say("section_silence"), tuple(Line(line, listed=True) for line in _unsaid(brief)))


def discussion(brief: Brief) -> Section:
    """What a team may talk about over the pack, in words of ours."""
    asked = (Line(brief.say(f"discussion_{key}"), listed=True) for key in ("here", "elsewhere", "each"))
    return Section("discussion", brief.say("section_discussion"), (Line(brief.say("discussion_ours")), *asked))


def _unsaid(brief: Brief) -> Iterator[str]:
    acronym, own = brief.choice.mission, brief.cases
    named = acronym is None or brief.held.names(acronym)
    elsewhere = any(acronym in one.missions for one in brief.held.prose)
    if not named:
        yield brief.say("silence_absent")
    elif acronym and not own and not elsewhere:
        yield brief.say("silence_contact_only")
    if own and brief.titles_only:
        yield brief.say("silence_titles")
    if own and acronym and not elsewhere:
        yield brief.say("silence_elsewhere")
    any_mission = "_any" if acronym is None else ""
    if brief.role and named and not any(bears_on_role(row.title, brief.role) for row in own):
        yield brief.say(f"silence_role{any_mission}", role=brief.say_role())
    for theme in brief.choice.themes if named else ():
        if not any(theme in row.themes for row in own):
            yield brief.say(f"silence_theme{any_mission}", theme=brief.say_theme(theme))
    if acronym and named and not any(acronym in one.missions for one in brief.held.contacts):
        yield brief.say("silence_contact")
    if any(facts.date is None for facts in brief.facts.values()):
        yield brief.say("silence_date")


def _some(brief: Brief, found: Sequence[Prose]) -> list[Item]:
    items: list[Item] = [_quoted(one) for one in found[: brief.most]]
    if len(found) > brief.most:
        items.append(brief.more(len(found) - brief.most))
    return items


def _quoted(one: Prose) -> Quoted:
    return Quoted(cite(one.report, one.passage.span))
