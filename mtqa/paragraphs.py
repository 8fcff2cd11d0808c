"""The paragraphs of plain text, however its lines were broken.

Three habits are told apart: a blank line between paragraphs, one paragraph on each line, and lines
wrapped at a fixed width inside paragraphs.  The evidence for wrapping is the next line's first
letter: in wrapped English prose most lines begin in the middle of a sentence, with a small letter;
where each line is a paragraph almost none does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from mtqa.data import Span

__all__ = ["paragraphs"]

#: LF, CRLF, CR, vertical tab, form feed, next line, line and paragraph separator.
_BREAK: Final = re.compile("\r\n|[\n\r\v\f\N{NEXT LINE}\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
#: Breaks that end a paragraph by themselves.
_HARD: Final = frozenset({"\f", "\N{PARAGRAPH SEPARATOR}"})
#: Share of inner line breaks followed by a small letter, from which on a text counts as wrapped.
_WRAPPED_SHARE: Final = 0.3
#: No one wraps prose wider than this; longer lines are paragraphs.
_WIDEST: Final = 130
#: Columns by which editors' wrap widths differ from the longest line they produce.
_SLACK: Final = 4

_TERMINAL: Final = re.compile(
    r"[.!?:;\N{HORIZONTAL ELLIPSIS}][\"')\]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]{0,3}$"
)
_BULLET: Final = re.compile(r"(?:[-*+\N{BULLET}\N{EN DASH}\N{EM DASH}]|\d{1,3}[.)]|[a-z]\))[ \t]")


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a plain text, in order, without surrounding white space.

    Args:
        text: Any text; offsets are code points of it.
    """
    chunks = list(_chunks(text))
    wrapped = _is_wrapped(text, chunks)
    width = max(
        (len(line) for chunk in chunks if len(chunk) > 1 for line in chunk if len(line) <= _WIDEST), default=_WIDEST
    )
    found: list[Span] = []
    for chunk in chunks:
        start = chunk[0].start
        for line, following in pairwise(chunk):
            if not _continues(line.of(text), following.of(text), wrapped=wrapped, width=width):
                found.append(Span(start, line.end))
                start = following.start
        found.append(Span(start, chunk[-1].end))
    return tuple(found)


def _chunks(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank one between them; lines without surrounding white space."""
    chunk: list[Span] = []
    for line, hard in _lines(text):
        if len(line):
            chunk.append(line)
        if chunk and (hard or not len(line)):
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _lines(text: str) -> Iterator[tuple[Span, bool]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield _stripped(text, start, match.start()), match.group() in _HARD
        start = match.end()
    yield _stripped(text, start, len(text)), True


def _stripped(text: str, start: int, end: int) -> Span:
    line = text[start:end]
    bare = line.strip()
    if not bare:
        return Span(end, end)
    lead = len(line) - len(line.lstrip())
    return Span(start + lead, start + lead + len(bare))


def _is_wrapped(text: str, chunks: list[list[Span]]) -> bool:
    breaks = small = 0
    for chunk in chunks:
        for following in chunk[1:]:
            breaks += 1
            small += text[following.start].islower()
    return breaks > 0 and small >= _WRAPPED_SHARE * breaks


def _continues(line: str, following: str, *, wrapped: bool, width: int) -> bool:
    """Whether ``following`` goes on with the paragraph of ``line``."""
    if _BULLET.match(following) is not None:
        return False
    if following[0].islower() and _TERMINAL.search(line[-4:]) is None:
        return True  # the middle of a sentence
    if not wrapped or len(line) > _WIDEST:
        return False
    # a line was broken only because the next word did not fit
    first_word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) > width - _SLACK
