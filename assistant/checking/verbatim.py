"""Words in, every place where the report says exactly them out; what differs in shape alone is named.

Forgiven are the differences that `folding` folds away, the numbers of notes and paragraphs, and what the quotation
says to be its own (`pieces`): words left out within a paragraph or from one to the next of a section, with at least
three words on each side and no negation among them, nor beside dots at an end; words in square brackets, in the place
of a few of the report's or of none. Everything else is another wording, and not found here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.checking.folding import ALL, MARKS, Folded, Kind, fold, plain
from assistant.checking.negations import negation
from assistant.checking.pieces import ELLIPSIS, OPENS, Joint, Own, pieces
from assistant.checking.qualifiers import qualifier
from assistant.checking.quotations import word_count
from corpus import report as reports
from corpus.note_calls import calls, without_calls
from corpus.printed_words import RAISED
from corpus.report import Report, Span

LEFT_OUT = "words left out at […]"
CLOSING = "closing punctuation"
NOTE_CALL = "note call left out"
NUMBER = "paragraph number left out"
QUALIFIER = "among them what limits the sentence: "  # behind LEFT_OUT
IN_BRACKETS = "the draft’s own in brackets: "

# Drafts write it with and without brackets.
_ELLIPSIS = re.compile(rf"(?:(?<!\s)\s++|)(?:{ELLIPSIS})\s*")
_ELLIPSIS_AT_AN_END = re.compile(rf"^{_ELLIPSIS.pattern}|{_ELLIPSIS.pattern}[.,;:!?。，；：！？؟،؛]?$")
_EDGES = re.compile(rf"^[\s{MARKS}]++|(?<![\s{MARKS}])[\s{MARKS}]++$")
# "commu- nity": the line's end is a space by now, in what was pasted. A draft's own files give it as LINE_END.
LINE_END = "\u2011"
_LOWERED = {raised: plain for plain, raised in RAISED.items()}
_LINE_END_IN_A_WORD = re.compile(rf"(?<=\w)(?:[-\u2010]\s+|{LINE_END})(?=\w)")
_MOST_LINE_ENDS = 4  # of which each is read both ways; of more, all as no hyphens of the words
# American typesetting puts the sentence's own comma or full stop before the closing mark.
_CLOSING = re.compile(r"(?<=\w)[.,;。，；、،؛]$")
_OWN_BEGINS = re.compile(rf"{OPENS}|[(（<{{…⋯]|\.\s?\.")  # without one of these a quotation says nothing of its own
_FEWEST_WORDS = 3  # on each side of words left out
_FEWEST_IN_ALL = 4  # around words in brackets
_MOST_REPLACED = 6  # words of the report that one bracket may stand for
_LONGEST_REPLACED = 80  # characters, of the same
_LONGEST_ENDING = 3  # letters
_LONGEST_STEM = 20  # letters, of the words that negate
_LONGEST_CLAUSE = 400  # characters beyond an ellipsis at an end
# Where a clause ends; a comma or a full stop within a figure ends none.
_ENDS_SENTENCE = r"[.!?。！？؟\n](?!\d)"
_ENDS_CLAUSE = re.compile(rf"{_ENDS_SENTENCE}|[,;:，；：、،؛](?!\d)|[—–()（）]")
# The rest of a clause, and the first words of the one behind it: "…, but not at night", "…, except by day".
_IDEOGRAPHS = "\u3040-\u9fff"
_AND_BEHIND = re.compile(rf"[,;:，；：、،؛—–(（]\s?(?:[{_IDEOGRAPHS}]{{1,4}}|\w{{1,30}}(?:\s\w{{1,30}})?)")


@dataclass(frozen=True, slots=True)
class Exact:
    """A place, and the names of what differs there in shape."""

    span: Span
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read a quotation, and what had to be set aside to read it so; `cut`: dots before the words, behind."""

    words: str
    aside: tuple[str, ...] = ()
    cut: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class _Chain:
    """Where a quotation's pieces stand, one behind the other; `whole` from the first to the end of the last's word.

    `qualifiers`: the words that limit a sentence and are left out.
    """

    places: tuple[Span, ...]
    whole: Span
    negated: bool
    qualifiers: tuple[str, ...] = ()


