"""What the page's script may call on the server: objects in, objects out, each call complete in itself.

The conversation lives in the browser and comes along with each question, so that no two can be mixed up, a reload keeps
it, and a server that was started anew goes on with it. Whatever comes along is proved against the report before it is
used (`restoring`).
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Citation, Turn
from assistant.answer_json import answer_object
from assistant.query.limits import Limits, carried
from assistant.question_text import LONGEST_QUESTION, UnusableQuestion, checked
from assistant.restored_answer import restored
from assistant.screens.calls import (
    AskCall,
    Call,
    CardCall,
    Conversation,
    FactsCall,
    FindCall,
    FollowingCall,
    InvalidCall,
    JudgeCall,
    OwnCall,
    PageCall,
    Read,
    SourcesCall,
    WhyCall,
    read,
)
from assistant.screens.chips import facts_of
from assistant.screens.deadline import OutOfTime, in_thread
from assistant.screens.desks import Desk, desk_in
from assistant.screens.feedback import keep
from assistant.screens.own_documents import Own, OwnDocuments
from assistant.screens.reading_pane import contents, paper, papers
from assistant.screens.sessions import Newest, Superseded, session
from assistant.screens.source_list import facts_form, facts_table, source_list
from assistant.screens.turn_view import Dialogue
from assistant.screens.worker import Answering, NotLoaded, Urgency, Worker
from corpus.anchors import MOST_COMPARED, anchor_in, find_reference
from corpus.case_studies import case_studies
from corpus.metadata import companion_of
from corpus.report import Report
from corpus.unreadable import UnreadableReport

if TYPE_CHECKING:
    from assistant.case_studies.case_rows import Row
    from corpus.metadata import Metadata

Reply = dict[str, Any]
ServerCall = Callable[[Any], Awaitable[Reply]]
_FEW = 8  # documents among which answers look for what treats a case study further
_TABLES = 8  # tables of case studies that are remembered
_LONGEST_MEMORY = 40  # turns that a question may lean on
_MOST_QUOTES = 3000  # of all of these

# Given an assistant and an answer, and what to call in between: what to ask next. Given a citation, too: why it was
# chosen. They come from outside, so that the page can be drawn before anything that computes is imported.
Suggest = Callable[[Answering, Answer, frozenset[str], Callable[[], None]], Sequence[str]]
Explain = Callable[[Answering, Answer, Citation], Reply]
# Given an assistant, one of its reports and what to call in between: the report's card, drawn.
Card = Callable[[Answering, Report, Callable[[], None]], str]
# Given an answer, what the operator's language model writes of it, drawn.
Introduce = Callable[[Answer], Awaitable[str]]


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
        card: Card = lambda *_: "",
        introduce: Introduce | None = None,
    ) -> None:
        """`facts`: what is known of the reports, by name, where it does not lie beside them. `introduce`: None where
        the operator named no language model."""
        self._card, self._introduce = card, introduce
        self._known_facts = dict(facts or {})
        self._reports = tuple(reports)
        self._worker, self._own = worker, own
        self._suggest, self._explain = suggest, explain
        self._feedback = feedback
        self._tables: dict[tuple[str, ...], tuple[Row, ...]] = {}
        self._newest = Newest()

    def calls(self) -> list[ServerCall]:
        """What the script may call, by name."""
        found = [
            callable_whole(self.ask, AskCall),
            callable_whole(self.draw, Conversation),
            callable_whole(self.glance, SourcesCall),
            callable_whole(self.following, FollowingCall),
            callable_whole(self.why, WhyCall),
            callable_whole(self.find, FindCall),
            callable_whole(self.own_state, OwnCall),
            callable_whole(self.paper, PageCall),
            callable_whole(self.sources, SourcesCall),
            callable_whole(self.card, CardCall),
            callable_whole(self.mend, FactsCall),
            callable_whole(self.let_go, OwnCall),
        ]
        if self._introduce:
            found.append(callable_whole(self.introduced, Conversation))
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
        reports, desk = self.desk(sent)
        if not reports:
            return {"gone": True}
        if anchor_in(typed):
            return await in_thread(_place, typed, reports)
        turns = [Turn(answer.question, answer) for answer in await _kept(sent, reports)]
        limits = Limits(sent.mission, sent.theme, sent.without)
        try:
            assistant = await self.assistant_over(desk)
            answer = await self._worker.answer(question, turns, limits, assistant)
        except NotLoaded as error:
            return {"failure": {"say": "not_loaded", "parts": {"reason": str(error)}}}
        except OutOfTime:
            return {"failure": {"say": "too_long", "parts": {}}}
        except Exception:
            traceback.print_exc()
            return {"failure": {"say": "broken", "parts": {}}}
        return (await in_thread(self._drawn, sent, reports, [answer]))[0]

    async def draw(self, sent: Conversation) -> Reply:
        """The turns as they were shown, those left out that can no longer be proved."""
        reports, _ = self.desk(sent)
        if not reports:
            return {"gone": True}
        answers = await _kept(sent, reports)
        drawn = await in_thread(self._drawn, sent, reports, answers)
        return {"turns": drawn, "left_out": len(sent.turns) - len(answers)}

    async def glance(self, sent: SourcesCall) -> Reply:
        """How far the loading is; keeps documents of one's own alive, whether they are asked or not."""
        for key in (*desk_in(sent.document).own, *sent.own):
            self._own.of(key)
        return {"loading": not self._worker.opened, "line": self._worker.progress, "failure": self._worker.failure}

    async def following(self, sent: FollowingCall) -> Reply:
        """Questions to ask after the last of the turns that were not asked already."""
        reports, desk = self.desk(sent)
        answers = await _kept(sent, reports)
        if not answers:
            return {"questions": []}
        assistant = await self._extra_assistant(desk)
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
        reports, desk = self.desk(sent)
        assistant = await self._extra_assistant(desk)
        for answer in await _kept(sent, reports):
            others = (citation for source in answer.beside for citation in source.citations)
            for citation in (*answer.citations, *answer.further, *answer.nearest, *others):
                if citation.anchor == sent.anchor:
                    cited = citation

                    def explain(shipped: Answering, answer: Answer = answer, cited: Citation = cited) -> Reply:
                        return self._explain(assistant or shipped, answer, cited)

                    found: Reply = await self._extra(explain, Urgency.ANSWER, {})
                    return found
        return {}

    async def introduced(self, sent: Conversation) -> Reply:
        """What stands above the quotes of the last turn; "" over a document of one's own, which is sent nowhere."""
        reports, desk = self.desk(sent)
        answers = [] if desk.own else await _kept(sent, reports)
        if not answers or not self._introduce:
            return {"html": ""}
        return {"html": await self._introduce(answers[-1])}

    async def find(self, sent: FindCall) -> Reply:
        """The place of an anchor or a reference."""
        return await in_thread(_place, sent.anchor, self.desk(sent)[0])

    async def own_state(self, sent: OwnCall) -> Reply:
        """How far documents of one's own are (`own` says which, as a desk); once they can be asked, what to show: them
        and the served ones that lie beside them. `shown`: it is shown already, and only how far it is is asked for."""
        desk = desk_in(sent.own)
        found = [self._own.of(key) for key in desk.own]
        for key, own in zip(desk.own, found, strict=True):
            if own is None:
                return {"gone": True, "own": key}
            if own.failure:
                self._own.close(key)
                return {"failure": {"say": own.failure[0], "parts": own.failure[1]}, "own": key}
        owned = [own for own in found if own]
        far: Reply = {"stage": ""}
        if owned:
            own = next((own for own in owned if own.stage), owned[-1])
            far = {"stage": own.stage, "name": own.name, "done": own.done, "whole": own.whole}
        if sent.shown or any(own.report is None for own in owned):
            return far
        shown = self._reports_on(desk)
        drawn = {"contents": contents(shown), "papers": papers(shown)}
        titles = [own.report.title for own in owned if own.report]
        told = {"title": " + ".join(titles), "beside": len(shown) > len(owned), "count": len(shown)}
        return {**far, **told, "lists": not any(map(case_studies, shown)), **drawn}

    async def paper(self, sent: PageCall) -> Reply:
        """A document of the desk, drawn: one that was left out of the pane because there are many."""
        reports, _ = self.desk(sent)
        if sent.report >= len(reports):
            return {"gone": True}
        return {"paper": await in_thread(paper, sent.report, reports)}

    async def sources(self, sent: SourcesCall) -> Reply:
        """All documents that this browser may ask, drawn, and whether one of them is still on its way."""
        desk = desk_in(sent.document)
        kept = await in_thread(self._own.bring, sent.own)
        known = dict.fromkeys((*sent.own, *kept))
        own = {key: found for key in known if (found := self._own.of(key))}
        return {
            "html": source_list(self._reports, own, desk, self._facts_of),
            "working": any(one.stage and not one.failure for one in own.values()),
            "own": list(own),
        }

    async def card(self, sent: CardCall) -> Reply:
        """What a document is: its outline, its own words about itself, questions that were tried, what is known of it.
        `source`: a desk of it alone."""
        alone = desk_in(sent.source)
        asked = self._reports_on(alone)
        if len(asked) != 1:
            return {"gone": True}
        assistant = await self._extra_assistant(alone)

        def draw(opened: Answering) -> str:
            return self._card(assistant or opened, asked[0], lambda: self._worker.breathe(Urgency.AFTERWARDS))

        drawn = await self._extra(draw, Urgency.AFTERWARDS, "")
        (facts,) = self.facts(Call(document=sent.source)).values()
        return {"html": drawn + (facts_form(facts) if alone.own else facts_table(facts))}

    async def mend(self, sent: FactsCall) -> Reply:
        """What is known of a document of one's own from now on, as a file to keep beside it too; a failure where it
        cannot be so."""
        try:
            mended = await in_thread(self._own.mend, sent.source, sent.facts)
        except UnreadableReport as error:
            return {"failure": {"say": "own_unreadable", "parts": {"reason": str(error)}}}
        if mended is None:
            return {"gone": True}
        own, written = mended
        return {"kept": bool(own.kept), "file": {"name": companion_of(own.name), "text": written}}

    async def let_go(self, sent: OwnCall) -> Reply:
        """Documents of one's own are closed, for good where the person removes them."""
        for key in desk_in(sent.own).own:
            (self._own.remove if sent.remove else self._own.close)(key)
        return {}

    async def judge(self, sent: JudgeCall) -> Reply:
        """Whether the verdict on the turn was kept."""
        reports, _ = self.desk(sent)
        answers = await _kept(sent, reports)
        if self._feedback is None or not answers:
            return {"kept": False}
        try:
            await in_thread(keep, self._feedback, answers[-1], sent.verdict, sent.reason, reports)
        except (OSError, ValueError):
            traceback.print_exc()
            return {"kept": False}
        return {"kept": True}

    async def answers_of(self, sent: Conversation) -> tuple[list[Answer], tuple[Report, ...]]:
        """What came along that can be proved, and the reports it quotes: for saving."""
        reports, _ = self.desk(sent)
        return await _kept(sent, reports), reports

    def desk(self, sent: Call) -> tuple[tuple[Report, ...], Desk]:
        """The reports that are asked, none where one of one's own is gone; and how they were chosen."""
        desk = desk_in(sent.document)
        return self._reports_on(desk), desk

    def _reports_on(self, desk: Desk) -> tuple[Report, ...]:
        own = [found.report for key in desk.own if (found := self._own.of(key)) and found.report and found.assistant]
        return (*desk.chosen(self._reports), *own) if len(own) == len(desk.own) else ()

    async def assistant_over(self, desk: Desk) -> Answering | None:
        """None: the one that was opened, over all that is served. Raises NotLoaded."""
        served = desk.chosen(self._reports)
        if not desk.own and len(served) == len(self._reports):
            return None
        names = frozenset(report.name for report in served)
        found = await self._own.together(desk.own, None if len(served) == len(self._reports) else names)
        if found is None:
            raise NotLoaded("the document is no longer open")
        return found

    async def _extra_assistant(self, desk: Desk) -> Answering | None:
        """For what is good to have; what goes wrong there is told by the question itself."""
        try:
            return await self.assistant_over(desk)
        except NotLoaded:
            return None

    def table(self, sent: Call) -> tuple[Row, ...]:
        """All rows of the desk's case studies or lists, with where other documents treat them; those of the last desks
        are remembered."""
        from assistant.case_studies.fuller_document import whole_table

        reports, _ = self.desk(sent)
        texts = tuple(report.sha256 for report in reports)
        if texts not in self._tables:
            self._tables[texts] = whole_table(reports)
            while len(self._tables) > _TABLES:
                del self._tables[next(iter(self._tables))]
        return self._tables[texts]

    def facts(self, sent: Call) -> dict[str, Metadata]:
        """What is known of each document on the desk, by its name."""
        reports, desk = self.desk(sent)
        own = [found for key in desk.own if (found := self._own.of(key))]
        brought = {one.report.name: one.facts for one in own if one.report and one.facts}
        return {report.name: brought.get(report.name) or self._facts_of(report) for report in reports}

    def _facts_of(self, report: Report) -> Metadata:
        return self._known_facts.get(report.name) or facts_of(report)

    def own_holding(self, sent: Call, report: Report) -> Own | None:
        """The document of one's own on the desk that this report is of."""
        found = (self._own.of(key) for key in desk_in(sent.document).own)
        return next((own for own in found if own and own.report is report), None)

    def _dialogue(self, sent: Call, reports: Sequence[Report]) -> Dialogue:
        rows = self.table(sent) if 1 < len(reports) <= _FEW else ()
        treated = {(row.citation.document, row.citation.quote.span): row for row in rows if row.treated}
        own = bool(sent.document) and len(reports) == 1
        return Dialogue(reports, treated, self.facts(sent), feedback=self._feedback is not None, own=own)

    def _drawn(self, sent: Call, reports: Sequence[Report], answers: Sequence[Answer]) -> list[Reply]:
        dialogue = self._dialogue(sent, reports)
        return [self._turn(answer, dialogue) for answer in answers]

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
        try:
            return await call(known)
        except OutOfTime:
            return {"failure": {"say": "too_long", "parts": {}}}

    call_whole.__name__ = call.__name__
    return call_whole


async def _kept(sent: Conversation, reports: Sequence[Report]) -> list[Answer]:
    """The answers that came along and can be proved, oldest first. Others are served meanwhile."""
    return await in_thread(_proved, sent.turns[-_LONGEST_MEMORY:], reports)


def _proved(turns: Sequence[Any], reports: Sequence[Report]) -> list[Answer]:
    """Of more quotes than a conversation has the last turns'."""
    found, quotes = list[Answer](), 0
    for one in reversed(turns):
        answer = restored(one, reports)
        quotes += len(answer.citations) + len(answer.further) + len(answer.nearest) if answer else 0
        if quotes > _MOST_QUOTES:
            break
        found += [answer] if answer else []
    return found[::-1]


def _place(written: str, reports: Sequence[Report]) -> Reply:
    for number, report in enumerate(reports):
        if span := find_reference(report, written, MOST_COMPARED // len(reports)):
            words = report.quote(span).text
            return {"place": {"document": number, "start": span.start, "end": span.end, "quote": words}}
    return {"place": None}
