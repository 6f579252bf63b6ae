"""The container's recipe: its steps are the scripts that run without a builder too, and nothing that is needed is left
out of what is sent to one."""

from __future__ import annotations

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
DOCKERFILE = (HOME / "Dockerfile").read_text(encoding="utf-8")


def steps() -> list[list[str]]:
    return [line.split() for line in DOCKERFILE.replace("\\\n", " ").splitlines() if line and line[0] != "#"]


def test_what_the_image_is_made_by_runs_without_a_builder_too() -> None:
    scripts = {word for step in steps() if step[0] == "RUN" for word in step if word.startswith("container/")}
    without = (HOME / "container" / "without_docker.sh").read_text(encoding="utf-8")
    assert scripts == {"container/wheel.sh", "container/install.sh"}
    assert all(f"$here/{script.removeprefix('container/')}" in without for script in scripts)


def test_it_runs_without_rights_and_says_whether_it_is_well() -> None:
    last = {step[0]: step[1:] for step in steps()}
    assert last["USER"] == ["10001"]
    assert "/opt/further/health.py" in " ".join(last["HEALTHCHECK"])
    assert "--host" in " ".join(last["CMD"])
    assert "--api" not in " ".join(last["CMD"])


def test_what_is_installed_is_what_is_sent_to_the_builder() -> None:
    sent = [
        line.removeprefix("!")
        for line in (HOME / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    ]
    needed = [*("assistant", "corpus", "index", "container", "ui.py"), *("pyproject.toml", "README.md", "LICENSE")]
    assert all(any(fnmatch(one, pattern) for pattern in sent) for one in [*needed, "constraints.txt"])
    assert all((HOME / one).exists() for one in sent)


@pytest.fixture
def page() -> Iterator[tuple[int, type[http.server.BaseHTTPRequestHandler]]]:
    class Page(http.server.BaseHTTPRequestHandler):
        status = 200

        def do_GET(self) -> None:
            self.send_response(type(self).status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, Page
    server.shutdown()
    server.server_close()


def test_the_health_check_is_well_where_the_page_is_and_only_there(
    page: tuple[int, type[http.server.BaseHTTPRequestHandler]],
) -> None:
    port, answering = page

    def health(at: int) -> int:
        return subprocess.run([sys.executable, HOME / "container" / "health.py", str(at)], check=False).returncode

    assert health(port) == 0
    answering.status = 500  # type: ignore[attr-defined]
    assert health(port) == 1
    assert health(9) == 1
