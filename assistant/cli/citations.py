"""The verbs for who writes: check the quotations of a draft, cite, list the case studies."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.terminal import (
    AsJson,
    Documents,
    Failed,
    Library,
    Misused,
    Ocr,
    Only,
    Pages,
    Password,
    assistant_of,
    facts_of,
    opened_of,
    read_safely,
    reports_of,
)
from assistant.progress import Progress
from assistant.question_text import checked
from corpus.opening import opening

if TYPE_CHECKING:
    from assistant.answer import Citation
    from assistant.checking.checker import Verdict
    from assistant.checking.quotations import Quotation
    from assistant.citation import Cite
    from assistant.collection.folder import Kept
    from corpus.report import Report

_NOT_ALL_EXACT = 3  # exit status
_BAR = 30  # characters of the progress bar
_FEWEST_WORDS = 3  # of a citation's own words
_LONGEST_SHOWN = 200  # characters of an argument in an error
_SAVED_AS = ("md", "docx", "json")


def check(
    draft: Annotated[str, typer.Argument(metavar="FILE|WORDS", help="A draft (docx, md, html, txt, pdf), or words.")],
    as_text: Annotated[bool, typer.Option("--text", help="These are words, whatever they look like.")] = False,
    as_json: AsJson = False,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="REPORT", help="Save the report: .md, .docx or .json.")
    ] = None,
    corrected: Annotated[
        Path | None,
        typer.Option(
            "--corrected", metavar="DRAFT.docx", help="Save the draft with comments and tracked changes for Word."
        ),
    ] = None,
    style: Annotated[
        str, typer.Option("--style", help="Of the citations in what is saved: un, chicago, apa or oscola.")
    ] = "un",
    language: Annotated[str, typer.Option("--language", help="Of what is saved: en, fr, es, ar, ru or zh.")] = "en",
    document: Documents = None,
    library: Library = None,
    only: Only = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
) -> None:
    """Check quotations against the report: exact, altered or absent."""
    from assistant.checking.drafts import DRAFTS, read_draft
    from assistant.checking.quotations import Quotation
    from assistant.checking.verdict_report import NOTHING, summary, verdicts_json, verdicts_text

    if output and output.suffix.lower().lstrip(".") not in _SAVED_AS:
        raise Misused(f"--output {output} is no kind of report. Name a file that ends in .md, .docx or .json.")
    if output and output.absolute() == Path(draft).absolute():
        raise Misused(f"--output {output} is the draft itself. Name another file for the report.")
    is_file = not as_text and (draft.lower().endswith(DRAFTS) or "/" in draft or "\\" in draft)
    if is_file and not _exists(draft):
        raise Failed(f"There is no file {_one_line(draft)}. Check the name, or add --text if these are words to check.")
    if corrected:
        _can_return(Path(draft), is_file, corrected, output)
    _known(style, language)
    reports, kept = opened_of(document, library, only, opening(password, pages, ocr))
    citing = _citing(reports, kept, style)
    if is_file:
        tell = Progress(sys.stderr)
        quotations = read_safely(partial(read_draft, password=password or ""), Path(draft), partial(_hear, tell))
        tell("")
    else:
        quotations = [Quotation(draft.strip(), "")] if any(map(str.isalnum, draft)) else []
    verdicts = _checked(reports, kept, quotations)
    if output:
        _save_report(output, verdicts, draft if is_file else "words given", reports, citing, language)
    if corrected and verdicts:
        _return_draft(Path(draft), corrected, verdicts, reports, citing, language, password or "")
    if as_json:
        print(verdicts_json(verdicts))
    elif output or (corrected and verdicts):
        saved = [f"The report is in {output}."] if output else []
        print(" ".join([summary(verdicts), *saved, *([f"The draft is in {corrected}."] if corrected else [])]))
    else:
        print(verdicts_text(verdicts, citing))
    if as_json and not verdicts:
        print(NOTHING, file=sys.stderr)
    if any(verdict.outcome.value != "exact" for verdict in verdicts):
        raise typer.Exit(_NOT_ALL_EXACT)


def _hear(tell: Progress, *told: int | str) -> None:
    """(pages done, pages in all), or a line."""
    if len(told) == 2:
        tell("Reading the draft: page {} of {}".format(*told))
    else:
        tell("")
        print(*told, file=sys.stderr)


def cite(
    words: Annotated[str, typer.Argument(metavar="WORDS|QUESTION", help="Words of the report, or a question to it.")],
    style: Annotated[str, typer.Option("--style", help="un, chicago, apa, oscola, bibtex, ris or csl-json.")] = "un",
    as_json: AsJson = False,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE.docx", help="Save it for Word, with footnotes.")
    ] = None,
    document: Documents = None,
    library: Library = None,
    only: Only = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
) -> None:
    """Cite words of the report, or what answers a question, in a house's style."""
    from assistant.citing.citation_styles import STYLES
    from assistant.citing.citation_text import citations_json, citations_text, reference_files
    from assistant.citing.citation_word import citations_word
    from assistant.citing.reference_files import FORMS
    from corpus.atomic_file import save

    if style not in (*STYLES, *FORMS):
        raise Misused(f"There is no style {_one_line(style)}. Choose one of {', '.join((*STYLES, *FORMS))}.")
    if as_json and style in FORMS:
        raise Misused(f"--json goes with a style for text; {style} is for programs already. Leave --json out.")
    if output and (style in FORMS or as_json or output.suffix.lower() != ".docx"):
        raise Misused("--output saves a style for text for Word: name a file that ends in .docx, without --json.")
    checked(words)
    opened = opening(password, pages, ocr)
    reports, kept = opened_of(document, library, only, opened)
    facts = facts_of(reports, kept)
    found = _said(reports, words) or _answered(reports, kept, words)
    if output and found:
        save(output, citations_word(found, facts, style))
        print(f"The citation is in {output}.")
    elif as_json:
        print(citations_json(found, reports, facts, style))
    elif found:
        print(reference_files(found, facts, style) if style in FORMS else citations_text(found, facts, style))


