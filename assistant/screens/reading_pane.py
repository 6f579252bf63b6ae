"""Reports in, the HTML of the reading pane out: a bar with contents and search, and the papers themselves.

A document's section holds the report's text and nothing else: its characters, in order, are `report.text`, so that
the script can mark a quote by counting them. Page numbers are drawn by the style sheet and add no characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate

from assistant.query.phrasebook.language import language_of
from assistant.screens.interface_text import button, labelled, said, say
from corpus.report import Block, Kind, Page, Report, Span

_DEEPEST_HEADING = 6  # HTML ends at h6
_HEADINGS_ABOVE = 2  # h1 is the page's title, h2 the pane's
_DRAWN = 1_500_000  # characters of several documents: some seven long reports
_SAMPLE = 4000  # characters of a document that tell its language
_RIGHT_TO_LEFT = ("ar",)


def reading_pane(reports: Sequence[Report]) -> str:
    """The pane with one section a report, in the order given."""
    key = "report" if len(reports) == 1 else "reports"
    title = said(key, "h2", ' id="reading-title" tabindex="-1"')
    headings = button("contents", 'data-contents aria-expanded="false" aria-controls="contents"')
    fold = button("fold", f'class="fold" data-fold{labelled("aria-label", "fold_report")}')
    close = button("close", f'class="close" data-close{labelled("aria-label", "close_report")}')
    pin = button("pin", f"data-pin-found{labelled('aria-label', 'pin_found')}")
    return (
        '<section id="reading" aria-labelledby="reading-title">'
        f'<div class="bar">{title}{_ways()}{headings}{fold}{close}</div>'
        f'<form class="search" role="search"><input type="search" autocomplete="off"'
        f"{labelled('placeholder', 'search')}{labelled('aria-label', 'search')}>"
        f'<span class="found" role="status"></span>'
        f'<button type="button" data-step="-1"{labelled("aria-label", "search_previous")}>↑</button>'
        f'<button type="button" data-step="1"{labelled("aria-label", "search_next")}>↓</button>{pin}</form>'
        '<p class="lost" role="alert" hidden></p>'
        f'<nav id="contents"{labelled("aria-label", "contents")} hidden>{contents(reports)}</nav>'
        f'<div class="papers" tabindex="0" role="region"{labelled("aria-label", key)}>{papers(reports)}</div>'
        f"{_leaf()}</section>"
    )


def _ways() -> str:
    """The choice between text and page; the script shows it where a document has pages."""
    label = labelled("aria-label", "as_which")
    text = button("as_text", 'data-as="text" aria-pressed="true"')
    page = button("as_page", 'data-as="page" aria-pressed="false"')
    return f'<div class="ways" role="group"{label} hidden>{text}{page}</div>'


def _leaf() -> str:
    """The place of a page's picture, and the way through the pages. The script fills it."""
    region = labelled("aria-label", "picture_region")
    larger = button("picture_larger", 'data-larger aria-pressed="false"')
    previous, following = labelled("aria-label", "page_previous"), labelled("aria-label", "page_next")
    return (
        f'<div class="leaf"><div class="leafing"><button type="button" data-leaf="-1"{previous}>↑</button>'
        f'<button type="button" data-leaf="1"{following}>↓</button><span class="folio" role="status"></span>'
        f"{larger}</div>"
        '<p class="own unmarked" role="status"></p>'
        f'<div class="tray" tabindex="0" role="region" dir="ltr"{region}><div class="print"></div></div></div>'
    )


def contents(reports: Sequence[Report]) -> str:
    """The headings as links to their places, a list for each report that is drawn."""
    drawn = reports[: _drawn(reports)]
    return "".join(_contents(number, report, len(reports) > 1) for number, report in enumerate(drawn))


def papers(reports: Sequence[Report]) -> str:
    """Of several each in a place of its own; beyond so many characters these are empty, to be filled when somebody
    looks there: forty reports are ten million."""
    if len(reports) == 1:
        return _paper(0, reports[0], False)
    drawn = _drawn(reports)
    return "".join(
        f'<div class="volume">{_paper(number, report, True)}</div>'
        if number < drawn
        else f'<div class="volume" data-unread="{number}"></div>'
        for number, report in enumerate(reports)
    )


def _drawn(reports: Sequence[Report]) -> int:
    """How many of them, from the first, are drawn at once."""
    lengths = accumulate(len(report.text) for report in reports)
    return max(1, sum(length <= _DRAWN for length in lengths))


def paper(number: int, reports: Sequence[Report]) -> str:
    """What fills the place of a report."""
    return _paper(number, reports[number], len(reports) > 1)


