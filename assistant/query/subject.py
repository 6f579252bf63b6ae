"""An English sentence in, what it is about out: concepts, in alternatives of which one is enough.

Only the words are looked at, and what we know of UN language; no document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.knowledge import Form, acronym_forms, subjects, synonyms
from assistant.query.phrasebook import asked_with, document_words, frame
from index.tokens import STOP_WORDS, stem, stems, words

_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['’.-](?=\w)[^\W_]+)*)"
    r"|(?P<break>[,;:/()]|\.(?=\s|$)|[–—](?=[^–—]*(?:,|\bor\b)))"  # a dash before several: "justice – courts, trials"
)
_EITHER = frozenset({"or", "and", "nor", "plus", "versus"})
# Words of nearly every UN name: they tell no subject from another.
_EVERYWHERE = frozenset({"un", "united", "nations", "international"})
_WITHIN = frozenset({"of", "and", "the", "against", "to", "in"})  # small words within a phrase: "freedom of assembly"
_LONGEST_PHRASE = 5  # words of a phrase that our tables know


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing a question is about. `word`: as asked. `literal`: its own stems; `forms`: these and their synonyms.
    `named`: whether it is written like a name. `borrowed`: whether it stands in another alternative and may belong to
    this one too."""

    word: str
    literal: Form
    forms: tuple[Form, ...]
    named: bool = False
    borrowed: bool = False

    def literally_in(self, said: frozenset[str]) -> bool:
        """Whether the concept's own words stand among these stems."""
        return _whole(self.literal, said)

    def stands_in(self, said: frozenset[str]) -> bool:
        """The same, or those of a synonym."""
        return any(_whole(form, said) for form in self.forms)

    def is_printed_in(self, text: str) -> bool:
        """Whether its words stand next to each other in `text`; of a single word, or a synonym does."""
        said = f" {' '.join(stems(text))} "
        forms = (self.literal,) if len(self.literal) > 1 else self.forms
        return any(f" {' '.join(form)} " in said for form in forms)

    @property
    def tells(self) -> bool:
        """Whether it is a name or a subject of UN work, which no answer may pass over; other words may be the asker's
        manner of speaking."""
        return self.named or self.is_subject

    @property
    def is_subject(self) -> bool:
        """Whether it is what UN work is about, or what reports are asked about."""
        return self.literal in subjects()


def _whole(form: Form, said: frozenset[str]) -> bool:
    return all(part in said for part in form)


# One alternative of the subject: concepts that belong together. "sharing information" is one, "covid or ebola" two.
Clause = tuple[Concept, ...]


def clauses_of(sentence: str) -> list[Clause]:
    """The alternatives that an English sentence names. Of "both elections and prisons" each borrows the other."""
    asked = sentence
    for lead_in in asked_with("lead_in").finditer(sentence):  # "I would be curious to see …"
        asked = sentence[lead_in.end() :]
    asked = asked_with("purpose").sub(" ", asked)  # "for a briefing tomorrow"
    if match := asked_with("restated").search(asked, 1):  # "police, be it the UN's or a national force"
        asked = f"{asked[: match.start()]} {asked[match.end() :]}"
    found = _alternatives(_concepts(asked))
    return _joined(found) if asked_with("both").search(sentence) else found


def says_one_of(clauses: Iterable[Clause], bag: frozenset[str], enough: Callable[[Iterable[bool]], bool] = all) -> bool:
    """Whether a text of these stems says one of the alternatives, all of it or as much as is `enough`."""
    return any(enough(one.stands_in(bag) for one in clause if not one.borrowed) for clause in clauses)


def term_of(phrase: str, english: Form) -> Concept:
    """A term of another language as a concept: `phrase` as our table has it, `english` its stems."""
    return Concept(phrase, english, synonyms().get(english, (english,)))


def is_frame(word: str) -> bool:
    """Whether a word belongs to the frame of a question."""
    lower = word.lower()
    if any(stem(lower) in frame(kind) for kind in ("light", "case", "mission", "set", "other")):
        return True
    return lower in document_words()  # not by its stem: "heads" are no headings, "reporting" is a subject


def _concepts(sentence: str) -> list[Concept | None]:
    """Concepts in order; None where an alternative begins."""
    tokens: list[str | None] = []
    sentence = sentence.lower() if sentence.isupper() else sentence
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
        tight = all(word in content or word.lower() in _WITHIN for word in run if word)
        subject = tight and form in subjects()  # "good offices", though each of its words is a frame's
        known = subject or (form in synonyms() and not all(is_frame(word) for word in content))
        if len(form) > 1 and known:
            return Concept(phrase, form, synonyms().get(form, (form,))), length
    word = tokens[place]
    assert word is not None
    return _single(word, first=place == 0), 1


def _single(word: str, *, first: bool) -> Concept | None:
    """`first`: of its sentence, where a capital letter says nothing."""
    lower = word.lower().removesuffix("'s")
    if lower in acronym_forms() and (word.isupper() or len(lower) > 3) and not is_frame(lower):
        itself: Form = (stem(lower),)
        return Concept(word, itself, (itself, acronym_forms()[lower], *synonyms().get(itself, ())), word.isupper())
    if lower in STOP_WORDS or len(lower) < 2:
        return None
    parts = words(word)
    literal: Form = tuple(stem(part) for part in parts[:1])
    if not literal or is_frame(lower) or lower in _EVERYWHERE:
        return None
    named = word[0].isupper() and not first
    whole: Form = tuple(dict.fromkeys(stem(part) for part in parts))
    same = synonyms().get(literal) or synonyms().get(whole, ())
    return Concept(word, literal, tuple(dict.fromkeys((literal, *same))), named)


def _alternatives(concepts: list[Concept | None]) -> list[Clause]:
    """Concepts between "or", "and" and commas. An alternative shorter than the first one may borrow its beginning, a
    first one shorter than the last its end."""
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
    first, last = filled[0], filled[-1]
    out: list[Clause] = []
    for clause in filled:
        # "Advise troops or police", "rebuild or reform the security sector", "troops or police advised".
        before = first[: len(first) - len(clause)] if len(clause) < len(first) and not first[0].tells else []
        rest = last[len(clause) :] if clause is first and len(filled) == 2 else []
        verbs = all(concept.word.endswith(("ed", "ing")) for concept in rest)
        after = rest if verbs or not (first[0].tells or len(first[0].literal) > 1) else []
        out.append((*_borrowed(before, clause), *clause, *_borrowed(after, clause)))
    return out


def _joined(clauses: list[Clause]) -> list[Clause]:
    own = [tuple(concept for concept in clause if not concept.borrowed) for clause in clauses]
    return [
        (*clause, *_borrowed([one for other in own if other is not clause for one in other], clause)) for clause in own
    ]


def _borrowed(concepts: Sequence[Concept], clause: Sequence[Concept]) -> Clause:
    return tuple(replace(concept, borrowed=True) for concept in concepts if concept not in clause)
