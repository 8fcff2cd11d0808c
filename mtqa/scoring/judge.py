"""Predict what people would say of a sentence, from the states of a language model that read it.

Each token's state, reduced to a few columns, and its surprisal are pooled over the sentence: their
mean, and means weighted by what a small network finds worth attention.  Two layers turn the pooled
columns and the numbers of :mod:`mtqa.scoring.sentence_facts` into one value.  Several such networks
share the columns; their mean counts.  Everything is numpy, some percent of the language model's time.

Trained by :mod:`mtqa.training.judge`; the card of each artefact ``fluency-<model>.npz`` has the numbers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.artefacts import artefact
from mtqa.scoring.calibration import artefact_name
from mtqa.scoring.sentence_facts import of_sentence, of_tokens
from mtqa.scoring.unigrams import Unigrams

if TYPE_CHECKING:
    from mtqa.lm.llama import Array

__all__ = ["Judge", "Sentence", "artefact_file", "heads_folder", "judge_for", "load_judge"]

#: Sentences that are padded to one length together.
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a language model read it.

    Attributes:
        text: The sentence.
        surprisal: Of its tokens, in nats; at least one.
        ids: Of its tokens.
        states: (tokens, columns): the taps' columns, or all channels of the tapped layer.
    """

    text: str
    surprisal: Array
    ids: Any
    states: Array


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained head.

    Attributes:
        taps: (columns, hidden): from the tapped layer to the columns.
        weights: By name: ``bias`` of the columns; ``facts_mean`` and ``facts_scale``; and the networks'
            ``attend1``, ``attend1_bias``, ``attend2``, ``hidden``, ``hidden_bias``, ``out``, ``out_bias``, each
            with the network as its first dimension.
        unigrams: Rarity of tokens.
        model: The language model whose states it was trained on, and its revision.
        facts: What the artefact says of itself: see :mod:`mtqa.training.judge`.
        digest: First digits of the artefact's sha256, for signatures.
    """

    taps: Array
    weights: Mapping[str, Array]
    unigrams: Unigrams
    model: str
    revision: str
    facts: Mapping[str, Any]
    digest: str = ""

    def judge(self, sentences: Sequence[Sentence]) -> list[float]:
        """The predicted judgement of each sentence, in standard deviations of a rater's judgements.

        A sentence's value does not depend on the others.
        """
        values = [0.0] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i].surprisal))
        for _, group in groupby(order, key=lambda i: len(sentences[i].surprisal)):
            same = list(group)
            for start in range(0, len(same), _BATCH):
                some = same[start : start + _BATCH]
                for i, value in zip(some, self._judge([sentences[i] for i in some]), strict=True):
                    values[i] = value
        return values

    def score(self, value: float) -> float:
        """A judgement on the scale of the raters, 0 to 100."""
        slope, intercept = self.facts["scale"]
        return float(min(100.0, max(0.0, intercept + slope * value)))

    def _judge(self, sentences: Sequence[Sentence]) -> list[float]:
        """Sentences of one length."""
        import numpy as np

        weights = self.weights
        rarity = [self.unigrams.rarity(one.ids) for one in sentences]
        columns = np.stack([one.states for one in sentences]).astype(np.float32)
        if columns.shape[2] != len(self.taps):
            columns = columns @ self.taps.T
        facts = np.stack([of_tokens(one.surprisal, rare) for one, rare in zip(sentences, rarity, strict=True)])
        tokens = np.concatenate([columns + weights["bias"], facts], axis=2)
        whole = np.stack(
            [of_sentence(one.text, one.surprisal, rare) for one, rare in zip(sentences, rarity, strict=True)]
        )
        whole = np.clip((whole - weights["facts_mean"]) / weights["facts_scale"], -4, 4)
        found = np.zeros(len(sentences))
        for i in range(len(weights["out_bias"])):
            attention = np.tanh(tokens @ weights["attend1"][i] + weights["attend1_bias"][i]) @ weights["attend2"][i]
            attention = np.exp(attention - attention.max(axis=1, keepdims=True))
            attention /= attention.sum(axis=1, keepdims=True)
            pooled = np.einsum("slh,slw->shw", attention, tokens).reshape(len(sentences), -1)
            inputs = np.concatenate([tokens.mean(axis=1), pooled, whole], axis=1)
            inner = _gelu(inputs @ weights["hidden"][i] + weights["hidden_bias"][i])
            found += inner @ weights["out"][i] + weights["out_bias"][i]
        return [float(value) for value in found / len(weights["out_bias"])]


def _gelu(x: Array) -> Array:
    """Gaussian error linear unit, by its usual approximation."""
    import numpy as np

    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))), dtype=np.float32)


def judge_for(name: str, revision: str) -> Judge | None:
    """The head that was trained with this language model, or ``None``.

    It must have been trained with the same weights; the part of the revision before the first hyphen
    says which those are.
    """
    try:
        path = artefact(artefact_file(name))
    except FileNotFoundError:
        path = heads_folder() / artefact_file(name)
        if not path.is_file():
            return None
    judge = load_judge(path)
    return judge if judge.revision.partition("-")[0] == revision.partition("-")[0] else None


def artefact_file(model: str) -> str:
    """File name of a model's head: ``fluency-smollm2-135m.npz``."""
    return artefact_name(model).removesuffix(".json") + ".npz"


def heads_folder() -> Path:
    """Where the heads are that a user trained: ``mtqa models calibrate``.

    Raises:
        ModelError: ``MTQA_MODELS`` cannot be a folder.
    """
    from mtqa.lm.store import cache_folder

    return cache_folder() / "heads"


@lru_cache(maxsize=4)
def load_judge(path: Path) -> Judge:
    """Read an artefact."""
    import numpy as np

    with np.load(path, allow_pickle=False) as arrays:
        facts = json.loads(str(arrays["facts"]))
        beside = {"facts", "taps", "unigrams", "layer"}
        weights = {key: arrays[key].astype(np.float32) for key in arrays.files if key not in beside}
        return Judge(
            arrays["taps"].astype(np.float32),
            weights,
            Unigrams(arrays["unigrams"]),
            facts["model"],
            facts["revision"],
            facts,
            hashlib.sha256(path.read_bytes()).hexdigest()[:12],
        )
