"""Who may sign in: a file of names, password hashes (argon2id) and digests of tokens, read anew when it has changed.

Neither a password nor a token can be read out of it. It is written whole or not at all, for its owner's eyes alone,
and one writer at a time. A file that cannot be understood lets nobody in.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.atomic_file import write_whole
from corpus.errors import Misuse, WorldFailure
from corpus.folders import data_root

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 1000  # characters
_NAME = re.compile(r"[\w.@+-]{1,64}")
_FORMAT = 1
_TOKEN = "further_"  # so that who finds one in a file or a log knows what it opens
_PATIENCE = 10  # seconds that one writer waits for another


class UsersUnreadable(WorldFailure):
    """The file of users is damaged or out of reach: nobody may sign in. Says what to do, in one line."""


class NoSuchUser(Misuse):
    """Nobody goes by that name."""


class UnusableName(Misuse):
    """The name or the password cannot be had; the line says why."""


@dataclass(frozen=True, slots=True)
class User:
    """`password`: as argon2 writes it. `tokens`: sha256 of each, in hex."""

    password: str
    tokens: tuple[str, ...] = ()


def usual_file() -> Path:
    """Where the users are kept where nobody says otherwise: in the data directory of who runs the server."""
    return data_root() / "users.json"


def known_name(typed: str) -> str:
    """A name as it is kept: however its letters were typed, small or large. Raises UnusableName."""
    name = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not _NAME.fullmatch(name):
        raise UnusableName(f"{typed!r} is no name: one to 64 letters, digits or . _ @ + -, without spaces.")
    return name


class Accounts:
    """The file at `path`. No file is a file without users."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] | None = None
        self._users: Mapping[str, User] = {}
        self._of_token: Mapping[str, str] = {}
        self._nobody = ""

    def users(self) -> Mapping[str, User]:
        """By name, as the file stands now. Raises UsersUnreadable."""
        with self._lock:
            seen = self._stamp()
            if seen != self._seen:
                self._users = self._read() if seen else {}
                self._of_token = {token: name for name, user in self._users.items() for token in user.tokens}
                self._seen = seen
            return self._users

    def holds(self, typed: str, password: str) -> str | None:
        """The name under which somebody is known, where the password is that one's. Takes as long, and as much memory
        (64 MB), whether there is such a name or not. Raises UsersUnreadable."""
        try:
            name = known_name(typed)
        except UnusableName:
            name = ""
        user = self.users().get(name)
        self._nobody = self._nobody or _hashed(secrets.token_hex())
        proved = _is_password(user.password if user else self._nobody, password)
        return name if user and proved else None

    def of_token(self, token: str) -> str | None:
        """Whose it is. Raises UsersUnreadable."""
        self.users()
        return self._of_token.get(_digest(token))

    def add(self, typed: str, password: str) -> str:
        """The name as it is kept. Raises UnusableName where it is taken or either cannot be had, and as `changed`."""
        name, hashed = known_name(typed), _hashed(usable(password))
        with self._changing() as users:
            if name in users:
                raise UnusableName(
                    f"There is a user {name} already: further user password {name} changes the password."
                )
            users[name] = User(hashed)
        return name

    def change_password(self, typed: str, password: str) -> str:
        name, hashed = known_name(typed), _hashed(usable(password))
        with self._changing() as users:
            users[name] = replace(self._user(users, name), password=hashed)
        return name

    def remove(self, typed: str) -> str:
        name = known_name(typed)
        with self._changing() as users:
            self._user(users, name)
            del users[name]
        return name

    def add_token(self, typed: str) -> str:
        """A new token, which is told here and never again."""
        name, token = known_name(typed), _TOKEN + secrets.token_urlsafe(32)
        with self._changing() as users:
            user = self._user(users, name)
            users[name] = replace(user, tokens=(*user.tokens, _digest(token)))
        return token

    def forget_tokens(self, typed: str) -> int:
        """How many tokens of the user's open nothing any more."""
        name = known_name(typed)
        with self._changing() as users:
            user = self._user(users, name)
            users[name] = replace(user, tokens=())
        return len(user.tokens)

    def _user(self, users: Mapping[str, User], name: str) -> User:
        if name not in users:
            raise NoSuchUser(f"There is no user {name} in {self.path}: further user list shows who there is.")
        return users[name]

    @contextmanager
    def _changing(self) -> Iterator[dict[str, User]]:
        """The users, written back when the block ends well; one process at a time. Raises UsersUnreadable."""
        from filelock import FileLock, Timeout

        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(f"{self.path}.lock", timeout=_PATIENCE, mode=0o600):
                users = dict(self._read() if self._stamp() else {})
                yield users
                write_whole(self.path, _written(users), rights=0o600)
        except Timeout as error:
            raise UsersUnreadable(f"{self.path} is being changed by another program. Try again.") from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsersUnreadable(
                f"{self.path} cannot be written ({reason}), and is as it was. Let it be written, or name another file."
            ) from error

    def _stamp(self) -> tuple[int, ...] | None:
        """What tells one state of the file from another; None where there is no file."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(error.strerror or str(error)) from error
        return (found.st_ino, found.st_size, found.st_mtime_ns)

    def _read(self) -> dict[str, User]:
        try:
            found = json.loads(self.path.read_bytes())
            if found["format"] != _FORMAT:
                raise ValueError("another format")
            return {name: _user_in(kept) for name, kept in found["users"].items()}
        except OSError as error:
            raise self._unreadable(error.strerror or str(error)) from error
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self._unreadable("it is damaged, or of another version") from error

    def _unreadable(self, reason: str) -> UsersUnreadable:
        return UsersUnreadable(
            f"{self.path} cannot be read ({reason.lower()}), so nobody can sign in. Put back a copy of it, or remove "
            "it and add the users anew."
        )


def usable(password: str) -> str:
    """The same. Raises UnusableName where it is too short or too long to be a password."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise UnusableName(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, this one {len(password)}. "
            "Several words are easy to keep in mind."
        )
    return password


def _user_in(kept: Any) -> User:
    password, tokens = kept["password"], kept["tokens"]
    if not isinstance(password, str) or not all(isinstance(token, str) for token in tokens):
        raise TypeError
    return User(password, tuple(tokens))


def _written(users: Mapping[str, User]) -> bytes:
    kept = {name: {"password": user.password, "tokens": list(user.tokens)} for name, user in sorted(users.items())}
    return json.dumps({"format": _FORMAT, "users": kept}, ensure_ascii=False, indent=1).encode()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(password: str) -> bytes:
    """One way to write what keyboards write in several."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _hasher() -> PasswordHasher:
    """With the costs that argon2-cffi thinks right: those of RFC 9106 for little memory."""
    from argon2 import PasswordHasher

    return PasswordHasher()


def _hashed(password: str) -> str:
    return _hasher().hash(_plain(password))


def _is_password(hashed: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return _hasher().verify(hashed, _plain(password))
    except (VerificationError, InvalidHashError):
        return False
