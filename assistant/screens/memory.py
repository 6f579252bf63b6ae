"""What a closed document held goes back to the system, not only to the program that may need it again.

The C library keeps what was freed in pieces between what is still in use; glibc gives it back when it is asked to.
Other systems' libraries do so by themselves, or know no way.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import threading
from functools import cache
from typing import Any

_SOON = 1.0  # seconds: whoever works on the document still holds it until it looks up


def give_back() -> None:
    """Soon, in a thread of its own: it may take some hundredths of a second."""
    waiting = threading.Timer(_SOON, _trim)
    waiting.daemon = True
    waiting.start()


def _trim() -> None:
    gc.collect()
    if trim := _malloc_trim():
        trim(0)


@cache
def _malloc_trim() -> Any:
    """None where the C library is not glibc."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return None
