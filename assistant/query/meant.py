"""The question as meant: what a follow-up becomes once it stands alone, for those who find the answer."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Citation


@dataclass(frozen=True, slots=True)
class Meant:
    """A question made to stand alone.

    `text`: what is searched and shown as understood; the question itself where nothing was carried over. `within`: the
    citations it is limited to, `under`: a heading it is limited to, `beyond`: missions it leaves out, `chooses`: words
    that alone choose among the candidates, whatever else stands in `text`; empty where all of it does. `again`:
    citations already shown that would be no answer, `counts`: it asks how many the last list has, `more`: it asks for
    more of what it points at, whatever that says, `less`: it is that list without what the text leaves out.
    """

    text: str
    within: tuple[Citation, ...] = ()
    under: Citation | None = None
    beyond: frozenset[str] = frozenset()
    chooses: str = ""
    again: tuple[Citation, ...] = ()
    counts: bool = False
    more: bool = False
    less: bool = False
