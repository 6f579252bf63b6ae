"""Verdicts on a draft's quotations in, their HTML out: exact, altered or absent by word and sign, not by colour alone.

The draft's words are shown as the draft's; in quotes stand the report's, each with its place and a ready citation.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.answer import Citation
from assistant.checking.checker import Outcome, Verdict
from assistant.checking.drafts import DRAFTS
from assistant.checking.verbatim import IN_BRACKETS, QUALIFIER, bare
from assistant.checking.verdict_wording import PLACE, SHAPES
from assistant.checking.word_difference import How, woven
from assistant.citation import Cite
from assistant.screens.chips import Chips
from assistant.screens.cite_dialog import style_choice
from assistant.screens.interface_text import button, labelled, said, say, spoken

_SIGNS = {Outcome.EXACT: "✓", Outcome.ALTERED: "≠", Outcome.ABSENT: "∅"}
_SAVED = {"docx": "Word", "md": "Markdown", "json": "JSON"}


def check_screen(largest: int) -> str:
    """The standing part. `largest`: megabytes of a draft; 0: no file may be opened, only words pasted."""
    title = said("view_check", "h2", ' id="check-title" tabindex="-1"')
    introduction = said("check_introduction", "p", ' class="own"')
    note = said("check_note" if largest else "uploads_off", "p", ' class="own" id="check-note"', limit=largest)
    saves = "".join(f'<button type="button" data-save-check="{kind}">{name}</button>' for kind, name in _SAVED.items())
    choice = style_choice('id="check-style" data-style')
    save_as = f'<span id="save-check">{said("check_save")}</span>{saves}'
    wrong = f'<input type="checkbox"> {said("check_only_wrong")}'
    submit = said("check_do", "button", ' type="submit" class="primary"')
    return (
        f'<section class="sheet" id="check-sheet" aria-labelledby="check-title"><div class="head">{title}</div>'
        f'{introduction}<form novalidate><label for="check-words"{spoken("check_words")}>{say("check_words")}</label>'
        f'<textarea id="check-words" rows="5" dir="auto" aria-describedby="check-failure"></textarea>'
        f'<div class="row">{submit}<span class="file"{"" if largest else " hidden"}>'
        f'<label class="button" for="check-file"{spoken("check_file")}>{say("check_file")}</label>'
        f'<input type="file" id="check-file" class="unseen" accept="{",".join(DRAFTS)}" aria-describedby="check-note">'
        f'</span></div>{note}</form><p id="check-failure" role="alert"></p>'
        f'<div class="under-way" hidden><p role="status" id="check-stage"></p><progress aria-labelledby="check-stage">'
        f'</progress> <span class="left"></span> {button("cancel", "data-cancel-check")}</div>'
        f'<div class="results" hidden><p class="summary" role="status"></p>'
        f'<div class="row tools-of-all"><label>{said("cite_style")} {choice}</label>'
        f'<span class="row" role="group" aria-labelledby="save-check">{save_as}</span>'
        f"{button('check_commented', 'class=primary data-give-back hidden')}</div>"
        f'<label class="check only-wrong">{wrong}</label><div class="notes"></div>'
        f"<ol{labelled('aria-label', 'check_verdicts')}></ol></div></section>"
    )


def summary_parts(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many there are of each kind."""
    return {outcome.value: sum(verdict.outcome is outcome for verdict in verdicts) for outcome in Outcome}


def verdict_items(verdicts: Sequence[Verdict], chips: Chips, cite: Cite) -> str:
    """What must be mended first, then what is exact, each in the order of the draft."""
    first = sorted(verdicts, key=lambda verdict: verdict.outcome is Outcome.EXACT)
    return "".join(_item(verdict, chips, cite) for verdict in first)


def _item(verdict: Verdict, chips: Chips, cite: Cite) -> str:
    kind = verdict.outcome.value
    place = f' <span class="where">{_place(verdict.place)}</span>' if verdict.place else ""
    head = f'<p class="outcome"><span class="sign" aria-hidden="true">{_SIGNS[verdict.outcome]}</span> '
    return (
        f'<li class="checked {kind}" data-outcome="{kind}">{head}{said(f"outcome_{kind}", "strong")}{place}</p>'
        f"{_BODIES[verdict.outcome](verdict, chips, cite)}{_named(verdict)}{_edition(verdict)}</li>"
    )


