"""How wide a font says its letters are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from corpus.pdf_codes import inner_of

Widths = Callable[[bytes], float]  # what a string's letters take, in thousandths of the letters' size


def widths_of(font: Any) -> Widths | None:
    """None where the codes are not known to be those of its letters; LookupError and others where it does not say."""
    if "/Widths" in font:
        given = [float(each) for each in font["/Widths"].get_object()]
        by_code = dict(enumerate(given, start=int(font["/FirstChar"])))
        return lambda text: sum(by_code[code] for code in text)
    if not str(font.get("/Encoding")).startswith("/Identity"):
        return None
    inner = inner_of(font)
    listed, usual = dict(by_number(inner["/W"].get_object())), float(inner.get("/DW", 1000))
    return lambda text: sum(
        listed.get(int.from_bytes(text[at : at + 2], "big"), usual) for at in range(0, len(text), 2)
    )


def by_number(given: Sequence[Any]) -> Iterator[tuple[int, float]]:
    """(number, width) out of "7 [500 600] 9 12 700" (PDF 1.7, 9.7.4.3)."""
    place = 0
    while place + 1 < len(given):
        first, second = int(given[place]), given[place + 1].get_object()
        if isinstance(second, list):
            yield from enumerate(map(float, second), start=first)
            place += 2
        else:
            yield from ((cid, float(given[place + 2])) for cid in range(first, min(int(second), 0xFFFF) + 1))
            place += 3
