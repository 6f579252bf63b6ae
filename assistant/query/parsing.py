"""A question in, its `Query` out, in one pass: the language, the missions it names, the kind of answer, the subject.

Only the question is looked at here, and what we know of UN language; no document. What of it a document holds is found
out in `set_filter.py` and by the index.
"""

from __future__ import annotations

import re

from assistant.knowledge import acronyms, terms_in, themes_in
from assistant.query.exclusion import left_out, without
from assistant.query.fitted import asks_for
from assistant.query.phrasebook import asked_with
from assistant.query.phrasebook.language import language_of
from assistant.query.query import Excluded, Query
from assistant.query.question_type import (
    OF_SEVERAL,
    Need,
    Wanted,
    kinds_wanted,
    manner_of,
    noun_asked_for,
    number_under_each,
)
from assistant.query.subject import Clause, clauses_of, term_of
from corpus.regions import places_in
from corpus.report import Span
from index.tokens import STOP_WORDS, words

# A question may also begin after a colon: "Forgive my curiosity: in which places …".
_SENTENCE = re.compile(
    r"(?<=[.!?;؟。！？])\s*|\n+|(?:(?<!\s)|(?<=\n))\s++-\s+"
    r"|(?<=:)\s+(?=(?:in which|which|what|where|who|how|list|give|show|name)\b)",
    re.IGNORECASE,
)
_ACTS = frozenset({"human right", "human rights"})  # who acts in every case, where another sentence names a subject
_ACRONYM = re.compile(r"(?<!\w)[A-Za-z][A-Za-z0-9-]+(?!\w)")
_QUOTED = re.compile(r"""["“„«]([^"“”„«»]+)["”“»]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)""")
_A_QUOTATION = 4  # words that stand in quotation marks to be found, not to be told apart
_ASKING = frozenset({Wanted.CASES, Wanted.COUNT})
# What a question in another language is made of beside its subject.
_FRAME = ("set", "set_weak", "who", "where", "why_how", "cases", "missions", "light", "stop")


def parse(text: str, *, less: bool = False, language: str = "", besides: tuple[Span, ...] = ()) -> Query:
    """The analysis of a tidy question. `less`: it is known to leave something out of a set; `language`: where it is
    known from the conversation; `besides`: words that point back and say nothing of their own."""
    language = language or language_of(text)
    excluded, spans = _excluded(text, language, of_a_list=less)
    if not (less or excluded.mentions or kinds_wanted(text, language) & OF_SEVERAL or places_in(text)):
        excluded = Excluded()  # "what would happen without it?"
    searched = " ".join(without(text, spans).split()) if excluded else text
    outside = {mention.missions for mention in excluded.mentions}
    places = places_in(searched)
    named = tuple(mention for mention in places if mention.missions not in outside)
    asked = without(searched, besides)
    wants = kinds_wanted(asked, language)
    subject = without(asked, tuple(mention.span for mention in places))
    english = language == "en"
    clauses, aside, personal = _clauses(subject) if english else ((), False, False)
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
        literally=bool(asked_with("frame.literal").search(asked)),
        themes=() if english else themes_in(subject, language),
        terms=() if english else tuple(term_of(*term) for term in terms_in(subject, language)),
        empty=not english and not _rest(subject, language),
        excluded=excluded,
        noun=(noun_asked_for(searched) or "") if english else "",
        per_mission=number_under_each(searched) if english else None,
        needs=frozenset(need for need in Need if asked_with(f"needs.{need}", language).search(searched)),
        acronyms=_acronyms(searched) if Wanted.DEFINITION in wants else (),
        quoted=_quoted(searched, 2 if Wanted.VERBATIM in wants else _A_QUOTATION),
    )


def _excluded(text: str, language: str, *, of_a_list: bool) -> tuple[Excluded, tuple[Span, ...]]:
    """What the question leaves out, and the words that say so. Words that name nothing leave nothing out."""
    out, spans = Excluded(), tuple[Span, ...]()
    for found in left_out(text, language, of_a_list=of_a_list):
        places = places_in(found.what)
        rest = without(found.what, tuple(mention.span for mention in places))
        subject = clauses_of(rest) if language == "en" else []
        themes = themes_in(rest, language) if language != "en" else ()
        if places or subject or themes:
            out = Excluded((*out.mentions, *places), (*out.clauses, *subject), (*out.themes, *themes))
            spans = (*spans, found.span)
    return out, spans


def _clauses(text: str) -> tuple[tuple[Clause, ...], bool, bool]:
    """The subject of an English question: of the sentences that ask, where one can tell which do; else of all. Whether
    they stand beside one that asks, and whether they are what somebody says of themselves."""
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    others = [sentence for sentence in sentences if not asked_with("oneself").match(sentence.lstrip())]
    telling = [one for one in sentences if asks_for("set", one) or kinds_wanted(one, "en") & _ASKING]
    telling = [sentence for sentence in telling if sentence in others] or telling
    # "Good offices: which case studies show staff helping with them?" asks about what stands before.
    points_back = len(sentences) > len(telling) and any(map(asked_with("points_back").search, telling))
    for chosen in (others, sentences) if points_back else (telling, others, sentences):
        clauses = tuple(dict.fromkeys(clause for sentence in chosen for clause in clauses_of(sentence)))
        if not clauses:
            continue
        acts_alone = all(one.word.lower() in _ACTS for clause in clauses for one in clause)
        if acts_alone and chosen is telling and len(others) > len(telling):
            continue  # "protests – what examples of human rights work are there?"
        if any(map(asked_with("taken_up").search, chosen)):  # "the security sector, rebuilding it or reforming it"
            clauses = tuple(clause for clause in clauses if any(one.tells for one in clause)) or clauses
        aside = bool(telling) and chosen is not telling and not points_back
        return clauses, aside, bool(telling or others) and chosen is sentences
    return (), False, False


def _rest(text: str, language: str) -> str:
    """What a question in another language has left without missions, question words and small words."""
    for kind in _FRAME:
        text = asked_with(kind, language).sub(" ", text)
    return "".join(filter(str.isalnum, text))


def _acronyms(text: str) -> tuple[str, ...]:
    """The acronyms that a question names, in capitals."""
    known = acronyms().keys() - STOP_WORDS
    found = [word.upper() for word in _ACRONYM.findall(text) if word.isupper() or word.lower() in known]
    return tuple(dict.fromkeys(found))


def _quoted(text: str, fewest: int) -> tuple[str, ...]:
    """What a question quotes, of so many words at least."""
    found = (double or single for double, single in _QUOTED.findall(text))
    return tuple(one for one in found if len(words(one)) >= fewest)
