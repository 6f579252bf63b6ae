"""Quotations that somebody got wrong, as people do, drawn by chance from a report and never standing in it.

A word changed, dropped or added, two swapped, a number changed, a negation added or removed, two sentences spliced.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from assistant.checking.checker import Checker, Outcome, Verdict
from assistant.checking.folding import plain
from corpus.passages import Passage, passages
from corpus.report import Kind, Report

Mutated = tuple[str, list[Passage]]
Checked = tuple[Verdict, list[Passage]]


QUOTABLE = tuple(kind for kind in Kind if kind is not Kind.ENTRY)


def checked_mutations(report: Report, seed: int, kinds: Sequence[Kind] = QUOTABLE, count: int = 300) -> list[Checked]:
    """The verdicts on as many mutations of each sort, each with the passages that it was drawn from."""
    chance, checker, folded = random.Random(seed), Checker([report]), plain(report.text)
    sources = [p for p in passages(report) if len(p.quote.text.split()) >= 6 and p.kind in kinds]
    found: list[Checked] = []
    while len(found) < count:
        mutate = MUTATIONS[len(found) % len(MUTATIONS)]
        words, origins = mutate(chance, sources)
        if plain(words) not in folded:  # else it still stands in the report: draw again
            found.append((checker.check(words), origins))
    return found


def leads_to(verdict: Verdict, origins: list[Passage]) -> bool:
    if verdict.outcome is not Outcome.ALTERED or verdict.nearest is None:
        return False
    nearest = verdict.nearest.quote
    # A title printed under two missions is the same passage twice.
    return any(nearest.span.meets(origin.span) or nearest.text in origin.quote.text for origin in origins)


def one_word_changed(chance: random.Random, sources: list[Passage]) -> Mutated:
    source, words = drawn(chance, sources)
    words[chance.randrange(len(words))] = chance.choice("peace weak training local children budget vaguely".split())
    return " ".join(words), [source]


def one_word_dropped(chance: random.Random, sources: list[Passage]) -> Mutated:
    source, words = drawn(chance, sources)
    del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words), [source]


def one_word_added(chance: random.Random, sources: list[Passage]) -> Mutated:
    source, words = drawn(chance, sources)
    words.insert(chance.randrange(1, len(words)), chance.choice("largely senior rarely new often former".split()))
    return " ".join(words), [source]


def two_words_swapped(chance: random.Random, sources: list[Passage]) -> Mutated:
    source, words = drawn(chance, sources)
    at = chance.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words), [source]


def a_number_changed(chance: random.Random, sources: list[Passage]) -> Mutated:
    source = chance.choice([source for source in sources if re.search(r"\d", source.quote.text)])
    number = chance.choice(list(re.finditer(r"\d+", source.quote.text)))
    text = source.quote.text
    return text[: number.start()] + str(int(number[0]) + chance.randrange(1, 9)) + text[number.end() :], [source]


def a_negation_added_or_removed(chance: random.Random, sources: list[Passage]) -> Mutated:
    verb = re.compile(r"\b(?:is|are|were|have|should|can|may|will|has)\b(?P<not> not)?")
    source = chance.choice([source for source in sources if verb.search(source.quote.text)])
    return verb.sub(lambda found: found[0].removesuffix(" not") + (" not" * (not found["not"])), source.quote.text), [
        source
    ]


def two_sentences_spliced(chance: random.Random, sources: list[Passage]) -> Mutated:
    (one, first), (other, second) = drawn(chance, sources), drawn(chance, sources)
    return " ".join(first[: len(first) // 2] + second[len(second) // 2 :]), [one, other]


def drawn(chance: random.Random, sources: list[Passage]) -> tuple[Passage, list[str]]:
    source = chance.choice(sources)
    return source, source.quote.text.split()


MUTATIONS: list[Callable[[random.Random, list[Passage]], Mutated]] = [
    one_word_changed,
    one_word_dropped,
    one_word_added,
    two_words_swapped,
    a_number_changed,
    a_negation_added_or_removed,
    two_sentences_spliced,
]
