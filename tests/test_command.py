"""The command's contract: exit statuses, one clear line on stderr, JSON whose every quote can be checked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from assistant import startup
from assistant.answer import Answer, Turn
from assistant.assistant import Assistant
from assistant.cli.evaluation import figures
from assistant.cli.main import main
from corpus.passages import passages
from corpus.reading import read_report, read_shipped
from corpus.report import Report
from index.encoder import Encoder
from index.passage_index import PassageIndex

pytestmark = pytest.mark.slow


HOME = Path(__file__).parents[1]

ANSWER_KEYS = [
    *(
        "id",
        "question",
        "understood_as",
        "query",
        "language",
        "status",
        "reason",
        "abstained",
        "message",
        "quotes",
        "nearest",
    ),
    *("complete", "count", "rule", "confidence", "latency_ms"),
]
QUOTE_KEYS = [
    "number",
    "text",
    "document",
    "section",
    "page",
    "page_label",
    "last_page",
    "last_page_label",
    "start",
    "end",
    "anchor",
    "score",
]
SOURCE_KEYS = [
    *("document", "title", "symbol", "reason", "abstained", "quotes", "complete", "count", "rule", "confidence")
]
REASONS = {"off_topic", "not_said", "mission_absent", "mission_contact_only"}

CONFIDENTIAL = "All interviews were strictly confidential to encourage frank and honest feedback."
QUESTIONS = [
    CONFIDENTIAL,
    "How many people were interviewed?",
    "Which missions have a case study on hate speech?",
    "Who heads the human rights component of UNSOM?",
    "How did UNDOF support elections?",
    "What is the budget of MINUSMA?",
    "tell me a joke",
    "Quelles missions ont soutenu la lutte contre Ebola ?",
]


@dataclass(frozen=True)
class Run:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def answers(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Further = Callable[..., Run]
Opened = list[Sequence[Report]]


@pytest.fixture
def opened() -> Opened:
    """The reports that an assistant was opened over, in order."""
    return []


@pytest.fixture
def further(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], hand_encoder: Encoder, opened: Opened
) -> Further:
    """Runs the command in this process, its assistant over the hand encoder."""

    def by_hand(reports: Sequence[Report], say: Callable[[str], None], *_: object) -> Assistant:
        say("Loading the model…")
        opened.append(reports)
        return Assistant(PassageIndex.build(reports, hand_encoder))

    monkeypatch.setattr(startup, "open_assistant", by_hand)

    def run(*arguments: str | Path) -> Run:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Run(int(left.value.code or 0), out, err)

    return run


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.md"
    path.write_text("# The study\n\n## Findings\n\nPrisons were *overcrowded*. Courts “moved”.\n", encoding="utf-8")
    return path


def batch_of(folder: Path, *lines: object) -> Path:
    """A file of conversations; what is no string is written as JSON."""
    path = folder / "batch.jsonl"
    written = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


def assert_one_line(run: Run, status: int, said: str = "") -> None:
    """The command failed with this status and said why in one line of its own."""
    lines = [line for line in run.err.splitlines() if line != "Loading the model…"]
    assert run.status == status
    assert len(lines) == 1, run.err
    assert said in lines[0]
    assert "Traceback" not in run.err
    assert run.out == ""


def assert_contract(answer: dict[str, Any], texts: dict[str, str]) -> None:
    """The Answer object, key by key. `texts`: each document's canonical text."""
    assert list(answer) == [*ANSWER_KEYS, *(["by_source"] if len(texts) > 1 else [])]
    assert answer["status"] in {"answered", "not_in_report", "off_topic"}
    assert answer["abstained"] is (answer["status"] != "answered")
    assert answer["reason"] in (REASONS if answer["abstained"] else {None})
    assert len(answer["language"]) == 2
    assert answer["language"].islower()
    assert isinstance(answer["understood_as"], str)
    assert answer["understood_as"]
    assert answer["complete"] in (True, False, None)
    assert answer["count"] is None or answer["count"] >= 0
    assert answer["rule"] is None or isinstance(answer["rule"], str)
    assert 0 <= answer["confidence"] <= 1
    assert answer["latency_ms"] >= 0
    if answer["abstained"]:
        assert answer["message"]
        assert answer["quotes"] == []
    else:
        assert answer["quotes"]
        assert answer["nearest"] == []
    for group in (answer["quotes"], answer["nearest"]):
        assert [quote["number"] for quote in group] == list(range(1, len(group) + 1))
        for quote in group:
            assert_quote(quote, texts)
    sources = answer.get("by_source", [])
    assert sorted(source["document"] for source in sources) == sorted(texts if len(texts) > 1 else ())
    for source in sources:
        assert list(source) == SOURCE_KEYS
        assert source["abstained"] is (source["reason"] is not None)
        assert not (source["abstained"] and source["quotes"])
        for quote in source["quotes"]:
            assert quote["document"] == source["document"]
            assert_quote(quote, texts)


