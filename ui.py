"""The browser's door: `python ui.py` serves the page, as `further chat` does, with the same options."""

from __future__ import annotations

import sys

from assistant.cli.main import main

if __name__ == "__main__":
    main(["chat", *sys.argv[1:]])
