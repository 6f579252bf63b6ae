"""The command's own help in, docs/command.md out: every verb and option, as `further VERB --help` tells them.

`python -m tests.make_command_page` writes it; a test holds the file to the command.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from assistant.cli.main import app

PAGE = Path(__file__).parents[1] / "docs" / "command.md"
_OPENING = """# The command

Every verb and option of `further`, as `further VERB --help` tells them (`python -m tests.make_command_page` writes it).
Exit status: 0 answered, or silent; 1 the world failed; 2 misuse; 3 a quotation that was checked is not the report's.
What went wrong stands in one line on standard error.
"""


def page() -> str:
    return "\n".join([_OPENING, *_verbs(typer.main.get_command(app), "further")])


def _verbs(group: Any, name: str) -> list[str]:
    lines = []
    for verb, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            lines += _verbs(command, f"{name} {verb}")
            continue
        lines += [f"## {name} {verb}", "", _line(command.help), ""]
        rows = [_row(one) for one in command.params if not getattr(one, "hidden", False)]
        if rows:
            lines += ["| | |", "| --- | --- |", *rows, ""]
    return lines


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        written = f"`{(parameter.metavar or parameter.name).upper()}`"
    else:
        metavar = f" {parameter.metavar}" if parameter.metavar else ""
        written = ", ".join(f"`{one}{metavar}`" for one in (*parameter.opts, *parameter.secondary_opts))
    return f"| {written.replace('|', chr(92) + '|')} | {_line(parameter.help)} |"


def _line(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
