"""The word tagger as torch trains it; :mod:`mtqa.scoring.tagger` runs the same network with numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

__all__ = ["Batch", "Scaling", "Shape", "batches", "build", "export", "taps"]

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network.

    Attributes:
        final: Columns of the language model's final state.
        middle: Columns of its state in a middle layer.
        facts: Columns of the plain facts.
        taps: Columns that the middle state is reduced to; the language model carries just these to its end.
        reduced: Columns that the final state and the taps are reduced to together.
        hidden: Units per direction.
        between: Units between the recurrent layer and the answers.
        answers: What is told of each word: the logit of "marked", and of "marked as major".
    """

    final: int
    middle: int
    facts: int
    taps: int = 64
    reduced: int = 96
    hidden: int = 96
    between: int = 64
    answers: int = 2


@dataclass(frozen=True, slots=True)
class Scaling:
    """What makes the states' columns about one in size; folded into the weights when they are exported.

    Attributes:
        mean: Of each column, final and middle side by side.
        scale: Standard deviation.
    """

    mean: Floats
    scale: Floats

    @classmethod
    def of(cls, states: NDArray[np.float16]) -> Scaling:
        """That of these states, by every seventh word."""
        some = states[::7].astype(np.float32)
        return cls(some.mean(axis=0), some.std(axis=0) + np.float32(1e-3))

    def apply(self, states: NDArray[np.float16]) -> Floats:
        """Scaled states."""
        return np.asarray((states.astype(np.float32) - self.mean) / self.scale)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sequences of words padded to one length.

    Attributes:
        index: Word of each place, (sequences, words); padding points at word 0.
        lengths: Words per sequence.
    """

    index: Ints
    lengths: Ints

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Which places are words."""
        return np.asarray(np.arange(self.index.shape[1])[None, :] < self.lengths[:, None])


def batches(sequence: Ints, *, words: int = 2048, rng: np.random.Generator | None = None) -> list[Batch]:
    """Group whole sequences of similar length.

    Args:
        sequence: Index of each word's sequence; never falls.
        words: Places per batch, about.
        rng: Shuffles sequences of near length and the batches; ``None`` keeps an order.
    """
    cuts = np.flatnonzero(np.diff(sequence)) + 1
    starts = np.concatenate([[0], cuts])
    lengths = np.diff(np.concatenate([starts, [len(sequence)]]))
    key = lengths.astype(np.float64)
    if rng is not None:
        key = key + rng.uniform(-2, 2, len(key))
    order = np.argsort(key, kind="stable")
    found = []
    at = 0
    while at < len(order):
        longest = int(lengths[order[at]])
        size = 1
        while at + size < len(order) and (size + 1) * max(longest, lengths[order[at + size]]) <= words:
            longest = max(longest, int(lengths[order[at + size]]))
            size += 1
        chosen = order[at : at + size]
        index = starts[chosen, None] + np.arange(longest)[None, :]
        inside = np.arange(longest)[None, :] < lengths[chosen, None]
        found.append(Batch(np.where(inside, index, 0), lengths[chosen]))
        at += size
    if rng is not None:
        rng.shuffle(found)
    return found


def build(shape: Shape, *, raters: int = 1, dropout: float = 0.3) -> Any:
    """A fresh network; its weights come from torch's seed.

    It is called with states (final and middle side by side, standardised), facts (both: sequences, words,
    columns), lengths and, in training, the rater of each sequence, whose own strictness is then taken off what
    the words must explain.
    """
    import torch
    from torch import nn
    from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.tap = nn.Linear(shape.middle, shape.taps, bias=False)
            self.reduce = nn.Linear(shape.final + shape.taps, shape.reduced)
            width = shape.reduced + shape.facts
            self.recurrent = nn.GRU(width, shape.hidden, batch_first=True, bidirectional=True)
            self.between = nn.Linear(2 * shape.hidden + width, shape.between)
            self.answer = nn.Linear(shape.between, shape.answers)
            self.strictness = nn.Embedding(raters, shape.answers)
            nn.init.zeros_(self.strictness.weight)
            self.drop = nn.Dropout(dropout)

        def forward(
            self,
            states: torch.Tensor,
            facts: torch.Tensor,
            lengths: torch.Tensor,
            rater: torch.Tensor | None = None,
        ) -> torch.Tensor:
            final, middle = self.drop(states).split([shape.final, shape.middle], dim=-1)
            x = torch.cat([self.reduce(torch.cat([final, self.tap(middle)], dim=-1)), facts], dim=-1)
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            read, _ = pad_packed_sequence(self.recurrent(packed)[0], batch_first=True, total_length=x.shape[1])
            between = torch.relu(self.between(self.drop(torch.cat([read, x], dim=-1))))
            logits: torch.Tensor = self.answer(self.drop(between))
            if rater is not None:
                logits = logits + self.strictness(rater)[:, None, :]
            return logits

    return Network()


def taps(network: Any, scaling: Scaling) -> Floats:
    """The matrix (taps, middle columns) that the language model shall carry: raw middle state to raw taps."""
    weight = network.tap.weight.detach().numpy()
    n_final = len(scaling.mean) - weight.shape[1]
    return np.asarray(weight / scaling.scale[n_final:], dtype=np.float32)


def export(networks: Sequence[Any], scaling: Scaling) -> dict[str, Floats]:
    """Weights for :class:`mtqa.scoring.tagger.Tagger`, which reads raw final states and raw taps.

    Args:
        networks: Trained with the same ``tap`` and scaling.
        scaling: Of the states they were trained on.
    """
    found: dict[str, list[Floats]] = {}
    for network in networks:
        values = {name: value.detach().numpy() for name, value in network.state_dict().items()}
        n_final = len(scaling.mean) - values["tap.weight"].shape[1]
        final, taps_ = values["reduce.weight"][:, :n_final], values["reduce.weight"][:, n_final:]
        final = final / scaling.scale[:n_final]
        middle = taps_ @ (values["tap.weight"] / scaling.scale[n_final:])
        ends = ("", "_reverse")
        one = {
            "reduce": np.concatenate([final, taps_], axis=1).T,
            "reduce_bias": values["reduce.bias"] - final @ scaling.mean[:n_final] - middle @ scaling.mean[n_final:],
            "input": np.stack([values[f"recurrent.weight_ih_l0{end}"].T for end in ends]),
            "input_bias": np.stack([values[f"recurrent.bias_ih_l0{end}"] for end in ends]),
            "recurrent": np.stack([values[f"recurrent.weight_hh_l0{end}"].T for end in ends]),
            "recurrent_bias": np.stack([values[f"recurrent.bias_hh_l0{end}"] for end in ends]),
            "between": values["between.weight"].T,
            "between_bias": values["between.bias"],
            "answer": values["answer.weight"].T,
            "answer_bias": values["answer.bias"],
        }
        for name, value in one.items():
            found.setdefault(name, []).append(np.asarray(value, dtype=np.float32))
    return {name: np.stack(parts) for name, parts in found.items()}
