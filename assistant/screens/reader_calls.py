"""What the page's script may call on the server: objects in, objects out, each call complete in itself.

The conversation lives in the browser and comes along with each question, so that no two can be mixed up, a reload keeps
it, and a server that was started anew goes on with it. Whatever comes along is proved against the report before it is
used (`restoring`).
"""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Citation, Turn
from assistant.answer_json import answer_object
from assistant.query.limits import Limits, carried
from assistant.query.question_text import LONGEST_QUESTION, UnusableQuestion, checked
from assistant.restored_answer import restored
from assistant.screens.calls import (
    AskCall,
    Call,
    Conversation,
    FindCall,
    FollowingCall,
    InvalidCall,
    JudgeCall,
    OwnCall,
    Read,
    WhyCall,
    read,
)
from assistant.screens.chips import facts_of
from assistant.screens.deadline import OutOfTime
from assistant.screens.feedback import keep
from assistant.screens.own_documents import Own, OwnDocuments
from assistant.screens.reading_pane import contents, papers
from assistant.screens.sessions import Newest, Superseded, session
from assistant.screens.turn_view import Dialogue
from assistant.screens.worker import Answering, NotLoaded, Urgency, Worker
from corpus.anchors import anchor_in, find_reference
from corpus.report import Report

if TYPE_CHECKING:
    from assistant.case_studies.case_rows import Row
    from corpus.metadata import Metadata

