"""Letters as a PDF draws them in, words as a person reads them out.

Ligatures and Arabic presentation forms become letters, words that a line's end broke are whole again, and a space
that the page does not show is taken out where the document itself proves it. Spelling stays as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.report_builder import line_gap, tidy

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")  # a note's number, told from the words it stands behind

# Stands for a space that the PDF does not draw: pypdf puts one in where a word's two halves lie a little apart.
# White space itself, so that what is not resolved becomes an ordinary space.
MAYBE_SPACE = "\x1f"
# Behind a large initial, which is a word of its own or the first letter of one, and stands so near that it is a letter.
MAYBE_WORD, MAYBE_LETTER = "\x1e", "\x1d"
_WORDS_OF_A_LETTER = frozenset("aioàyeо")  # most initials are no word where nothing else tells

_FIRST_FROM_RIGHT = "\u0590"  # of all letters: what stands before it runs from the left
_FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")  # ligatures, Hebrew and Arabic presentation forms
_JUNK = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]+")  # half characters too, which no file can hold
_FEWEST_DOTS = 4
_SPACED_LEADER = re.compile(rf"(?<!\s)(?:\s*+\.){{{_FEWEST_DOTS},}}+\s*")
_FEWEST_SET_APART = 4  # letters, different ones
_SET_APART = re.compile(r"(?:(?<=\s\s)|^)[^\W\d_](?: [^\W\d_])++(?=\s\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_HEAD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"(?:^|(?![-‐])[\W\d_]|(?<![^\W\d_])[-‐])((?:[^\W\d_]++[-‐])*[^\W\d_]++)[-‐]$")
_APART_FROM_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++) -$")
_ENDS_IN_HYPHEN = re.compile(r"\w[-‐]")
_GAPS = frozenset((MAYBE_SPACE, MAYBE_WORD, MAYBE_LETTER))
_MAYBE = re.compile(rf"(?<![^\W_])([^\W_]++){MAYBE_SPACE}([-–]?[^\W_]+)")
_TORN_FIGURE = re.compile(rf"(?<![\d.,])(\d++){MAYBE_SPACE}(\d++)")
_FIGURES_APART = re.compile(r"(?<!\d)(\d++)(?= (\d++))")
_FIGURE = re.compile(rf"(?<![\d.,{MAYBE_SPACE}])\d++(?![.,]?\d|{MAYBE_SPACE})")
_INITIAL = re.compile(rf"(?<![^\W_])([^\W\d_])([{MAYBE_WORD}{MAYBE_LETTER}])([^\W\d_]++)")
# Where a document breaks words by itself, two words of this length that it uses alone were joined by a real hyphen.
_COMPOUND_HALF = 4
# Without evidence in the document: words whose hyphen is nearly always a real one, before a second half this long.
_HYPHENATED = {"non", "self", "cross", "quasi", "well"}
_SECOND_HALF = 5
_SECOND_HALVES = {"related", "based", "term", "level"}
_PAIRS = {
    ("self", "help"),
    ("self", "rule"),
    ("so", "called"),
    ("follow", "up"),
    ("start", "up"),
    ("well", "being"),
    ("decision", "making"),
    ("decision", "maker"),
    ("decision", "makers"),
}
_TENS = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
_DIGITS = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"} | {
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
}
_COMPASS = ({"north", "south"}, re.compile(r"(?:east|west)(?:ern|erly|wards?)?"))  # as the UN and Britain write them
SOFT_HYPHEN = "\xad"
_LOOKED_BACK = 500  # characters before a line's end that may say how it goes on: more than a word
_SOFT_INSIDE = re.compile(rf"\w{SOFT_HYPHEN}\w")
_SOFT_UNBREAKABLE = re.compile(rf"\w{SOFT_HYPHEN}(?:\d|(?<=[a-z]{SOFT_HYPHEN})[A-Z])")
_TWICE_SOFT = re.compile(rf"{SOFT_HYPHEN}\w+{SOFT_HYPHEN}\w")
_ONCE_TWICE = 5  # words with a hyphen for each that has two of them, at least: hidden ones stand between all syllables
_TIED_DASH = re.compile(r"\w(?:[—–]\|\w|\|[—–]\w)")  # "mandates—" and "through"; one between spaces keeps them
# Words between dashes, "—so—", which spaces set apart from the sentence and not from each other.
_ASIDE_ENDS = re.compile(r"\s[—–]\w[^—–]*[—–]$")
_ASIDE_BEGINS = re.compile(r"[—–]\w[^—–]*[—–][\s,.;:)]")
_ASIDE_LENGTH = 300
_HARD_INSIDE = re.compile(r"[^\W\d_][-‐][^\W\d_]")
_TORN_LETTERS = 7  # shorter ones are two words too often: "into", "maybe", "cannot"
_MANY_LINES = 100
_MANY_BREAKS = 0.1  # of a document's lines
_FEW_BREAKS = 0.02  # of a document's lines end in a hyphen where nothing but real ones stand there
# Beyond this share of all spaces they are how the file sets every word, and prove nothing.
_MAYBE_SHARE = 0.1


def letters(text: str) -> str:
    """One line with its drawn forms as letters: "ﬁeld" -> "field", and "ﻟ" -> "ل". Else NFC, as printed."""
    if text.isascii() and text.isprintable():
        return text
    plain = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]).lstrip(), _JUNK.sub("", text))
    return unicodedata.normalize("NFC", plain)


def close_set(text: str) -> str:
    """ "O N E   h a r b o u r" -> "ONE   harbour", as a line's letters set apart are read; a space drawn is one more.

    Letters in the order of the alphabet and the same few again and again are what stands over a table or in its cells.
    """
    if (text[1:2] != " " and "  " not in text) or not any(map(_is_set_apart, _SET_APART.findall(text))):
        return text
    return _SET_APART.sub(lambda apart: apart[0].replace(" ", ""), text)


def _is_set_apart(letters_alone: str) -> bool:
    alone = letters_alone.split(" ")
    alphabetical = all(ord(later) - ord(earlier) == 1 for earlier, later in pairwise(alone))
    return not alphabetical and len(set(alone)) >= _FEWEST_SET_APART


def clean(text: str) -> str:
    """A line as it enters the report: tidy, and a contents list's row of dots as one mark."""
    return tidy(_SPACED_LEADER.sub(" … ", text) if text.count(".") >= _FEWEST_DOTS else text)


