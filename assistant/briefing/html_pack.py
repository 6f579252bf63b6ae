"""A pack in, one HTML file out that needs nothing beside it and prints well; its body also serves as the preview.

Footnotes stand at the end, linked both ways: browsers have no foot of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from assistant.briefing.choice import Length
from assistant.briefing.manifest import manifest
from assistant.briefing.pack import Heading, Line, Pack, Quoted, Section
from assistant.checking.pack_manifest import MARK
from assistant.wording.sentences import say
from corpus.anchors import quoted

_FEW = 3  # sections


def html_pack(pack: Pack) -> bytes:
    direction = "rtl" if pack.right_to_left else "ltr"
    style = resources.files("assistant.briefing").joinpath("pack.css").read_text(encoding="utf-8")
    dense = " dense" if any(map(pack.in_columns, pack.sections)) else ""
    safe = manifest(pack).replace("<", "\\u003c")
    page = (
        f'<!doctype html>\n<html lang="{pack.language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(pack.title)}</title>\n'
        f'<meta name="description" content="{escape(pack.subtitle)}">\n<meta name="generator" content="Further">\n'
        f"<style>\n{style}</style>\n"
        f'<script type="application/json" id="{MARK}">{safe}</script>\n</head>\n'
        f'<body class="{pack.choice.length}{dense}">\n<main>\n{body(pack)}\n</main>\n</body>\n</html>\n'
    )
    return page.encode("utf-8", "replace")


def body(pack: Pack) -> str:
    """Title, contents, sections, notes."""
    over = f"<p>{escape(pack.over)}</p>\n" if pack.over else ""
    head = f"<header>{over}<h1>{escape(pack.title)}</h1>\n<p>{escape(pack.subtitle)}</p></header>"
    parts = [head, *([_contents(pack)] if has_contents(pack) else [])]
    number = 0
    for section in pack.sections:
        parts.append(_section(pack, section, number))
        number += sum(bool(item.note) for item in section.items if not isinstance(item, Heading))
    return "\n".join([*parts, _notes(pack)])


def has_contents(pack: Pack) -> bool:
    """A mission's pack begins with what one must know, unless it is the full one; a few parts need no contents."""
    choice = pack.choice
    long = choice.length is Length.FULL or (choice.length is Length.STANDARD and choice.mission is None)
    return long and len(pack.sections) > _FEW


def _contents(pack: Pack) -> str:
    title = escape(say("brief_contents", pack.language))
    lines = "\n".join(f'<li><a href="#{one.key}">{escape(one.title)}</a></li>' for one in pack.sections)
    return f'<nav aria-labelledby="contents"><h2 id="contents">{title}</h2>\n<ol>\n{lines}\n</ol></nav>'


def _section(pack: Pack, section: Section, number: int) -> str:
    """`number`: of notes before it."""
    apart = ' class="apart"' if section.apart else ' class="columns"' if pack.in_columns(section) else ""
    lines = "\n".join(_items(pack, section, number))
    return f'<section id="{section.key}"{apart}>\n<h2>{escape(section.title)}</h2>\n{lines}\n</section>'


def _items(pack: Pack, section: Section, number: int) -> Iterator[str]:
    listed = ""
    for item in section.items:
        kind = "ul" if isinstance(item, Line) and item.listed else "quotes" if _in_list(item) else ""
        if kind != listed:
            if listed:
                yield "</ul>"
            if kind:
                yield '<ul class="quotes">' if kind == "quotes" else "<ul>"
            listed = kind
        if isinstance(item, Heading):
            yield f"<h3>{escape(item.text)}</h3>"
            continue
        mark = ""
        if item.note:
            number += 1
            label = escape(say("brief_to_note", pack.language, number=number))
            mark = f'<sup><a href="#note-{number}" id="mark-{number}" aria-label="{label}">{number}</a></sup>'
        if isinstance(item, Line):
            element = "li" if item.listed else "p"
            by_hand = ' class="by-hand" dir="auto"' if item.own else ""
            yield f"<{element}{by_hand}>{escape(item.text)}{mark}</{element}>"
        else:
            yield _quote(item, mark, pack.language_of(item))
    if listed:
        yield "</ul>"


def _in_list(item: object) -> bool:
    return isinstance(item, Quoted) and not item.strong


def _quote(item: Quoted, mark: str, language: str) -> str:
    """`data-anchor` finds the words again in the page that shows this as a preview."""
    foreign = f' lang="{language}" dir="auto"'
    anchor = f' data-anchor="{escape(item.citation.anchor)}"'
    under = f'<b class="under"{foreign}>{escape(item.under)}</b> ' if item.under else ""
    words = f"<span{foreign}>{escape(quoted(item.text))}</span>{mark}"
    if item.strong:
        return f"<h3{anchor}>{words}</h3>"
    tags = f' <span class="tags">{escape("; ".join(item.behind))}</span>' if item.behind else ""
    return f"<li{anchor}>{under}{words}{tags}</li>"


def _notes(pack: Pack) -> str:
    title, back = escape(say("brief_notes", pack.language)), escape(say("brief_back", pack.language))
    lines = "\n".join(
        f'<li id="note-{number}"><span lang="en" dir="ltr">{escape(note)}</span> '
        f'<a href="#mark-{number}" aria-label="{back} ({number})">↩</a></li>'
        for number, note in enumerate(pack.notes(), 1)
    )
    return f'<section id="notes"><h2>{title}</h2>\n<ol>\n{lines}\n</ol></section>' if lines else ""
