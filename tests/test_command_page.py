"""The documentation's page on the command is the command's own help."""

from __future__ import annotations

from tests.make_command_page import PAGE, page


def test_every_verb_and_option_stands_in_the_documentation_as_the_command_tells_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.make_command_page"
