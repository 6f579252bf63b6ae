"""The one error of reading: a file that cannot become a report, in a sentence for the person."""

from __future__ import annotations


class UnreadableReport(Exception):
    """What was found, where, and what to do next, in one line. Shown as it is; never with a traceback."""
