"""The page's standing parts as HTML: masthead, menu, the box for the question, the imprint, the help."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from assistant.files.conversation_file import KINDS
from assistant.knowledge import themes, themes_said
from assistant.screens import interface_text
from assistant.screens.chips import facts_of
from assistant.screens.interface_text import button, labelled, said, spoken
from assistant.screens.own_documents import OwnLimits
from corpus.case_studies import case_studies
from corpus.missions import missions_named
from corpus.reading import READABLE
from corpus.report import Report

_KEYS = (
    ("/", "key_question"),
    ("j", "key_next"),
    ("k", "key_previous"),
    ("Enter", "key_enter"),
    ("c", "key_copy"),
    ("?", "key_help"),
    ("Esc", "key_escape"),
)
# What each view does, in two lines.
_DOES = {
    "ask": "card_ask_does",
    "cases": "help_cases",
    "check": "card_check_does",
    "brief": "card_brief_does",
    "basket": "help_basket",
    "sources": "help_sources",
}
_FILES = {"md": "Markdown", "docx": "Word", "json": "JSON"}
assert _FILES.keys() == KINDS.keys()


def masthead(reports: Sequence[Report], limits: OwnLimits | None, views: Sequence[str], *, keeps: bool = False) -> str:
    """`limits`: of documents of one's own; None: none may be opened. `views`: their names; the first is shown without
    being named."""
    subtitle = escape(reports[0].title) if len(reports) == 1 else said("several", count=len(reports))
    open_report = button("open_report", 'class="open" data-open')
    menu = button("menu", 'data-menu aria-expanded="false" aria-controls="menu"')
    return (
        f'<header><h1>{interface_text.NAME}</h1><p class="subtitle">{subtitle}</p>'
        f"{open_report}{_languages()}{menu}{_views(views, reports)}</header>"
        f'<div id="menu" hidden>{_own_document(limits, keeps)}{_conversation()}'
        f"{button('help', 'data-keys')}{button('sign_out', 'data-sign-out hidden', name='')}{_about(reports)}</div>"
    )


def _about(reports: Sequence[Report]) -> str:
    """Which text answers, to the letter."""
    texts = "".join(f"<li>{escape(report.title)}: {escape(_edition(report))}</li>" for report in reports)
    return f'<details class="about">{said("about", "summary")}<ul lang="en" dir="ltr">{texts}</ul></details>'


def conversation(examples: Sequence[str], reports: Sequence[Report], *, uploads: bool) -> str:
    """The log, empty but for the welcome: what there is, what can be done. `examples` are keys of the wording."""
    buttons = "".join(f"<li>{button(key, 'data-ask')}</li>" for key in examples)
    invitation = said("try", "p", ' class="own"')
    tried = f'{invitation}<ul class="examples">{buttons}</ul>' if buttons else ""
    introduction = said("introduction", "p", ' class="own introduction"')
    welcome = f'<div class="welcome">{_facts(reports)}{introduction}{tried}{_cards(uploads=uploads)}</div>'
    label = labelled("aria-label", "conversation")
    return f'<div id="log" role="log" aria-live="polite"{label} tabindex="0">{welcome}</div>'


def _facts(reports: Sequence[Report]) -> str:
    """Of each report its title, who published it and when, as far as that is known, and how long it is."""
    lines = []
    for report in reports:
        known = facts_of(report)
        parts = [f"<b><bdi>{escape(report.title)}</bdi></b>"]
        parts += [f"<bdi>{escape(part)}</bdi>" for part in (known.body, known.symbol) if part]
        parts += [escape(str(known.date_parts[0]))] if known.date_parts else []
        count = said("length_words", "bdi", count=f"{len(report.text.split()):,}")
        lines.append(f"<li>{' · '.join([*parts, count])}</li>")
    return f'<ul class="facts">{"".join(lines)}</ul>'


def _cards(*, uploads: bool) -> str:
    """Three ways to begin, and a document of one's own where that may be."""
    cards = "".join(
        f'<li><button type="button" data-card="{view}">{said(f"card_{view}", "b")}'
        f"{said(f'card_{view}_does')}</button></li>"
        for view in ("ask", "brief", "check")
    )
    own = button("own_open", "data-card-own") if uploads else ""
    return f'<ul class="cards">{cards}</ul>{own}'


def status() -> str:
    """What the page has to tell: loading, connection, notices. One polite place for all of it."""
    return (
        '<div class="status"><div role="status" id="told"></div>'
        f'<p id="loading" hidden>{said("loading")} <progress hidden aria-labelledby="loading"></progress> '
        '<span class="left"></span> <span class="detail" lang="en" dir="ltr"></span></p></div>'
    )


def box(reports: Sequence[Report]) -> str:
    """The question's box and, over it, what the question is limited to."""
    ask = said("ask", "button", ' type="submit"')
    return (
        f'<form novalidate><div class="over"><label for="question"{spoken("question")}>{interface_text.say("question")}'
        "</label>"
        f'{_limits(reports)}</div><ul id="limits"{labelled("aria-label", "scope")}></ul><div class="line">'
        '<textarea id="question" rows="1" dir="auto" autocomplete="off" aria-describedby="refusal"'
        f"{labelled('placeholder', 'placeholder')}></textarea>{ask}</div></form>"
        '<p id="refusal" role="alert"></p>'
    )


def imprint(reports: Sequence[Report]) -> str:
    """Which edition answers, and whose product this is not."""
    editions = [
        said("edition", title=report.title, edition=report.edition)
        if report.edition
        else said("edition_alone", title=report.title)
        for report in reports
    ]
    disclaimer = said("disclaimer")
    if len(editions) == 1:
        return f'<footer><p><span class="editions">{editions[0]}</span> {disclaimer}</p></footer>'
    listed = "".join(f"<li>{edition}</li>" for edition in editions)
    summary = said("editions", "summary", count=len(editions))
    return f'<footer><details class="editions">{summary}<ul>{listed}</ul></details><p>{disclaimer}</p></footer>'


