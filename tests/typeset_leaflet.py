"""The shipped report typeset as a PDF, in layouts that reports come in. Typst sets it from the Markdown's blocks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from corpus.reading import read_shipped
from corpus.report import Block, Kind, Report

FONTS = Path(__file__).parents[1] / "assistant" / "briefing" / "fonts"
_HEAD = "header: [#smallcaps[Going Further Together] #h(1fr) OHCHR]"
_FOOT = 'footer: context align(center, counter(page).display("1"))'
LAYOUTS = {
    "one column": '#set page("a4", margin: 25mm)\n#set text(size: 10.5pt)',
    "two columns": f'#set page("a4", columns: 2, margin: 20mm, {_HEAD}, {_FOOT})\n'
    '#set text(size: 9.5pt, lang: "en", hyphenate: true)\n#set par(justify: true)',
    "large print": f'#set page("a4", margin: 20mm, {_FOOT})\n#set text(size: 18pt)\n#set par(leading: 0.9em)',
}


def typeset(layout: str, path: Path) -> None:
    """Write the PDF to `path`, its source beside it."""
    report = read_shipped()
    source = path.with_suffix(".typ")
    body = "\n\n".join(_set(report, block) for block in report.blocks)
    source.write_text(f'{LAYOUTS[layout]}\n#set text(font: "Noto Sans")\n{body}\n', "utf-8")
    typst.compile(source, output=path, font_paths=[FONTS], ignore_system_fonts=True)


def _set(report: Report, block: Block) -> str:
    words = json.dumps(report.text[block.span.start : block.span.end], ensure_ascii=False)
    if block.kind is Kind.HEADING:
        return f"#heading(level: {block.level}, {words})"
    return f"- #{words}" if block.kind is Kind.ITEM else f"#{words}"


@cache
def letters_of_pages(path: Path) -> tuple[str, ...]:
    """The letters and figures of each page as pdfium draws them: another reader than ours."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(path)
    return tuple(folded(page.get_textpage().get_text_range()) for page in pages)


def folded(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
