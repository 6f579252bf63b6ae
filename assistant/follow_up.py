"""A question and the turns before it in, the question as meant out: a follow-up made to stand alone.

What earlier turns leave behind is a scope: the mission, the subject, the last list, the last person. A question that
leans on it ("and in Libya?", "who leads it?", "only the ones about prisons", "the second one") gets what it leans on;
one that brings its own subject gets nothing, so that an old mission never leaks into a new question. Pasting the
history into the query was measured to be far worse than ignoring it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Citation, Status, Turn
from assistant.carrying import (
    PERSON,
    PLACE,
    SAME_PLACE,
    at_missions,
    missions_talked_of,
    named_in,
    own_words,
    person_talked_of,
    pointing_at,
    stems_of,
    with_place,
    with_subject,
    without_places,
)
from assistant.knowledge import asked_with, frame
from assistant.openings import opens
from assistant.question import Question, understood
from assistant.wanted import Wanted
from index.words import stem, words

_NEW_SUBJECT = re.compile(
    r"\b(?:(?:new|other|another|different|change of|changing)\s+(?:subject|topic|question|matter)|something else)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:(?:ok(?:ay)?|thanks?(?:\s+you)?(?:\s+(?:a lot|so much|very much))?|thx|great|perfect|good|fine|nice|right|"
    r"alright|i see|got it|hm+|well|merci|gracias|спасибо|شكرا|谢谢)\b[\s,.!;:–-]*)+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:and|but|so|also|then|now|or|et|y|e|а|и|و)\b[\s,]*)*"
    r"(?:(?:what|how)\s+about|(?:the\s+)?same\s+(?:for|question for)|what of|and|et|y|¿y|qu['’]en est-il de|"
    r"и\s+что|а\s+что|ماذا عن|那么?)?\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|were|has|have|had|can|could|will|would|"
    r"should|list|show|give|tell|name|any)\b",
    re.IGNORECASE,
)
# "Does it say …" speaks of the report.
_OF_THE_REPORT = re.compile(
    r"\b(?:does|did|doesn['’]t)\s+it\s+(?:say|mention|state|contain|cover|list|talk)\b|\bit\s+(?:says|mentions|states)\b",
    re.IGNORECASE,
)
_LIKEWISE = re.compile(
    r"^(?:and|but|so|or)?[\s,]*(?:(?:was|were|is|are|did|does|do|has|have|can)\s+)?(?P<what>.+?)[\s,]+"
    r"(?:as well|too|also|likewise)[\s?.!]*$",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:missions?|countr(?:y|ies)|operations?|teams?|offices?|components?)\b", re.IGNORECASE)
_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "6th": 5, "seventh": 6, "7th": 6, "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9,
    "last": -1, "latter": -1, "former": 0,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?(?P<which>{'|'.join(_ORDINALS)})(?:\s+(?:one|point|factor|item|case|asset|example|of\s+(?:them|these|those)))?\b"
    r"|\b(?:number|no\.?|point|item|case)\s+(?P<number>\d{1,2})\b|#(?P<hash>\d{1,2})\b",
    re.IGNORECASE,
)
# "The fourth sounds odd": not "the first of May", "the second mission".
_STANDING_ALONE = re.compile(
    r"the\s+\w+(?:[,.?!]|\s+(?:is|was|sounds?|looks?|seems?|says?|reads?|please)\b)", re.IGNORECASE
)
_REFINES = re.compile(
    r"(?:^|[,.;!–-]\s*)(?:(?:and|but|ok|so)[\s,]+)*(?:only|just|limit (?:it|that|them) to|"
    r"(?:which|any|how many|what)\s+(?:ones?\s+)?of\s+(?:them|these|those))\b"
    r"|^(?:seulement|uniquement|solo|sólo|только|فقط|只)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\bhow many\b|\bcombien\b|\bcuánt[oa]s\b|\bсколько\b|كم|多少|\b(?:what(?:'s| is) the )?(?:number|total)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:others?|else|another|further|elsewhere|besides)\b", re.IGNORECASE)
_OTHER_MISSIONS = re.compile(
    r"\b(?:other|another|further|more|else)\s+(?:\w+\s+)?(?:missions?|countr(?:y|ies)|operations?|places?)\b",
    re.IGNORECASE,
)
_THE_SAME = re.compile(
    r"\b(?:did|do|does|doing|done|has|have|had)\s+(?:the\s+same(?:\s+thing)?|that|this|it|so|likewise|similar\s*\w*)\b",
    re.IGNORECASE,
)
_WHO_DID = re.compile(
    r"^\W*(?:and\s+|so\s+)?(?:which|what|whose)\s+(?:missions?|countr(?:y|ies)|operations?)\s+(?:did|does|do|was|were|is|are|has|have)\s+"
    r"(?:that|this|it|so|those|these)\b",
    re.IGNORECASE,
)
# A verb of its own: such a text is a question, not a piece of one.
_VERB = re.compile(
    r"\b(?:did|does|do|has|have|had|is|are|was|were|can|could|will|would|should|list|show|give|tell|everything|all)\b",
    re.IGNORECASE,
)
_HOW_MANY_THERE = re.compile(
    r",?\s*\bhow many\b(?:\s+(?:were|are|is)\b)?(?:\s+(?:there|that|those))?(?:\s+and\s+which(?:\s+ones?)?)?",
    re.IGNORECASE,
)
_THOSE_PLACES = re.compile(
    r"\b(?:those|these|both)\s+(?:(?P<number>two|three|four|2|3|4)\s+)?(?:missions|countries|operations|places)\b",
    re.IGNORECASE,
)
_HOW_MANY_PLACES = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_THING = re.compile(r"\b(?:it|they|them)\b", re.IGNORECASE)
_LAST_SENTENCE = re.compile(r"–|(?<=[.!?])\s+")
_VERB_OF_A_QUESTION = re.compile(r"\b(?:who|when|why|how|whom)\b", re.IGNORECASE)
_MANNER = 2  # words beside what is left out that may be the asker's manner: "I know that one by heart"
_LONGEST_FRAGMENT = 6  # words: a longer question without a verb of its own is still a question
_LONGEST_BARE = 7
_REMEMBERED = 3  # turns after which a list is no longer what "the second one" means


@dataclass(frozen=True, slots=True)
class Meant:
    """A question made to stand alone.

    `text`: what is searched and shown as understood; the question itself where nothing was carried over. `within`: the
    citations it is limited to, `under`: a heading it is limited to, `beyond`: missions it leaves out, `counts`: it asks
    how many the last list has, `again`: citations already shown that would be no answer, `more`: it asks for more of
    what it points at, whatever that says, `less`: it is that list without what the text leaves out.
    """

    text: str
    within: tuple[Citation, ...] = ()
    under: Citation | None = None
    beyond: frozenset[str] = frozenset()
    again: tuple[Citation, ...] = ()
    counts: bool = False
    more: bool = False
    less: bool = False


@dataclass(frozen=True, slots=True)
class _Leaning:
    """A question beside what it may lean on: the last answer, the last question as it was understood, the last list,
    and all turns, the oldest first."""

    text: str
    question: Question
    last: Answer
    before: Question
    listed: Answer
    turns: tuple[Turn, ...]


def meant(text: str, turns: Sequence[Turn]) -> Meant:
    """`text` is a tidy question, `turns` the conversation before it, oldest first."""
    last = next((turn.answer for turn in reversed(turns) if turn.answer.status is not Status.OFF_TOPIC), None)
    if last is None or _NEW_SUBJECT.search(text):
        return Meant(text)
    bare = _COURTESY.sub("", text).strip() or text
    lists = (turn.answer for turn in reversed(turns[-_REMEMBERED:]) if len(turn.answer.citations) > 1)
    leaning = _Leaning(bare, understood(bare), last, understood(last.understood_as), next(lists, last), tuple(turns))
    for rule in _RULES:
        if found := rule(leaning):
            return found
    return Meant(text)


def _ordinal(now: _Leaning) -> Meant | None:
    """ "say more about the last one", "the second one, what does it say about reporting?" """
    text, question, last = now.text, now.question, now.listed
    match = _ORDINAL.search(text)
    if not match or len(last.citations) < 2 or question.mentions:
        return None
    bare = match["which"] and not re.search(r"\b(?:one|of)\b", match[0]) and len(text.split()) > _LONGEST_BARE
    if bare and not _STANDING_ALONE.match(text[match.start() :]):
        return None
    number = match["number"] or match["hash"]
    place = int(number) - 1 if number else _ORDINALS[match["which"].lower()]
    if number == "0" or not -len(last.citations) <= place < len(last.citations):
        return None
    cited = last.citations[place]
    named = f"{cited.quote.text} ({cited.headings[-1].rstrip(':')})" if cited.headings else cited.quote.text
    if not own_words(text[: match.start()] + text[match.end() :], _POINTING):
        return Meant(named, under=cited, more=True)
    return Meant(f"{text.rstrip(' ?.!')} – {named}", under=cited)


def _refined(now: _Leaning) -> Meant | None:
    """ "only the ones about prisons" """
    text, last = now.text, now.last
    if not _REFINES.search(text) or len(last.citations) < 2:
        return None
    return Meant(f"{last.understood_as.rstrip(' ?.!')} – {text}", within=last.citations)


def _left_out(now: _Leaning) -> Meant | None:
    """ "the same list, but leave out MINUSMA", "and without the prison ones?" """
    text, listed = now.text, now.listed
    if len(listed.citations) < 2:
        return None
    question = understood(text, less=True)
    if not question.excluded or question.mentions:
        return None
    asked = understood(f"{listed.understood_as.rstrip(' ?.!')} – {text}", less=True)
    rest = own_words(_LAST_SENTENCE.split(asked.text)[-1], stems_of(listed.understood_as) | _MISSION_WORDS)
    if len(rest) > _MANNER or _VERB_OF_A_QUESTION.search(question.text):
        return None
    return Meant(f"{listed.understood_as.rstrip(' ?.!')} – {text}", within=listed.citations, less=True)


def _narrowed(now: _Leaning) -> Meant | None:
    """ "what about the women?" after a list in which some are: those of the list."""
    text, listed = now.text, now.last
    fragment = _LEAD.sub("", text).strip(" ?.!")
    if not listed.complete or len(listed.citations) < 2 or now.question.mentions or fragment == text.strip(" ?.!"):
        return None
    concepts = understood(fragment).concepts
    if not concepts or len(fragment.split()) > _LONGEST_FRAGMENT or _asks(fragment, now.question.language):
        return None
    bags = [stems_of(citation.quote.text) for citation in listed.citations]
    said = [all(concept.stands_in(bag) for concept in concepts) for bag in bags]
    if not any(said) or all(said):
        return None
    return Meant(f"{listed.understood_as.rstrip(' ?.!')} – {fragment}", within=listed.citations)


def _counted(now: _Leaning) -> Meant | None:
    """ "how many is that?" """
    text, question, last, before = now.text, now.question, now.last, now.before
    listed = last.count is not None or len(last.citations) > 1
    if not _COUNTS.search(text) or not last.citations or question.mentions or not listed:
        return None
    if own_words(_COUNTS.sub(" ", text), _COUNTING) - stems_of(before.text):
        return None
    return Meant(f"{last.understood_as.rstrip(' ?.!')} – {text}", within=last.citations, counts=True)


def _those_places(now: _Leaning) -> Meant | None:
    """ "Of those two countries, which cases are about covid?": the missions last spoken of, by name."""
    match = _THOSE_PLACES.search(now.text)
    if not match or now.question.mentions:
        return None
    number = _HOW_MANY_PLACES.get((match["number"] or "").lower(), 2)
    spoken_of: dict[str, None] = {}
    for turn in reversed(now.turns[-_REMEMBERED:]):
        answer = turn.answer
        spoken_of |= dict.fromkeys(sorted(missions_talked_of(answer, understood(answer.understood_as))))
    if len(spoken_of) < number:
        return None
    named = " and ".join(sorted(list(spoken_of)[:number]))
    return Meant(f"{now.text[: match.start()]}{named}{now.text[match.end() :]}")


def _others(now: _Leaning) -> Meant | None:
    """ "which other mission did?", "did any other mission tackle that?"; and "what else did that mission do?" """
    text, question, last, before = now.text, now.question, now.last, now.before
    own = own_words(text, _MISSION_WORDS | frame("other")) - stems_of(before.text)
    carried = missions_talked_of(last, before)
    if not _OTHERS.search(text) or question.mentions:
        return None
    if not carried:  # "and the other two people?"
        return Meant(text, again=last.citations) if own and question.wants | before.wants else None
    if own and _OTHER_MISSIONS.search(text) and not _THE_SAME.search(text):
        return Meant(text, beyond=carried, again=last.citations)  # "were there other missions on reconciliation?"
    if own and not _THE_SAME.search(text):
        return None
    if SAME_PLACE.search(text):
        return Meant(pointing_at(text, carried, None), again=last.citations)
    subject = without_places(last.understood_as).rstrip(" ?.!,")
    return Meant(
        f"{subject} – which other missions?" if own else f"{subject} – {text}", beyond=carried, again=last.citations
    )


def _who_did(now: _Leaning) -> Meant | None:
    """ "which missions did that?": the last subject, asked for all missions."""
    if not _WHO_DID.search(now.text) or not now.before.concepts or now.question.mentions:
        return None
    words_said = " ".join(concept.word for concept in now.before.concepts)
    return Meant(f"Which missions: {words_said}?")


def _likewise(now: _Leaning) -> Meant | None:
    """ "and was the survey as well?": the last question with what it began with exchanged."""
    match = _LIKEWISE.match(now.text)
    concepts = now.before.concepts
    if not match or now.question.mentions or not concepts or len(match["what"].split()) > _LONGEST_FRAGMENT:
        return None
    first, text = concepts[0].word, now.last.understood_as
    if first not in text or len(concepts) < 2:
        return None
    what = re.sub(r"^(?:the|a|an)\s+", "", match["what"], flags=re.IGNORECASE)
    return Meant(text.replace(first, what, 1))


def _elsewhere(now: _Leaning) -> Meant | None:
    """ "I also need the people for Afghanistan and Iraq": nothing but other places."""
    text, question, last, before = now.text, now.question, now.last, now.before
    if not question.mentions or question.concepts or question.excluded or question.wants or _VERB.search(text):
        return None
    if question.language != "en" or len(text.split()) <= 2 or not (before.concepts or before.wants):
        return None
    return Meant(with_place(last.understood_as, named_in(text), before))


def _replaced(now: _Leaning) -> Meant | None:
    """ "and in Libya?", "what about Ebola?": the last question with one part of it exchanged."""
    text, question, last, before = now.text, now.question, now.last, now.before
    if (lead := _LEAD.match(text)) and lead[0].strip():
        text = _HOW_MANY_THERE.sub("", text)
    fragment = _LEAD.sub("", text).strip(" ?.!")
    led = len(fragment) < len(text.strip(" ?.!"))
    if not fragment or len(fragment.split()) > _LONGEST_FRAGMENT or _asks(fragment, question.language):
        return None
    if not led and opens(fragment):
        return None
    if not led and not (question.mentions and not question.clauses) and question.language == "en":
        return None
    asked = understood(fragment)
    if asked.mentions and not asked.clauses:
        return Meant(with_place(last.understood_as, fragment, before))
    if asked.mentions or not own_words(fragment, frozenset()):
        return None
    if before.wants & {Wanted.CONTACT, Wanted.WHO} and before.mentions:
        # A person was asked for; the new subject is asked of the same mission.
        return Meant(at_missions(fragment, missions_talked_of(last, before)))
    return Meant(with_subject(last.understood_as, fragment, before))


def _asks(text: str, language: str) -> bool:
    """Whether a text is a question of its own, not a piece of one."""
    if language == "en":
        return bool(_ASKS.search(text))
    return any(
        asked_with(kind, language).search(text) for kind in ("count", "who", "when", "why_how", "set", "contact")
    )


def _pointed(now: _Leaning) -> Meant | None:
    """ "who heads that team?", "whom can I talk to there?", "which examples are from her mission?" """
    text, question, last, before = now.text, now.question, now.last, now.before
    if question.mentions or not PLACE.search(text) or _OF_THE_REPORT.search(text):
        return None
    carried = missions_talked_of(last, before)
    if not carried:
        return None
    person = person_talked_of(last) if PERSON.search(text) and not _OFFICE.search(text) else None
    return Meant(pointing_at(text, carried, person))


def _thing(now: _Leaning) -> Meant | None:
    """ "What is OHCHR?" – "When was it set up?": the name that was asked about, where "it" stands."""
    text, question, before = now.text, now.question, now.before
    if question.mentions or not _THING.search(text) or _OF_THE_REPORT.search(text):
        return None
    named = [concept.word for concept in before.concepts if concept.word.isupper() and len(concept.word) > 1]
    if not named or any(concept.named for concept in question.concepts):
        return None
    return Meant(_THING.sub(named[0], text, count=1))


def _bare(now: _Leaning) -> Meant | None:
    """ "Yes to what?", "why?", "tell me more": words that name nothing of their own."""
    text, question, last, before = now.text, now.question, now.last, now.before
    if question.mentions or len(text.split()) > _LONGEST_BARE or question.themes:
        return None
    if own_words(text, _MISSION_WORDS) - {"yes", "no"} or question.language not in ("en", before.language):
        return None
    if question.language != "en":
        return None
    if not last.citations:
        return None
    return Meant(f"{last.understood_as.rstrip(' ?.!')} – {text}", again=last.citations)


_COUNTING = frozenset(stem(word) for word in words("total altogether number sum count many much case cases missions"))
_MISSION_WORDS = frozenset(stem(word) for word in words("mission missions country countries operation place tackle do"))


_POINTING = frozenset(
    stem(word) for word in words("more number one point item case second please about further")
) | frame("light")


# In this order: the first that says what was meant is taken.
_RULES = (
    _ordinal, _left_out, _refined, _counted, _those_places, _others, _who_did, _likewise, _narrowed, _elsewhere,
    _replaced, _pointed, _thing, _bare,
)  # fmt: skip
