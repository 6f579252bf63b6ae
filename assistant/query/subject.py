"""An English sentence in, what it is about out: concepts, in alternatives of which one is enough.

Only the words are looked at, and what we know of UN language; no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.knowledge import Form, acronym_forms, subjects, synonyms
from assistant.query.phrasebook import asked_with, document_words, frame
from index.tokens import STOP_WORDS, in_order, stem, words

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
        return said.issuperset(self.literal)

    def stands_in(self, said: frozenset[str]) -> bool:
        """The same, or those of a synonym."""
        return any(map(said.issuperset, self.forms))

    def is_printed_in(self, text: str) -> bool:
        """Whether its words stand next to each other in `text`; of a single word, or a synonym does."""
        said = in_order(text)
        forms = (self.literal,) if len(self.literal) > 1 else self.forms
        return any(f" {' '.join(form)} " in said for form in forms)

    @property
    def tells(self) -> bool:
        """Whether it is a name, or what UN work is about or reports are asked about, which no answer may pass over;
        other words may be the asker's manner of speaking."""
        return self.named or self.literal in subjects()


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
    found = _alternatives(asked)
    return _joined(found) if asked_with("both").search(sentence) else found


def term_of(phrase: str, english: Form) -> Concept:
    """A phrase that our tables know as a concept, in any language; `english`: the stems of its English."""
    return Concept(phrase, english, synonyms().get(english, (english,)))


def is_frame(word: str) -> bool:
    """Whether a word belongs to the frame of a question."""
    lower = word.lower()
    if any(stem(lower) in frame(kind) for kind in ("light", "case", "mission", "set", "other")):
        return True
    return lower in document_words()  # not by its stem: "heads" are no headings, "reporting" is a subject


def _alternatives(sentence: str) -> list[Clause]:
    """What stands between "or", "and" and commas. An alternative shorter than the first one may borrow its beginning, a
    first one shorter than the last its end."""
    runs: list[list[str]] = [[]]
    for match in _TOKEN.finditer((sentence.lower() if sentence.isupper() else sentence).replace("’", "'")):
        if match["break"] or match["word"].lower() in _EITHER:
            runs.append([])
        else:
            runs[-1].append(match["word"])
    clauses = [clause for run in runs if (clause := list(_concepts(run, begins=run is runs[0])))]
    if not clauses:
        return []
    first, last = clauses[0], clauses[-1]
    out: list[Clause] = []
    for clause in clauses:
        # "Advise troops or police", "rebuild or reform the security sector", "troops or police advised".
        before = first[: len(first) - len(clause)] if len(clause) < len(first) and not first[0].tells else []
        rest = last[len(clause) :] if clause is first and len(clauses) == 2 else []
        verbs = all(concept.word.endswith(("ed", "ing")) for concept in rest)
        after = rest if verbs or not (first[0].tells or len(first[0].literal) > 1) else []
        out.append((*_borrowed(before, clause), *clause, *_borrowed(after, clause)))
    return out


def _concepts(run: list[str], *, begins: bool) -> Iterator[Concept]:
    """The concepts of neighbouring words, the longest phrase that our tables know first. `begins`: they begin the
    sentence, where a capital letter says nothing."""
    while run:
        length = next((length for length in range(min(_LONGEST_PHRASE, len(run)), 1, -1) if _known(run[:length])), 1)
        said = run[:length]
        if length > 1:
            yield term_of(" ".join(said), _form(said))
        elif concept := _single(said[0], first=begins):
            yield concept
        run, begins = run[length:], False


def _form(phrase: list[str]) -> Form:
    return tuple(dict.fromkeys(part for word in phrase if not _is_small(word) for part in _parts(word)))


@lru_cache(maxsize=50_000)
def _parts(word: str) -> Form:
    """Stems of a word and of what it is made of, each once: it is looked at in every phrase that it may stand in."""
    return tuple(dict.fromkeys(map(stem, words(word))))


def _known(phrase: list[str]) -> bool:
    """Whether our tables have a phrase; one of "good offices" is a subject, though each of its words is a frame's."""
    form = _form(phrase)
    if len(form) < 2 or _is_small(phrase[0]) or _is_small(phrase[-1]):
        return False
    tight = all(not _is_small(word) or word.lower() in _WITHIN for word in phrase)
    framed = all(is_frame(word) for word in phrase if not _is_small(word))
    return (tight and form in subjects()) or (form in synonyms() and not framed)


def _is_small(word: str) -> bool:
    return word.lower() in STOP_WORDS


def _single(word: str, *, first: bool) -> Concept | None:
    """`first`: of its sentence."""
    lower = word.lower().removesuffix("'s")
    if lower in acronym_forms() and (word.isupper() or len(lower) > 3):
        itself: Form = (stem(lower),)
        return Concept(word, itself, (itself, acronym_forms()[lower], *synonyms().get(itself, ())), word.isupper())
    whole = _parts(word)
    if lower in STOP_WORDS | _EVERYWHERE or len(lower) < 2 or is_frame(lower):
        return None
    literal = whole[:1]
    same = synonyms().get(literal) or synonyms().get(whole, ())
    return Concept(word, literal, tuple(dict.fromkeys((literal, *same))), word[0].isupper() and not first)


def _joined(clauses: list[Clause]) -> list[Clause]:
    """Each of them with what the others say, borrowed."""
    own = [tuple(concept for concept in clause if not concept.borrowed) for clause in clauses]
    return [
        (*clause, *_borrowed([one for other in own if other is not clause for one in other], clause)) for clause in own
    ]


def _borrowed(concepts: Sequence[Concept], clause: Sequence[Concept]) -> Clause:
    return tuple(replace(concept, borrowed=True) for concept in concepts if concept not in clause)
