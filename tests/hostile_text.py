"""Texts made to be slow to read, and a judge of whether a piece of work takes time in proportion to its text.

A pattern is tried with what its own parts are made of, repeated, beside what has been slow before. Nothing watches the
clock: the thread's own processor time on a text is compared with that on a quarter of it, so that a busy machine
changes nothing.
"""

from __future__ import annotations

import ast
import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

# Repeated over and over: what texts are made of, and what a reader begins to look for and does not find the end of.
# fmt: off
PIECES = (
    ".", "…", "-", "–", "—", "'", '"', "»", "«", "’", "،", "。", "文", "a", "A", "1", "I", "а", "ع", "é", " ", "\t",
    "\n", "\r", "\x0c", "\xa0", "́", "\xad", "\u200b", "|", "/", "\\", "&", "#", "*", "_", "`", "@", ";", ":", ",",
    "=", "~", "<", ">", "(", ")", "[", "]", "{", "}", "0", "%", "$", "+", "^", "?!", "...", "''", "``", "A. ",
    "U.N. ", "a.", "Mr. ", "para. 1 ", "No. 1 ", "1.", "1,", "1 ", "1.1 ", "a ", "A ", "The A ", "a-", "a'", "“a ",
    "“a “b” ", "„a ", "«a ", "‘a ", "»a ", '"a ', "'a ", "a’s ", "``a ", "（", "“", "”", "” “", "《", "<a ", "<a",
    "<p ", "<b>", "</", '<a b="', "<!--", "<!-- -", "<!", "<?", "<![CDATA[", "<script>", "<style ", "&a", "[a",
    "[a](", "![", "[^a]: ", "[^a]", "(a", "(a) ", "a) ", "> ", ">\n", "> a\n", "  a\n", "- ", "- a\n", "\n\n",
    "---\n", "+++\n", "a:\n", "a: b\n", "| a ", "|-", "1. ", "\t- a\n", "\n>", "# a\n", "***", "**a", "_a", "```\n",
    "http://", "http://a.", "www.", "a@", "a@b.", "A/", "A/1/", "e9.", "deadbeef.", "10-", "1–", "2005 ", "(2005",
    "and ", "of ", "the ", "in ", "what ", "not ", "or ", "except ", "A of ", "according to A ", "from A ",
    "A said ", "January 1 ", "1 January ", "two hundred ", "page 1 ", "IV. ", "a,", "a, ", "a;", "a\n", "A\n", "1\n",
    "•", ". . ",
)
# fmt: on
EDGES = (("", ""), ("", "x"), ("a", "!\n"))  # before and behind
_LONG = 1024  # characters
_SHORT = 256
_UNSEEN = 0.001  # seconds of processor time that a text of so many characters may take without being looked at closely
_DEAR = 0.3  # seconds from which a shorter text is judged at once
_MORE = 10  # times as long for a text four times as long: 4 is in proportion, 16 is its square


