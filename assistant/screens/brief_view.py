"""A pack in, the HTML of its preview out: every quote with its chip and what can be done with it; and the choices.

The preview holds what the file will: it is drawn from the same `Pack`. The script asks for it anew after each change.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from itertools import count

from assistant.briefing.building import OPTIONAL
from assistant.briefing.choice import Choice, Length
from assistant.briefing.files import KINDS
from assistant.briefing.holdings import holdings
from assistant.briefing.pack import Heading, Line, Pack, Quoted, Section
from assistant.briefing.roles import roles
from assistant.knowledge import Theme, themes
from assistant.screens import interface_text
from assistant.screens.chips import Chips
from assistant.screens.interface_text import button, labelled, said
from corpus.missions import missions
from corpus.report import Report

_FILES = {"docx": "Word", "pdf": "PDF", "html": "HTML", "md": "Markdown"}


def brief_screen() -> str:
    """The standing part: what to choose, an empty preview, the files to take along."""
    assert _FILES.keys() == KINDS.keys()
    selects = "".join(
        f'<label>{said(f"brief_{kind}")} <select name="{kind}"></select></label>' for kind in ("mission", "role")
    )
    lengths = "".join(said(f"length_{length}", "option", f' value="{length}"') for length in Length)
    languages = "".join(
        f'<option value="{code}" lang="{code}">{name}</option>' for code, name in interface_text.LANGUAGES.items()
    )
    checks = "".join(
        f'<label class="check"><input type="checkbox" name="{name}"> {said(f"brief_{name}")}</label>'
        for name in ("emails", "questions")
    )
    saves = "".join(f'<button type="button" data-save-brief="{kind}">{name}</button>' for kind, name in _FILES.items())
    introduction = said("brief_introduction", "p", ' class="own introduction"')
    return (
        '<section class="sheet" id="brief-sheet" aria-labelledby="brief-title">'
        f'<div class="head">{said("view_brief", "h2", " id=brief-title tabindex=-1")}'
        f'<p class="count" role="status"></p></div>{introduction}'
        f'<form class="choices"{labelled("aria-label", "brief_choices")}>{selects}'
        f'<label>{said("brief_length")} <select name="length">{lengths}</select></label>'
        f'<label>{said("brief_language")} <select name="language">{languages}</select></label>'
        f'<details class="themes">{said("brief_themes", "summary")}'
        f"<fieldset>{said('brief_themes', 'legend', ' class=heard')}</fieldset></details>"
        f'<div class="row">{checks}</div>'
        f'<details class="mine">{said("brief_mine", "summary")}{_own_fields()}</details></form>'
        f'<div class="take"><span id="brief-save">{said("brief_save")}</span>'
        f'<span class="row" role="group" aria-labelledby="brief-save">{saves}</span>'
        '<p class="own making" role="status"></p></div>'
        f'<p class="own left-out" hidden><span></span> {button("brief_put_back", "data-put-back")}</p>'
        '<div class="pack"></div></section>'
    )


def _own_fields() -> str:
    """What the person adds: a line over the title, a date, notes."""
    line, date = (
        f'<label>{said(f"brief_{name}")} <input type="text" name="{name}" dir="auto" maxlength="200"></label>'
        for name in ("line", "date")
    )
    box = '<textarea name="notes" rows="3" dir="auto" maxlength="8000"></textarea>'
    notes = f"<label>{said('brief_notes_own')} {box}</label>"
    return f"{line}{date}{notes}"


def brief_options(reports: Sequence[Report], choice: Choice) -> dict[str, str]:
    """The choices: missions that the documents name before the others, roles, themes."""
    held = holdings(reports)
    # Those with case studies first: of the others there is little to tell.
    told = (acronym for acronym in missions() if held.names(acronym))
    named = sorted(told, key=lambda acronym: (not held.cases_of(acronym), acronym))
    # Of missions that a document without case studies does not name it has nothing to tell.
    others = sorted(missions().keys() - set(named)) if held.cases else []
    every = said("brief_any" if held.cases else "brief_whole", "option", ' value="any"')
    first = "".join(_mission(acronym, choice, len(held.cases_of(acronym))) for acronym in named)
    rest = "".join(_mission(acronym, choice, None) for acronym in others)
    group = f"<optgroup{labelled('label', 'brief_unnamed')}>{rest}</optgroup>" if rest else ""
    none = said("brief_no_role", "option", ' value=""')
    chosen_roles = "".join(
        f'<option value="{role.key}"{_if(role.key == choice.role, "selected")}{_labels(role.label)}>'
        f"{escape(role.label['en'])}</option>"
        for role in roles().values()
    )
    boxes = "".join(map(partial(_theme, choice=choice), themes().values()))
    return {"mission": every + first + group, "role": none + chosen_roles, "themes": boxes}


def _theme(theme: Theme, choice: Choice) -> str:
    box = f'<input type="checkbox" name="theme" value="{theme.key}"{_if(theme.key in choice.themes, "checked")}>'
    return f'<label class="check">{box} <span{_labels(theme.label)}>{escape(theme.label["en"])}</span></label>'


def _mission(acronym: str, choice: Choice, cases: int | None) -> str:
    shown = acronym if cases is None else f"{acronym} ({cases})"
    return f'<option value="{acronym}"{_if(acronym == choice.mission, "selected")}>{shown}</option>'


def _if(holds: bool, attribute: str) -> str:
    return f" {attribute}" if holds else ""


def _labels(names: dict[str, str]) -> str:
    return f' data-labels="{escape(json.dumps(names, ensure_ascii=False))}"'


def brief_preview(pack: Pack, titles: Iterable[tuple[str, str]], chips: Chips) -> str:
    """`titles`: key and title of every section that the choice has, those switched off among them."""
    by_key = {section.key: section for section in pack.sections}
    numbers = count(1)
    direction = "rtl" if pack.right_to_left else "ltr"
    over = f'<p class="own">{escape(pack.over)}</p>' if pack.over else ""
    parts = [f'{over}<h3 class="name">{escape(pack.title)}</h3><p class="own">{escape(pack.subtitle)}</p>']
    for key, title in titles:
        section = by_key.get(key)
        parts.append(_section(section, key, title, chips, numbers) if section else _off(key, title))
    notes = "".join(f'<li lang="en" dir="ltr">{escape(note)}</li>' for note in pack.notes())
    if notes:
        parts.append(f'<details class="notes">{said("brief_notes", "summary")}<ol>{notes}</ol></details>')
    return f'<div lang="{pack.language}" dir="{direction}">{"".join(parts)}</div>'


def _off(key: str, title: str) -> str:
    return f'<section class="part off" data-part="{key}">{_head(key, title, on=False)}</section>'


def _head(key: str, title: str, *, on: bool) -> str:
    heading = f"<h4>{escape(title)}</h4>"
    if key not in OPTIONAL:
        return f'<div class="part-head">{heading}</div>'
    name = labelled("aria-label", "brief_part", title=title)
    switch = f'<input type="checkbox" data-part-on="{key}"{_if(on, "checked")}{name}>'
    return f'<div class="part-head">{switch}{heading}</div>'


def _section(section: Section, key: str, title: str, chips: Chips, numbers: count[int]) -> str:
    items = list(section.items)
    parts = []
    for place, item in enumerate(items):
        if isinstance(item, Heading):
            parts.append(f"<h5>{escape(item.text)}</h5>")
        elif isinstance(item, Line):
            kind = " listed" if item.listed else " by-hand" if item.own else ""
            parts.append(f'<p class="own{kind}">{escape(item.text)}</p>')
        else:
            movable = key not in ("check", "answers") and not item.strong
            first = not (place and _runs(items[place - 1]))
            last = not (place + 1 < len(items) and _runs(items[place + 1]))
            tools = _tools(item, first=first, last=last) if movable else ""
            parts.append(_quote(item, chips, next(numbers), tools))
    return f'<section class="part" data-part="{key}">{_head(key, title, on=True)}{"".join(parts)}</section>'


def _runs(item: object) -> bool:
    """Whether it is a quote that may change places with its neighbour."""
    return isinstance(item, Quoted) and not item.strong


def _quote(item: Quoted, chips: Chips, number: int, tools: str) -> str:
    citation = replace(item.citation, number=number)
    under = f'<span class="under">{escape(item.under)}</span> ' if item.under else ""
    tags = "".join(f"<li>{escape(tag)}</li>" for tag in item.behind)
    listed = f'<ul class="tags">{tags}</ul>' if tags else ""
    words = f"<blockquote>{escape(citation.quote.text)}</blockquote>"
    strong = " strong" if item.strong else ""
    return (
        f'<div class="citation{strong}" {chips.data(citation)}>{chips.chip(citation)}'
        f"<div><div{chips.tongue(citation)}>{under}{words}</div>{listed}</div>{tools}</div>"
    )


def _tools(item: Quoted, *, first: bool, last: bool) -> str:
    """Up, down, out; what cannot be done stands there disabled, so that the others stay where they are."""
    words = item.text if len(item.text) <= 40 else f"{item.text[:40]}…"
    found = (("up", "↑", first), ("down", "↓", last), ("drop", "✕", False))
    buttons = "".join(
        f'<button type="button" class="quiet" data-quote-{does}'
        f"{labelled('aria-label', f'brief_{does}', words=words)}{_if(off, 'disabled')}>{sign}</button>"
        for does, sign, off in found
    )
    return f'<div class="moves">{buttons}</div>'
