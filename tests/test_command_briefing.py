"""`further brief`: a file, or one clear line and an exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(["brief", *arguments])
    heard = capsys.readouterr()
    return int(str(left.value.code)), heard.out, heard.err


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "md"])
def test_a_pack_is_saved_as_its_name_ends(capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"unmik – “a” & 二.{kind}"
    status, said, _ = run(capsys, "UNMIK", "--role", "police", "-o", str(target))
    assert status == 0
    assert said.startswith("Briefing: UNMIK, ")
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_bytes()[:4] in {b"PK\x03\x04", b"%PDF", b"<!do", b"# Br"}


def test_without_a_file_it_is_printed_as_markdown(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["brief", "UNSMIL", "--length", "page", "--language", "fr"])
    assert left.value.code == 0
    assert capsysbinary.readouterr().out.startswith(b"# Dossier d'information : UNSMIL")


@pytest.mark.parametrize("kind", ["md", "html"])
def test_the_first_page_says_what_the_trainer_writes(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    own = ("--line", "Training centre", "--date", "3 May", "--note", "Bring a pen.", "--note", "Room 4.")
    status, said, _ = run(capsys, "UNMIK", "--length", "page", "--format", kind, *own)
    assert status == 0
    for written in ("Training centre", "3 May", "Bring a pen.", "Room 4."):
        assert written in said
    plain = run(capsys, "UNMIK", "--length", "page", "--format", kind)[1]
    assert not any(written in plain for written in ("Training centre", "3 May", "Bring a pen."))


def test_the_list_names_every_key(capsys: pytest.CaptureFixture[str]) -> None:
    status, said, _ = run(capsys, "--list")
    assert status == 0
    for key in ("MONUSCO      12", "UNAMID       0", "conduct", "hate_speech", "standard", "docx"):
        assert key in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["MONUSKO"], "There is no mission MONUSKO in our table. Nearest: MONUSCO"),
        (["\udcff\n🙂"], "There is no mission"),
        (["UNMIK", "--role", "polise"], "Nearest: police"),
        (["UNMIK", "--theme", "electons"], "Nearest: elections"),
        (["UNMIK", "--length", "short"], "There is no length short"),
        (["UNMIK", "--language", "de"], "There is no language de"),
        (["UNMIK", "--format", "xlsx"], "There is no format xlsx"),
        (["UNMIK", "-o", "pack"], "There is no format"),
        ([], "Name a mission, or any"),
    ],
)
def test_misuse_is_one_line_and_status_two(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    status, out, heard = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert said in heard
    assert len(heard.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["nowhere/pack.md", ".md/", "x" * 300 + ".md"])
def test_a_path_that_cannot_be_written_is_one_line_and_nothing_is_left(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    (tmp_path / ".md").mkdir()
    status, out, heard = run(capsys, "UNMIK", "--format", "md", "-o", f"{tmp_path}/{name}")
    assert (status, out) == (1, "")
    assert "cannot be written" in heard
    assert len(heard.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == [".md"]
