"""Reports in, all that can be done with them without a model out: check quotations, cite, list case studies, brief.

What the command, the page and other programs do with reports besides asking them. Each room is imported when it is
first used. `Assistant` adds the asking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.report import Report

if TYPE_CHECKING:
    from assistant.answer import Citation
    from assistant.briefing.pack import Pack
    from assistant.case_studies.case_rows import Filters, Row
    from assistant.checking.checker import Checker, Verdict
    from corpus.metadata import Metadata


class Documents:
    """Documents that lie open. Whatever is quoted was cut from them: `report.text[start:end] == quote.text`."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = tuple(reports)

    def check(self, draft: str | Path) -> list[Verdict]:
        """A verdict on each quotation of the draft, in its order: exact, altered or absent.

        `draft`: words, in which what stands in quotation marks is looked up (without any the whole, up to 2,000
        characters), or the `Path` of a file (Word, PDF, HTML, Markdown, text). Raises FurtherError: a file that cannot
        be read.
        """
        from assistant.checking.drafts import pasted_quotations, read_quotations

        found = read_quotations(draft) if isinstance(draft, Path) else pasted_quotations(draft)
        return self._checker.check_draft(found)

    def check_quotation(self, words: str) -> Verdict:
        """The verdict on words that are one quotation, as given. Raises Misuse: no word in them."""
        from assistant.checking.quotations import Quotation
        from corpus.errors import Misuse

        if not any(map(str.isalnum, words)):
            raise Misuse("There are no words to check. Give the quotation's words.")
        return self._checker.check_quotation(Quotation(words.strip(), ""))

    def find(self, words: str) -> tuple[Citation, ...]:
        """Where the documents say exactly these words, or what an anchor or a reference leads to; () where nowhere."""
        from assistant.citation import cite
        from corpus.anchors import MOST_COMPARED, anchor_in, find_reference

        if anchor_in(words):
            share = MOST_COMPARED // len(self.reports)
            spans = ((report, find_reference(report, words, share)) for report in self.reports)
            return tuple(cite(report, span) for report, span in spans if span)
        return self._checker.check(words).places if any(map(str.isalnum, words)) else ()

    def cite(self, what: str | Iterable[Citation], style: str = "un") -> str:
        """A ready citation of words of the documents, or of an answer's citations; "" where the words stand nowhere.

        `style`: un, chicago, apa, oscola, or for a reference manager bibtex, ris, csl-json. Raises Misuse.
        """
        from assistant.citing.citation_text import citations_text, reference_files
        from assistant.citing.reference_files import FORMS

        style = style_named(style)
        found = self.find(what) if isinstance(what, str) else tuple(what)
        write = reference_files if style in FORMS else citations_text
        return write(found, self.facts, style) if found else ""

    def cases(
        self,
        missions: Sequence[str] = (),
        countries: Sequence[str] = (),
        themes: Sequence[str] = (),
        words: str = "",
        order: str = "report",
    ) -> tuple[Row, ...]:
        """The case studies (of a document without any its lists' items) that fit, each kind of filter given.

        Missions by acronym or name, countries by name, themes by key or label, all of `words` in the title; `order`:
        report, mission, country, title or theme. Raises Misuse: a name that is in no table of ours.
        """
        from assistant.case_studies.case_rows import ORDERS, chosen, in_order, named

        order = named(order, {one: one for one in ORDERS}, "order")
        return in_order(chosen(self.rows, filters(missions, countries, themes, words)), order)

    def brief(
        self,
        mission: str | None = None,
        role: str | None = None,
        themes: Sequence[str] = (),
        length: str = "standard",
        language: str = "en",
        *,
        emails: bool = False,
        self_check: bool = False,
    ) -> Pack:
        """A briefing pack for newcomers, made of quotes; `mission` None: all. Raises Misuse: an unknown name.

        `assistant.briefing.files.pack_file(pack, "docx")` gives it as a file (docx, pdf, html, md).
        """
        from assistant.briefing.building import build
        from assistant.briefing.choice import chosen

        choice = chosen(mission, role, themes, length, language, emails=emails, self_check=self_check)
        return build(self.reports, choice, self.facts)

    @cached_property
    def facts(self) -> dict[str, Metadata]:
        """What is known of each document (title, body, date, symbol …), by its name."""
        from corpus.metadata import metadata

        return {report.name: metadata(report) for report in self.reports}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All that `cases` chooses from."""
        from assistant.case_studies.case_rows import rows

        return rows(self.reports)

    @cached_property
    def _checker(self) -> Checker:
        from assistant.checking.checker import Checker
        from corpus.reading import read_shipped

        return Checker(self.reports, [read_shipped()])


def style_named(name: str) -> str:
    """A citation style by its name. Raises Misuse, with the nearest names."""
    from assistant.case_studies.case_rows import named
    from assistant.citing.citation_styles import STYLES
    from assistant.citing.reference_files import FORMS

    return named(name, {one: one for one in (*STYLES, *FORMS)}, "style")


def filters(missions: Sequence[str], countries: Sequence[str], themes: Sequence[str], words: str) -> Filters:
    """Filters of case studies by any name that we know. Raises Misuse, with the nearest names."""
    from assistant.case_studies.case_rows import Filters, country_named, mission_named, theme_named

    return Filters(
        tuple(map(mission_named, missions)),
        tuple(map(country_named, countries)),
        tuple(map(theme_named, themes)),
        words,
    )