_Left = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Searched:
    """A report's text as it is searched, and what was left out of it: from where, up to where, its name."""

    folded: Folded
    without: tuple[_Left, ...] = ()

    def span(self, start: int, end: int) -> Span:
        return Span(self.folded.starts[start], self.folded.ends[end - 1])

    def left_within(self, span: Span) -> tuple[_Left, ...]:
        first, last = (bisect_left(self.without, place, key=lambda one: one[0]) for place in (span.start, span.end))
        return self.without[first:last]


class Verbatim:
    """A report ready to be searched for exact words; a second for two million characters."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._starts = [block.span.start for block in report.blocks]
        called = [(start, end, NOTE_CALL) for start, end in calls(report.text)]
        self._left = list(dict.fromkeys([(), tuple(called), tuple(sorted([*called, *_numbers(report)]))]))
        self._made: list[_Searched] = []

    def _searched(self) -> Iterator[_Searched]:
        """The text in each way that it is searched, the most literal first; each is made when it is first needed."""
        for place, left in enumerate(self._left):
            if place == len(self._made):
                self._made.append(_without(self.report.text, left))
            yield self._made[place]

    def places(self, words: str) -> tuple[Exact, ...]:
        """Every place, in the order of the text; none where the report does not say exactly this."""
        readings = _readings(words)
        for searched in self._searched():
            for reading in readings:
                wanted = plain(reading.words)
                spans = [searched.span(*place) for place in _found(searched.folded.text, wanted)]
                if spans := [span for span in spans if self._turned(reading, span) is None]:
                    return tuple(Exact(span, self._differences(searched, reading, span)) for span in spans)
        for searched in self._searched():
            for reading in readings:
                found = [place for place, negated in self._in_pieces(searched, reading) if not negated]
                if found:
                    return tuple(found)
        return ()

    def negation_left_out(self, words: str) -> Span | None:
        """Where the report says these words but for what the quotation leaves out, and that turns them round."""
        if not _ELLIPSIS.search(words):
            return None
        *_, searched = self._searched()
        for reading in _readings(words):
            for place in _found(searched.folded.text, plain(reading.words)):
                if turned := self._turned(reading, searched.span(*place)):
                    return turned
            for found, negated in self._in_pieces(searched, reading):
                if negated:
                    return found.span
        return None

    def _turned(self, reading: _Reading, span: Span) -> Span | None:
        """The words at `span` with the rest of their clause, where that negates them behind the reading's dots."""
        text = self.report.text
        begin = _clause_begin(text, span.start) if reading.cut[0] else span.start
        end = _clause_end(text, span.end) if reading.cut[1] else span.end
        wide = Span(
            begin if negation(text, begin, span.start) else span.start,
            end if negation(text, span.end, end) else span.end,
        )
        return wide if wide != span else None

    def _qualifiers_beside(self, reading: _Reading, span: Span) -> tuple[str, str]:
        """What limits the clause of the words at `span` where the reading's dots leave it out, before and behind."""
        text = self.report.text
        before = text[_clause_begin(text, span.start) : span.start] if reading.cut[0] else ""
        behind = text[span.end : _clause_end(text, span.end)] if reading.cut[1] else ""
        return qualifier(before), qualifier(behind)

    def _differences(self, searched: _Searched, reading: _Reading, span: Span) -> tuple[str, ...]:
        words, left = reading.words, searched.left_within(span)
        kept = _kept(left, span.start, span.end)
        printed = "".join(self.report.text[begin:end] for begin, end in kept)
        names = dict.fromkeys(name for *_, name in left)
        aside = (*reading.aside, *_named_qualifiers(self._qualifiers_beside(reading, span)))
        if words == printed:
            return (*names, *aside)
        shapes = [kind.value for kind in Kind if fold(words, ALL - {kind}).text != fold(printed, ALL - {kind}).text]
        return tuple(dict.fromkeys((*shapes, *names, *aside)))

    def _in_pieces(self, searched: _Searched, reading: _Reading) -> Iterator[tuple[Exact, bool]]:
        """Each place of a quotation that says something of its own, and whether it leaves a negation out."""
        if not _OWN_BEGINS.search(reading.words):
            return
        parts = pieces(reading.words)
        owned = [part for part in parts if isinstance(part, Own)]
        if (
            not owned
            or not _are_enough(parts)
            or any(negation(one.said) for one in owned if one.joint in (Joint.INSERTED, Joint.ENDING))
        ):
            return
        first = next(number for number, part in enumerate(parts) if isinstance(part, str))
        begins = plain(str(parts[first]))
        replaces = any(one.joint is Joint.INSERTED for one in parts[:first] if isinstance(one, Own))
        for start in _starts(searched.folded.text, begins):
            if replaces and negation(self._before(searched, start)):
                continue  # "[A] box was opened" where the report says "No box"
            chain = self._chain(searched, parts[first:], start)
            if chain is None:
                continue
            said = [part for part in parts if isinstance(part, str)]
            named = [
                difference
                for piece, span in zip(said, chain.places, strict=True)
                for difference in self._differences(searched, _Reading(piece), span)
            ]
            qualifiers = (*chain.qualifiers, *self._qualifiers_beside(reading, chain.whole))
            names = (*named, *reading.aside, *_names(owned, qualifiers))
            turned = self._turned(reading, chain.whole)
            yield Exact(turned or chain.whole, tuple(dict.fromkeys(names))), chain.negated or turned is not None

    def _chain(self, searched: _Searched, parts: Sequence[str | Own], start: int) -> _Chain | None:
        """The pieces' places, the first at `start` of the folded text; None where one does not follow as it should."""
        text = searched.folded.text
        places: list[tuple[int, int]] = []
        at, joints, negated, qualifiers = start, list[Own](), False, list[str]()
        for part in parts:
            if isinstance(part, Own):
                joints.append(part)
                if part.joint is Joint.ENDING:
                    stem, at = at, _word_end(text, at)
                    word = text[max(0, stem - _LONGEST_STEM) : at].split(" ")[-1]
                    if negation(word) and plain(part.said) != text[stem:at]:
                        return None  # "with[]" where the report says "without"
                continue
            if places and _within_word(text, at):
                return None
            wanted = plain(part)
            following = self._following(searched, wanted, at, joints) if places else start
            if following is None:
                return None
            if any(joint.joint is Joint.LEFT_OUT for joint in joints):
                begin, end = self._between(searched, at, following)
                negated |= bool(negation(self.report.text, begin, end))
                qualifiers.append(qualifier(self.report.text[begin:end]))
            at, joints = following + len(wanted), []
            places.append((following, at))
        if _within_word(text, at):
            return None
        spans = tuple(searched.span(*place) for place in places)
        return _Chain(spans, searched.span(places[0][0], at), negated, tuple(qualifiers))

    def _following(self, searched: _Searched, wanted: str, at: int, joints: Sequence[Own]) -> int | None:
        """Where the next piece begins, behind what the quotation says of its own; `at`: where the last one ends."""
        text = searched.folded.text
        kinds = {joint.joint for joint in joints}
        if Joint.LEFT_OUT in kinds:
            place = next(_starts(text, wanted, at), None)
            return place if place is not None and self._are_near(searched, at, place) else None
        limit = at + (_LONGEST_REPLACED if Joint.INSERTED in kinds else 1) + len(wanted)
        for begin in _starts(text, wanted, at, limit):
            gap = self._between(searched, at, begin)
            between = self.report.text[slice(*gap)]
            if Joint.INSERTED in kinds:
                if any(between.strip().startswith(f"{one.written} ") for one in joints):
                    return None  # the report prints these brackets itself, and more behind them
                if word_count(between) <= _MOST_REPLACED and not re.search(r"[.!?。]|\n", between):
                    return None if negation(self.report.text, *gap) else begin
            elif not between.strip():
                return begin
        return None

    def _before(self, searched: _Searched, start: int) -> str:
        """What the report says before a piece in its sentence, as much as a bracket may stand for."""
        end = searched.folded.starts[start]
        behind = re.split(r"[.!?。\n]", self.report.text[max(0, end - _LONGEST_REPLACED) : end])[-1]
        return " ".join(behind.split()[-_MOST_REPLACED:])

    def _between(self, searched: _Searched, end: int, begin: int) -> tuple[int, int]:
        """Where the report's text goes on from the end of one piece, and where the next begins."""
        return searched.folded.ends[end - 1], searched.folded.starts[begin]

    def _are_near(self, searched: _Searched, end: int, begin: int) -> bool:
        """Whether words are left out within a paragraph, or between one and the next, and not over a heading."""
        first = self._block_at(searched.folded.ends[end - 1] - 1)
        last = self._block_at(searched.folded.starts[begin])
        return (last - first <= 1 and self.report.blocks[last].kind is not reports.Kind.HEADING) or first == last

    def _block_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)


