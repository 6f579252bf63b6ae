"""A pack in, Markdown out: footnotes as `[^1]`, the manifest in a comment at the end."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.briefing.manifest import manifest
from assistant.briefing.pack import Heading, Item, Line, Pack, Section
from assistant.checking.pack_manifest import MARK
from assistant.files.escaping import plain_in_markdown as plain
from corpus.anchors import quoted


def markdown_pack(pack: Pack) -> bytes:
    over = [f"*{plain(pack.over)}*"] if pack.over else []
    parts = [*over, f"# {plain(pack.title)}", f"*{plain(pack.subtitle)}*"]
    number = 0
    for section in pack.sections:
        parts.append(f"## {plain(section.title)}")
        written = list(_items(section, number))
        parts.extend(written)
        number += sum(bool(item.note) for item in section.items if not isinstance(item, Heading))
    parts += [f"[^{number}]: {plain(note)}" for number, note in enumerate(pack.notes(), 1)]
    written_safely = manifest(pack).replace("--", r"\u002d\u002d")  # two hyphens would end the comment
    parts.append(f"<!-- {MARK} {written_safely} -->")
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _items(section: Section, number: int) -> Iterator[str]:
    """`number`: of notes before this section."""
    for item in section.items:
        if isinstance(item, Heading):
            yield f"### {plain(item.text)}"
            continue
        reference = ""
        if item.note:
            number += 1
            reference = f"[^{number}]"
        yield _line(item, reference)


def _line(item: Item, reference: str) -> str:
    if isinstance(item, Line) and item.own:
        return "  \n".join(f"*{plain(line.strip())}*" for line in item.text.splitlines() if line.strip())
    if isinstance(item, Line):
        return f"{'- ' if item.listed else ''}{plain(item.text)}{reference}"
    assert not isinstance(item, Heading)
    under = f"{plain(item.under)}: " if item.under else ""
    words = f"{under}{plain(quoted(item.text))}{reference}"
    tags = f" *({plain('; '.join(item.behind))})*" if item.behind else ""
    return f"**{words}**" if item.strong else f"> {words}{tags}"
