"""The torch form of :class:`mtqa.scoring.judge.Judge`, and its training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mtqa.scoring.sentence_facts import N_OF_SENTENCE, N_OF_TOKEN

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["Examples", "Recipe", "Scales", "fit", "predict"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a network is made and trained.

    Attributes:
        columns: Of the bottleneck.
        heads: Ways of attention.
        hidden: Units of the last layer but one.
        attention: Units of the network that weights tokens.
        dropout: Share of numbers that are left out in training.
        epochs: Passes over the examples.
        batch: Sentences per step.
        rate: Highest learning rate.
        decay: Weight decay.
    """

    columns: int = 64
    heads: int = 4
    hidden: int = 64
    attention: int = 32
    dropout: float = 0.3
    epochs: int = 4
    batch: int = 64
    rate: float = 2e-3
    decay: float = 0.01


@dataclass(frozen=True, slots=True)
class Scales:
    """What the inputs are divided by: means and deviations over the training sentences."""

    state_mean: Floats
    state_scale: Floats
    facts_mean: Floats
    facts_scale: Floats


@dataclass(slots=True)
class Examples:
    """Sentences with their judgements.

    Attributes:
        states: Per sentence, (tokens, hidden) float16.
        tokens: Per sentence, (tokens, numbers).
        facts: (sentences, numbers).
        target: (sentences,).
        group: Language pair of each.
    """

    states: list[Any] = field(default_factory=list)
    tokens: list[Floats] = field(default_factory=list)
    facts: Any = None
    target: Any = None
    group: Any = None

    def __len__(self) -> int:
        return len(self.states)

    def take(self, index: Any) -> Examples:
        """Some of them."""
        chosen = np.flatnonzero(index) if np.asarray(index).dtype == bool else np.asarray(index)
        return Examples(
            [self.states[i] for i in chosen],
            [self.tokens[i] for i in chosen],
            self.facts[chosen],
            self.target[chosen],
            self.group[chosen],
        )

    def join(self, other: Examples) -> Examples:
        """These and others."""
        both = [np.concatenate([one, two]) for one, two in ((self.facts, other.facts), (self.target, other.target))]
        group = np.concatenate([self.group, other.group])
        return Examples(self.states + other.states, self.tokens + other.tokens, both[0], both[1], group)

    def scales(self) -> Scales:
        """Measured over every seventh token and every sentence."""
        states = np.concatenate([one[::7].astype(np.float32) for one in self.states])
        return Scales(
            states.mean(axis=0), states.std(axis=0) + 1e-3, self.facts.mean(axis=0), self.facts.std(axis=0) + 1e-6
        )


def build(hidden: int, recipe: Recipe) -> Any:
    """A fresh network, the one of :class:`mtqa.scoring.judge.Judge`; its weights come from torch's seed.

    Args:
        hidden: Channels of the tapped layer.
        recipe: Its sizes.
    """
    import torch
    from torch import nn

    width = recipe.columns + N_OF_TOKEN

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.taps = nn.Linear(hidden, recipe.columns)
            self.attend1 = nn.Linear(width, recipe.attention)
            self.attend2 = nn.Linear(recipe.attention, recipe.heads, bias=False)
            self.hidden = nn.Linear((1 + recipe.heads) * width + N_OF_SENTENCE, recipe.hidden)
            self.out = nn.Linear(recipe.hidden, 1)
            self.dropout = nn.Dropout(recipe.dropout)

        def forward(
            self, states: torch.Tensor, tokens: torch.Tensor, facts: torch.Tensor, mask: torch.Tensor
        ) -> torch.Tensor:
            """Values of a batch; ``mask`` is 1 where a sentence has a token."""
            columns = self.dropout(torch.cat([self.taps(states), tokens], dim=2))
            mean = (columns * mask).sum(dim=1) / mask.sum(dim=1)
            attention = self.attend2(torch.tanh(self.attend1(columns))).masked_fill(mask == 0, -1e9).softmax(dim=1)
            pooled = torch.einsum("slh,slw->shw", attention, columns).flatten(1)
            inner = nn.functional.gelu(
                self.hidden(self.dropout(torch.cat([mean, pooled, facts], dim=1))), approximate="tanh"
            )
            values: torch.Tensor = self.out(self.dropout(inner))
            return values[:, 0]

    return Network()


def _batches(examples: Examples, size: int, rng: np.random.Generator | None) -> Iterator[Any]:
    """Indices of sentences of about one length; shuffled with ``rng``."""
    lengths = np.array([len(one) for one in examples.tokens], dtype=np.float64)
    order = np.argsort(lengths if rng is None else lengths + 4 * rng.random(len(lengths)), kind="stable")
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    if rng is not None:
        parts = [parts[i] for i in rng.permutation(len(parts))]
    yield from parts


def _tensors(examples: Examples, index: Any, scales: Scales, device: torch.device) -> tuple[torch.Tensor, ...]:
    import torch

    longest = max(len(examples.tokens[i]) for i in index)
    width = len(scales.state_mean)
    states = np.zeros((len(index), longest, width), np.float32)
    tokens = np.zeros((len(index), longest, N_OF_TOKEN), np.float32)
    mask = np.zeros((len(index), longest, 1), np.float32)
    for row, i in enumerate(index):
        n = len(examples.tokens[i])
        states[row, :n] = (examples.states[i] - scales.state_mean) / scales.state_scale
        tokens[row, :n] = examples.tokens[i]
        mask[row, :n] = 1
    facts = np.clip((examples.facts[index] - scales.facts_mean) / scales.facts_scale, -4, 4).astype(np.float32)
    return tuple(torch.from_numpy(array).to(device) for array in (states, tokens, facts, mask))


def _device() -> torch.device:
    import torch

    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fit(examples: Examples, scales: Scales, recipe: Recipe, *, seed: int, taps: Any = None) -> Any:
    """Train a network.

    Args:
        examples: Sentences and targets.
        scales: Of the inputs.
        recipe: How.
        seed: Of everything that is left to chance.
        taps: A bottleneck that is kept as it is, so that several networks share it.
    """
    import torch
    from torch import nn

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    device = _device()
    network = build(len(scales.state_mean), recipe)
    if taps is not None:
        network.taps.load_state_dict(taps.state_dict())
        network.taps.requires_grad_(False)
    network.to(device)
    wanted = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(wanted, lr=recipe.rate, weight_decay=recipe.decay)
    steps = recipe.epochs * -(-len(examples) // recipe.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, recipe.rate, total_steps=steps, pct_start=0.15)
    network.train()
    for _ in range(recipe.epochs):
        for index in _batches(examples, recipe.batch, rng):
            target = torch.from_numpy(examples.target[index].astype(np.float32)).to(device)
            loss = ((network(*_tensors(examples, index, scales, device)) - target) ** 2).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(wanted, 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def predict(networks: Sequence[Any], examples: Examples, scales: Scales) -> Floats:
    """Mean prediction of some networks."""
    import torch

    out = np.zeros(len(examples), np.float32)
    device = _device()
    with torch.inference_mode():
        for index in _batches(examples, 256, None):
            inputs = _tensors(examples, index, scales, device)
            out[index] = sum(network(*inputs).cpu().numpy() for network in networks) / len(networks)
    return out
