"""What stands before and after a pack's quotes: what it is, names, sources, the self-check. All of it Further's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version

from assistant.briefing.brief import Brief
from assistant.briefing.pack import Item, Line, Quoted, Section
from assistant.briefing.self_check import MOST, Asked
from assistant.citing.citation_styles import source
from assistant.knowledge import acronyms
from assistant.wording.sentences import say
from corpus.metadata import Metadata
from corpus.missions import Mission, country_name, missions, missions_named
from corpus.report import Report

_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*[A-Z](?!\w)")


def about(brief: Brief, left_out: int) -> Section:
    """`left_out`: quotes that somebody dropped."""
    named = [f"{report.title} ({report.edition})" if report.edition else report.title for report in brief.held.reports]
    lines = [brief.say("about_is" if len(named) == 1 else "about_several", documents="; ".join(named))]
    lines.append(brief.say("about_notes"))
    if brief.choice.notes.strip():
        lines.append(brief.say("about_own"))
    lines.append(brief.say("about_not"))
    if left_out:
        lines.append(brief.say("made_by_choice", count=left_out))
    return Section("about", brief.say("section_about"), tuple(map(Line, lines)))


def names(brief: Brief, body: Sequence[Section]) -> Section:
    """The mission chosen, those that stand over quotes, and the acronyms that the quotes use."""
    quotes = [item for section in body for item in section.items if isinstance(item, Quoted)]
    lines = list(_names(brief, quotes))
    title = brief.say("section_names")
    if not lines:
        return Section("names", title, (Line(brief.say("names_none")),))
    return Section("names", title, (Line(brief.say("names_ours")), *(Line(line, listed=True) for line in lines)))


def _names(brief: Brief, quotes: Sequence[Quoted]) -> Iterator[str]:
    texts = [words for quoted in quotes for words in (quoted.under, quoted.text)]
    named = missions_named(texts)
    own = {brief.choice.mission} if brief.choice.mission else set()
    for acronym in [*sorted(own), *sorted(named - own)]:
        yield brief.say("name", short=acronym, long=_mission_name(missions()[acronym], brief.choice.language))
    used = dict.fromkeys(match[0] for text in texts for match in _ACRONYM.finditer(text))
    for short in sorted(used):
        if short not in named | own and short.casefold() in acronyms():
            yield brief.say("name", short=short, long=acronyms()[short.casefold()][0])


def _mission_name(mission: Mission, language: str) -> str:
    name = mission.name_fr if language == "fr" and mission.name_fr else mission.name
    countries = ", ".join(country_name(iso, language) for iso in mission.countries)
    return f"{name} ({countries})" if countries else name


def sources(brief: Brief, count: int) -> Section:
    """Each document in full with its edition, and how to check the file. `count`: its quotes."""
    lines = sources_of(brief.held.reports, brief.facts, brief.choice.language)
    lines.append(Line(recheck(count, brief.choice.language)))
    return Section("sources", brief.say("section_sources"), tuple(lines))


def sources_of(reports: Sequence[Report], facts: Mapping[str, Metadata], language: str) -> list[Line]:
    """Each document in full with its edition and its text's sha256."""
    lines = []
    for report in reports:
        parts = {"reference": source(facts[report.name]), "edition": report.edition, "sha256": report.sha256}
        key = "brief_source" if report.edition else "brief_source_without_edition"
        lines.append(Line(say(key, language, **parts), listed=True))
    return lines


def recheck(count: int, language: str) -> str:
    """How a file of `count` quotes can be checked."""
    return say("brief_recheck", language, count=count, version=program_version())


def program_version() -> str:
    try:
        return version("further-assistant")
    except PackageNotFoundError:  # run from its folder without being installed
        return "0"


def questions_of(brief: Brief, asked: Sequence[Asked]) -> Section:
    title = brief.say("section_check")
    if not asked:
        return Section("check", title, (Line(brief.say("check_none")),))
    full = len(asked) == MOST
    items: list[Item] = [Line(brief.say("check_intro") if full else brief.say("check_intro_few", count=len(asked)))]
    for number, one in enumerate(asked, 1):
        if one.of_mission:
            items.append(Line(f"{number}. {brief.say('ask_mission')}"))
            items.append(Quoted(one.quoted.citation))
        else:
            items.append(Line(f"{number}. {one.words}"))
    return Section("check", title, tuple(items))


def answers_to(brief: Brief, asked: Sequence[Asked]) -> Section:
    """Each answer, and the quote that gives it, on a page of its own."""
    items: list[Item] = []
    for number, one in enumerate(asked, 1):
        items += [Line(f"{number}. {one.answer}"), replace(one.quoted, note="", tags=())]
    return Section("answers", brief.say("section_answers"), tuple(items), apart=True)
