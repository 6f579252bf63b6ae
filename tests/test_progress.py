"""How far the work is, told to a terminal in place and to a file in few lines."""

from __future__ import annotations

from io import StringIO

import pytest

from assistant.progress import Progress

LINES = ["Reading", "Page 1 of 20", "Page 20 of 20", "Done", ""]
OVER = "\r\033[K"
UP = f"\033[1A{OVER}"


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: StringIO, *, stays: bool) -> str:
    tell = Progress(stream, stays=stays)
    for line in LINES[: -1 if stays else None]:
        tell(line)
    return stream.getvalue()


@pytest.mark.parametrize("stays", [True, False])
def test_a_file_gets_the_first_of_lines_that_differ_in_their_figures_alone(stays: bool) -> None:
    assert told(StringIO(), stays=stays) == "Reading\nPage 1 of 20\nDone\n"


def test_on_a_terminal_a_line_takes_the_place_of_the_last_and_none_is_left() -> None:
    assert told(Terminal(), stays=False) == "".join(f"{OVER}{line}" for line in LINES)


def test_where_lines_stay_figures_change_in_their_place() -> None:
    assert told(Terminal(), stays=True) == f"Reading\nPage 1 of 20\n{UP}Page 20 of 20\nDone\n"
