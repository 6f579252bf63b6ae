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

from assistant.answer import Answer, Citation, Reason
from assistant.briefing.choice import Choice
from assistant.briefing.offering import briefing_asked, title_of
from assistant.case_studies.mission_lead import mission_lead
from assistant.screens.basket_view import lead_line
from assistant.screens.chips import Chips
from assistant.screens.interface_text import answered, button, labelled, said
from assistant.sources.lines import label, remarks
from assistant.wording.sentences import say as sentence
from corpus.case_studies import case_studies
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
        own: bool = False,
    ) -> None:
        """`treated`: by document and place, the case studies that another of the documents treats. `facts`: what is
        known of each document. `feedback`: whether the operator wants to hear what helped. `own`: the one document is
        the person's."""
        self._treated = treated or {}
        self._chips = Chips(reports, facts)
        self._feedback, self._own = feedback, own
        self._cases = {(report.name, study.quote.span) for report in reports for study in case_studies(report)}

    def turn(self, answer: Answer) -> str:
        """The answer's part of a turn; the question above it is the script's to show."""
        parts = []
        if answer.understood_as != answer.question:
            behind = answer.query.behind
            key, question = ("read_behind", behind) if behind else ("understood_as", answer.understood_as)
            understood = answered(key, "span", "", answer.language, question=question)
            asks = f' type="button" class="quiet" data-ask="alone" data-question="{escape(answer.question)}"'
            typed = answered("ask_as_typed", "button", asks, answer.language)
            parts.append(f'<p class="own understood">{understood} {typed}</p>')
        if briefing := briefing_asked(answer.question):
            parts.append(_to_briefing(briefing))
        if not (briefing and answer.reason is Reason.OFF_TOPIC):  # "brief me" names nothing that could be found
            parts.append(self._silence(answer) if answer.abstained else self._found(answer))
        parts.append(self._by_source(answer))
        parts.append(self._actions(answer))
        return "".join(parts)

    def _found(self, answer: Answer) -> str:
        language = answer.language
        counted = self._counted(answer) if answer.count is not None else ""
        message = _own(answer.message, "message", language)
        rule = _ruled(answer.rule, language)
        further = ""
        if answer.further:
            label = answered("further", "p", ' class="own"', language)
            further = f'<div class="further">{label}{self._citations(answer.further, language)}</div>'
        return f"{counted}{message}{self._citations(answer.citations, language)}{rule}{further}"

    def _by_source(self, answer: Answer) -> str:
        """What the other documents say, and which say nothing."""
        language = answer.language
        quotes = "".join(
            self._citations(one.citations, language) + _ruled(one.rule, language)
            for one in answer.beside
            if one.citations
        )
        said = f'<div class="beside">{_own(label(answer), "over", language)}{quotes}</div>' if quotes else ""
        return said + "".join(_own(line, "remark", language) for line in remarks(answer))

    def _counted(self, answer: Answer) -> str:
        """How many, of what, where the report says what: "4 case studies of 4 missions"."""
        key, parts = "count_complete", dict[str, object](count=answer.count)
        cited = answer.citations
        if answer.complete is False:
            key = "count_open"
        elif cited and all((one.document, one.quote.span) in self._cases for one in cited):
            missions = dict.fromkeys(lead.words for one in cited if (lead := mission_lead(one.headings)))
            if len(missions) == 1:
                key, parts["mission"] = "count_cases_of", next(iter(missions))
            elif missions:
                key, parts["missions"] = "count_cases", len(missions)
        return answered(key, "p", ' class="own count"', answer.language, **parts)

    def _silence(self, answer: Answer) -> str:
        kind, language = answer.reason.value if answer.reason else "not_said", answer.language
        nearest = ""
        if answer.nearest:
            nearest = (
                f'<details class="nearest">{answered("nearest", "summary", "", language)}'
                f"{self._citations(answer.nearest, language)}</details>"
            )
        verdict = answered(f"verdict_{kind}", "p", ' class="verdict"', language)
        message = answer.message
        if self._own and kind in ("not_said", "off_topic"):
            for key in (kind, "off_topic_document"):
                message = message.replace(sentence(key, language), sentence(f"{kind}_yours", language))
        return f'<div class="silence" data-reason="{kind}">{verdict}{_own(message, "message", language)}{nearest}</div>'

    def _citations(self, citations: Sequence[Citation], language: str) -> str:
        """The quotes in order; neighbours under the same headings share the line that names them."""
        alone = len(citations) == 1
        groups = groupby(citations, key=lambda citation: (citation.document, citation.headings))
        return "".join(self._group(list(members), alone, language) for _, members in groups)

    def _group(self, citations: Sequence[Citation], alone: bool, language: str) -> str:
        chips, first = self._chips, citations[0]
        items = "".join(self._citation(citation, alone) for citation in citations)
        lead = lead_line(first, language)
        path = f'<p class="path"{chips.tongue(first)}>{chips.path(first, led=bool(lead))}</p>'
        if lead and len(chips.reports) == 1:
            path = ""
        return f'<div class="source">{path}{lead}<ol>{items}</ol></div>'

    def _citation(self, citation: Citation, alone: bool) -> str:
        chips = self._chips
        row = self._treated.get((citation.document, citation.quote.span))
        treated = chips.treated(row.treated, row.pages) if row else ""
        folded = "" if alone else " hidden"
        more = labelled("aria-label", "more", number=citation.number)
        unfold = f'<button type="button" class="more" aria-expanded="false"{more}>⋯</button>'
        return (
            f'<li class="citation" value="{citation.number}" {chips.data(citation)}>{chips.chip(citation)}'
            f'<div class="cited"><blockquote{chips.tongue(citation)}>{escape(citation.quote.text)}</blockquote>'
            f"{chips.row(citation)}{chips.page(citation)}{treated}"
            f'<div class="tools"{folded}>{_tools(alone)}</div></div>'
            f"{'' if alone else unfold}</li>"
        )

    def _actions(self, answer: Answer) -> str:
        """The one row of the whole answer; an answer of one quote alone has it at the quote."""
        verdicts = ""
        if self._feedback:
            judges = "".join(button(key, _JUDGE.format(key)) for key in ("helpful", "not_helpful"))
            verdicts = f'<span class="verdicts">{judges}</span>'
        if len(answer.citations) == 1 and not any(one.citations for one in answer.beside):
            row = ""
        elif answer.citations:
            cite, pin = _named("cite", "cite_answer", "data-cite"), _named("pin", "pin_answer", "data-pin")
            others = _others(_copier("word", "copy_word"), _copier("link", "copy_link"))
            row = _named("copy", "copy_answer", "data-copy=answer") + cite + pin + others
        else:
            row = _copier("link", "copy_link")
        return f'<div class="actions">{row}{verdicts}</div>' if row or verdicts else ""


