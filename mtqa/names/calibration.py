"""From features to a probability: the boosted trees in ``models/name-pairs.json``.

Every tree asks three questions one after another, "is this feature above that threshold?", and the answers
lead to one of eight leaves; the log-odds are the sum of the leaves.  The file holds a tree per line and
names the features, so that a tree can be read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtqa.artefacts import artefact
from mtqa.names.features import FEATURES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]
    Singles = NDArray[np.float32]
    Ints = NDArray[np.intp]

__all__ = ["DEPTH", "Calibration", "default_calibration"]

DEPTH: Final = 3
"""Questions on the way to a leaf."""

NO_THRESHOLD: Final = 1e9
"""Stands for "no question": nothing is above it."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The trees as arrays, one row per tree.

    Attributes:
        bias: Nats of log-odds before any tree.
        feature: Column that each node asks about; the children of node ``k`` are ``2k + 1`` (not above) and ``2k + 2``.
        threshold: What each node compares with.
        leaves: Nats of log-odds of each leaf, from "never above" to "always above".
    """

    bias: float
    feature: Ints
    threshold: Singles
    leaves: Doubles

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Read a model written by :mod:`mtqa.training.pairs`.

        Raises:
            ValueError: The file was trained for other features than this version computes.
        """
        import numpy as np

        data = json.loads(path.read_text(encoding="utf-8"))
        if tuple(data["features"]) != FEATURES:
            raise ValueError(f"{path} was trained for other features; run python -m mtqa.training.pairs")
        rows = np.array(data["trees"], dtype=np.float64)
        nodes = 2**DEPTH - 1
        return cls(
            bias=float(data["bias"]),
            feature=rows[:, :nodes].astype(np.intp),
            threshold=rows[:, nodes : 2 * nodes].astype(np.float32),
            leaves=rows[:, 2 * nodes :],
        )

    def dump(self) -> str:
        """The model as text; :meth:`load` reads it."""
        lines = [
            json.dumps(
                [
                    *map(int, self.feature[t]),
                    *(
                        NO_THRESHOLD if value > NO_THRESHOLD else round(value, 4)
                        for value in map(float, self.threshold[t])
                    ),
                    *(round(value, 4) for value in map(float, self.leaves[t])),
                ]
            )
            for t in range(len(self.leaves))
        ]
        about = (
            "trees: per line 7 features (index into the list; node k leads to 2k + 1 if not above its threshold, "
            "else to 2k + 2), 7 thresholds, 8 leaves (nats of log-odds, added up over all trees); see names.md"
        )
        return (
            f'{{\n "about": {json.dumps(about)},\n "bias": {self.bias},\n "features": [\n  '
            + ",\n  ".join(json.dumps(name) for name in FEATURES)
            + "\n ],\n"
            + ' "trees": [\n  '
            + ",\n  ".join(lines)
            + "\n ]\n}\n"
        )

    def probability(self, rows: Singles) -> Doubles:
        """0 to 1 for each row of features: that the query is a garbled spelling of the form."""
        import numpy as np

        above = np.take(rows, self.feature.ravel(), axis=1) > self.threshold.ravel()
        above = above.reshape(len(rows), *self.feature.shape)
        # The path of each row through each tree, all at once: which child at each level.
        one = above[:, :, 0]
        two = np.where(one, above[:, :, 2], above[:, :, 1])
        left, right = np.where(two, above[:, :, 4], above[:, :, 3]), np.where(two, above[:, :, 6], above[:, :, 5])
        leaf = 4 * one + 2 * two + np.where(one, right, left)
        leaf += 8 * np.arange(len(self.leaves))
        logit = self.bias + self.leaves.ravel()[leaf].sum(axis=1)
        return np.asarray(1 / (1 + np.exp(-np.clip(logit, -30, 30))), dtype=np.float64)


@lru_cache(maxsize=1)
def default_calibration() -> Calibration:
    """The model that mtqa ships."""
    return Calibration.load(artefact("name-pairs.json"))
