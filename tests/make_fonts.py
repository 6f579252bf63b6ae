"""Writes the fonts that packs are drawn with into `assistant/briefing/fonts`, cut to the letters of the six languages.

From Noto as Debian packages it (fonts-noto-core, fonts-noto-cjk; SIL Open Font License 1.1, its text stands beside
them): Latin, Greek and Cyrillic with their punctuation; Arabic; of Chinese the 3,755 most used characters (GB 2312,
level 1) and whatever our own tables use. Run it again when a table gets new Chinese words: the tests say when.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HOME = Path(__file__).parents[1]
OUT = HOME / "assistant" / "briefing" / "fonts"
NOTO = Path("/usr/share/fonts")
TABLES = [
    *sorted((HOME / "assistant" / "knowledge").glob("*.json")),
    HOME / "assistant" / "wording" / "messages" / "zh.json",
    HOME / "corpus" / "countries.json",
]
WESTERN = [
    *range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x2B0, 0x400), *range(0x400, 0x530), *range(0x1E00, 0x1F00),
    *range(0x2000, 0x2070), *range(0x2070, 0x20A0), *range(0x20A0, 0x20C1), *range(0x2100, 0x2150), 0x2190, 0x2191,
    0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265, 0x25CF, 0x25A1, 0xFFFD,
]  # fmt: skip
ARABIC = [*range(0x600, 0x700), *range(0x750, 0x780), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFF00)]
JOINERS = [0x20, 0xA0, 0x200C]


def chinese() -> set[int]:
    common = {
        ord(bytes((lead, trail)).decode("gb2312"))
        for lead in range(0xB0, 0xD8)
        for trail in range(0xA1, 0xFF)
        if (lead, trail) < (0xD7, 0xFA)
    }
    return common | set(ours()) | set(range(0x3000, 0x3030)) | set(range(0xFF01, 0xFF5F))


def ours() -> Iterable[int]:
    """Chinese characters of our own tables."""
    for table in TABLES:
        yield from (ord(letter) for letter in table.read_text(encoding="utf-8") if "\u3000" <= letter <= "\u9fff")


def write(source: Path, name: str, letters: Iterable[int], family: str | None = None) -> None:
    font = (
        TTFont(source)
        if source.suffix != ".ttc"
        else next(one for one in TTCollection(source) if one["name"].getDebugName(1) == family)
    )
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False)
    options.desubroutinize = True
    cut = subset.Subsetter(options)
    cut.populate(unicodes=list(letters))
    cut.subset(font)
    font.save(OUT / name)
    print(f"{name}: {(OUT / name).stat().st_size // 1024} KB", file=sys.stderr)


def main() -> None:
    OUT.mkdir(exist_ok=True)
    core, cjk = NOTO / "truetype" / "noto", NOTO / "opentype" / "noto"
    for style in ("Regular", "Bold"):
        write(core / f"NotoSans-{style}.ttf", f"NotoSans-{style}.ttf", WESTERN)
        write(core / f"NotoSansArabic-{style}.ttf", f"NotoSansArabic-{style}.ttf", [*ARABIC, *JOINERS])
    write(cjk / "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", chinese(), "Noto Sans CJK SC")


if __name__ == "__main__":
    main()
