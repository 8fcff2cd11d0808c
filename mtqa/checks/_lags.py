"""Repetition whose copies differ in a word: words that keep coming back at the same distance.

A model that is lost seldom repeats itself word for word for long ("in the city of Daegu, in the town of
Daegu, in the city of Busan ..."). At the right *lag*, the length of a copy, most words equal the word one
lag before. People write like that, too ("we shall fight on the beaches, we shall fight on the landing
grounds"), but they stop after a few, part the copies by punctuation, and change the
same word of each.

Time is linear in the words, times the number of lags.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mtqa.checks._repeats import Gap, Token

__all__ = ["Echo", "varied"]

#: Lengths of a copy that are tried, words.
_LAGS: Final = range(3, 16)
#: Share of words that must come back; a stretch is as long as it stays above.
_RATE: Final = 0.5
#: A stretch ends where it has lost so many words' worth of evidence.
_DROP: Final = 3.0

#: Different words that come back, and how often words do, at least; 1.9 million words of human prose hold
#: two stretches like that, both parted by punctuation (``benchmarks/loops.py`` plants the others).
_KEPT: Final = 3
_MATCHES: Final = 8
_COPIES: Final = 3.5
#: Copies from which on a stretch counts though punctuation parts it: where people change the same word of each
#: copy, and where words change all over; the share of copies that are parted.
_PARTED_COPIES: Final = 8.0
_SCATTERED_COPIES: Final = 4.5
_CONJUNCTIONS: Final = frozenset({"and", "or", "but", "to"})
_PARTED_SHARE: Final = 0.75


@dataclass(frozen=True, slots=True)
class Echo:
    """Words ``start`` to ``end`` (exclusive) that repeat at distance ``lag``.

    Attributes:
        start: First word of the first copy.
        end: One past the last word.
        lag: Words of a copy.
        matches: Words that equal the one a lag before.
        slots: Places within a copy, of ``lag``, where a word was changed at least once.
        kept: Different words among those that came back.
    """

    start: int
    end: int
    lag: int
    matches: int
    slots: int
    kept: int

    @property
    def copies(self) -> float:
        """Copies, the last one perhaps in part."""
        return (self.end - self.start) / self.lag


def varied(found: Sequence[Token]) -> list[Echo]:
    """The stretches that a machine repeated with changes, in order, without overlaps.

    Args:
        found: Words of a block.
    """
    keys = [token.key for token in found]
    told = [echo for lag in _LAGS if lag < len(keys) for echo in _at_lag(keys, lag) if _is_loop(found, echo)]
    chosen: list[Echo] = []
    for echo in sorted(told, key=lambda one: (-one.matches, one.lag)):
        if all(echo.end <= other.start or other.end <= echo.start for other in chosen):
            chosen.append(echo)
    return sorted(chosen, key=lambda one: one.start)


def _is_loop(found: Sequence[Token], echo: Echo) -> bool:
    if echo.kept < _KEPT or echo.matches < _MATCHES or echo.copies < _COPIES:
        return False
    scattered = echo.slots * 2 > echo.lag
    needed = _SCATTERED_COPIES if scattered else _PARTED_COPIES
    return echo.copies >= needed or not _is_parted(found, echo)


def _is_parted(found: Sequence[Token], echo: Echo) -> bool:
    """Whether punctuation or a conjunction stands at one place of nearly every copy."""
    for place in range(echo.lag):
        heads = [found[at] for at in range(echo.start + echo.lag + place, echo.end, echo.lag)]
        parted = sum(head.gap is not Gap.SPACE or head.key in _CONJUNCTIONS for head in heads)
        if heads and parted >= _PARTED_SHARE * len(heads):
            return True
    return False


def _at_lag(keys: Sequence[str], lag: int) -> list[Echo]:
    same = [keys[at] == keys[at - lag] for at in range(lag, len(keys))]
    found: list[Echo] = []
    at = 0
    while at < len(same):
        if not same[at]:
            at += 1
            continue
        start, score, best, end = at, 0.0, 0.0, at
        while at < len(same) and score > best - _DROP:
            score += 1 - _RATE if same[at] else -_RATE
            at += 1
            if score >= best:
                best, end = score, at
        at = end
        if end - start >= 2 * lag:
            found.append(_echo(keys, lag, start + lag, end + lag, same[start:end]))
    return found


def _echo(keys: Sequence[str], lag: int, start: int, end: int, same: Sequence[bool]) -> Echo:
    changed = {at % lag for at, equal in enumerate(same) if not equal}
    kept = {keys[start + at] for at, equal in enumerate(same) if equal}
    return Echo(start - lag, end, lag, sum(same), len(changed), len(kept))
