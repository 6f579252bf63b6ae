"""A question that asks for one thing in, the passage that answers it out, with its twins; else silence.

The passage that stands highest answers, if the confidence in it is enough: one that lacks what is surely asked for
gives way to the next, a heading to what stands below it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assistant.answer import Reason
from assistant.answering.answerability import kind_of, lacks_beside, signs_of
from assistant.answering.candidates import NEAREST, SURE, Asked, Outcome, off_topic
from assistant.answering.filters import Mask
from assistant.answering.likelihood import further_passages, likeliest_list, likely_passages, widened
from assistant.answering.set_answer import under
from assistant.answering.set_filter import coverage
from assistant.knowledge import of_persons
from assistant.query.question_type import OF_PEOPLE, Manner, Wanted
from corpus.report import Kind
from index.confidence import judged
from index.fusion import witnessed
from index.passage_index import Hit
from index.tokens import stems

_NEXT_BEST = 4  # passages that are tried where the best one lacks what is asked for
_FEWEST = 2  # passages that answer together
_OF_WORDS = frozenset({Wanted.SAID_OF, Wanted.ANYTHING})
_CLEARLY = 0.6  # how likely a list is the one that is asked for, from which it answers where no passage surely does
_PERHAPS = -3.0  # log-odds that several things are asked for, from which a list may stand behind the passage
_LIKELIER_THAN_NOT = 0.5  # how likely it is the one
_HALF = 0.5  # of a question's subject, said by a heading


def one_passage(asked: Asked) -> Outcome:
    """The passage that stands highest, or silence where the confidence in it is not enough."""
    question, prepared = asked.question, asked.held.index.has_readers_questions
    allowed = narrowed(asked)
    best = _as_printed(asked, allowed, (asked.best(allowed, 1) or asked.best(np.ones_like(allowed), 1))[0])
    if _asks_for_section(asked, section := _whatever_its_shape(asked, allowed, best)):
        return under(asked, section.place)
    hit, found = _meeting(asked, allowed, best)
    surely_not = _asks_for_somebody_else(asked, hit)
    told, pointed_at = judged(found, kind_of(asked)), _is_pointed_at(asked, hit, found) and not surely_not
    answers = pointed_at or (told.enough and not surely_not)
    sure = SURE if pointed_at else 0.0 if surely_not else told.confidence
    if (not answers or Wanted.SAID_OF in question.wants) and (speaking := _speaking_of(asked, allowed)):
        hit, sure = speaking, SURE
    elif not answers:
        # The heading of a list and what leads into it may say clearly what its first point hardly answers.
        listed = told.nearly and not prepared and Wanted.SET in question.wants
        if listed and (whole := _list_asked_for(asked, allowed, _CLEARLY)):
            return whole
        if told.far and not asked.names_somebody:
            return off_topic(asked.held, question, sure)
        return asked.silence(Reason.NOT_SAID, sure, nearest=allowed)
    if whole := _whole_list(asked, allowed, hit, sure):
        return _with_its_kind(asked, allowed, whole)
    return _with_its_kind(asked, allowed, _alone(asked, allowed, hit, sure))


def _alone(asked: Asked, allowed: Mask, hit: Hit, sure: float) -> Outcome:
    """The passage with its twins, or with the sentences beside it and what it leads to, and the next likely ones."""
    if len(hits := _twins(asked, hit)) > 1:
        return asked.answer(hits, sure)
    if not asked.held.index.has_readers_questions and hit.passage.kind is Kind.PARAGRAPH:
        hits = (widened(asked, allowed, hits[0]),)
    led_to = _led_to(asked, hits[0])
    further = further_passages(asked, allowed, hits[0])
    others = tuple(other for other in further if other.place not in [one.place for one in led_to])
    return asked.answer((*hits, *led_to), sure, others)


def _with_its_kind(asked: Asked, allowed: Mask, found: Outcome) -> Outcome:
    """Where the question may ask for several things, the points of the list that is likelier than not to be asked for
    come behind what answers: whoever asks for one thing has it first, whoever asks for all has them all."""
    if Wanted.SET in asked.question.wants or asked.several < _PERHAPS:
        return found
    points, share = likeliest_list(asked, allowed)
    if share < _LIKELIER_THAN_NOT:
        return found
    shown = [hit.passage.span for hit in found.hits]
    passages = asked.held.index.passages
    others = [place for place in points if not any(span.holds(passages[place].span) for span in shown)]
    further = tuple(hit for hit in found.further if hit.place not in others)
    return replace(found, hits=(*found.hits, *asked.hits(others)), further=further)


def _led_to(asked: Asked, hit: Hit) -> tuple[Hit, ...]:
    """What a sentence that ends in a colon leads to: without it half of what is said is missing."""
    following = hit.place + 1
    if not asked.held.led_to[following : following + 1].any():
        return ()
    return tuple(one for one in asked.hits([following]) if not hit.passage.span.holds(one.passage.span))


def _whole_list(asked: Asked, allowed: Mask, hit: Hit, sure: float) -> Outcome | None:
    """All points of the likeliest list where a set is asked for; of the one that the passage leads into always, since
    half a sentence tells nothing."""
    if hit.place in asked.held.outline.cases:
        return None
    if Wanted.SET in asked.question.wants:
        if listed := _list_asked_for(asked, allowed):
            return listed
        points = likely_passages(asked, allowed)
        told_by_words = asked.question.language != "en"  # "quels …" asks for one thing as often
        if len(points) < _FEWEST or told_by_words or asked.held.index.has_readers_questions:
            return None
        rule = asked.say("rule_likely", count=len(points))
        return replace(asked.members(points, rule), confidence=sure, complete=False)
    points = [place for place in asked.held.outline.list_around(hit.place) if asked.allowed[place]]
    if not points or hit.place in points:
        return None
    led = all(asked.held.index.passages[place].quote.lead_in for place in points)  # shown beside each of them
    return asked.answer(asked.hits(points if led else [hit.place, *points]), sure)


def _list_asked_for(asked: Asked, allowed: Mask, least: float = 0.0) -> Outcome | None:
    """All points of the likeliest list, where it is the one that is asked for with a likelihood of `least`."""
    points, share = likeliest_list(asked, allowed)
    if not points or share < least:
        return None
    return replace(asked.members(points, asked.say("rule_list", count=len(points))), confidence=share)


def _meeting(asked: Asked, allowed: Mask, best: Hit) -> tuple[Hit, dict[str, float]]:
    """The best passage and its signs; where it surely lacks what is asked for, such as a number, the next best of its
    paragraph that does not, else, where the paragraph lacks it too, the next best at all. Who said a quotation is told
    by the line below it, and the signs are the quotation's."""
    hit = better_than_heading(asked, allowed, best)
    found = signs_of(asked, hit.place, allowed)
    if not lacks_beside(asked.question, hit.passage.quote.text):
        return said_by(asked, hit), found
    others = asked.best(allowed & ~asked.held.headings, _NEXT_BEST)[1:]
    holding = [other for other in others if not lacks_beside(asked.question, other.passage.quote.text)]
    if not found["surely_unmet"]:
        paragraph = asked.held.outline.paragraph(hit.place)
        return next((other for other in holding if other.place in paragraph), hit), found
    for other in (*holding, *others):
        signs_of_other = signs_of(asked, other.place, allowed)
        if not signs_of_other["surely_unmet"]:
            return other, signs_of_other
    return hit, found


