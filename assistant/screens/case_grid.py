"""Rows of case studies in, the other shapes of their table out: a grid of themes by missions, and two missions beside
each other. Counts and themes are ours; titles stand as quotes with their chips.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.case_studies.case_rows import Filters, Row
from assistant.knowledge import themes
from assistant.screens.case_list import countries_of, theme_said
from assistant.screens.chips import Chips
from assistant.screens.interface_text import said

_CURRENT = ' aria-current="true"'


def missions_of(found: Sequence[Row]) -> dict[str, tuple[Row, ...]]:
    """The rows of each mission that stands over some, by its first acronym, in the order of the rows."""
    by_mission: dict[str, tuple[Row, ...]] = {}
    for row in found:
        for acronym in row.missions[:1]:
            by_mission[acronym] = (*by_mission.get(acronym, ()), row)
    return by_mission


def case_grid(found: Sequence[Row], filters: Filters) -> str:
    """How many rows each theme has in each mission; every count is a button that narrows the table to those. What is
    chosen, a mission, a theme or both, is marked."""
    by_mission = missions_of(found)
    tagged = [key for key in themes() if any(key in row.themes for row in found)]
    head = "".join(
        f'<th scope="col">{_narrowing(rows[0].heading, acronym, filters)}</th>' for acronym, rows in by_mission.items()
    )
    corner = said("grid_corner", "td", ' class="corner"')
    lines = "".join(_line(key, by_mission, filters) for key in tagged)
    whole = "".join(f"<td>{len(rows)}</td>" for rows in by_mission.values())
    total = f'<tr class="whole"><th scope="row">{said("grid_whole")}</th>{whole}<td>{len(found)}</td></tr>'
    return (
        f'{said("grid_say", "p", " class=own")}<table class="grid"><thead><tr>{corner}{head}'
        f"{said('grid_sum', 'th', ' scope=col')}</tr></thead><tbody>{lines}{total}</tbody></table>"
    )


def _line(key: str, by_mission: dict[str, tuple[Row, ...]], filters: Filters) -> str:
    cells, sum_ = "", 0
    for acronym, rows in by_mission.items():
        count = sum(key in row.themes for row in rows)
        sum_ += count
        here = key in filters.themes and bool({acronym} & set(filters.missions))
        cells += _cell(count, key, acronym, here=here)
    return f'<tr><th scope="row">{_named_theme(key, filters)}</th>{cells}<td>{sum_}</td></tr>'


def _cell(count: int, key: str, acronym: str, *, here: bool) -> str:
    if not count:
        return "<td></td>"
    current, own = _CURRENT if here else "", f"n-{acronym}-{key}"
    return (
        f'<td class="n{min(count, 4)}"><button type="button" data-narrow-mission="{acronym}" data-narrow-theme="{key}"'
        f' id="{own}" aria-labelledby="n-{acronym} n-{key} {own}"{current}>{count}</button></td>'
    )


def _narrowing(name: str, mission: str, filters: Filters) -> str:
    current = _CURRENT if mission in filters.missions and not filters.themes else ""
    return f'<button type="button" id="n-{mission}" data-narrow-mission="{mission}"{current}>{escape(name)}</button>'


def _named_theme(key: str, filters: Filters) -> str:
    current = _CURRENT if key in filters.themes and not filters.missions else ""
    return f'<button type="button" id="n-{key}" data-narrow-theme="{key}"{current}>{theme_said(key)}</button>'


def compared(found: Sequence[Row], missions: Sequence[str], chips: Chips) -> str:
    """Two missions' rows beside each other, theme by theme, those that both have first; each row at every theme of its
    own. A sentence where there are not two."""
    sides = [tuple(row for row in found if mission in row.missions) for mission in missions]
    if len(sides) != 2:
        return said("compare_choose", "p", ' class="own"')
    keys = [key for key in themes() if any(key in row.themes for side in sides for row in side)]
    both = [key for key in keys if all(any(key in row.themes for row in side) for side in sides)]
    parts = [_theme_of_both(key, sides, chips) for key in [*both, *(key for key in keys if key not in both)]]
    if any(not row.themes for side in sides for row in side):
        parts.append(_theme_of_both("", sides, chips))
    heads = "".join(
        f'<th scope="col"><span class="name">{escape(side[0].heading if side else mission)}</span> '
        f'<span class="countries">{countries_of(side)}</span> <span class="many">{len(side)}</span></th>'
        for side, mission in zip(sides, missions, strict=True)
    )
    return (
        f'{said("compare_say", "p", " class=own")}<table class="compared"><thead><tr>'
        f"{said('filter_theme', 'th', ' scope=col')}{heads}</tr></thead><tbody>{''.join(parts)}</tbody></table>"
    )


def _theme_of_both(key: str, sides: Sequence[Sequence[Row]], chips: Chips) -> str:
    """One theme's line; "" is what has no theme."""
    cells = ""
    for side in sides:
        rows = [row for row in side if (key in row.themes if key else not row.themes)]
        quotes = "".join(
            f'<li class="citation" {chips.data(row.citation)}>{chips.chip(row.citation)}'
            f"<blockquote{chips.tongue(row.citation)}>{escape(row.title)}</blockquote></li>"
            for row in rows
        )
        cells += f"<td><ul>{quotes}</ul></td>" if quotes else said("compare_none", "td", ' class="none-here"')
    name = theme_said(key) if key else said("compare_untagged")
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'
