"""What is written beside a quotation of a draft: the lines of its comment and the changes that make it exact.

A comment says the verdict, the report's words, where they stand, how to cite them and, where the report quotes
somebody there, whom, in the person's language; the report's words stand as they are cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.checking.checker import Checker, Outcome, Verdict
from assistant.checking.correction import Edit, correction
from assistant.checking.quoted_person import quoted_person
from assistant.checking.verdict_wording import place_in, place_of_draft, said, shapes_said
from assistant.checking.word_difference import How
from assistant.citation import Cite
from corpus.anchors import quoted
from corpus.report import Report


@dataclass(frozen=True, slots=True)
class Remark:
    """`paragraph`: its number in the draft, from 0; `start`: where in it `words`, the quotation, begin.

    `lines`: of the comment; `ready`: the line that goes with `edits`, whose places count from the quotation's
    beginning.
    """

    paragraph: int
    start: int
    words: str
    lines: tuple[str, ...]
    edits: tuple[Edit, ...] = ()
    ready: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """The lines of the comment, as far as they are true of what stands beside it."""
        return (self.lines[0], *([self.ready] if self.edits else []), *self.lines[1:])


def remarks(
    verdicts: Sequence[Verdict], checker: Checker, reports: Sequence[Report], cite: Cite, language: str = "en"
) -> list[Remark]:
    """One for each verdict whose place in the draft is known, in the draft's order."""
    by_name = {report.name: report for report in reports}
    found = []
    for verdict in verdicts:
        if verdict.at:
            lines = tuple(verdict_lines(verdict, by_name, cite, language))
            ready = said("remark_ready", language)
            found.append(Remark(*verdict.at, verdict.text, lines, correction(verdict, checker), ready))
    return found


def summary_lines(verdicts: Sequence[Verdict], language: str = "en") -> tuple[str, ...]:
    """How many there are of each kind, then what is to be mended, a line each."""
    counts = {one.value: sum(verdict.outcome is one for verdict in verdicts) for one in Outcome}
    wrong = [verdict for verdict in verdicts if verdict.outcome is not Outcome.EXACT]
    mended = (said("remark_mend", language), *(_named(verdict, language) for verdict in wrong)) if wrong else ()
    return (said("check_summary", language, **counts), *mended)


def _named(verdict: Verdict, language: str) -> str:
    kind = said(f"outcome_{verdict.outcome.value}", language)
    return f"{kind} – {place_of_draft(verdict.place, language)}" if verdict.place else kind


def verdict_lines(verdict: Verdict, reports: Mapping[str, Report], cite: Cite, language: str) -> list[str]:
    """What is said of it, the verdict first. `reports`: by name, those in which a quoted person is looked for."""

    def say(key: str, **parts: object) -> str:
        return said(key, language, **parts)

    lines = [say(f"outcome_{verdict.outcome.value}")]
    if verdict.outcome is Outcome.ABSENT:
        lines.append(say("absent_from"))
        if verdict.source:
            lines.append(f"{say('other_source')} {verdict.source}")
    if verdict.nearest:
        kinds = {difference.how for difference in verdict.differences}
        lines[0] += f" – {', '.join(say(f'how_{how.name.lower()}') for how in How if how in kinds)}" if kinds else ""
        lines.append(say("nearest_says"))
    elif verdict.shapes:
        lines.append(f"{say('differs_in')} {shapes_said(verdict.shapes, language)}")
    if len(verdict.places) > 1:
        lines.append(say("several_places", count=len(verdict.places)))
    for place in (*verdict.places, *([verdict.nearest] if verdict.nearest else [])):
        row = [place.quote.row.in_its_table] if place.quote.row else []
        lines += [quoted(place.quote.text), *row, place_in(place, language), cite(place)]
        report = reports.get(place.document)
        if report and (person := quoted_person(report, place.quote.span)) is not None:
            lines.append(say("remark_person", name=person) if person else say("remark_nobody"))
    if verdict.named:
        key = "named_otherwise" if verdict.named.document else "named_unproven"
        lines.append(say(key, document=verdict.named.document, source=verdict.named.source))
    if verdict.edition:
        name = f", {verdict.edition.name}" if verdict.edition.name else ""
        key = "edition_found" if verdict.places else "edition_lost"
        lines.append(say(key, edition=f"{verdict.edition.sha256[:8]}{name}"))
    return lines
