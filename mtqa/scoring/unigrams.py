"""How common a token is without any context: what SLOR subtracts.

Counted over some texts and mixed with a law of rank: byte-pair encodings number their tokens roughly
from the commonest on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.lm.llama import Array

__all__ = ["Unigrams"]

#: Tokens that the law of rank counts for, and what is added to a rank.
_PRIOR_TOKENS, _RANK = 20_000.0, 200.0
#: Steps of a nat that are kept.
_STEPS = 8.0


@dataclass(frozen=True, slots=True)
class Unigrams:
    """Surprisal of each token of a vocabulary without context.

    Attributes:
        steps: By token id, in eighths of a nat, uint8.
    """

    steps: Any

    @classmethod
    def count(cls, ids: Iterable[Any], size: int) -> Unigrams:
        """Count tokens.

        Args:
            ids: Arrays of token ids.
            size: Of the vocabulary.
        """
        import numpy as np

        counts = np.zeros(size)
        for some in ids:
            counts += np.bincount(some, minlength=size)[:size]
        prior = 1 / (np.arange(size) + _RANK)
        share = (counts + _PRIOR_TOKENS * prior / prior.sum()) / (counts.sum() + _PRIOR_TOKENS)
        return cls(np.clip(np.rint(-np.log(share) * _STEPS), 0, 255).astype(np.uint8))

    def rarity(self, ids: Any) -> Array:
        """Surprisal without context of tokens, in nats; unknown ids are as rare as the rarest."""
        import numpy as np

        known = np.minimum(np.asarray(ids, dtype=np.int64), len(self.steps) - 1)
        return np.asarray(self.steps[known], dtype=np.float32) / np.float32(_STEPS)
