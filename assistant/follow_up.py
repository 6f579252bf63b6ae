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
from assistant.knowledge import asked_with, frame
from assistant.openings import opens
from assistant.question import Question, Wanted, understood
from corpus.missions import mentions
from index.words import STOP_WORDS, stem, words

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
_THAT_PLACE = r"(?:that|this|the same|said)\s+(?:mission|country|operation|place|team|component|office)"
_PLACE = re.compile(
    rf"\b(?:{_THAT_PLACE}|there|"
    r"(?:its|their|his|her|hers)|it|they|them|she|he|him)\b"
    r"|\bthe mission\b(?!\s+(?:in|of|for|to))",
    re.IGNORECASE,
)
_SAME_PLACE = re.compile(rf"\b(?:{_THAT_PLACE}|it|they|them|there)\b", re.IGNORECASE)
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
_PERSON = re.compile(r"\b(?:she|he|her|hers|him|his)\b", re.IGNORECASE)
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
_REFINES = re.compile(
    r"^(?:(?:and|but|ok|so)[\s,]+)*(?:only|just|limit (?:it|that|them) to|"
    r"(?:which|any|how many|what)\s+(?:ones?\s+)?of\s+(?:them|these|those))\b"
    r"|^(?:seulement|uniquement|solo|sólo|только|فقط|只)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\bhow many\b|\bcombien\b|\bcuánt[oa]s\b|\bсколько\b|كم|多少|\b(?:what(?:'s| is) the )?(?:number|total)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:others?|else|another|elsewhere|besides)\b", re.IGNORECASE)
_LONGEST_FRAGMENT = 6  # words: a longer question without a verb of its own is still a question
_LONGEST_BARE = 7
_REMEMBERED = 3  # turns after which a list is no longer what "the second one" means


@dataclass(frozen=True, slots=True)
class Meant:
    """A question made to stand alone.

    `text`: what is searched and shown as understood; the question itself where nothing was carried over. `within`: the
    citations it is limited to, `under`: a heading it is limited to, `beyond`: missions it leaves out, `counts`: it asks
    how many the last list has, `again`: citations already shown that would be no answer, `more`: it asks for more of
    what it points at, whatever that says.
    """

    text: str
    within: tuple[Citation, ...] = ()
    under: Citation | None = None
    beyond: frozenset[str] = frozenset()
    again: tuple[Citation, ...] = ()
    counts: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Leaning:
    """A question beside what it may lean on: the last answer, and the last question as it was understood."""

    text: str
    question: Question
    last: Answer
    before: Question
    listed: Answer


def meant(text: str, turns: Sequence[Turn]) -> Meant:
    """`text` is a tidy question, `turns` the conversation before it, oldest first."""
    last = next((turn.answer for turn in reversed(turns) if turn.answer.status is not Status.OFF_TOPIC), None)
    if last is None or _NEW_SUBJECT.search(text):
        return Meant(text)
    bare = _COURTESY.sub("", text).strip() or text
    lists = (turn.answer for turn in reversed(turns[-_REMEMBERED:]) if len(turn.answer.citations) > 1)
    leaning = _Leaning(bare, understood(bare), last, understood(last.understood_as), next(lists, last))
    for rule in (_ordinal, _refined, _counted, _others, _likewise, _replaced, _pointed, _bare):
        if found := rule(leaning):
            return found
    return Meant(text)


def _ordinal(now: _Leaning) -> Meant | None:
    """ "say more about the last one", "the second one, what does it say about reporting?" """
    text, question, last = now.text, now.question, now.listed
    match = _ORDINAL.search(text)
    if not match or len(last.citations) < 2 or question.mentions:
        return None
    bare_ordinal = match["which"] and not re.search(r"\b(?:one|of)\b", match[0]) and len(text.split()) > _LONGEST_BARE
    if bare_ordinal:
        return None
    number = match["number"] or match["hash"]
    place = int(number) - 1 if number else _ORDINALS[match["which"].lower()]
    if number == "0" or not -len(last.citations) <= place < len(last.citations):
        return None
    cited = last.citations[place]
    named = f"{cited.quote.text} ({cited.headings[-1].rstrip(':')})" if cited.headings else cited.quote.text
    if not _own_words(text[: match.start()] + text[match.end() :], _POINTING):
        return Meant(named, under=cited, more=True)
    return Meant(f"{text.rstrip(' ?.!')} – {named}", under=cited)


def _refined(now: _Leaning) -> Meant | None:
    """ "only the ones about prisons" """
    text, last = now.text, now.last
    if not _REFINES.search(text) or len(last.citations) < 2:
        return None
    return Meant(f"{last.understood_as.rstrip(' ?.!')} – {text}", within=last.citations)


def _counted(now: _Leaning) -> Meant | None:
    """ "how many is that?" """
    text, question, last, before = now.text, now.question, now.last, now.before
    if not _COUNTS.search(text) or len(last.citations) < 1 or question.mentions or last.count is None:
        return None
    if _own_words(_COUNTS.sub(" ", text), _COUNTING) - _stems(before.text):
        return None
    return Meant(f"{last.understood_as.rstrip(' ?.!')} – {text}", within=last.citations, counts=True)


def _others(now: _Leaning) -> Meant | None:
    """ "which other mission did?", "did any other mission tackle that?"; and "what else did that mission do?" """
    text, question, last, before = now.text, now.question, now.last, now.before
    own = _own_words(text, _MISSION_WORDS | frame("other"))
    if not _OTHERS.search(text) or question.mentions or own - _stems(before.text):
        return None
    carried = _missions(last, before)
    if not carried:
        return None
    if _SAME_PLACE.search(text):
        return Meant(_pointing_at(text, carried, None), again=last.citations)
    subject = _without_mentions(last.understood_as)
    return Meant(f"{subject.rstrip(' ?.!,')} – {text}", beyond=carried, again=last.citations)


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


