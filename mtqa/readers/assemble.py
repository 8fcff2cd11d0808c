"""Text without markup, put together from pieces that know where they came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from mtqa.data import Block, BlockKind, Document, SourceMap, Span

__all__ = ["Piece", "assemble"]

#: What HTML and Markdown collapse to one space; a no-break space is a character of its own.
_BLANK: Final = re.compile(r"[ \t\n\r\f\v]+")
#: Between two blocks of ``Document.text``.
_BETWEEN: Final = "\n\n"


def _offsets() -> array[int]:
    return array("L")


@dataclass(slots=True)
class Piece:
    """One block while it is being read: its text, and where each code point stands in the original.

    White space collapses as it is added; leading and trailing white space is dropped.
    """

    kind: BlockKind = BlockKind.PROSE
    parts: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=_offsets)
    ends: array[int] = field(default_factory=_offsets)
    _space: tuple[int, int] | None = None
    _last: str = ""

    def __len__(self) -> int:
        return len(self.starts)

    def add_run(self, text: str, start: int) -> None:
        """Add ``text`` that stands in the original at ``start``, character for character."""
        at = 0
        for blank in _BLANK.finditer(text):
            self._run(text[at : blank.start()], start + at)
            self.add_space(start + blank.start(), start + blank.end())
            at = blank.end()
        self._run(text[at:], start + at)

    def add_mapped(self, text: str, start: int, end: int) -> None:
        """Add ``text`` that the original spells ``[start, end)``: ``&`` for ``&amp;``."""
        if not text:
            return
        if _BLANK.fullmatch(text):
            self.add_space(start, end)
            return
        self._flush()
        self._put(text, array("L", [start] * len(text)), array("L", [end] * len(text)))

    def add_space(self, start: int, end: int) -> None:
        """Add white space; of several in a row the first counts, and none at an edge."""
        if self._space is None and self._last not in {"", "\n"}:
            self._space = (start, end)

    def add_break(self, start: int, end: int) -> None:
        """Add a line break that the original spells ``[start, end)``."""
        if self._last:
            self._space = None
            self._put("\n", array("L", [start]), array("L", [end]))

    @property
    def after_break(self) -> bool:
        """Whether the last thing added was a line break."""
        return self._last == "\n"

    def finish(self) -> str:
        """The text, without a trailing line break."""
        text = "".join(self.parts)
        kept = text.rstrip("\n")
        del self.starts[len(kept) :]
        del self.ends[len(kept) :]
        self.parts = [kept]
        return kept

    def _run(self, text: str, start: int) -> None:
        if text:
            self._flush()
            self._put(
                text, array("L", range(start, start + len(text))), array("L", range(start + 1, start + len(text) + 1))
            )

    def _flush(self) -> None:
        if self._space is not None:
            start, end = self._space
            self._space = None
            self._put(" ", array("L", [start]), array("L", [end]))

    def _put(self, text: str, starts: array[int], ends: array[int]) -> None:
        self.parts.append(text)
        self.starts.extend(starts)
        self.ends.extend(ends)
        self._last = text[-1]


def assemble(
    pieces: Iterable[Piece], original: str, *, label: str, lang: str, media_type: str, notices: tuple[str, ...]
) -> Document:
    """A document from its blocks in order; blank blocks are left out.

    The text between two blocks maps to the whole stretch of markup between them.
    """
    parts: list[str] = []
    starts, ends = _offsets(), _offsets()
    blocks: list[Block] = []
    length = 0
    for piece in pieces:
        text = piece.finish()
        if not text or text.isspace():
            continue
        if blocks:
            parts.append(_BETWEEN)
            gap = (ends[-1], max(ends[-1], piece.starts[0]))
            starts.extend([gap[0]] * len(_BETWEEN))
            ends.extend([gap[1]] * len(_BETWEEN))
            length += len(_BETWEEN)
        parts.append(text)
        starts.extend(piece.starts)
        ends.extend(piece.ends)
        blocks.append(Block(Span(length, length + len(text)), piece.kind))
        length += len(text)
    return Document(
        id=label,
        text="".join(parts),
        lang=lang,
        blocks=tuple(blocks),
        original=original,
        source_map=SourceMap(starts, ends),
        media_type=media_type,
        notices=notices,
    )