def _numbers(report: Report) -> list[_Left]:
    """The numbers of paragraphs and points, which are their names and none of their words."""
    starts = [(block.span.start, block.number) for block in report.blocks if block.number]
    return [(start - len(number) - 1, start, NUMBER) for start, number in starts]


def _kept(left: Sequence[_Left], begin: int, end: int) -> list[tuple[int, int]]:
    """Where between `begin` and `end` stands what is not left out."""
    edges = [begin, *(edge for start, stop, _ in left for edge in (start, stop)), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _without(text: str, left: tuple[_Left, ...]) -> _Searched:
    """The text as it is searched without what stands at these places."""
    if not left:
        return _Searched(fold(text))
    kept = [place for begin, end in _kept(left, 0, len(text)) for place in range(begin, end)]
    found = fold("".join(text[place] for place in kept))
    starts = tuple(kept[start] for start in found.starts)
    ends = tuple(kept[end - 1] + 1 for end in found.ends)
    return _Searched(Folded(found.text, starts, ends), left)


def _found(text: str, wanted: str, begin: int = 0, limit: int | None = None) -> Iterator[tuple[int, int]]:
    """(start, end) in the folded text, from `begin` to `limit`; no place begins or ends within a word or a figure."""
    at = text.find(wanted, begin, limit) if any(map(str.isalnum, wanted)) else -1
    while at >= 0:
        end = at + len(wanted)
        if not _within_word(text, at) and not _within_word(text, end):
            yield at, end
        at = text.find(wanted, at + 1, limit)


def _starts(text: str, wanted: str, begin: int = 0, limit: int | None = None) -> Iterator[int]:
    """Where `wanted` stands from the beginning of a word on, whatever it ends in."""
    at = text.find(wanted, begin, limit) if wanted else -1
    while at >= 0:
        if not _within_word(text, at):
            yield at
        at = text.find(wanted, at + 1, limit)


def _clause_begin(text: str, at: int) -> int:
    """Where the clause begins in which `at` stands."""
    begin = max(0, at - _LONGEST_CLAUSE)
    return max((mark.end() for mark in _ENDS_CLAUSE.finditer(text, begin, at)), default=begin)


def _clause_end(text: str, at: int) -> int:
    """Where the clause ends in which `at` stands, with the first words of the next in the sentence."""
    mark = _ENDS_CLAUSE.search(text, at, at + _LONGEST_CLAUSE)
    end = mark.start() if mark else min(len(text), at + _LONGEST_CLAUSE)
    more = _AND_BEHIND.match(text, end)
    return more.end() if more else end


def _word_end(text: str, at: int) -> int:
    """Where the word ends that `at` stands in, or behind, within the letters that an ending has."""
    end = at
    while end < len(text) and end - at < _LONGEST_ENDING and text[end].isalpha():
        end += 1
    return end


def _are_enough(parts: Sequence[str | Own]) -> bool:
    """Whether enough words stand around what the quotation says of its own to say where they are from."""
    groups = [0]
    for part in parts:
        if isinstance(part, str):
            groups[-1] += word_count(part)
        elif part.joint is Joint.LEFT_OUT and (groups[-1] or len(groups) == 1):  # "[…]…" leaves out once
            groups.append(0)
    fewest = _FEWEST_IN_ALL if len(groups) == 1 else _FEWEST_WORDS
    return all(count >= fewest for count in groups)


def _named_qualifiers(qualifiers: Sequence[str]) -> tuple[str, ...]:
    said = dict.fromkeys(filter(None, qualifiers))
    return (QUALIFIER + ", ".join(said),) if said else ()


def _names(owned: Sequence[Own], qualifiers: Sequence[str]) -> tuple[str, ...]:
    """`qualifiers`: words that limit the sentence, among those left out."""
    left_out = (LEFT_OUT,) if any(own.joint is Joint.LEFT_OUT for own in owned) or any(qualifiers) else ()
    written = list(dict.fromkeys(own.written for own in owned if own.joint is not Joint.LEFT_OUT))
    return (*left_out, *_named_qualifiers(qualifiers), *([IN_BRACKETS + ", ".join(written)] if written else []))


def bare(words: str) -> str:
    """The words without the quotation marks and the white space around them."""
    return _EDGES.sub("", words)


def _readings(words: str) -> list[_Reading]:
    """The ways to read a quotation, the most literal first."""
    as_given = _unbroken(words.strip())
    if (lowered := words.strip().translate(_LOWERED)) != words.strip():
        as_given.append(lowered)  # "10⁶" where the report's file says "106": its own rise was lost
    if (uncalled := without_calls(words.strip())) != words.strip():
        return [
            *_readings_of(as_given),
            *(replace(one, aside=(*one.aside, NOTE_CALL)) for one in _readings(uncalled)),
        ]
    return _readings_of(as_given)


def _unbroken(words: str) -> list[str]:
    """The words as given, then with each hyphen at a line's end read as one of the words or as none."""
    ends = list(_LINE_END_IN_A_WORD.finditer(words))
    if len(ends) > _MOST_LINE_ENDS:
        return [words, _LINE_END_IN_A_WORD.sub("", words)]
    found = [""]
    at = 0
    for end in ends:
        found = [one + words[at : end.start()] + hyphen for one in found for hyphen in (end[0], "")]
        at = end.end()
    return [one + words[at:] for one in found]


def _readings_of(as_given: Sequence[str]) -> list[_Reading]:
    readings: list[_Reading] = []
    for given in as_given:
        unmarked = bare(given)
        inner = bare(_ELLIPSIS_AT_AN_END.sub("", unmarked))
        dots = [dot.span() for dot in _ELLIPSIS_AT_AN_END.finditer(unmarked)]
        cut = any(not start for start, _ in dots), any(end == len(unmarked) for _, end in dots)
        aside = (LEFT_OUT,) if dots else ()
        readings += [_Reading(given), _Reading(unmarked), _Reading(inner, aside, cut)]
        if _CLOSING.search(inner):
            readings.append(_Reading(_CLOSING.sub("", inner), (*aside, CLOSING), cut))
    return [reading for reading in dict.fromkeys(readings) if reading.words]


def _within_word(text: str, at: int) -> bool:
    """Whether a cut at `at` goes through a word or a figure ("31" of "131", "12" of "12,000")."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return not (_is_ideograph(before) or _is_ideograph(after))
    if before in ".,":
        return after.isdigit() and text[at - 2 : at - 1].isdigit()
    return after in ".," and before.isdigit() and text[at + 1 : at + 2].isdigit()


def _is_ideograph(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"
