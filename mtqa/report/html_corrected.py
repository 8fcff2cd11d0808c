"""What the page needs to show the article with the accepted suggestions applied, and to give it out as text.

The texts of the blocks are in the page already; here are only the places of the findings in them, in the UTF-16
units that JavaScript counts in, and what stands between the blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mtqa.data import Report

__all__ = ["corrected_of"]


def corrected_of(report: Report) -> dict[str, Any]:
    """Places and gaps.

    Returns:
        ``at``: per finding ``[block, start, end]``, ``0`` for one that is not inside one block; ``gaps``: what
        stands before each block and after the last one; ``plain``: whether the text is the file itself, and not
        what is left of it without markup.
    """
    document = report.document
    text = document.text
    starts = [block.span.start for block in document.blocks]
    places: list[list[int] | int] = []
    for finding in report.findings:
        at = bisect_right(starts, finding.span.start) - 1
        if at < 0 or not document.blocks[at].span.contains(finding.span):
            places.append(0)
            continue
        start = document.blocks[at].span.start
        first = _units(text[start : finding.span.start])
        places.append([at, first, first + _units(finding.span.of(text))])
    ends = [0, *(block.span.end for block in document.blocks)]
    gaps = [text[end:start] for end, start in zip(ends, [*starts, len(text)], strict=True)]
    return {"at": places, "gaps": gaps, "plain": document.source_map is None}


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
