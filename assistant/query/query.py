"""A question in, what it asks for out: its language, the missions it names, the kind of answer, and its subject.

Only the question is looked at here, and what we know of UN language; no document. What of it a document holds is found
out in `set_filter.py` and by the index.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.knowledge import acronyms, asked_with, frame, frame_pattern, terms_in, themes_in
from assistant.query.exclusion import left_out, up_to_what_is_elsewhere, without
from assistant.query.language import language_of
from assistant.query.question_type import Wanted, kinds_wanted
from assistant.query.set_questions import asks_for_set, asks_for_several_cases
from assistant.query.subject import Clause, Concept, clauses_of, is_frame, term_of
from corpus.missions import Mention, mentions
from corpus.regions import regions_in
from corpus.report import Span
from index.tokens import STOP_WORDS, stem, words

# A question may also begin after a colon: "Forgive my curiosity: in which places …".
_SENTENCE = re.compile(
    r"(?<=[.!?;؟。！？])\s*|\n+|\s+-\s+|(?<=:)\s+(?=(?:in which|which|what|where|who|how|list|give|show|name)\b)",
    re.IGNORECASE,
)
# What somebody says of themselves beside the question: "All missions please, I'm comparing training."
_OF_ONESELF = re.compile(
    r"^\W*(?:(?:and|but|so|because|since|as)\s+)?"
    r"(?:i['’]?m|i|i['’](?:ve|d|ll)|we|we['’](?:re|ve|d|ll)|my|our|just|as an?)\b",
    re.IGNORECASE,
)
# "Good offices: which case studies show staff helping with them?" asks about what stands before.
_POINTS_BACK = re.compile(
    r"\b(?:about|on|with|of|to|in|for)\s+(?:it|them|this|these|those|that)\W*$"
    r"|\b(?:any|all|one|some|each) of (?:them|these|those)(?: (?:two|three|four|\d))?\W*$"
    r"|\b(?!which|this|that|every|each|only|any|the|last|other|single)\w+\s+(?:it|them|one)\W*$",
    re.IGNORECASE,
)
# "The security sector, rebuilding it or reforming it": what is done with a subject is none of its own.
_TAKEN_UP = re.compile(r"\b(?:it|one|one of (?:them|these|those|the \w+))\s*(?:[,.?!–]|or\b|and\b|$)", re.IGNORECASE)
_ACTS = re.compile(r"human rights?", re.IGNORECASE)  # who acts in every case, where another sentence names a subject
_EITHER = re.compile(r"\b(?:or|ou|o|u|или)\b|أو|或|还是", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\s?\b[ie]\.\s?[eg]\.,?", re.IGNORECASE)
_ASIDE = re.compile(r"(?<=,)\s*(?=(?:because\s+|since\s+|as\s+)?(?:i['’]?m|i am|we['’]re|we are)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Excluded:
    """What a question leaves out: places and missions, and subjects (of a foreign question: keys of themes)."""

    mentions: tuple[Mention, ...] = ()
    clauses: tuple[Clause, ...] = ()
    themes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.mentions or self.clauses or self.themes)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood, `text` being the words that are searched.

    `clauses`: the subject, alternatives of which one is enough; empty where nothing but a frame ("all cases of …") was
    asked. `aside`: that subject stands in other sentences than the one that asks. `personal`: it stands in what
    somebody says of themselves alone. `literally`: whether it asks what texts mention, not what they are about.
    `themes`: keys of our themes that a question in another language names, `terms`: terms of UN work that it names,
    `either`: whether one of them is enough. `empty`: nothing stands in it beside missions and the frame. `excluded`:
    what it leaves out, whose words `text` no longer has.
    """

    text: str
    language: str
    mentions: tuple[Mention, ...]
    wants: frozenset[Wanted]
    clauses: tuple[Clause, ...]
    aside: bool
    personal: bool
    literally: bool
    themes: tuple[str, ...]
    terms: tuple[Concept, ...]
    either: bool
    empty: bool
    excluded: Excluded = Excluded()

    @property
    def missions(self) -> frozenset[str]:
        return frozenset().union(*(mention.missions for mention in self.mentions))

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return tuple(dict.fromkeys(concept for clause in self.clauses for concept in clause if not concept.borrowed))


def parse(text: str, *, less: bool = False) -> Query:
    """The analysis of a tidy question. `less`: it is known to leave something out of a set."""
    language = language_of(text)
    excluded, spans = _excluded(text, language)
    if less or excluded.mentions or kinds_wanted(text, language) & _OF_SEVERAL or places_in(text):
        text = without(text, spans)
    else:
        excluded = Excluded()  # "what would happen without it?"
    text = " ".join(text.split()) if excluded else text
    outside = {mention.missions for mention in excluded.mentions}
    places = places_in(text)
    named = tuple(mention for mention in places if mention.missions not in outside)
    wants = kinds_wanted(text, language)
    subject = without(text, tuple(mention.span for mention in places))
    clauses, aside, personal = _clauses(subject) if language == "en" else ((), False, False)
    if clauses and Wanted.CASES in wants and asks_for_several_cases(text):
        wants |= {Wanted.SET}  # "examples of mediation?"
    return Query(
        text=text,
        language=language,
        mentions=named,
        wants=wants,
        clauses=clauses,
        aside=aside,
        personal=personal,
        literally=bool(frame_pattern("literal").search(text)),
        themes=() if language == "en" else themes_in(subject, language),
        terms=() if language == "en" else tuple(term_of(*term) for term in terms_in(subject, language)),
        either=bool(_EITHER.search(subject)),
        empty=language != "en" and not _rest(subject, language),
        excluded=excluded,
    )


