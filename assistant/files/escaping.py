"""Any text in, the same text out as a kind of file can hold it."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
# What XML cannot hold, and a pasted question or a damaged document may.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain_in_markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)


def writable_in_xml(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
