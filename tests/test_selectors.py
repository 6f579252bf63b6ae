"""The W3C selectors point at the words, and are read back from any JSON that holds them."""

from __future__ import annotations

from corpus.anchors import anchor
from corpus.report import Report, Span
from corpus.selectors import Cited, cited, target


def test_the_selectors_hold_the_words_their_neighbours_and_their_place(shipped: Report) -> None:
    at = shipped.text.index("131 interviews")
    found = target(shipped, Span(at, at + 14))
    words, place = found["selector"]
    assert words["type"], place["type"] == ("TextQuoteSelector", "TextPositionSelector")
    assert shipped.text[place["start"] : place["end"]] == words["exact"] == "131 interviews"
    assert shipped.text[at - 32 : at + 14 + 32] == words["prefix"] + words["exact"] + words["suffix"]
    assert found["sha256"] == shipped.sha256


def test_at_the_texts_ends_there_is_as_much_context_as_there_is(shipped: Report) -> None:
    words = target(shipped, Span(0, len(shipped.text)))["selector"][0]
    assert (words["prefix"], words["suffix"]) == ("", "")


def test_citations_are_read_back_at_any_depth(shipped: Report) -> None:
    span = Span(0, 13)
    written = {"a": [{"target": target(shipped, span)}, 3, None]}
    assert list(cited(written)) == [Cited(shipped.text[:13], shipped.sha256, shipped.edition or "")]


def test_the_quotes_of_an_answer_are_read_back_by_their_anchors(shipped: Report) -> None:
    answer = {"quotes": [{"text": shipped.text[:13], "anchor": anchor(shipped, Span(0, 13))}]}
    assert list(cited(answer)) == [Cited(shipped.text[:13], shipped.sha256[:8])]
