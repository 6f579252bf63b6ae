"""A question in, what it asks for out: its language, the missions it names, the kind of answer, and its subject.

Only the question is looked at here, and what we know of UN language; no document. What of it a document holds is found
out in `members.py` and by the index.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.knowledge import (
    Form,
    acronym_forms,
    acronyms,
    asked_with,
    document_words,
    frame,
    frame_pattern,
    synonyms,
    themes_pattern,
)
from assistant.language import language_of
from corpus.missions import Mention, mentions
from index.words import STOP_WORDS, stem, words

LONGEST_QUESTION = 2000  # characters; a question that needs more is a document

_SENTENCE = re.compile(r"(?<=[.!?;؟。！？])\s*|\n+|\s+-\s+")
# What somebody says of themselves beside the question: "All missions please, I'm comparing training."
_OF_ONESELF = re.compile(
    r"^\W*(?:(?:and|but|so|because|since|as)\s+)?(?:i['’]?m|i am|i['’]ve|i have|i work|i was|we are|we['’]re|my)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?<=,)\s*(?=(?:because\s+|since\s+|as\s+)?(?:i['’]?m|i am|we['’]re|we are)\b)", re.IGNORECASE)
_TOKEN = re.compile(r"(?P<word>[^\W_]+(?:['’.-](?=\w)[^\W_]+)*)|(?P<break>[,;:/()]|\.(?=\s|$))")
_EITHER = frozenset({"or", "and", "nor", "plus", "versus"})
# "Who" that asks, not "those who …".
_WHO = re.compile(
    r"(?:^|[,.;:?!–-]\s*|\b(?:and|so|but|or|know|me|to|with|of|for|from|by|about|then|is|was)\s+)who(?:m|se|'s|s)?\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.\w+)*")
# Words of nearly every UN name: they tell no subject from another.
_EVERYWHERE = frozenset({"un", "united", "nations", "international"})
_LONGEST_PHRASE = 5  # words of a phrase that our tables know


class UnusableQuestion(Exception):
    """A question that cannot be asked; the text says why, for the person."""


class Wanted(StrEnum):
    """A kind of answer. A question may want several."""

    SET = "set"
    COUNT = "count"
    CASES = "cases"  # case studies, examples
    MISSIONS = "missions"
    ENTRIES = "entries"  # whatever a document lists: items, bullets, entries
    CONTACT = "contact"
    WHO = "who"
    WHEN = "when"
    WHY = "why"
    DEFINITION = "definition"
    VERBATIM = "verbatim"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question is about. `word`: as asked. `literal`: its own stems; `forms`: these and their synonyms."""

    word: str
    literal: Form
    forms: tuple[Form, ...]

    def literally_in(self, said: frozenset[str]) -> bool:
        """Whether the concept's own words stand among these stems."""
        return _whole(self.literal, said)

    def stands_in(self, said: frozenset[str]) -> bool:
        """The same, or those of a synonym."""
        return any(_whole(form, said) for form in self.forms)


def _whole(form: Form, said: frozenset[str]) -> bool:
    return all(part in said for part in form)


