"""Every PDF of the bench against what its manifest expects, and the UN documents against what a reader sees in them.

The bench is 52 real files that nobody of this project made: `FURTHER_BENCH`, else `../shared/bench` beside the
repository. `MANIFEST.tsv` says what each file exercises and what must come of it.
"""

from __future__ import annotations

import csv
import os
import random
import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
from rapidfuzz.distance import LCSseq

from corpus.metadata import printed
from corpus.page_marks import marks, on_page, pages_of
from corpus.passages import passages
from corpus.pdf_file import read_pdf
from corpus.pdf_pictures import draw_page
from corpus.reading import read_report
from corpus.report import Kind, Report
from corpus.unreadable import UnreadableReport

BENCH = Path(os.environ.get("FURTHER_BENCH", Path(__file__).parents[2] / "shared" / "bench"))
PDFS = BENCH / "pdfs"
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not PDFS.is_dir(), reason=f"no bench at {BENCH}: set FURTHER_BENCH to its folder"),
]

REFUSALS = {"refuse-password": "asks for a password", "refuse-notext": "no text", "refuse-corrupt": "damaged|is empty"}
KEPT_OF_TRUTH = 0.985  # of the true text's characters, in order
UN = ("un/A_80_590.pdf", "un/A_80_604_Add.9.pdf", "un/A_81_6_SECT._3.pdf")


def manifest(*expected: str) -> list[dict[str, str]]:
    if not PDFS.is_dir():
        return []
    with (PDFS / "MANIFEST.tsv").open(encoding="utf-8") as table:
        return [row for row in csv.DictReader(table, delimiter="\t") if row["expected"] in expected]


def rows(*expected: str) -> list[object]:
    return [pytest.param(row, id=row["file"]) for row in manifest(*expected)]


def folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


@cache
def read(file: str) -> Report:
    return read_pdf(PDFS / file, file)


def texts(report: Report, *kinds: Kind) -> list[str]:
    return [report.text[b.span.start : b.span.end] for b in report.blocks if not kinds or b.kind in kinds]


def check_whole(report: Report) -> None:
    """What holds for every report: blocks in order, white space between them, pages in order."""
    end = 0
    for block in report.blocks:
        assert block.span.start >= end
        assert report.text[end : block.span.start].strip() == block.number
        end = block.span.end
    assert end == len(report.text)
    assert [page.start for page in report.pages] == sorted(page.start for page in report.pages)


@pytest.mark.parametrize("row", rows("text"))
def test_a_text_is_found_from_its_opening_words_on(row: dict[str, str]) -> None:
    report = read(row["file"])
    check_whole(report)
    opening = re.search(r"(?:begins:|logical text) ([^;]+)", row["note"])
    assert opening
    words = opening[1].split()
    if row["exercises"].startswith("doubled"):  # "hello hello": read once
        words = [word for word, _ in groupby(words)]
    assert folded(" ".join(words)) in folded(report.text)


@pytest.mark.parametrize("row", rows("text+truth"))
def test_nearly_every_character_of_the_true_text_is_kept(row: dict[str, str]) -> None:
    report = read(row["file"])
    check_whole(report)
    source = re.search(r"ground-truth/\S+", row["note"])
    assert source
    truth = (PDFS / source[0]).read_text(encoding="utf-8")
    if source[0].endswith(".tex"):  # the source's words; its commands, and text that a package makes up, are no truth
        body = re.search(r"\\begin{document}(.*)\\end{document}", truth, re.DOTALL)
        assert body
        truth = re.sub(
            r"\\(?:begin|end|textsuperscript|lipsum)\b(?:\[[^]]*\]|{[^}]*})*|%.*|\\\w+|[{}&\\]|\[h\]", " ", body[1]
        )
        known = [word for word in truth.split() if len(word) > 3]
        found = folded(report.text)
        assert sum(folded(word) in found for word in known) >= KEPT_OF_TRUTH * len(known)
        return
    true, found = folded(truth), folded(report.text)
    kept = LCSseq.similarity(true, found)
    assert kept >= KEPT_OF_TRUTH * len(true)
    assert kept >= KEPT_OF_TRUTH * len(found)  # and nothing is added


