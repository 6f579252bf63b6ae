"""Candidates and a question in, its members out, with what is said of them: the part that all kinds of set share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Reason
from assistant.answering.answerability import HARDLY
from assistant.answering.candidates import NEAREST, SURE, Asked, Holdings, Outcome
from assistant.answering.set_filter import Chosen, choose, left_out
from assistant.messages import names_of, say, subject_of
from assistant.query.query import Query
from index.tokens import stem, words


class Membership:
    """Chooses among what the documents hold. Places are those of the index's passages."""

    def __init__(self, held: Holdings) -> None:
        self._held = held
        self._of_cases = frozenset().union(*(held.bags[place] for place in held.outline.cases))

    def chosen(self, question: Query, places: Sequence[int], besides: str = "") -> Chosen | None:
        """Those of the places that say what the question names, leaving out the words of `besides`; its `places` are
        the index's."""
        texts = [self._held.texts[place] for place in places]
        found = choose(
            question,
            texts,
            self._held.outline.common | frozenset(stem(word) for word in words(besides)),
            self._of_cases,
        )
        return replace(found, places=tuple(places[place] for place in found.places)) if found else None

    def not_left_out(self, question: Query, candidates: list[int]) -> list[int]:
        """The candidates without those that the question leaves out by their subject."""
        texts = [self._held.texts[place] for place in candidates]
        out = left_out(question.excluded.clauses, question.excluded.themes, texts)
        return [place for number, place in enumerate(candidates) if number not in out]

    def members(self, asked: Asked, members: Sequence[int], rule: str, chosen: Chosen | None = None) -> Outcome:
        """An answer of all members. `chosen`: by which words, to tell of which others the candidates say nothing."""
        hits = self._held.hits(asked, members)
        return Outcome(
            asked.question.language,
            hits,
            SURE,
            message=" ".join(filter(None, (self._passed_over(asked, chosen), self._held.remarks(asked, hits)))),
            complete=True,
            count=len(members),
            rule=rule,
        )

    def unsaid(self, asked: Asked, chosen: Chosen) -> Outcome | None:
        """Silence, where a set is asked for by a subject that nothing in the documents speaks of."""
        unsaid = [concept for concept in asked.question.concepts if concept.word in chosen.unsaid]
        said = any(concept.stands_in(bag) for concept in unsaid for bag in self._held.bags)
        if said and not asked.names_somebody:
            return None  # something else than a case study speaks of it
        nearest = self._held.best(asked, asked.allowed, NEAREST)
        language = asked.question.language
        message = say("not_said", language)
        return Outcome(language, nearest, HARDLY, Reason.NOT_SAID, message)

    def less(self, asked: Asked, rule: str) -> str:
        """The rule with what the question leaves out."""
        out = asked.question.excluded
        language = asked.question.language
        subjects = [
            " ".join(concept.word for concept in clause if not concept.borrowed) for clause in out.clauses
        ] + list(out.themes)
        named = [names_of(out.mentions, language)] if out.mentions else []
        if not subjects and not named:
            return rule
        named += [subject_of(tuple(subjects), language)] if subjects else []
        return say("rule_without", language, rule=rule, words=", ".join(named))

    def _passed_over(self, asked: Asked, chosen: Chosen | None) -> str:
        if not chosen or not chosen.unsaid:
            return ""
        return say("partly_unsaid", asked.question.language, words=", ".join(chosen.unsaid))
