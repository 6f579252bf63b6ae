"""What a person typed in, a tidy question out, or a line that says why it cannot be asked."""

from __future__ import annotations

from corpus.errors import Misuse

LONGEST_QUESTION = 2000  # characters; a question that needs more is a document

# Full-width letters, as a Chinese keyboard types them: ＭＯＮＵＳＣＯ is MONUSCO.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "？！，；："}


class UnusableQuestion(Misuse):
    """A question that cannot be asked; the text says why, for the person."""


def checked(question: str) -> str:
    """The question without white space around it. Raises UnusableQuestion."""
    # A terminal may hand over half a character.
    tidy = " ".join(question.encode("utf-8", "replace").decode().translate(_NARROW).split())
    if not any(character.isalnum() for character in tidy):
        raise UnusableQuestion("The question is empty. Type what you want to know about the report.")
    if len(tidy) > LONGEST_QUESTION:
        raise UnusableQuestion(
            f"The question has {len(tidy):,} characters, the limit is {LONGEST_QUESTION:,}. Ask it in fewer words."
        )
    return tidy
