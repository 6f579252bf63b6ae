"""What the first page of a United Nations document says of it, over mastheads of a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.metadata import Metadata, metadata, printed
from corpus.report import Kind, Report
from corpus.report_builder import Draft
from corpus.un_masthead import Masthead, masthead, with_part_named
from tests.test_pdf_file import FULL, Drawn, column, heading, read

TITLE = "Lamps of the harbour mission"
ENGLISH = (
    "United Nations A/80/604/Add.10*",
    "General Assembly",
    "Distr.: General 13 April 2026",
    "Original: English",
    "26-05268* (E) 280426",
    "Eightieth session",
    "Agenda item 156 (a)",
    "Financing of the harbour mission",
)


def report(*lines: str, title: str = TITLE) -> Report:
    draft = Draft()
    for line in lines:
        draft.add(Kind.LINE, line)
    draft.add(Kind.HEADING, title, 1)
    draft.add(Kind.PARAGRAPH, "The mission moved on 3 May 2025 to A/80/1.")
    return draft.report("a.pdf", title)


def test_every_line_of_a_masthead_is_known() -> None:
    assert masthead(report(*ENGLISH)) == Masthead(
        "A/80/604/Add.10", "en", "General Assembly", "2026-04-13", "Eightieth session", "Agenda item 156 (a)"
    )


@pytest.mark.parametrize(
    "symbol",
    [
        "A/80/596",
        "S/RES/2719 (2023)",
        "S/2024/12",
        "A/81/6 (Sect. 29A)/Part A",
        "A/HRC/53/2",
        "E/CN.4/2001/5",
        "ST/SGB/2019/8",
    ],
)
def test_symbols_of_every_shape_are_read_whole(symbol: str) -> None:
    for lines in ([f"United Nations {symbol}"], ["United Nations", symbol], [f"UNITED NATIONS {symbol}**"]):
        found = masthead(report(*lines, *ENGLISH[1:]))
        assert found is not None
        assert found.symbol == symbol


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "Nations Unies A/80/596",
                "Assemblée générale",
                "Distr. générale 1er août 2026 Français Original : anglais",
                "Quatre-vingtième session",
                "Point 156 a) de l’ordre du jour",
            ),
            ("A/80/596", "fr", "Assemblée générale", "2026-08-01"),
        ),
        (
            (
                "Naciones Unidas S/2026/7",
                "Consejo de Seguridad",
                "Distr. general 23 de enero de 2026",
                "Octogésimo primer año",
                "Tema 4 del programa",
            ),
            ("S/2026/7", "es", "Consejo de Seguridad", "2026-01-23"),
        ),
        (
            (
                "Организация Объединенных Наций A/80/596",
                "Генеральная Ассамблея",
                "Distr.: General 23 January 2026 Russian",
                "Восьмидесятая сессия",
                "Пункт 156 a) повестки дня",
            ),
            ("A/80/596", "ru", "Генеральная Ассамблея", "2026-01-23"),
        ),
        (
            ("联合国 A/80/596", "大会", "Distr.: General 23 January 2026 Chinese", "第八十届会议", "议程项目156(a)"),
            ("A/80/596", "zh", "大会", "2026-01-23"),
        ),
        (
            (
                "A/80/596 الأمم المتحدة",
                "الجمعية العامة",
                "Distr.: General 23 January 2026 Arabic",
                "الدورة الثمانون",
                "البند 156 من جدول الأعمال",
            ),
            ("A/80/596", "ar", "الجمعية العامة", "2026-01-23"),
        ),
    ],
)
def test_a_masthead_is_read_in_each_language(lines: tuple[str, ...], expected: tuple[str, ...]) -> None:
    found = masthead(report(*lines))
    assert found is not None
    assert (found.symbol, found.language, found.body, found.date) == expected
    assert (found.session, found.agenda_item) == lines[3:]


def test_a_council_below_the_assembly_is_the_body() -> None:
    lines = ["United Nations A/HRC/53/2", "General Assembly", "Distr.: General", "13 June 2023", "Human Rights Council"]
    found = masthead(report(*lines, "Fifty-third session"))
    assert found is not None
    assert (found.body, found.date) == ("Human Rights Council", "2023-06-13")


def test_without_the_bodys_line_the_symbol_names_it() -> None:
    found = masthead(report("United Nations S/2024/12", "Distr.: General 5 January 2024"))
    assert found is not None
    assert (found.body, found.session, found.agenda_item) == ("Security Council", None, None)


@pytest.mark.parametrize(
    "lines",
    [
        ("Harbour Council", "Annual report 2026"),
        ("The United Nations in the harbour", "Distr.: General 13 April 2026"),  # no symbol
        ("A/80/596", "Distr.: General 13 April 2026"),  # nobody's letterhead
        ("United Nations and/or partners",),
    ],
)
def test_what_is_no_masthead_says_nothing(lines: tuple[str, ...]) -> None:
    assert masthead(report(*lines)) is None
    assert printed(report(*lines)) == Metadata(TITLE)


def part_of_a_work(letterhead: str, *below: str) -> Report:
    """A document whose first page prints these lines below the title that it shares with others."""
    lines = [letterhead, *ENGLISH[1:]]
    draft = Draft()
    for line in lines:
        draft.add(Kind.LINE, line)
    for line in (TITLE, *below, "Contents"):
        draft.add(Kind.HEADING, line, 1)
    return draft.report("a.pdf", TITLE)


@pytest.mark.parametrize(
    ("letterhead", "below", "part"),
    [
        (
            "United Nations A/81/6 (Sect. 9)",
            ("Part IV Aid", "Section 9 Ports", "Programme 7 Wells"),
            "Section 9, Ports",
        ),
        ("United Nations A/81/6 (Sect. 29A)/Part A*", ("Part IV", "Aid", "Section 29A", "Ports"), "Section 29A, Ports"),
        ("United Nations A/80/5 (Vol. II)", ("Volume II: Lamps and wells",), "Volume II, Lamps and wells"),
        (
            "Nations Unies A/81/6 (Sect. 9)",
            ("Titre IV Aide", "Chapitre 9 Ports et puits"),
            "Chapitre 9, Ports et puits",
        ),
        ("Naciones Unidas A/81/6 (Sect. 9)", ("Título IV Ayuda", "Sección 9 Puertos*"), "Sección 9, Puertos"),
        ("Организация Объединенных Наций A/81/6 (Sect. 9)", ("Часть IV", "Раздел 9", "Порты"), "Раздел 9, Порты"),
        ("联合国 A/81/6 (Sect. 9)", ("第四编 合作", "第9款 港口事务"), "第9款, 港口事务"),
        ("A/81/6 (Sect. 9) الأمم المتحدة", ("الجزء الرابع", "الباب 9 شؤون الموانئ"), "الباب 9, شؤون الموانئ"),
    ],
)
def test_the_title_of_a_part_says_which_it_is(letterhead: str, below: tuple[str, ...], part: str) -> None:
    assert with_part_named(part_of_a_work(letterhead, *below)).title == f"{TITLE}: {part}"


@pytest.mark.parametrize(
    ("symbol", "below"),
    [
        ("S/RES/2719 (2023)", ("Resolution 2023 of the council",)),  # a year
        ("A/80/596", ("Section 9 Harbours",)),  # a whole document begins with a section
        ("A/81/6 (Sect. 9)", ("Section 19 Harbours", "Section 9.1 Wells")),  # another's number
        ("A/81/6 (Sect. 9)", ("Harbours", "In the year 2009")),  # nobody names the part
    ],
)
def test_no_part_is_named_where_the_page_names_none(symbol: str, below: tuple[str, ...]) -> None:
    found = part_of_a_work(f"United Nations {symbol}", *below)
    assert with_part_named(found) is found


def test_a_masthead_is_read_the_same_under_the_longer_title() -> None:
    short = part_of_a_work("United Nations A/81/6 (Sect. 9)", "Section 9 Harbours")
    long = with_part_named(short)
    assert long.title != short.title
    assert masthead(long) == masthead(short)


def test_a_date_in_the_text_is_no_date_of_distribution() -> None:
    found = masthead(report("United Nations A/80/596", "General Assembly"))
    assert found is not None
    assert found.date is None


def test_a_first_page_in_a_pdf_gives_the_documents_facts_and_a_file_beside_it_comes_first(tmp_path: Path) -> None:
    def page(*lines: str) -> list[Drawn]:
        return [part for place, line in enumerate(lines) for part in column(line, top=790 - 30 * place)]

    drawn = [*page(*ENGLISH), *heading(TITLE, top=500), *column(*[FULL] * 9, "ends.", top=460)]
    found = read(tmp_path, drawn)
    name = str(tmp_path / "report.pdf")
    facts = printed(found)
    assert (facts.symbol, facts.date, facts.title) == ("A/80/604/Add.10", "2026-04-13", TITLE)
    (tmp_path / "report.metadata.json").write_text('{"date": "2026", "body": null, "title": ""}', encoding="utf-8")
    object.__setattr__(found, "name", name)
    facts = metadata(found)
    assert (facts.symbol, facts.date, facts.body, facts.title) == ("A/80/604/Add.10", "2026", None, TITLE)
