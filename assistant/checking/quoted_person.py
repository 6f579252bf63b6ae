"""A place in a report in, whom the report quotes there out: what stands in its own quotation marks is not its voice."""

from __future__ import annotations

from assistant.checking.quotations import Paragraph, quotations
from corpus.report import Report, Span


def quoted_person(report: Report, span: Span) -> str | None:
    """The name that the report gives beside the words, cut from it; "" where it names nobody.

    None where the words at `span` are the report's own: not all of them stand within its quotation marks.
    """
    if not (block := report.block_at(span.start)):
        return None
    text = report.text[block.span.start : block.span.end]
    first, last = span.start - block.span.start, span.end - block.span.start
    for one in quotations([Paragraph(text, "")]):
        if one.at and one.at[1] <= first and last <= one.at[1] + len(one.text):
            return one.source
    return None