def is_right_to_left(text: str) -> bool:
    """True where most letters of `text` are of a script that runs from right to left."""
    if text.isascii() or max(text) < _FIRST_FROM_RIGHT:
        return False
    kinds = Counter(unicodedata.bidirectional(char) for char in text)
    return kinds["R"] + kinds["AL"] > kinds["L"]


def _is_hyphenated(first: str, second: str) -> bool:
    return (
        (first in _HYPHENATED and len(second) >= _SECOND_HALF)
        or (first in _TENS and second in _DIGITS)
        or (second in _SECOND_HALVES and len(first) >= _COMPOUND_HALF and first != "inter")
        or (first, second) in _PAIRS
        or (first in _COMPASS[0] and bool(_COMPASS[1].fullmatch(second)))
    )


def writes_hyphens_soft(lines: Sequence[str], fewest: int = 1) -> bool:
    """True where the soft hyphen is the only hyphen that these lines know: inside them, at least in `fewest` words,
    seldom twice in one."""
    inside = sum(len(_SOFT_INSIDE.findall(line)) for line in lines)
    if inside < fewest or any(_HARD_INSIDE.search(line) for line in lines):
        return False
    return _ONCE_TWICE * sum(len(_TWICE_SOFT.findall(line)) for line in lines) <= inside


def in_capitals(text: str) -> bool:
    """True where the letters are capitals: most of them, as most scripts have none."""
    return text.isupper() and 2 * sum(map(str.isupper, text)) >= sum(map(str.isalpha, text))


def _figures_in(lines: Sequence[str]) -> frozenset[str]:
    """The figures that a gap may have torn and that the document prints whole elsewhere, and never in these parts."""
    torn = {found.groups() for line in lines if MAYBE_SPACE in line for found in _TORN_FIGURE.finditer(line)}
    if not torn:
        return frozenset()
    whole = {found[0] for line in lines for found in _FIGURE.finditer(line)}
    apart = {found.groups() for line in lines for found in _FIGURES_APART.finditer(line)}
    return frozenset(first + second for first, second in torn - apart if first + second in whole)


def _pairs_in(lines: Sequence[str]) -> Counter[tuple[str, str]]:
    """How often the document says each large initial of its pages and what follows as two words."""
    marked = [line for line in lines if MAYBE_WORD in line or MAYBE_LETTER in line]
    asked = Counter((found[1].lower(), found[3].lower()) for line in marked for found in _INITIAL.finditer(line))
    pairs = Counter[tuple[str, str]]()
    for line in lines if asked else ():
        said = [found[0].lower() for found in _WORD.finditer(line)]
        pairs.update(pair for pair in pairwise(said) if pair in asked)
    pairs.subtract(asked)  # those that are asked about prove nothing
    return pairs


