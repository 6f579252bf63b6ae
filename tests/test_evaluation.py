"""The figures of `further eval` are those of the scorer beside the question sets, on any answers."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.answer_json import answer_object
from assistant.assistant import Assistant
from assistant.cli.evaluation import figures, intervals, judge
from corpus.passages import passages
from corpus.report import Report

pytestmark = pytest.mark.slow


QUESTIONS = Path(__file__).parent / "questions"
SETS = sorted(QUESTIONS.glob("*.jsonl"))
MARKDOWN = Path(__file__).parents[1] / "corpus" / "going-further-together.md"

Item = dict[str, Any]


def items_of(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def quotes_of(passage_list: list[Any]) -> list[Item]:
    return [{"text": passage.quote.text, "section": list(passage.headings)} for passage in passage_list]


def golden(item: Item) -> Item:
    """The answer that quotes exactly what was wanted, or is silent where nothing was."""
    quotes = [{"text": gold["text"], "section": [gold.get("section", "")]} for gold in item["gold"]]
    return {"id": item["id"], "abstained": not quotes, "quotes": quotes, "latency_ms": 1.0}


def perturbed(item: Item, every: list[Any], chance: random.Random) -> Item:
    """The golden answer with quotes lost, cut short, repeated, drowned, misplaced, mixed with others or held back."""
    answer = golden(item)
    quotes = answer["quotes"] + quotes_of(chance.sample(every, chance.choice([0, 0, 1, 3])))
    chance.shuffle(quotes)
    for quote in quotes:
        roll = chance.random()
        if roll < 0.1:
            quote["text"] = quote["text"][: chance.randint(0, len(quote["text"]))]
        elif roll < 0.2:
            quote["text"] = " ".join(passage.quote.text for passage in every[: chance.randint(2, 60)])
        elif roll < 0.3:
            quote["section"] = ["CASE STUDIES", chance.choice(["MINUSCA:", "UNAMA:"])]
        elif roll < 0.4:
            quote["text"] = f"**{quote['text'].upper()}**\u00a0"
    if quotes and chance.random() < 0.2:
        quotes = quotes[1:] + chance.choice([[], quotes[:1] * 4])
    latency = chance.choice([None, chance.uniform(1, 500)])
    return {"id": item["id"], "abstained": chance.random() < 0.2, "quotes": quotes, "latency_ms": latency}


def scored(questions: Path, answers: list[Item], report: Path, folder: Path) -> Item:
    """The figures that the scorer beside the sets prints."""
    written = folder / "answers.jsonl"
    written.write_text("\n".join(json.dumps(answer) for answer in answers), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(QUESTIONS / "score.py"), str(questions), str(written), "--report", str(report), "--json"],
        capture_output=True,
        check=True,
    )
    found: Item = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_figures_of_any_answers_are_the_scorers(seed: int, shipped: Report, tmp_path: Path) -> None:
    chance, questions = random.Random(seed), SETS[seed % len(SETS)]
    items, every = items_of(questions), passages(shipped)
    answers = [perturbed(item, every, chance) for item in items]
    text = tmp_path / "text.txt"
    text.write_text(shipped.text, encoding="utf-8")
    assert figures(items, answers, shipped.text) == scored(questions, answers, text, tmp_path)


def test_the_figures_of_the_assistants_answers_are_the_scorers_over_the_report_as_printed(
    assistant: Assistant, shipped: Report, tmp_path: Path
) -> None:
    items = items_of(QUESTIONS / "dev.jsonl")
    answers = [answer_object(assistant.answer(item["turns"][-1]), item["id"]) for item in items]
    found = figures(items, answers, shipped.text)
    assert found == scored(QUESTIONS / "dev.jsonl", answers, MARKDOWN, tmp_path)
    assert found["verbatim"] == 1.0


@pytest.mark.parametrize("questions", SETS, ids=lambda path: path.stem)
def test_every_wanted_quote_of_a_set_stands_in_the_report_where_the_set_says(questions: Path) -> None:
    check = [sys.executable, str(QUESTIONS / "check_set.py"), str(MARKDOWN), str(questions)]
    run = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("questions", SETS, ids=lambda path: path.stem)
def test_the_wanted_quotes_themselves_are_right_in_everything(questions: Path, shipped: Report) -> None:
    items = items_of(questions)
    found = figures(items, [golden(item) for item in items], shipped.text)
    for name in ("right", "hit1", "hit3", "set_f1", "set_recall", "abstain_unanswerable", "verbatim"):
        assert found[name] == 1.0, name
    assert found["abstain_answerable"] == 0.0


def test_silence_is_right_only_where_the_report_is_silent(shipped: Report) -> None:
    items = items_of(QUESTIONS / "dev.jsonl")
    silent = {"abstained": True, "quotes": [], "latency_ms": 1.0}
    found = figures(items, [silent] * len(items), shipped.text)
    assert found["right_answerable"] == 0.0
    assert found["abstain_unanswerable"] == 1.0
    assert found["right"] == sum(not item["answerable"] for item in items) / len(items)


def test_a_list_quoted_as_one_block_is_no_complete_set() -> None:
    golds = [{"text": f"Case number {number} of the mission"} for number in range(5)]
    item = {"kind": "list", "answerable": True, "need": "all", "gold": golds}
    block = {"text": " ".join(gold["text"] for gold in golds), "section": []}
    verdict = judge(item, {"abstained": False, "quotes": [block]})
    assert verdict["set_recall"] == 3 / 5
    assert not verdict["right"]


@pytest.mark.parametrize(("padding", "right"), [(500, True), (501, False)])
def test_a_quote_may_be_three_times_as_long_as_the_words_wanted_and_300_characters(padding: int, right: bool) -> None:
    item = {"kind": "fact", "answerable": True, "need": "any", "gold": [{"text": "x" * 100}]}
    verdict = judge(item, {"abstained": False, "quotes": [{"text": "x" * 100 + "y" * padding, "section": []}]})
    assert verdict["hit1"]
    assert verdict["right"] is right


def test_an_interval_holds_its_figure_and_is_the_same_every_time(shipped: Report) -> None:
    items = items_of(QUESTIONS / "dev.jsonl")
    chance = random.Random(1)
    answers = [perturbed(item, passages(shipped), chance) for item in items]
    found, ranges = figures(items, answers, shipped.text), intervals(items, answers)
    assert ranges == intervals(items, answers)
    assert ranges.keys() == {"right", "hit1", "set_f1", "abstain_unanswerable", "abstain_answerable"}
    for name, (low, high) in ranges.items():
        assert low < found[name] < high, name
