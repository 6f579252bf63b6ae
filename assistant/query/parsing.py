"""A question in, its `Query` out, in one pass: the language, the missions it names, the kind of answer, the subject.

Only the question is looked at here, and what we know of UN language; no document. What of it a document holds is found
out in `set_filter.py` and by the index.
"""

from __future__ import annotations

import re

from assistant.knowledge import acronyms, terms_in, themes_in
from assistant.query.exclusion import left_out, up_to_what_is_elsewhere, without
from assistant.query.fact_questions import noun_asked_for
from assistant.query.fitted import asks_for
from assistant.query.language import language_of
from assistant.query.phrasebook import asked_with, frame_pattern
from assistant.query.query import Excluded, Query
from assistant.query.question_type import Wanted, kinds_wanted, manner_of, needs_of
from assistant.query.set_questions import (
    asks_for_extreme,
    asks_for_several_cases,
    number_under_each,
)
from assistant.query.subject import Clause, clauses_of, is_frame, term_of
from corpus.missions import Mention, mentions
from corpus.regions import regions_in
from corpus.report import Span
from index.tokens import STOP_WORDS

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


def parse(text: str, *, less: bool = False, language: str = "", besides: tuple[Span, ...] = ()) -> Query:
    """The analysis of a tidy question. `less`: it is known to leave something out of a set; `language`: where it is
    known from the conversation; `besides`: words that point back and say nothing of their own."""
    language = language or language_of(text)
    excluded, spans = _excluded(text, language)
    if less or excluded.mentions or kinds_wanted(text, language) & _OF_SEVERAL or places_in(text):
        searched = without(text, spans)
    else:
        excluded, searched = Excluded(), text  # "what would happen without it?"
    searched = " ".join(searched.split()) if excluded else searched
    outside = {mention.missions for mention in excluded.mentions}
    places = places_in(searched)
    named = tuple(mention for mention in places if mention.missions not in outside)
    asked = without(searched, besides)
    wants = kinds_wanted(asked, language)
    subject = without(asked, tuple(mention.span for mention in places))
    clauses, aside, personal = _clauses(subject) if language == "en" else ((), False, False)
    if clauses and Wanted.CASES in wants and asks_for_several_cases(asked):
        wants |= {Wanted.SET}  # "examples of mediation?"
    english = language == "en"
    return Query(
        text=searched,
        understood_as=text,
        language=language,
        mentions=named,
        wants=wants,
        manner=manner_of(searched, language),
        clauses=clauses,
        aside=aside,
        personal=personal,
        literally=bool(frame_pattern("literal").search(asked)),
        themes=() if english else themes_in(subject, language),
        terms=() if english else tuple(term_of(*term) for term in terms_in(subject, language)),
        either=bool(_EITHER.search(subject)),
        empty=not english and not _rest(subject, language),
        excluded=excluded,
        noun=(noun_asked_for(searched) or "") if english else "",
        per_mission=(number_under_each(searched) or asks_for_extreme(searched)) if english else None,
        whom=whom[1].lower() if (whom := _WITH_WHOM.search(searched)) else "",
        needs=needs_of(searched) if english else frozenset(),
        acronyms=_acronyms_asked(searched),
        quoted=_quoted(searched),
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
    telling = [
        sentence for sentence in sentences if asks_for("set", sentence) or kinds_wanted(sentence, "en") & _ASKING
    ]
    others = [sentence for sentence in sentences if not _OF_ONESELF.search(sentence)]
    telling = [sentence for sentence in telling if sentence in others] or telling
    points_back = len(sentences) > len(telling) and any(_POINTS_BACK.search(sentence) for sentence in telling)
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


_STANDS_FOR = re.compile(
    r"\b(?:stand(?:s|ing)? for|short for|means what|what (?:does|do|is|are)\b[^?]*\bmean|meaning of|"
    r"letters|acronym|abbreviation|full (?:name|form)|spelled out|"
    r"signifie|veut dire|significa|siglas?)\b|означает|расшифр|значит|يعني|تعني|معنى|اختصار|"
    r"什么意思|代表什么|全称|缩写",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[“\"«„](?P<words>[^”\"»“]{15,})[”\"»“]")
_WHOSE = re.compile(r"\b(?:who|whose|whom|author|said|says|from whom)\b", re.IGNORECASE)
_WITH_WHOM = re.compile(r"\b(with|for|to|by)\s+whom\b", re.IGNORECASE)  # a title that says "with …" says with whom
_EQUALS = re.compile(r"[A-Z]{2,}\s*=\s*\?|[A-Z]{3,}\s*\?+\s*meaning")


def _acronyms_asked(text: str) -> tuple[str, ...]:
    """Acronyms whose meaning is asked for, in capitals."""
    if not _STANDS_FOR.search(text) and not _EQUALS.search(text):
        return ()
    found = [match[0] for match in re.finditer(r"(?<!\w)[A-Za-z][A-Za-z0-9-]+(?!\w)", text)]
    return tuple(
        dict.fromkeys(
            word.upper()
            for word in found
            if word.isupper() or (word.lower() in acronyms() and word.lower() not in STOP_WORDS and not is_frame(word))
        )
    )


def _quoted(text: str) -> str:
    """Words that a question quotes to ask who said them, "" where it does not."""
    match = _QUOTES.search(text)
    return match["words"] if match and _WHOSE.search(text[: match.start()] + text[match.end() :]) else ""
