"""Paragraphs and runs of named styles in a Word document."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from docx import Document
from docx.styles.styles import Styles

from assistant.files.word_styles import Styled


def test_a_paragraph_and_a_run_have_the_styles_that_they_are_named() -> None:
    document = Document()
    styled = Styled(document)
    paragraph = styled.paragraph("said\x00", "Quote")
    styled.run(paragraph, "behind", "Emphasis")
    assert [one.text for one in document.paragraphs] == ["said�behind"]
    assert paragraph.style == document.styles["Quote"]
    assert paragraph.runs[-1].style == document.styles["Emphasis"]
    assert styled.paragraph("plain").style == document.styles["Normal"]


def test_styles_are_looked_through_once_however_many_paragraphs_there_are() -> None:
    document = Document()
    styled = Styled(document)
    with patch.object(Styles, "get_style_id", side_effect=AssertionError("looked through")):
        for _ in range(3):
            styled.run(styled.paragraph("said", "Quote"), "behind", "Emphasis")


def test_a_style_that_is_not_there_is_told() -> None:
    with pytest.raises(KeyError, match="Nowhere"):
        Styled(Document()).paragraph("said", "Nowhere")
