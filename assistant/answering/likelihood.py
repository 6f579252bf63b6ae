"""How likely each passage is to answer in, what stands beside the one that does out: further passages, a whole list.

The likelihoods are the ranking's own (`fusion.likelihoods`), so that they add up: to that of a list over its points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from assistant.answering.candidates import Asked
from assistant.answering.filters import Mask
from corpus.report import Kind, Span
from index.encoder import Matrix
from index.fusion import as_a_set, likelihoods, witnessed
from index.outline import Outline
from index.passage_index import Hit

_FURTHER = 2  # passages shown beside the one that answers, where the judgement is divided
_LIKELY = 0.1  # from which a passage is shown beside it
_HARDLY_LIKELY = 0.002  # below which a passage makes no list likelier
_LITTLE, _NOTHING = 1e-3, 1e-9  # likelihoods below which one is like another
_NEARLY = 0.05  # of the likeliest sentence's likelihood, from which another says as much
_COVERED = 0.8  # of a paragraph's likelihood that its quote holds
_LONGEST = 400  # characters of a quote of several sentences


def further_passages(asked: Asked, allowed: Mask, hit: Hit) -> tuple[Hit, ...]:
    """Passages that are nearly as likely to answer as the one that does, the likeliest first; none where it is clear
    which one answers."""
    shares = _shares(asked, allowed)
    others = (
        other
        for other in asked.best(shares >= _LIKELY, len(shares))
        if other.report is not hit.report or not hit.passage.span.holds(other.passage.span)
    )
    return tuple(others)[:_FURTHER]


def likeliest_list(asked: Asked, allowed: Mask) -> list[int]:
    """The points of the list, or the rows, that are likelier to be the set that is asked for than any paragraph or other
    list; none where a paragraph is."""
    found = wholes(asked, allowed)
    likeliest = max(found, key=lambda places: as_a_set(found[places]), default=())
    listed = likeliest and asked.held.outline.list_around(likeliest[0]) == likeliest
    return [place for place in likeliest if asked.allowed[place]] if listed else []


def wholes(asked: Asked, allowed: Mask) -> dict[tuple[int, ...], dict[str, float]]:
    """Lists, tables' rows and paragraphs that may be the set that is asked for, by their places; each with what speaks
    for it (`fusion.as_a_set`).

    A list is asked for by what leads into it and by the heading above it more than by what its points say; neither is
    an answer, so both count by the witnesses alone.
    """
    held, english = asked.held, asked.question.language == "en"
    outline, passages = held.outline, held.index.passages
    shares = _shares(asked, allowed)
    nearness = likelihoods(asked.evidence, witnessed(asked.evidence, english=english), english=english)
    behind = np.log(np.maximum(nearness / max(float(nearness.max()), _NOTHING), _NOTHING))
    out: dict[tuple[int, ...], dict[str, float]] = {}
    for place in map(int, np.flatnonzero(np.maximum(shares, nearness) > _HARDLY_LIKELY)):
        for whole in _wholes_at(outline, place):
            if whole in out or held.headings[whole[0]]:
                continue
            listed = outline.list_around(whole[0]) == whole
            lead_in, heading = max(0, whole[0] - 1), outline.heading_of(whole[0])
            leads_in = listed and passages[lead_in].quote.text.rstrip().endswith((":", "："))
            share = float(shares[list(whole)].sum()) + (float(shares[lead_in]) if leads_in else 0.0)
            kind = passages[whole[0]]
            out[whole] = {
                "share": float(np.log(share + _LITTLE)),
                "before": float(np.log((float(nearness[lead_in]) if listed else 0.0) + _LITTLE)),
                "lead_in": float(behind[lead_in]) if leads_in else 0.0,
                "heading": float(behind[heading]) if heading is not None else float(behind.min()),
                "leads_in": float(leads_in),
                "rows": float(kind.quote.row is not None),
                "items": float(kind.kind is Kind.ITEM),
            }
    return out


def _wholes_at(outline: Outline, place: int) -> Iterator[tuple[int, ...]]:
    """A passage's paragraph, and the list that it is of, leads into or stands before; of a heading all right below."""
    for own in (place, *(below for below in outline.below(place) if outline.heading_of(below) == place)):
        yield tuple(outline.paragraph(own))
        if points := outline.list_around(own) or outline.list_after(outline.paragraph(own)[-1]):
            yield points


def likely_sentences(asked: Asked, allowed: Mask, hit: Hit) -> list[int]:
    """The sentences of a passage's paragraph that are nearly as likely to answer as the likeliest of them."""
    shares, paragraph = _shares(asked, allowed), asked.held.outline.paragraph(hit.place)
    enough = _NEARLY * max(float(shares[place]) for place in paragraph)
    return [place for place in paragraph if shares[place] >= enough]


def widened(asked: Asked, allowed: Mask, hit: Hit) -> Hit:
    """The passage with the sentences beside it in its paragraph that share its likelihood: where it is not clear which
    of them answers, the words that do are among them. As printed, in one piece, no longer than a reader takes in."""
    shares, passages = _shares(asked, allowed), asked.held.index.passages
    paragraph = asked.held.outline.paragraph(hit.place)
    first = last = hit.place
    span, enough = hit.passage.span, _COVERED * float(shares[paragraph].sum())
    while float(shares[first : last + 1].sum()) < enough:
        sides = [place for place in (first - 1, last + 1) if place in paragraph]
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