@pytest.mark.parametrize("row", rows(*REFUSALS))
def test_a_file_that_holds_nothing_for_us_is_refused_in_one_line(row: dict[str, str]) -> None:
    with pytest.raises(UnreadableReport) as refusal:
        read(row["file"])
    assert re.search(REFUSALS[row["expected"]], str(refusal.value))
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("row", rows("garbled", "either"))
def test_a_doubtful_file_is_read_or_refused_and_never_crashes(row: dict[str, str]) -> None:
    try:
        check_whole(read(row["file"]))
    except UnreadableReport as refusal:
        assert "\n" not in str(refusal)


@pytest.mark.parametrize("file", ["pdf.js__SimFang-variant.pdf", "pdf.js__issue3025.pdf"])
def test_garbled_text_carries_a_warning(file: str) -> None:
    assert any("garbled" in note for note in read(file).notes)


@pytest.mark.parametrize("file", UN)
def test_no_block_of_a_un_document_holds_a_running_head(file: str) -> None:
    report = read(file)
    after = report.text[next(page.start for page in report.pages if page.number == 2) :]
    pages = report.pages[-1].number
    assert not re.search(rf"\b\d{{1,2}}/{pages} 26-0\d|26-0\d{{4}}|\b\d{{1,2}}/{pages}$", after, re.MULTILINE)
    assert not any(
        re.fullmatch(r"A/8[01]/\d+\S*|(?:Section 3|Part II) Political affairs", text) for text in texts(report)[30:]
    )
    assert not report.notes


@pytest.mark.parametrize("file", UN)
def test_the_pages_of_a_un_document_ascend_and_are_all_there(file: str) -> None:
    numbers = [page.number for page in read(file).pages]
    assert numbers == list(range(1, numbers[-1] + 1))


@pytest.mark.parametrize(
    ("file", "sentence", "page", "next_words"),
    [
        (
            UN[0],
            "using the capabilities of the Guard Unit and the security service contractor",
            6,
            "Unit and the security",
        ),
        (
            UN[0],
            "including training staff of the entity on reporting and disposal procedures.",
            7,
            "reporting and disposal",
        ),
        (
            UN[0],
            "Simplified transfers at residual value, with the appropriate safeguards to prevent loss",
            11,
            "appropriate safeguards",
        ),
        (
            UN[1],
            "for the 2024/25 period amounted to 6,470,800, an increase of $1,138,700, or 21.4 per cent",
            2,
            "for the 2024/25 period amounted to 6",
        ),
        (
            UN[1],
            "Within the reconfiguration measures, reductions have primarily affected uniformed",
            4,
            "measures, reductions",
        ),
        (
            UN[2],
            "the Department will play a lead role within the United Nations in formulating",
            3,
            "the United Nations in formulating",
        ),
        (UN[2], "the Department of Peace Operations, the Department will enhance the implementation", 4, "enhance the"),
        (
            UN[2],
            "initial guidance on available United Nations electoral assistance shortly after a request",
            18,
            "electoral assistance shortly",
        ),
    ],
)
def test_a_sentence_that_crosses_a_page_is_whole(file: str, sentence: str, page: int, next_words: str) -> None:
    report = read(file)
    holding = [b for b in report.blocks if sentence in report.text[b.span.start : b.span.end]]
    assert len(holding) == 1
    words = report.text[holding[0].span.start : holding[0].span.end]
    turn = holding[0].span.start + words.index(next_words)
    before, after = report.page_at(turn - 1), report.page_at(turn)
    assert before and before.number == page
    assert after and after.number == page + 1


@pytest.mark.parametrize(
    ("file", "headings"),
    [
        (
            UN[0],
            [
                "I. Introduction",
                "A. Overall",
                "Closure of Gao camp",
                "(b) Human resources",
                "VI. Actions to be taken by the General Assembly",
            ],
        ),
        (
            UN[1],
            [
                "II. Budget performance report for the period from 1 July 2024 to 30 June 2025",
                "2. Civilian personnel",
                "Local procurement",
                "VI. Conclusion",
            ],
        ),
        (
            UN[2],
            [
                "I. Department of Political and Peacebuilding Affairs",
                "Overall orientation",
                "Subprogramme 4 Decolonization",
                "Objective",
                "V. Office of Counter-Terrorism",
            ],
        ),
    ],
)
def test_the_headings_that_a_reader_sees_are_headings(file: str, headings: list[str]) -> None:
    assert set(headings) <= set(texts(read(file), Kind.HEADING))


@pytest.mark.parametrize(("file", "least", "most"), [(UN[0], 40, 60), (UN[1], 32, 45), (UN[2], 150, 260)])
def test_headings_are_as_many_as_a_reader_counts(file: str, least: int, most: int) -> None:
    found = texts(read(file), Kind.HEADING)
    assert least <= len(found) <= most
    assert sum(text.endswith((".", ";", ",")) for text in found) == 0
    assert sum(text[0].islower() for text in found) == 0


