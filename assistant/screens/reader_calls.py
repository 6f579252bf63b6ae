"""What the page's script may call on the server: objects in, objects out, each call complete in itself.

The conversation lives in the browser and comes along with each question, so that no two can be mixed up, a reload keeps
it, and a server that was started anew goes on with it. Whatever comes along is proved against the report before it is
used (`restoring`).
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from assistant.answer import Answer, Citation, Turn
from assistant.answer_json import answer_object
from assistant.query.limits import Kind, Limits, carried
from assistant.query.question_text import LONGEST_QUESTION, UnusableQuestion, checked
from assistant.restored_answer import restored
from assistant.screens.chips import facts_of
from assistant.screens.feedback import keep
from assistant.screens.own_documents import Own, OwnDocuments
from assistant.screens.reading_pane import contents, papers
from assistant.screens.turn_view import Dialogue
from assistant.screens.worker import Answering, NotLoaded, Urgency, Worker
from corpus.anchors import anchor_in, find_reference
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.case_studies.case_rows import Row
    from corpus.metadata import Metadata

Reply = dict[str, Any]
Call = Callable[[Any], Awaitable[Reply]]
_BESIDE = "+"  # behind a document's key: it lies beside what is served, and both are asked
_LONGEST_MEMORY = 40  # turns that a question may lean on

# Given an assistant and an answer, and what to call in between: what to ask next. Given a citation, too: why it was
# chosen. They come from outside, so that the page can be drawn before anything that computes is imported.
Suggest = Callable[[Answering, Answer, frozenset[str], Callable[[], None]], Sequence[str]]
Explain = Callable[[Answering, Answer, Citation], Reply]


class Service:
    """Answers the script. `reports` are what the assistant was opened over; `feedback` is the operator's file."""

    def __init__(
        self,
        reports: Sequence[Report],
        worker: Worker,
        own: OwnDocuments,
        suggest: Suggest,
        explain: Explain,
        feedback: Path | None = None,
    ) -> None:
        self._reports = tuple(reports)
        self._worker, self._own = worker, own
        self._suggest, self._explain = suggest, explain
        self._feedback = feedback
        self._tables: dict[int, tuple[Row, ...]] = {}

    def calls(self) -> list[Call]:
        """What the script may call, by name."""
        found = [self.ask, self.draw, self.glance, self.following, self.why, self.find, self.own_state, self.let_go]
        return [callable_whole(call) for call in (*found, *([self.judge] if self._feedback else []))]

    async def ask(self, sent: Any) -> Reply:
        """{question, turns, mission, theme, without, document} -> the turn, a refusal, a failure, a place to open."""
        typed = str(sent.get("question", ""))
        try:
            question = checked(typed)
        except UnusableQuestion:
            long = len(typed) > LONGEST_QUESTION
            parts = {"count": f"{len(typed):,}", "limit": f"{LONGEST_QUESTION:,}"} if long else {}
            return {"refusal": {"say": "question_long" if long else "question_empty", "parts": parts}}
        reports, assistant = self.desk(sent)
        if not reports:
            return {"gone": True}
        if anchor_in(typed):
            return _place(typed, reports)
        turns = [Turn(answer.question, answer) for answer in _kept(sent, reports)]
        limits = _limits(sent)
        try:
            answer = await self._worker.answer(question, turns, limits, assistant)
        except NotLoaded as error:
            return {"failure": {"say": "not_loaded", "parts": {"reason": str(error)}}}
        except Exception:
            traceback.print_exc()
            return {"failure": {"say": "broken", "parts": {}}}
        dialogue = await asyncio.to_thread(self._dialogue, sent, reports)
        return self._turn(answer, dialogue)

    async def draw(self, sent: Any) -> Reply:
        """{turns, document} -> the turns as they were shown, those left out that can no longer be proved."""
        reports, _ = self.desk(sent)
        if not reports:
            return {"gone": True}
        answers = _kept(sent, reports)
        dialogue = await asyncio.to_thread(self._dialogue, sent, reports)
        left_out = len(sent.get("turns") or ()) - len(answers)
        return {"turns": [self._turn(answer, dialogue) for answer in answers], "left_out": left_out}

    async def glance(self, sent: Any) -> Reply:
        """{document} -> how far the loading is; keeps a document of one's own alive."""
        self._own_of(sent.get("document"))
        return {"loading": not self._worker.opened, "line": self._worker.progress, "failure": self._worker.failure}

    async def following(self, sent: Any) -> Reply:
        """{turns, asked, document} -> questions to ask after the last of the turns that were not asked already."""
        reports, assistant = self.desk(sent)
        answers = _kept(sent, reports)
        if not answers:
            return {"questions": []}
        before = sent.get("asked")
        asked = frozenset(answer.question for answer in answers) | frozenset(
            map(str, before if isinstance(before, list) else ())
        )

        def suggest(shipped: Answering) -> list[str]:
            between = partial(self._worker.breathe, Urgency.AFTERWARDS)
            return list(self._suggest(assistant or shipped, answers[-1], asked, between))

        return {"questions": await self._extra(suggest, Urgency.AFTERWARDS, [])}

    async def why(self, sent: Any) -> Reply:
        """{turns: [one], anchor, document} -> the evidence for one citation."""
        reports, assistant = self.desk(sent)
        for answer in _kept(sent, reports):
            for citation in (*answer.citations, *answer.nearest):
                if citation.anchor == sent.get("anchor"):
                    cited = citation

                    def explain(shipped: Answering, answer: Answer = answer, cited: Citation = cited) -> Reply:
                        return self._explain(assistant or shipped, answer, cited)

                    found: Reply = await self._extra(explain, Urgency.ANSWER, {})
                    return found
        return {}

    async def find(self, sent: Any) -> Reply:
        """{anchor, document} -> the place of an anchor or a reference."""
        return _place(str(sent.get("anchor", "")), self.desk(sent)[0])

    async def own_state(self, sent: Any) -> Reply:
        """{own: its key} -> how far a document of one's own is; once it is open, what to show: it, or it beside the
        served ones."""
        own, beside = self._own_of(sent.get("own"))
        if own is None:
            return {"gone": True}
        if own.failure:
            await self.let_go(sent)
            return {"failure": {"say": own.failure[0], "parts": own.failure[1]}}
        if own.report is None:
            return {"stage": own.stage, "name": own.name, "done": own.done, "whole": own.whole}
        if beside:
            await self._own.put_beside(own)
        shown = [*(self._reports if beside else ()), own.report]
        drawn = {"contents": contents(shown), "papers": papers(shown)}
        return {"name": own.name, "title": own.report.title, "beside": beside, **drawn}

    async def let_go(self, sent: Any) -> Reply:
        """{own: its key} -> it is closed."""
        self._own.close(str(sent.get("own")).removesuffix(_BESIDE))
        return {}

    async def judge(self, sent: Any) -> Reply:
        """{turns: [one], verdict, reason, document} -> whether it was kept."""
        reports, _ = self.desk(sent)
        answers = _kept(sent, reports)
        if self._feedback is None or not answers:
            return {"kept": False}
        try:
            verdict, reason = str(sent.get("verdict")), str(sent.get("reason", ""))
            await asyncio.to_thread(keep, self._feedback, answers[-1], verdict, reason, reports)
        except (OSError, ValueError):
            traceback.print_exc()
            return {"kept": False}
        return {"kept": True}

    def answers_of(self, sent: Any) -> tuple[list[Answer], tuple[Report, ...]]:
        """What {turns, document} holds that can be proved, and the reports it quotes: for saving."""
        reports, _ = self.desk(sent)
        return _kept(sent, reports), reports

    def desk(self, sent: Any) -> tuple[tuple[Report, ...], Answering | None]:
        """The reports that are asked, and the assistant over them where it is not the opened one. None: gone."""
        key = sent.get("document")
        if not key:
            return self._reports, None
        own, beside = self._own_of(key)
        if not own or not own.report or not own.assistant:
            return (), None
        if not beside:
            return (own.report,), own.assistant
        return ((*self._reports, own.report), own.beside) if own.beside else ((), None)

    def table(self, sent: Any) -> tuple[Row, ...]:
        """All rows of the desk's case studies or lists, with where other documents treat them; made once for each."""
        from assistant.case_studies.fuller_document import whole_table

        reports, _ = self.desk(sent)
        own, _ = self._own_of(sent.get("document"))
        made = own.tables if own else self._tables
        if len(reports) not in made:
            made[len(reports)] = whole_table(reports)
        return made[len(reports)]

    def facts(self, sent: Any) -> dict[str, Metadata]:
        """What is known of each document on the desk, by its name."""
        reports, _ = self.desk(sent)
        own, _ = self._own_of(sent.get("document"))
        return {
            report.name: own.facts if own and own.facts and report is own.report else facts_of(report)
            for report in reports
        }

    def _own_of(self, key: Any) -> tuple[Own | None, bool]:
        """The document of a key, and whether it lies beside the served ones."""
        written = str(key or "")
        return self._own.of(written.removesuffix(_BESIDE)), written.endswith(_BESIDE)

    def _dialogue(self, sent: Any, reports: Sequence[Report]) -> Dialogue:
        rows = self.table(sent) if len(reports) > 1 else ()
        treated = {(row.citation.document, row.citation.quote.span): row for row in rows if row.treated}
        return Dialogue(reports, treated, self.facts(sent), feedback=self._feedback is not None)

    def _turn(self, answer: Answer, dialogue: Dialogue) -> Reply:
        limits = [{"kind": limit.kind, "name": limit.name} for limit in carried(answer)]
        return {"html": dialogue.turn(answer), "answer": answer_object(answer), "limits": limits}

    async def _extra(self, do: Callable[[Answering], Any], urgency: Urgency, otherwise: Any) -> Any:
        """What is good to have: a fault in it is the terminal's to tell."""
        try:
            return await self._worker.work(do, urgency)
        except NotLoaded:
            return otherwise
        except Exception:
            traceback.print_exc()
            return otherwise


def callable_whole(call: Call) -> Call:
    """A call as Gradio hands it over. A plain function: Gradio marks it with attributes of its own."""

    async def call_whole(data: Any) -> Reply:
        sent = data[0] if isinstance(data, list) and data else data
        return await call(sent if isinstance(sent, dict) else {})

    call_whole.__name__ = call.__name__
    return call_whole


def _kept(sent: Any, reports: Sequence[Report]) -> list[Answer]:
    """The answers that came along and can be proved, oldest first."""
    turns = sent.get("turns")
    found = [restored(one, reports) for one in (turns if isinstance(turns, list) else [])[-_LONGEST_MEMORY:]]
    return [answer for answer in found if answer]


def _place(written: str, reports: Sequence[Report]) -> Reply:
    for number, report in enumerate(reports):
        if span := find_reference(report, written):
            words = report.quote(span).text
            return {"place": {"document": number, "start": span.start, "end": span.end, "quote": words}}
    return {"place": None}


def _limits(sent: Any) -> Limits:
    without = sent.get("without")
    return Limits(
        str(sent.get("mission", "")), str(sent.get("theme", "")), without if without in get_args(Kind) else ""
    )