def _ruled(rule: str | None, language: str) -> str:
    return answered("rule", "p", ' class="own rule"', language, rule=rule) if rule else ""


def _to_briefing(choice: Choice) -> str:
    """The link to the pack that the question asks for."""
    named = {"view": "brief", "mission": choice.mission, "role": choice.role, "language": choice.language}
    address = escape(urlencode({key: value for key, value in named.items() if value}))
    link = said("brief_open", "a", f' class="button" href="?{address}" data-brief', title=title_of(choice))
    return f'<p class="to-briefing">{link}</p>'


_JUDGE = 'class="quiet" aria-pressed="false" data-judge="{}"'


def _tools(alone: bool) -> str:
    """What can be done with a quote. `alone`: it is the whole answer, whose row this is then too."""
    why = f'<details class="why">{said("why", "summary")}<div class="reasons" role="status"></div></details>'
    cite = button("cite", 'class="quiet" data-cite')
    pin = button("pin", 'class="quiet" data-pin aria-pressed="false"')
    first = _named("copy", "copy_quote", "data-copy=quote") + cite + pin
    reference = _copier("reference", "copy_reference")
    if not alone:
        return f"{first}{reference}{why}"
    return f"{first}{_others(reference, _copier('word', 'copy_word'), _copier('link', 'copy_link'), why)}"


def _named(key: str, name: str, attributes: str) -> str:
    """A button that says `key` in short and is called `name` by screen readers."""
    return button(key, f'class="quiet" {attributes}{labelled("aria-label", name)}')


def _others(*buttons: str) -> str:
    """The rest of a row, folded."""
    more = labelled("aria-label", "more_actions")
    unfold = f'<button type="button" class="quiet unfold" aria-expanded="false"{more}>⋯</button>'
    return f'{unfold}<span class="others" hidden>{"".join(buttons)}</span>'


def _copier(copies: str, key: str) -> str:
    return button(key, f'class="quiet" data-copy="{copies}"')


def _own(sentence: str, kind: str, language: str) -> str:
    """A sentence of Further's in the language of the question, or nothing."""
    if not sentence:
        return ""
    return f'<p class="own {kind}" lang="{escape(language)}" dir="auto">{escape(sentence)}</p>'
