"""Plain text: what the file says is what a person reads."""

from __future__ import annotations

from mtqa.data import Block, Document
from mtqa.paragraphs import paragraphs

__all__ = ["read_plain"]


def read_plain(original: str, *, label: str, lang: str, notices: tuple[str, ...] = ()) -> Document:
    """Read plain text; offsets into the text are offsets into the file."""
    blocks = tuple(Block(span) for span in paragraphs(original))
    return Document(id=label, text=original, lang=lang, blocks=blocks, notices=notices)
