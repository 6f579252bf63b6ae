"""A `Report` in, an object of plain JSON out, and back: a file that was read once is not read again.

What comes back is the report that went in, block for block. What does not fit is a ValueError: whoever kept it reads
the file anew.
"""

from __future__ import annotations

from typing import Any

from corpus.report import Block, Kind, Page, Report, Row, Span

_FORMAT = 1


def report_object(report: Report) -> dict[str, Any]:
    """JSON values alone, as short as they can be: a document has thousands of blocks."""
    return {
        "format": _FORMAT,
        "name": report.name,
        "title": report.title,
        "edition": report.edition,
        "notes": list(report.notes),
        "pages": [[page.start, page.number, page.label, page.by_machine] for page in report.pages],
        "blocks": [_block_object(block) for block in report.blocks],
        "text": report.text,
        "sha256": report.sha256,
    }


def report_from(kept: Any) -> Report:
    """Raises ValueError: another format, a text that is not the one that was kept, what is no report at all."""
    try:
        if kept["format"] != _FORMAT:
            raise ValueError("It was kept in another format.")
        report = Report(
            name=kept["name"],
            title=kept["title"],
            text=kept["text"],
            blocks=tuple(_block_from(kept["blocks"])),
            pages=tuple(Page(*page) for page in kept["pages"]),
            edition=kept["edition"],
            notes=tuple(kept["notes"]),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("It is no report that was kept.") from error
    if report.sha256 != kept["sha256"] or any(block.span.end > len(report.text) for block in report.blocks):
        raise ValueError("Its text is not the one that was kept.")
    return report


def _block_object(block: Block) -> list[Any]:
    row = block.row
    return [
        block.kind.value,
        *_pair(block.span),
        [_pair(span) for span in block.headings],
        block.level,
        block.number,
        [row.title, row.unit, row.label, [list(cell) for cell in row.cells], *[True] * row.apart] if row else None,
        block.point,
        _pair(block.lead_in) if block.lead_in else None,
    ]


def _block_from(kept: Any) -> list[Block]:
    return [
        Block(
            Kind(kind),
            Span(start, end),
            tuple(Span(*pair) for pair in headings),
            level,
            number,
            Row(row[0], row[1], row[2], tuple((head, figure) for head, figure in row[3]), *row[4:]) if row else None,
            point,
            Span(*lead_in) if lead_in else None,
        )
        for kind, start, end, headings, level, number, row, point, lead_in in kept
    ]


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]
