"""The documents that a browser may ask in, the view of sources out: each with what it is and whether it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.screens.desks import Desk, served_key
from assistant.screens.interface_text import button, labelled, said
from assistant.screens.reading_pane import page_said, tongue

if TYPE_CHECKING:
    from assistant.collection.card import DocumentCard
    from assistant.screens.own_documents import Own, OwnLimits
    from corpus.metadata import Metadata
    from corpus.report import Report

_OWN, _SERVED = "own", "served"
# What is known of a document, in the order in which its first page says it, and what is looked for in a box.
_FACTS = (
    *("title", "symbol", "body", "session", "agenda_item", "date"),
    *("place", "language", "kind", "edition", "url"),
)
_FORMS = {
    "date": r' pattern="\d{4}(-\d{2}){0,2}" placeholder="2026-03-31"',
    "language": ' pattern="[a-z]{2,3}" placeholder="en"',
    "url": ' type="url" placeholder="https://"',
    "title": " required",
}


def source_screen(limits: OwnLimits | None, *, keeps: bool = False) -> str:
    """The view's standing part; the script fills the list. `limits`: of documents of one's own; None: none may be
    opened; `keeps`: whether they are kept under the person's login."""
    add, note = "", said("uploads_off", "p", " class=own")
    if limits:
        parts = {"limit": limits.megabytes, "pages": limits.pages, "count": limits.documents}
        add = said("own_open", "label", ' class="button" for="own-file"')
        note = said("own_note_kept" if keeps else "own_note", "p", " class=own", **parts)
    title = said("view_sources", "h2", ' id="sources-title" tabindex="-1"')
    return (
        f'<section class="sheet" aria-labelledby="sources-title">'
        f'<div class="head">{title}'
        f'<span class="count" role="status" id="sources-count"></span></div>'
        f"{said('sources_introduction', 'p', ' class=own')}"
        f'<div class="row">{add}<span class="choosing" hidden>{button("sources_all", "data-all")}'
        f"{button('sources_none', 'data-none')}</span></div>"
        f"{note}"
        f'<ul id="source-list"{labelled("aria-label", "view_sources")}></ul></section>'
    )


def source_list(
    served: Sequence[Report], own: Mapping[str, Own], desk: Desk, facts: Callable[[Report], Metadata]
) -> str:
    """One item a document, one's own first. `own`: by key."""
    mine = (_own(number, key, one, key in desk.own) for number, (key, one) in enumerate(own.items()))
    theirs = (_served(number, report, facts(report), desk.holds(report)) for number, report in enumerate(served))
    return "".join((*mine, *theirs))


def card(report: Report, found: DocumentCard) -> str:
    """What unfolds below a document: every word of it that is not ours is the document's."""
    speaks = tongue(report)
    parts = []
    if found.about:
        quotes = "".join(
            f"<blockquote{speaks}>{escape(citation.quote.text)}</blockquote>"
            + (f'<p class="page">{page_said(quote.page, quote.page_label)}</p>' if quote.page is not None else "")
            for citation in found.about
            for quote in (citation.quote,)
        )
        parts.append(f"{said('card_says', 'h3')}{quotes}")
    if found.outline:
        headings = "".join(f"<li>{escape(heading)}</li>" for heading in found.outline)
        parts.append(f"{said('contents', 'h3')}<ul{speaks}>{headings}</ul>")
    if found.questions:
        asks = "".join(
            f'<li><button type="button" data-ask-source dir="auto">{escape(question)}</button></li>'
            for question in found.questions
        )
        parts.append(f"{said('card_questions', 'h3')}<ul{speaks}>{asks}</ul>")
    return "".join(parts) or said("card_nothing", "p", " class=own")


def facts_form(known: Metadata) -> str:
    """What is known of a document of one's own, for who opened it to mend."""
    boxes = "".join(
        f"<label>{said(f'fact_{key}')} "
        f'<input name="{key}" value="{escape(getattr(known, key) or "")}" dir="auto"{_FORMS.get(key, "")}></label>'
        for key in _FACTS
    )
    ways = (
        f"{said('facts_save', 'button', ' type=submit')}{said('save', 'button', ' type=submit data-file class=quiet')}"
    )
    return _facts(
        f'{said("facts_note", "p", " class=own")}<form autocomplete="off">{boxes}<div class="row">{ways}</div>'
        '<p class="own" role="status"></p></form>'
    )


def facts_table(known: Metadata) -> str:
    """What is known of a document that is served."""
    told = "".join(
        f'<div>{said(f"fact_{key}", "dt")}<dd dir="auto">{escape(value)}</dd></div>'
        for key in _FACTS
        if (value := getattr(known, key))
    )
    return _facts(f"<dl>{told}</dl>")


def _facts(inside: str) -> str:
    return f'<details class="known">{said("facts_title", "summary")}{inside}</details>'


def _own(number: int, key: str, one: Own, asked: bool) -> str:
    remove = button(
        "source_remove", f'class="quiet" data-remove{labelled("aria-label", "source_remove_named", name=one.name)}'
    )
    if one.report is None:
        state = said(one.failure[0], **one.failure[1]) if one.failure else said(one.stage, name=one.name)
        return (
            f'<li class="one" data-source="{key}" data-kind="{_OWN}"><p class="title" dir="auto">{escape(one.name)}</p>'
            f'<p class="facts">{said("source_own")} · {state}</p>{_bar(one)}<div class="row">{remove}</div></li>'
        )
    from corpus.metadata import printed

    state = said(one.stage, name=one.name) if one.stage else said("source_ready")
    facts = one.facts or printed(one.report)
    body = f"{_bar(one) if one.stage else ''}"
    return _item(
        f"own-{number}",
        key,
        _OWN,
        one.report,
        facts,
        asked,
        [said("source_kept" if one.kept else "source_own"), state],
        body,
        remove,
    )


def _served(number: int, report: Report, facts: Metadata, asked: bool) -> str:
    key = served_key(report)
    return _item(f"served-{number}", key, _SERVED, report, facts, asked, [], "", "")


def _item(
    identity: str,
    key: str,
    kind: str,
    report: Report,
    facts: Metadata,
    asked: bool,
    states: Sequence[str],
    body: str,
    ways: str,
) -> str:
    pages = said("source_pages", count=len(report.pages)) if report.pages else ""
    called = report.name if kind == _OWN or not facts.body else facts.body  # a file's name tells whose it is alone
    known = filter(None, (facts.symbol, facts.date, called if called != facts.title else ""))
    told = " · ".join(filter(None, (*(f"<bdi>{escape(one)}</bdi>" for one in known), pages, *states)))
    checked = " checked" if asked else ""
    unfold = said("source_card", "summary")
    return (
        f'<li class="one" data-source="{key}" data-kind="{kind}"><label class="check" for="source-{identity}">'
        f'<input type="checkbox" id="source-{identity}"{checked}><span class="title"{tongue(report)}>'
        f"{escape(facts.title)}</span></label>"
        f'<p class="facts">{told}</p>{body}<details class="card">{unfold}'
        '<div class="drawn" role="status"></div></details>'
        f'<div class="row">{ways}</div></li>'
    )


def _bar(one: Own) -> str:
    value = f' value="{one.done}" max="{one.whole}"' if one.whole else ""
    return f"<progress{value}{labelled('aria-label', one.stage, name=one.name)}></progress>" if one.stage else ""
