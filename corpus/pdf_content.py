"""A page's content stream as operators: bytes in, what draws text and places it out, in order.

pypdf reads a stream character by character, which is half of what reading a report costs; one pattern reads it here,
and passes over what draws no text. What it does not know (a picture within the stream, a damaged token) is left to
pypdf: the answer is None, never a guess.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, NameObject, read_object

from corpus.pdf_drawing import LOWEST_BOX, RULE
from corpus.pdf_fallback import in_order_of_letters
from corpus.pdf_hidden import SAME_PLACE

Operation = tuple[list[Any], bytes]

LONGEST_STREAM = 8_000_000  # bytes; pypdf counts what it reads of longer ones and gives up in time

_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\)"
_HEX = rb"<[0-9A-Fa-f\s]*+>"
_OPERATOR = rb"[A-Za-z'\"][^\s\0()<>\[\]{}/%]*+"
_CLIPS = rb"re\s++W\*?+\s++n(?=\s)"
_KEPT_AND_CLIPPED = rb"q\s[-+.0-9\s]++" + _CLIPS
_NAME = rb"/[^\s\0()<>\[\]{}/%#\x80-\xff]*+(?!\#|[\x80-\xff])"
_ARRAY = rb"\[(?:[-+.0-9\s]++|" + _STRING + rb"|" + _HEX + rb")*+\]"
_REST = (
    rb"(?P<number>[-+.0-9]++)"
    rb"|(?P<shown>" + _ARRAY + rb"\s*+TJ(?=\s))"
    rb"|(?P<array>" + _ARRAY + rb")"
    rb"|(?P<name>" + _NAME + rb")"
    rb"|(?P<string>" + _STRING + rb")"
    rb"|(?P<hex>" + _HEX + rb")"
    rb"|(?P<dictionary><<(?:[^<>()]++|" + _STRING + rb"|" + _HEX + rb")*+>>)"
    rb"|(?P<unknown>[^\s\0])"
)


def _tokens(operator: bytes) -> re.Pattern[bytes]:
    """An operator is a token with the name and the numbers right before it, "TJ" one with its array."""
    operands = rb"(?:\s*+" + _NAME + rb"(?=\s))?+[-+.0-9\s]*+(?<![-+.0-9])"
    return re.compile(rb"(?P<operator>" + operands + rb"(?:" + operator + rb"))|" + _REST, re.DOTALL)


_TOKEN = _tokens(_OPERATOR)
# A box within which is drawn is one token, with the state that is kept before.
_TOKEN_OR_CLIP = _tokens(_KEPT_AND_CLIPPED + rb"|" + _CLIPS + rb"|" + _OPERATOR)
_IN_ARRAY = re.compile(rb"[-+.0-9]++|" + _HEX + rb"|" + _STRING, re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|[\r\n]{1,2}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"} | {
    bytes([char]): bytes([char]) for char in b"()/\\ %<>[]#_&$"
}

_TEXT = {b"BT", b"ET", b"Tf", b"Tc", b"Tw", b"Tz", b"TL", b"Ts", b"Tr"}
_PLACE = {b"Td", b"TD", b"Tm", b"T*", b"q", b"Q", b"cm"}
_SHOW = {b"Tj", b"TJ", b"'", b'"', b"Do"}
_MARKS = {b"BDC", b"BMC", b"EMC"}
_MARKED = (b"Text", b"/OC", b"/Lbl")  # what stands for the letters, a layer, a label: nobody asks for other marks
_OBEYED = _TEXT | _PLACE | _SHOW | _MARKS
_SEEN_OF_PICTURES = {b"re", b"W", b"W*", b"n", b"gs"}  # of no use to pypdf: they say how much of a picture is seen
# Nor these: they say what is painted over words, and on what ground white ones stand.
_PATHS = {b"m", b"l", b"c", b"v", b"y", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh"}
_FILLING = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_PAINTING = _FILLING | {b"S", b"s"}
_IN_RULES = {b"re", b"m", b"l"}
_PATH_ENDS = (_PATHS | {b"n"}) - _IN_RULES
_TO_OBEY, _IN_PATH, _ENDS_PATH, _TO_LEAVE = 1, 2, 4, 8  # what an operator is for, as bits
_LONG = 8  # times as long as it is high: a rule
_LONGEST_PATH = 200  # steps: a longer one draws no table
_CORNERS = 5  # at most, of a rule that is drawn as a path
_COLOURS = {b"g", b"rg", b"k", b"cs", b"sc", b"scn"}
_PAINTED = _SEEN_OF_PICTURES | _PATHS | _COLOURS
_WHITE = re.compile(
    rb"(?<![\d.])1(?:\.0*)?\s+(?:1(?:\.0*)?\s+1(?:\.0*)?\s+(?:rg|scn?)|g)(?!\S)"
    rb"|(?<![\d.])0(?:\.0*)?(?:\s+0(?:\.0*)?){3}\s+(?:k|scn?)(?!\S)"
)
# One begins with a letter, so that it is found fast.
_FILLED = [re.compile(last + rb"\s+(?:f\*?|F|[bB]\*?)(?!\S)") for last in (b"re", b"h", b"l")]
_PERHAPS_WHITE = (
    b"1 g",
    b"1 1 1",
    b"0 0 0 0",
    b"1.0 g",
    b"1.0 1.0",
    b"1.000",
    b"0.0 0.0 0.0",
)  # looked for before the pattern, which is slow
_PERHAPS_BLACK = (b"0 g", b"0 0 0 rg", b"0 0 0 1 k", b"0 0 0 sc")  # before the first words: these may stand on it
_COLUMN = 12  # sizes of the letters from where one column's words begin to where the next one's do, at least
_STAGGERED = 0.2  # of the letters' size: lower or higher than that are the lines of another column
_ONE_LETTER = 4  # bytes, at most, in any encoding
_TWO_FIGURES = 60  # bytes before an operator, which hold its last two
_LEADS = {b"BT", b"Td", b"TD", b"Tm", b"T*", b"'", b'"'}
_SHOWN = (b"Tj", b"TJ")
_LEAVE_STATE = {b"Td", b"Tm", b"T*", b"Tj", b"TJ"}
_NO_PLACE = (math.nan,) * 6
_NOT_READ_HERE = {b"BI", b"ID", b"EI", b"R"}
_PATH_STEPS = {
    **dict.fromkeys(_IN_RULES, _IN_PATH),
    **dict.fromkeys(_PATH_ENDS, _ENDS_PATH),
    **dict.fromkeys(_NOT_READ_HERE, _TO_LEAVE),
}


def read_contents(page: PageObject, pictured: bool = False) -> None:
    """Give the page its content stream read, so that pypdf need not; without one, or with a strange one, it stays.

    `pictured`: whether what is seen of its pictures is asked for.
    """
    try:
        stream = ContentStream(page["/Contents"], page.pdf, "bytes")
    except (AttributeError, KeyError):  # an empty page
        return
    written = stream.get_data()
    more = _PAINTED if _may_hide(written) else _SEEN_OF_PICTURES if pictured else set()
    obeyed = _OBEYED if any(mark in written for mark in _MARKED) else _OBEYED - _MARKS
    found = operations(written, obeyed | more)
    if found is not None:
        if b"Td" in written:
            found = with_moves_joined(found)
        found = with_repeats_apart(in_order_of_letters(found, page))
        found = with_columns_apart(found) if b"Td" in written or b"Ts" in written else found
        stream.operations = with_text_objects_joined(found)
    page[NameObject("/Contents")] = stream


def _may_hide(stream: bytes) -> bool:
    """Whether the page paints in white, or fills a shape as high as a line of words behind the first of its words, or
    in black before them."""
    if any(colour in stream for colour in _PERHAPS_WHITE) and _WHITE.search(stream):
        return True
    first = max(0, stream.find(b"BT"))
    if any(colour in stream[:first] for colour in _PERHAPS_BLACK):
        first = 0
    return any(_is_high(stream, each) for pattern in _FILLED for each in pattern.finditer(stream, first))


def _is_high(stream: bytes, filled: re.Match[bytes]) -> bool:
    """Of a rectangle; what other shapes are is looked at later."""
    sides = stream[max(0, filled.start() - _TWO_FIGURES) : filled.start()].split()[-2:]
    return not filled[0].startswith(b"re") or all(abs(_size(side)) >= LOWEST_BOX for side in sides)


def _size(token: bytes) -> float:
    try:
        return float(token)
    except ValueError:  # "1.2.3": pypdf has its ways with these
        return math.inf


def operations(stream: bytes, obeyed: Set[bytes] = _OBEYED) -> list[Operation] | None:
    """(operands, operator) of all that draws text, places it or marks it; None where pypdf must read the stream."""
    if len(stream) > LONGEST_STREAM:
        return None
    found: list[Operation] = []
    tokens: list[tuple[str, bytes]] = []
    path: list[tuple[bytes, list[tuple[str, bytes]]]] = []
    values = _Values()
    steps = _Steps(values, obeyed)
    try:
        for token in (_TOKEN if b"W" in obeyed else _TOKEN_OR_CLIP).finditer(stream):
            kind = token.lastgroup or ""
            if kind == "operator":
                operator, what, numbers, operands = steps[token[0]]
                if operator == b"Q" and found and found[-1][1] == b"q":
                    found.pop()  # nothing was drawn between
                elif what & _TO_OBEY:
                    found.append(([*_read(tokens, values), *operands] if tokens else operands.copy(), operator))
                if what > _TO_OBEY:
                    if what & _TO_LEAVE:
                        return None
                    if what & _IN_PATH:
                        path.append((operator, [*tokens, *(("number", number) for number in numbers)]))
                    elif path:
                        if operator in _PAINTING:
                            _add_rules(found, path, filled=operator in _FILLING)
                        path = []
                if tokens:
                    tokens = []
            elif kind == "shown":
                shown = _array(token[0], values)
                found.append(([*_read(tokens, values), shown] if tokens else [shown], b"TJ"))
                tokens = []
            elif kind == "unknown":
                return None
            else:
                tokens.append((kind, token[0]))
    except ValueError:  # "1.2.3", "--5": pypdf has its ways with these
        return None
    return found


def _add_rules(found: list[Operation], path: Sequence[tuple[bytes, list[tuple[str, bytes]]]], *, filled: bool) -> None:
    """What a path is painted as, where these are level or upright lines, such as part a table's rows and columns: left,
    low, width and height of each, those together between which nothing else is obeyed."""
    if len(path) > _LONGEST_PATH:
        return
    drawn = [(operator, [_size(token) for kind, token in tokens if kind == "number"]) for operator, tokens in path]
    if any(math.isinf(number) for _, numbers in drawn for number in numbers):
        return
    boxes = [numbers for operator, numbers in drawn if operator == b"re" and filled]
    points = [numbers for operator, numbers in drawn if operator != b"re"]
    if 1 < len(points) <= _CORNERS and all(len(point) == 2 for point in points):
        (left, *_, right), (low, *_, high) = (sorted(numbers) for numbers in zip(*points, strict=True))
        boxes.append([left, low, right - left, high - low])
    sides = [(box, abs(box[2]), abs(box[3])) for box in boxes if len(box) == 4]
    rules = [box for box, wide, high in sides if max(wide, high) > _LONG * min(wide, high)]
    if rules and found and found[-1][1] == RULE:
        found[-1][0].extend(rules)
    elif rules:
        found.append((rules, RULE))


def with_moves_joined(found: list[Operation]) -> list[Operation]:
    """The same with a move right behind another as one move: between the two pypdf would see a gap, as between words.

    Skia places each run of a line so, by the line's beginning and then by how far it stands from there.
    """
    out: list[Operation] = []
    for operation in found:
        if operation[1] == b"Td" and out and (joined := _moved(out[-1], operation[0])):
            out[-1] = joined
        else:
            out.append(operation)
    return out


def with_columns_apart(found: list[Operation]) -> list[Operation]:
    """The same with the font named again before a wide move along the line or to one beside it, and before letters are
    raised or brought down, where pypdf then begins another run: it would take the gap for a space, two columns that are
    drawn row by row for one, and a raised figure for the end of the figure before it."""
    out: list[Operation] = []
    font: list[Any] = []
    for operation in found:
        operands, operator = operation
        if operator == b"Tf":
            font = operands
        elif operator in (b"BT", b"Q"):
            font = []
        elif font and (operator == b"Ts" or (operator == b"Td" and _is_wide(operands, font))):
            out.append((list(font), b"Tf"))
        out.append(operation)
    return out


def with_text_objects_joined(found: list[Operation]) -> list[Operation]:
    """The same without what stands between two text objects that differ in nothing but the font that each names: Word
    draws each run so, and pypdf takes its time with each state that is brought back and kept again."""
    out: list[Operation] = []
    others = [True]  # whether more than the font was set since a state was kept, the last one last
    end, deep = -1, 0  # where the first object ends, -1 for nowhere, and how many states were kept there
    for operation in found:
        operands, operator = operation
        if operator == b"ET":
            end, deep = len(out), len(others)
        elif operator == b"q":
            others.append(False)
        elif operator == b"Q":
            end = -1 if len(others) == 1 or others.pop() else end
        elif operator == b"Tf":
            named = len(operands) == 2 and isinstance(operands[1], (int, float))
            if end >= 0 and named and deep == len(others) and out[-1][1] == b"BT":
                del out[end:-1]
            end = -1
        elif operator != b"BT":
            end = -1
            others[-1] |= operator not in _LEAVE_STATE
        out.append(operation)
    return out


@dataclass(slots=True)
class _Spot:
    """Where the operator at `place` leads: the matrix of the text there, the font that is named before, and the letters
    that are drawn behind it."""

    place: int
    matrix: tuple[float, ...]
    font: list[Any]
    letters: list[bytes] = field(default_factory=list)

    def is_drawn_over(self, other: _Spot) -> bool:
        *turned, x, y = self.matrix
        *others, other_x, other_y = other.matrix
        if turned != others or len(self.font) != 2 or not isinstance(self.font[1], (int, float)):
            return False
        near = SAME_PLACE * self.font[1] * math.hypot(*turned[:2])
        if abs(x - other_x) > near or abs(y - other_y) > near:
            return False
        return len(said := b"".join(self.letters)) > _ONE_LETTER and said == b"".join(other.letters)


def with_repeats_apart(found: list[Operation]) -> list[Operation]:
    """The same with the font named again around words that are drawn twice at nearly one place, where pypdf then begins
    another run: it would take their shadow for the next words."""
    if not _repeat(found):
        return found
    font: list[Any] = []
    spots = [_Spot(0, _NO_PLACE, font)]
    for place, (operands, operator) in enumerate(found):
        if operator in _SHOWN:
            spots[-1].letters += [part for part in _shown(operands) if isinstance(part, bytes)]
        elif operator == b"Tf":
            font = operands
        elif operator == b"Q":
            font = []
        elif operator in _LEADS:
            before = spots[-1] if spots[-1].letters else spots.pop()
            spots.append(_Spot(place, _led(before.matrix, operands, operator), font))
    apart: dict[int, list[Any]] = {}
    for one, over, after in zip(spots, spots[1:], [*spots[2:], spots[-1]], strict=False):
        if over.is_drawn_over(one):
            apart |= {spot.place: spot.font for spot in (one, over, after) if spot.font}
    if not apart:
        return found
    return [
        each
        for place, operation in enumerate(found)
        for each in ([(list(apart[place]), b"Tf"), operation] if place in apart else [operation])
    ]


def _repeat(found: Sequence[Operation]) -> bool:
    """Whether words are drawn that were drawn right before, wherever."""
    before: list[list[Any]] = []
    now: list[list[Any]] = []
    begun = b""
    for operands, operator in found:
        if operator in _SHOWN:
            now.append(operands)
        elif operator in _LEADS and now:
            begins = _first(now)
            alike = begins.startswith(begun) or begun.startswith(begins)
            if alike and before and len(said := _letters(now)) > _ONE_LETTER and said == _letters(before):
                return True
            before, now, begun = now, [], begins
    return bool(now) and _letters(now) == _letters(before)


def _first(shown: Sequence[list[Any]]) -> bytes:
    part = next(iter(_shown(shown[0])), b"")
    return part if isinstance(part, bytes) else b""


def _letters(shown: Sequence[list[Any]]) -> bytes:
    return b"".join(part for part in chain.from_iterable(map(_shown, shown)) if isinstance(part, bytes))


def _shown(operands: list[Any]) -> list[Any]:
    return operands[0] if operands and isinstance(operands[0], list) else operands


def _led(matrix: tuple[float, ...], operands: list[Any], operator: bytes) -> tuple[float, ...]:
    """The matrix of the text behind an operator that leads elsewhere; no place where it is not known."""
    if operator == b"BT":
        return 1, 0, 0, 1, 0, 0
    if operator not in (b"Td", b"Tm") or not all(isinstance(each, (int, float)) for each in operands):
        return _NO_PLACE
    if operator == b"Tm":
        return tuple(operands) if len(operands) == 6 else _NO_PLACE
    moved = _moved((list(matrix), b"Tm"), operands)
    return tuple(moved[0]) if moved else _NO_PLACE


def _is_wide(step: list[Any], font: list[Any]) -> bool:
    numbers = [*step, *font[1:]]
    if len(step) != 2 or len(font) != 2 or not all(isinstance(each, (int, float)) for each in numbers):
        return False
    beside = step[1] == 0 or _STAGGERED * font[1] <= abs(step[1]) < font[1]
    return bool(beside and step[0] > _COLUMN * font[1] > 0)


def _moved(before: Operation, step: list[Any]) -> Operation | None:
    """The move `before` and a step on from it as one; None where the first is no move or either is damaged."""
    placed, operator = before
    if operator not in (b"Td", b"Tm") or len(step) != 2:
        return None
    if not all(isinstance(each, (int, float)) for each in (*placed, *step)):
        return None
    if operator == b"Td" and len(placed) == 2:
        return [placed[0] + step[0], placed[1] + step[1]], operator
    if operator == b"Tm" and len(placed) == 6:
        a, b, c, d, x, y = placed
        return [a, b, c, d, x + step[0] * a + step[1] * c, y + step[0] * b + step[1] * d], operator
    return None


class _Values(dict[bytes, Any]):
    """What numbers, strings and names stand for; a page writes the same ones again and again."""

    def __missing__(self, token: bytes) -> Any:
        first = token[:1]
        if first == b"(":
            value: Any = _unescaped(token[1:-1])
        elif first == b"<":
            value = _from_hex(token)
        elif first == b"/":
            value = token.decode()
        else:
            value = float(token) if b"." in token else int(token)
        self[token] = value
        return value


class _Steps(dict[bytes, tuple[bytes, int, list[bytes], list[Any]]]):
    """What an operator with the name and numbers before it stands for: its own name, what it is for, and these as
    written and, of one that is obeyed, as values; a page writes the same ones again and again."""

    def __init__(self, values: _Values, obeyed: Set[bytes]) -> None:
        self._values = values
        self._heeded = _PATH_STEPS | {one: _PATH_STEPS.get(one, 0) | _TO_OBEY for one in obeyed}

    def __missing__(self, token: bytes) -> tuple[bytes, int, list[bytes], list[Any]]:
        *numbers, operator = token.split()
        ends = 0
        if b"re" in numbers:  # of a box within which is drawn: the path ends
            operator, numbers, ends = (b"q" if numbers[0] == b"q" else operator), [], _ENDS_PATH
        what = self._heeded.get(operator, 0) | ends
        operands = [self._values[number] for number in numbers] if what & _TO_OBEY else []
        self[token] = found = operator, what, numbers, operands
        return found


def _read(tokens: Sequence[tuple[str, bytes]], values: _Values) -> list[Any]:
    return [_operand(kind, token, values) for kind, token in tokens]


def _array(token: bytes, values: _Values) -> ArrayObject:
    return ArrayObject([values[each] for each in _IN_ARRAY.findall(token)])


def _operand(kind: str, token: bytes, values: _Values) -> Any:
    if kind == "array":
        return _array(token, values)
    if kind != "dictionary":
        return values[token]
    # Most say an id alone, which nobody asks for.
    return read_object(BytesIO(token), None, "bytes") if b"Text" in token else {}


def _from_hex(token: bytes) -> bytes:
    digits = b"".join(token[1:-1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_meant, text) if b"\\" in text else text


def _meant(escape: re.Match[bytes]) -> bytes:
    """What stands for a backslash and what follows it; a pair that means nothing stays as it is."""
    code = escape[1]
    if code[:1] in b"\r\n":
        return b""
    if code[:1] in b"01234567":
        return bytes([int(code, 8)]) if int(code, 8) < 256 else escape[0]
    return _ESCAPED.get(code, escape[0])
