"""Rows of case studies in, the HTML of their table out: titles as quotes with their chips, our tags labelled as ours.

The script asks for the rows that its filters leave (`writing`), so that the page shows what the command lists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from assistant.case_studies.case_rows import ORDERS, Filters, Row, chosen
from assistant.knowledge import themes
from assistant.screens.chips import Chips
from assistant.screens.interface_text import LANGUAGES, button, labelled, said
from corpus.missions import country_name

_GROUPED = ("report", "mission")  # orders in which the rows of a heading stand together
_SAVED = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}


def case_screen() -> str:
    """The standing part: filters, an empty table, what to do with the rows that were picked."""
    orders = "".join(said(f"order_{order}", "option", f' value="{order}"') for order in ORDERS)
    selects = "".join(
        f'<label data-filter="{kind}">{said(f"filter_{kind}")} <select name="{kind}"></select></label>'
        for kind in ("mission", "country", "theme")
    )
    saves = "".join(f'<button type="button" data-save-cases="{kind}">{name}</button>' for kind, name in _SAVED.items())
    title = said("view_cases", "h2", ' id="cases-title" tabindex="-1"')
    every = labelled("aria-label", "pick_all")
    number, case = said("col_number", "th", ' scope="col"'), said("col_case", "th", ' scope="col" colspan="2"')
    ours, none = said("cases_ours", "p", ' class="own"'), said("cases_none", "p", ' class="none" hidden')
    return (
        '<section class="sheet" id="case-list" aria-labelledby="cases-title">'
        f'<div class="head">{title}<p class="count" role="status"></p></div>'
        f'<details class="narrowing" open>{said("filters", "summary")}'
        f'<form class="filters" role="search"{labelled("aria-label", "filters")}>{selects}'
        f'<label>{said("filter_words")} <input type="search" name="words" autocomplete="off" dir="auto"></label>'
        f'<label>{said("order")} <select name="order">{orders}</select></label>'
        f"{button('filters_clear', 'data-clear-filters')}</form></details>"
        f'{ours}<p class="own rule" hidden>{said("theme_rule")} <span class="words" lang="en" dir="ltr"></span></p>'
        f"{_rules()}"
        f'<div class="row take"><span id="save-cases">{said("cases_save")}</span>'
        f'<span class="row" role="group" aria-labelledby="save-cases">{saves}</span>'
        f"{button('copy_table_link', 'data-copy-table')}</div>"
        f'<table><thead><tr><th scope="col"><input type="checkbox" class="pick-all"{every}></th>'
        f"{number}{case}</tr></thead></table>{none}"
        f'<div class="picked" role="group"{labelled("aria-label", "picked_do")} hidden>'
        f'<p class="own picked-count" role="status"></p>{button("cite_picked", "data-cite-picked")} '
        f"{button('pin_picked', 'data-pin-picked')}</div></section>"
    )


def case_rows(found: Sequence[Row], order: str, chips: Chips) -> str:
    """The table's bodies: one for each heading where the order keeps their rows together, else one."""
    if order not in _GROUPED:
        return f"<tbody>{''.join(_row(row, chips, alone=True) for row in found)}</tbody>"
    groups = [(heading, list(rows)) for heading, rows in groupby(found, key=lambda row: row.heading)]
    return "".join(_group(heading, rows, chips) for heading, rows in groups)


def options(table: Sequence[Row], filters: Filters) -> dict[str, str]:
    """The choices of each filter, each with how many rows the other filters leave it."""
    return {
        "mission": _options(
            chosen(table, replace(filters, missions=())), filters.missions, lambda row: row.missions[:1], _mission
        ),
        "country": _options(
            chosen(table, replace(filters, countries=())), filters.countries, lambda row: row.countries, _country
        ),
        "theme": _options(chosen(table, replace(filters, themes=())), filters.themes, lambda row: row.themes, _theme),
    }


