"""A question set and its answers in, the figures that say how right they are out.

The figures are those of the scorer committed beside the question set (`tests/questions/score.py`); a test holds the
two against each other. Intervals: percentile bootstrap over conversations (Efron 1979), fixed seed.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

Item = dict[str, Any]
Verdict = dict[str, Any]

_MARKS = re.compile(r"(?m)^[^\S\n]*(#+|- )\s*(//)?")
_EMPHASIS = re.compile(r"\\?\*+")


def judge(item: Item, answer: Item) -> Verdict:
    """How one conversation came out. `item`: a line of the set; `answer`: its Answer object."""
    quotes, silent = answer.get("quotes") or [], bool(answer.get("abstained"))
    verdict: Verdict = {"kind": item["kind"], "answerable": item["answerable"], "abstained": silent}
    if not item["answerable"]:
        return verdict | {"right": silent}
    gold = item["gold"]
    if item["need"] == "all":
        return verdict | _judge_set(quotes, gold, silent)
    return verdict | _judge_any(quotes, gold, silent)


def figures(items: Sequence[Item], answers: Sequence[Item], text: str) -> dict[str, Any]:
    """All figures of a set. `answers` in the order of `items`; `text`: canonical text the quotes must stand in."""
    verdicts = [judge(item, answer) for item, answer in zip(items, answers, strict=True)]
    answerable = [verdict for verdict in verdicts if verdict["answerable"]]
    silent_kinds = [verdict for verdict in verdicts if not verdict["answerable"]]
    focus = [verdict["focus"] for verdict in answerable if verdict.get("focus")]
    whole = _clean(text)
    quotes = [quote for answer in answers for quote in answer.get("quotes") or []]
    latency = sorted(answer["latency_ms"] for answer in answers if answer.get("latency_ms") is not None)
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        by_kind[verdict["kind"]].append(verdict["right"])
    out: dict[str, Any] = {
        "n": len(verdicts),
        "missing": 0,
        "right": _mean([verdict["right"] for verdict in verdicts]),
        "right_answerable": _mean([verdict["right"] for verdict in answerable]),
        "hit1": _mean([verdict.get("hit1") for verdict in answerable]),
        "hit3": _mean([verdict.get("hit3") for verdict in answerable]),
        "set_f1": _mean([verdict.get("set_f1") for verdict in answerable]),
        "set_recall": _mean([verdict.get("set_recall") for verdict in answerable]),
        "abstain_unanswerable": _mean([verdict["abstained"] for verdict in silent_kinds]),
        "abstain_answerable": _mean([verdict["abstained"] for verdict in answerable]),
        "focus_median": statistics.median(focus or [0]),
    }
    if latency:
        out["latency_ms_p50"] = statistics.median(latency)
        out["latency_ms_p95"] = latency[int(0.95 * (len(latency) - 1))]
    out["verbatim"] = _mean([_clean(quote["text"]) in whole for quote in quotes])
    out["quotes"] = len(quotes)
    out["by_kind"] = {kind: f"{sum(rights)}/{len(rights)}" for kind, rights in sorted(by_kind.items())}
    return out


def intervals(items: Sequence[Item], answers: Sequence[Item], rounds: int = 1000) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the figures that are means over conversations."""
    verdicts = [judge(item, answer) for item, answer in zip(items, answers, strict=True)]
    wanted: dict[str, Callable[[Verdict], float | None]] = {
        "right": lambda verdict: verdict["right"],
        "hit1": lambda verdict: verdict.get("hit1"),
        "set_f1": lambda verdict: verdict.get("set_f1"),
        "abstain_unanswerable": lambda verdict: None if verdict["answerable"] else verdict["abstained"],
        "abstain_answerable": lambda verdict: verdict["abstained"] if verdict["answerable"] else None,
    }
    chance = random.Random(20201001)
    out = {}
    for name, value in wanted.items():
        values = [float(found) for verdict in verdicts if (found := value(verdict)) is not None]
        if not values:
            continue
        means = sorted(statistics.fmean(chance.choices(values, k=len(values))) for _ in range(rounds))
        out[name] = (means[int(0.025 * rounds)], means[int(0.975 * rounds)])
    return out


def _judge_set(quotes: list[Item], gold: list[Item], silent: bool) -> Verdict:
    used, found = [0] * len(quotes), []
    for member in gold:  # one quote stands for at most three members: a list is not quoted as one block
        place = next((k for k, quote in enumerate(quotes) if used[k] < 3 and _hits(quote, member)), None)
        found.append(place is not None)
        if place is not None:
            used[place] += 1
    good = [any(_hits(quote, member) for member in gold) for quote in quotes]
    recall = sum(found) / len(gold)
    precision = sum(good) / len(quotes) if quotes else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    room = 3 * sum(len(_clean(member["text"])) for member in gold) + 300
    tight = sum(len(_clean(quote["text"])) for quote in quotes) <= room
    return {"set_f1": f1, "set_recall": recall, "right": f1 == 1.0 and tight and not silent}


def _judge_any(quotes: list[Item], gold: list[Item], silent: bool) -> Verdict:
    rank = next((k for k, quote in enumerate(quotes) if any(_hits(quote, member) for member in gold)), None)
    focus, tight = None, True
    if rank is not None:
        held = [len(_clean(member["text"])) for member in gold if _hits(quotes[rank], member)]
        nearest = min((member for member in gold if _hits(quotes[rank], member)), key=lambda m: len(m["text"]))
        shown = sum(len(_clean(quote["text"])) for quote in quotes[: rank + 1])
        focus = shown / len(_clean(nearest["text"]))
        tight = len(_clean(quotes[rank]["text"])) <= 3 * max(held) + 300
    hit1 = rank == 0
    return {
        "hit1": hit1,
        "hit3": rank is not None and rank < 3,
        "focus": focus,
        "right": hit1 and tight and not silent,
    }


def _hits(quote: Item, gold: Item) -> bool:
    words, wanted = _clean(quote["text"]), _clean(gold["text"])
    section = " > ".join(quote.get("section") or []).lower()
    if not words:
        return False
    if wanted in section:  # the gold is a heading and the quote stands under it
        return True
    if not (wanted in words or (words in wanted and len(words) >= 0.5 * len(wanted))):
        return False
    place = (gold.get("section") or "").lower()
    return not place or place in section or place in words


def _clean(text: str) -> str:
    plain = _EMPHASIS.sub("", _MARKS.sub(" ", text.replace("\u00a0", " ")))
    return re.sub(r"\s+", " ", plain).strip().lower()


def _mean(values: list[Any]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
