"""What a session writes on the disk is what the table of docs/threat-model.md says; what it must not keep is gone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.collection.accounts import Accounts
from corpus.markdown_file import markdown_report
from corpus.readers_questions import NONE
from index.embeddings import open_embedded
from index.encoder import Encoder
from tests.asking import Person
from tests.chat_server import HOME, chat
from tests.test_accounts import SECRET, cheap_passwords

SECRETS = (b"Kidal", b"elections", SECRET.encode(), b"Talking points")  # of a document, a question, a person, a draft
# Which row of the table speaks of a path, below the folders that a user has.
ROWS = {
    r"cache/further": "saved indexes",
    r"cache/further/[\w-]+(/(manifest\.json|\.saving\.lock|vectors-\w{16}\.npz|\.\w+\.part))?": "saved indexes",
    r"data/further/users\.json(\.lock)?": "who may sign in",
    r"data/further/own(/\w{24}(/\w{24}(/(document|about\.json|\.\w+\.part))?)?)?": "kept under a login",
    r"\.|verdicts\.jsonl(\.lock)?": "verdicts on answers",  # the folder is made for the lock where there is none
    r"tmp/further-\w+(/(document\.\w+|draft\.\w+))?": "while it is read or a page is drawn",
    r"tmp/(torchinductor_\w+|gradio(/vibe_edit_history)?|\w{8})": "folders of libraries",
}


@pytest.mark.model
@pytest.mark.server
def test_every_file_of_a_session_stands_in_the_table_and_nothing_private_outlives_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hand_encoder: Encoder
) -> None:
    cheap_passwords(monkeypatch)
    home = tmp_path / "home"
    for name, variable in (("cache", "XDG_CACHE_HOME"), ("data", "XDG_DATA_HOME"), ("tmp", "TMPDIR")):
        (home / name).mkdir(parents=True)
        monkeypatch.setenv(variable, str(home / name))
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("TORCHINDUCTOR_CACHE_DIR", raising=False)  # torch sets it in a process that has worked
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    users, verdicts, written = home / "data" / "further" / "users.json", home / "verdicts.jsonl", tmp_path / "written"
    Accounts(users).add("ana", SECRET)
    memo = markdown_report("# Memo\n\nThe well at Kidal was repaired.", "memo.md", "memo")
    indexes = home / "cache" / "further"
    open_embedded(memo, NONE, hand_encoder, None, lambda _: None, root=indexes)  # as `further ask --document` does
    own = home / "data" / "further" / "own"
    options = ("--users", str(users), "--feedback", str(verdicts), "--written", str(written), "--keep-own", str(own))
    with chat(tmp_path, *options) as running:
        ana = Person(running.address, "ana", SECRET)
        ana.until(lambda: not ana.calls("glance")["loading"])
        turn = ana.calls("ask", question="Which missions worked on elections?")["answer"]
        assert ana.calls("judge", turns=[turn], verdict="helpful", reason="")["kept"]
        assert ana.sent("/saved/docx", json.dumps({"turns": [turn]}).encode(), {"X-Further": "1"})[0] == 200
        names = {"X-Further": "1", "X-Name": "memo.txt"}
        key = json.loads(ana.sent("/own", b"The well at Kidal was repaired in March.", names)[2])["document"]
        ana.until(lambda: ana.calls("own_state", own=key, shown=True)["stage"] == "")
        assert ana.calls("ask", question="When was the well at Kidal repaired?", document=key)["answer"]["quotes"]
        draft = b"Talking points: \xe2\x80\x9cthe well at Kidal was repaired\xe2\x80\x9d"
        check = json.loads(ana.sent("/check", draft, {"X-Further": "1", "X-Name": "draft.txt"})[2])["check"]
        ana.until(lambda: "stage" not in ana.calls("checked", check=check))
        assert [path for path in own.rglob("document") if b"Kidal" in path.read_bytes()]
        ana.calls("let_go", own=key, remove=True)
        ana.sent("/logout", b"")
    opened = {Path(path) for path in written.read_text(encoding="utf-8").splitlines()}
    opened = {path if path.is_absolute() else HOME / path for path in opened}
    left = {path for path in home.rglob("*") if path.is_file()}
    memory = ("/dev/", "/proc/")  # devices and the system's own: nothing of it is a file that stays
    outside = {path for path in opened if not path.is_relative_to(home) and not str(path).startswith(memory)}
    assert outside == set()
    table = (HOME / "docs" / "threat-model.md").read_text(encoding="utf-8").split("## What is stored", 1)[1]
    told = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    paths = {path.relative_to(home).as_posix() for path in (opened | left) if path.is_relative_to(home)}
    spoken = {path: {row for pattern, row in ROWS.items() if re.fullmatch(pattern, path)} for path in paths}
    assert {path for path, rows in spoken.items() if not rows} == set()
    assert set().union(*spoken.values()) == set(ROWS.values())
    assert [row for row in ROWS.values() if not any(row in one for one in told)] == []
    assert not [path for path in left if path.is_relative_to(home / "tmp")]
    assert all(
        path.is_dir() and not [one for one in path.rglob("*") if one.is_file()] for path in (home / "tmp").iterdir()
    )
    for path in left - {verdicts}:  # which holds the question: its operator asked for it
        content = path.read_bytes()
        assert not [secret for secret in SECRETS if secret in content], path
    assert b"elections" in verdicts.read_bytes()
    assert not [secret for secret in SECRETS if secret in running.printed.read_bytes()]
