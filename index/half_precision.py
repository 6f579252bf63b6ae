"""Documents are encoded in half the figures where the processor counts with these, in less than half the time.

Over 3,474 passages of three reports on a processor that has AVX-512 BF16, two threads, word pieces took 0.44 of the
time that single precision takes, windows under the second encoder 0.4. Cosines with what single precision makes are
above 0.9994 for all word pieces, above 0.9998 for the means of windows: nearer than rounding to a byte leaves them.
Casting at each product (autocast) took 1.2 to 1.3 times as long. Without such a processor half would be slower.
"""

from __future__ import annotations

from typing import Any


def precision(*, exact: bool) -> Any:
    """The figures, a `torch.dtype`, that layers which read documents hold and count with. `exact`: single precision on
    any machine, for vectors that are made once for all."""
    import torch

    return torch.bfloat16 if not exact and torch.cpu._is_avx512_bf16_supported() else torch.float32
