"""What is asked, as a value: the slots that one pass over a question fills (`parsing.py`), and a follow-up completes.

Nothing here is worked out. A turn keeps its Query, so that the next one is completed from it (`follow_up.py`) and no
sentence is ever read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.query.question_type import Manner, Need, Wanted
from assistant.query.subject import Clause, Concept
from corpus.missions import Mention
from corpus.report import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """Where words stand that an earlier turn cited: the document's name and the span there."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a question leaves out: places and missions, and subjects (of a foreign question: keys of themes)."""

    mentions: tuple[Mention, ...] = ()
    clauses: tuple[Clause, ...] = ()
    themes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mentions or self.clauses or self.themes)


@dataclass(frozen=True, slots=True)
class Pool:
    """What may answer, as the conversation leaves it or the person chose it.

    `within`: of the last list alone, `under`: one of its members and what stands below it, `beyond`: other missions
    than these, `again`: shown already, so no answer, `theme`: the key of a theme that it must speak of, `near`: what
    the last answer cited, beside which a follow-up's answer is likelier to stand than anywhere else.
    """

    within: tuple[Shown, ...] = ()
    under: Shown | None = None
    beyond: frozenset[str] = frozenset()
    again: tuple[Shown, ...] = ()
    theme: str = ""
    near: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    `text`: the words that are searched; `mentions`: missions and places that it names, their spans count in `text`.
    `understood_as`: for people, never read by the program. `wants`: kinds of answer, `manner`: how they are asked for.
    `clauses`: the subject, alternatives of which one is enough; empty where nothing but a frame ("all cases of …") was
    asked. `aside`: that subject stands in other sentences than the one that asks. `personal`: it stands in what
    somebody says of themselves alone. `literally`: whether it asks what texts mention, not what they are about.
    `themes`: keys of our themes that a question in another language names, `terms`: terms of UN work that it names.
    `empty`: nothing stands in it beside missions and the frame. `excluded`:
    what it leaves out, whose words `text` no longer has. `noun`: what is to be told apart, "armed groups" of "which
    armed groups …". `per_mission`: how many case studies the missions have that it asks for. `needs`: what any answer
    must hold. `acronyms`: those whose meaning is asked for. `quoted`: words in quotation marks that are asked about,
    such as who said them. `follow_up`: the words of a follow-up that is read behind the question that it leans on, and
    `behind`: that question.
    """

    text: str
    understood_as: str
    language: str
    mentions: tuple[Mention, ...] = ()
    wants: frozenset[Wanted] = frozenset()
    manner: frozenset[Manner] = frozenset()
    clauses: tuple[Clause, ...] = ()
    aside: bool = False
    personal: bool = False
    literally: bool = False
    themes: tuple[str, ...] = ()
    terms: tuple[Concept, ...] = ()
    empty: bool = False
    excluded: Excluded = Excluded()
    noun: str = ""
    per_mission: int | Literal["most", "fewest"] | None = None
    needs: frozenset[Need] = frozenset()
    acronyms: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    follow_up: str = ""
    behind: str = ""
    pool: Pool = Pool()

    @property
    def missions(self) -> frozenset[str]:
        return frozenset().union(*(mention.missions for mention in self.mentions))

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return tuple(dict.fromkeys(concept for clause in self.clauses for concept in clause if not concept.borrowed))
