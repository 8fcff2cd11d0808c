"""Where a sentence stands among sentences that people wrote."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from mtqa.artefacts import artefact
from mtqa.lm.protocol import LanguageModel

__all__ = ["Calibration", "artefact_name", "calibration_for", "statistic"]

#: Bits that a sentence may cost before its length counts: the first words are unexpected whatever
#: follows.  Chosen by agreement with human judgement, 0, 15 and 26 were tried.
START_BITS = 26.0
#: A sentence is read as if so many more code points of average text belonged to it: one of four
#: words says little, so it is drawn towards the middle.
PRIOR_CHARS = 20
#: Bits per code point of average text in the reference, after the start.
PRIOR_BITS = 0.8


def statistic(bits: float, n_chars: int) -> float:
    """What is compared with the reference: length-adjusted bits per code point; lower is more fluent.

    Chosen among eleven by agreement with human judgement on development data; the card
    ``models/fluency-smollm2-135m.md`` has the table.

    Args:
        bits: Total surprisal of the sentence.
        n_chars: Its length in code points.
    """
    return (bits - START_BITS + PRIOR_BITS * PRIOR_CHARS) / (n_chars + PRIOR_CHARS)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reference distribution of one language model.

    Attributes:
        model: Name of the language model.
        revision: Its revision when the distribution was measured.
        reference: Name of the texts.
        quantiles: The statistic at the 0th, 1st, ... 100th percentile of the reference sentences,
            ascending; the most fluent come first.
        typical: 10th and 90th percentile of the article scores of held-out reference articles.
    """

    model: str
    revision: str
    reference: str
    quantiles: tuple[float, ...]
    typical: tuple[float, float]

    def __post_init__(self) -> None:
        if len(self.quantiles) < 2 or any(left > right for left, right in pairwise(self.quantiles)):
            raise ValueError("quantiles must be at least two and ascend")

    def score(self, value: float) -> float:
        """Share of the reference sentences that are less fluent, 0 to 100; higher is more fluent.

        Args:
            value: The statistic of a sentence.
        """
        at = bisect_left(self.quantiles, value)
        last = len(self.quantiles) - 1
        if at == 0:
            return 100.0
        if at > last:
            return 0.0
        below, above = self.quantiles[at - 1], self.quantiles[at]
        part = (value - below) / (above - below) if above > below else 1.0
        return 100.0 * (1 - (at - 1 + part) / last)


def artefact_name(model: str) -> str:
    """File name of a model's calibration: ``fluency-smollm2-135m.json``."""
    return f"fluency-{re.sub(r'[^A-Za-z0-9._-]+', '-', model)}.json"


def calibration_for(lm: LanguageModel) -> Calibration | None:
    """The calibration that was measured with this model, or ``None``.

    It must have been measured with the same weights; the part of the revision before the first
    hyphen says which those are.
    """
    try:
        data = json.loads(artefact(artefact_name(lm.name)).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    if str(data["revision"]).partition("-")[0] != lm.revision.partition("-")[0]:
        return None
    low, high = data["typical"]
    return Calibration(
        model=data["model"],
        revision=data["revision"],
        reference=data["reference"],
        quantiles=tuple(data["quantiles"]),
        typical=(low, high),
    )