def narrowed(asked: Asked) -> Mask:
    """The passages that can answer at all: contacts where one is asked for and else none, nothing that was just
    shown."""
    question, gate, held = asked.question, asked.filter, asked.held
    allowed: Mask = asked.fresh & ~held.figures_alone
    entries: Mask = allowed & held.filters.entries
    others: Mask = allowed & ~held.filters.entries
    if asked.names_somebody and entries.any() and _asks_for_contact(asked, others):
        return entries
    if gate.missions and question.concepts and not question.wants & OF_PEOPLE and others.any():
        return others
    return allowed if allowed.any() else asked.allowed


def _asks_for_contact(asked: Asked, others: Mask) -> bool:
    """Whether it is a contact that is asked for: "who leads UNAMA's team?", not "who were the members of UNIOGBIS's
    network?", which another passage speaks of."""
    said = asked.held.said([place for place in asked.held.outline.cases if others[place]])
    spoken_of = any(part in said for concept in asked.question.concepts for part in concept.forms[0])
    return Wanted.CONTACT in asked.question.wants or (Wanted.WHO in asked.question.wants and not spoken_of)


def _is_pointed_at(asked: Asked, hit: Hit, found: dict[str, float]) -> bool:
    """Whether there is no doubt: "tell me more about the second one"."""
    if Wanted.MORE in asked.question.wants:
        return True
    # What stands there was chosen, or quoted, and the question asks about it; or it asks how a mission is reached.
    contact = Wanted.CONTACT in asked.question.wants and asked.filter.missions and hit.passage.kind is Kind.ENTRY
    chosen = asked.question.pool.under is not None or bool(asked.question.quoted or contact)
    return chosen and not found["surely_unmet"] and not found["unmet"]