Reply = dict[str, Any]
ServerCall = Callable[[Any], Awaitable[Reply]]
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
        facts: Mapping[str, Metadata] | None = None,
    ) -> None:
        """`facts`: what is known of the reports, by name, where it does not lie beside them."""
        self._known_facts = dict(facts or {})
        self._reports = tuple(reports)
        self._worker, self._own = worker, own
        self._suggest, self._explain = suggest, explain
        self._feedback = feedback
        self._tables: dict[int, tuple[Row, ...]] = {}
        self._newest = Newest()

    def calls(self) -> list[ServerCall]:
        """What the script may call, by name."""
        found = [
            callable_whole(self.ask, AskCall),
            callable_whole(self.draw, Conversation),
            callable_whole(self.glance, Call),
            callable_whole(self.following, FollowingCall),
            callable_whole(self.why, WhyCall),
            callable_whole(self.find, FindCall),
            callable_whole(self.own_state, OwnCall),
            callable_whole(self.let_go, OwnCall),
        ]
        return [*found, callable_whole(self.judge, JudgeCall)] if self._feedback else found

    async def ask(self, sent: AskCall) -> Reply:
        """The turn, a refusal, a failure, a place to open."""
        typed = sent.question
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
        limits = Limits(sent.mission, sent.theme, sent.without)
        try:
            answer = await self._worker.answer(question, turns, limits, assistant)
        except NotLoaded as error:
            return {"failure": {"say": "not_loaded", "parts": {"reason": str(error)}}}
        except OutOfTime:
            return {"failure": {"say": "too_long", "parts": {}}}
        except Exception:
            traceback.print_exc()
            return {"failure": {"say": "broken", "parts": {}}}
        dialogue = await asyncio.to_thread(self._dialogue, sent, reports)
        return self._turn(answer, dialogue)

    async def draw(self, sent: Conversation) -> Reply:
        """The turns as they were shown, those left out that can no longer be proved."""
        reports, _ = self.desk(sent)
        if not reports:
            return {"gone": True}
        answers = _kept(sent, reports)
        dialogue = await asyncio.to_thread(self._dialogue, sent, reports)
        left_out = len(sent.turns) - len(answers)
        return {"turns": [self._turn(answer, dialogue) for answer in answers], "left_out": left_out}

    async def glance(self, sent: Call) -> Reply:
        """How far the loading is; keeps a document of one's own alive."""
        self.own_of(sent.document)
        return {"loading": not self._worker.opened, "line": self._worker.progress, "failure": self._worker.failure}

    async def following(self, sent: FollowingCall) -> Reply:
        """Questions to ask after the last of the turns that were not asked already."""
        reports, assistant = self.desk(sent)
        answers = _kept(sent, reports)
        if not answers:
            return {"questions": []}
        asked = frozenset(answer.question for answer in answers) | frozenset(sent.asked)

        newest = self._newest.begin(session.get())

        def between() -> None:
            newest.check()
            self._worker.breathe(Urgency.AFTERWARDS)

        def suggest(shipped: Answering) -> list[str]:
            newest.check()
            return list(self._suggest(assistant or shipped, answers[-1], asked, between))

        return {"questions": await self._extra(suggest, Urgency.AFTERWARDS, [])}

    async def why(self, sent: WhyCall) -> Reply:
        """The evidence for one citation of the turn."""
        reports, assistant = self.desk(sent)
        for answer in _kept(sent, reports):
            for citation in (*answer.citations, *answer.further, *answer.nearest):
                if citation.anchor == sent.anchor:
                    cited = citation

                    def explain(shipped: Answering, answer: Answer = answer, cited: Citation = cited) -> Reply:
                        return self._explain(assistant or shipped, answer, cited)

                    found: Reply = await self._extra(explain, Urgency.ANSWER, {})
                    return found
        return {}

    async def find(self, sent: FindCall) -> Reply:
        """The place of an anchor or a reference."""
        return _place(sent.anchor, self.desk(sent)[0])

    async def own_state(self, sent: OwnCall) -> Reply:
        """How far a document of one's own is; once it can be asked, what to show: it, or it beside the served ones.
        `shown`: it is shown already, and only how far it is is asked for."""
        own, beside = self.own_of(sent.own)
        if own is None:
            return {"gone": True}
        if own.failure:
            await self.let_go(sent)
            return {"failure": {"say": own.failure[0], "parts": own.failure[1]}}
        far = {"stage": own.stage, "name": own.name, "done": own.done, "whole": own.whole}
        if own.report is None or sent.shown:
            return far
        if beside:
            await self._own.put_beside(own)
        shown = [*(self._reports if beside else ()), own.report]
        drawn = {"contents": contents(shown), "papers": papers(shown)}
        return {**far, "title": own.report.title, "beside": beside, **drawn}

    async def let_go(self, sent: OwnCall) -> Reply:
        """The document of one's own is closed."""
        self._own.close(sent.own.removesuffix(_BESIDE))
        return {}

    async def judge(self, sent: JudgeCall) -> Reply:
        """Whether the verdict on the turn was kept."""
        reports, _ = self.desk(sent)
        answers = _kept(sent, reports)
        if self._feedback is None or not answers:
            return {"kept": False}
        try:
            await asyncio.to_thread(keep, self._feedback, answers[-1], sent.verdict, sent.reason, reports)
        except (OSError, ValueError):
            traceback.print_exc()
            return {"kept": False}
        return {"kept": True}

    def answers_of(self, sent: Conversation) -> tuple[list[Answer], tuple[Report, ...]]:
        """What came along that can be proved, and the reports it quotes: for saving."""
        reports, _ = self.desk(sent)
        return _kept(sent, reports), reports

    def desk(self, sent: Call) -> tuple[tuple[Report, ...], Answering | None]:
        """The reports that are asked, and the assistant over them where it is not the opened one. None: gone."""
        if not sent.document:
            return self._reports, None
        own, beside = self.own_of(sent.document)
        if not own or not own.report or not own.assistant:
            return (), None
        if not beside:
            return (own.report,), own.assistant
        return ((*self._reports, own.report), own.beside) if own.beside else ((), None)

    def table(self, sent: Call) -> tuple[Row, ...]:
        """All rows of the desk's case studies or lists, with where other documents treat them; made once for each."""
        from assistant.case_studies.fuller_document import whole_table

        reports, _ = self.desk(sent)
        own, _ = self.own_of(sent.document)
        made = own.tables if own else self._tables
        if len(reports) not in made:
            made[len(reports)] = whole_table(reports)
        return made[len(reports)]

    def facts(self, sent: Call) -> dict[str, Metadata]:
        """What is known of each document on the desk, by its name."""
        reports, _ = self.desk(sent)
        own, _ = self.own_of(sent.document)
        return {
            report.name: own.facts
            if own and own.facts and report is own.report
            else self._known_facts.get(report.name) or facts_of(report)
            for report in reports
        }

    def own_of(self, key: str) -> tuple[Own | None, bool]:
        """The document of a key, and whether it lies beside the served ones."""
        return self._own.of(key.removesuffix(_BESIDE)), key.endswith(_BESIDE)

    def _dialogue(self, sent: Call, reports: Sequence[Report]) -> Dialogue:
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
        except (NotLoaded, Superseded):
            return otherwise
        except Exception:
            traceback.print_exc()
            return otherwise


def callable_whole(call: Callable[[Read], Awaitable[Reply]], kind: type[Read]) -> ServerCall:
    """A call as Gradio hands it over; what is no such call is told to the terminal in a line, and fails on the page. A
    plain function: Gradio marks it with attributes of its own."""

    async def call_whole(data: Any) -> Reply:
        sent = data[0] if isinstance(data, list) and data else data
        try:
            known = read(kind, sent)
        except InvalidCall as error:
            print(error, file=sys.stderr)
            return {"failure": {"say": "broken", "parts": {}}}
        return await call(known)

    call_whole.__name__ = call.__name__
    return call_whole


def _kept(sent: Conversation, reports: Sequence[Report]) -> list[Answer]:
    """The answers that came along and can be proved, oldest first."""
    found = [restored(one, reports) for one in sent.turns[-_LONGEST_MEMORY:]]
    return [answer for answer in found if answer]


def _place(written: str, reports: Sequence[Report]) -> Reply:
    for number, report in enumerate(reports):
        if span := find_reference(report, written):
            words = report.quote(span).text
            return {"place": {"document": number, "start": span.start, "end": span.end, "quote": words}}
    return {"place": None}