def cases(
    mission: Annotated[list[str] | None, typer.Option("--mission", help="Acronym or name; repeatable.")] = None,
    country: Annotated[list[str] | None, typer.Option("--country", help="Where the mission is; repeatable.")] = None,
    theme: Annotated[list[str] | None, typer.Option("--theme", help="A theme tag of ours; repeatable.")] = None,
    words: Annotated[str, typer.Option("--words", help="Words that the title must all say.")] = "",
    sort: Annotated[
        str, typer.Option("--sort", help="report (its order), mission, country, title or theme.")
    ] = "report",
    form: Annotated[str, typer.Option("--format", help="table, csv, json or xlsx.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Save it here.")] = None,
    beside: Annotated[
        Path | None, typer.Option("--beside", metavar="PATH", help="A fuller document: name its pages on each.")
    ] = None,
    document: Documents = None,
    library: Library = None,
    only: Only = None,
    password: Password = None,
    pages: Pages = None,
    ocr: Ocr = None,
) -> None:
    """List the case studies, by mission, country, theme or words."""
    from assistant.case_studies.case_rows import (
        ORDERS,
        Filters,
        chosen,
        country_named,
        has_case_studies,
        in_order,
        mission_named,
        rows,
        theme_named,
    )  # fmt: skip
    from assistant.case_studies.case_tables import FORMATS, case_table
    from corpus.atomic_file import save

    if form not in FORMATS:
        raise Misused(f"There is no format {_one_line(form)}. Choose one of {', '.join(FORMATS)}.")
    if sort not in ORDERS:
        raise Misused(f"There is no order {_one_line(sort)}. Choose one of {', '.join(ORDERS)}.")
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise Misused("A spreadsheet cannot be shown here. Name a file: --output cases.xlsx")
    filters = Filters(
        tuple(map(mission_named, mission or ())),
        tuple(map(country_named, country or ())),
        tuple(map(theme_named, theme or ())),
        words,
    )
    reports, _ = opened_of(document, library, only, opening(password, pages, ocr))
    table = rows(reports)
    found = in_order(chosen(table, filters), sort)
    if beside:
        from assistant.case_studies.fuller_document import with_pages

        found = with_pages(found, reports_of([beside])[0])
    noun = "case studies" if has_case_studies(reports) else "list items"
    content = case_table(found, table, filters, form, noun)
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        return
    save(output, content)
    print(f"{len(found)} of {len(table)} {noun} in {output}.")


