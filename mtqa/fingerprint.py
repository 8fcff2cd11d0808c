"""The identity of a finding that survives edits elsewhere in the article.

``mtqa/v1``: the first 16 hex digits of a SHA-256 over the check, the folded surface, and up to three folded
words on either side inside the same block.  No position enters, so that inserting a paragraph does not make a
dismissed finding new.  Findings that are alike in all of this are told apart by the text of their blocks,
which stays with them when another of them is mended or taken out; only where that is the same as well they are
counted.

The *context* of a finding is three times six digits: for the check, the surface and what stands before; for what stands
after; and for the text of the block.  A finding of which one part is edited keeps the others
(:mod:`mtqa.decisions.carry`).  A side of fewer than two words says nothing and is ``000000``.
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

__all__ = ["NOTHING", "PART", "with_fingerprints"]

#: Digits of a part of a context.
PART = 6
#: A side that says nothing.
NOTHING = "0" * PART

#: Words of context on either side; more would make a finding new for an edit that does not concern it.
CONTEXT_WORDS = 3

#: Characters of text to look for them in; bounds the work on a line of a million characters.
_REACH = 120


def with_fingerprints(document: Document, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings in the same order, each with its fingerprint and its context."""
    findings = tuple(findings)
    keys = [(finding.check, fold(finding.text), *_context(document, finding.span)) for finding in findings]
    often = Counter(keys)
    texts: dict[Span, tuple[str, str]] = {}  # many findings of one long block must not fold it again and again
    seen: Counter[tuple[str, ...]] = Counter()
    marked = []
    for finding, key in zip(findings, keys, strict=True):
        block = _block(document, finding.span)
        if block not in texts:
            text = fold(block.of(document.text))
            texts[block] = text, _digest((text,), occurrence=0)[:PART]
        text, block_part = texts[block]
        whole: tuple[str, ...] = key if often[key] == 1 else (*key, text)
        fingerprint = _digest(whole, occurrence=seen[whole])
        marked.append(replace(finding, fingerprint=fingerprint, context=_sides(key) + block_part))
        seen[whole] += 1
    return tuple(marked)


def _sides(key: tuple[str, str, str, str]) -> str:
    check, surface, before, after = key
    return "".join(
        _digest((check, surface, side, words_there), occurrence=0)[:PART] if " " in words_there else NOTHING
        for side, words_there in (("before", before), ("after", after))
    )


def _block(document: Document, span: Span) -> Span:
    """The block that holds a finding; the whole text for one that crosses blocks."""
    at = bisect_right(document.blocks, span.start, key=lambda block: block.span.start) - 1
    block = document.blocks[at].span if at >= 0 else Span(0, len(document.text))
    return block if block.contains(span) else Span(0, len(document.text))


def _context(document: Document, span: Span) -> tuple[str, str]:
    block = _block(document, span)
    before = document.text[max(block.start, span.start - _REACH) : span.start]
    after = document.text[span.end : min(block.end, span.end + _REACH)]
    left = [fold(word.of(before)) for word in words(before)][-CONTEXT_WORDS:]
    right = [fold(word.of(after)) for word in words(after)][:CONTEXT_WORDS]
    return " ".join(left), " ".join(right)


def _digest(key: tuple[str, ...], *, occurrence: int) -> str:
    data = "\x1f".join(("mtqa/v1", *key, str(occurrence)))
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()[:16]
