"""Comparison with a reference translation: a thin call into sacrebleu, whose numbers stay untouched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["ReferenceScore", "against_reference"]


@dataclass(frozen=True, slots=True)
class ReferenceScore:
    """One metric against a reference.

    Attributes:
        name: ``chrF2`` or ``BLEU``, as sacrebleu names it.
        score: 0 to 100, higher is closer to the reference.
        signature: sacrebleu's signature, from which the number can be reproduced.
    """

    name: str
    score: float
    signature: str


def against_reference(hypothesis: Sequence[str], reference: Sequence[str]) -> tuple[ReferenceScore, ...]:
    """Compute chrF (Popovic 2015) and BLEU (Papineni et al. 2002) of aligned segments.

    Args:
        hypothesis: Translated segments.
        reference: Reference segments, one per translated segment.

    Raises:
        ValueError: The two have different lengths.
    """
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    if len(hypothesis) != len(reference):
        raise ValueError(f"{len(hypothesis)} translated segments, {len(reference)} reference segments")
    scores = []
    for metric in (CHRF(), BLEU()):
        score = metric.corpus_score(list(hypothesis), [list(reference)])
        scores.append(ReferenceScore(score.name, score.score, str(metric.get_signature())))
    return tuple(scores)
