"""`Answer` in, plain text for a person at a terminal out. Only quotes stand in quotation marks."""

from __future__ import annotations

from assistant.answer import Answer, Citation
from assistant.briefing.offering import offer
from assistant.sources.lines import label, remarks
from corpus.report import BY_MACHINE


def answer_text(answer: Answer) -> str:
    """Message, then numbered quotes, each with the place it was cut from."""
    parts = []
    if answer.understood_as != answer.question:
        parts.append(f"Understood as: {answer.understood_as}")
    parts.extend(filter(None, (answer.message, offer(answer.question))))
    if answer.rule:
        parts.append(f"{answer.rule}{'' if answer.complete else ' (may not be complete)'}")
    parts.extend(quoted(citation) for citation in answer.citations)
    if answer.further:
        parts.append("Further passages – they may answer too, or better:")
        parts.extend(quoted(citation) for citation in answer.further)
    if over := label(answer):
        parts.append(f"{over}:")
    for one in answer.beside:
        parts.extend(quoted(citation) for citation in one.citations)
        if one.citations and one.rule:
            parts.append(f"    {one.rule}{'' if one.complete else ' (may not be complete)'}")
    if answer.nearest:
        parts.append("Nearest passages – not an answer:")
        parts.extend(quoted(citation) for citation in answer.nearest)
    return "\n\n".join([*parts, *remarks(answer)])


def quoted(citation: Citation) -> str:
    quote = citation.quote
    words = quote.text if quote.text[:1] in "“«" else f"“{quote.text}”"
    place = [citation.document, *citation.headings]
    if quote.page is not None:
        named = f"{'page' if quote.last_page is None else 'pages'} {quote.pages}"
        place.append(named + (f" (PDF {quote.page})" if quote.page_label not in (None, str(quote.page)) else ""))
    if quote.numbered:
        place.append(quote.numbered)
    if quote.by_machine:
        place.append(BY_MACHINE)
    beside = f"    {quote.row.read_out}\n" if quote.row else ""
    if quote.lead_in:
        beside += f"    Under: “{quote.lead_in.text}”\n"
    return f"[{citation.number}] {words}\n{beside}    {' › '.join(place)}\n    {citation.anchor}"
