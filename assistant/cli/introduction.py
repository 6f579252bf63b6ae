"""An answer introduced by a language model, where the person names one: options, and what is printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from assistant.writing.language_model import LanguageModel

Writer = Annotated[
    str | None,
    typer.Option("--writer", metavar="URL", help="Let a language model at this OpenAI-compatible address introduce."),
]
Model = Annotated[str, typer.Option("--writer-model", metavar="NAME", help="The model that the address shall use.")]
Anywhere = Annotated[bool, typer.Option("--writer-anywhere", help="The address may lie beyond this house.")]


def model_of(url: str, model: str, *, anywhere: bool) -> LanguageModel:
    """Raises Misuse: no address, no model's name."""
    from assistant.writing.language_model import LanguageModel

    return LanguageModel(url, model, anywhere)


def introduced(answer: Answer, model: LanguageModel, assistant: Assistant, *, as_json: bool) -> str:
    """What `further ask` prints; in JSON under the key `written`."""
    from assistant.answer_json import answer_object
    from assistant.cli.answer_text import answer_text
    from assistant.writing.writer import written, written_object, written_text

    found = written(answer, model, assistant.index.encoder)
    if as_json:
        return json.dumps(answer_object(answer) | {"written": written_object(found)}, ensure_ascii=False)
    return "\n\n".join(part for part in (written_text(found), answer_text(answer)) if part)
