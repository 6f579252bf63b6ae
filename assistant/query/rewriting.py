"""A Query and what takes the place of a part of it in, the Query with it out: slots and the words that are searched.

When something is carried over is for the edits to say: the files `follow_up_*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.query.exclusion import without
from assistant.query.parsing import parse
from assistant.query.phrasebook import asked_with, frame, without_lead
from assistant.query.query import Pool, Query
from assistant.query.question_type import Manner
from corpus.missions import Mention
from corpus.regions import places_in
from corpus.report import Span
from index.tokens import stems

_OWNERS = ("its", "their", "his", "her", "hers")
_END = " ?.!؟？。"


def ended(text: str) -> str:
    """The text without the stop at its end, to be gone on with."""
    return text.rstrip(_END)


def beside(text: str, words: str) -> str:
    """The text and words that go on with it: "Who leads it? – UNAMA?"."""
    return f"{ended(text)} – {words}"


def bare(text: str) -> str:
    """A piece of a question without blanks and stops around it."""
    return text.strip(f"{_END}¿¡,")


def without_places(text: str) -> str:
    return without(text, tuple(place.span for place in places_in(text)))


def pointing(kind: str, text: str) -> list[re.Match[str]]:
    """Where words of a kind point back to a place that was spoken of, but for "is there a contact?"."""
    masked = asked_with("follow_up.there_is").sub(lambda match: "," * len(match[0]), text)
    return list(asked_with(f"follow_up.{kind}").finditer(masked))


def own_words(text: str, besides: frozenset[str] = frozenset()) -> frozenset[str]:
    """Stems of the words with which a text names a subject. `besides`: stems that name none here."""
    return frozenset(stems(text)) - frame("light") - besides


def says_nothing_but(asked: re.Pattern[str], text: str, besides: frozenset[str]) -> bool:
    """Whether a question has the words looked for and names nothing else. `besides`: stems that name nothing here."""
    match = asked.search(text)
    return bool(match and not own_words(text[: match.start()] + text[match.end() :], besides))


def joined(missions: Iterable[str]) -> str:
    """Missions as a question names several: "UNAMA & UNAMI"."""
    return " & ".join(sorted(missions))


def about_places(before: Query, name: str, places: tuple[Mention, ...] = ()) -> Query:
    """The last question about other places. `places`: those that `name` names, by their spans in it."""
    if before.mentions:
        text = before.text
        for mention in reversed(before.mentions[1:]):
            text = text[: mention.span.start].rstrip(" ,&") + text[mention.span.end :]
        first = before.mentions[0].span
        start, text = first.start, text[: first.start] + name + text[first.end :]
    else:
        start, text = len(beside(before.text, "")), beside(before.text, f"{name}?")
    asked = _anew(before, text, name, tuple(moved(place, start) for place in places))
    if before.mentions or before.language != "en":
        return asked
    return replace(asked, understood_as=f"{ended(before.understood_as)} in {name}?")  # as people say it


def at_missions(question: Query, missions: frozenset[str]) -> Query:
    """The question asked of these missions."""
    lead = f"{ended(question.text)} in "
    named = _named(missions, len(lead))
    return _anew(question, lead + joined(missions), f"in {joined(missions)}", named)


def about_subject(before: Query, subject: Query) -> Query:
    """The last question about another subject, of the same places."""
    fragment = without_lead("preposition", subject.text)
    said = [concept.word for concept in before.concepts if concept.word in before.text]
    if said and not before.mentions and not before.wants:
        return replace(subject, text=fragment, understood_as=fragment)  # it was nothing but its subject
    stop = len(ended(before.text))
    start = min((before.text.index(word) for word in said), default=stop)
    end = max((before.text.rindex(word) + len(word) for word in said), default=stop)
    text = before.text[:start] + (fragment if said else f" – {fragment}?")
    places = [moved(place, len(text) - end) if place.span.start >= end else place for place in before.mentions]
    about = _anew(before, text + before.text[end:], subject.understood_as, tuple(places))
    return replace(about, clauses=subject.clauses)


def pointing_at(text: str, matches: Sequence[re.Match[str]], missions: frozenset[str]) -> Query:
    """The question with the missions in the place of the first of the words that point: "who leads UNAMA?" of "who
    leads it?"."""
    match = matches[0]
    before, word = text[: match.start()], match[0].lower()
    before += "in " if word == "there" else ""
    named = joined(missions) + ("'s" if word in _OWNERS else "")
    written = before + named + text[match.end() :]
    asked = parse(text, besides=tuple(Span(one.start(), one.end()) for one in matches))
    return replace(asked, text=written, understood_as=written, mentions=_named(missions, len(before)))


def gone_on(before: Query, text: str) -> Query:
    """The last question and what a follow-up adds to it, whose words say nothing of their own."""
    added = parse(text)
    return replace(
        before,
        text=beside(before.text, text),
        understood_as=beside(before.understood_as, text),
        wants=before.wants | added.wants,
        manner=before.manner | added.manner,
        needs=added.needs if Manner.ASKS in added.manner else before.needs,
        pool=Pool(),
    )


def read_behind(before: Query, added: Query) -> Query:
    """The last question and a follow-up as one, whose subjects belong together."""
    behind = gone_on(before, added.text)
    start, concepts = len(behind.text) - len(added.text), (*before.concepts, *added.concepts)
    named = tuple(moved(place, start) for place in added.mentions) or before.mentions
    return replace(behind, language=added.language, mentions=named, clauses=(concepts,) if concepts else ())


def _anew(before: Query, text: str, added: str, mentions: tuple[Mention, ...]) -> Query:
    """`before` with other words; people read the same words, unless some that leave something out are not searched."""
    same = before.understood_as == before.text
    shown = text if same else beside(before.understood_as, f"{added}?")
    return replace(before, text=text, understood_as=shown, mentions=mentions, pool=Pool())


def moved(place: Mention, by: int) -> Mention:
    return replace(place, span=Span(place.span.start + by, place.span.end + by))


def _named(missions: Iterable[str], start: int) -> tuple[Mention, ...]:
    """The missions as `joined` names them, from `start` on."""
    out = []
    for acronym in sorted(missions):
        out.append(Mention(frozenset({acronym}), Span(start, start + len(acronym))))
        start += len(acronym) + len(" & ")
    return tuple(out)