# One alternative of the subject: concepts that belong together. "sharing information" is one, "covid or ebola" two.
Clause = tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood, `text` being the words that are searched.

    `clauses`: the subject, alternatives of which one is enough; empty where nothing but a frame ("all cases of …") was
    asked. `aside`: that subject stands in other sentences than the one that asks. `literally`: whether it asks what
    texts mention, not what they are about. `themes`: keys of our themes that a question in another language names.
    `empty`: nothing stands in a question in another language beside missions and the frame.
    """

    text: str
    language: str
    mentions: tuple[Mention, ...]
    wants: frozenset[Wanted]
    clauses: tuple[Clause, ...]
    aside: bool
    literally: bool
    themes: tuple[str, ...]
    empty: bool

    @property
    def missions(self) -> frozenset[str]:
        return frozenset().union(*(mention.missions for mention in self.mentions))

    @property
    def concepts(self) -> tuple[Concept, ...]:
        return tuple(dict.fromkeys(concept for clause in self.clauses for concept in clause))


def checked(question: str) -> str:
    """The question without white space around it. Raises UnusableQuestion."""
    tidy = " ".join(question.encode("utf-8", "replace").decode().split())  # a terminal may hand over half a character
    if not any(character.isalnum() for character in tidy):
        raise UnusableQuestion("The question is empty. Type what you want to know about the report.")
    if len(tidy) > LONGEST_QUESTION:
        raise UnusableQuestion(
            f"The question has {len(tidy):,} characters, the limit is {LONGEST_QUESTION:,}. Ask it in fewer words."
        )
    return tidy


def understood(text: str) -> Question:
    """The analysis of a tidy question."""
    language = language_of(text)
    named = tuple(mentions(text, loosely=True))
    wants = _wants(text, language)
    subject = _without(text, named)
    clauses, aside = _clauses(subject) if language == "en" else ((), False)
    if clauses and Wanted.CASES in wants and _SEVERAL_CASES.search(text):
        wants |= {Wanted.SET}  # "examples of mediation?"
    return Question(
        text=text,
        language=language,
        mentions=named,
        wants=wants,
        clauses=clauses,
        aside=aside,
        literally=bool(frame_pattern("literal").search(text)),
        themes=() if language == "en" else _themes(subject, language),
        empty=language != "en" and not _rest(subject, language),
    )


def _wants(text: str, language: str) -> frozenset[Wanted]:
    found = {
        kind
        for kind, asked in (
            (Wanted.SET, ("set",)),
            (Wanted.COUNT, ("count",)),
            (Wanted.CASES, ("case_study", "case_study_weak")),
            (Wanted.MISSIONS, ("mission",)),
            (Wanted.CONTACT, ("contact",)),
            (Wanted.WHO, ("who",)),
            (Wanted.WHEN, ("when",)),
            (Wanted.DEFINITION, ("definition",)),
            (Wanted.VERBATIM, ("verbatim",)),
        )
        if any(asked_with(one, language).search(text) for one in asked)
    }
    if language == "en":
        if asks_for_set(text):
            found.add(Wanted.SET)
        stems_here = {stem(word) for word in words(text)}
        if stems_here & frame("case"):
            found.add(Wanted.CASES)
        if Wanted.SET in found and stems_here & frame("mission"):
            found.add(Wanted.MISSIONS)
        if stems_here & _LISTED:
            found.add(Wanted.ENTRIES)
        if re.match(r"\W*(?:so\s+|and\s+)?why\b", text, re.IGNORECASE):
            found.add(Wanted.WHY)
        if _WHO.search(text):
            found.add(Wanted.WHO)
        if _FOR_A_CONTACT.search(text):
            found.add(Wanted.CONTACT)
        if _SEVERAL_CONTACTS.search(text):
            found |= {Wanted.CONTACT, Wanted.SET}
    if _ADDRESS.search(text):
        found.add(Wanted.CONTACT)
    return frozenset(found)


_SEVERAL_CASES = re.compile(r"\b(?:case studies|cases|examples|stories|practices)\b", re.IGNORECASE)
_FOR_A_CONTACT = re.compile(
    r"\b(?:mail|e-?mails?|write to|talk to|reach|boss|mailbox)\b|\baddress(?:es)?(?=\s*(?:of|for|in|please|[?,.!]|$))",
    re.IGNORECASE,
)
_SEVERAL_CONTACTS = re.compile(
    r"\bcontacts\s+(?:at|of|for|in|from|listed)\b|\b(?:list|show|give|name)\b.*\bcontacts\b", re.IGNORECASE
)
_LISTED = frozenset(stem(word) for word in ("entry", "item", "bullet", "point", "title"))
_ALL = re.compile(
    r"(?<!\bat )(?<!\bafter )(?<!\babove )\ball\b(?!\s+(?:your|my|right|day|along|about|in all|but|the same|over))"
    r"|\blists?\b(?!\s+of\b.*\bprinted)",
    re.IGNORECASE,
)


def asks_for_set(text: str) -> bool:
    """Whether an English sentence asks for every member: "all", "list", "which missions", …"""
    return bool(_ALL.search(text) or frame_pattern("set").search(text))


_PARTICULAR = re.compile(r"\b(?:which|what|whose)\s+([^\W\d_]+)", re.IGNORECASE)


def asks_for_one_fact(text: str) -> bool:
    """Whether an English question is for something in particular: "which law …", not "what did …" or "what work …"."""
    return any(match[1].lower() not in STOP_WORDS and not _is_frame(match[1]) for match in _PARTICULAR.finditer(text))


_OF_MISSIONS = re.compile(
    r"\b(?:how many|which|what|(?:list|name)(?:\s+all)?(?:\s+of)?(?:\s+the)?)\s+(?:un\s+)?(?:field\s+|peace\s+)?"
    r"(?:missions|countries|operations|places|presences)\b",
    re.IGNORECASE,
)


def asks_for_missions(text: str) -> bool:
    """Whether an English question is for missions or countries themselves."""
    return bool(_OF_MISSIONS.search(text))


def _without(text: str, named: tuple[Mention, ...]) -> str:
    """The text with the names of missions and countries blanked out, so that offsets stay."""
    for mention in named:
        span = mention.span
        text = text[: span.start] + "," + " " * (len(span) - 1) + text[span.end :]
    return text


def _clauses(text: str) -> tuple[tuple[Clause, ...], bool]:
    """The subject of an English question: of the sentences that ask, where one can tell which do; else of all, and
    whether they stand beside one that asks."""
    sentences = [
        part for sentence in _SENTENCE.split(text) if sentence and sentence.strip() for part in _ASIDE.split(sentence)
    ]
    telling = [sentence for sentence in sentences if asks_for_set(sentence) or _wants(sentence, "en") & _ASKING]
    others = [sentence for sentence in sentences if not _OF_ONESELF.search(sentence)]
    for chosen in (telling, others, sentences):
        clauses = tuple(dict.fromkeys(clause for sentence in chosen for clause in _alternatives(_concepts(sentence))))
        if clauses:
            return clauses, bool(telling) and chosen is not telling
    return (), False


_ASKING = frozenset({Wanted.CASES, Wanted.COUNT})


def _concepts(sentence: str) -> list[Concept | None]:
    """Concepts in order; None where an alternative begins."""
    tokens: list[str | None] = []
    for match in _TOKEN.finditer(sentence.replace("’", "'")):
        tokens.append(None if match["break"] or match["word"].lower() in _EITHER else match["word"])
    out: list[Concept | None] = []
    place = 0
    while place < len(tokens):
        if tokens[place] is None:
            out.append(None)
            place += 1
            continue
        concept, length = _longest(tokens, place)
        if concept:
            out.append(concept)
        place += length
    return out


def _longest(tokens: list[str | None], place: int) -> tuple[Concept | None, int]:
    """The concept that begins here, the longest phrase our tables know first, and how many words it takes."""
    for length in range(_LONGEST_PHRASE, 1, -1):
        run = tokens[place : place + length]
        if len(run) < length or any(word is None for word in run):
            continue
        phrase = " ".join(word for word in run if word)
        content = [word for word in run if word and word.lower() not in STOP_WORDS]
        if run[0] not in content or run[-1] not in content:
            continue
        form = tuple(dict.fromkeys(stem(part) for word in content for part in words(word)))
        if len(form) > 1 and form in synonyms() and not all(_is_frame(word) for word in content):
            return Concept(phrase, form, synonyms()[form]), length
    word = tokens[place]
    assert word is not None
    return _single(word), 1


def _single(word: str) -> Concept | None:
    lower = word.lower().removesuffix("'s")
    if lower in acronym_forms() and (word.isupper() or len(lower) > 3) and not _is_frame(lower):
        itself: Form = (stem(lower),)
        return Concept(word, itself, (itself, acronym_forms()[lower], *synonyms().get(itself, ())))
    if lower in STOP_WORDS or len(lower) < 2:
        return None
    parts = words(word)
    literal: Form = tuple(stem(part) for part in parts[:1])
    if not literal or _is_frame(lower) or lower in _EVERYWHERE:
        return None
    return Concept(word, literal, tuple(dict.fromkeys((literal, *synonyms().get(literal, ())))))


def _is_frame(word: str) -> bool:
    """Whether a word belongs to the frame of a question."""
    lower = word.lower()
    if any(stem(lower) in frame(kind) for kind in ("light", "case", "mission", "set", "other")):
        return True
    return lower in document_words()  # not by its stem: "heads" are no headings, "reporting" is a subject


def _alternatives(concepts: list[Concept | None]) -> list[Clause]:
    """Concepts between "or", "and" and commas. An alternative shorter than the first one borrows its beginning:
    "advise troops or police" means "advise police"."""
    clauses: list[list[Concept]] = [[]]
    for concept in concepts:
        if concept is None:
            if clauses[-1]:
                clauses.append([])
        else:
            clauses[-1].append(concept)
    filled = [clause for clause in clauses if clause]
    if not filled:
        return []
    first = filled[0]
    tail = filled[-1][1:]
    if len(first) == 1 and tail and all(concept.word.endswith(("ed", "ing")) for concept in tail):
        filled[0] = first = [*first, *tail]  # "troops or police advised": both
    return [tuple(first)] + [
        tuple(dict.fromkeys([*first[: len(first) - len(clause)], *clause]))
        if len(clause) < len(first)
        else tuple(clause)
        for clause in filled[1:]
    ]


_KINDS = ("set", "set_weak", "who", "where", "why_how", "case_study", "case_study_weak", "mission", "stop", "light")


def _rest(text: str, language: str) -> str:
    """What a question in another language has left without missions, question words and small words."""
    for kind in _KINDS:
        text = asked_with(kind, language).sub(" ", text)
    return "".join(character for character in text if character.isalnum())


def is_small_talk(text: str) -> bool:
    """Whether a text is nothing but greetings, thanks and the like, in any of the six languages."""
    rest = frame_pattern("small_talk").sub(" ", text)
    return rest != text and not any(word not in STOP_WORDS and stem(word) not in frame("light") for word in words(rest))


def _themes(text: str, language: str) -> tuple[str, ...]:
    return tuple(key for key, pattern in themes_pattern(language).items() if pattern.search(text))


_STANDS_FOR = re.compile(
    r"\b(?:stand(?:s|ing)? for|short for|means what|what (?:does|do|is|are)\b[^?]*\bmean|meaning of|"
    r"letters|acronym|abbreviation|full (?:name|form)|spelled out|"
    r"signifie|veut dire|significa|siglas?)\b|означает|расшифр|значит|يعني|تعني|معنى|اختصار|"
    r"什么意思|代表什么|全称|缩写",
    re.IGNORECASE,
)


def acronyms_asked(question: Question) -> dict[str, tuple[str, ...]]:
    """Acronyms whose meaning is asked for, as written in capitals -> what we know them to stand for."""
    if not _STANDS_FOR.search(question.text):
        return {}
    found = {}
    for match in re.finditer(r"(?<!\w)[A-Za-z][A-Za-z0-9-]+(?!\w)", question.text):
        word = match[0]
        if word.isupper() or (word.lower() in acronyms() and word.lower() not in STOP_WORDS and not _is_frame(word)):
            found[word.upper()] = acronyms().get(word.lower(), ())
    return found
