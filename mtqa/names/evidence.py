"""How evidence about one suspected name is put together, in one place.

A pair probability (how likely is this spelling a garbled form of that entry, by sound alone) and
what the document says are added as log-odds.  Every piece is a :class:`Clue` with a named weight;
the weights were set by hand, towards caution, with the train and dev documents of
``benchmarks/articles.py``: a correct name flagged costs more than a wrong one missed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

__all__ = ["BIAS", "REPORT_FROM", "SOUND", "WEIGHTS", "Clue", "ClueKind", "combine"]


class ClueKind(StrEnum):
    """Pieces of evidence for or against "this is a garbled form of that entry"."""

    RIGHT_ELSEWHERE = "entry-elsewhere"
    RIGHT_BESIDE = "entry-beside"
    OTHER_FORMS = "other-forms"
    ROLE = "role"
    PERSON = "person"
    NOT_PERSON = "not-person"
    HEAD = "same-head"
    HEAD_MISSING = "head-missing"
    ORDINARY = "ordinary-word"
    KNOWN_NAME = "known-name"
    KNOWN_PLACE = "known-place"
    LOOK_ALIKE = "look-alike"
    PART_OF_NAME = "part-of-name"
    OWN_NAME = "own-name"
    SURNAME_ONLY = "surname-only"
    INITIAL = "sentence-initial"
    SHORT = "short"
    REPEATED = "repeated"
    ABBREVIATION = "abbreviation"
    FAR_WORD = "far-word"
    PINYIN = "pinyin"
    PINYIN_ALONE = "pinyin-alone"


#: Log-odds (nats) that each clue adds.
WEIGHTS: Final[dict[ClueKind, float]] = {
    ClueKind.RIGHT_ELSEWHERE: 0.3,
    ClueKind.RIGHT_BESIDE: -1.6,
    ClueKind.OTHER_FORMS: 2.2,
    ClueKind.ROLE: 1.2,
    ClueKind.PERSON: 0.3,
    ClueKind.NOT_PERSON: -0.5,
    ClueKind.HEAD: 1.0,
    ClueKind.HEAD_MISSING: -1.2,
    ClueKind.ORDINARY: -3.0,
    ClueKind.KNOWN_NAME: -2.0,
    ClueKind.KNOWN_PLACE: -2.5,
    ClueKind.LOOK_ALIKE: -4.5,
    ClueKind.PART_OF_NAME: -2.0,
    ClueKind.OWN_NAME: -2.2,
    ClueKind.SURNAME_ONLY: -1.7,
    ClueKind.INITIAL: -0.2,
    ClueKind.SHORT: -0.8,
    ClueKind.REPEATED: 0.2,
    ClueKind.ABBREVIATION: -3.0,
    ClueKind.FAR_WORD: -0.8,
    ClueKind.PINYIN: -0.7,
    ClueKind.PINYIN_ALONE: -0.7,
}
#: Slope of the pair's log-odds.
SOUND: Final = 0.7
#: Log-odds before any evidence.
BIAS: Final = -0.2
#: Findings below this probability are not made: more likely right than wrong, as ``Options.min_confidence``.
REPORT_FROM: Final = 0.5
#: Pair probabilities are cut off here, so that no amount of sound outweighs the document.
_CUT: Final = 0.005
#: No finding claims more: of those above 0.9, 141 of 145 were right on the articles it was fitted on.
_MOST: Final = 0.99


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence.

    Attributes:
        kind: What it is.
        detail: The reason, in a line a person understands.
        strength: Factor on the weight, 0 to 3; 1 unless the clue is graded.
    """

    kind: ClueKind
    detail: str
    strength: float = 1.0

    @property
    def weight(self) -> float:
        """The log-odds it adds, in nats."""
        return WEIGHTS[self.kind] * self.strength


def combine(probability: float, clues: tuple[Clue, ...]) -> float:
    """The probability, 0 to 1, after all evidence; ``probability`` is the pair's, by sound alone."""
    cut = min(max(probability, _CUT), 1 - _CUT)
    odds = BIAS + SOUND * math.log(cut / (1 - cut)) + sum(clue.weight for clue in clues)
    return min(_MOST, 1 / (1 + math.exp(-odds)))
