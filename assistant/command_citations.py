"""The verbs for who writes: check the quotations of a draft."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.command_terminal import AsJson, Documents, Failed, Misused, reports_of, say
from corpus.anchors import reference
from corpus.reading import read_shipped

if TYPE_CHECKING:
    from assistant.answer import Citation
    from assistant.checking import Verdict
    from assistant.quotations import Quotation
    from corpus.report import Report

_NOT_ALL_EXACT = 3  # exit status
_BAR = 30  # characters of the progress bar
_LONGEST_SHOWN = 200  # characters of an argument in an error
_SAVED_AS = ("md", "docx", "json")


def check(
    draft: Annotated[str, typer.Argument(metavar="FILE|WORDS", help="A draft (docx, md, html, txt, pdf), or words.")],
    as_text: Annotated[bool, typer.Option("--text", help="These are words, whatever they look like.")] = False,
    as_json: AsJson = False,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="REPORT", help="Save the report: .md, .docx or .json.")
    ] = None,
    document: Documents = None,
) -> None:
    """Check quotations against the report: exact, altered or absent."""
    from assistant.drafts import DRAFTS, read_quotations
    from assistant.quotations import Quotation
    from assistant.verdicts import NOTHING, summary, verdicts_json, verdicts_text

    if output and output.suffix.lower().lstrip(".") not in _SAVED_AS:
        raise Misused(f"--output {output} is no kind of report. Name a file that ends in .md, .docx or .json.")
    is_file = not as_text and (draft.lower().endswith(DRAFTS) or "/" in draft or "\\" in draft)
    if is_file and not _exists(draft):
        raise Failed(f"There is no file {_one_line(draft)}. Check the name, or add --text if these are words to check.")
    reports = reports_of(document)
    if is_file:
        quotations = read_quotations(Path(draft), lambda done, whole: say(f"Reading the draft: page {done} of {whole}"))
    else:
        quotations = [Quotation(draft.strip(), "")] if any(map(str.isalnum, draft)) else []
    verdicts = _checked(reports, quotations)
    if output:
        _save_report(output, verdicts, draft if is_file else "words given", reports)
    if as_json:
        print(verdicts_json(verdicts))
    elif output:
        print(f"{summary(verdicts)} The report is in {output}.")
    else:
        print(verdicts_text(verdicts, _citing(reports)))
    if as_json and not verdicts:
        print(NOTHING, file=sys.stderr)
    if any(verdict.outcome.value != "exact" for verdict in verdicts):
        raise typer.Exit(_NOT_ALL_EXACT)


def _checked(reports: Sequence[Report], quotations: Sequence[Quotation]) -> list[Verdict]:
    from assistant.checking import Checker

    checker = Checker(reports, [read_shipped()])
    verdicts = checker.check_draft(quotations, _progress_bar if len(quotations) > 1 else None)
    say("")
    return verdicts


def _progress_bar(done: int, whole: int) -> None:
    bar = f"{'█' * (_BAR * done // whole):·<{_BAR}} " if sys.stderr.isatty() else ""
    say(f"Checking {bar}{done} of {whole} quotations")


def _citing(reports: Sequence[Report]) -> Callable[[Citation], str]:
    by_name = {report.name: report for report in reports}
    return lambda citation: reference(by_name[citation.document], citation.quote.span)


def _save_report(output: Path, verdicts: Sequence[Verdict], draft: str, reports: Sequence[Report]) -> None:
    from assistant.saving import save
    from assistant.verdicts import saved_report

    against = [
        f"{report.title} ({f'{report.edition}; ' if report.edition else ''}text {report.sha256[:8]})"
        for report in reports
    ]
    kind = output.suffix.lower().lstrip(".")
    save(output, saved_report(verdicts, kind, draft, against, _citing(reports)))


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long for a name, a NUL in it
        return False


def _one_line(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
