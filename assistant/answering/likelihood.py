"""How likely each passage is to answer in, what stands beside the one that does out: further passages, a whole list.

The likelihoods are the ranking's own (`fusion.likelihoods`), so that they add up: to that of a list over its points.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from assistant.answering.candidates import Asked
from assistant.answering.filters import Mask
from corpus.report import Span
from index.encoder import Matrix
from index.fusion import likelihoods, witnessed
from index.passage_index import Hit
from index.wholes import LITTLE, as_a_set, wholes

_FURTHER = 2  # passages shown beside the one that answers, where the judgement is divided
_LIKELY = 0.1  # from which a passage is shown beside it
_HARDLY_LIKELY = 0.005  # below which a passage makes no quote longer
_NEARLY = 0.1  # of the likeliest passage's likelihood, from which another says as much
_LONGEST = 450  # characters of a quote of several sentences


def further_passages(asked: Asked, allowed: Mask, hit: Hit) -> tuple[Hit, ...]:
    """Passages that are nearly as likely to answer as the one that does, the likeliest first; none where it is clear
    which one answers."""
    shares = _shares(asked, allowed)
    likely = asked.best(shares >= _LIKELY, len(shares))
    return tuple(other for other in likely if not hit.passage.span.holds(other.passage.span))[:_FURTHER]


def likeliest_list(asked: Asked, allowed: Mask) -> tuple[list[int], float]:
    """The points of the list, or the rows, that are likelier to be the set asked for than any paragraph or other list,
    and how likely they are it; none where a paragraph is."""
    found, english = wholes_near(asked, allowed), asked.question.language == "en"
    standing = {places: as_a_set(signs, english=english) for places, signs in found.items()}
    likeliest = max(standing, key=lambda places: standing[places], default=())
    if not likeliest or not asked.held.outline.is_list(likeliest):
        return [], 0.0
    share = 1 / sum(math.exp(one - standing[likeliest]) for one in standing.values())
    return [place for place in likeliest if asked.allowed[place]], share


def signs_of_a_list(asked: Asked, allowed: Mask) -> dict[str, float]:
    """What speaks for several things as the answer: `before`, how near what stands before the likeliest list is to the
    question, a log-likelihood, at most 0; `likely`, how many passages are nearly as likely as the likeliest."""
    found = wholes_near(asked, allowed)
    lists = [signs for places, signs in found.items() if asked.held.outline.is_list(places)]
    before = max(lists, key=as_a_set)["before"] if lists else math.log(LITTLE)
    return {"before": before, "likely": float(len(likely_passages(asked, allowed)))}


def wholes_near(asked: Asked, allowed: Mask) -> dict[tuple[int, ...], dict[str, float]]:
    """What may be the set that is asked for, each with what speaks for it."""
    english = asked.question.language == "en"
    nearness = likelihoods(asked.evidence, witnessed(asked.evidence, english=english), english=english)
    return wholes(asked.held.index, asked.evidence, _shares(asked, allowed), nearness)


def likely_passages(asked: Asked, allowed: Mask) -> list[int]:
    """The passages that are nearly as likely to answer as the likeliest, wherever they stand, in the text's order."""
    shares = _shares(asked, allowed)
    return np.flatnonzero(shares >= _NEARLY * shares.max()).tolist()


def widened(asked: Asked, allowed: Mask, hit: Hit) -> Hit:
    """The passage with the sentences beside it in its paragraph that may answer as well: where it is not clear which of
    them does, the words that do are among them. As printed, in one piece, no longer than a reader takes in."""
    if hit.passage.quote.lead_in:
        return hit  # a member of an enumeration stands for itself
    shares, passages = _shares(asked, allowed), asked.held.index.passages
    paragraph = asked.held.outline.paragraph(hit.place)
    first, last, span = hit.place, hit.place, hit.passage.span
    while sides := [place for place in (first - 1, last + 1) if place in paragraph]:
        nearest = max(sides, key=lambda place: float(shares[place]))
        low, high = min(first, nearest), max(last, nearest)
        wider = Span(passages[low].span.start, passages[high].span.end)
        if shares[nearest] < _HARDLY_LIKELY or len(wider) > _LONGEST:
            break
        first, last, span = low, high, wider
    return replace(hit, passage=replace(hit.passage, quote=hit.report.quote(span))) if first < last else hit


def _shares(asked: Asked, allowed: Mask) -> Matrix:
    """How likely each passage but the headings is the one that answers, if one does; shape (passages,)."""
    scores = np.where(allowed & ~asked.held.headings, asked.scores, -np.inf)
    return likelihoods(asked.evidence, scores, english=asked.question.language == "en")
