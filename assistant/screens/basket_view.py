"""The basket of pinned quotes: its standing part, and a quote in, its HTML out. What stands in it the browser keeps."""

from __future__ import annotations

import json
from html import escape

from assistant.answer import Citation
from assistant.case_studies.mission_lead import mission_lead
from assistant.screens.chips import Chips
from assistant.screens.interface_text import LANGUAGES, button, labelled, said
from corpus.missions import country_name

_FILES = {"docx": "Word", "pdf": "PDF", "html": "HTML", "md": "Markdown", "bib": "BibTeX", "ris": "RIS"}


def basket_screen() -> str:
    """The standing part: a title, what to add, an empty list, the files to take along."""
    saves = "".join(f'<button type="button" data-save-basket="{kind}">{name}</button>' for kind, name in _FILES.items())
    named = labelled("aria-label", "basket_name") + labelled("placeholder", "basket_name")
    opened = said("basket_open", "label", ' class="button" for="basket-file"')
    return (
        '<section class="sheet" id="basket-sheet" aria-labelledby="basket-title">'
        f'<div class="head">{said("view_basket", "h2", " id=basket-title tabindex=-1")}'
        f'<p class="count" role="status"></p></div>{said("basket_introduction", "p", " class=own")}'
        f'<p class="own none">{said("basket_none")}</p>'
        f'<div class="filled" hidden><input type="text" name="title" dir="auto" maxlength="200"{named}>'
        f'<div class="take"><span id="basket-save">{said("brief_save")}</span>'
        f'<span class="row" role="group" aria-labelledby="basket-save">{saves}</span></div>'
        f'<p class="own lost-some" hidden></p><ol class="pinned"{labelled("aria-label", "view_basket")}></ol></div>'
        f'<div class="row adding">{button("basket_add_heading", "data-add=heading")}'
        f"{button('basket_add_line', 'data-add=line')}</div>"
        f'<p class="own">{said("basket_own")}</p>'
        f'<div class="row keeping">{button("basket_save_file", "data-basket-file")}'
        f'<span class="file">{opened}<input type="file" id="basket-file" class="unseen" accept=".json"></span>'
        f"{button('basket_empty', 'data-basket-empty')}</div></section>"
    )


def basket_quote(citation: Citation, chips: Chips, source: str) -> str:
    """`source`: the line that says where it stands."""
    return (
        f'<div class="citation" {chips.data(citation)}>{chips.chip(citation)}<div class="cited">{lead_line(citation)}'
        f"<blockquote{chips.tongue(citation)}>{escape(citation.quote.text)}</blockquote>{chips.page(citation)}"
        f'<p class="source-line" lang="en" dir="ltr">{escape(source)}</p></div></div>'
    )


def lead_line(citation: Citation, language: str | None = None) -> str:
    """The mission as the report prints it over the words, in bold, with its country, which is ours; or "". `language`:
    of the answer; None: the page's."""
    lead = mission_lead(citation.headings)
    if not lead:
        return ""
    names = ", ".join(_country(iso, language) for iso in lead.countries)
    countries = f' <span class="countries">{names}</span>' if names else ""
    return f'<p class="lead"><b dir="auto">{escape(lead.words)}</b>{countries}</p>'


def _country(iso: str, language: str | None) -> str:
    spoken = f' lang="{language}"' if language else _labels(iso)
    return f"<span{spoken}>{escape(country_name(iso, language or 'en'))}</span>"


def _labels(iso: str) -> str:
    names = {language: country_name(iso, language) for language in LANGUAGES}
    return f' data-labels="{escape(json.dumps(names, ensure_ascii=False))}"'
