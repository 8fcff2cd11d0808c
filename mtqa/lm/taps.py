"""What heads want of the middle of a model: projections of what one of its layers reads.

A head is an artefact ``<head>-<model>.npz``; its arrays ``taps``, (columns, hidden), and ``layer`` say
what it wants.  The layers go into the model when it is converted, the matrices are applied at run time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.artefacts import artefact

if TYPE_CHECKING:
    from mtqa.lm.llama import Array

__all__ = ["HEADS", "LAYER", "Tap", "layers_for", "taps_for"]

#: The heads that may want channels, in the order of their columns.
HEADS = ("fluency", "phrases")
#: The layer, from 0, that a head taps unless it names another.
LAYER = 20


@dataclass(frozen=True, slots=True)
class Tap:
    """What a head wants from an earlier layer.

    Attributes:
        layer: The layer, from 0, whose feed-forward block's input is shown: the stream after the layer's
            attention, normalised, with the block's gain as it was published.
        matrix: (columns, hidden); the head gets ``matrix @ x``.
    """

    layer: int
    matrix: Array


def taps_for(model: str) -> dict[str, Tap]:
    """What the heads of a model want, by the name of the head; empty for a model without heads."""
    import numpy as np

    found = {}
    for head in HEADS:
        try:
            path = artefact(f"{head}-{model}.npz")
        except FileNotFoundError:
            continue
        with np.load(path, allow_pickle=False) as arrays:
            if "taps" in arrays:
                layer = int(arrays["layer"]) if "layer" in arrays else LAYER
                found[head] = Tap(layer, arrays["taps"].astype(np.float32))
    return found


def layers_for(model: str) -> tuple[int, ...]:
    """The layers that a converted model must show: those of its heads, and the one that is trained on."""
    return tuple(sorted({LAYER, *(tap.layer for tap in taps_for(model).values())}))
