"""Fit and run the networks of :mod:`mtqa.training.tagger_model`; a run that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mtqa.training.tagger_model import Scaling, Shape, batches, build

if TYPE_CHECKING:
    import torch

__all__ = ["Recipe", "Trained", "TrainingSet", "fit", "predict"]

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    Attributes:
        taps: Columns taken from the middle layer.
        reduced: See :class:`mtqa.training.tagger_model.Shape`, as the next two.
        hidden: Units per direction.
        between: Units before the answers.
        dropout: Share of columns that are dropped.
        epochs: Passes over the words; more over-fit.
        rate: Highest learning rate; it rises over a sixth of the steps and falls to nothing.
        decay: Weight decay.
        words: Places per batch.
        major: Weight of the second answer, whether the mark is major, in the loss.
    """

    taps: int = 64
    reduced: int = 64
    hidden: int = 64
    between: int = 64
    dropout: float = 0.3
    epochs: int = 3
    rate: float = 3e-3
    decay: float = 0.01
    words: int = 3072
    major: float = 0.5


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What a network learns from, one row per word.

    Attributes:
        states: Final and middle states.
        facts: Plain facts.
        sequence: Index of the sentence; never falls.
        answers: Labels 0 to 1, (words, 2).
        rater: Index of the rater.
        weight: Of each word in the loss.
    """

    states: NDArray[np.float16]
    facts: Floats
    sequence: Ints
    answers: Floats
    rater: Ints
    weight: Floats


@dataclass(frozen=True, slots=True)
class Trained:
    """A network and what its inputs are scaled with."""

    network: Any
    scaling: Scaling


def fit(
    given: TrainingSet,
    recipe: Recipe,
    *,
    seed: int,
    scaling: Scaling | None = None,
    tap: torch.Tensor | None = None,
    keep: Path | None = None,
    name: str = "",
) -> Trained:
    """Train one network.

    Args:
        given: The words.
        recipe: How.
        seed: Of the weights, the batches and the dropout.
        scaling: Of the states; by default that of these words.
        tap: A matrix of taps that is kept as it is, so that several networks share it.
        keep: A folder where an epoch's state is kept, and from which a stopped run goes on.
        name: Of this network in that folder and in what is printed.
    """
    import torch

    scaling = Scaling.of(given.states) if scaling is None else scaling
    n_raters = int(given.rater.max()) + 1
    hidden = given.states.shape[1] // 2
    shape = Shape(
        hidden,
        given.states.shape[1] - hidden,
        given.facts.shape[1],
        taps=recipe.taps,
        reduced=recipe.reduced,
        hidden=recipe.hidden,
        between=recipe.between,
    )
    torch.manual_seed(seed)
    network = build(shape, raters=n_raters, dropout=recipe.dropout)
    if tap is not None:
        network.tap.weight.data.copy_(tap)
        network.tap.weight.requires_grad_(False)
    learning = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=recipe.rate, weight_decay=recipe.decay)
    n_batches = len(batches(given.sequence, words=recipe.words))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: _rate(step / max(1, recipe.epochs * n_batches))
    )
    path = None if keep is None else keep / f"{name}-{_key(given, recipe, seed=seed, tap=tap)}.pt"
    done = 0
    if path is not None and path.exists():
        held = torch.load(path, weights_only=True)
        network.load_state_dict(held["network"])
        optimiser.load_state_dict(held["optimiser"])
        schedule.load_state_dict(held["schedule"])
        done = held["epochs"]
    share = torch.tensor([1.0, recipe.major])
    for epoch in range(done, recipe.epochs):
        torch.manual_seed(seed * 1000 + epoch)
        rng = np.random.default_rng((seed, epoch))
        network.train()
        begin, total = time.monotonic(), 0.0
        for batch in batches(given.sequence, words=recipe.words, rng=rng):
            at = batch.index
            logits = network(
                torch.from_numpy(scaling.apply(given.states[at])),
                torch.from_numpy(given.facts[at]),
                torch.from_numpy(batch.lengths),
                torch.from_numpy(given.rater[at[:, 0]]),
            )
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                logits, torch.from_numpy(given.answers[at]), reduction="none"
            )
            each = (loss * share).sum(dim=-1) * torch.from_numpy(given.weight[at])
            mean = each[torch.from_numpy(batch.mask)].mean()
            optimiser.zero_grad()
            torch.autograd.backward(mean)
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            schedule.step()
            total += float(mean.detach()) * float(batch.mask.sum())
        print(
            f"{name}: epoch {epoch + 1} of {recipe.epochs}, loss {total / len(given.sequence):.4f}, "
            f"{time.monotonic() - begin:.0f} s",
            flush=True,
        )
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            torch.save(
                {
                    "network": network.state_dict(),
                    "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(),
                    "epochs": epoch + 1,
                },
                path,
            )
    _centre(network, given.rater)
    return Trained(network.eval(), scaling)


def _centre(network: Any, rater: Ints) -> None:
    """Put the mean strictness of the words' raters into the answers: alone, the network speaks for the average rater."""
    import torch

    with torch.no_grad():
        share = torch.from_numpy(np.bincount(rater, minlength=len(network.strictness.weight)) / len(rater)).float()
        mean = share @ network.strictness.weight
        network.strictness.weight -= mean
        network.answer.bias += mean


def predict(trained: Trained, states: NDArray[np.float16], facts: Floats, sequence: Ints) -> Floats:
    """The logits of each word, (words, 2), in torch."""
    import torch

    found = np.zeros((len(sequence), 2), dtype=np.float32)
    with torch.inference_mode():
        for batch in batches(sequence, words=8192):
            logits = trained.network(
                torch.from_numpy(trained.scaling.apply(states[batch.index])),
                torch.from_numpy(facts[batch.index]),
                torch.from_numpy(batch.lengths),
            )
            mask = batch.mask
            found[batch.index[mask]] = logits.numpy()[mask]
    return found


def _rate(share: float) -> float:
    """Learning rate at a share of the training: a straight rise over a sixth, then a cosine."""
    rise = 1 / 6
    if share < rise:
        return 0.04 + 0.96 * share / rise
    return float(0.5 + 0.5 * np.cos(np.pi * min(1.0, (share - rise) / (1 - rise))))


def _key(given: TrainingSet, recipe: Recipe, *, seed: int, tap: torch.Tensor | None) -> str:
    """Digits that differ when anything that matters differs."""
    digest = hashlib.sha256(json.dumps([asdict(recipe), seed, given.states.shape]).encode())
    for array in (given.answers, given.facts, given.sequence, given.rater, given.weight, given.states[::97]):
        digest.update(np.ascontiguousarray(array).tobytes())
    if tap is not None:
        digest.update(tap.numpy().tobytes())
    return digest.hexdigest()[:12]
