"""A pack in, a PDF out: tagged (PDF/UA-1), its fonts embedded, real footnotes, a linked table of contents.

Typst draws it from `pack.typ` with the fonts beside it and no others, so that it looks the same on every machine. What
these fonts lack is said in a line of its own, never dropped. The manifest is an attached file.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from fontTools.ttLib import TTFont

from assistant.briefing.choice import Length
from assistant.briefing.html_pack import has_contents
from assistant.briefing.manifest import manifest
from assistant.briefing.pack import Heading, Item, Line, Pack
from assistant.checking.pack_manifest import FILE
from assistant.wording.sentences import say
from corpus.anchors import quoted

_SIZE = {Length.STANDARD: 10.0, Length.FULL: 9.2}  # points
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)  # points, tried in turn until a one-page pack is on one page
_UNDRAWN = frozenset(
    map(chr, (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x2068, 0x2069, 0xAD, 0xFEFF, 10, 9))
)


def pdf_pack(pack: Pack) -> bytes:
    """A one-page pack is on one page, and its answers, if it asks, on another."""
    lacking = _lacking(pack)
    told = _telling(pack, lacking) if lacking else pack
    if pack.choice.length is not Length.PAGE:
        return _drawn(told, _SIZE[pack.choice.length], whole=not lacking)
    from corpus.pdf_parts import page_count

    pages = 1 + any(section.apart for section in pack.sections)
    for size in _SIZES:
        drawn = _drawn(told, size, whole=not lacking)
        if page_count(drawn) <= pages:
            break
    return drawn


def _drawn(pack: Pack, size: float, *, whole: bool) -> bytes:
    """`whole`: every character can be drawn, which PDF/UA asks for."""
    import typst  # 80 MB of code, for who asks for a PDF

    room = resources.files("assistant.briefing")
    with resources.as_file(room.joinpath("fonts")) as fonts, resources.as_file(room.joinpath("pack.typ")) as source:
        drawn: bytes = typst.compile(
            source,
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1" if whole else "1.7",
            sys_inputs={"pack": json.dumps(_data(pack, size), ensure_ascii=False)},
        )
    return drawn


def _data(pack: Pack, size: float) -> dict[str, Any]:
    return {
        "title": pack.title,
        "over": pack.over,
        "subtitle": pack.subtitle,
        "language": pack.language,
        "length": str(pack.choice.length),
        "size": size,
        "contents": say("brief_contents", pack.language) if has_contents(pack) else "",
        "page": say("brief_page", pack.language, page="{page}", pages="{pages}"),
        "file": FILE,
        "manifest": manifest(pack),
        "sections": [
            {
                "title": section.title,
                "boxed": section.boxed,
                "apart": section.apart,
                "columns": pack.in_columns(section),
                "items": [_item(item, pack) for item in section.items],
            }
            for section in pack.sections
        ],
    }


def _item(item: Item, pack: Pack) -> dict[str, Any]:
    if isinstance(item, Heading):
        return {"kind": "heading", "text": item.text}
    if isinstance(item, Line):
        return {"kind": "line", "text": item.text, "listed": item.listed, "note": item.note, "own": item.own}
    return {
        "kind": "quote",
        "text": quoted(item.text),
        "note": item.note,
        "under": f"{item.under}:" if item.under else "",
        "tags": "; ".join(item.behind),
        "strong": item.strong,
        "language": pack.language_of(item),
    }


def _lacking(pack: Pack) -> list[str]:
    """The characters that the fonts lack."""
    texts = [pack.over, pack.title, pack.subtitle, *pack.notes(), *(section.title for section in pack.sections)]
    for item in pack.items():
        texts += [item.text, getattr(item, "under", ""), *getattr(item, "behind", ())]
    return sorted({letter for text in texts for letter in text} - _letters() - _UNDRAWN)


def _telling(pack: Pack, lacking: list[str]) -> Pack:
    """With a line that names them."""
    named = ", ".join(f"U+{ord(letter):04X}" for letter in lacking)
    line = Line(say("brief_letters", pack.language, characters=named))
    return replace(
        pack,
        sections=tuple(
            replace(section, items=(*section.items, line)) if section.key == "sources" else section
            for section in pack.sections
        ),
    )


@cache
def _letters() -> frozenset[str]:
    """What the fonts can draw."""
    found: set[int] = set()
    for path in resources.files("assistant.briefing").joinpath("fonts").iterdir():
        if path.name.endswith(("Regular.ttf", "Regular.otf")):
            with resources.as_file(path) as file:
                found |= TTFont(file, lazy=True).getBestCmap().keys()
    return frozenset(map(chr, found))
