"""Writes `index/usual_questions.npz`: the mean vector of many questions in each language under the second encoder, and
prints what taking it off buys.

In: the readers' questions of the shipped report, some 300 a language beside 4,000 English ones. Judged over questions
in other languages about English paragraphs that have no part in it: XQuAD (`xquad/` in FURTHER_BENCH, CC BY-SA 4.0),
all its paragraphs one document, right paragraph first by the second encoder alone.

Run: `python tests/fit_usual_questions.py`; minutes, most of them for the paragraphs' vectors.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assistant.knowledge import LANGUAGES
from assistant.language import language_of
from corpus.readers_questions import readers_questions
from corpus.reading import read_shipped
from index.multilingual import multilingual_encoder
from index.precomputed import ReadyMade
from index.windows import Window

_HOME = Path(__file__).resolve().parents[1]
_XQUAD = Path(os.environ.get("FURTHER_BENCH", _HOME.parent / "shared" / "bench")) / "xquad"
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the mean, taken off
_SAMPLE = 200  # questions a language


def main() -> None:
    report, second = read_shipped(), multilingual_encoder()
    companion = readers_questions(report)
    vectors = ReadyMade(report, companion).questions_across(second) if second else None
    if vectors is None or second is None:
        raise SystemExit("The readers' questions are not embedded: further questions --vectors.")
    spoken = np.array([language_of(question.text) for question in companion.questions])
    usual = {language: vectors[spoken == language].mean(axis=0) for language in LANGUAGES}
    named: dict[str, Any] = {"encoder": np.array(second.name), "languages": np.array(LANGUAGES)}
    np.savez(_HOME / "index" / "usual_questions.npz", **named, **usual)
    if not _XQUAD.exists():
        print(f"No {_XQUAD}: not judged.")
        return
    paragraphs = [paragraph for paragraph, _ in _questions("en")]
    texts = list(dict.fromkeys(paragraphs))
    passages = second.passages([Window("", (text,)) for text in texts])
    for language in LANGUAGES:
        if not (_XQUAD / f"xquad.{language}.json").exists():
            continue
        asked = [(text, question) for text, (_, question) in zip(paragraphs, _questions(language), strict=True)]
        sample = random.Random(20201001).sample(asked, _SAMPLE)
        questions, right = second.questions([question for _, question in sample]), [text for text, _ in sample]
        found = {}
        for share in _SHARES:
            best = ((questions - share * usual[language]) @ passages.T).argmax(axis=1)
            found[share] = np.mean([texts[place] == text for place, text in zip(best, right, strict=True)])
        print(language, {share: round(float(figure), 3) for share, figure in found.items()})


def _questions(language: str) -> list[tuple[str, str]]:
    """Each question with its paragraph, in the file's order, which is the same in all languages."""
    data = json.loads((_XQUAD / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    return [
        (paragraph["context"], asked["question"])
        for article in data
        for paragraph in article["paragraphs"]
        for asked in paragraph["qas"]
    ]


if __name__ == "__main__":
    main()