class WordsInUse:
    """The words that a document prints unbroken, asked when a line's end or a gap leaves two readings."""

    def __init__(self, lines: Iterable[str], typed: bool = False) -> None:
        """`typed`: by a person or a program that wrote text, whose soft hyphens are what they look like unless one
        stands where no word may be broken."""
        lines = list(lines)
        self.counts: Counter[str] = Counter()
        unbreakable = not typed or any(_SOFT_UNBREAKABLE.search(line) for line in lines)
        self._soft_is_hyphen = unbreakable and writes_hyphens_soft(lines)
        lines = [self._hyphens_settled(line) for line in lines]
        breaks: list[tuple[str, str]] = []
        spaces = maybes = 0
        before: re.Match[str] | None = None  # the word that the line before breaks
        for line in lines:
            spaces += line.count(" ")
            maybes += line.count(MAYBE_SPACE)
            words = list(_WORD.finditer(line))
            if MAYBE_SPACE in line or MAYBE_WORD in line or MAYBE_LETTER in line:
                words = [one for one in words if not _GAPS.intersection(line[one.start() - 1 : one.end() + 1])]
            if before and (head := _HEAD.match(line)):
                breaks.append((before[1], head[0]))
                words = [found for found in words if found.start()]
            before = _BROKEN.search(line) if line.endswith(("-", "‐")) else None
            if before and words:
                words.pop()
            self.counts.update(found[0].lower() for found in words)
        self._tails = {word.rsplit("-", 1)[1] for word in self.counts if "-" in word}
        self._torn = self._torn_words(lines)
        self._pairs = _pairs_in(lines)
        self._figures = _figures_in(lines)
        self._believes_gaps = maybes > _MAYBE_SHARE * max(1, spaces)
        pairs = set(breaks)  # one column's head may stand on every page
        told = Counter(self._prefers_hyphen(*pair) for pair in pairs)
        kept, joined = told[True], told[False]
        # Word processors break only at real hyphens, typesetters wherever it fits: the clear cases say which this is,
        # else how few there are.
        few = len(lines) >= _MANY_LINES and len(breaks) <= _FEW_BREAKS * len(lines)
        # A file that draws the hyphens of its breaks in another way than real ones leaves no doubt either.
        drawn = any(line.rstrip().endswith((SOFT_HYPHEN, "‐")) for line in lines)
        # Where many lines end so it is a typesetter unless most of the cases are clear.
        clear = 2 * kept >= len(pairs) or len(pairs) <= _MANY_BREAKS * len(lines)
        self._keeps_hyphens = (kept > joined and clear) or (few and not joined)
        self._hyphen_is_real = drawn and not self._soft_is_hyphen

    def _torn_words(self, lines: Sequence[str]) -> dict[str, str]:
        """ "pr ovisional" -> "provisional": halves that stand nowhere else, of a word that the document has whole.

        pypdf takes a gap for a space where a line's words are set far apart. Neither half is a word here, one is too
        short to be one ("break down" is two words beside "breakdown"), and the document prints the whole elsewhere.
        """
        long = {word for word in self.counts if len(word) >= _TORN_LETTERS and word.isalpha()}
        halves = Counter(word for word in self.counts if self.counts[word] == 1)
        torn: dict[str, str] = {}
        for word in long:
            for cut in (2, 3, len(word) - 3, len(word) - 2):
                if halves[word[:cut]] and halves[word[cut:]]:
                    torn[f"{word[:cut]} {word[cut:]}"] = word
        if not torn:
            return {}
        found = {pair for line in lines for pair in torn if pair in line}
        return {pair: torn[pair] for pair in found}

    def _prefers_hyphen(self, first: str, second: str) -> bool | None:
        whole, hyphenated = self.counts[(first + second).lower()], self.counts[f"{first}-{second}".lower()]
        return None if whole == hyphenated else hyphenated > whole

    def _prefers_hyphen_by_number(self, first: str, second: str) -> bool | None:
        """The same by the word with or without an s at its end: "house-" before "holds" by "household"."""
        other = second[:-1] if second.endswith("s") else f"{second}s"
        return self._prefers_hyphen(first, other)

    def _are_words(self, first: str, second: str) -> bool:
        """Whether the document has the first part as a word, and the second as one or behind hyphens: "gender" and
        "responsive" where it says "gender" and "climate-responsive"."""
        return self.counts[first] > 0 and (self.counts[second] > 0 or second in self._tails)

    def _hyphens_settled(self, line: str) -> str:
        """Soft hyphens inside the line gone, or hyphens where the file writes all of them so; one at its end stays."""
        if SOFT_HYPHEN not in line:
            return line
        if self._soft_is_hyphen:
            return line.replace(SOFT_HYPHEN, "-")
        ends = line.rstrip().endswith(SOFT_HYPHEN)
        line = line.replace(SOFT_HYPHEN, "").replace("\u2060", "")
        return line.rstrip() + SOFT_HYPHEN if ends else line

    def close_gaps(self, line: str) -> str:
        """ "yout\\x1fh" -> "youth" where the document says "youth" elsewhere; other gaps become spaces."""
        line = self._hyphens_settled(line)
        for pair, whole in self._torn.items():
            line = line.replace(pair, whole) if pair in line else line
        if MAYBE_WORD in line or MAYBE_LETTER in line:
            line = _INITIAL.sub(self._with_initial, line)
        if MAYBE_SPACE not in line:
            return line

        def close(gap: re.Match[str]) -> str:
            first, second = gap[1], gap[2]
            if first[-1].isdigit() and second[0].isdigit():
                return f"{first}{'' if first + second in self._figures else ' '}{second}"
            if second[0] in "-–":
                return first + second
            if second[0].isupper():
                return f"{first} {second}"
            whole = self.counts[(first + second).lower()]
            if whole > min(self.counts[first.lower()], self.counts[second.lower()]):
                return first + second
            return f"{first} {second}"

        return line.replace(MAYBE_SPACE, " ") if self._believes_gaps else _MAYBE.sub(close, line)

    def _with_initial(self, found: re.Match[str]) -> str:
        """ "A\\x1emong" -> "Among" where the document says "among" more often than "a mong", else "A mong"; an initial
        that is seldom a word is none where neither is said, as is one without room for a space."""
        first, mark, second = found.groups()
        said, beside = self.counts[(first + second).lower()], self._pairs[first.lower(), second.lower()]
        if said == beside and first.lower() in _WORDS_OF_A_LETTER:
            named = second[0].isupper() and not second.isupper()
            apart = mark == MAYBE_WORD or named or self.counts[second.lower()] > 0
        else:
            apart = beside > said
        return f"{first}{' ' * apart}{second}"

    def sentence(self, lines: Iterable[str]) -> str:
        """Lines of one sentence as one tidy text."""
        return self._as_one(map(self.close_gaps, lines))

    def typed(self, lines: Iterable[str]) -> str:
        """The same of lines that a person typed, whose spaces and soft hyphens are what they look like."""
        return self._as_one(line.replace(SOFT_HYPHEN, "") for line in lines)

    def _as_one(self, lines: Iterable[str]) -> str:
        done, text = list[str](), ""
        for settled in lines:
            part = tidy(settled)
            if text and part:
                text, gap = self.joined(text, part)
                text += gap
            text += part + SOFT_HYPHEN * settled.endswith(SOFT_HYPHEN)
            if len(text) > 2 * _LOOKED_BACK:
                done.append(text[:-_LOOKED_BACK])
                text = text[-_LOOKED_BACK:]
        return "".join((*done, text.rstrip(SOFT_HYPHEN)))

    def joined(self, before: str, line: str) -> tuple[str, str]:
        """`before` as it goes on into `line`, and what stands between them ("" or one space).

        "experi-" + "ence" -> ("experi", ""); "COVID-" + "19" and "cross-" + "mission" keep their hyphen;
        "check-" + "and" does where the document never prints "checkand" but has both words.
        """
        # "system -" + "wide": the space is pypdf's
        spaced = _APART_FROM_HYPHEN.search(before) if before.endswith(" -") else None
        head = _HEAD.match(line)
        if spaced and head and self.counts[f"{spaced[1]}-{head[0]}".lower()]:
            return before[:-2] + "-", ""
        if before.endswith(SOFT_HYPHEN):
            return before[:-1], ""
        if before.endswith("/") and line[:1].isalnum():
            return before, " " if before.endswith(" /") else ""
        if _TIED_DASH.search(f"{before[-2:]}|{line[:2]}"):
            aside = _ASIDE_ENDS.search(before[-_ASIDE_LENGTH:]) or _ASIDE_BEGINS.match(line)
            return before, " " if aside else ""
        if not _ENDS_IN_HYPHEN.match(before[-2:]):
            return before, line_gap(before, line)
        broken = _BROKEN.search(before)
        if not (broken and head and (head[0][0].islower() or (broken[1].isupper() and head[0].isupper()))):
            return before, "" if line[:1].isalnum() else " "
        first, second = broken[1], head[0]
        keeps = self._prefers_hyphen(first, second)
        if keeps is None:
            keeps = self._prefers_hyphen_by_number(first, second)
        if keeps is None:
            last = first.rsplit("-", 1)[-1]
            compound = min(len(last), len(second)) >= _COMPOUND_HALF
            keeps = (
                self._keeps_hyphens
                or (self._hyphen_is_real and before.endswith("-"))
                or (compound and self._are_words(last.lower(), second.lower()))
                or _is_hyphenated(last.lower(), second.lower())
            )
        if second in {"and", "or", "to"} and not self.counts[(first + second).lower()]:
            return before, " "  # "troop- and police-contributing"
        return (before, "") if keeps else (before[:-1], "")
