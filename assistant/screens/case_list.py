"""Rows of case studies in, the HTML of their table out: titles as quotes with their chips, our tags labelled as ours.

The script asks for the rows that its filters leave (`writing`), so that the page shows what the command lists. The
table's other shapes, the grid and two missions side by side, are drawn by `case_grid`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape

from assistant.case_studies.case_rows import ORDERS, Filters, Row, chosen
from assistant.knowledge import themes
from assistant.screens.chips import Chips
from assistant.screens.interface_text import LANGUAGES, button, labelled, said
from corpus.missions import country_name

_SAVED = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
SHAPES = ("table", "grid", "compare")
# Each column that can be put in order: what it is called, and the order.
_COLUMNS = {"mission": "filter_mission", "country": "col_country", "title": "col_title", "theme": "col_themes"}


def case_screen() -> str:
    """The standing part: its shapes, filters, an empty table, what to do with the rows that were picked."""
    shapes = "".join(
        button(f"shape_{shape}", f'data-shape="{shape}" aria-pressed="{str(shape == SHAPES[0]).lower()}"')
        for shape in SHAPES
    )
    saves = "".join(f'<button type="button" data-save-cases="{kind}">{name}</button>' for kind, name in _SAVED.items())
    title = said("view_cases", "h2", ' id="cases-title" tabindex="-1"')
    ours, none = said("cases_ours", "p", ' class="own"'), said("cases_none", "p", ' class="none" hidden')
    return (
        '<section class="sheet" id="case-list" aria-labelledby="cases-title">'
        f'<div class="head">{title}<p class="count" role="status"></p>'
        f'<div class="row shapes" role="group"{labelled("aria-label", "shapes")}>{shapes}</div>'
        f'<div class="row take"><span id="save-cases">{said("cases_save")}</span>'
        f'<span class="row" role="group" aria-labelledby="save-cases">{saves}</span>'
        f"{button('copy_table_link', 'data-copy-table')}</div></div>"
        f'<details class="narrowing" open>{said("filters", "summary")}{_filters()}</details>'
        f'<p class="own rule" hidden>{said("theme_rule")} <span class="words" lang="en" dir="ltr"></span></p>'
        f'<table role="table"><thead role="rowgroup">{_table_head()}</thead></table>{none}'
        f'<div class="shape" tabindex="0" role="region" aria-labelledby="cases-title" hidden></div>'
        f'<div class="ours">{ours}{_rules()}</div>'
        f'<div class="picked" role="group"{labelled("aria-label", "picked_do")} hidden>'
        f'<p class="own picked-count" role="status"></p>{button("cite_picked", "data-cite-picked")} '
        f"{button('pin_picked', 'data-pin-picked')} {button('unpick', 'data-unpick')}</div></section>"
    )


def _filters() -> str:
    """The order has a choice of its own where the columns' heads have no room."""
    selects = "".join(
        f'<label data-filter="{kind}"{" hidden" if kind == "beside" else ""}>{said(f"filter_{kind}")}'
        f' <select name="{kind}"></select></label>'
        for kind in ("mission", "beside", "country", "theme")
    )
    orders = "".join(said(f"order_{order}", "option", f' value="{order}"') for order in ORDERS)
    return (
        f'<form class="filters" role="search"{labelled("aria-label", "filters")}>{selects}'
        f'<label>{said("filter_words")} <input type="search" name="words" autocomplete="off" dir="auto"></label>'
        f'<label class="ordering">{said("order")} <select name="order">{orders}</select></label>'
        f"{button('filters_clear', 'data-clear-filters')}</form>"
    )


def _table_head() -> str:
    heads = {"report": "col_number"} | _COLUMNS
    cells = "".join(
        f'<th scope="col" role="columnheader" class="{order}">{button(key, f"data-sort={order}")}</th>'
        for order, key in heads.items()
    )
    every = f'<input type="checkbox" class="pick-all"{labelled("aria-label", "pick_all")}>'
    tools = said("col_tools", "span", ' class="heard"')
    return (
        f'<tr role="row"><th scope="col" role="columnheader" class="pick-cell">{every}</th>{cells}'
        f'<th scope="col" role="columnheader" class="more-cell">{tools}</th></tr>'
    )


def case_rows(found: Sequence[Row], chips: Chips) -> str:
    """The table's body; what leads into several points stands at the first of those that follow one another."""
    before = [None, *found]
    return '<tbody role="rowgroup">{}</tbody>'.format(
        "".join(_row(row, chips, led=_led(row, last)) for row, last in zip(found, before, strict=False))
    )


def _led(row: Row, last: Row | None) -> str:
    same = last is not None and (last.heading, last.lead_in) == (row.heading, row.lead_in)
    return "" if same else row.lead_in


def options(table: Sequence[Row], filters: Filters) -> dict[str, str]:
    """The choices of each filter, each with how many rows the other filters leave it."""
    missions = _options(
        chosen(table, replace(filters, missions=())), filters.missions, lambda row: row.missions[:1], _mission
    )
    return {
        "mission": missions,
        "beside": missions,
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


def theme_said(key: str) -> str:
    """A theme's label, in the page's language."""
    name, labels = _theme(key, ())
    return f"<span{labels}>{escape(name)}</span>"


def _labels(names: dict[str, str]) -> str:
    """What the script says in another language; an option's count stays behind it."""
    return f' data-labels="{escape(json.dumps(names, ensure_ascii=False))}"'


def countries_of(rows: Iterable[Row]) -> str:
    codes = dict.fromkeys(iso for row in rows for iso in row.countries)
    return ", ".join(f"<span{_country(iso, ())[1]}>{escape(country_name(iso))}</span>" for iso in codes)


def _row(row: Row, chips: Chips, led: str) -> str:
    citation = row.citation
    number = citation.number
    tags = "".join(_tag(key) for key in row.themes)
    listed = f'<ul class="tags">{tags}</ul>' if tags else ""
    over = f'<p class="lead-in"{chips.tongue(citation)}>{escape(led)}</p>' if led else ""
    quote = f"<blockquote{chips.tongue(citation)}>{escape(citation.quote.text)}</blockquote>"
    more = f'<button type="button" class="more" aria-expanded="false"{labelled("aria-label", "more", number=number)}>'
    cells = {
        "pick-cell": f'<input type="checkbox" class="pick"{labelled("aria-label", "pick", number=number)}>',
        "report": chips.chip(citation),
        "mission": f"<span{chips.tongue(citation)}>{escape(row.heading)}</span>",
        "country": countries_of([row]),
        "title": f"{over}{quote}{chips.page(citation)}{chips.treated(row.treated, row.pages)}"
        f'<div class="tools" hidden>{_tools()}</div>',
        "theme": listed,
        "more-cell": f"{more}⋯</button>",
    }
    drawn = "".join(f'<td role="cell" class="{kind}">{cell}</td>' for kind, cell in cells.items())
    return f'<tr role="row" class="citation" {chips.data(citation)}>{drawn}</tr>'


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
