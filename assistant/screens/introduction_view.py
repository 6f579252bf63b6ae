"""What a language model wrote and an answer's quotes bear out in, the HTML above the quotes out: said to be its."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.screens.interface_text import answered

if TYPE_CHECKING:
    from assistant.writing.leash import Written


def introduction(written: Written, language: str) -> str:
    """`language`: of the answer. "" where there is nothing to say."""
    if written.failure:
        return answered("written_failed", "p", ' class="own"', language)
    if not written.sentences and not written.dropped:
        return ""
    label = answered("written", "p", ' class="own"', language, count=len(written.dropped))
    sentences = "".join(
        f'<p dir="auto">{escape(one.text)} {"".join(f"[{number}]" for number in one.quotes)}</p>'
        for one in written.sentences
    )
    return f"{label}{sentences}"