def repeated(piece: str, length: int, begin: str = "", end: str = "") -> str:
    return begin + (piece * (length // len(piece) + 1))[:length] + end


def grows(work: Callable[[str], object], text_of: Callable[[int], str], length: int = _LONG) -> float | None:
    """How many times as long `work` takes for four times the text, where that is out of proportion; None where not.

    Texts are lengthened step by step, so that what never ends is found while it is short; else the longest is judged,
    and what looks back over a bounded stretch is in proportion.
    """
    size = _SHORT
    while size < length and seconds(work, text_of(size)) < _DEAR:
        size *= 4
    size = min(size, length)
    if seconds(work, text_of(size)) < _UNSEEN * max(1, size // _LONG):
        return None
    found = _growth(work, text_of, size)
    if found > _MORE and seconds(work, text_of(size)) < _DEAR:
        found = min(found, _growth(work, text_of, size * 4))  # a bounded stretch may only just have filled
    return found if found > _MORE else None


def _growth(work: Callable[[str], object], text_of: Callable[[int], str], size: int) -> float:
    """How many times as long it takes for four times the text, each at the best of three tries in turn: one that was
    disturbed tells nothing, and a machine that is slow for a while is so for both."""
    longer, shorter = text_of(size), text_of(size // 4)
    tries = [(seconds(work, longer), seconds(work, shorter)) for _ in range(3)]
    return min(whole for whole, _ in tries) / max(1e-7, min(quarter for _, quarter in tries))


def seconds(work: Callable[[str], object], text: str) -> float:
    """Of this thread's processor time, without the collector's, which depends on all that the process holds."""
    collects = gc.isenabled()
    gc.disable()
    try:
        started = time.thread_time()
        work(text)
        return time.thread_time() - started
    finally:
        if collects:
            gc.enable()


@dataclass(frozen=True)
class Used:
    """A pattern by the name it has where it is made, and the methods by which it is asked anywhere."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]

    def run(self, text: str) -> None:
        given: Any = text if isinstance(self.pattern.pattern, str) else text.encode("utf-8", "surrogatepass")
        for method in self.methods:
            if method == "finditer":
                for _ in self.pattern.finditer(given):
                    pass
            elif method in ("sub", "subn"):
                self.pattern.sub(lambda found: found[0], given)
            else:
                getattr(self.pattern, method)(given)


_METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")


def patterns(packages: tuple[ModuleType, ...], leave_out: Callable[[str], bool]) -> list[Used]:
    """Every compiled pattern that a module of the packages holds, also within its tables; `leave_out`: by module."""
    modules = [
        importlib.import_module(found.name)
        for package in packages
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    everywhere = _asked(modules)
    seen: dict[int, Used] = {}
    for module in modules:
        if leave_out(module.__name__):
            continue
        here = _asked([module])
        for name, value in vars(module).items():
            for pattern in _within(value):
                # One in a table is asked under a name of the moment: by any method.
                asked = here if name.startswith("_") else everywhere
                methods = asked.get(name, frozenset()) if value is pattern else frozenset()
                seen.setdefault(
                    id(pattern), Used(f"{module.__name__}.{name}", pattern, methods or frozenset(["search"]))
                )
    return list(seen.values())


def _within(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth:
        for one in (*value.keys(), *value.values()):
            yield from _within(one, depth - 1)
    elif isinstance(value, tuple | list | set | frozenset) and depth:
        for one in value:
            yield from _within(one, depth - 1)


def _asked(modules: list[ModuleType]) -> dict[str, frozenset[str]]:
    """By which methods a name is asked in these modules: NAME.search(…)."""
    found: dict[str, set[str]] = {}
    for module in modules:
        nodes = list(ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))))
        handed_on = {
            id(node): node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                handed_on.pop(id(node.value), None)
                found.setdefault(node.value.id, set()).update({node.attr} & set(_METHODS))
        for name in handed_on.values():  # asked under another name, by any
            found.setdefault(name, set()).add("search")
    return {name: frozenset(methods) for name, methods in found.items()}


def pieces_of(pattern: re.Pattern[Any]) -> list[str]:
    """What nearly matches: an example of the pattern, the same without its end, and each of its repeated parts."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = _parser.parse(written, pattern.flags & ~re.DEBUG)
    found = [_example(parsed), *_parts(parsed)]
    whole = found[0]
    found += [whole[:-1], whole[: len(whole) // 2], whole + " "]
    return list(dict.fromkeys(piece for piece in found if piece))


def _parts(parsed: Any) -> Iterator[str]:
    """Examples of all that is repeated in it, and of what stands before it in its row."""
    before = ""
    for operator, argument in parsed:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield _example(argument[2])
            yield before + _example(argument[2])
            yield from _parts(argument[2])
        elif operator is sre.SUBPATTERN:
            yield from _parts(argument[3])
        elif operator is sre.BRANCH:
            for branch in argument[1]:
                yield _example(branch)
                yield from _parts(branch)
        before += _example([(operator, argument)])


_CATEGORY = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_NOT_WORD: "-",
    sre.CATEGORY_NOT_SPACE: "a",
}


def _example(parsed: Any) -> str:
    out = ""
    for operator, argument in parsed:
        if operator is sre.LITERAL:
            out += chr(argument)
        elif operator in (sre.NOT_LITERAL, sre.ANY):
            out += "a" if argument != ord("a") else "b"
        elif operator is sre.IN:
            out += _of_set(argument)
        elif operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            out += _example(argument[2]) * min(max(1, argument[0]), 8)
        elif operator is sre.SUBPATTERN:
            out += _example(argument[3])
        elif operator is sre.ATOMIC_GROUP:
            out += _example(argument)
        elif operator is sre.BRANCH:
            out += _example(argument[1][0])
    return out


def _of_set(argument: Any) -> str:
    operator, first = argument[0]
    if operator is sre.NEGATE:
        taken = {chr(value) for kind, value in argument[1:] if kind is sre.LITERAL}
        categories = {value for kind, value in argument[1:] if kind is sre.CATEGORY}
        letters = "a1 -" if sre.CATEGORY_NOT_WORD in categories or not categories else " -a1"
        return next((letter for letter in letters if letter not in taken), "文")
    if operator is sre.LITERAL:
        return chr(first)
    if operator is sre.RANGE:
        return chr(first[0])
    return _CATEGORY.get(first, "a")
