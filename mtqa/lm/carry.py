"""Carry a projection of earlier layers through a model to its output, in the same pass.

Heads want the middle of the network, and an engine that runs a model whole shows only its end.  So
the stream between the layers is made a little wider: ``k`` channels that no layer reads, into which
a feed-forward block copies ``matrix @ x`` of what it reads itself.  A copy needs no nonlinearity: the
added units have a constant gate.  The output matrix gets rows that show the channels.

The cost is that of the width, ``k / hidden`` of a pass, where a second model that is cut after the
layer costs a third of a pass.  The channels are so small that the norms do not see them; that the norms now take
their mean over more channels is compensated for exactly, up to rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mtqa.lm.llama import Llama
from mtqa.lm.smooth import forward

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.lm.llama import Array

__all__ = ["Carried", "Tap", "carry"]

#: Carried channels are a multiple of this many: odd widths are slow.
_STEP = 32
#: Channels that carry a one, at least: by their mean the last norm's factor is taken out again.
_ONES = 4
#: Size of a channel in the stream: far below what a norm would notice, far above what float32 loses.
_IN_STREAM = 2.0**-10
#: Root mean square of an added unit, as a share of the largest ordinary unit of its block ...
_IN_BLOCK = 0.3
#: ... and of a channel at the output, as a share of the largest final state: int8 sees both together.
_AT_OUTPUT = 0.3
#: Input of the constant gates; their value is ``silu`` of it.
_GATE = 4.0
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Tap:
    """What a head wants from an earlier layer.

    Attributes:
        layer: The layer, from 0, whose feed-forward block copies what it reads: the stream after the
            layer's attention, normalised, with the block's gain.
        matrix: (columns, hidden); the channels carry ``matrix @ x``.
    """

    layer: int
    matrix: Array


@dataclass(frozen=True, slots=True)
class Carried:
    """A widened model, and how its channels are read.

    Attributes:
        model: With a wider stream: its own channels, those that carry a one, those of the taps.
        n_ones: How many carry a one.
        scale: Per carried channel, what its quotient with the ones is multiplied with ...
        offset: ... and what is then added.
    """

    model: Llama
    n_ones: int
    scale: Array
    offset: Array


def carry(model: Llama, taps: Sequence[Tap], *, original: Llama, tokens: list[int]) -> Carried:
    """Widen a model.

    Args:
        model: The model, folded or not.
        taps: What to carry; at least one.
        original: The model before folding: a tap's input is defined by its gains.
        tokens: A few hundred tokens of ordinary text, over which sizes are measured.
    """
    import numpy as np

    config, hidden = model.config, model.config.hidden
    columns = sum(len(tap.matrix) for tap in taps)
    added = -(-(columns + _ONES) // _STEP) * _STEP
    first = hidden + added - columns  # of the carried channels; those before it carry a one
    share = hidden / (hidden + added)
    wanted = {"stream", "output"}
    for tap in taps:
        wanted |= {_block(tap), f"model.layers.{tap.layer}.down"}
    seen = _observed(model, wanted, tokens)
    weights: dict[str, Array] = {}
    for name, weight in model.weights.items():
        if name.endswith("norm.weight"):
            weights[name] = np.append(weight * np.float32(np.sqrt(share)), np.zeros(added, np.float32))
        elif name.endswith(("o_proj.weight", "down_proj.weight")):
            weights[name] = np.pad(weight, ((0, added), (0, 0)))
        else:
            weights[name] = np.pad(weight, ((0, 0), (0, added)))
    scale, offset = np.ones(columns, np.float32), np.zeros(columns, np.float32)
    value_of_gate = _GATE / (1 + np.exp(-_GATE))
    at = 0
    for tap in taps:
        block, k = _block(tap), len(tap.matrix)
        gain = f"model.layers.{tap.layer}.post_attention_layernorm.weight"
        matrix = tap.matrix * (original.weights[gain] / model.weights[gain])
        values = seen[block] @ matrix.T
        middle, spread = values.mean(axis=0), np.maximum(values.std(axis=0), _TINY)
        scale[at : at + k], offset[at : at + k] = spread, middle
        size = _IN_BLOCK * np.median(np.abs(seen[f"model.layers.{tap.layer}.down"]).max(axis=1))
        up, bias = matrix / spread[:, None], -middle / spread
        into = np.arange(first + at, first + at + k)
        if at == 0:  # the first tap's block also makes the ones
            up = np.pad(up, ((0, first - hidden), (0, 0)))
            bias = np.append(bias, np.ones(first - hidden))
            into = np.append(into, np.arange(hidden, first))
        down = np.zeros((hidden + added, len(into)), np.float32)
        down[into, np.arange(len(into))] = _IN_STREAM / size
        _widen_block(
            weights,
            block,
            np.pad(up, ((0, 0), (0, added))) * (size / value_of_gate),
            bias * (size / value_of_gate),
            down,
        )
        at += k
    # the last norm divides by the size of the stream; its gain makes the channels as large as states are
    stream = np.sqrt(np.median((seen["stream"] ** 2).mean(axis=1)))
    weights["model.norm.weight"][hidden:] = (
        _AT_OUTPUT * np.median(np.abs(seen["output"]).max(axis=1)) * stream / _IN_STREAM
    )
    shape = replace(config, hidden=hidden + added, head_width=config.head_dim, norm_epsilon=config.norm_epsilon * share)
    return Carried(Llama(shape, weights), first - hidden, scale, offset)


def _block(tap: Tap) -> str:
    return f"model.layers.{tap.layer}.mlp"


def _observed(model: Llama, names: set[str], tokens: list[int]) -> dict[str, Array]:
    """Activations of a pass; without the first token, whose are like no other's."""
    seen: dict[str, Array] = {}

    def observe(name: str, activations: Array) -> None:
        if name in names:
            seen[name] = activations[1:]

    forward(model, tokens, observe=observe)
    return seen


def _widen_block(weights: dict[str, Array], block: str, up: Array, bias: Array, down: Array) -> None:
    """Add units with a constant gate to a feed-forward block."""
    import numpy as np

    units = len(weights[f"{block}.up_proj.weight"])
    gates = np.full(len(bias), _GATE)
    for name, rows, values in ((f"{block}.gate_proj", np.zeros_like(up), gates), (f"{block}.up_proj", up, bias)):
        old = weights.get(f"{name}.bias", np.zeros(units, np.float32))
        weights[f"{name}.weight"] = np.concatenate([weights[f"{name}.weight"], rows]).astype(np.float32)
        weights[f"{name}.bias"] = np.append(old, values).astype(np.float32)
    name = f"{block}.down_proj.weight"
    weights[name] = np.concatenate([weights[name], down], axis=1).astype(np.float32)
