"""An e-mail address, as reports print them and questions name them."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
