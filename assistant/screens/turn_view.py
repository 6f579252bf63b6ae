"""An answer in, the HTML of its turn out: quotes as quotes, Further's own sentences as its own.

Everything that comes from a person or a document is escaped here. A citation's number is its chip; the scripts take the
person from there to the words, copy them, and ask why they were chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from assistant.answer import Answer, Citation
from assistant.briefing.choice import Choice
from assistant.briefing.offering import briefing_asked, title_of
from assistant.screens.chips import Chips
from assistant.screens.interface_text import button, labelled, said
from corpus.report import Report, Span

if TYPE_CHECKING:
    from assistant.case_studies.case_rows import Row
    from corpus.metadata import Metadata


class Dialogue:
    """Draws answers from `reports`."""

    def __init__(
        self,
        reports: Sequence[Report],
        treated: Mapping[tuple[str, Span], Row] | None = None,
        facts: Mapping[str, Metadata] | None = None,
        feedback: bool = False,
    ) -> None:
        """`treated`: by document and place, the case studies that another of the documents treats. `facts`: what is
        known of each document. `feedback`: whether the operator wants to hear what helped."""
        self._treated = treated or {}
        self._chips = Chips(reports, facts)
        self._feedback = feedback

    def turn(self, answer: Answer) -> str:
        """The answer's part of a turn; the question above it is the script's to show."""
        parts = []
        if answer.understood_as != answer.question:
            understood = said("understood_as", question=answer.understood_as)
            typed = button("ask_as_typed", f'class="quiet" data-ask="alone" data-question="{escape(answer.question)}"')
            parts.append(f'<p class="own understood">{understood} {typed}</p>')
        parts.append(self._silence(answer) if answer.abstained else self._found(answer))
        if briefing := briefing_asked(answer.question):
            parts.append(_to_briefing(briefing))
        parts.append(self._actions(answer))
        return "".join(parts)

    def _found(self, answer: Answer) -> str:
        counted = ""
        if answer.count is not None:
            key = "count_open" if answer.complete is False else "count_complete"
            counted = said(key, "p", ' class="own count"', count=answer.count)
        message = _own(answer.message, "message", answer.language)
        rule = said("rule", "p", ' class="own rule"', rule=answer.rule) if answer.rule else ""
        further = ""
        if answer.further:
            label = said("further", "p", ' class="own"')
            further = f'<div class="further">{label}{self._citations(answer.further)}</div>'
        return f"{counted}{message}{self._citations(answer.citations)}{rule}{further}"

    def _silence(self, answer: Answer) -> str:
        kind = answer.reason.value if answer.reason else "not_said"
        nearest = ""
        if answer.nearest:
            nearest = (
                f'<details class="nearest">{said("nearest", "summary")}{self._citations(answer.nearest)}</details>'
            )
        verdict = said(f"verdict_{kind}", "p", ' class="verdict"')
        return (
            f'<div class="silence" data-reason="{kind}">{verdict}'
            f"{_own(answer.message, 'message', answer.language)}{nearest}</div>"
        )

    def _citations(self, citations: Sequence[Citation]) -> str:
        """The quotes in order; neighbours under the same headings share the line that names them."""
        alone = len(citations) == 1
        groups = groupby(citations, key=lambda citation: (citation.document, citation.headings))
        return "".join(self._group(list(members), alone) for _, members in groups)

    def _group(self, citations: Sequence[Citation], alone: bool) -> str:
        chips, first = self._chips, citations[0]
        items = "".join(self._citation(citation, alone) for citation in citations)
        return f'<div class="source"><p class="path"{chips.tongue(first)}>{chips.path(first)}</p><ol>{items}</ol></div>'

    def _citation(self, citation: Citation, alone: bool) -> str:
        chips = self._chips
        row = self._treated.get((citation.document, citation.quote.span))
        treated = chips.treated(row.treated, row.pages) if row else ""
        folded = "" if alone else " hidden"
        more = labelled("aria-label", "more", number=citation.number)
        unfold = f'<button type="button" class="more" aria-expanded="{str(alone).lower()}"{more}>⋯</button>'
        return (
            f'<li class="citation" value="{citation.number}" {chips.data(citation)}>{chips.chip(citation)}'
            f'<div class="cited"><blockquote{chips.tongue(citation)}>{escape(citation.quote.text)}</blockquote>'
            f'{chips.row(citation)}{chips.page(citation)}{treated}<div class="tools"{folded}>{_tools()}</div></div>'
            f"{'' if alone else unfold}</li>"
        )

    def _actions(self, answer: Answer) -> str:
        copies = ""
        if answer.citations:
            cite = button("cite_answer", 'class="quiet" data-cite')
            pin = button("pin_answer", 'class="quiet" data-pin')
            copies = _copier("answer", "copy_answer") + _copier("word", "copy_word") + cite + pin
        verdicts = ""
        if self._feedback:
            judges = "".join(button(key, _JUDGE.format(key)) for key in ("helpful", "not_helpful"))
            verdicts = f'<span class="verdicts">{judges}</span>'
        return f'<div class="actions">{copies}{_copier("link", "copy_link")}{verdicts}</div>'


def _to_briefing(choice: Choice) -> str:
    """The link to the pack that the question asks for."""
    named = {"view": "brief", "mission": choice.mission, "role": choice.role, "language": choice.language}
    address = escape(urlencode({key: value for key, value in named.items() if value}))
    link = said("brief_open", "a", f' class="button" href="?{address}" data-brief', title=title_of(choice))
    return f'<p class="to-briefing">{link}</p>'


_JUDGE = 'class="quiet" aria-pressed="false" data-judge="{}"'


def _tools() -> str:
    why = f'<details class="why">{said("why", "summary")}<div class="reasons" role="status"></div></details>'
    cite = button("cite", 'class="quiet" data-cite')
    pin = button("pin", 'class="quiet" data-pin aria-pressed="false"')
    return f"{_copier('quote', 'copy_quote')}{_copier('reference', 'copy_reference')}{cite}{pin}{why}"


def _copier(copies: str, key: str) -> str:
    return button(key, f'class="quiet" data-copy="{copies}"')


def _own(sentence: str, kind: str, language: str) -> str:
    """A sentence of Further's in the language of the question, or nothing."""
    if not sentence:
        return ""
    return f'<p class="own {kind}" lang="{escape(language)}" dir="auto">{escape(sentence)}</p>'
