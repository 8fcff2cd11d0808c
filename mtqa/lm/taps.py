"""Which channels of earlier layers a model of the manifest carries: those that its heads were trained on.

A head is an artefact ``<head>-<model>.npz``; its arrays ``taps``, (columns, hidden), and ``layer`` say
what it wants.  The matrices go into the model when it is converted (:mod:`mtqa.lm.carry`).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mtqa.artefacts import artefact
from mtqa.lm.carry import Tap

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["HEADS", "LAYER", "digest_of", "taps_for"]

#: The heads that may want channels, in the order of their columns.
HEADS = ("fluency", "phrases")
#: The layer, from 0, that a head taps unless it names another.
LAYER = 20


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


def digest_of(taps: Mapping[str, Tap]) -> str:
    """What tells whether a converted model carries these taps: hexadecimal, ``""`` for none."""
    digest = hashlib.sha256()
    for name, tap in taps.items():
        digest.update(f"{name} {tap.layer} {tap.matrix.shape} ".encode() + tap.matrix.tobytes())
    return digest.hexdigest()[:16] if taps else ""
