"""The measure of `make bench-pdf`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench_pdf import main, reason, share
from tests.test_pdf_file import column, written


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ("The lamps were lit.", "The lamps  were\nlit.", 1.0),
        ("lit. were lamps The", "The lamps were lit.", 1.0),
        ("The lamps", "The lamps were lit.", 0.5),
        ("lamps lamps", "lamps", 1.0),
        ("lamps", "lamps lamps", 0.5),
        ("lamps", "", 1.0),
        ("lamps … 3", "lamps . . . . 3 ____", 1.0),
        ("in 2024–2034", "in 2024–\n2034", 1.0),
    ],
)
def test_the_share_is_of_the_others_words_as_often_as_they_stand(ours: str, theirs: str, found: float) -> None:
    assert share(ours, theirs) == found


def test_what_is_missing_is_told_apart_by_whether_it_stands_in_running_heads() -> None:
    subjects = ["wells", "lamps", "keys", "schools", "oil", "trucks"]
    theirs = "\f".join(f"Harbour study {page}\nThey spoke of {of} there." for page, of in enumerate(subjects, start=10))
    ours = " ".join(f"They spoke of {of}" for of in subjects)
    assert reason(ours, theirs) == "18 of 24 missing words in running heads, else 0.800: there. (6)"


def test_a_folder_is_told_file_by_file_and_what_cannot_be_read_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.bench_pdf.other_reader", lambda: ("another", lambda _: "The council met twice."))
    written(tmp_path, column("The council met."))
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7 torn")
    main(tmp_path)
    head, first, why, torn, whole = capsys.readouterr().out.splitlines()
    assert "another" in head
    assert first.split()[:2] == ["1", "0.500"]
    assert first.endswith("report.pdf")
    assert "0 of 2 missing words in running heads" in why
    assert "damaged" in torn
    assert whole.split()[:2] == ["1", "0.500"]
