"""Surprisal of every word, as little as a page needs to show it: one character a word."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtqa.data import Report, SegmentFluency

__all__ = ["DIGITS", "words_of"]

#: A word's surprisal in whole bits, 0 to 61, is a digit of base 62.
DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: What separates words, the same here and in ``words.js``: neither \s is, for the page makes controls visible.
_WORD: Final = re.compile("[^ \t\n\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


def words_of(report: Report) -> dict[str, str]:
    """For each scored sentence, by its number, a digit per word; nothing without a language model."""
    if report.fluency is None:
        return {}
    text = report.document.text
    return {str(item.segment): _digits(item, text) for item in report.fluency.segments if item.tokens}


def _digits(item: SegmentFluency, text: str) -> str:
    words = [match.span() for match in _WORD.finditer(text, item.span.start, item.span.end)]
    bits = [0.0] * len(words)
    at = 0
    for token in item.tokens:
        while at + 1 < len(words) and token.span.start >= words[at][1]:
            at += 1
        if words and token.logprob is not None and math.isfinite(token.logprob):
            bits[at] -= token.logprob / math.log(2)
    return "".join(DIGITS[min(len(DIGITS) - 1, max(0, round(value)))] for value in bits)
