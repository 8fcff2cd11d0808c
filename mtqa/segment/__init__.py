"""From blocks to segments: the structure of an article, and its sentences."""

from __future__ import annotations

from dataclasses import replace

from mtqa.data import Document, Segment
from mtqa.segment.sentences import sentences
from mtqa.segment.structure import structure

__all__ = ["segment", "sentences", "structure"]


def segment(document: Document) -> Document:
    """The document with the kind of each block, and its sentences as segments.

    Segments are in order, never cross a block, have no white space around them, and leave out
    nothing but white space.  Doing it twice gives the same.
    """
    document = structure(document)
    segments: list[Segment] = []
    for number, block in enumerate(document.blocks):
        for span in sentences(block.span.of(document.text), document.lang):
            segments.append(Segment(len(segments), span.shift(block.span.start), number, block.kind))
    return replace(document, segments=tuple(segments))
