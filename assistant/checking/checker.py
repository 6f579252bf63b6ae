"""A quotation in, a verdict out: the report's words exactly, altered, or absent from it.

Exact is what `verbatim` finds. What is not exact is altered when a passage of the report stands behind it, by how much
of the quotation's weight is there in order; else it is absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.answer import Citation
from assistant.checking.named_source import Named, named_otherwise
from assistant.checking.nearest_passage import Likeness, Near
from assistant.checking.quotations import Quotation
from assistant.checking.verbatim import Verbatim, bare
from assistant.checking.word_difference import Difference, differences
from assistant.citation import cite
from corpus.metadata import Metadata, metadata, printed
from corpus.report import Report, Span
from corpus.unreadable import UnreadableReport

# Set where one changed word of four still counts, and sentences of other UN documents, which share long names with
# the report, do not: see tests/proof_checking.py for the figures.
_ALTERED = 0.55
_GOES_ON = ("—–―-", "(（")
_LIFTED = 0.85  # of the weight in runs from several places: sentences spliced together


class Outcome(StrEnum):
    EXACT = "exact"
    ALTERED = "altered"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Edition:
    """The edition that a quotation was cited from, where it is another than those checked against.

    `sha256`: of its text, or its beginning. `name`: in words, or "".
    """

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text`: the quotation as given. `places`: where an exact one stands, in the order of the text, else empty.

    `nearest`: the passage an altered one comes nearest to, else None. `differences`: between the two, word by word.
    `shapes`: what differs in shape alone between an exact one and its first place, in words.
    `place`, `source`: where it stands in the draft and what the draft names as its source, or "".
    `edition`: what it was cited from, where the draft says so and it is another; else None.
    `named`: what the draft names as its source, where that is not the document in which it stands; else None.
    `at`: as in Quotation.
    """

    text: str
    outcome: Outcome
    places: tuple[Citation, ...] = ()
    nearest: Citation | None = None
    differences: tuple[Difference, ...] = ()
    shapes: tuple[str, ...] = ()
    place: str = ""
    source: str = ""
    edition: Edition | None = None
    named: Named | None = None
    at: tuple[int, int] | None = field(default=None, compare=False)


class Checker:
    """Checks against several documents at once; exact in one of them is exact."""

    def __init__(
        self, reports: Sequence[Report], known: Sequence[Report] = (), facts: Mapping[str, Metadata] | None = None
    ) -> None:
        """`known`: other editions, to be named where a draft cites them. `facts`: what is known of each document, by
        its name; else what lies beside it."""
        self._known = known
        self._reports = tuple(reports)
        self._known_facts = dict(facts or {})
        self._verbatim = [Verbatim(report) for report in reports]
        self._likeness = [Likeness(report) for report in reports]

    def check(self, words: str) -> Verdict:
        """ValueError where `words` holds no word."""
        if not any(map(str.isalnum, words)):
            raise ValueError("There are no words to check.")
        places = [(verbatim.report, exact) for verbatim in self._verbatim for exact in verbatim.places(words)]
        if places:
            cited = tuple(cite(report, exact.span, number) for number, (report, exact) in enumerate(places, 1))
            return Verdict(words, Outcome.EXACT, cited, shapes=places[0][1].differences)
        for verbatim in self._verbatim:
            if turned := verbatim.negation_left_out(words):
                nearest = cite(verbatim.report, turned)
                return Verdict(words, Outcome.ALTERED, (), nearest, differences(bare(words), nearest.quote.text))
        found = [(near, verbatim.report) for verbatim, near in self._nearest(words)]
        if not found:
            return Verdict(words, Outcome.ABSENT)
        near, report = max(found, key=lambda pair: pair[0].share)
        if near.share < _ALTERED and near.lifted < _LIFTED:
            return Verdict(words, Outcome.ABSENT)
        span = _with_marks(words, report, near.span)
        nearest = cite(report, span, 1, min(near.share, 1.0))
        return Verdict(words, Outcome.ALTERED, (), nearest, differences(bare(words), nearest.quote.text))

    def check_quotation(self, quotation: Quotation) -> Verdict:
        """The verdict on a draft's quotation; where its end may be its source, on the reading that stands best."""
        verdicts = [self.check(words) for words in (quotation.text, *quotation.readings)]
        best = min(verdicts, key=lambda verdict: list(Outcome).index(verdict.outcome))
        if best is verdicts[0] and verdicts[1:] and self._goes_on_so(best, verdicts[1].text):
            best = verdicts[1]
        found = best.places or ((best.nearest,) if best.nearest else ())
        # What the report itself says behind the words is no source of the draft's.
        own = replace(quotation, aside="") if best.text in quotation.readings else quotation
        return replace(
            best,
            place=quotation.place,
            source=quotation.source,
            edition=self._edition(quotation),
            named=named_otherwise(own, found, self._reports, self._facts),
            at=quotation.at,
        )

    def _facts(self, report: Report) -> Metadata:
        if report.name not in self._known_facts:
            try:
                self._known_facts[report.name] = metadata(report)
            except UnreadableReport:  # told where the document is cited
                self._known_facts[report.name] = printed(report)
        return self._known_facts[report.name]

    def _goes_on_so(self, verdict: Verdict, whole: str) -> bool:
        """Whether the report goes on behind exact words with a dash or a bracket as the draft does, which therefore is
        no source of the draft's but may be an alteration."""
        behind = whole[len(verdict.text) :].lstrip() if whole.startswith(verdict.text) else ""
        kind = next((kind for kind in _GOES_ON if behind[:1] in kind), "") if behind else ""
        if not kind or not verdict.places:
            return False
        texts = {verbatim.report.name: verbatim.report.text for verbatim in self._verbatim}
        following = (texts[one.document][one.quote.span.end :].lstrip(" .,")[:1] for one in verdict.places)
        return all(sign and sign in kind for sign in following)

    def check_draft(
        self, quotations: Sequence[Quotation], progress: Callable[[int, int], None] | None = None
    ) -> list[Verdict]:
        """One verdict each, in order; `progress` hears (done, in all). What a draft quotes again is compared once."""
        verdicts, known = list[Verdict](), dict[Quotation, Verdict]()
        for done, quotation in enumerate(quotations, 1):
            alike = replace(quotation, place="", at=None)
            if alike not in known:
                known[alike] = self.check_quotation(alike)
            verdicts.append(replace(known[alike], place=quotation.place, at=quotation.at))
            if progress:
                progress(done, len(quotations))
        return verdicts

    def _edition(self, quotation: Quotation) -> Edition | None:
        found = quotation.sha256
        if not found or any(verbatim.report.sha256.startswith(found) for verbatim in self._verbatim):
            return None
        known = next((report.edition for report in self._known if report.sha256.startswith(found)), None)
        return Edition(found, quotation.edition or known or "")

    def _nearest(self, words: str) -> list[tuple[Verbatim, Near]]:
        pairs = zip(self._verbatim, self._likeness, strict=True)
        return [(verbatim, near) for verbatim, likeness in pairs if (near := likeness.nearest(words))]


def _with_marks(words: str, report: Report, span: Span) -> Span:
    """The span with the closing marks that the quotation has too."""
    closing = len(words.rstrip()) - len(words.rstrip().rstrip(".,;:?!)]"))
    end = span.end
    while closing and end < len(report.text) and report.text[end] in ".,;:?!)]":
        end, closing = end + 1, closing - 1
    return Span(span.start, end)
