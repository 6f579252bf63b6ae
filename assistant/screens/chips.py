"""A citation in, the pieces of HTML that lead from it to its words out: the chip, and what the scripts know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from assistant.answer import Citation
from assistant.case_studies.mission_lead import mission_lead
from assistant.citing.citation_styles import cited, warned
from assistant.files.conversation_file import place_line
from assistant.screens.interface_text import labelled, said
from assistant.screens.reading_pane import page_said, place_of, tongue
from assistant.wording.place_words import beside_the_page
from corpus.anchors import reference
from corpus.metadata import Metadata, metadata, printed
from corpus.report import Report
from corpus.unreadable import UnreadableReport


class Chips:
    """Knows the number under which the reading pane shows each of `reports`."""

    def __init__(self, reports: Sequence[Report], facts: Mapping[str, Metadata] | None = None) -> None:
        """`facts`: what is known of each, by its name; else what lies beside it."""
        self.reports = tuple(reports)
        self._numbers = {report.name: number for number, report in enumerate(reports)}
        self._tongues = [tongue(report) for report in reports]
        self._facts = [facts[report.name] if facts else facts_of(report) for report in reports]

    def tongue(self, citation: Citation) -> str:
        """The attributes of an element that holds the words."""
        return self._tongues[self._numbers[citation.document]]

    def data(self, citation: Citation) -> str:
        """The attributes by which the scripts copy and find the citation again."""
        number = self._numbers[citation.document]
        line = reference(self.reports[number], citation.quote.span)
        place = escape(place_line(citation, self.reports))
        note = escape(warned(cited(citation, self._facts[number], "un").note, citation))
        return (
            f'data-place="{place}" data-cited="{note}" data-reference="{escape(line)}"{_lead(citation)}'
            f' data-anchor="{escape(citation.anchor)}"'
        )

    def chip(self, citation: Citation) -> str:
        """The number, which leads to the words in the same `.citation`."""
        label = labelled("aria-label", "show_place", number=citation.number)
        return self._chip(citation, f"{label}", str(citation.number))

    def path(self, citation: Citation, *, led: bool = False) -> str:
        """The headings above the words; the document's title first where there are several documents. `led`: the last
        heading, a mission, is said over the quote."""
        title = self.reports[self._numbers[citation.document]].title
        path = list(citation.headings)
        if led and path:
            del path[-1]
        if len(path) > 1 and path[0] == title:
            del path[0]  # the page's head names it already
        if len(self.reports) > 1:
            path.insert(0, title)
        return ' <span aria-hidden="true">›</span> '.join(escape(step.strip().rstrip(":")) for step in path)

    def page(self, citation: Citation) -> str:
        """Page and paragraph, as far as they are known."""
        quote = citation.quote
        symbol = self._facts[self._numbers[citation.document]].symbol
        where = [f"<bdi>{escape(symbol)}</bdi>"] if symbol and (quote.pages or quote.paragraph) else []
        if quote.last_page is not None:
            where.append(said("pages", label=quote.pages))
        elif quote.page is not None:
            where.append(page_said(quote.page, quote.page_label))
        for one in beside_the_page(quote):
            where.append(f"<bdi>{escape(one)}</bdi>" if isinstance(one, str) else said(one[0], **one[1]))
        return f'<p class="page">{" · ".join(where)}</p>' if where else ""

    def row(self, citation: Citation) -> str:
        """What stands over each figure of a table's row, read out."""
        row = citation.quote.row
        return f'<p class="page row">{escape(row.read_out)}</p>' if row else ""

    def place(self, citation: Citation, shown: str) -> str:
        """A place in words, which leads to the citation's own words wherever the chip stands."""
        words = f' data-quote="{escape(citation.quote.text)}"'
        return self._chip(citation, f"{words}", escape(shown))

    def treated(self, citations: Sequence[Citation], pages: Sequence[str]) -> str:
        """Where a fuller document treats it, each place in words; nothing where it does not."""
        if not citations:
            return ""
        places = " ".join(map(self.place, citations, pages))
        return f'<p class="treated">{said("treated")} {places}</p>'

    def _chip(self, citation: Citation, attributes: str, shown: str) -> str:
        number = self._numbers[citation.document]
        span = citation.quote.span
        place = place_of(number, self.reports[number], span)
        return (
            f'<a class="chip" href="#{place}"{attributes} data-document="{number}" data-start="{span.start}"'
            f' data-end="{span.end}">{shown}</a>'
        )


def _lead(citation: Citation) -> str:
    """The mission that it stands under, for who copies it."""
    lead = mission_lead(citation.headings)
    return f' data-lead="{escape(lead.words)}"' if lead else ""


def facts_of(report: Report) -> Metadata:
    """What a citation of the document says of it: what it prints alone where what stands beside it cannot be read."""
    try:
        return metadata(report)
    except UnreadableReport:
        return printed(report)
