"""Documents that are kept under a login: they come back to whoever opened them, and to nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.collection.accounts import Accounts
from assistant.screens.kept_own import About, KeptOwn, folder_of
from corpus.opening import WHOLE, Opening
from tests.asking import Person
from tests.chat_server import chat
from tests.test_accounts import SECRET, cheap_passwords

WELL = b"# A memo\n\nThe well at Kidal was repaired in March by two masons.\n\nStaff moved to a camp.\n"
QUESTION = "What was repaired at Kidal?"


def test_what_a_person_keeps_is_found_under_that_name_alone(tmp_path: Path) -> None:
    keeps = KeptOwn(tmp_path / "own", 2)
    about = About("memo.md", "", "fr", "10-40")
    kept = keeps.keep("ana", WELL, about)
    assert dict(keeps.of("ana")) == {kept: about}
    assert about.opening == Opening(first=10, last=40, scans="fr")
    assert About("memo.md", "", "").opening == WHOLE
    assert keeps.content("ana", kept) == WELL
    assert keeps.keep("ana", WELL, about) == kept  # the same again is there
    assert dict(keeps.of("ben")) == dict(keeps.of("../ana")) == dict(keeps.of("ANA")) == {}
    with pytest.raises(OSError, match="No such file"):
        keeps.content("ben", kept)
    keeps.remove("ben", kept)
    assert list(keeps.of("ana"))
    keeps.remove("ana", kept)
    assert list((tmp_path / "own").rglob("*")) == []


def test_no_more_than_may_be_are_kept_and_only_the_servers_user_may_read_them(tmp_path: Path) -> None:
    keeps = KeptOwn(tmp_path / "own", 2)
    first = keeps.keep("ana", WELL, About("a.md", "", ""))
    assert keeps.keep("ana", WELL, About("b.md", "", ""))
    assert keeps.keep("ana", WELL, About("c.md", "", "")) == ""
    assert keeps.keep("ben", WELL, About("c.md", "", ""))
    for path in (tmp_path / "own").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    (folder_of("ana", tmp_path / "own") / first / "about.json").write_text("{")
    assert len(list(keeps.of("ana"))) == 1  # one that is damaged hides no other


def test_what_is_known_of_a_document_is_mended_where_it_is_kept(tmp_path: Path) -> None:
    keeps = KeptOwn(tmp_path / "own", 2)
    kept = keeps.keep("ana", WELL, About("memo.md", "", "fr"))
    keeps.mend("ana", kept, '{"date": "2024"}')
    assert dict(keeps.of("ana")) == {kept: About("memo.md", '{"date": "2024"}', "fr")}
    assert keeps.content("ana", kept) == WELL
    with pytest.raises(OSError, match="No such file"):
        keeps.mend("ben", kept, "{}")
    assert not folder_of("ben", tmp_path / "own").exists()


def test_who_may_sign_in_no_more_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cheap_passwords(monkeypatch)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: str(tmp_path))
    for name in ("ana", "ben"):
        Accounts(tmp_path / "users.json").add(name, SECRET)
    keeps = KeptOwn(tmp_path / "own", 2)
    keeps.keep("ana", WELL, About("a.md", "", ""))
    keeps.keep("ben", WELL, About("a.md", "", ""))
    with pytest.raises(SystemExit) as left:
        main(["user", "remove", "ana", "--users", str(tmp_path / "users.json")])
    assert (left.value.code, capsys.readouterr().out) == (0, "ana may not sign in any more.\n")
    assert not list(keeps.of("ana"))
    assert list(keeps.of("ben"))


@pytest.mark.parametrize("arguments", [["--keep-own"], ["--keep-own", "--no-login"]])
def test_nothing_is_kept_where_nobody_signs_in(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["chat", *arguments])
    assert left.value.code == 2
    assert "nobody has to sign in" in capsys.readouterr().err


@contextmanager
def serving(folder: Path, users: Path) -> Iterator[str]:
    with chat(folder, "--by-hand", "--users", str(users), "--keep-own", str(folder / "own")) as running:
        yield running.address


def signed_in(address: str, name: str) -> Person:
    person = Person(address, name, SECRET)
    person.until(lambda: not person.calls("glance")["loading"])
    return person


def own_of(person: Person) -> list[str]:
    """The keys of what the person has, once all of it is prepared."""
    person.until(lambda: not person.calls("sources")["working"])
    return list(person.calls("sources")["own"])


@pytest.mark.server
def test_where_the_operator_did_not_say_so_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cheap_passwords(monkeypatch)
    users, home = tmp_path / "users.json", tmp_path / "home"
    Accounts(users).add("ana", SECRET)
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    with chat(tmp_path, "--by-hand", "--users", str(users)) as running:
        ana = signed_in(running.address, "ana")
        key = ana.opens("memo.md", WELL)
        ana.until(lambda: ana.calls("own_state", own=key, shown=True)["stage"] == "")
        assert "kept under your login" not in ana.calls("sources")["html"]
        assert ana.calls("sources")["own"] == []  # its page alone knows the key
    assert not list(home.rglob("own"))


@pytest.mark.server
def test_what_a_person_opened_comes_back_after_a_restart_and_is_seen_by_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap_passwords(monkeypatch)
    users, own = tmp_path / "users.json", tmp_path / "own"
    for name in ("ana", "ben"):
        Accounts(users).add(name, SECRET)
    with serving(tmp_path, users) as address:
        ana, ben = signed_in(address, "ana"), signed_in(address, "ben")
        key = ana.opens("memo.md", WELL)
        ana.until(lambda: ana.calls("own_state", own=key, shown=True)["stage"] == "")
        assert own_of(ana) == [key]
        assert "kept under your login" in ana.calls("sources")["html"]
        listed = ben.calls("sources", own=[key])
        assert (listed["own"], "memo.md" in listed["html"]) == ([], False)
        assert ben.calls("own_state", own=key) == {"gone": True, "own": key}
        ben.calls("let_go", own=key, remove=True)
        assert own_of(ana) == [key]  # nobody removes another's
        ana.sent("/logout", b"")
        again = signed_in(address, "ana")
        (there,) = own_of(again)
        assert there != key  # a key is a session's
        assert "Kidal" in again.calls("ask", question=QUESTION, document=there)["answer"]["quotes"][0]["text"]
        again.calls("let_go", own=there)  # closed, not removed
        assert len(own_of(again)) == 1
    with serving(tmp_path, users) as address:
        ben = signed_in(address, "ben")
        assert own_of(ben) == []
        ana = signed_in(address, "ana")
        (there,) = own_of(ana)
        assert "Kidal" in ana.calls("ask", question=QUESTION, document=there)["answer"]["quotes"][0]["text"]
        assert "repaired in March" not in json.dumps(ben.calls("ask", question=QUESTION)["answer"])
        assert ben.calls("ask", question=QUESTION, document=there) == {"gone": True}
        ana.calls("let_go", own=there, remove=True)
        assert own_of(ana) == []
    assert not [path for path in own.rglob("*") if path.is_file()]
