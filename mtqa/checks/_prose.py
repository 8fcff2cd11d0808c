"""What rule checks share: the text they read, piece by piece, and the finding they make of a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from mtqa.data import BlockKind, CheckInfo, Document, Evidence, Finding, Span, Suggestion
from mtqa.mqm import Category, Severity

__all__ = ["found", "pieces", "short"]

_SHOWN: Final = 60
"""A longer place is shortened in a message, code points."""


def pieces(document: Document, *, kinds: Iterable[BlockKind] | None = None) -> Iterator[tuple[str, int]]:
    """The text of each block and where it begins, page furniture left out.

    Args:
        document: Any article.
        kinds: Kinds of block to read; all but furniture if not given.

    Yields:
        The block's text and its offset in ``document.text``, code points.
    """
    wanted = set(BlockKind) - {BlockKind.FURNITURE} if kinds is None else set(kinds)
    for block in document.blocks:
        if block.kind in wanted:
            yield block.span.of(document.text), block.span.start


def found(
    info: CheckInfo,
    document: Document,
    span: Span,
    *,
    message: str,
    confidence: float,
    instead: Iterable[str] = (),
    evidence: Iterable[Evidence] = (),
    category: Category | None = None,
    severity: Severity | None = None,
    related: tuple[Span, ...] = (),
) -> Finding:
    """A finding of the check with this ``info`` at ``span``.

    Args:
        info: Of the check.
        document: The article.
        span: In its text.
        message: What is wrong, to the person who will mend it.
        confidence: 0 to 1.
        instead: Replacements of the span, best first.
        evidence: Why, strongest first.
        category: If not the check's own.
        severity: If not the check's own.
        related: Other places that bear on it.
    """
    return Finding(
        check=info.id,
        category=info.category if category is None else category,
        severity=info.severity if severity is None else severity,
        span=span,
        text=span.of(document.text),
        message=message,
        confidence=confidence,
        suggestions=tuple(Suggestion(text) for text in instead),
        evidence=tuple(evidence),
        related=related,
    )


def short(text: str) -> str:
    """The text on one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3].rstrip()}…"
