"""The verb for newcomers: put a briefing pack together and save it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.terminal import Documents, Library, Misused, Ocr, Only, Pages, Password, facts_of, opened_of
from corpus.opening import opening
from corpus.report import Report


def brief(
    mission: Annotated[
        str | None,
        typer.Argument(metavar="MISSION", help="Acronym or name, or any; needless for documents without case studies."),
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="Whose work it is for; --list has the keys.")] = None,
    theme: Annotated[list[str] | None, typer.Option("--theme", help="A theme tag of ours; repeatable.")] = None,
    length: Annotated[str, typer.Option("--length", help="page, standard or full.")] = "standard",
    form: Annotated[
        str | None, typer.Option("--format", help="docx, pdf, html or md; else as the file's name ends.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Save it here.")] = None,
    language: Annotated[str, typer.Option("--language", help="Of headings: ar, en, es, fr, ru or zh.")] = "en",
    emails: Annotated[bool, typer.Option("--emails", help="Show the e-mail addresses that are printed.")] = False,
    self_check: Annotated[bool, typer.Option("--self-check", help="Five questions at the end.")] = False,
    line: Annotated[str, typer.Option("--line", help="Printed over the title, such as whose pack it is.")] = "",
    date: Annotated[str, typer.Option("--date", help="Printed on the first page as you write it.")] = "",
    note: Annotated[
        list[str] | None, typer.Option("--note", help="The trainer's own, a line on the first page; repeatable.")
    ] = None,
    keys: Annotated[bool, typer.Option("--list", help="Print the missions, roles, themes and lengths.")] = False,
    document: Documents = None,
    library: Library = None,
    only: Only = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
) -> None:
    """Brief new staff: a pack for a mission, a role and themes, made of quotes."""
    from assistant.briefing.building import build
    from assistant.briefing.choice import chosen
    from assistant.briefing.files import KINDS, pack_file
    from assistant.case_studies.case_rows import has_case_studies
    from corpus.atomic_file import save

    if keys:
        print(_keys(opened_of(document, library, only, opening(password, pages, ocr))[0]))
        return
    kind = form or (output.suffix.lower().lstrip(".") if output else "md")
    if kind not in KINDS:
        raise Misused(f"There is no format {kind or 'without a name'}. Choose one of {', '.join(KINDS)}.")
    if output is None and kind in ("docx", "pdf") and sys.stdout.isatty():
        raise Misused(f"A {kind} file cannot be shown here. Name a file: -o briefing.{kind}")
    choice = chosen(mission, role, theme or (), length, language, emails=emails, self_check=self_check)
    own = ("\n".join(note or ()), " ".join(line.split()), " ".join(date.split()))
    choice = replace(choice, notes=own[0], line=own[1], date=own[2])
    reports, kept = opened_of(document, library, only, opening(password, pages, ocr))
    if mission is None and has_case_studies(reports):
        raise Misused("Name a mission, or any: further brief MONUSCO --role police. --list prints what there is.")
    pack = build(reports, choice, facts_of(reports, kept))
    content = pack_file(pack, kind)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    save(output, content)
    print(f"{pack.title}, {len(pack.quotes())} quotes, in {output}.")


def _keys(reports: Sequence[Report]) -> str:
    from assistant.briefing.choice import Length
    from assistant.briefing.files import KINDS
    from assistant.briefing.holdings import holdings
    from assistant.briefing.roles import roles
    from assistant.knowledge import LANGUAGES, themes
    from corpus.missions import missions

    held = holdings(reports)
    named = [acronym for acronym in missions() if held.names(acronym)]
    lines = [
        "Missions that the documents name, with their case studies; any other of our table gets a pack that says so:"
    ]
    lines += [f"  {acronym:<12} {len(held.cases_of(acronym))}" for acronym in sorted(named)]
    lines += ["  any          all of them", "Roles (ours):"]
    lines += [f"  {role.key:<24} {role.label['en']}" for role in roles().values()]
    lines += ["Themes (ours):", *(f"  {theme.key:<24} {theme.label['en']}" for theme in themes().values())]
    lines += [f"Lengths: {', '.join(Length)}", f"Formats: {', '.join(KINDS)}", f"Languages: {', '.join(LANGUAGES)}"]
    return "\n".join(lines)
