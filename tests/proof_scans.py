"""The leaflet as pictures of its pages, read by the programs for scans that are installed here."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pytest
from rapidfuzz.distance import Levenshtein

from corpus.opening import Opening
from corpus.passages import passages
from corpus.pdf_file import read_pdf
from corpus.pdf_pictures import pictures
from corpus.report import Report
from tests.typeset_leaflet import folded, typeset

pytestmark = pytest.mark.proof

WRONG = 0.02  # of the letters, at most
PROGRAMS = {"Tesseract": bool(which("tesseract")), "RapidOCR": bool(find_spec("rapidocr") and find_spec("onnxruntime"))}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_scan_of_the_leaflet_is_read_and_says_so(
    program: str, tmp_path: Path, shipped: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not PROGRAMS[program]:
        pytest.skip(f"{program} is not installed")
    if program == "RapidOCR":
        monkeypatch.setattr("shutil.which", lambda _: None)
    printed, scan = tmp_path / "printed.pdf", tmp_path / "scan.pdf"
    typeset("one column", printed)
    first, *others = pictures(printed, range(1, 7), 200)
    first.save(scan, "pdf", save_all=True, append_images=others, resolution=200)
    report = read_pdf(scan, "scan.pdf", opening=Opening(scans="en"))
    true, found = folded(shipped.text), folded(report.text)
    wrong = Levenshtein.distance(true, found) / len(true)
    print(f"{program}: {wrong:.4f} of the letters are wrong")
    assert wrong <= WRONG
    assert all(passage.quote.by_machine for passage in passages(report))
    assert [page.number for page in report.pages] == list(range(1, 7))
