"""Which candidates a language model prefers to the word that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mtqa.data import Span
from mtqa.senses.hits import Candidate, Hit

__all__ = ["Comparison", "Preference", "Verdict", "judge"]


class Comparison(Protocol):
    """What tells how much a wording is preferred; see :class:`mtqa.scoring.rivals.Rivals`."""

    def gains(self, edits: Sequence[tuple[Span, str]]) -> list[float]:
        """Nats that each edit gains."""
        ...


@dataclass(frozen=True, slots=True)
class Preference:
    """A candidate that is preferred by the margin of its group, or by more.

    Attributes:
        hit: The row, and where it applies.
        candidate: What would stand there.
        gain: Nats by which it is preferred.
    """

    hit: Hit
    candidate: Candidate
    gain: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A place with a word that is probably wrong.

    Attributes:
        span: What the best candidate replaces.
        preferred: At least one; all replace the same span, the most preferred first.
    """

    span: Span
    preferred: tuple[Preference, ...]


def judge(hits: Iterable[Hit], comparison: Comparison, *, margin: float | None = None) -> list[Verdict]:
    """Compare every candidate of every hit, in one call.

    Args:
        hits: Places to judge; several may concern the same word.
        comparison: The language model, in the article that the hits are from.
        margin: Nats instead of the margin of each hit's group.

    Returns:
        Places that do not overlap, in the order of the text; where hits compete, the most preferred stays.
    """
    edits = [(hit, candidate) for hit in hits for candidate in hit.candidates]
    gains = comparison.gains([(candidate.span, candidate.text) for _, candidate in edits])
    ranked = sorted(
        (
            Preference(hit, candidate, gain)
            for (hit, candidate), gain in zip(edits, gains, strict=True)
            if gain >= (hit.pair.group.margin if margin is None else margin)
        ),
        key=lambda one: (-one.gain, one.candidate.span, one.candidate.text),
    )
    by_span: dict[Span, dict[str, Preference]] = {}
    for one in ranked:
        by_span.setdefault(one.candidate.span, {}).setdefault(one.candidate.text, one)
    verdicts: list[Verdict] = []
    for span, preferred in by_span.items():
        if not any(span.overlaps(held.span) for held in verdicts):
            verdicts.append(Verdict(span, tuple(preferred.values())))
    return sorted(verdicts, key=lambda one: one.span)
