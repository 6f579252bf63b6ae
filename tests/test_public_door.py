"""What a program gets that imports the package: the README's example, nothing slow unasked, one tree of errors."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import assistant
import corpus
import index
from assistant.errors import FurtherError, Misuse, WorldFailure
from tests.conftest import HandEncoder

pytestmark = pytest.mark.slow


HOME = Path(__file__).parents[1]
README = (HOME / "README.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.model
def test_the_readmes_example_prints_the_reports_words(
    capsys: pytest.CaptureFixture[str],
    real_assistant: assistant.Assistant,  # noqa: ARG001 (its index is there)
) -> None:
    assert EXAMPLE
    exec(EXAMPLE[1], {})
    assert "131 interviews" in capsys.readouterr().out


@pytest.mark.model
def test_every_example_of_the_documentation_runs(
    real_assistant: assistant.Assistant,  # noqa: ARG001 (its index is there)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", (HOME / "docs" / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) >= 3
    for example in examples:
        exec(example, {})
    assert "MONUSCO" in (tmp_path / "briefing.md").read_text(encoding="utf-8")


def test_the_package_says_its_version_and_that_it_is_typed() -> None:
    from importlib import metadata, resources

    assert assistant.__version__ == metadata.version("further-assistant")
    assert re.fullmatch(r"\d+\.\d+\.\d+", assistant.__version__)
    assert all(resources.files(room).joinpath("py.typed").is_file() for room in ("assistant", "corpus", "index"))


def test_the_package_is_cheap_to_import() -> None:
    slow = "{'numpy', 'torch', 'gradio', 'faiss', 'pypdf'}"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys, assistant; print(sorted({slow} & sys.modules.keys()))"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


def test_every_name_of_the_door_can_be_had() -> None:
    assert all(getattr(assistant, name) for name in assistant.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = assistant.nonsense


def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(WorldFailure, match="There is no file") as told:
        assistant.open_assistant(tmp_path / "nowhere.pdf")
    assert "\n" not in str(told.value)


def test_a_question_that_cannot_be_asked_is_misuse() -> None:
    from assistant.assistant import Assistant
    from corpus.markdown_file import markdown_report
    from index.passage_index import PassageIndex

    report = markdown_report("# Title\n\nA sentence.\n", "a.md", "a")
    with pytest.raises(Misuse, match="empty"):
        Assistant(PassageIndex.build([report], HandEncoder())).answer("  ")


def test_whatever_is_told_to_a_person_is_of_the_tree() -> None:
    """Errors of the package are of the tree, but for those that never leave their file or say that work was ended."""
    # The page's own, which it words itself: it waits for the model, nobody waits for it any more, it took too long, was
    # asked for anew, or somebody failed too often at the door.
    theirs = {"NotLoaded", "Cancelled", "OutOfTime", "Superseded", "LockedOut"}
    for room in (assistant, corpus, index):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                own = isinstance(value, type) and issubclass(value, Exception) and value.__module__ == module.name
                if own and not name.startswith("_") and name not in theirs:
                    assert issubclass(value, FurtherError), f"{module.name}.{name}"