def help_dialog(views: Sequence[str]) -> str:
    """What each view does, and the keys; single keys can be switched off in it (WCAG 2.1.4)."""
    told = "".join(said(f"view_{view}", "dt") + said(_DOES[view], "dd") for view in views)
    listed = "".join(f"<dt><kbd>{key}</kbd></dt>{said(does, 'dd')}" for key, does in _KEYS)
    title = said("help", "h2", ' id="keys-title" tabindex="-1" autofocus')
    return (
        f'<dialog id="keys" aria-labelledby="keys-title">{title}<dl class="does">{told}</dl>'
        f"{said('keys', 'h3')}<dl>{listed}</dl>"
        f'<label class="check"><input type="checkbox" id="keys-on" checked> {said("keys_on")}</label>'
        f"{button('close', 'data-close-keys')}</dialog>"
        '<div id="preview" role="tooltip" hidden></div>'
    )


def talks() -> str:
    """The dialog with the conversations that the browser keeps; the script fills its list."""
    title = said("talks", "h2", ' id="talks-title"')
    named = labelled("aria-label", "talk_search") + labelled("placeholder", "talk_search")
    return (
        f'<dialog id="talks" aria-labelledby="talks-title">{title}'
        f'<input type="search" autocomplete="off" dir="auto"{named}>'
        f'<p class="own none" hidden>{said("talk_none")}</p><ul></ul>'
        f'<p class="own told" role="status"></p><div class="row">{button("talks_save", "data-save-talks")}'
        f"{button('talks_open', 'data-open-talks')}</div>"
        '<input type="file" id="talks-file" accept=".json,application/json" hidden>'
        f"{said('kept', 'p', ' class=own')}{button('close', 'data-close-talks')}</dialog>"
    )


def _views(views: Sequence[str], reports: Sequence[Report]) -> str:
    lists = not any(map(case_studies, reports))  # what stands under "Case studies" then
    names = ("nav_lists" if lists and view == "cases" else f"view_{view}" for view in views)
    links = "".join(
        said(name, "a", f' href="?view={view}" data-view="{view}"') for view, name in zip(views, names, strict=True)
    )
    return f'<nav id="views"{labelled("aria-label", "views")}>{links}</nav>'


def _languages() -> str:
    options = "".join(
        f'<option value="{code}" lang="{code}">{name}</option>' for code, name in interface_text.LANGUAGES.items()
    )
    return f'<select id="language"{labelled("aria-label", "language")}>{options}</select>'


def _own_document(limits: OwnLimits | None, keeps: bool) -> str:
    if not limits:
        # The script finds its box and gets no file.
        unseen = (
            '<input type="file" id="own-file" hidden disabled>'
            '<span id="own-note" data-parts="{&quot;limit&quot;: 0}"></span>'
        )
        return f'<section class="own-document">{unseen}{said("uploads_off", "p", " class=own")}</section>'
    parts = {"limit": limits.megabytes, "pages": limits.pages, "count": limits.documents}
    note = said("own_note_kept" if keeps else "own_note", "p", ' id="own-note" class="own"', **parts)
    return (
        f'<section class="own-document"><label class="button" for="own-file"{spoken("own_open")}>'
        f'{interface_text.say("own_open")}</label><input type="file" id="own-file" class="unseen"'
        f' accept="{",".join((*READABLE, ".json"))}" multiple aria-describedby="own-note">'
        f"{note}</section>"
    )


def _conversation() -> str:
    saves = "".join(f'<button type="button" data-save="{kind}">{name}</button>' for kind, name in _FILES.items())
    kept = said("kept", "p", ' class="own"')
    return (
        f'<section class="conversation"><div class="row">{button("talk_new", "data-new-talk")}'
        f"{button('talks', 'data-talks')}</div>"
        f'<p id="save-as"{spoken("export")}>{interface_text.say("export")}</p>'
        f'<div class="row" role="group" aria-labelledby="save-as">{saves}</div>'
        f'<label class="check"><input type="checkbox" id="forget"> {said("forget")}</label>'
        f"{kept}{button('clear', 'data-clear')}</section>"
    )


def _limits(reports: Sequence[Report]) -> str:
    """Two lists to choose from; nothing where the documents name no mission and no theme of ours."""
    texts = [report.text for report in reports]
    named, told = sorted(missions_named(texts)), themes_said(texts)
    if not named and not told:
        return ""
    any_ = f'<option value=""{spoken("scope_any")}>{interface_text.say("scope_any")}</option>'
    missions = any_ + "".join(f'<option value="{acronym}">{acronym}</option>' for acronym in named)
    subjects = any_ + "".join(
        f'<option value="{key}" data-labels="{escape(_labels(key))}">{escape(themes()[key].label["en"])}</option>'
        for key in told
    )
    return (
        f'<details class="limit">{said("scope_set", "summary")}<div class="row">'
        f'<label>{said("scope_mission")} <select id="limit-mission">{missions}</select></label>'
        f'<label>{said("scope_theme")} <select id="limit-theme">{subjects}</select></label></div></details>'
    )


def _labels(theme: str) -> str:
    return json.dumps(themes()[theme].label, ensure_ascii=False)


def _edition(report: Report) -> str:
    digest = interface_text.say("edition_text", digest=report.sha256[:8])
    return f"{report.edition}; {digest}" if report.edition else digest
