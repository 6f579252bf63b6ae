"""Prints how soon the page answers, paints and answers questions, on the machine it runs on.

Run: `python -m tests.bench_page [pairs] [questions]`.
First request: beside what `import gradio` alone takes; each pair runs both, one after the other, in fresh processes, so
that a machine that is busy for a while slows both. The ratio is of the medians.
Largest contentful paint: of the page in a browser without a cache, while the model loads beside it; median of three.
Interaction to answer: from Enter to the answer on the page, warm, over questions of the development set; p95.
"""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

HOME = Path(__file__).parents[1]
sys.path.insert(0, str(HOME))

from assistant.screens import interface_text  # noqa: E402 (run as a file, too)
from tests.chat_server import chat  # noqa: E402
from tests.chromium import chromium  # noqa: E402
from tests.walking import DESK, READY  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RATIO = 1.5
LARGEST_PAINT = 2500  # milliseconds
ANSWERED = 400  # milliseconds, p95
PATIENCE = 120  # seconds
_PAINTS = 3
_PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""
# From the key to the frame in which the answer stands.
_ASKED = """(question) => new Promise((done) => {
  const box = document.getElementById("question");
  const count = document.querySelectorAll(".turn[aria-busy=false]:not(.failed)").length;
  const began = performance.now();
  const watching = new MutationObserver(() => {
    if (document.querySelectorAll(".turn[aria-busy=false]:not(.failed)").length === count) return;
    watching.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  });
  watching.observe(document.getElementById("log"), { childList: true, subtree: true, attributes: true });
  box.value = question;
  box.form.requestSubmit();
})"""


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


def largest_paint(browser: Browser) -> float:
    """Milliseconds to the largest contentful paint, in a browser that has seen nothing, while the model loads."""
    with tempfile.TemporaryDirectory() as notes, chat(Path(notes)) as served:
        context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(served.address)
        page.locator(READY).wait_for(state="attached")
        loading = interface_text.READY not in served.printed.read_text(encoding="utf-8")
        painted: float = page.evaluate(_PAINTED)
        context.close()
        print(
            f"largest contentful paint {painted:.0f} ms{'' if loading else ' (the model was there already)'}",
            flush=True,
        )
        return painted


def answers(browser: Browser, count: int) -> list[float]:
    """Milliseconds from Enter to the answer, for `count` single questions of the development set."""
    lines = (HOME / "tests" / "questions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [item["turns"][0] for item in map(json.loads, lines) if len(item["turns"]) == 1][:count]
    with tempfile.TemporaryDirectory() as notes, chat(Path(notes)) as served:
        served.wait_until_printed(interface_text.READY)
        page = browser.new_page()
        page.goto(served.address)
        page.locator(READY).wait_for(state="attached")
        for question in questions[:3]:
            _timed(page, question)  # unmeasured: the first questions warm the model up
        return [_timed(page, question) for question in questions]


def _timed(page: Page, question: str) -> float:
    took: float = page.evaluate(_ASKED, question)
    page.wait_for_timeout(400)  # as a reader pauses; the questions to ask next are found meanwhile
    return took


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    ratio = _pairs(pairs) if pairs else 0.0
    with chromium() as browser:
        paint = statistics.median(largest_paint(browser) for _ in range(_PAINTS))
        took = sorted(answers(browser, count))
    p95 = took[int(0.95 * (len(took) - 1))]
    print(f"largest contentful paint, median: {paint:.0f} ms (target {LARGEST_PAINT})")
    print(
        f"interaction to answer over {len(took)} questions: median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms "
        f"(target {ANSWERED})"
    )
    sys.exit(ratio > RATIO or paint > LARGEST_PAINT or p95 > ANSWERED)


def _pairs(pairs: int) -> float:
    import_gradio()  # once unmeasured: files into the cache of the system, bytecode onto the disk
    first_answer()
    imports: list[float] = []
    firsts: list[float] = []
    for number in range(1, pairs + 1):
        imports.append(import_gradio())
        firsts.append(first_answer())
        print(
            f"pair {number}: import gradio {imports[-1]:.2f} s, first request answered {firsts[-1]:.2f} s", flush=True
        )
    ratio = statistics.median(firsts) / statistics.median(imports)
    print(
        f"median: import gradio {statistics.median(imports):.2f} s, first request answered "
        f"{statistics.median(firsts):.2f} s, ratio {ratio:.2f} (target {RATIO})"
    )
    return ratio


if __name__ == "__main__":
    main()
