"""The verbs for who may sign in: add, remove, list, another password, a token; and when a login is needed."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.terminal import Misused
from assistant.collection.accounts import Accounts, usable, usual_file

File = Annotated[
    Path | None,
    typer.Option("--users", metavar="FILE", envvar="FURTHER_USERS", show_envvar=False, help="The file of users."),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the person signs in as.")]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Say who may sign in.")


@app.command()
def add(name: Name, users: File = None) -> None:
    """Add a user; the password is asked for, or read from standard input."""
    accounts = _accounts(users)
    print(f"{accounts.add(name, _password())} may sign in ({accounts.path}).")


@app.command()
def remove(name: Name, users: File = None) -> None:
    """Remove a user, whose sessions and tokens end at once, and what is kept of the user's documents."""
    from assistant.screens.kept_own import forget

    removed = _accounts(users).remove(name)
    forget(removed)
    print(f"{removed} may not sign in any more.")


@app.command(name="list")
def list_(users: File = None) -> None:
    """Print the users, and how many tokens each has."""
    accounts = _accounts(users)
    for name, user in accounts.users().items():
        print(f"{name}\t{len(user.tokens)} token{'' if len(user.tokens) == 1 else 's'}")
    if not accounts.users():
        print(f"There are no users in {accounts.path}.", file=sys.stderr)


@app.command()
def password(name: Name, users: File = None) -> None:
    """Give a user another password; sessions that the old one opened end at once."""
    print(f"{_accounts(users).change_password(name, _password())} has a new password.")


@app.command()
def token(
    name: Name,
    forget: Annotated[bool, typer.Option("--forget", help="End all tokens of the user's instead.")] = False,
    users: File = None,
) -> None:
    """Print a new token, by which a program may ask as the user: Authorization: Bearer TOKEN. It is told only once."""
    accounts = _accounts(users)
    if forget:
        count = accounts.forget_tokens(name)
        print(f"{count} token{' opens' if count == 1 else 's open'} nothing any more.")
        return
    print(accounts.add_token(name))
    print("Keep it as you would a password: it is not told again.", file=sys.stderr)


def who_may_sign_in(host: str, known_as: Sequence[str], login: bool | None, users: Path | None) -> Path | None:
    """The file of who may; None where nobody has to. Unless it is said, a login is needed where others than this
    machine can reach the server, by its address or by a name that a proxy has for it. Raises Misused where nobody
    could come in, UsersUnreadable."""
    from assistant.screens.hosts import is_beyond

    if not (login if login is not None else is_beyond(host) or bool(known_as)):
        return None
    accounts = _accounts(users)
    if not accounts.users():
        raise Misused(
            f"People have to sign in, and there are no users in {accounts.path}: add one by further user add NAME. "
            "Where whoever can reach the port may ask, say --no-login."
        )
    return accounts.path


def _accounts(users: Path | None) -> Accounts:
    return Accounts(users or usual_file())


def _password() -> str:
    """Asked for twice at a terminal, without being shown; the first line of what is piped in otherwise."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    typed = usable(getpass.getpass("Password: "))
    if getpass.getpass("Once more: ") != typed:
        raise Misused("The two are not the same. Nothing was changed.")
    return typed