def _speaking_of(asked: Asked, allowed: Mask) -> Hit | None:
    """ "What does it say of staff?": the best passage that says it all; "what are networks?": below such a heading."""
    telling, held, itself = asked.telling, asked.held, bool(asked.question.wants & _OF_WORDS)
    if not telling or not (itself or Manner.WHAT_IS in asked.question.manner):
        return None
    chance = allowed & ~held.headings
    for place in map(int, np.flatnonzero(chance)):
        above = stems("".join(held.index.passages[place].headings[-1:]))
        said = held.bags[place].union(above) if itself else frozenset(above)
        chance[place] = all(one.stands_in(said) for one in telling)
    return next(iter(asked.best(chance, 1)), None)


def _asks_for_somebody_else(asked: Asked, hit: Hit) -> bool:
    """ "Who is the deputy of Ms. Bell?": what neither the contact nor a heading above it says of a person."""
    if not asked.names_somebody or hit.passage.kind is not Kind.ENTRY:
        return False
    around = frozenset(stems(" ".join((*hit.passage.headings, hit.passage.quote.text))))
    concepts = asked.question.concepts
    return any(concept.literal in of_persons() and not concept.stands_in(around) for concept in concepts)


def _asks_for_section(asked: Asked, hit: Hit) -> bool:
    """ "What are the success factors?": the heading found announces a set, and says most of what was asked."""
    below, said = list(asked.held.outline.children(hit.place)), asked.held.bags[hit.place]
    if hit.passage.block.level <= 1 or not below or asked.filter.missions:
        return False
    if not asked.held.outline.cases:
        all_said = bool(asked.telling) and all(concept.stands_in(said) for concept in asked.telling)
        named = all_said or said <= frozenset(stems(asked.question.text))
        return Wanted.SET in asked.question.wants and named and not asked.held.headings[below].any()
    return coverage(asked.question, hit.passage.quote.text, asked.held.bags) >= _HALF


def _whatever_its_shape(asked: Asked, allowed: Mask, best: Hit) -> Hit:
    """What stands first by its words and meaning alone: it may be a heading, which is no answer and announces a set."""
    if asked.held.index.has_readers_questions or not allowed.any():
        return best
    scores = witnessed(asked.evidence, english=asked.question.language == "en")
    return asked.held.index.ranked(scores, 1, allowed)[0]


def better_than_heading(asked: Asked, allowed: Mask, hit: Hit) -> Hit:
    """A heading alone answers no question about one thing: the best of what stands under it does."""
    if hit.passage.kind is not Kind.HEADING:
        return hit
    text, below = allowed & ~asked.held.headings, np.zeros_like(allowed)
    below[list(asked.held.outline.below(hit.place))] = True
    return next(iter((*asked.best(text & below, 1), *asked.best(text, 1))), hit)


def _as_printed(asked: Asked, allowed: Mask, best: Hit) -> Hit:
    """ "The exact statement they were asked to agree with?": one of the best that is printed as a quotation."""
    wants = asked.question.wants
    if Wanted.VERBATIM not in wants or Manner.SPOKEN not in asked.question.manner or wants & {Wanted.WHO, Wanted.WHEN}:
        return best
    return next((hit for hit in asked.best(allowed, NEAREST) if asked.held.quotations[hit.place]), best)


def said_by(asked: Asked, hit: Hit) -> Hit:
    """Who said it, and when, stands in the line after the quotation."""
    following = asked.held.index.passages[hit.place + 1 : hit.place + 2]
    asks = asked.question.wants & {Wanted.WHO, Wanted.WHEN} and Manner.SPOKEN in asked.question.manner
    quotes = asked.held.quotations[hit.place] and any(after.kind is Kind.LINE for after in following)
    return asked.held.index.hit(hit.place + 1, hit.score) if asks and quotes else hit


def _twins(asked: Asked, hit: Hit) -> tuple[Hit, ...]:
    """A case study together with the others that say the same of what was asked."""
    held, question = asked.held, asked.question
    if hit.place not in held.outline.cases:
        return (hit,)
    candidates = [place for place in held.outline.cases if asked.allowed[place]]
    terms = () if question.themes else question.terms  # what a term narrows may be one of two subjects
    chosen = held.chosen(replace(question, literally=True, terms=terms), candidates)
    # Two themes in a question of another language narrow each other; together they would choose too much.
    one_subject = chosen and (question.language == "en" or len(chosen.words) == 1)
    members = list(chosen.places) if chosen and one_subject else []
    if hit.place not in members:
        same = [place for place in candidates if held.texts[place] == hit.passage.quote.text]
        members = same or [hit.place]  # it may stand behind a gate that nothing else of its kind passes
    members.sort(key=lambda place: (place != hit.place, -asked.scores[place]))
    return asked.hits(members)
