"""The article cut into the pieces that a page can mark.

Findings may overlap, nest and cross sentences; HTML elements may not.  So every block is cut at
each place where something begins or ends, and every piece knows which findings cover it.  All of
it is counted in code points of ``Document.text``, so no browser's UTF-16 is involved.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mtqa.data import Block, BlockKind, Document, Segment, Span

__all__ = ["BlockView", "Run", "SentenceView", "lay_out"]

#: Findings named on one piece of text; more than this at one place is no longer readable.
MAX_OVERLAP: Final = 6


@dataclass(frozen=True, slots=True)
class Run:
    """Text over which the set of findings does not change.

    Attributes:
        text: The characters.
        numbers: Findings that cover it, the shortest first (at most ``MAX_OVERLAP``).
        anchors: Findings whose anchor this run carries: the one place that a note links to.
        closing: Findings that end here and show their number after this run.
    """

    text: str
    numbers: tuple[int, ...] = ()
    anchors: tuple[int, ...] = ()
    closing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence, or the white space between two (``index`` is ``None``)."""

    index: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of the article in pieces."""

    kind: BlockKind
    sentences: tuple[SentenceView, ...]
    segments: tuple[int, ...]


def lay_out(document: Document, spans: Sequence[Span]) -> tuple[BlockView, ...]:
    """Cut the article for the findings at ``spans``; they are numbered from 1 in the order given.

    Every character of the text that is not blank is shown, and every finding gets exactly one
    anchor and one number, wherever its span lies: a block may be missing, a span may be empty.
    """
    marked = sorted(((span, n) for n, span in enumerate(spans, 1)), key=lambda item: (item[0].start, item[0].end))
    starts = [span.start for span, _ in marked]
    segments_of: dict[int, list[Segment]] = defaultdict(list)
    for segment in document.segments:
        segments_of[segment.block].append(segment)
    longest = max((len(span) for span in spans), default=0)
    views: list[BlockView] = []
    anchored: set[int] = set()
    numbered: set[int] = set()
    blocks = list(_blocks(document, spans))
    for position, (block, index) in enumerate(blocks):
        begin, end = block.span.start, block.span.end
        first = bisect_left(starts, begin - longest)
        last = bisect_left(starts, end + 1)
        here = [
            (span, n)
            for span, n in marked[first:last]
            if span.overlaps(block.span) or (not len(span) and begin <= span.start <= end and n not in numbered)
        ]
        following = blocks[position + 1][0].span.start if position + 1 < len(blocks) else None
        cutter = _Cutter(
            document.text, block.span, marked=here, following=following, anchored=anchored, numbered=numbered
        )
        inside = segments_of.get(index, []) if index is not None else []
        views.append(BlockView(block.kind, tuple(cutter.sentences(inside)), tuple(segment.index for segment in inside)))
    return tuple(views)


def _blocks(document: Document, spans: Sequence[Span]) -> Iterator[tuple[Block, int | None]]:
    """The blocks, and what lies between them when it is not blank or a finding lies only there."""
    position = 0
    outside = sorted(span.start for span in spans if not _in_block(document, span))
    last = (Block(Span(len(document.text), len(document.text))), None)
    for block, index in (*((block, i) for i, block in enumerate(document.blocks)), last):
        gap = Span(position, max(position, block.span.start))
        at = bisect_left(outside, gap.start)
        lonely = at < len(outside) and outside[at] <= gap.end
        if document.text[gap.start : gap.end].strip() or lonely:
            yield Block(gap), None
        if index is not None:
            yield block, index
        position = max(position, block.span.end)


def _in_block(document: Document, span: Span) -> bool:
    """Whether a block holds any part of ``span`` (an empty span may stand at its edge)."""
    at = bisect_left(document.blocks, span.start, key=lambda block: block.span.end)
    while at < len(document.blocks) and document.blocks[at].span.start <= span.end:
        block = document.blocks[at].span
        if block.overlaps(span) or (not len(span) and block.start <= span.start <= block.end):
            return True
        at += 1
    return False


class _Cutter:
    """Cuts one block; ``anchored`` and ``numbered`` are shared by the blocks of a document."""

    def __init__(
        self,
        text: str,
        span: Span,
        *,
        marked: Sequence[tuple[Span, int]],
        following: int | None,
        anchored: set[int],
        numbered: set[int],
    ) -> None:
        self._text = text
        self._span = span
        self._anchored = anchored
        self._numbered = numbered
        self._opening: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._closing: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._points: dict[int, list[int]] = defaultdict(list)
        self._goes_on: set[int] = set()
        for mark, n in marked:
            start, end = max(mark.start, span.start), min(mark.end, span.end)
            if start == end:
                self._points[start].append(n)
                continue
            self._opening[start].append((len(mark), n))
            self._closing[end].append((len(mark), n))
            if following is not None and mark.end > following:
                self._goes_on.add(n)  # its number is shown where it ends, in a later block

    def sentences(self, segments: Sequence[Segment]) -> Iterator[SentenceView]:
        cuts = {self._span.start, self._span.end, *self._opening, *self._closing, *self._points}
        for segment in segments:
            cuts.update((segment.span.start, segment.span.end))
        ordered = sorted(cuts)
        active: list[tuple[int, int]] = []
        runs: list[Run] = []
        waiting = list(segments)[::-1]
        current: Segment | None = None
        for start, end in zip(ordered, (*ordered[1:], ordered[-1]), strict=True):
            for item in self._closing.get(start, ()):
                active.remove(item)
            for item in self._opening.get(start, ()):
                insort(active, item)
            segment_here = self._segment_at(waiting, start)
            if segment_here is not current:
                if runs:
                    yield SentenceView(None if current is None else current.index, tuple(runs))
                    runs = []
                current = segment_here
            if start in self._points:
                points = tuple(self._points[start])
                self._anchored.update(points)
                self._numbered.update(points)
                runs.append(Run("", (), points, points))
            if start < end:
                runs.append(self._run(start, end, active))
        if runs:
            yield SentenceView(None if current is None else current.index, tuple(runs))

    @staticmethod
    def _segment_at(waiting: list[Segment], offset: int) -> Segment | None:
        while waiting and waiting[-1].span.end <= offset:
            waiting.pop()
        return waiting[-1] if waiting and waiting[-1].span.start <= offset else None

    def _run(self, start: int, end: int, active: Sequence[tuple[int, int]]) -> Run:
        numbers = tuple(n for _, n in active)
        anchors = tuple(n for n in numbers if n not in self._anchored)
        ending = (n for _, n in sorted(self._closing.get(end, ())))
        closing = tuple(n for n in ending if n not in self._goes_on and n not in self._numbered)
        self._anchored.update(anchors)
        self._numbered.update(closing)
        return Run(self._text[start:end], numbers[:MAX_OVERLAP], anchors, closing)
