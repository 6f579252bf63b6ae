"""The verbs that keep a library: what they print, how they end, and that the library is asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from assistant.cli.main import main
from tests.conftest import HandEncoder
from tests.test_embeddings import ByHand

COURTS = "# Courts\n\nMobile courts sit in four regions.\n"
PRISONS = "# Prisons\n\nPrisons were visited by night.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """The command by the hand encoder: its status, what it printed, what it complained of."""
    encoder = HandEncoder()
    monkeypatch.setattr("index.sentence_encoder.SentenceEncoder", lambda: encoder)
    monkeypatch.setattr("index.multilingual.multilingual_encoder", lambda: ByHand(encoder))
    monkeypatch.setenv("FURTHER_LIBRARY", str(tmp_path / "library"))

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "courts.md").write_text(COURTS)
    (folder / "prisons.md").write_text(PRISONS)
    return folder


def test_a_folder_is_added_one_bad_file_stops_nobody_and_the_last_line_counts(run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    status, printed, complained = run("add", folder)
    assert status == 1
    assert f"{folder / 'empty.txt'} is empty." in complained
    assert printed.splitlines()[-1].startswith("2 added, 0 there already, 1 failed. The library holds 2 documents, in ")
    (folder / "empty.txt").unlink()
    (folder / "courts.md").write_text(COURTS.replace("four", "five"))
    status, printed, _ = run("add", folder, folder / "prisons.md")
    assert status == 0
    assert printed.splitlines()[-1].startswith("0 added, 1 changed, 1 there already, 0 failed. The library holds 2")


def test_it_is_asked_once_it_holds_something_and_each_quote_names_its_document(run: Run, folder: Path) -> None:
    run("add", folder)
    _, printed, told = run("ask", "Where do mobile courts sit?")
    assert told.startswith("Asking 2 documents of the library in ")
    assert "“Mobile courts sit in four regions.”\n    courts.md › Courts" in printed
    assert "UNAMI" not in printed
    _, printed, _ = run("ask", "--only", "prisons", "--json", "Where do mobile courts sit?")
    found = json.loads(printed)
    assert {quote["document"] for quote in found["quotes"] + found["nearest"]} <= {"prisons.md"}
    _, printed, _ = run("ask", "--document", folder / "prisons.md", "When were prisons visited?")
    assert str(folder / "prisons.md") in printed


STUDIED = """# Courts

## Case studies

### UNMIL:

- Supporting mobile courts by boat
- Training judges at night
"""


def test_a_quotation_is_checked_against_the_library_or_against_one_of_its_documents(run: Run, folder: Path) -> None:
    run("add", folder)
    status, printed, told = run("check", "Mobile courts sit in four regions.")
    assert (status, "exact" in printed) == (0, True)
    assert told.startswith("Asking 2 documents of the library in ")
    status, printed, told = run("check", "Mobile courts sit in four regions.", "--only", "prisons", "--json")
    assert (status, json.loads(printed)[0]["verdict"]) == (3, "absent")
    assert told.startswith("Asking 1 document of the library in ")


def test_words_and_answers_of_the_library_are_cited_with_what_lies_beside_the_document(run: Run, folder: Path) -> None:
    (folder / "courts.metadata.json").write_text('{"title": "On courts", "body": "A court", "date": "2021"}')
    run("add", folder)
    assert "On courts" in run("cite", "Mobile courts sit in four regions.", "--style", "apa")[1]
    status, printed, _ = run("cite", "Where do mobile courts sit?", "--only", "courts", "--style", "apa")
    assert (status, "(2021)" in printed, "On courts" in printed) == (0, True, True)
    assert run("cite", "Where do mobile courts sit?", "--only", "prisons")[1] == ""


def test_case_studies_and_briefings_are_the_librarys(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "courts.md").write_text(STUDIED)
    run("add", folder)
    _, printed, _ = run("cases", "--format", "json", "--only", "courts")
    assert [row["text"] for row in json.loads(printed)["rows"]] == [
        "Supporting mobile courts by boat",
        "Training judges at night",
    ]
    _, printed, told = run("brief", "UNMIL")
    assert told.startswith("Asking 2 documents of the library in ")
    assert "“Supporting mobile courts by boat”" in printed
    assert "UNMIL        2" in run("brief", "--list")[1]
    other = tmp_path / "another library"
    assert "is empty" in run("brief", "UNMIL", "--library", other)[2]
    assert "“Combating hate speech on social media”" in run("cases", "--document", _shipped(tmp_path))[1]


def _shipped(folder: Path) -> Path:
    """The shipped report as a file of somebody's own."""
    file = folder / "leaflet.md"
    text = resources.files("corpus").joinpath("going-further-together.md").read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_there_is_listed_for_a_person_and_for_a_program(run: Run, folder: Path) -> None:
    assert "The library is empty" in run("list")[1]
    run("add", folder)
    printed = run("list")[1]
    assert "courts.md: Courts" in printed
    assert "2 documents in " in printed
    listed = json.loads(run("list", "--json")[1])
    assert [(one["name"], one["ready"]) for one in listed] == [("courts.md", True), ("prisons.md", True)]
    assert printed.startswith(listed[0]["sha256"][:12])


def test_what_is_removed_is_asked_no_more(run: Run, folder: Path) -> None:
    run("add", folder)
    assert run("remove", "courts", "prisons.md") == (0, "courts.md removed\nprisons.md removed\n", "")
    assert "The library is empty" in run("list")[1]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["remove", "nothing"], "No document of the library is called nothing. See further list."),
        (["ask", "--only", "nothing", "What?"], "No document of the library is called nothing. See further list."),
        (["ask", "--only", "courts", "--document", "x.md", "What?"], "not both"),
        (["check", "--only", "nothing", "A quotation of words"], "No document of the library is called nothing."),
        (["cite", "--only", "courts", "--document", "x.md", "A quotation of words"], "not both"),
        (["cases", "--only", "nothing"], "No document of the library is called nothing."),
        (["brief", "any", "--only", "nothing"], "No document of the library is called nothing."),
        (["add", "."], "holds no file that can be read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse_is_told_in_one_line(
    run: Run, arguments: list[str], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nothing here").mkdir()
    monkeypatch.chdir(tmp_path / "nothing here")
    status, _, complained = run(*arguments)
    assert status == 2
    assert why in complained
    assert len(complained.splitlines()) == 1


def test_a_question_set_is_asked_of_the_library_only_where_it_is_named(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = {"id": "1", "kind": "fact", "turns": ["Where do mobile courts sit?"], "answerable": True}
    question |= {"gold": [{"text": "Mobile courts sit in four regions."}], "need": "any", "quotes": "one"}
    (tmp_path / "set.jsonl").write_text(json.dumps(question))
    library = tmp_path / "library"
    run("add", folder)
    monkeypatch.delenv("FURTHER_LIBRARY")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path))
    assert "courts.md" in run("list")[1]
    assert json.loads(run("eval", tmp_path / "set.jsonl", "--json", "--library", library)[1])["right"] == 1.0
    assert json.loads(run("eval", tmp_path / "set.jsonl", "--json")[1])["right"] == 0.0
