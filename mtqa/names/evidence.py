"""How evidence about one suspected name is put together, in one place.

What the sound says and what the document and the background knowledge say are added as log-odds.
Every piece is a :class:`Clue` of a named kind; the weight of each kind is in
``models/name-evidence.json``, fitted by ``python -m mtqa.training.evidence`` on articles whose wrong
and right names are known.  The sum is a probability for running text: most names of an article are
right, and a correct name that the glossary does not have is the usual neighbour of an entry.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from mtqa.artefacts import artefact

__all__ = ["GENERAL_FROM", "LOWEST", "MOST", "REPORT_FROM", "Clue", "ClueKind", "Weights", "combine", "weights"]


class ClueKind(StrEnum):
    """Pieces of evidence for or against "this is a garbled form of that entry".

    Those from ``SOUND`` to ``LENGTH`` restate the pair by sound; the rest is what the document, the
    entry or background knowledge adds.
    """

    SOUND = "sound"
    SOUND_SINGLE = "sound-of-one-word"
    SOUND_PART = "sound-of-a-family-name"
    DISTANCE = "distance"
    DISTANCE_SINGLE = "distance-of-one-word"
    GAP = "gap"
    SINGLE = "one-word"
    LENGTH = "length"
    OTHER_SYSTEM = "other-system"
    OTHER_SYSTEM_EXACT = "other-system-exact"
    COVERED = "covered"
    RIGHT_ELSEWHERE = "entry-elsewhere"
    RIGHT_BESIDE = "entry-beside"
    OTHER_FORMS = "other-forms"
    LONGER_FORM = "longer-form"
    ROLE = "role"
    CONTEXT = "context"
    PERSON = "person"
    NOT_PERSON = "not-person"
    NOT_PLACE = "not-place"
    HEAD = "same-head"
    TERM = "term"
    HEAD_MISSING = "head-missing"
    ORDINARY = "ordinary-word"
    LOWER_CASE = "lower-case"
    KNOWN_NAME = "known-name"
    KNOWN_PERSON = "known-person"
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
    SWAPPED = "swapped-word"
    PINYIN = "pinyin"
    PINYIN_ALONE = "pinyin-alone"


#: From this probability a name is taken for garbled: it is reported by default, and counts as evidence for others.
REPORT_FROM: Final = 0.5
#: The same for an entry of a pack, which nobody chose for the article.  Chosen by ``benchmarks/packs.py``: of 36 names of
#: human translations that were taken for a pack's from .5 on, three are left, and two of these are slips of the writer.
GENERAL_FROM: Final = 0.9
#: Below this one nothing is made of it, whatever ``Options.min_confidence`` asks for.
LOWEST: Final = 0.2
#: No finding claims more.
MOST: Final = 0.99


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence.

    Attributes:
        kind: What it is.
        detail: The reason, in a line a person understands; ``""`` for what is told elsewhere.
        strength: Factor on the weight; 1 unless the clue is graded.
    """

    kind: ClueKind
    detail: str
    strength: float = 1.0

    @property
    def weight(self) -> float:
        """The log-odds it adds, in nats."""
        return weights().of[self.kind] * self.strength


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model.

    Attributes:
        bias: Log-odds (nats) before any evidence.
        of: Log-odds (nats) that each kind of clue adds at strength 1.
    """

    bias: float
    of: Mapping[ClueKind, float]

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read a file written by :mod:`mtqa.training.evidence`.

        Raises:
            ValueError: The file was fitted for other kinds of clues.
        """
        data = json.loads(path.read_text(encoding="utf-8"))
        if set(data["weights"]) != set(ClueKind):
            raise ValueError(f"{path} was fitted for other clues; run python -m mtqa.training.evidence")
        return cls(float(data["bias"]), {ClueKind(kind): float(weight) for kind, weight in data["weights"].items()})


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that mtqa ships."""
    return Weights.load(artefact("name-evidence.json"))


def combine(clues: Iterable[Clue], model: Weights | None = None) -> float:
    """The probability, 0 to 1, after all evidence."""
    model = weights() if model is None else model
    odds = model.bias + sum(model.of[clue.kind] * clue.strength for clue in clues)
    return min(MOST, 1 / (1 + math.exp(-max(min(odds, 30.0), -30.0))))