def tongue(report: Report) -> str:
    """The attributes of an element that holds the report's words: they keep their language and direction anywhere."""
    language = language_of(report.text[:_SAMPLE])
    return f' lang="{language}" dir="{"rtl" if language in _RIGHT_TO_LEFT else "ltr"}"'


def place_of(document: int, report: Report, span: Span) -> str:
    """The id of the block in which the words at `span` begin."""
    return _block_id(document, report.block_at(span.start) or report.blocks[0])


def page_said(number: int, label: str | None) -> str:
    """How a page is named to the person: as printed, and as the file counts where the two differ."""
    key, parts = page_words(number, label)
    return said(key, **parts)


def page_words(number: int, label: str | None) -> tuple[str, dict[str, object]]:
    """The same as a key of the wording and its parts."""
    if label is None or label == str(number):
        return "page", {"label": number}
    return "page_both", {"label": label, "number": number}


def _contents(document: int, report: Report, titled: bool) -> str:
    links = "".join(
        f'<li class="level-{block.level}"><a href="#{_block_id(document, block)}" data-place>'
        f"{escape(report.text[block.span.start : block.span.end].strip().rstrip(':'))}</a></li>"
        for block in report.blocks
        if block.kind is Kind.HEADING
    )
    title = f'<p class="paper-title">{escape(report.title)}</p>' if titled else ""
    return f"{title}<ol{tongue(report)}>{links}</ol>"


def _paper(document: int, report: Report, titled: bool) -> str:
    title = f'<p class="paper-title">{escape(report.title)}</p>' if titled else ""
    notes = "".join(f'<p class="own" lang="en" dir="ltr">{escape(note)}</p>' for note in report.notes)
    body = "".join(_body(document, report))
    paged = " data-paged" if report.pages else ""
    return (
        f'{title}{notes}<section class="paper" id="report-{document}" data-document="{document}"{paged}'
        f' aria-label="{escape(report.title)}"{tongue(report)}>{body}</section>'
    )


def _body(document: int, report: Report) -> Iterator[str]:
    """Every character of the text once, the blocks in their elements, the white space between them bare."""
    at = 0
    in_list = False
    for block in report.blocks:
        lead = f"{block.number} " if block.number else ""
        gap = escape(report.text[at : block.span.start - len(lead)])
        is_item = block.kind is Kind.ITEM
        if in_list and not is_item:
            yield "</ul>"
        yield gap
        if is_item and not in_list:
            yield "<ul>"
        in_list = is_item
        yield _element(document, report, block, _number(lead))
        at = block.span.end
    if in_list:
        yield "</ul>"
    yield escape(report.text[at:])


def _number(lead: str) -> str:
    """A paragraph's or a point's number, which is its name and none of its words."""
    return f'<span class="number">{escape(lead)}</span>' if lead else ""


def _element(document: int, report: Report, block: Block, number: str) -> str:
    start, end = block.span.start, block.span.end
    where = f'id="{_block_id(document, block)}" data-start="{start}" data-end="{end}"'
    words = _words_with_pages(report, block.span)
    if block.kind is Kind.HEADING:
        tag = f"h{min(_DEEPEST_HEADING, block.level + _HEADINGS_ABOVE)}"
    elif block.kind is Kind.ITEM:
        tag = "li"
    else:
        tag = "p"
    kind = f"{block.kind.value} level-{block.level}"
    if number and tag == "li":  # a list holds nothing but its points
        return f'<li class="{kind} numbered">{number}<span {where}>{words}</span></li>'
    return f'{number}<{tag} class="{kind}" {where}>{words}</{tag}>'


def _words_with_pages(report: Report, span: Span) -> str:
    """The words at `span`, with an empty element wherever a page begins."""
    parts = []
    at = span.start
    for page in _pages_within(report, span):
        begins = max(page.start, span.start)
        parts.append(escape(report.text[at:begins]))
        key, named = page_words(page.number, page.label)
        name = labelled("aria-label", key, **named)
        shown = escape(say(key, **named))
        parts.append(
            f'<span class="page-start" role="separator"{name} data-number="{page.number}" data-page="{shown}"></span>'
        )
        at = begins
    parts.append(escape(report.text[at : span.end]))
    return "".join(parts)


def _pages_within(report: Report, span: Span) -> Sequence[Page]:
    """The pages that begin in the block, or in the white space just before it."""
    before = len(report.text[: span.start].rstrip()) if report.pages else 0
    first = bisect_right(report.pages, before - 1, key=lambda page: page.start)
    last = bisect_right(report.pages, span.end - 1, key=lambda page: page.start)
    return report.pages[first:last]


def _block_id(document: int, block: Block) -> str:
    return f"report-{document}-{block.span.start}"