def assert_quote(quote: dict[str, Any], texts: dict[str, str]) -> None:
    assert list(quote) == QUOTE_KEYS
    assert texts[quote["document"]][quote["start"] : quote["end"]] == quote["text"] != ""
    assert all(heading in texts[quote["document"]] for heading in quote["section"])
    assert (quote["page"], quote["page_label"]) == (None, None)
    assert quote["anchor"]
    assert isinstance(quote["score"], float)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_as_json_keeps_the_contract_and_the_source_reproduces_its_quotes(
    further: Further, question: str
) -> None:
    source = json.loads(further("source", "--json").out)
    run = further("ask", question, "--json")
    (answer,) = run.answers
    assert run.status == 0
    assert (answer["id"], answer["question"], answer["understood_as"]) == (None, question, question)
    assert_contract(answer, {"going-further-together": source["text"]})


def test_a_sentence_of_the_report_asked_for_by_its_own_words_is_quoted(further: Further) -> None:
    (answer,) = further("ask", CONFIDENTIAL, "--json").answers
    assert answer["status"] == "answered"
    assert CONFIDENTIAL in [quote["text"] for quote in answer["quotes"]]


def test_a_person_reads_the_quote_in_quotation_marks_with_its_place(further: Further) -> None:
    run = further("ask", CONFIDENTIAL)
    assert run.status == 0
    assert f"“{CONFIDENTIAL}”" in run.out
    assert "going-further-together › GOING FURTHER TOGETHER ›" in run.out


def test_a_quotation_is_not_put_in_quotation_marks_twice(further: Further) -> None:
    run = further("ask", "United Nations peace operations are among the Organization’s most significant achievements")
    assert "“United Nations peace operations are" in run.out
    assert "““" not in run.out


def test_an_abstention_exits_0(further: Further) -> None:
    run = further("ask", "Which zeppelins crossed Wakanda with bananas aboard?", "--json")
    assert run.status == 0
    assert run.answers[0]["abstained"]


