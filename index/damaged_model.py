"""What an encoder raises where its weights are not those that the program was measured with."""

from __future__ import annotations

from corpus.errors import WorldFailure


class DamagedModel(WorldFailure):
    """The model's weights are not the ones this program was measured with. One line, shown as it is."""
