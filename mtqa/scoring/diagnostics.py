"""Surprisal over some tokens of a text, in the usual units."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtqa.data import Diagnostics, Span, TokenLogprob

__all__ = ["VERY_SURPRISING", "Word", "diagnose", "is_name_or_number", "words_of"]

#: Bits from which a word is very surprising: the model gave it less than one chance in 4,096.
VERY_SURPRISING = 12.0
#: Nats in a bit.
_LN2 = math.log(2)
#: What stands before a word and is not part of it.
_BEFORE = "\"'“‘([—–-"


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between white space, with its marks.

    Attributes:
        text: The word.
        n_tokens: Its tokens.
        bits: Their surprisal.
        rarity: Their surprisal without context, in bits; ``None`` if unknown.
        first: Whether it begins a sentence.
    """

    text: str
    n_tokens: int
    bits: float
    rarity: float | None
    first: bool


def words_of(text: str, tokens: Sequence[TokenLogprob], rarity: Sequence[float] | None = None) -> Iterator[Word]:
    """The words of a sentence.

    Args:
        text: What the tokens' spans refer to.
        tokens: Of one sentence, without white space around them, in order; those that were not
            scored count nothing.
        rarity: Their surprisal without context, in nats.
    """
    pending: list[int] = []
    first = True

    def close() -> Iterator[Word]:
        nonlocal first
        if pending:
            bits = sum(-(tokens[i].logprob or 0.0) for i in pending) / _LN2
            rare = None if rarity is None else sum(rarity[i] for i in pending) / _LN2
            surface = Span(tokens[pending[0]].span.start, tokens[pending[-1]].span.end).of(text)
            yield Word(surface, len(pending), bits, rare, first)
            first = False
            pending.clear()

    for i, token in enumerate(tokens):
        if pending and token.span.start != tokens[pending[-1]].span.end:  # white space between them
            yield from close()
        pending.append(i)
    yield from close()


def is_name_or_number(word: Word) -> bool:
    """Whether a word holds a digit, or has a capital where a sentence does not give it one."""
    bare = word.text.lstrip(_BEFORE)
    if any(char.isdigit() for char in bare):
        return True
    pronoun = bare == "I" or bare.startswith(("I'", "I’"))
    return bare[:1].isupper() and not word.first and not pronoun


def diagnose(words: Iterable[Word]) -> Diagnostics:
    """Sum up words."""
    n_words = n_tokens = n_chars = surprising = 0
    bits = rarity = 0.0
    known = True
    for word in words:
        n_words += 1
        n_tokens += word.n_tokens
        n_chars += len(word.text)
        bits += word.bits
        surprising += word.bits >= VERY_SURPRISING
        if word.rarity is None:
            known = False
        else:
            rarity += word.rarity
    surprisal = bits / n_tokens if n_tokens else 0.0
    return Diagnostics(
        n_tokens=n_tokens,
        n_words=n_words,
        n_chars=n_chars,
        surprisal=surprisal,
        bits_per_char=bits / n_chars if n_chars else 0.0,
        perplexity=2.0**surprisal,
        slor=(rarity - bits) / n_tokens if known and n_tokens else None,
        surprising=surprising / n_words if n_words else 0.0,
    )
