"""What one pass over a text gives: log-probabilities, and the states that heads are trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtqa.data import TokenLogprob
    from mtqa.lm.llama import Array

__all__ = ["Reading", "StateReader"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as a language model read it.

    Attributes:
        tokens: What ``token_logprobs`` returns for the text.
        states: The final hidden state, (tokens, hidden), float32.  Row ``i`` **has read token i**
            and everything before it, and nothing after it.
        carried: What the model shows of its earlier layers, (tokens, columns) each, float32, of the
            same tokens: by name of the head it is for (:mod:`mtqa.lm.taps`), or ``middle`` for all
            channels of a layer about two thirds up; nothing in a model that carries nothing.
        ids: Of the tokens, in the model's vocabulary.
    """

    tokens: tuple[TokenLogprob, ...]
    states: Array
    carried: Mapping[str, Array]
    ids: Sequence[int] = ()


@runtime_checkable
class StateReader(Protocol):
    """A language model that shows its states: what a head needs beyond ``LanguageModel``."""

    name: str
    revision: str

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Read each text from its beginning, independent of the others, cut as for ``token_logprobs``."""
        ...