def test_numbered_paragraphs_stand_under_the_sections_they_stand_under_on_the_page() -> None:
    report = read(UN[0])
    above = {
        b.number: report.words_of(b.headings)
        for b in report.blocks
        if b.kind is Kind.PARAGRAPH and re.fullmatch(r"\d\d\.", b.number)
    }
    assert above["22."][1:] == ("II. Mandate performance", "B. Budget implementation", "Closure of Gao camp")
    assert above["45."][1:] == (
        "II. Mandate performance",
        "C. Mission support initiatives",
        "Lessons learned",
        "(b) Human resources",
    )
    assert above["59."][1:] == (
        "III. Resource performance",
        "D. Other revenue and adjustments, and borrowing/lending",
        "2. Borrowing",
    )


@pytest.mark.parametrize(("file", "last"), [(UN[0], 78), (UN[1], 65)])
def test_no_numbered_paragraph_is_lost_or_glued_to_another(file: str, last: int) -> None:
    begun = [int(b.number[:-1]) for b in read(file).blocks if re.fullmatch(r"\d{1,2}\.", b.number)]
    missing = sorted(set(range(1, last + 1)) - set(begun))
    assert missing == []


def test_lettered_items_are_items_with_their_letter() -> None:
    items = texts(read(UN[2]), Kind.ITEM)
    assert (
        "(b) Existence of entry points for United Nations engagement to mitigate tensions and prevent conflict;"
        in items
    )
    assert "(i) Responding in a timely manner to conflict situations;" in items


def test_the_title_of_a_un_document_is_its_title() -> None:
    assert read(UN[0]).title.startswith("Budget performance of the United Nations Multidimensional Integrated")
    assert read(UN[2]).title == "Proposed programme budget for 2027"


def budgets() -> list[object]:
    return [pytest.param(path, id=path.stem) for path in sorted((BENCH / "un").glob("*.pdf"))]


@pytest.mark.parametrize("path", budgets())
def test_a_un_document_is_known_by_its_symbol_its_date_and_a_title_of_its_own(path: Path) -> None:
    """File names are the symbols that the documents were found under: "A_81_6_SECT._29A", "A_80_604_Add.2"."""
    facts = printed(read_report(path))
    *_, last = path.stem.split("_")
    if "SECT" in path.stem:
        assert facts.symbol == f"A/81/6 (Sect. {last})/Part A"
        assert re.fullmatch(rf"Proposed programme budget for 2027: Section {last}, [^\d]*(?:2063[^\d]*)?", facts.title)
    else:
        assert facts.symbol == path.stem.replace("_", "/")
        assert re.match(r"Budget performance for the period|(?:Proposed b|B)udgets for the periods", facts.title)
        assert re.search(r" (?:of|for) the (?:United Nations|Regional Service Centre in) ", facts.title)
    assert facts.date
    assert re.fullmatch(r"2026-0[1-4]-\d\d", facts.date)
    assert (facts.body, facts.language) == ("General Assembly", "en")
    assert facts.session and facts.session.endswith("session")
    assert facts.agenda_item and re.search(r"[Ii]tems? \d+", facts.agenda_item)


_QUOTES = 30  # of each of ten documents


@pytest.mark.parametrize("path", sorted((BENCH / "un").glob("*.pdf"))[::4][:10], ids=lambda path: path.stem)
def test_what_is_marked_on_the_page_is_the_quote_and_nothing_else(path: Path) -> None:
    """By the letters whose middles lie in the boxes; a quote that cannot be marked for certain is counted."""
    report = read_report(path)
    quotes = random.Random(20201001).sample([one.span for one in passages(report)], _QUOTES)
    unmarked = 0
    for span in quotes:
        for number in pages_of(report, span):
            letters, sought = draw_page(path, number=number).letters, on_page(report, span, number)
            assert sought
            boxes = marks(letters, sought)
            unmarked += not boxes
            held = [one.text for one in letters if one.box.has_area and any(box.holds(one.box.centre) for box in boxes)]
            assert not boxes or _letters("".join(held)) == _letters(sought.words), (number, sought.words)
    print(f"{path.stem}: {_QUOTES} quotes, {unmarked} that cannot be marked for certain")
    assert unmarked <= _QUOTES // 10


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKD", text) if char.isalnum())
