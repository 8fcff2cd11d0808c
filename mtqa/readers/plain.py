"""Plain text: what the file says is what a person reads, but for the lines that are meant for mtqa."""

from __future__ import annotations

from array import array
from itertools import chain

from mtqa.data import Block, Document, SourceMap
from mtqa.directives.syntax import directives, without_directives
from mtqa.errors import InputError
from mtqa.paragraphs import paragraphs

__all__ = ["read_plain"]


def read_plain(original: str, *, label: str, lang: str, notices: tuple[str, ...] = ()) -> Document:
    """Read plain text; without directives, offsets into the text are offsets into the file.

    Raises:
        InputError: There is nothing but directives.
    """
    found = directives(original, media_type="text/plain")
    if not found:
        blocks = tuple(Block(span) for span in paragraphs(original))
        return Document(id=label, text=original, lang=lang, blocks=blocks, notices=notices)
    left = without_directives(original, found)
    text = "".join(span.of(original) for span in left)
    if not text.strip():
        raise InputError(f"{label}: holds lines for mtqa and no article; check the path")
    starts = array("L", chain.from_iterable(range(span.start, span.end) for span in left))
    return Document(
        id=label,
        text=text,
        lang=lang,
        blocks=tuple(Block(span) for span in paragraphs(text)),
        original=original,
        source_map=SourceMap(starts, array("L", (at + 1 for at in starts))),
        notices=notices,
    )