def _exact(verdict: Verdict, chips: Chips, cite: Cite) -> str:
    shapes = ""
    if verdict.shapes:
        named = ", ".join(map(_shape, verdict.shapes))
        drafted = f'<p class="drafted" dir="auto">{escape(verdict.text)}</p>'
        shapes = f'{said("drafted", "p", " class=own")}{drafted}<p class="own">{said("differs_in")} {named}</p>'
    many = said("several_places", "p", ' class="own"', count=len(verdict.places)) if len(verdict.places) > 1 else ""
    return shapes + many + "".join(_cited(place, chips, cite) for place in verdict.places)


def _shape(shape: str) -> str:
    if shape.startswith(IN_BRACKETS):
        own = escape(shape.removeprefix(IN_BRACKETS))
        return f"{said('shape_brackets')} <bdi>{own}</bdi>"
    if shape.startswith(QUALIFIER):
        return f"{said('shape_qualifier')} <bdi>{escape(shape.removeprefix(QUALIFIER))}</bdi>"
    return said(SHAPES[shape]) if shape in SHAPES else escape(shape)


def _altered(verdict: Verdict, chips: Chips, cite: Cite) -> str:
    assert verdict.nearest
    laid = woven(bare(verdict.text), verdict.nearest.quote.text)
    pieces = [_deleted(piece.draft) + _inserted(piece.report) if piece.how else escape(piece.draft) for piece in laid]
    # Said first, since a mark among the words is easily passed over.
    kinds = {piece.how for piece in laid}
    named = ", ".join(said(f"how_{how.name.lower()}") for how in How if how in kinds)
    return (
        f'{said("drafted_marked", "p", " class=own")}<p class="drafted" dir="auto">{"".join(pieces)}</p>'
        f'<p class="own">{named}</p>{said("nearest_says", "p", " class=own")}{_cited(verdict.nearest, chips, cite)}'
    )


def _absent(verdict: Verdict, _chips: Chips, _cite: Cite) -> str:
    drafted = f'<p class="drafted" dir="auto">{escape(verdict.text)}</p>'
    source = ""
    if verdict.source:
        source = f'<p class="other">{said("other_source")} <span dir="auto">{escape(verdict.source)}</span></p>'
    return f"{drafted}{said('absent_from', 'p', ' class=own')}{source}"


_BODIES = {Outcome.EXACT: _exact, Outcome.ALTERED: _altered, Outcome.ABSENT: _absent}


def _deleted(words: str) -> str:
    """The draft's own words; who hears the page is told so."""
    return _marked("del", "in_draft_alone", words)


def _inserted(words: str) -> str:
    return _marked("ins", "in_report_alone", words)


def _marked(tag: str, key: str, words: str) -> str:
    if not words:
        return ""
    bare_words = words.lstrip()
    gap = " " if len(bare_words) < len(words) else ""
    return f'{gap}<{tag}><span class="heard">{said(key)} </span>{escape(bare_words)}</{tag}>'


def _cited(place: Citation, chips: Chips, cite: Cite) -> str:
    """A place: its number, the report's words, where they stand, the ready citation."""
    copiers = (("copy", 'class="quiet" data-copy="note"'), ("cite_otherwise", 'class="quiet" data-cite'))
    tools = "".join(button(key, attributes) for key, attributes in copiers)
    tools += button("pin", 'class="quiet" data-pin aria-pressed="false"')
    return (
        f'<div class="citation" {chips.data(place)}>{chips.chip(place)}<div class="cited">'
        f"<blockquote{chips.tongue(place)}>{escape(place.quote.text)}</blockquote>{chips.row(place)}"
        f'<p class="path"{chips.tongue(place)}>{chips.path(place)}</p>{chips.page(place)}'
        f'<p class="note" lang="en" dir="ltr">{escape(cite(place))}</p><div class="tools">{tools}</div></div></div>'
    )


def _named(verdict: Verdict) -> str:
    if not verdict.named:
        return ""
    key = "named_otherwise" if verdict.named.document else "named_unproven"
    return said(key, "p", ' class="other"', document=verdict.named.document, source=verdict.named.source)


def _edition(verdict: Verdict) -> str:
    if not verdict.edition:
        return ""
    named = f"{verdict.edition.sha256[:8]}{f', {verdict.edition.name}' if verdict.edition.name else ''}"
    key = "edition_found" if verdict.places else "edition_lost"
    return said(key, "p", ' class="own"', edition=named)


def _place(written: str) -> str:
    """Where in the draft, in the person's language where it is a place that drafts have."""
    match = PLACE.fullmatch(written)
    return said(f"draft_{match[1]}", number=match[2]) if match else escape(written)
