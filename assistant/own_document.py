"""A report that somebody brought along in, an assistant over it out, alone or beside what is there already.

Nothing of it is written anywhere.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.conversation import Assistant
from corpus.report import Report
from index.passage_index import PassageIndex


def assistant_over(report: Report, other: Assistant, progress: Callable[[int, int], None]) -> Assistant:
    """`other` lends its models. `progress` hears (texts done, texts in all); what it raises ends the work."""
    index = other.index
    return Assistant(PassageIndex.build([report], index.encoder, index.second, progress=progress))


def assistant_beside(own: Assistant, other: Assistant) -> Assistant:
    """Over the documents of both, `other`'s first; `own` was made by `assistant_over` with the models of `other`."""
    return Assistant(other.index.beside(own.index))
