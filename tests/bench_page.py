"""Prints how soon the page answers its first request, beside what `import gradio` alone takes on the same machine.

Run: `python tests/bench_page.py [pairs]`. Each pair runs both, one after the other, in fresh processes, so that a
machine that is busy for a while slows both. The ratio is of the medians; the target is at most 1.5.
"""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

HOME = Path(__file__).parents[1]
TARGET = 1.5
PATIENCE = 120  # seconds


def import_gradio() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import gradio"], cwd=HOME, check=True)
    return time.perf_counter() - started


def first_answer() -> float:
    """Seconds from starting the command that people start to the end of the page's first response."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "ui.py", "--port", str(port)], cwd=HOME, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as response:
                    response.read()
                return time.perf_counter() - started
            except urllib.error.URLError:  # not listening yet
                if process.poll() is not None or time.perf_counter() - started > PATIENCE:
                    raise
                time.sleep(0.005)
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    import_gradio()  # once unmeasured: files into the cache of the system, bytecode onto the disk
    first_answer()
    imports: list[float] = []
    answers: list[float] = []
    for number in range(1, pairs + 1):
        imports.append(import_gradio())
        answers.append(first_answer())
        print(
            f"pair {number}: import gradio {imports[-1]:.2f} s, first request answered {answers[-1]:.2f} s", flush=True
        )
    ratio = statistics.median(answers) / statistics.median(imports)
    print(
        f"median: import gradio {statistics.median(imports):.2f} s, first request answered "
        f"{statistics.median(answers):.2f} s, ratio {ratio:.2f} (target {TARGET})"
    )
    sys.exit(ratio > TARGET)


if __name__ == "__main__":
    main()
