"""What speaks for and against two spellings being one name, as numbers, and what they weigh together.

The weights are those of a logistic regression (``models/name-spellings.json``), fitted on human
translations with names spelt in two ways put into them, and with pairs of different names that are
alike (:mod:`mtqa.training.inconsistency`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mtqa.artefacts import artefact
from mtqa.names.alphabet import fold
from mtqa.names.background import background
from mtqa.names.clusters.comparisons import Comparison, Shape
from mtqa.names.clusters.spellings import Referent, Unit
from mtqa.names.pinyin import SYLLABLES

__all__ = ["FEATURES", "Weights", "default_weights", "features", "known_level"]

FEATURES: Final = (
    "excess",
    "worst",
    "worst_far",
    "part",
    "part_of_place",
    "two_changed",
    "log_length",
    "same_start",
    "known_both",
    "known_one",
    "known_least",
    "known_gap",
    "dense_x_excess",
    "shared_first",
    "shared_last",
    "shared_rarity",
    "in_use",
    "full_first",
    "shared_role",
    "shared_context",
    "kind_conflict",
    "shared_head",
    "length_difference",
    "known_otherwise",
)


def known_level(unit: Unit) -> int:
    """How well known a word is as a name: 0 unknown, then rising."""
    known = background().look_up(unit.sound)
    return max(known.given, known.family, 2 * known.place, known.other)


def features(found: Sequence[Comparison]) -> list[list[float]]:
    """One row of :data:`FEATURES` per comparison."""
    return [_row(one) for one in found]


def _row(one: Comparison) -> list[float]:
    left, right = one.left, one.right
    levels = [(known_level(a), known_level(b)) for a, b in one.changed]
    both = float(all(a and b for a, b in levels))
    length = sum(len(a) + len(b) for a, b in one.sounds) / 2
    dense = float(all(_is_dense(a) and _is_dense(b) for a, b in one.changed))
    shared = bool(one.shared)
    first_changed = one.changed[0][0] == left.full.units[0] or one.changed[0][1] == right.full.units[0]
    roles = left.roles & right.roles
    # The transducer knows what becomes of right names: it is asked from the less known side to the better known.
    gap = sum(a - b for a, b in levels)
    excess = min(one.excess) if gap == 0 else one.excess[gap > 0]
    worst = min(one.worst) if gap == 0 else one.worst[gap > 0]
    values = {
        "excess": excess / 4,
        "worst": min(worst, 3.0),
        "worst_far": max(0.0, min(worst, 3.0) - 1.5),
        "part": float(one.shape is Shape.PART and not right.full.heads),
        "part_of_place": float(one.shape is Shape.PART and bool(right.full.heads)),
        "two_changed": float(len(one.changed) > 1),
        "log_length": math.log(length),
        "same_start": float(all(a[0] == b[0] for a, b in one.sounds)),
        "known_both": both,
        "known_one": float(any(bool(a) != bool(b) for a, b in levels)),
        "known_least": max(min(pair) for pair in levels) / 5,
        "known_gap": max(abs(a - b) for a, b in levels) / 5,
        "dense_x_excess": dense * excess / 4,
        "shared_first": float(shared and not left.full.heads and not first_changed),
        "shared_last": float(shared and not left.full.heads and first_changed),
        "shared_rarity": max((max(0, 8 - known_level(u)) / 8 for u in one.shared if not u.is_head), default=0.0),
        "in_use": float(one.shape is Shape.PART and _stands_alone(right, one.changed[0][1])),
        "full_first": float(one.shape is Shape.PART and right.places[0][0] < left.places[0][0]),
        "shared_role": min(len(roles), 2.0),
        "shared_context": min(len(left.context & right.context), 3.0),
        "kind_conflict": _conflict(left, right),
        "shared_head": float(bool(left.full.heads & right.full.heads)),
        "length_difference": max(abs(math.log(len(a) / len(b))) for a, b in one.sounds),
        "known_otherwise": float(any(_otherwise(a, b) for a, b in one.changed)),
    }
    return [values[name] for name in FEATURES]


def _is_dense(unit: Unit) -> bool:
    """Whether it is one or two syllables as in Chinese and Korean names: another syllable is another name."""
    sound = unit.sound
    return len(fold(unit.text).split()) > 1 or any(
        sound[:i] in SYLLABLES and (sound[i:] in SYLLABLES or i == len(sound)) for i in range(1, len(sound) + 1)
    )


def _otherwise(one: Unit, other: Unit) -> bool:
    """Whether one is known as a place alone and the other as a person alone."""
    kinds = []
    for unit in (one, other):
        known = background().look_up(unit.sound)
        kinds.append((max(known.given, known.family) > 0, known.place > 0))
    return kinds in ([(True, False), (False, True)], [(False, True), (True, False)])


def _stands_alone(name: Referent, unit: Unit) -> bool:
    return any(short.keys == (unit.key,) for short in name.short)


def _conflict(left: Referent, right: Referent) -> float:
    """How much one looks like a person and the other like a place, 0 to 1."""
    return max(_person(left) * _place(right), _person(right) * _place(left))


def _person(one: Referent) -> float:
    first = background().look_up(one.full.units[0].sound)
    named = len(one.full.units) > 1 and not one.full.heads and first.given > first.place
    return max(one.person, float(named))


def _place(one: Referent) -> float:
    known = background().look_up(one.full.units[-1].sound)
    listed = known.place > max(known.given, known.family)
    return max(one.place, float(listed)) * (1 - one.person)


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression.

    Attributes:
        scale: What each feature is divided by.
        weight: Nats of log-odds per scaled feature.
        bias: Nats of log-odds.
    """

    scale: tuple[float, ...]
    weight: tuple[float, ...]
    bias: float

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read a model written by :mod:`mtqa.training.inconsistency`.

        Raises:
            ValueError: It was fitted for other features than this version computes.
        """
        data = json.loads(path.read_text(encoding="utf-8"))
        if tuple(data["features"]) != FEATURES:
            raise ValueError(f"{path} was fitted for other features; run python -m mtqa.training.inconsistency")
        return cls(
            tuple(float(data["features"][name][0]) for name in FEATURES),
            tuple(float(data["features"][name][1]) for name in FEATURES),
            float(data["bias"]),
        )

    def probability(self, row: Sequence[float]) -> float:
        """0 to 1: that the two spellings are one name."""
        odds = self.bias + sum(w * x / s for w, x, s in zip(self.weight, row, self.scale, strict=True))
        return 1 / (1 + math.exp(-min(max(odds, -30.0), 30.0)))


@lru_cache(maxsize=1)
def default_weights() -> Weights:
    """The weights that mtqa ships."""
    return Weights.load(artefact("name-spellings.json"))
