"""A small recurrent network over the words of a text: how likely a rater would mark each.

It is trained with torch (:mod:`mtqa.training.phrases`) and run here with numpy alone: gated recurrent
units in both directions over each sentence, several trained networks side by side, their logits averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.scoring.word_features import FACTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

__all__ = ["ANSWERS", "MAX_WORDS", "Tagger"]

#: What is told of each word: the logit that a rater marks it, and that the mark is a major error.
ANSWERS: Final = ("marked", "major")
#: Words of a sentence that are read at once; a longer one is read in parts, so that memory and time stay bounded.
MAX_WORDS: Final = 200
#: Words per batch of sentences.
_BATCH: Final = 4096
_ARRAYS: Final = (
    "reduce", "reduce_bias", "input", "input_bias", "recurrent", "recurrent_bias",
    "between", "between_bias", "answer", "answer_bias",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tagger:
    """Trained networks, stacked along the first axis of every array.

    Attributes:
        weights: By name. ``reduce`` (networks, states, reduced), ``input`` (networks, directions, reduced and
            facts, 3 units), ``recurrent`` (networks, directions, units, 3 units), ``between`` and ``answer``
            (networks, inputs, outputs), and a bias of each; gates in the order reset, update, new.
    """

    weights: Mapping[str, Floats]

    def __post_init__(self) -> None:
        missing = [name for name in _ARRAYS if name not in self.weights]
        if missing:
            raise ValueError(f"the tagger lacks {', '.join(missing)}")
        facts = self.weights["input"].shape[2] - self.weights["reduce"].shape[2]
        if facts != len(FACTS):
            raise ValueError(f"the tagger was trained with {facts} facts of each word, not {len(FACTS)}")

    @property
    def n_states(self) -> int:
        """Columns of the states that it reads."""
        return int(self.weights["reduce"].shape[1])

    def logits(self, states: Floats, facts: Floats, sequence: Ints) -> Floats:
        """The answers for each word, (words, answers); deterministic.

        Args:
            states: The language model's states, (words, :attr:`n_states`).
            facts: See :data:`mtqa.scoring.word_features.FACTS`.
            sequence: Index of each word's sentence; never falls.
        """
        import numpy as np

        answers = np.zeros((len(states), len(ANSWERS)), dtype=np.float32)
        for index, lengths in _batches(sequence):
            flat = np.concatenate([index[row, :length] for row, length in enumerate(lengths)])
            answers[flat] = self._batch(states[flat], facts[flat], lengths)
        return answers

    def _batch(self, states: Floats, facts: Floats, lengths: Ints) -> Floats:
        """Sentences one after the other, the longest first."""
        import numpy as np

        w = self.weights
        n_networks = len(w["reduce"])
        reduced = states @ w["reduce"] + w["reduce_bias"][:, None]
        x = np.concatenate([reduced, np.broadcast_to(facts, (n_networks, *facts.shape))], axis=2)
        read = self._recur(x, lengths)
        both = np.concatenate([read, x], axis=2)
        between = np.maximum(both @ w["between"] + w["between_bias"][:, None], 0)
        return np.asarray((between @ w["answer"] + w["answer_bias"][:, None]).mean(axis=0), dtype=np.float32)

    def _recur(self, x: Floats, lengths: Ints) -> Floats:
        """What the units say of each word, (networks, words, both directions' units)."""
        import numpy as np

        w = self.weights
        n_networks, n_words, _ = x.shape
        units = w["recurrent"].shape[2]
        gates = x[:, None] @ w["input"] + w["input_bias"][:, :, None]  # networks, directions, words, 3 units
        starts = np.cumsum(lengths) - lengths
        state = np.zeros((n_networks, 2, len(lengths), units), dtype=np.float32)
        read = np.zeros((n_networks, 2, n_words, units), dtype=np.float32)
        active = len(lengths)
        for step in range(int(lengths[0])):
            while lengths[active - 1] <= step:
                active -= 1
            # The second direction reads each sentence from its end.
            words = (starts[:active] + step, starts[:active] + lengths[:active] - 1 - step)
            now = np.stack([gates[:, 0, words[0]], gates[:, 1, words[1]]], axis=1)
            held = state[:, :, :active]
            back = held @ w["recurrent"] + w["recurrent_bias"][:, :, None]
            reset = _sigmoid(now[..., :units] + back[..., :units])
            update = _sigmoid(now[..., units : 2 * units] + back[..., units : 2 * units])
            new = np.tanh(now[..., 2 * units :] + reset * back[..., 2 * units :])
            held = new + update * (held - new)
            state[:, :, :active] = held
            read[:, 0, words[0]] = held[:, 0]
            read[:, 1, words[1]] = held[:, 1]
        return np.concatenate([read[:, 0], read[:, 1]], axis=2)


def _sigmoid(x: Floats) -> Floats:
    import numpy as np

    # By tanh: no overflow at either end.
    return np.asarray(0.5 * np.tanh(0.5 * x) + 0.5, dtype=np.float32)


def _batches(sequence: Ints) -> list[tuple[Ints, Ints]]:
    """Words of whole sentences, the longest first: their places (sentences, longest) and the lengths.

    A sentence longer than :data:`MAX_WORDS` becomes several.
    """
    import numpy as np

    if not len(sequence):
        return []
    starts = np.concatenate([[0], np.flatnonzero(np.diff(sequence)) + 1])
    ends = np.concatenate([starts[1:], [len(sequence)]])
    parts = [
        (at, min(at + MAX_WORDS, end))
        for start, end in zip(starts, ends, strict=True)
        for at in range(start, end, MAX_WORDS)
    ]
    parts.sort(key=lambda part: part[0] - part[1])
    found = []
    at = 0
    while at < len(parts):
        longest = parts[at][1] - parts[at][0]
        chosen = parts[at : at + max(1, _BATCH // longest)]
        first = np.array([part[0] for part in chosen], dtype=np.intp)
        lengths = np.array([part[1] - part[0] for part in chosen], dtype=np.intp)
        found.append((first[:, None] + np.arange(longest), lengths))
        at += len(chosen)
    return found