def _replaced(now: _Leaning) -> Meant | None:
    """ "and in Libya?", "what about Ebola?": the last question with one part of it exchanged."""
    text, question, last, before = now.text, now.question, now.last, now.before
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
        return Meant(_with_mention(last.understood_as, fragment, before))
    if asked.mentions or not _own_words(fragment, frozenset()):
        return None
    if before.wants & {Wanted.CONTACT, Wanted.WHO} and before.mentions:
        # A person was asked for; the new subject is asked of the same mission.
        return Meant(_at_mission(fragment, _missions(last, before)))
    return Meant(_with_subject(last.understood_as, fragment, before))


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
    if question.mentions or not _PLACE.search(text) or _OF_THE_REPORT.search(text):
        return None
    carried = _missions(last, before)
    if not carried:
        return None
    person = _person(last) if _PERSON.search(text) and not _OFFICE.search(text) else None
    return Meant(_pointing_at(text, carried, person))


def _pointing_at(text: str, carried: frozenset[str], person: str | None) -> str:
    """The question with the name in the place of the word that points: "who leads it?" becomes "who leads UNAMA?"."""
    mission = " & ".join(sorted(carried))
    named = False

    def name(match: re.Match[str]) -> str:
        nonlocal named
        word = match[0].lower()
        if named and word != "there":
            return match[0]
        named = True
        if person and _PERSON.fullmatch(match[0]):
            return f"{person}'s" if word in ("her", "his", "hers") else person
        if word == "there":
            return f"in {mission}"
        return f"{mission}'s" if word in ("its", "their", "his", "her", "hers") else mission

    out = _PLACE.sub(name, text)
    return f"{out.rstrip(' ?.!')} – {mission}?" if person else out


def _bare(now: _Leaning) -> Meant | None:
    """ "Yes to what?", "why?", "tell me more": words that name nothing of their own."""
    text, question, last, before = now.text, now.question, now.last, now.before
    if question.mentions or len(text.split()) > _LONGEST_BARE or question.themes:
        return None
    if _own_words(text, _MISSION_WORDS) - {"yes", "no"} or question.language not in ("en", before.language):
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


def _own_words(text: str, besides: frozenset[str]) -> frozenset[str]:
    """Stems of the words with which a text names a subject."""
    return frozenset(
        stem(word)
        for word in words(text)
        if word not in STOP_WORDS and stem(word) not in frame("light") and stem(word) not in besides
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def _missions(last: Answer, before: Question) -> frozenset[str]:
    """The mission the conversation is about: the one last asked about, else the one that the last answer is from."""
    if before.mentions:
        narrow = [mention for mention in before.mentions if mention.country is None] or list(before.mentions)
        shown = [_cited_missions(citation) for citation in last.citations]
        asked = frozenset().union(*(mention.missions for mention in narrow))
        seen = frozenset().union(*shown) & asked if shown else frozenset()
        return seen or asked
    shown = [found for citation in last.citations[:1] if (found := _cited_missions(citation))]
    return shown[0] if shown and all(found == shown[0] for found in shown) else frozenset()


def _cited_missions(citation: Citation) -> frozenset[str]:
    found = [mention for text in (*citation.headings, citation.quote.text) for mention in mentions(text)]
    return frozenset().union(*(mention.missions for mention in found if mention.country is None))


def _person(last: Answer) -> str | None:
    for citation in last.citations[:1]:
        match = re.search(r"\b(?:Mr|Mrs|Ms|Mme|Dr|Prof)\.?\s+[^@]*?(?=\s+\S+@|$)", citation.quote.text)
        if match:
            return match[0].strip()
    return None


def _at_mission(subject: str, missions: frozenset[str]) -> str:
    return f"{subject} in {' & '.join(sorted(missions))}" if missions else subject


def _without_mentions(text: str) -> str:
    for mention in reversed(mentions(text, loosely=True)):
        text = (
            re.sub(r"(?:\b(?:in|at|of|for|by|from|with)\s+)?(?:the\s+)?$", "", text[: mention.span.start])
            + text[mention.span.end :]
        )
    return " ".join(text.replace("()", "").split())


def _with_mention(text: str, fragment: str, before: Question) -> str:
    """The last question about another mission."""
    name = re.sub(r"^(?:in|at|for|with|from|by|of|en|au|aux|à|dans|pour|в|для)\s+", "", fragment, flags=re.IGNORECASE)
    name = re.sub(r"['’]s$", "", name)
    if not before.mentions:
        return f"{text.rstrip(' ?.!')} – {fragment}?"
    first = before.mentions[0].span
    for mention in reversed(before.mentions[1:]):
        text = text[: mention.span.start].rstrip(" ,&") + text[mention.span.end :]
    return text[: first.start] + name + text[first.end :]


def _with_subject(text: str, fragment: str, before: Question) -> str:
    """The last question about another subject."""
    subject = re.sub(r"^(?:on|about|for|against|with|the)\s+", "", fragment, flags=re.IGNORECASE)
    said = [word for concept in before.concepts for word in [concept.word] if word in text]
    if not said:
        return f"{text.rstrip(' ?.!')} – {fragment}?"
    start = min(text.index(word) for word in said)
    end = max(text.rindex(word) + len(word) for word in said)
    lost = [text[found.span.start : found.span.end] for found in before.mentions if start < found.span.start < end]
    return text[:start] + " – ".join([subject, *lost]) + text[end:]
