"""A pack in, the JSON that its file carries out: what was quoted, from where, by which version.

Every quote is a W3C annotation target (`corpus.selectors`) with its text's sha256, offsets, words and neighbours, so
that `further check` finds it again on another machine and says which edition it came from (`pack_manifest.py`).
"""

from __future__ import annotations

import json
from typing import Any

from assistant.briefing.ends import program_version
from assistant.briefing.pack import Pack
from corpus.selectors import target

FORMAT = 1


def manifest(pack: Pack) -> str:
    """One JSON object in one line; each place that is quoted once, in the order of the pack."""
    reports = {report.name: report for report in pack.reports}
    places = {(quoted.citation.document, quoted.citation.quote.span): None for quoted in pack.quotes()}
    choice = pack.choice
    found: dict[str, Any] = {
        "further_pack": FORMAT,
        "version": program_version(),
        "choice": {
            "mission": choice.mission,
            "role": choice.role,
            "themes": list(choice.themes),
            "length": str(choice.length),
            "language": choice.language,
        },
        "documents": [
            {"name": report.name, "title": report.title, "edition": report.edition, "sha256": report.sha256}
            for report in pack.reports
        ],
        "quotes": [target(reports[document], span) for document, span in places],
    }
    return json.dumps(found, ensure_ascii=True)
