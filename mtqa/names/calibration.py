"""From features to a probability: the small model in ``models/name-pairs.json``.

A logistic regression on standardised features, plus, when the file has one, a hidden layer of a few
``tanh`` units.  The file names every feature, so that a weight can be read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.artefacts import artefact
from mtqa.names.features import FEATURES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["Calibration", "default_calibration"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the model.

    Attributes:
        mean: Of each feature in training.
        scale: Standard deviation of each feature in training.
        weights: Of each standardised feature, nats of log-odds.
        bias: Nats of log-odds.
        hidden: Weights of each hidden unit, one row per unit, the bias of the unit last.
        output: Weight of each hidden unit, nats of log-odds.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float
    hidden: Floats
    output: Floats

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
        table = np.array([data["features"][name] for name in FEATURES], dtype=np.float64)
        hidden = np.array(data["hidden"], dtype=np.float64).reshape(-1, len(FEATURES) + 1)
        return cls(
            mean=table[:, 0],
            scale=table[:, 1],
            weights=table[:, 2],
            bias=float(data["bias"]),
            hidden=hidden,
            output=np.array(data["output"], dtype=np.float64),
        )

    def probability(self, rows: NDArray[np.float32]) -> Floats:
        """0 to 1 for each row of features: that the query is a garbled spelling of the form."""
        import numpy as np

        x = (rows - self.mean) / self.scale
        logit = x @ self.weights + self.bias
        if len(self.hidden):
            logit = logit + np.tanh(x @ self.hidden[:, :-1].T + self.hidden[:, -1]) @ self.output
        return np.asarray(1 / (1 + np.exp(-np.clip(logit, -30, 30))), dtype=np.float64)


@lru_cache(maxsize=1)
def default_calibration() -> Calibration:
    """The model that mtqa ships."""
    return Calibration.load(artefact("name-pairs.json"))
