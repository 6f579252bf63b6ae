"""The dialog that cites quotes in a house's style, wherever in the page they stand; the server writes the citation."""

from __future__ import annotations

from assistant.citing.citation_styles import STYLES
from assistant.citing.reference_files import FORMS
from assistant.screens.interface_text import button, labelled, said

# Proper names, the same in every language; what each is for stands in the wording.
NAMES = {
    "un": "United Nations",
    "chicago": "Chicago",
    "apa": "APA",
    "oscola": "OSCOLA",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csl-json": "CSL-JSON",
}
assert NAMES.keys() == {*STYLES, *FORMS}


def style_choice(attributes: str) -> str:
    """A list of all styles to choose from; the script remembers the choice."""
    options = "".join(f'<option value="{style}">{name}</option>' for style, name in NAMES.items())
    return f"<select {attributes}>{options}</select>"


def cite_dialog() -> str:
    """The dialog, empty: which of the quotes, the style, the citation, copy and save."""
    title = said("cite", "h2", ' id="cite-title"')
    which = said("cite_which", "legend")
    shown = labelled("aria-label", "citation")
    return (
        f'<dialog id="cite" aria-labelledby="cite-title">{title}'
        f"<label>{said('cite_style')} {style_choice('data-style')}</label>"
        f'<fieldset class="which" hidden>{which}</fieldset>'
        f'<p class="own none" hidden>{said("cite_none")}</p>'
        f'<pre class="cited-text" tabindex="0" role="region" lang="en" dir="ltr"{shown}></pre>'
        f'<p class="told" role="status"></p><div class="row">{button("copy", "data-copy-citation")}'
        f"{button('save_word', 'data-save-word')}"
        f"{button('save', 'data-save-citation')}{button('close', 'data-close-cite')}</div></dialog>"
    )
