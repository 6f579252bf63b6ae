"""The file of users: nothing in it opens anything, it is whole or as it was, and whoever leaves it is out at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from assistant.cli import users as verbs
from assistant.cli.main import main
from assistant.cli.terminal import Misused
from assistant.collection import accounts as accounts_file
from assistant.collection.accounts import Accounts, NoSuchUser, UnusableName, UsersUnreadable
from tests.chat_server import HOME

SECRET = "correct horse battery"


def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing takes a hundredth of what it should."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts_file, "_hasher", lambda: cheap)


@pytest.fixture
def accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Accounts:
    cheap_passwords(monkeypatch)
    return Accounts(tmp_path / "data" / "users.json")


def test_a_password_costs_what_the_standard_asks_for() -> None:
    written = accounts_file._hashed(SECRET)
    assert written.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert accounts_file._is_password(written, SECRET)


def test_who_was_added_signs_in_by_that_password_alone(accounts: Accounts) -> None:
    assert accounts.add(" Ana.Lima@Mission ", SECRET) == "ana.lima@mission"
    assert accounts.holds("ANA.LIMA@mission", SECRET) == "ana.lima@mission"
    for name, password in (("ana.lima@mission", f"{SECRET}s"), ("bo", SECRET), ("", SECRET), ("a b", SECRET)):
        assert accounts.holds(name, password) is None
    assert accounts.holds("ana.lima@mission", "x" * 2000) is None


def test_a_password_is_the_same_however_a_keyboard_writes_its_accents(accounts: Accounts) -> None:
    accounts.add("zoé", "un été à Genève")
    assert accounts.holds("zoe\u0301", "un e\u0301te\u0301 a\u0300 Gene\u0300ve") == "zoé"


def test_neither_a_password_nor_a_token_stands_in_the_file_which_its_owner_alone_reads(accounts: Accounts) -> None:
    accounts.add("ana", SECRET)
    token = accounts.add_token("ana")
    written = accounts.path.read_text()
    assert SECRET not in written
    assert token.removeprefix("further_") not in written
    assert "$argon2id$" in written
    assert accounts.path.stat().st_mode & 0o077 == 0
    assert Accounts(accounts.path).of_token(token) == "ana"
    assert accounts.of_token(f"{token}x") is None
    assert accounts.forget_tokens("ana") == 1
    assert accounts.of_token(token) is None


def test_what_another_program_changed_is_seen(accounts: Accounts) -> None:
    served = Accounts(accounts.path)
    assert dict(served.users()) == {}
    accounts.add("ana", SECRET)
    assert served.holds("ana", SECRET) == "ana"
    accounts.remove("ana")
    assert served.holds("ana", SECRET) is None
    with pytest.raises(NoSuchUser, match="no user ana"):
        accounts.remove("ana")


@pytest.mark.parametrize("name", ["", "a b", "a\nb", "../x", "x" * 65, "a:b", "<b>"])
def test_what_is_no_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(UnusableName):
        accounts.add(name, SECRET)
    assert not accounts.path.exists()


def test_a_name_is_given_once_and_a_short_password_to_nobody(accounts: Accounts) -> None:
    accounts.add("ana", SECRET)
    with pytest.raises(UnusableName, match="already"):
        accounts.add("Ana", SECRET)
    with pytest.raises(UnusableName, match="10 to 1000"):
        accounts.add("bo", "secret")
    assert list(accounts.users()) == ["ana"]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"format": 2, "users": {}}', "[" * 100_000, '{"users": 1}'])
def test_a_damaged_file_lets_nobody_in_and_is_not_written_over(accounts: Accounts, content: str) -> None:
    accounts.add("ana", SECRET)
    accounts.path.write_text(content)
    for asked in (lambda: accounts.holds("ana", SECRET), accounts.users, lambda: accounts.add("bo", SECRET)):
        with pytest.raises(UsersUnreadable, match="cannot be read"):
            asked()
    assert accounts.path.read_text() == content


@pytest.mark.parametrize("fault", ["No space left on device", "Read-only file system"])
def test_a_full_disk_or_a_folder_that_cannot_be_written_leaves_the_users_as_they_were(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    accounts.add("ana", SECRET)
    before = accounts.path.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, fault)

    monkeypatch.setattr(os if "space" in fault else tempfile, "fsync" if "space" in fault else "mkstemp", full)
    with pytest.raises(UsersUnreadable, match=fault.lower()):
        accounts.add("bo", SECRET)
    assert accounts.path.read_bytes() == before
    assert not list(accounts.path.parent.glob(".*.part"))


def test_of_what_two_programs_add_at_once_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    program = (
        "import sys\nfrom pathlib import Path\nfrom assistant.collection import accounts\n"
        "accounts._hashed = lambda password: '$argon2id$'\n"
        "one = accounts.Accounts(Path(sys.argv[1]))\n"
        "for number in range(15):\n    one.add(f'{sys.argv[2]}{number}', 'x' * 10)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(path), who], cwd=HOME) for who in "abc"]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    assert len(json.loads(path.read_text())["users"]) == 45


def test_the_command_adds_lists_and_removes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "users.json"

    def told(*words: str) -> str:
        with pytest.raises(SystemExit) as left:
            main(["user", *words, "--users", str(path)])
        assert left.value.code == 0
        return capsys.readouterr().out

    monkeypatch.setattr(verbs, "_password", lambda: SECRET)
    assert "ana may sign in" in told("add", "Ana")
    token = told("token", "ana").strip()
    assert Accounts(path).of_token(token) == "ana"
    assert told("list") == "ana\t1 token\n"
    assert told("token", "ana", "--forget") == "1 token opens nothing any more.\n"
    monkeypatch.setattr(verbs, "_password", lambda: "another one altogether")
    told("password", "ana")
    assert Accounts(path).holds("ana", SECRET) is None
    told("remove", "ana")
    assert told("list") == ""


def test_who_serves_others_needs_users_or_says_that_there_is_no_login(tmp_path: Path) -> None:
    none, some = tmp_path / "none.json", tmp_path / "some.json"
    Accounts(some).add("ana", SECRET)
    for host, names in (("0.0.0.0", []), ("::", []), ("10.0.0.1", []), ("127.0.0.1", ["further.mission.example"])):
        with pytest.raises(Misused, match="--no-login"):
            verbs.who_may_sign_in(host, names, None, none)
        assert verbs.who_may_sign_in(host, names, None, some) == some
        assert verbs.who_may_sign_in(host, names, False, some) is None
    for host in ("127.0.0.1", "localhost", "::1"):
        assert verbs.who_may_sign_in(host, [], None, some) is None
        assert verbs.who_may_sign_in(host, [], True, some) == some
