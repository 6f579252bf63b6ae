"""What files may cost: a limit's name in, its value out, as the operator set it in the environment."""

from __future__ import annotations

import os
from enum import StrEnum

from corpus.errors import Misuse


class Allowed(StrEnum):
    """The variables, each a whole number."""

    MEGABYTES = "FURTHER_FILE_MEGABYTES"  # of a file
    PAGES = "FURTHER_FILE_PAGES"  # of a PDF, or of the part of it that is asked for
    SECONDS = "FURTHER_READING_SECONDS"  # of a file that is read in a process of its own; each page earns one more
    MEMORY = "FURTHER_READING_MEGABYTES"  # of memory, likewise
    OWN_MEGABYTES = "FURTHER_OWN_MEGABYTES"  # of a file that is opened in the browser
    OWN_PAGES = "FURTHER_OWN_PAGES"  # of a document that is opened in the browser
    OWN_DOCUMENTS = "FURTHER_OWN_DOCUMENTS"  # that one browser has open at once
    OWN_ROOM = "FURTHER_OWN_ROOM"  # pages of all documents that all browsers have open


def allowed(limit: Allowed, usual: int) -> int:
    """`usual` where the operator set nothing. Raises Misuse where it is no number above 0."""
    written = os.environ.get(limit, "").strip()
    if not written:
        return usual
    if not (written.isascii() and written.isdigit() and int(written)):
        raise Misuse(f"{limit} is set to {written!r}, no whole number above 0. Set it to one, or not at all.")
    return int(written)
