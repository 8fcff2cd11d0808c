"""The text a language model reads for an article, and the way back."""

import pytest

from mtqa.data import Block, BlockKind, Document, Span
from mtqa.scoring.lm_text import lm_text


def document(text, *kinds):
    """Lines that are not blank are blocks."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            kind = kinds[len(blocks)] if len(blocks) < len(kinds) else BlockKind.PROSE
            blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line) + 1
    return Document(id="x", text=text, blocks=tuple(blocks))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\n\n\nTwo.", "One.\n\nTwo."),
        ("One.\nTwo.", "One.\n\nTwo."),
        ("One  two\tthree\N{NO-BREAK SPACE}four", "One two three four"),
        ("  Indented", "Indented"),
        ("“It’s,” she said", '"It\'s," she said'),
        ("", ""),
    ],
)
def test_layout_is_evened_out(text, expected):
    """Neither line breaks, spaces nor the style of quotation marks reach the model."""
    assert lm_text(document(text)).text == expected


def test_furniture_is_not_read_but_headings_are():
    """A heading is context for what follows; furniture is not part of the article."""
    text = "Title\n\nShare this page\n\nProse."
    kinds = (BlockKind.HEADING, BlockKind.FURNITURE, BlockKind.PROSE)
    assert lm_text(document(text, *kinds)).text == "Title\n\nProse."


@pytest.mark.parametrize("word", ["One", "two", "😀", "café", "“quoted”"])
def test_every_word_is_found_again(word):
    """A span of the model's text leads back to the same word of the document."""
    doc = document("One  two\n\n  😀 café\t“quoted” end")
    text = lm_text(doc)
    surface = word.replace("“", '"').replace("”", '"')
    at = text.text.index(surface)
    assert text.locate(Span(at, at + len(surface))).of(doc.text) == word
