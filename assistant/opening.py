"""Reports in, an `Assistant` ready to answer out: the slow part of starting, with a line for whatever takes time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.conversation import Assistant
from corpus.report import Report


def open_assistant(reports: Sequence[Report], say: Callable[[str], None]) -> Assistant:
    """Loads the model (seconds) and opens or builds the index of each report. Raises DamagedModel."""
    say("Loading the model…")
    from index.encoder import SentenceEncoder
    from index.passage_index import PassageIndex, open_index

    encoder = SentenceEncoder()
    arrays = [open_index(report, encoder, say)[0] for report in reports]
    return Assistant(PassageIndex(reports, arrays, encoder))
