"""The identity of a finding that survives edits elsewhere in the article.

``mtqa/v1``: the first 16 hex digits of a SHA-256 over the check, the folded surface, up to three
folded words on either side inside the same block, and the number of equal keys before it.  No
position enters, so that inserting a paragraph does not make a dismissed finding new.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from mtqa.data import Span
from mtqa.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Document, Finding

__all__ = ["with_fingerprints"]

#: Words of context on either side; more would make a finding new for an edit that does not concern it.
CONTEXT_WORDS = 3

#: Characters of text to look for them in; bounds the work on a line of a million characters.
_REACH = 120


def with_fingerprints(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings in the same order, each with its fingerprint."""
    seen: Counter[tuple[str, ...]] = Counter()
    marked = []
    for finding in findings:
        key = (finding.check, fold(finding.text), *_context(document, finding.span))
        marked.append(replace(finding, fingerprint=_digest(key, occurrence=seen[key])))
        seen[key] += 1
    return tuple(marked)


def _context(document: Document, span: Span) -> tuple[str, str]:
    at = bisect_right(document.blocks, span.start, key=lambda block: block.span.start) - 1
    block = document.blocks[at].span if at >= 0 else Span(0, len(document.text))
    if not block.contains(span):
        block = Span(0, len(document.text))
    before = document.text[max(block.start, span.start - _REACH) : span.start]
    after = document.text[span.end : min(block.end, span.end + _REACH)]
    left = [fold(word.of(before)) for word in words(before)][-CONTEXT_WORDS:]
    right = [fold(word.of(after)) for word in words(after)][:CONTEXT_WORDS]
    return " ".join(left), " ".join(right)


def _digest(key: tuple[str, ...], *, occurrence: int) -> str:
    data = "\x1f".join(("mtqa/v1", *key, str(occurrence)))
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:16]
