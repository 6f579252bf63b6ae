"""Follow-ups about the last list: a member by its place, some of it, it without some, the rest of it, how many.

In: a question beside what it may lean on. Out of each rule: what was meant, None where the rule says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import Answer, Citation
from assistant.asking import LEAD, LONGEST_FRAGMENT, asks, has_verb, manner_apart
from assistant.carrying import bare, ended, joined, named_in, own_words, stems_of, with_place
from assistant.knowledge import asked_with, frame, function_words, leans_with
from assistant.leaning import MISSION_WORDS, Leaning, missions_cited, saying
from assistant.meant import Meant
from assistant.question import Question, understood
from assistant.wanted import Wanted, asks_for_missions
from index.words import stem, words

_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "6th": 5, "seventh": 6, "7th": 6, "eighth": 7, "8th": 7, "ninth": 8, "9th": 8, "tenth": 9, "10th": 9,
    "last": -1, "latter": -1, "former": 0,
}  # fmt: skip
_NUMBERS = {"two": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5}
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?(?P<which>{'|'.join(_ORDINALS)})"
    r"(?:\s+(?:one|point|factor|item|case|asset|example|of\s+(?:them|these|those)))?\b"
    r"|\b(?:number|no\.?|point|item|case)\s+(?P<number>\d{1,2})\b|#(?P<hash>\d{1,2})\b",
    re.IGNORECASE,
)
_SEVERAL_AT_AN_END = re.compile(
    rf"\b(?P<end>first|last)\s+(?P<number>{'|'.join(_NUMBERS)})\b(?!\s+(?:years|months|days|weeks))", re.IGNORECASE
)
# "The fourth sounds odd": not "the first of May", "the second mission".
_STANDING_ALONE = re.compile(
    r"the\s+\w+(?:[,.?!]|\s+(?:is|was|sounds?|looks?|seems?|says?|reads?|please)\b)", re.IGNORECASE
)
# "The names of those who lead them", "of those two missions", "two of them. And what did …"
_NOT_THE_LIST = re.compile(
    r"\s+(?:who|whom|whose|(?:\w+\s+)?(?:missions|countries|operations|places))\b|[.!?;]\s+(?:\S+\s+){2}", re.IGNORECASE
)
_ONES = re.compile(
    r"^(?:and\s+|so\s+|then\s+)*(?:the|those|that)\s+(?:ones?|cases?|examples?)?\s*(?:on|about|in|from|of|for|with)\b"
    r"|^(?:the\s+)?[\w-]+(?:\s+[\w-]+)?\s+ones?\b",
    re.IGNORECASE,
)
# "The one where they talk to armed groups, which mission is it?"
_THE_ONE = re.compile(
    r"^(?:and\s+|so\s+)*the\s+(?:ones?|case|example)\s+(?:(?:in|by|with|on|about|of)\s+)?"
    r"(?:where|when|who|whom|which|that|with|about|on)\s+(?P<says>[^,;?–]+)",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\bhow many\b|\bcombien\b|\bcuánt[oa]s\b|\bсколько\b|كم|多少|\b(?:what(?:'s| is) the )?(?:number|total)\b",
    re.IGNORECASE,
)
# A part of a question that asks for what is left of a list: "the other three", not "the other mission".
_THE_OTHERS = re.compile(
    r"\b(?:the\s+(?:others?|rest|remaining|remainder)|others|remaining)\b"
    r"(?!\s+(?:\w+\s+)?(?:missions?|countr(?:y|ies)|operations?|places?))",
    re.IGNORECASE,
)
_PART = re.compile(r"(?<=[.,;:!?])\s+")
_LAST_SENTENCE = re.compile(r"–|(?<=[.!?])\s+")
_VERB_OF_A_QUESTION = re.compile(r"\b(?:who|when|why|how|whom)\b", re.IGNORECASE)
_LEFT = MISSION_WORDS | frame("other") | frozenset(map(stem, ("rest", "remaining", "remainder", "then")))
_LEAVE_OUT = {"en": "leave out ", "fr": "sauf ", "es": "excepto ", "ru": "кроме ", "ar": "باستثناء ", "zh": "排除"}
_MANNER = 2  # words beside what is left out that may be the asker's manner: "I know that one by heart"
_LONGEST_BARE = 7  # words
_COUNTING = frozenset(stem(word) for word in words("total altogether number sum count many much case cases missions"))
_POINTING = frozenset(
    stem(word) for word in words("more number one point item case second please about further")
) | frame("light")


def ordinal(now: Leaning) -> Meant | None:
    """ "say more about the last one", "the second one, what does it say about reporting?" """
    text, last = now.text, now.listed
    match = _ORDINAL.search(text)
    if not match or len(last.citations) < 2 or now.question.mentions:
        return None
    lone = match["which"] and not re.search(r"\b(?:one|of)\b", match[0]) and len(text.split()) > _LONGEST_BARE
    if lone and not _STANDING_ALONE.match(text[match.start() :]):
        return None
    number = match["number"] or match["hash"]
    place = int(number) - 1 if number else _ORDINALS[match["which"].lower()]
    if number == "0" or not -len(last.citations) <= place < len(last.citations):
        return None
    cited = last.citations[place]
    if now.asks_for_people and (missions := missions_cited(cited)):  # "who heads the first one?"
        return Meant(f"{text[: match.start()]}{joined(missions)}{text[match.end() :]}")
    named = f"{cited.quote.text} ({cited.headings[-1].rstrip(':')})" if cited.headings else cited.quote.text
    if not own_words(text[: match.start()] + text[match.end() :], _POINTING):
        return Meant(named, under=cited, more=True)
    return Meant(f"{ended(text)} – {named}", under=cited)


def several_at_an_end(now: Leaning) -> Meant | None:
    """ "the last two?" """
    match = _SEVERAL_AT_AN_END.search(now.text)
    members = now.listed.citations
    if not match or now.question.mentions or own_words(now.text, _POINTING | {stem(match["number"])}):
        return None
    number = _NUMBERS[match["number"].lower()]
    kept = members[:number] if match["end"].lower() == "first" else members[-number:]
    return _without(now, now.listed, set(members) - set(kept)) if number < len(members) else None


def left_out(now: Leaning) -> Meant | None:
    """ "the same list, but leave out MINUSMA", "and without the prison ones?", "now strike the last one" """
    listed, text = now.listed, _striking(now)
    if len(listed.citations) < 2:
        return None
    question = understood(text, less=True)
    before = ended(listed.understood_as)
    asked = understood(f"{before} – {text}", less=True)
    shorter = Meant(f"{before} – {text}", within=listed.citations, less=True)
    if now.language != "en":
        return shorter if asked.excluded and text != now.text else None
    if not question.excluded or question.mentions:
        return None
    rest = own_words(_LAST_SENTENCE.split(asked.text)[-1], stems_of(listed.understood_as) | MISSION_WORDS)
    return None if len(rest) > _MANNER or _VERB_OF_A_QUESTION.search(question.text) else shorter


def rest(now: Leaning) -> Meant | None:
    """ "and the rest of them?" after some of a list; "Leadership I know already. The other three?" after all of it."""
    if now.question.mentions or now.question.excluded:
        return None
    if now.language != "en":
        of_missions = asked_with("mission", now.language).search(now.text)
        alone = leans_with("others", now.language).search(now.text) and not of_missions and not now.question.themes
        return _without(now, now.wider[0], now.last.citations) if alone and now.wider else None
    parts = _PART.split(now.text)
    asking = next((part for part in parts if _THE_OTHERS.search(part) and not own_words(part, _LEFT)), None)
    if asking is None:
        return None
    others = " ".join(part for part in parts if part is not asking)
    if now.wider and not own_words(others, frozenset()):
        return _without(now, now.wider[0], now.last.citations)
    named = _at_ordinal(now, others) or saying(understood(others), now.listed.citations, loosely=True)
    return _without(now, now.listed, named) if named and len(named) < len(now.listed.citations) else None


def refined(now: Leaning) -> Meant | None:
    """ "only the ones about prisons", "which of them are about prisons?", "the women among them?" """
    if len(now.last.citations) < 2 or not (own := _refining(now)):
        return None
    question = understood(own)
    named = bool(question.clauses or question.mentions or now.language != "en")
    if named and now.language == "en" and not saying(question, now.last.citations):
        return _beside_the_list(now, question, own) or _within(now, now.last, own)
    return _within(now, now.last, own if named else "")


def _beside_the_list(now: Leaning, question: Question, own: str) -> Meant | None:
    """Where none of the last list says what is to choose from it: of the list it was chosen from; of the missions it
    names, "which of those also fought hate speech?"; "is Mali one of them?" is its question over again."""
    for listed in now.wider:
        if saying(question, listed.citations):
            return _within(now, listed, own)
    if question.mentions:
        return Meant(with_place(now.last.understood_as, named_in(own), now.before))
    match = leans_with("of_them", "en").search(now.text)
    if not match or not asks_for_missions(now.before.text) or len(now.missions_listed) < 2:
        return None
    if now.question.wants & {Wanted.CONTACT, Wanted.WHO}:
        return Meant(f"Who are the contacts of {joined(now.missions_listed)}?", chooses=own)
    return Meant(f"Which cases of {joined(now.missions_listed)}: {' '.join(own.split())}")


def described(now: Leaning) -> Meant | None:
    """ "the one where they talk to armed groups, which mission is it?" """
    match = _THE_ONE.match(now.text)
    if not match or now.question.mentions:
        return None
    question = understood(match["says"])
    for listed in (now.listed, *now.wider):
        said = saying(question, listed.citations)
        if said and len(said) < len(listed.citations):
            return _within(now, listed, match["says"])
    return None


def narrowed(now: Leaning) -> Meant | None:
    """ "what about the women?" after a list in which some are: those of the list; "and the ones on the police?" after a
    part of a list: those of the whole."""
    fragment = bare(LEAD.sub("", now.text))
    if now.question.mentions or not (fragment != bare(now.text) or _ONES.search(now.text)):
        return None
    question = understood(fragment)
    if not question.clauses or asks(fragment, now.language) or has_verb(fragment):
        return None
    if len(fragment.split()) > LONGEST_FRAGMENT and not _ONES.search(now.text):
        return None
    for listed in (now.last, *now.wider):
        said = saying(question, listed.citations)
        if listed.complete and said and len(said) < len(listed.citations):
            return _within(now, listed, fragment)
    return None


def counted(now: Leaning) -> Meant | None:
    """ "how many is that?" """
    text, last = now.text, now.last
    listed = last.count is not None or len(last.citations) > 1
    if not _COUNTS.search(text) or not last.citations or now.question.mentions or not listed:
        return None
    small = {stem(word) for word in function_words(now.language)} if now.language != "en" else set()
    if own_words(_COUNTS.sub(" ", text), _COUNTING | small) - stems_of(now.before.text):
        return None
    return Meant(f"{ended(last.understood_as)} – {text}", within=last.citations, counts=True)


def _within(now: Leaning, listed: Answer, chooses: str) -> Meant:
    return Meant(f"{ended(listed.understood_as)} – {now.text}", within=listed.citations, chooses=chooses)


def _without(now: Leaning, listed: Answer, out: Iterable[Citation]) -> Meant:
    """The list without some of its members."""
    again = tuple(citation for citation in listed.citations if _is_one_of(citation, out))
    return Meant(f"{ended(listed.understood_as)} – {now.text}", within=listed.citations, again=again, less=True)


def _is_one_of(citation: Citation, others: Iterable[Citation]) -> bool:
    return any(citation.document == other.document and citation.quote.span == other.quote.span for other in others)


def _refining(now: Leaning) -> str:
    """The words with which a follow-up chooses among the last list, without those that say so; "" where none do."""
    language, text = now.language, now.text
    of_them = leans_with("of_them", language).search(text)
    if of_them and not _NOT_THE_LIST.match(text, of_them.end()):
        return f"{text[: of_them.start()]} {text[of_them.end() :]}"
    only = leans_with("only", language)
    if language != "en" and len(text.split()) <= LONGEST_FRAGMENT and (match := only.search(text)):
        return f"{text[: match.start()]} {text[match.end() :]}"
    for start in (0, *(match.end() for match in re.finditer(r"[,.;:!–-]\s*", text))):
        start += len(text[start:]) - len(manner_apart(text[start:]))
        if match := only.match(text, start):
            return text[match.end() :]
    return ""


def _striking(now: Leaning) -> str:
    """A text that begins by striking something out, "now drop the police ones", in the words that leave out."""
    text = manner_apart(now.text)
    match = leans_with("strike", now.language).match(text)
    return _LEAVE_OUT[now.language] + text[match.end() :].lstrip() if match else now.text


def _at_ordinal(now: Leaning, text: str) -> tuple[Citation, ...]:
    """The member of the last list that a text names by its place."""
    match = _ORDINAL.search(text)
    if not match or not match["which"]:
        return ()
    place = _ORDINALS[match["which"].lower()]
    members = now.listed.citations
    return (members[place],) if -len(members) <= place < len(members) else ()
