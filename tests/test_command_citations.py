"""The verbs for who writes, from the command line: statuses, one line for what went wrong, JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from assistant.assistant import Assistant
from assistant.checking.docx_draft import docx_paragraphs
from assistant.cli.main import main
from corpus.passages import passages
from corpus.report import Kind, Report

SAID = "All interviews were strictly confidential to encourage frank and honest feedback."


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    out, err = capsys.readouterr()
    assert isinstance(left.value.code, int)
    return left.value.code, out, err


def test_exact_words_leave_with_0_and_others_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", SAID)[0] == 0
    status, out, _ = run(capsys, "check", SAID.replace("strictly", "mostly"))
    assert status == 3
    assert "the draft says “mostly”, the report “strictly”" in out


def test_json_is_one_array_of_verdicts(capsys: pytest.CaptureFixture[str], shipped: Report) -> None:
    status, out, _ = run(capsys, "check", "hate speech on social media", "--json")
    (found,) = json.loads(out)
    assert status == 0
    assert [shipped.text[place["start"] : place["end"]] for place in found["places"]] == [found["text"]] * 2


@pytest.mark.parametrize("draft", ["none.docx", "folder/none", "n" * 5000 + "/x"])
def test_a_file_must_exist(capsys: pytest.CaptureFixture[str], draft: str) -> None:
    status, out, err = run(capsys, "check", draft)
    assert (status, out) == (1, "")
    assert err.startswith("There is no file") and err.count("\n") == 1 and "--text" in err


def test_words_that_look_like_a_file_are_words_when_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "contribute to the work of my section/component", "--text")[0] == 0


def test_nothing_to_check_is_no_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    draft = tmp_path / "d.md"
    draft.write_text("No marks stand in this draft.", encoding="utf-8")
    status, out, _ = run(capsys, "check", str(draft))
    assert (status, out.count("\n")) == (0, 1)
    assert out.startswith("There is nothing to check")
    status, out, err = run(capsys, "check", str(draft), "--json")
    assert (status, out) == (0, "[]\n")
    assert err.endswith("quotation marks.\n")


def test_of_a_word_file_with_40_quotations_the_7_faults_are_found_and_no_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, shipped: Report
) -> None:
    printed = [p.quote.text for p in passages(shipped) if p.kind in (Kind.ITEM, Kind.PARAGRAPH)]
    printed = [words for words in dict.fromkeys(printed) if len(words.split()) >= 6 and "“" not in words][:40]
    faults = {
        3: ("significant", "important"),
        8: (" ", " not ", 3),
        11: ("human rights", "rights"),
        17: ("mission", "field mission"),
        20: (" of ", " for "),
        29: (" the ", " "),
        33: ("Supporting", "Promoting"),
    }
    words = []
    for place, text in enumerate(printed):
        changed = text.replace(*faults[place]) if place in faults else text  # type: ignore[arg-type]
        words.append(
            changed if changed != text or place not in faults else f"{text.split()[0]} {text.split()[-1]} so it is"
        )
    document = Document()
    for number, text in enumerate(words):
        marks = ["“{}”", '"{}"', "«\u00a0{}\u00a0»", "„{}“"][number % 4]
        document.add_paragraph("The leaflet says ").add_run(marks.format(text))
    document.save(str(tmp_path / "d.docx"))
    status, out, _ = run(capsys, "check", str(tmp_path / "d.docx"), "--json")
    found = json.loads(out)
    assert (status, len(found)) == (3, 40)
    assert [place for place, verdict in enumerate(found) if verdict["verdict"] != "exact"] == sorted(faults)


@pytest.mark.parametrize("name", ["report.md", "report.docx", "report.json"])
def test_the_report_on_a_draft_is_saved(capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str) -> None:
    status, out, _ = run(capsys, "check", SAID, "--output", str(tmp_path / name))
    assert status == 0
    assert out.startswith("1 quotation: 1 exact")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_report_of_no_known_kind_or_in_no_folder_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, _, err = run(capsys, "check", SAID, "--output", str(tmp_path / "report.odt"))
    assert (status, err.count("\n")) == (2, 1)
    status, _, err = run(capsys, "check", SAID, "--output", str(tmp_path / "none" / "report.md"))
    assert (status, err.splitlines()[-1].endswith("that you may write to.")) == (1, True)


def test_a_report_never_overwrites_the_draft(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    draft = tmp_path / "d.md"
    draft.write_text("A draft.", encoding="utf-8")
    assert run(capsys, "check", str(draft), "--output", str(draft))[0] == 2
    assert draft.read_text(encoding="utf-8") == "A draft."


def test_another_document_is_checked_against_instead(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nNobody else says this very thing.\n", encoding="utf-8")
    assert run(capsys, "check", "Nobody else says this", "--document", str(other))[0] == 0
    assert run(capsys, "check", SAID, "--document", str(other))[0] == 3


def test_words_that_the_report_says_are_cited_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "cite", "hate speech on social media", "--style", "chicago")
    assert (status, err) == (0, "")
    assert out.count("under “CASE STUDIES, ") == 2
    assert out.count("References") == 1


def test_a_citation_is_saved_for_word_and_nothing_else_is(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "c.docx"
    assert run(capsys, "cite", SAID, "--output", str(file))[0] == 0
    assert [one.place for one in docx_paragraphs(file)][-1] == "footnote 1"
    for wrong in (["--style", "ris", "--output", str(file)], ["--output", str(tmp_path / "c.txt")]):
        assert run(capsys, "cite", SAID, *wrong)[0] == 2


@pytest.mark.parametrize(
    "sentence",
    ["其官员每月两次走访每个村庄，记下人们的要求。", "地方议会用自己的语言保存账簿。", "会議は港で開かれた。"],
)
def test_a_sentence_without_spaces_is_cited_at_once(
    sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "zh.md"
    path.write_text(f"# 报告\n\n特派团在雨季到来之前开设了社区厨房。{sentence}", "utf-8")
    status, out, err = run(capsys, "cite", sentence, "--document", str(path))
    assert status == 0
    assert out.startswith(f"“{sentence}”\n  1. 报告")
    assert "Loading" not in err


def test_a_question_is_asked_and_its_answer_cited(
    capsys: pytest.CaptureFixture[str], assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.startup.open_assistant", lambda *_: assistant)
    assert "Supporting the Ebola response in the DRC" in run(capsys, "cite", "Which missions supported Ebola?")[1]
    status, out, err = run(capsys, "cite", "tell me a joke")
    assert (status, out) == (0, "")
    assert err.strip()


def test_a_citation_for_programs_is_found_again_by_its_selectors(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, _ = run(capsys, "cite", SAID, "--json")
    (tmp_path / "c.json").write_text(out, encoding="utf-8")
    assert status == 0
    assert [selector["type"] for selector in json.loads(out)[0]["target"]["selector"]] == [
        "TextQuoteSelector",
        "TextPositionSelector",
    ]
    assert run(capsys, "check", str(tmp_path / "c.json"))[0] == 0


def test_another_edition_says_which_one_a_citation_is_from(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(run(capsys, "cite", SAID, "--json")[1], encoding="utf-8")
    (tmp_path / "new.md").write_text(f"# New edition\n\nA foreword. {SAID}\n", encoding="utf-8")
    status, out, _ = run(capsys, "check", str(tmp_path / "c.json"), "--document", str(tmp_path / "new.md"))
    assert status == 0
    assert "Cited from another edition: text c33e8e70 (OHCHR leaflet, undated" in out


@pytest.mark.parametrize("options", [["--style", "mla"], ["--style", "ris", "--json"]])
def test_a_style_that_there_is_not_is_misuse(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    status, _, err = run(capsys, "cite", SAID, *options)
    assert (status, err.count("\n")) == (2, 1)


def test_reference_managers_get_one_entry_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    for style, opening in (("bibtex", "@misc{"), ("ris", "TY  - "), ("csl-json", '"id":')):
        assert run(capsys, "cite", "hate speech on social media", "--style", style)[1].count(opening) == 1


def test_case_studies_are_listed_by_filters(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["cases", "--mission", "MONUSCO", "--theme", "elections", "--format", "json"])
    assert left.value.code == 0
    assert json.loads(capsysbinary.readouterr().out)["counts"] == {"MONUSCO": 2}


def test_a_spreadsheet_is_saved(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, _ = run(capsys, "cases", "--format", "xlsx", "--output", str(tmp_path / "c.xlsx"))
    assert (status, out) == (0, f"55 of 55 case studies in {tmp_path / 'c.xlsx'}.\n")
    assert (tmp_path / "c.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    "options",
    [["--mission", "MONUSO"], ["--theme", "electons"], ["--country", "Mally"], ["--format", "odt"], ["--sort", "age"]],
)
def test_a_name_that_there_is_not_is_misuse_in_one_line(capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    status, out, err = run(capsys, "cases", *options)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_a_draft_is_given_back_with_comments_in_a_language_and_style(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    draft, back = tmp_path / "d.docx", tmp_path / "back.docx"
    document = Document()
    document.add_paragraph(f"It says “{SAID.replace('strictly', 'mostly')}”")
    document.save(str(draft))
    status, out, _ = run(capsys, "check", str(draft), "--corrected", str(back), "--language", "fr", "--style", "apa")
    assert (status, out) == (3, f"1 quotation: 0 exact, 1 altered, 0 absent. The draft is in {back}.\n")
    said = [comment.text for comment in Document(str(back)).comments]
    assert said[0].startswith("Exactes : 0") or "0" in said[0]
    assert "suivi des modifications" in said[1] and "[further:" in said[1]


@pytest.mark.parametrize(
    ("draft", "options", "wrong"),
    [
        ("d.md", ["--corrected", "back.md"], "back.md"),
        ("d.docm", ["--corrected", "back.docx"], ".docm"),
        ("d.pdf", ["--corrected", "back.docx"], "--corrected"),
        ("d.docx", ["--corrected", "d.docx"], "the draft itself"),
        ("d.docx", ["--corrected", "b.docx", "--output", "b.docx"], "its report"),
        ("d.md", ["--style", "mla"], "no style mla"),
        ("d.md", ["--language", "tlh"], "no language tlh"),
    ],
)
def test_what_cannot_be_given_back_is_misuse(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    draft: str,
    options: list[str],
    wrong: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(draft).write_text(f"“{SAID}”", encoding="utf-8")
    status, out, err = run(capsys, "check", draft, *options)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert wrong in err


def test_what_is_known_of_a_document_is_shown_mended_beside_it_and_cited(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    study = tmp_path / "study.md"
    study.write_text("# A study\n\nAll words of it are new.\n", encoding="utf-8")
    status, out, _ = run(capsys, "facts", str(study))
    assert (status, out.splitlines()[:2]) == (0, ["title: A study", "body: (not known)"])
    assert list(tmp_path.iterdir()) == [study]  # to look writes nothing
    assert run(capsys, "facts", str(study), "--set", "body=World Body", "--set", "date=2024-05")[0] == 0
    told = run(capsys, "facts", str(study), "--set", "date=2024", "--json")[1]
    assert {"body": "World Body", "date": "2024"}.items() <= json.loads(told).items()
    beside = tmp_path / "study.metadata.json"
    assert json.loads(beside.read_text(encoding="utf-8")) == {"body": "World Body", "date": "2024"}
    cited = run(capsys, "cite", "All words of it are new.", "--document", str(study))[1]
    assert "World Body, A study (2024)" in cited


@pytest.mark.parametrize("said", ["date=spring", "date", "author=me", "url=ftp://x"])
def test_what_cannot_be_known_of_a_document_is_said_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, said: str
) -> None:
    study = tmp_path / "study.md"
    study.write_text("# A study\n\nAll words of it are new.\n", encoding="utf-8")
    status, out, err = run(capsys, "facts", str(study), "--set", said)
    assert (status in (1, 2), out, err.count("\n")) == (True, "", 1)
    assert list(tmp_path.iterdir()) == [study]
