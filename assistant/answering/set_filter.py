"""Passages and a question in, every member of the set that it asks for out, with the rule that chose them.

The rule is applied to all candidates, never to the nearest few: a candidate is a member when it says one of the
question's alternatives. How much a word decides is learnt from the candidates themselves: one that stands in all of
them chooses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.knowledge import Form, theme_pattern
from assistant.query.query import Excluded, Query
from assistant.query.subject import Clause, Concept
from index.bags import Bags, bag_of
from index.tokens import stem, words

_ENOUGH = 0.6  # share of a clause's weight that a member must say
_MOST_OF_A_NAME = 0.66  # share of a long name's words that still names it: "security sector" for its reform


@dataclass(frozen=True, slots=True)
class Chosen:
    """`places`: which of the candidates are members, in their order; none where a subject was named that no candidate
    speaks of. `words`: what chose them, for the rule. `unsaid`: subjects of the question that none speaks of."""

    places: tuple[int, ...]
    words: tuple[str, ...]
    unsaid: tuple[str, ...] = ()


def choose(
    question: Query, texts: Sequence[str], common: frozenset[str], elsewhere: frozenset[str] = frozenset()
) -> Chosen | None:
    """The members among `texts`; None where the question names nothing that could choose.

    `common`: stems of the words of the document's own title, which name the whole and choose nothing in it.
    `elsewhere`: stems that others of the candidates' kind say: a word of theirs is a subject, though none of `texts`
    speaks of it.
    """
    if question.themes or question.terms:
        found = (_by_terms(question, texts) if question.terms else None) or _by_theme(question, texts)
        of_others = tuple(term.word for term in question.terms if term.stands_in(elsewhere))
        return found or (Chosen((), (), of_others) if of_others else None)
    bags, literally = Bags(map(bag_of, texts)), question.literally
    kept: list[Clause] = []
    unsaid: list[str] = []
    for clause in question.clauses:
        telling = [one for one in clause if not is_common(one, common)]
        said = tuple(one for one in telling if any(_degree(one, bag, literally) for bag in bags))
        missing = (one for one in telling if one not in said and not one.borrowed)
        missed = [one.word for one in missing if one.tells or one.literally_in(elsewhere)]
        if missed and not question.personal:
            unsaid.extend(missed)
        elif said:
            kept.append(_lent(said, bags))
    weights = {one: _weight(one, bags, literally) for clause in kept for one in clause}

    def says(clause: Clause, bag: frozenset[str]) -> bool:
        """A rare word alone does not stand for a whole clause."""
        found = {one: _degree(one, bag, literally) for one in clause}
        if any(one.tells and not degree for one, degree in found.items()):
            return False
        return sum(map(bool, found.values())) >= _ENOUGH * len(clause) and _share(found, weights) >= _ENOUGH

    members = tuple(place for place, bag in enumerate(bags) if any(says(clause, bag) for clause in kept))
    said_words = dict.fromkeys(" ".join(one.word for one in clause) for clause in kept) if members else ()
    return Chosen(members, tuple(said_words), tuple(dict.fromkeys(unsaid))) if members or unsaid else None


def left_out(excluded: Excluded, texts: Sequence[str]) -> frozenset[int]:
    """Which of the texts a question leaves out: those that say all of a clause that any of them speaks of, or are of
    a theme."""
    bags = [bag_of(text) for text in texts]
    said = [
        [one for one in clause if not one.borrowed and any(map(one.stands_in, bags))] for clause in excluded.clauses
    ]
    return frozenset(
        place
        for place, (text, bag) in enumerate(zip(texts, bags, strict=True))
        if any(clause and all(one.stands_in(bag) for one in clause) for clause in said)
        or any(theme_pattern(key).search(text) for key in excluded.themes)
    )


def _lent(clause: Clause, bags: Bags) -> Clause:
    """A clause with what it borrowed where a text says both, else without: "advise troops or police", but "hate speech
    and panels of experts"."""
    own = tuple(concept for concept in clause if not concept.borrowed)
    return clause if not own or any(all(concept.stands_in(bag) for concept in clause) for bag in bags) else own


def coverage(question: Query, text: str, bags: Bags) -> float:
    """Share of the question's subject, by weight, that `text` says; 1 where the question has no subject."""
    weights = {one: _weight(one, bags, False) for one in question.concepts}
    bag = bag_of(text)
    return _share({one: _degree(one, bag, False) for one in weights}, weights) if weights else 1.0


def _by_terms(question: Query, texts: Sequence[str]) -> Chosen | None:
    """The members that say all terms that a question in another language names."""
    bags = [bag_of(text) for text in texts]
    members = tuple(place for place, bag in enumerate(bags) if all(term.stands_in(bag) for term in question.terms))
    return Chosen(members, tuple(term.word for term in question.terms)) if members else None


def _by_theme(question: Query, texts: Sequence[str]) -> Chosen | None:
    """The members of any theme that is named; of "COVID-19" and "health emergencies" the narrower one was meant."""
    patterns = {key: theme_pattern(key) for key in question.themes}
    said = {key: {place for place, text in enumerate(texts) if one.search(text)} for key, one in patterns.items()}
    found = {key: places for key, places in said.items() if places}
    kept = [key for key, places in found.items() if not any(other < places for other in found.values())]
    members = set[int]().union(*(found[key] for key in kept))
    return Chosen(tuple(sorted(members)), tuple(kept)) if members else None


def is_common(concept: Concept, common: frozenset[str]) -> bool:
    return all(stem(part) in common for part in words(concept.word))


def _degree(concept: Concept, bag: frozenset[str], literally: bool) -> float:
    """What is asked for by its name counts by its name; an acronym also by what it stands for."""
    by_name = literally and (concept.literally_in(bag) or not _stands_for(concept))
    return max(_form_degree(form, bag) for form in ((concept.literal,) if by_name else concept.forms))


def _stands_for(concept: Concept) -> bool:
    """Whether it is an acronym of a long name."""
    return len(concept.forms) > 1 and len(concept.forms[1]) > 2


def _form_degree(form: Form, bag: frozenset[str]) -> float:
    said = sum(part in bag for part in form)
    return said / len(form) if said >= _enough(form) else 0.0


def _enough(form: Form) -> int:
    """How many of a form's words name it."""
    return math.ceil(_MOST_OF_A_NAME * len(form)) if len(form) > 2 else len(form)


def _weight(concept: Concept, bags: Bags, literally: bool) -> float:
    """By how few texts say it to any degree."""
    naming = concept.forms if not literally else (concept.literal, *(concept.forms if _stands_for(concept) else ()))
    found = len(set[int]().union(*(bags.saying(form, _enough(form)) for form in naming)))
    return math.log1p((len(bags) - found + 0.5) / (found + 0.5))


def _share(found: dict[Concept, float], weights: dict[Concept, float]) -> float:
    """Share of the weight of concepts that a text says, each to its degree."""
    whole = sum(weights[one] for one in found)
    return sum(weights[one] * degree for one, degree in found.items()) / whole if whole else 0.0