def _options(
    rows: Sequence[Row],
    wanted: Sequence[str],
    values: Callable[[Row], Iterable[str]],
    named: Callable[[str, Sequence[Row]], tuple[str, str]],
) -> str:
    counts: dict[str, int] = {}
    for row in rows:
        for value in values(row):
            counts[value] = counts.get(value, 0) + 1
    for value in wanted:
        counts.setdefault(value, 0)
    shown = sorted((named(value, rows), value, count) for value, count in counts.items())
    every = said("filter_any", "option", ' value=""', count=len(rows))
    return every + "".join(
        f'<option value="{value}"{" selected" if value in wanted else ""} data-count="{count}"{labels}>'
        f"{escape(name)} ({count})</option>"
        for (name, labels), value, count in shown
    )


def _mission(acronym: str, rows: Sequence[Row]) -> tuple[str, str]:
    """A mission with those that share its heading."""
    shared = next((row.missions for row in rows if acronym in row.missions), (acronym,))
    return " & ".join(shared), ""


def _country(iso: str, _rows: Sequence[Row]) -> tuple[str, str]:
    return country_name(iso), _labels({language: country_name(iso, language) for language in LANGUAGES})


def _theme(key: str, _rows: Sequence[Row]) -> tuple[str, str]:
    return themes()[key].label["en"], _labels(themes()[key].label)


def _labels(names: dict[str, str]) -> str:
    """What the script says in another language; an option's count stays behind it."""
    return f' data-labels="{escape(json.dumps(names, ensure_ascii=False))}"'


def _group(heading: str, rows: Sequence[Row], chips: Chips) -> str:
    head = f'<th colspan="4" scope="rowgroup"><span class="heading">{escape(heading)}</span> {_countries(rows)}'
    count = f'<span class="many">{len(rows)}</span></th>'
    return f'<tbody><tr class="group">{head}{count}</tr>{"".join(_row(row, chips) for row in rows)}</tbody>'


def _countries(rows: Iterable[Row]) -> str:
    codes = dict.fromkeys(iso for row in rows for iso in row.countries)
    names = ", ".join(f"<span{_country(iso, ())[1]}>{escape(country_name(iso))}</span>" for iso in codes)
    return f'<span class="countries">{names}</span>' if names else ""


def _row(row: Row, chips: Chips, alone: bool = False) -> str:
    citation = row.citation
    number = citation.number
    where = f'<p class="path">{escape(row.heading)} {_countries([row])}</p>' if alone else ""
    tags = "".join(_tag(key) for key in row.themes)
    listed = f'<ul class="tags">{tags}</ul>' if tags else ""
    quote = f"<blockquote{chips.tongue(citation)}>{escape(citation.quote.text)}</blockquote>"
    more = f'<button type="button" class="more" aria-expanded="false"{labelled("aria-label", "more", number=number)}>'
    return (
        f'<tr class="citation" {chips.data(citation)}>'
        f'<td><input type="checkbox" class="pick"{labelled("aria-label", "pick", number=number)}></td>'
        f"<td>{chips.chip(citation)}</td>"
        f"<td>{quote}{chips.page(citation)}{where}{listed}{chips.treated(row.treated, row.pages)}"
        f'<div class="tools" hidden>{_tools()}</div></td><td>{more}⋯</button></td></tr>'
    )


def _tag(theme: str) -> str:
    name, labels = _theme(theme, ())
    return f'<li><button type="button" data-theme="{theme}"{labels}>{escape(name)}</button></li>'


def _rules() -> str:
    """Each theme's rule: the words of which a title must say one."""
    listed = "".join(
        f"<dt{_theme(key, ())[1]}>{escape(theme.label['en'])}</dt>"
        f'<dd lang="en" dir="ltr">{escape(", ".join(theme.words))}</dd>'
        for key, theme in themes().items()
    )
    rule = said("theme_rules_say", "p", ' class="own"')
    return f'<details class="rules">{said("theme_rules", "summary")}{rule}<dl>{listed}</dl></details>'


def _tools() -> str:
    quiet = (("copy_quote", "quote"), ("copy_reference", "reference"), ("copy_link", "row"))
    copiers = "".join(button(key, f'class="quiet" data-copy="{copies}"') for key, copies in quiet)
    pin = button("pin", 'class="quiet" data-pin aria-pressed="false"')
    return copiers + button("cite", 'class="quiet" data-cite') + pin
