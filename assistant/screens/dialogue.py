"""Turns in, the HTML of the conversation out: quotes as quotes, Further's own sentences as its own.

Everything that comes from a person or a document is escaped here. A citation's number is its chip; the script in
`reading.js` takes the person from there to the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from assistant.answer import Answer, Citation, Status, Turn
from assistant.screens import wording
from assistant.screens.reading_pane import page_name, place_of
from corpus.report import Report


class Dialogue:
    """Draws conversations about `reports`; knows the number under which the reading pane shows each of them."""

    def __init__(self, reports: Sequence[Report], examples: Sequence[str] = ()) -> None:
        self._numbers = {report.name: number for number, report in enumerate(reports)}
        self._reports = reports
        self._examples = examples

    def draw(self, turns: Sequence[Turn], asked: str | None = None, note: str = "", waiting: bool = True) -> str:
        """The conversation; `asked` is a question without an answer and `note` says what became of it.

        `waiting`: the answer is still to come.
        """
        articles = [_article(number, turn.question, self._answer(turn.answer)) for number, turn in enumerate(turns, 1)]
        if asked is not None:
            kind = "pending" if waiting else "failure"
            own = f'<p class="own {kind}">{escape(note)}</p>'
            articles.append(_article(len(turns) + 1, asked, own, busy=waiting))
        inside = "".join(articles) or self._welcome()
        name = wording.CONVERSATION
        return f'<div id="log" role="log" aria-live="polite" aria-label="{name}" tabindex="0">{inside}</div>'

    def _welcome(self) -> str:
        buttons = "".join(
            f'<li><button type="button" data-ask="{escape(example)}">{escape(example)}</button></li>'
            for example in self._examples
        )
        examples = f'<p class="own">{wording.TRY}</p><ul class="examples">{buttons}</ul>' if buttons else ""
        return f'<div class="welcome"><p class="own">{wording.INTRODUCTION}</p>{examples}</div>'

    def _answer(self, answer: Answer) -> str:
        parts = []
        if answer.understood_as != answer.question:
            parts.append(_own(wording.UNDERSTOOD_AS.format(question=answer.understood_as), "understood"))
        parts.append(self._silence(answer) if answer.abstained else self._found(answer))
        return "".join(parts)

    def _found(self, answer: Answer) -> str:
        counted = ""
        if answer.count is not None:
            counted = wording.COUNT_OPEN if answer.complete is False else wording.COUNT_COMPLETE
            counted = _own(counted.format(count=answer.count), "count")
        message = _own(answer.message, "message", answer.language)
        rule = _own(wording.RULE.format(rule=answer.rule), "rule") if answer.rule else ""
        return f"{counted}{message}{self._citations(answer.citations)}{rule}"

    def _silence(self, answer: Answer) -> str:
        verdict = wording.OFF_TOPIC if answer.status is Status.OFF_TOPIC else wording.NOT_IN_REPORT
        nearest = ""
        if answer.nearest:
            nearest = (
                f'<details class="nearest"><summary>{wording.NEAREST}</summary>'
                f"{self._citations(answer.nearest)}</details>"
            )
        kind = answer.reason.value if answer.reason else answer.status.value
        return (
            f'<div class="silence" data-reason="{kind}"><p class="verdict">{verdict}</p>'
            f"{_own(answer.message, 'message', answer.language)}{nearest}</div>"
        )

    def _citations(self, citations: Sequence[Citation]) -> str:
        """The quotes in order; neighbours under the same headings share the line that names them."""
        groups = groupby(citations, key=lambda citation: (citation.document, citation.headings))
        return "".join(self._group(headings, document, list(members)) for (document, headings), members in groups)

    def _group(self, headings: Sequence[str], document: str, citations: Sequence[Citation]) -> str:
        title = self._reports[self._numbers[document]].title
        path = list(headings)
        if len(path) > 1 and path[0] == title:
            del path[0]  # the page's head names it already
        if len(self._reports) > 1:
            path.insert(0, title)
        steps = ' <span aria-hidden="true">›</span> '.join(escape(step.strip().rstrip(":")) for step in path)
        items = "".join(self._citation(citation) for citation in citations)
        return f'<div class="source"><p class="path">{steps}</p><ol>{items}</ol></div>'

    def _citation(self, citation: Citation) -> str:
        quote = citation.quote
        document = self._numbers[citation.document]
        place = place_of(document, self._reports[document], quote.span)
        label = wording.SHOW_PLACE.format(number=citation.number)
        page = ""
        if quote.page is not None:
            page = f'<span class="page">{escape(page_name(quote.page, quote.page_label))}</span>'
        return (
            f'<li class="citation" value="{citation.number}"><a class="chip" href="#{place}" aria-label="{label}"'
            f' data-document="{document}" data-start="{quote.span.start}" data-end="{quote.span.end}">'
            f"{citation.number}</a><blockquote>{escape(quote.text)}</blockquote>{page}</li>"
        )


def _article(number: int, question: str, inside: str, busy: bool = False) -> str:
    return (
        f'<article class="turn" aria-labelledby="question-{number}" aria-busy="{str(busy).lower()}">'
        f'<h2 class="question" id="question-{number}" dir="auto">{escape(question)}</h2>'
        f'<div class="answer">{inside}</div></article>'
    )


def _own(sentence: str, kind: str, language: str | None = None) -> str:
    """A sentence of Further's, or nothing."""
    if not sentence:
        return ""
    tongue = f' lang="{escape(language)}" dir="auto"' if language else ""
    return f'<p class="own {kind}"{tongue}>{escape(sentence)}</p>'
