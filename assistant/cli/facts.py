"""The verb that shows what is known of a document for its citations, and keeps beside it what a person says instead."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.terminal import AsJson, Misused, Password, reports_of
from corpus.opening import Opening

Said = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="Keep this beside the document, in NAME.metadata.json; repeatable."
    ),
]


def facts(
    document: Annotated[Path, typer.Argument(metavar="FILE", help="The document.")],
    said: Said = None,
    as_json: AsJson = False,
    password: Password = None,
) -> None:
    """Show what is known of a document for its citations, and mend it."""
    from corpus.atomic_file import save
    from corpus.metadata import KEYS, companion, companion_of, facts_in, metadata, printed

    told = dict(_pair(one, KEYS) for one in said or ())
    (report,) = reports_of([document], Opening(password or ""))
    known = metadata(report)
    if told:
        beside = document.with_name(companion_of(document.name))
        all_told = {key: value or "" for key, value in asdict(known).items()} | told
        written = companion(all_told, printed(report))
        known = facts_in(written, str(beside), printed(report))
        save(beside, written.encode("utf-8", "replace"))
    if as_json:
        print(json.dumps(asdict(known), ensure_ascii=False))
        return
    for key, value in asdict(known).items():
        print(f"{key}: {value or '(not known)'}")


def _pair(said: str, keys: tuple[str, ...]) -> tuple[str, str]:
    key, equals, value = said.partition("=")
    if not equals or key not in keys:
        raise Misused(f"--set {said} is not KEY=VALUE with one of these keys: {', '.join(keys)}.")
    return key, value
