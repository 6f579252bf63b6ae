"""Rows of case studies in, a table out: for a terminal, CSV, JSON, a spreadsheet.

Titles and headings are the report's words; countries, themes and their rules are labelled as ours.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import BytesIO, StringIO

from assistant.answer_json import quote_object
from assistant.case_studies.case_rows import Filters, Row, counts, rule_of
from assistant.case_studies.fuller_document import RULE
from assistant.knowledge import themes
from corpus.missions import country_name

FORMATS = ("table", "csv", "json", "xlsx")
_HEAD = (
    "no.",
    "mission",
    "country (ours)",
    "title",
    "themes (ours)",
    "document",
    "page",
    "anchor",
    "in the fuller document",
)
_HEAD_OF_LISTS = ("no.", "under", *_HEAD[2:], "lead-in")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_OURS = "Countries, themes and their rules are Further's own, not the report's."


def case_table(found: Sequence[Row], table: Sequence[Row], filters: Filters, kind: str, noun: str) -> bytes:
    """The table of `found` in UTF-8, or a spreadsheet's bytes. `table`: all rows; `kind`: one of FORMATS.

    `noun`: what the rows are, "case studies" or "list items".
    """
    rules = [rule_of(theme) for theme in filters.themes]
    if kind == "xlsx":
        return _spreadsheet(found, noun)
    if kind == "csv":
        # Spreadsheets take UTF-8 for what it is only after this mark.
        return b"\xef\xbb\xbf" + _csv(found, noun).encode()
    if kind == "json":
        return (_json(found, table, filters) + "\n").encode()
    return (_text(found, table, rules, noun) + "\n").encode()


def _cells(row: Row, noun: str) -> tuple[str, ...]:
    quote = row.citation.quote
    cells = (
        str(row.citation.number),
        row.heading,
        ", ".join(map(country_name, row.countries)),
        quote.text,
        ", ".join(themes()[theme].label["en"] for theme in row.themes),
        row.citation.document,
        quote.pages,
        row.citation.anchor,
        "; ".join(row.pages),
    )
    return cells if noun == "case studies" else (*cells, row.lead_in)


def _text(found: Sequence[Row], table: Sequence[Row], rules: Sequence[str], noun: str) -> str:
    """Grouped under the headings as printed, with how many stand under each."""
    parts = [f"{len(found)} of {len(table)} {noun}"]
    by_heading: dict[str, list[Row]] = {}
    for row in found:
        by_heading.setdefault(row.heading, []).append(row)
    for heading, group in by_heading.items():
        countries = ", ".join(dict.fromkeys(country_name(iso) for row in group for iso in row.countries))
        head = " – ".join(part for part in (heading, countries) if part)
        lines = [f"{head} ({len(group)})"]
        for row in group:
            tags = ", ".join(themes()[theme].label["en"] for theme in row.themes)
            lines.append(f"  {row.citation.number:>2}. “{row.title}”" + (f"  [{tags}]" if tags else ""))
            if row.pages:
                lines.append(f"      in the fuller document: {'; '.join(row.pages)}")
        parts.append("\n".join(lines))
    parts += [f"Our rule – {rule}" for rule in rules]
    if any(row.pages for row in found):
        parts.append(f"Our rule for the fuller document – {RULE}")
    if found:
        parts.append(_OURS)
    return "\n\n".join(parts)


def _head(noun: str) -> tuple[str, ...]:
    return _HEAD if noun == "case studies" else _HEAD_OF_LISTS


def _csv(found: Sequence[Row], noun: str) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_head(noun))
    writer.writerows(map(_harmless, _cells(row, noun)) for row in found)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one, as they show text."""
    return f"'{cell}" if cell.lstrip()[:1] in _BEGINS_FORMULA else cell


def _json(found: Sequence[Row], table: Sequence[Row], filters: Filters) -> str:
    """`counts` under each heading add up to `count`."""
    return json.dumps(
        {
            "count": len(found),
            "of": len(table),
            "counts": counts(found),
            "filters": {
                "missions": filters.missions,
                "countries": filters.countries,
                "themes": filters.themes,
                "words": filters.words,
            },
            "rules": {theme: rule_of(theme) for theme in filters.themes},
            "rows": [
                quote_object(row.citation)
                | {"heading": row.heading, "missions": row.missions, "countries": row.countries, "themes": row.themes}
                | {"pages": row.pages}
                | ({"lead_in": row.lead_in} if row.lead_in else {})
                for row in found
            ],
        },
        ensure_ascii=False,
    )


def _spreadsheet(found: Sequence[Row], noun: str) -> bytes:
    from openpyxl import Workbook  # a fifth of a second, for who asks for a spreadsheet

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = noun.capitalize()
    for line, cells in enumerate([_head(noun), *(_cells(row, noun) for row in found)], 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(line, column, text)
            if column == 1 and text.isdigit():
                cell.value = int(text)
            else:
                cell.data_type = "s"  # a title that begins with = is no formula
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for letter, width in zip("ABCDEFGHIJ", (6, 22, 26, 80, 44, 26, 8, 44, 30, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    rules = workbook.create_sheet("Rules of themes (ours)")
    rules.append([_OURS])
    for theme in themes():
        rules.append([rule_of(theme)])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
