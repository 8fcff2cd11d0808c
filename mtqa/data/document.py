"""An article: its text, its blocks and its sentences, and where each character stood in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Block", "BlockKind", "Document", "Segment", "SourceMap", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``start <= i < end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same range, ``by`` code points later."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where each code point of ``Document.text`` stands in ``Document.original``.

    Attributes:
        starts: For code point ``i`` of the text, its first code point in the original.
        ends: For code point ``i`` of the text, one past its last code point in the original
            (``&amp;`` is one code point of text and five of the original).
    """

    starts: Sequence[int]
    ends: Sequence[int]

    def __post_init__(self) -> None:
        if len(self.starts) != len(self.ends):
            raise ValueError(f"{len(self.starts)} starts, {len(self.ends)} ends")

    def map(self, span: Span) -> Span:
        """The range of the original that ``span`` of the text came from."""
        if not self.starts:
            return Span(0, 0)
        if span.start == span.end:
            at = self.starts[span.start] if span.start < len(self.starts) else self.ends[-1]
            return Span(at, at)
        return Span(self.starts[span.start], self.ends[span.end - 1])


class BlockKind(StrEnum):
    """What a block of an article is; only ``PROSE`` counts towards fluency."""

    PROSE = "prose"
    HEADING = "heading"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption or piece of page furniture: a range of ``Document.text``.

    Blocks are in order and do not overlap; the text between them is blank.
    """

    span: Span
    kind: BlockKind = BlockKind.PROSE


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, the unit that is scored; it never crosses a block.

    Attributes:
        index: Position among the document's segments, from 0.
        span: Range in ``Document.text``, without surrounding white space.
        block: Index of its block in ``Document.blocks``.
        kind: The kind of that block.
    """

    index: int
    span: Span
    block: int
    kind: BlockKind = BlockKind.PROSE


@dataclass(frozen=True, slots=True)
class Document:
    """One article.

    Attributes:
        id: Name that a person knows it by: the path as given, or ``<stdin>``.
        text: The article as a person reads it, without markup.
        lang: Language of the text, BCP-47.
        blocks: Paragraphs, headings and so on, in order.
        segments: Sentences, in order.
        original: The file exactly as decoded.
        source_map: From ``text`` to ``original``; ``None`` when they are the same.
        media_type: ``text/plain``, ``text/markdown`` or ``text/html``.
        notices: What the reader had to decide, in sentences for the user ("read as cp1252").
    """

    id: str
    text: str
    lang: str = "en"
    blocks: tuple[Block, ...] = ()
    segments: tuple[Segment, ...] = ()
    original: str = ""
    source_map: SourceMap | None = None
    media_type: str = "text/plain"
    notices: tuple[str, ...] = ()
    _newlines: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.source_map is None:
            if self.original and self.original != self.text:
                raise ValueError("a document whose text is not its original needs a source map")
            object.__setattr__(self, "original", self.text)
        elif len(self.source_map.starts) != len(self.text):
            raise ValueError("the source map must have one position per code point of the text")
        newlines = tuple(i for i, char in enumerate(self.original) if char == "\n")
        object.__setattr__(self, "_newlines", newlines)

    def to_original(self, span: Span) -> Span:
        """The range of the file as read that ``span`` of the text came from."""
        return span if self.source_map is None else self.source_map.map(span)

    def line_column(self, span: Span) -> tuple[int, int]:
        """Line and column, both from 1, in code points, where ``span`` begins in the file as read."""
        start = self.to_original(span).start
        line = self.line_at(start)
        line_start = self._newlines[line - 2] + 1 if line > 1 else 0
        return line, start - line_start + 1

    def line_at(self, offset: int) -> int:
        """The line, from 1, of a code point of the file as read."""
        return bisect_right(self._newlines, offset - 1) + 1

    def prose(self) -> Iterator[Segment]:
        """The segments that count towards fluency."""
        return (segment for segment in self.segments if segment.kind is BlockKind.PROSE)

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds the code point at ``offset`` of the text, if any."""
        at = bisect_right(self.segments, offset, key=lambda segment: segment.span.start) - 1
        if at >= 0 and offset < self.segments[at].span.end:
            return self.segments[at]
        return None