def places_in(text: str) -> tuple[Mention, ...]:
    """Missions, countries and regions that a question names, in its order."""
    named = mentions(text, loosely=True)
    regions = [region for region in regions_in(text) if not any(region.span.meets(one.span) for one in named)]
    return tuple(sorted([*named, *regions], key=lambda mention: mention.span))


def _excluded(text: str, language: str) -> tuple[Excluded, tuple[Span, ...]]:
    """What the question leaves out, and the words that say so. Words that name nothing leave nothing out."""
    named: list[Mention] = []
    clauses: list[Clause] = []
    themes: list[str] = []
    spans: list[Span] = []
    for found in left_out(text, language):
        places = places_in(found.what)
        if places and language == "en":
            found = up_to_what_is_elsewhere(found, places[-1].span.end)
        rest = without(found.what, tuple(mention.span for mention in places))
        subject = clauses_of(rest) if language == "en" else []
        kept = themes_in(rest, language) if language != "en" else ()
        if places or subject or kept:
            named.extend(places)
            clauses.extend(subject)
            themes.extend(kept)
            spans.append(found.span)
    return Excluded(tuple(named), tuple(clauses), tuple(themes)), tuple(spans)


def _clauses(text: str) -> tuple[tuple[Clause, ...], bool, bool]:
    """The subject of an English question: of the sentences that ask, where one can tell which do; else of all. Whether
    they stand beside one that asks, and whether they are what somebody says of themselves."""
    text = _ABBREVIATED.sub(lambda match: " such as" if match[0].lower().startswith("e") else " namely", text)
    sentences = [
        part for sentence in _SENTENCE.split(text) if sentence and sentence.strip() for part in _ASIDE.split(sentence)
    ]
    telling = [sentence for sentence in sentences if asks_for_set(sentence) or kinds_wanted(sentence, "en") & _ASKING]
    others = [sentence for sentence in sentences if not _OF_ONESELF.search(sentence)]
    telling = [sentence for sentence in telling if sentence in others] or telling
    points_back = any(_POINTS_BACK.search(sentence) for sentence in telling)
    for chosen in (others, sentences) if points_back else (telling, others, sentences):
        clauses = tuple(dict.fromkeys(clause for sentence in chosen for clause in clauses_of(sentence)))
        if (
            chosen is telling
            and len(others) > len(telling)
            and all(_ACTS.fullmatch(one.word) for c in clauses for one in c)
        ):
            continue  # "protests – what examples of human rights work are there?"
        if clauses:
            if any(_TAKEN_UP.search(sentence) for sentence in chosen):
                clauses = tuple(clause for clause in clauses if any(one.tells for one in clause)) or clauses
            aside = bool(telling) and chosen is not telling and not points_back
            return clauses, aside, bool(telling or others) and chosen is sentences
    return (), False, False


_OF_SEVERAL = frozenset({Wanted.SET, Wanted.WHEREVER, Wanted.CASES, Wanted.MISSIONS, Wanted.ENTRIES, Wanted.CONTACT})
_ASKING = frozenset({Wanted.CASES, Wanted.COUNT, Wanted.WHEREVER})


_KINDS = ("set", "set_weak", "who", "where", "why_how", "case_study", "case_study_weak", "mission", "light", "stop")


def _rest(text: str, language: str) -> str:
    """What a question in another language has left without missions, question words and small words."""
    for kind in _KINDS:
        text = asked_with(kind, language).sub(" ", text)
    return "".join(character for character in text if character.isalnum())


def is_small_talk(text: str) -> bool:
    """Whether a text is nothing but greetings, thanks and the like, in any of the six languages."""
    rest = frame_pattern("small_talk").sub(" ", text)
    return rest != text and not any(word not in STOP_WORDS and stem(word) not in frame("light") for word in words(rest))


_STANDS_FOR = re.compile(
    r"\b(?:stand(?:s|ing)? for|short for|means what|what (?:does|do|is|are)\b[^?]*\bmean|meaning of|"
    r"letters|acronym|abbreviation|full (?:name|form)|spelled out|"
    r"signifie|veut dire|significa|siglas?)\b|означает|расшифр|значит|يعني|تعني|معنى|اختصار|"
    r"什么意思|代表什么|全称|缩写",
    re.IGNORECASE,
)
_EQUALS = re.compile(r"[A-Z]{2,}\s*=\s*\?|[A-Z]{3,}\s*\?+\s*meaning")


def acronyms_asked(question: Query) -> dict[str, tuple[str, ...]]:
    """Acronyms whose meaning is asked for, as written in capitals -> what we know them to stand for."""
    if not _STANDS_FOR.search(question.text) and not _EQUALS.search(question.text):
        return {}
    found = {}
    for match in re.finditer(r"(?<!\w)[A-Za-z][A-Za-z0-9-]+(?!\w)", question.text):
        word = match[0]
        if word.isupper() or (word.lower() in acronyms() and word.lower() not in STOP_WORDS and not is_frame(word)):
            found[word.upper()] = acronyms().get(word.lower(), ())
    return found