def test_answers_speak_of_documents_by_the_path_as_given(
    further: Further, study: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(study.parent)
    Path("second.txt").write_text("Elections were observed.", encoding="utf-8")
    run = further("ask", "prisons elections", "--json", "--document", "./study.md", "--document", "second.txt")
    assert [report.name for report in opened[0]] == ["study.md", "second.txt"]
    texts = {report.name: report.text for report in opened[0]}
    assert_contract(run.answers[0], texts)


def test_a_document_named_twice_is_read_once(further: Further, study: Path, opened: Opened) -> None:
    further("ask", "prisons", "--document", study, "--document", study)
    assert len(opened[0]) == 1


def test_the_source_of_another_document_is_its_canonical_text(further: Further, study: Path) -> None:
    printed = json.loads(further("source", "--document", study, "--json").out)
    assert list(printed) == ["title", "edition", "sha256", "text"]
    assert printed["text"] == read_report(study).text
    assert printed["sha256"] == sha256(printed["text"].encode()).hexdigest()
    assert (printed["title"], printed["edition"]) == ("The study", None)


def test_the_source_for_a_person_is_the_text_alone(further: Further, shipped: Report) -> None:
    assert further("source").out == shipped.text + "\n"


def test_a_batch_is_answered_in_the_files_order_with_its_ids(further: Further, tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        {"id": "z", "turns": [QUESTIONS[1]]},
        "",
        {"turns": [CONFIDENTIAL]},
        {"id": "a", "turns": ["Elections?"], "kind": "fact", "gold": []},
    )
    run = further("ask", "--batch", batch)
    assert run.status == 0
    assert [(answer["id"], answer["question"]) for answer in run.answers] == [
        ("z", QUESTIONS[1]),
        (None, CONFIDENTIAL),
        ("a", "Elections?"),
    ]
    for answer in run.answers:
        assert_contract(answer, {"going-further-together": read_shipped().text})


def test_a_batch_may_be_empty(further: Further, tmp_path: Path) -> None:
    run = further("ask", "--batch", batch_of(tmp_path))
    assert (run.status, run.out) == (0, "")


def test_the_turns_of_a_conversation_come_one_after_another_and_only_the_last_is_answered(
    further: Further, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, list[str]]] = []
    answer = Assistant.answer

    def recorded(assistant: Assistant, question: str, turns: Sequence[Turn] = ()) -> Answer:
        seen.append((question, [turn.question for turn in turns]))
        assert all(turn.answer.question == turn.question for turn in turns)
        return answer(assistant, question, turns)

    monkeypatch.setattr(Assistant, "answer", recorded)
    batch = batch_of(tmp_path, {"id": "1", "turns": ["Prisons?", "Courts?", "Elections?"]}, {"turns": ["Police?"]})
    run = further("ask", "--batch", batch)
    assert [found["question"] for found in run.answers] == ["Elections?", "Police?"]
    assert seen == [
        ("Prisons?", []),
        ("Courts?", ["Prisons?"]),
        ("Elections?", ["Prisons?", "Courts?"]),
        ("Police?", []),
    ]


@pytest.mark.parametrize(
    "bad",
    [
        "{not JSON",
        "[]",
        "7",
        '{"id": "x"}',
        '{"id": "x", "turns": []}',
        '{"id": "x", "turns": "one question"}',
        '{"id": "x", "turns": [1]}',
        '{"id": "x", "turns": [""]}',
        '{"id": "x", "turns": ["fine?", " "]}',
        json.dumps({"turns": ["x" * 2001]}),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_others_are_answered(
    further: Further, tmp_path: Path, bad: str
) -> None:
    batch = batch_of(tmp_path, {"id": "first", "turns": ["Prisons?"]}, "", bad, {"id": "last", "turns": ["Courts?"]})
    run = further("ask", "--batch", batch)
    assert run.status == 2
    assert [answer["id"] for answer in run.answers] == ["first", "last"]
    (line,) = [line for line in run.err.splitlines() if line != "Loading the model…"]
    assert f"{batch}, line 3: " in line


def test_every_bad_line_is_named_in_one_line_of_its_own(further: Further, tmp_path: Path) -> None:
    run = further("ask", "--batch", batch_of(tmp_path, "{", {"turns": ["Prisons?"]}, {"turns": [""]}, "["))
    numbers = [line.split("line ")[1].split(":")[0] for line in run.err.splitlines() if "line " in line]
    assert sorted(numbers) == ["1", "3", "4"]
    assert len(run.answers) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "Give one question"),
        (["ask", "Prisons?", "--batch", "file.jsonl"], "Give one question"),
        (["ask", ""], "empty"),
        (["ask", " \n\t"], "empty"),
        (["ask", "?!"], "empty"),
        (["ask", "x" * 2001], "2,001 characters, the limit is 2,000"),
        (["ask", "Prisons?", "--nonsense"], "--nonsense"),
        (["ask", "Prisons?", "Courts?"], "Courts?"),
        (["ask", "Prisons?", "--document"], "--document"),
        (["source", "somewhere"], "somewhere"),
        (["nonsense"], "nonsense"),
        (["chat", "--port", "0"], "--port"),
        (["chat", "--port", "many"], "--port"),
        (["eval"], "SET.jsonl"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, list) else "",
)
def test_misuse_exits_2_with_one_line_and_loads_nothing(
    further: Further, opened: Opened, arguments: list[str], said: str
) -> None:
    assert_one_line(further(*arguments), 2, said)
    assert opened == []