def _said(reports: Sequence[Report], words: str) -> Sequence[Citation]:
    """Where the report says exactly these words; a name of one or two words is rather a question."""
    from assistant.checking.checker import Checker
    from assistant.checking.quotations import word_count

    if word_count(words) < _FEWEST_WORDS:
        return ()
    return Checker(reports).check(words).places


def _answered(reports: Sequence[Report], kept: Mapping[str, Kept], question: str) -> Sequence[Citation]:
    """What answers the question; where nothing does, that is said on stderr."""
    answer = assistant_of(reports, kept).answer(question)
    if answer.abstained:
        print(answer.message or "The report does not say.", file=sys.stderr)
    return answer.citations


def _checked(reports: Sequence[Report], kept: Mapping[str, Kept], quotations: Sequence[Quotation]) -> list[Verdict]:
    from assistant.checking.checker import Checker
    from corpus.reading import read_shipped

    checker = Checker(reports, [read_shipped()], facts_of(reports, kept))
    tell = Progress(sys.stderr)
    verdicts = checker.check_draft(
        quotations, (lambda done, whole: tell(_checking(done, whole))) if len(quotations) > 1 else None
    )
    tell("")
    return verdicts


def _checking(done: int, whole: int) -> str:
    bar = f"{'█' * (_BAR * done // whole):·<{_BAR}} " if sys.stderr.isatty() else ""
    return f"Checking {bar}{done} of {whole} quotations"


def _citing(reports: Sequence[Report], kept: Mapping[str, Kept], style: str) -> Cite:
    """The ready citation of a place, in a house's style, with the anchor that finds it again."""
    from assistant.citing.citation_styles import cited

    facts = facts_of(reports, kept)
    return lambda place: f"{cited(place, facts[place.document], style).note} [further:{place.anchor}]"


def _save_report(
    output: Path,
    verdicts: Sequence[Verdict],
    draft: str,
    reports: Sequence[Report],
    citing: Cite,
    language: str,
) -> None:
    from assistant.checking.verdict_report import saved_report
    from assistant.files.conversation_file import edition_line
    from corpus.atomic_file import save

    against = [edition_line(report) for report in reports]
    kind = output.suffix.lower().lstrip(".")
    save(output, saved_report(verdicts, kind, draft, against, citing, language))


def _can_return(draft: Path, is_file: bool, corrected: Path, output: Path | None) -> None:
    """Raises Misused where this draft cannot be given back with comments, or not under that name."""
    from assistant.checking.returned_draft import RETURNED
    from corpus.word_package import WORD

    kind = draft.suffix.lower()
    if not is_file or kind not in RETURNED:
        raise Misused(f"--corrected gives a file back: name one that ends in {', '.join(RETURNED)}, not other words.")
    wanted = kind if kind in WORD else WORD[0]  # with macros it is a file of another kind
    if corrected.suffix.lower() != wanted:
        raise Misused(f"--corrected {corrected} is no name for the draft. Name a file that ends in {wanted}.")
    if corrected.absolute() in (draft.absolute(), output and output.absolute()):
        raise Misused(f"--corrected {corrected} is the draft itself or its report. Name another file.")


def _known(style: str, language: str) -> None:
    """Raises Misused where there is no such style of citations for text or no such language."""
    from assistant.citing.citation_styles import STYLES
    from assistant.wording import wording

    for named, name, known in (("style", style, tuple(STYLES)), ("language", language, tuple(wording("page")))):
        if name not in known:
            raise Misused(f"There is no {named} {_one_line(name)}. Choose one of {', '.join(known)}.")


def _return_draft(
    draft: Path,
    corrected: Path,
    verdicts: Sequence[Verdict],
    reports: Sequence[Report],
    citing: Cite,
    language: str,
    password: str,
) -> None:
    from assistant.checking.checker import Checker
    from assistant.checking.remarks import remarks, summary_lines
    from assistant.checking.returned_draft import returned
    from corpus.atomic_file import save

    found = remarks(verdicts, Checker(reports), reports, citing, language)
    work = partial(returned, remarks=found, summary=summary_lines(verdicts, language), password=password)
    save(corrected, read_safely(work, draft, lambda *_: None))


def _exists(path: str) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # too long for a name, a NUL in it
        return False


def _one_line(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
