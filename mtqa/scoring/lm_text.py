"""The text that a language model reads for an article, and the way back to ``Document.text``."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.data import BlockKind, Document, Span

__all__ = ["LmText", "lm_text"]

#: One for one: a publisher's choice of quotation marks is no matter of fluency.
_STRAIGHT = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    }
)


@dataclass(frozen=True, slots=True)
class LmText:
    """A text for the model.

    Attributes:
        text: Blocks without furniture, an empty line between them; within a block every run of
            white space is one space, and quotation marks are straight.
        positions: For each code point of ``text``, its code point in ``Document.text``; what was
            put between blocks has the position of the next block's start.
    """

    text: str
    positions: Sequence[int]

    def locate(self, span: Span) -> Span:
        """The range of ``Document.text`` that ``span`` of this text came from."""
        if span.start == span.end:
            at = self.positions[min(span.start, len(self.positions) - 1)]
            return Span(at, at)
        return Span(self.positions[span.start], self.positions[span.end - 1] + 1)


def lm_text(document: Document) -> LmText:
    """Build the text of an article for a language model.

    Headings and captions are in it, because they are context for what follows; furniture is not.
    """
    pieces: list[str] = []
    positions = array("q")
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        if pieces:
            pieces.append("\n\n")
            positions.extend((block.span.start, block.span.start))
        at = block.span.start
        blank = True  # drops white space at the start
        for char in block.span.of(document.text):
            if not char.isspace():
                pieces.append(char)
                positions.append(at)
            elif not blank:
                pieces.append(" ")
                positions.append(at)
            blank = char.isspace()
            at += 1
    return LmText("".join(pieces).translate(_STRAIGHT), positions)
