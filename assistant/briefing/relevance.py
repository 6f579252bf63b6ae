"""Words of a report in, whether they bear on a role or a theme out: by words of ours, and so that the rule can be told.

A text bears on a role when it says one of the role's words, every stem of it, as a question that asks which case
studies mention something is answered; on a theme as the theme's tag is given. Our synonyms are left out, and no model
is asked: against judgements made by hand both did worse (docs/briefing.md has the figures).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.briefing.roles import forms
from assistant.knowledge import theme_pattern
from corpus.report import Block, Kind, Report
from index.tokens import stems


def bears_on_role(text: str, role: str) -> bool:
    said = frozenset(stems(text))
    return any(form <= said for form in forms(role))


def bears_on_theme(text: str, theme: str) -> bool:
    return bool(theme_pattern(theme).search(text))


def bears(text: str, role: str | None, themes: Sequence[str]) -> bool:
    """Whether a text bears on the role or on any of the themes; False where neither is given."""
    return bool(role and bears_on_role(text, role)) or any(bears_on_theme(text, theme) for theme in themes)


def is_about(report: Report, role: str) -> bool:
    """Whether the whole document is about the role's work: its title, or the line below it, says so.

    A newcomer of that role has every case study of it to read.
    """
    return bears_on_role(" ".join([report.title, *_second_line(report.blocks[:2], report)]), role)


def _second_line(blocks: Sequence[Block], report: Report) -> list[str]:
    return [report.quote(block.span).text for block in blocks if block.kind is Kind.HEADING]
