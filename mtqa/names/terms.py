"""Lower-case words that may be garbled terms: only words that are no English word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.data import BlockKind, Span
from mtqa.names.spans import CONTEXT_WORDS, NameSpan, NameWord, WordKind
from mtqa.names.windows import Window
from mtqa.text import fold, strip_possessive, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Document
    from mtqa.glossary.match import FormMatch
    from mtqa.names.forms import FormTable
    from mtqa.names.lexicon import Lexicon

__all__ = ["lower_case_windows"]

#: Shorter unknown words are typos of anything.
MIN_LETTERS = 5


def lower_case_windows(
    document: Document, mentions: Sequence[FormMatch], *, table: FormTable, known: Lexicon
) -> list[Window]:
    """Unknown words in lower case, as windows of one word."""
    covered = {at for mention in mentions for at in range(mention.span.start, mention.span.end)}
    found: list[Window] = []
    for index, segment in enumerate(document.segments):
        if segment.kind is BlockKind.FURNITURE:
            continue
        spans = [span.shift(segment.span.start) for span in words(segment.span.of(document.text))]
        keys = [fold(span.of(document.text)) for span in spans]
        for at, span in enumerate(spans):
            surface = strip_possessive(span.of(document.text))
            key = fold(surface)
            if len(key) < MIN_LETTERS or not key.isalpha() or not surface.islower() or known.is_known_word(surface):
                continue
            place = Span(span.start, span.start + len(surface))
            if place.start in covered:
                continue
            word = NameWord(place, surface, key, WordKind.PLAIN)
            left, right = tuple(keys[max(0, at - CONTEXT_WORDS) : at]), tuple(keys[at + 1 : at + 1 + CONTEXT_WORDS])
            name = NameSpan(place, surface, (word,), index, initial=False, headline=False, left=left, right=right)
            right_form = table.is_right((key,))
            found.append(Window(name, (word,), place, surface, (key,), 1, 0, right_form))
    return found
