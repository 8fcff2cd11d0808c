"""How a segment uses capitals: as a sentence does, as a headline does, or not at all.

Only in a sentence is a capital evidence of a name, and its absence evidence against one.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from mtqa.data import BlockKind
from mtqa.names.lexicon import Lexicon
from mtqa.names.tokens import NameToken

__all__ = ["Casing", "casings"]

#: A segment with this share of capitals among its longer words is set like a headline.
HEADLINE_SHARE: Final = 0.75
#: Longer words from which a segment that is no heading can be one by its capitals alone.
HEADLINE_MIN_WORDS: Final = 4
#: A segment without any capital is set so on purpose if at least this share of the article's segments is.
LOWER_SHARE: Final = 0.5


class Casing(StrEnum):
    """What a capital tells in a segment."""

    SENTENCE = "sentence"
    HEADLINE = "headline"
    LOWER = "lower"


def casings(
    text: str, segments: Sequence[tuple[BlockKind, Sequence[NameToken]]], *, known: Lexicon
) -> tuple[Casing, ...]:
    """The casing of each segment.  One lower-case sentence among others is a slip, not a style.  Linear time."""
    longer = [tokens for _, tokens in segments if len(tokens) > 1]
    without = sum(1 for tokens in longer if not any(token.capital for token in tokens))
    lower_style = bool(longer) and without >= LOWER_SHARE * len(longer)
    return tuple(_casing(text, kind, tokens, lower_style=lower_style, known=known) for kind, tokens in segments)


def _casing(text: str, kind: BlockKind, tokens: Sequence[NameToken], *, lower_style: bool, known: Lexicon) -> Casing:
    if not tokens:
        return Casing.SENTENCE
    if not any(token.capital for token in tokens):
        return Casing.LOWER if lower_style or kind is BlockKind.HEADING else Casing.SENTENCE
    return Casing.HEADLINE if _is_headline(text, kind, tokens, known=known) else Casing.SENTENCE


def _is_headline(text: str, kind: BlockKind, tokens: Sequence[NameToken], *, known: Lexicon) -> bool:
    """Whether the segment is set like a headline: no sentence, and nearly every longer word capitalised."""
    closed = text[tokens[-1].span.end : tokens[-1].span.end + 2].strip()[:1] in tuple(".?!")
    if closed and kind is BlockKind.PROSE and not all(token.text.isupper() for token in tokens):
        return False
    longer = [token for token in tokens if len(token.text) > 3 and token.key.isalpha()]
    if len(longer) < HEADLINE_MIN_WORDS:
        return kind is BlockKind.HEADING and all(token.capital for token in longer)
    capitals = sum(1 for token in longer if token.capital)
    ordinary = sum(1 for token in longer if token.capital and known.is_known_word(token.text))
    return capitals >= HEADLINE_SHARE * len(longer) and ordinary * 3 >= len(longer)