def test_a_question_of_just_the_limit_is_answered(further: Further) -> None:
    assert further("ask", "prisons " * 249 + "prisons!").status == 0


def test_the_command_alone_explains_itself_and_exits_2(further: Further) -> None:
    run = further()
    assert run.status == 2
    assert all(verb in run.out + run.err for verb in ("chat", "ask", "source", "index", "eval"))


@pytest.mark.parametrize("arguments", [["--help"], *([verb, "--help"] for verb in ("chat", "ask", "index", "eval"))])
def test_help_exits_0(further: Further, arguments: list[str]) -> None:
    run = further(*arguments)
    assert run.status == 0
    assert "Usage: further" in run.out


def a_folder(path: Path) -> None:
    path.mkdir()


def an_empty_file(path: Path) -> None:
    path.touch()


def white_space(path: Path) -> None:
    path.write_text(" \n\n", encoding="utf-8")


def binary(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x00\x01")


def another_encoding(path: Path) -> None:
    path.write_bytes("généralités".encode("latin-1"))


def nothing(_: Path) -> None:
    return


@pytest.mark.parametrize("make", [nothing, a_folder, an_empty_file, white_space, binary, another_encoding])
@pytest.mark.parametrize("verb", [["ask", "Prisons?"], ["source"], ["index"]], ids=lambda verb: verb[0])
def test_an_unreadable_document_exits_1_with_one_line_and_leaves_nothing_behind(
    further: Further, tmp_path: Path, cache: Path, opened: Opened, verb: list[str], make: Callable[[Path], None]
) -> None:
    path = tmp_path / "unreadable.md"
    make(path)
    before = sorted(tmp_path.iterdir()), sorted(cache.iterdir())
    assert_one_line(further(*verb, "--document", path), 1, "unreadable.md")
    assert (sorted(tmp_path.iterdir()), sorted(cache.iterdir())) == before
    assert opened == []


def test_an_unreadable_document_spoils_the_readable_one_beside_it(further: Further, study: Path) -> None:
    """Answering over half of what was named would be a silent omission."""
    run = further("ask", "Prisons?", "--document", study, "--document", study.parent / "missing.pdf")
    assert_one_line(run, 1, "missing.pdf")


@pytest.mark.parametrize("make", [nothing, a_folder, another_encoding])
@pytest.mark.parametrize("verb", [["ask", "--batch"], ["eval"]], ids=lambda verb: verb[0])
def test_a_file_of_questions_that_cannot_be_read_exits_1(
    further: Further, tmp_path: Path, verb: list[str], make: Callable[[Path], None]
) -> None:
    path = tmp_path / "questions.jsonl"
    make(path)
    assert_one_line(further(*verb, path), 1, "questions.jsonl")


def test_a_damaged_model_exits_1_with_its_own_line(further: Further, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.damaged_model import DamagedModel

    def damaged(*_: object) -> Assistant:
        raise DamagedModel("The model's weights are missing.")

    monkeypatch.setattr(startup, "open_assistant", damaged)
    assert_one_line(further("ask", "Prisons?"), 1, "weights are missing")


def test_a_fault_of_the_programs_own_breaks_loudly(further: Further, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> Assistant:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(startup, "open_assistant", faulty)
    with pytest.raises(ZeroDivisionError, match="ours"):
        further("ask", "Prisons?")


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hand_encoder: Encoder) -> Path:
    """A cache of this test's own; `further index` fills it by the hand encoder."""
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    monkeypatch.setattr("index.sentence_encoder.SentenceEncoder", lambda: hand_encoder)
    monkeypatch.setattr("index.multilingual.multilingual_encoder", lambda: None)
    return tmp_path / "cache"


def test_index_says_where_it_lies_and_how_many_passages_it_holds(
    further: Further, own_cache: Path, shipped: Report
) -> None:
    run = further("index")
    assert run.status == 0
    assert str(own_cache / "going-further-together") in run.out
    assert f"{len(passages(shipped))} passages" in run.out
    assert (own_cache / "going-further-together" / "manifest.json").is_file()


def test_index_builds_only_what_is_missing_unless_told_to(further: Further, own_cache: Path) -> None:
    assert "built in" in further("index").out
    manifest = own_cache / "going-further-together" / "manifest.json"
    written = manifest.stat().st_mtime_ns
    assert "up to date" in further("index").out
    assert manifest.stat().st_mtime_ns == written
    assert "built in" in further("index", "--rebuild").out


def test_index_takes_several_documents(further: Further, own_cache: Path, study: Path) -> None:
    second = study.with_name("second.txt")
    second.write_text("Elections were observed.", encoding="utf-8")
    run = further("index", "--document", study, "--document", second)
    assert len(run.out.splitlines()) == 2
    assert len(list(own_cache.iterdir())) == 2


def test_an_index_that_does_not_fit_is_said_in_one_line_and_rebuilt(further: Further, own_cache: Path) -> None:
    further("index")
    next(own_cache.rglob("vectors-*")).write_bytes(b"damaged")
    run = further("index")
    assert run.status == 0
    assert "built in" in run.out
    (line,) = [line for line in run.err.splitlines() if "is not used" in line]
    assert "damaged" in line
    assert "up to date" in further("index").out


def test_a_cache_that_cannot_be_written_is_said_and_does_not_fail(further: Further, own_cache: Path) -> None:
    own_cache.write_text("in the way")
    run = further("index")
    assert run.status == 0
    assert len([line for line in run.err.splitlines() if "could not be saved" in line]) == 1
    assert run.out.rstrip().endswith("not saved")
    assert str(own_cache) not in run.out


def the_set(folder: Path) -> Path:
    """Two conversations: one whose answer stands in the report, one whose does not."""
    gold = {"text": CONFIDENTIAL}
    right = {"id": "t1", "kind": "fact", "turns": [CONFIDENTIAL], "answerable": True, "gold": [gold], "need": "any"}
    wrong = {"id": "t2", "kind": "list", "turns": ["Zeppelins?"], "answerable": True, "gold": [gold], "need": "all"}
    return batch_of(folder, right, wrong)


def test_eval_prints_the_figures_of_the_answers_that_a_batch_gives(
    further: Further, tmp_path: Path, shipped: Report
) -> None:
    questions = the_set(tmp_path)
    items = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    expected = figures(items, further("ask", "--batch", questions).answers, shipped.text)
    run = further("eval", questions, "--json")
    found = json.loads(run.out)
    assert run.status == 0
    assert found.keys() == expected.keys()
    timed = {name for name in found if name.startswith("latency")}
    assert {name: found[name] for name in found.keys() - timed} == {
        name: expected[name] for name in expected.keys() - timed
    }
    assert found["n"] == 2
    assert found["by_kind"] == {"fact": "1/1", "list": "0/1"}


def test_eval_lists_the_misses_and_nothing_else(further: Further, tmp_path: Path) -> None:
    plain, listed = further("eval", the_set(tmp_path)), further("eval", the_set(tmp_path), "--misses")
    assert "t2" not in plain.out
    assert "\nt2 list " in listed.out
    assert "\nt1 fact " not in listed.out


@pytest.mark.parametrize(
    "bad", ["{", '{"id": "x", "turns": []}', '{"id": "x", "turns": ["Prisons?"]}', '{"turns": [" "]}'], ids=str
)
def test_a_set_with_a_line_that_cannot_be_scored_is_misuse_that_names_the_line(
    further: Further, tmp_path: Path, bad: str
) -> None:
    good = json.loads(the_set(tmp_path).read_text(encoding="utf-8").splitlines()[0])
    assert_one_line(further("eval", batch_of(tmp_path, good, bad)), 2, "line 2")


def test_an_empty_set_is_misuse(further: Further, tmp_path: Path) -> None:
    assert_one_line(further("eval", batch_of(tmp_path)), 2, "holds no questions")


PROGRAM = [sys.executable, "-c", "from assistant.cli.main import main; main()"]


def test_the_program_prints_utf_8_whatever_the_systems_language(shipped: Report) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    run = subprocess.run([*PROGRAM, "source", "--json"], cwd=HOME, env=environment, capture_output=True, check=True)
    assert json.loads(run.stdout.decode("utf-8"))["text"] == shipped.text


def test_the_program_fails_without_a_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(HOME)}
    command = [*PROGRAM, "ask", "Prisons?", "--document", "nowhere.pdf"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "There is no file nowhere.pdf. Check the name and the folder.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_stops_listening_gets_no_traceback(tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text("The mission left. " * 50_000, encoding="utf-8")
    program = subprocess.Popen(
        [*PROGRAM, "source", "--document", str(long)], cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout
    assert program.stderr
    program.stdout.read(1)
    program.stdout.close()
    said = program.stderr.read()
    program.stderr.close()
    program.wait()
    assert said == b""


@pytest.mark.model
@pytest.mark.usefixtures("real_assistant")  # its index is the one that the program finds
def test_the_program_answers_and_asks_no_other_machine(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        {"id": "1", "turns": ["How many people were interviewed for this study?"]},
        {"id": "2", "turns": ["Что сказано о тюрьмах?\0"]},
    )
    program = (
        "import sys\n"
        "reached = []\n"
        "watched = ('socket.connect', 'socket.getaddrinfo', 'socket.gethostbyname')\n"
        "sys.addaudithook(lambda event, given: event in watched and reached.append((event, str(given))))\n"
        "from assistant.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print('REACHED', reached, file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "ask", "--batch", str(batch)]
    run = subprocess.run(command, cwd=HOME, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    assert "REACHED []" in run.stderr
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["1", "2"]
    assert "131 interviews" in answers[0]["quotes"][0]["text"]
    for answer in answers:
        assert_contract(answer, {"going-further-together": read_shipped().text})


@pytest.mark.model
def test_a_question_with_a_broken_character_is_answered_like_any_other(
    real_assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal that speaks another encoding hands over half characters."""
    monkeypatch.setattr(startup, "open_assistant", lambda *_: real_assistant)
    with pytest.raises(SystemExit) as left:
        main(["ask", "How many people were interviewed \udcff?", "--json"])
    assert left.value.code == 0
    assert_contract(json.loads(capsys.readouterr().out), {"going-further-together": read_shipped().text})


@pytest.mark.model
def test_the_real_assistant_answers_the_same_when_it_is_opened_again(
    real_assistant: Assistant, shipped: Report
) -> None:
    said: list[str] = []
    again = startup.open_assistant([shipped], said.append)
    assert not [line for line in said if "passages" in line]
    for question in QUESTIONS[:3]:
        one, two = real_assistant.answer(question), again.answer(question)
        assert (one.status, one.citations, one.nearest) == (two.status, two.citations, two.nearest)
