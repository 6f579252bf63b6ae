"""An answer and what a language model wrote of it in, the sentences that its quotes bear out in: all others dropped.

A model may order and introduce quotes; it is believed in nothing. A sentence stays where the quotes that it names say
it: every number and every word that carries a subject stands in them, in their order; nothing is denied that they do
not deny, nothing is certain that they hedge; and its meaning lies near to theirs. Quotes themselves are cut by
`Report.quote` as ever: a sentence with quotation marks is dropped whatever stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Answer, Citation
from assistant.checking.negations import negation
from index.tokens import STOP_WORDS, stem, words

LONGEST = 400  # characters of a sentence
MOST = 12  # sentences
# Cosine of a sentence and the nearest quote that it names. Of 240 passages of two UN reports of which the first two
# thirds were said ("The report mentions that …") 95 in 100 lie at 0.55 or above; three words picked out of each, 75 in
# 100 at 0.55 or below.
NEAR = 0.55
_MARKS = re.compile(r"[\"“”„‟«»‹›「」『』＂]|(?<!\w)['‘’‚‛]|['‘’‚‛](?!\w)")
_NO_PROSE = re.compile(r"[<>{}\[\]`|\\*_#@^~]|https?:|www\.|[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
# What introduces: it says nothing of the world.
_INTRODUCING = frozenset(
    map(
        stem,
        """report document leaflet text passage quote quotation answer say says said state states stated tell tells note
        notes noted describe describes described list lists listed mention mentions mentioned name names named give
        gives given show shows shown add adds according following first second third fourth fifth next finally example
        examples case study studies""".split(),
    )
)
_HEDGES = frozenset(
    """may might could should would can cannot must if unless only some most many few several almost nearly about
    approximately planned proposed expected alleged allegedly reportedly all every each always never least more less
    than before after until""".split()
)

Likeness = Callable[[str, Sequence[str]], float]  # of a text to the nearest of several, as a cosine


class Why(StrEnum):
    """Why a sentence was dropped."""

    TOO_LONG = "too_long"
    NOT_PROSE = "not_prose"
    QUOTATION_MARKS = "quotation_marks"
    NO_QUOTE = "no_quote"  # it names none of the answer's
    OTHER_WORDS = "other_words"  # words or numbers that the quotes do not say, or not in this order
    DENIES = "denies"
    HEDGED = "hedged"
    FAR = "far"  # in meaning


@dataclass(frozen=True, slots=True)
class Sentence:
    """As a model wrote it. `quotes`: numbers of the answer's quotes that it rests on."""

    text: str
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """`sentences`: those that are borne out, in their order: a model's words, never the documents'. `dropped`: those
    that are not, and why. `failure`: what went wrong with the writer, in a line, or ""."""

    sentences: tuple[Sentence, ...] = ()
    dropped: tuple[tuple[Sentence, Why], ...] = ()
    failure: str = ""


def judged(answer: Answer, draft: Sequence[Sentence], likeness: Likeness) -> Written:
    """Each sentence of the draft kept or dropped."""
    quotes = {citation.number: citation for citation in (*answer.citations, *answer.further)}
    kept: list[Sentence] = []
    dropped: list[tuple[Sentence, Why]] = []
    for number, sentence in enumerate(draft):
        why = Why.TOO_LONG if number >= MOST else fault(sentence, quotes, likeness)
        if why is None:
            kept.append(sentence)
        else:
            dropped.append((sentence, why))
    return Written(tuple(kept), tuple(dropped))


def fault(sentence: Sentence, quotes: dict[int, Citation], likeness: Likeness) -> Why | None:
    """What keeps a sentence from being shown; None where the quotes bear it out."""
    text = sentence.text
    if len(text) > LONGEST:
        return Why.TOO_LONG
    if _MARKS.search(text):
        return Why.QUOTATION_MARKS
    if _NO_PROSE.search(text) or not any(map(str.isalpha, text)):
        return Why.NOT_PROSE
    if not sentence.quotes or not set(sentence.quotes) <= quotes.keys():
        return Why.NO_QUOTE
    named = [quotes[number] for number in dict.fromkeys(sentence.quotes)]
    said = [citation.quote.text for citation in named]
    if not _stands_in(text, [_placed(citation) for citation in named]):
        return Why.OTHER_WORDS
    if bool(negation(text)) != any(map(negation, said)):
        return Why.DENIES
    if _hedges(text) != set().union(*map(_hedges, said)):
        return Why.HEDGED
    if likeness(text, [_placed(citation) for citation in named]) < NEAR:
        return Why.FAR
    return None


def _placed(citation: Citation) -> str:
    """The quote under its nearest heading and what leads into it, which often name the subject."""
    lead_in = [citation.quote.lead_in.text] if citation.quote.lead_in else []
    return " ".join([*citation.headings[-1:], *lead_in, citation.quote.text])


def _stands_in(text: str, quotes: Sequence[str]) -> bool:
    """Whether the words that carry a subject come from the quotes, in the order of each: who did what to whom cannot
    be turned round. A sentence over several quotes takes from each of them once."""
    wanted = _subject(text)
    if not any(word not in _INTRODUCING for word in wanted):
        return False
    told = [_subject(quote) for quote in quotes]
    at = 0
    for _ in told:
        at += max(_run(wanted[at:], words_) for words_ in told)
    return at == len(wanted)


def _run(wanted: Sequence[str], told: Sequence[str]) -> int:
    """How many of `wanted`, from the first, stand in `told` in this order; what introduces counts wherever it is."""
    at = 0
    for done, word in enumerate(wanted):
        if word in told[at:]:
            at = told.index(word, at) + 1
        elif word not in _INTRODUCING:
            return done
    return len(wanted)


def _subject(text: str) -> list[str]:
    """Stems of the words that carry a subject, and every figure; a compound as its parts."""
    found = [word for word in words(text) if "-" not in word and word not in STOP_WORDS - _HEDGES]
    return [stem(word) for word in found]


def _hedges(text: str) -> set[str]:
    return set(words(text)) & _HEDGES
