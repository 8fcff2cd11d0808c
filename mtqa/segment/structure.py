"""What each block of an article is: prose, heading, caption or page furniture.

By evidence that any article gives: the wording of the block as a whole, where it stands, and its
shape (length, terminal punctuation).  What a reader knows from markup is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mtqa.data import Block, BlockKind, Document
from mtqa.paragraphs import paragraphs
from mtqa.segment.furniture import MAX_LENGTH, is_credit, is_edge_furniture, is_furniture, normalise, opens_tail

__all__ = ["structure"]

#: A heading or teaser line is at most this long.
_HEADING_CHARS: Final = 160
_HEADING_WORDS: Final = 24
#: Headlines run longer than teasers.
_HEADLINE_CHARS: Final = 220
#: Blocks at the head and at the foot of an article where furniture is expected.
_HEAD: Final = 4
_FOOT: Final = 8
#: Paragraphs that may stand between an edge and furniture: a lead, an author's note.
_EDGE_PARAGRAPHS: Final = 1
#: A paragraph has at least this many words.
_PARAGRAPH_WORDS: Final = 8
#: A line of a trailing run has at most this many words.
_TAIL_WORDS: Final = 20

_TERMINAL: Final = re.compile(
    r"[.!?:;,\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}]\s?"
    r"[\"')\]*\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]{0,3}$"
)
#: A headline may ask; a paragraph that asks has other sentences beside it.
_ASKS: Final = re.compile(r"[^.!?]{1,220}[?!]")
_STOPPED: Final = re.compile(r"[.!][\"')\]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]{0,3}$")
_BULLET: Final = re.compile(r"(?:[-*+\N{BULLET}]|\d{1,3}[.)])\s")
_CAPTION_LEAD: Final = re.compile(
    r"(?:caption|file photo|pictured|photo shows|fig(?:ure|\.)? ?\d{1,2}|graphic|map)\s?[:.] ?\S", re.IGNORECASE
)
#: A credit in brackets at the end: ``(AP Photo/Lee Jin-man)``, ``[Photo courtesy of ...]``.
_CAPTION_CREDIT: Final = re.compile(
    r"[(\[][^()\[\]]{0,60}\b(?:photo|image|images|handout|courtesy|file)\b[^()\[\]]{0,60}[)\]]\.?$", re.IGNORECASE
)


def structure(document: Document) -> Document:
    """The document with the kind of every block; blocks are found first if there are none.

    Blocks keep their ranges.  A kind other than prose that a reader gave stays, unless the block is
    furniture.
    """
    blocks = document.blocks or tuple(Block(span) for span in paragraphs(document.text))
    texts = [block.span.of(document.text) for block in blocks]
    kinds = [block.kind for block in blocks]
    for index in _furniture(texts):
        kinds[index] = BlockKind.FURNITURE
    _headings(texts, kinds)
    return replace(
        document,
        blocks=tuple(Block(block.span, kind) for block, kind in zip(blocks, kinds, strict=True)),
        segments=(),
    )


def _furniture(texts: Sequence[str]) -> set[int]:
    forms = [normalise(text) if len(text) <= MAX_LENGTH else "" for text in texts]
    found = {index for index, form in enumerate(forms) if form and is_furniture(texts[index], form)}
    last = len(forms) - 1
    for index, form in enumerate(forms):
        # the first block is the headline
        at_head = 0 < index <= _HEAD and _paragraphs(texts[1:index]) <= _EDGE_PARAGRAPHS
        at_foot = index > max(last - _FOOT, 0) and _paragraphs(texts[index + 1 :]) <= _EDGE_PARAGRAPHS
        beside = bool(found & {index - 1, index + 1})
        if form and index not in found and (at_head or at_foot or beside) and is_edge_furniture(texts[index], form):
            found.add(index)
    return found | _tail(texts, forms, found)


def _paragraphs(texts: Sequence[str]) -> int:
    return sum(_STOPPED.search(text) is not None and len(text.split()) >= _PARAGRAPH_WORDS for text in texts)


def _tail(texts: Sequence[str], forms: Sequence[str], found: set[int]) -> set[int]:
    """The lines after ``Related Posts`` and the like, if nothing but short lines follows to the end."""
    tail: set[int] = set()
    for index in range(len(texts) - 1, 0, -1):
        if index not in found and (len(texts[index].split()) > _TAIL_WORDS or _STOPPED.search(texts[index])):
            break
        if forms[index] and opens_tail(texts[index], forms[index]):
            tail.update(range(index, len(texts)))
    return tail


def _headings(texts: Sequence[str], kinds: list[BlockKind]) -> None:
    """Mark headline, headings, teasers and captions among the blocks that are still prose."""
    article = [index for index, kind in enumerate(kinds) if kind is not BlockKind.FURNITURE]
    if not any(_TERMINAL.search(texts[index]) for index in article if kinds[index] is BlockKind.PROSE):
        return  # nothing ends a sentence here: a list of lines, or a text without punctuation
    for index in article:
        if kinds[index] is not BlockKind.PROSE:
            continue
        text = texts[index]
        credited = len(text) <= MAX_LENGTH and is_credit(normalise(text))
        if credited or _CAPTION_LEAD.match(text) or _CAPTION_CREDIT.search(text[-140:]):
            kinds[index] = BlockKind.CAPTION
        elif index == article[0]:
            asked = text[:-1] if len(article) > 1 and _ASKS.fullmatch(text) else text
            if _is_heading(asked, longest=_HEADLINE_CHARS):
                kinds[index] = BlockKind.HEADING
        elif _is_heading(text, longest=_HEADING_CHARS):
            kinds[index] = BlockKind.HEADING


def _is_heading(text: str, *, longest: int) -> bool:
    return (
        len(text) <= longest
        and len(text.split()) <= _HEADING_WORDS
        and _TERMINAL.search(text[-6:]) is None
        and text[-1:] != "\N{LEFT DOUBLE QUOTATION MARK}"  # a paragraph whose end the machine garbled
        and not text[:1].islower()
        and _BULLET.match(text) is None
    )
