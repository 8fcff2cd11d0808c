"""What mtqa needs from a language model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mtqa.data import TokenLogprob

__all__ = ["LanguageModel"]


class LanguageModel(Protocol):
    """A causal language model.

    Attributes:
        name: What a person typed or would type to get it: ``smollm2-135m``, ``hf:NAME``.
        revision: What pins its numbers: engine, weights hash or commit.  Part of the signature.
    """

    name: str
    revision: str

    def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
        """Score each text from its beginning, independent of the others.

        The spans of a text's tokens tile it: they are in order, do not overlap, and together cover
        every code point (a code point split over several tokens belongs to the last of them, the
        others get an empty span).  A text of any length is scored whole, piece by piece, each with
        what stands before it as context; the result does not depend on what else is in ``texts``.

        Returns:
            One tuple per text; ``logprob`` in nats, at most 0; ``None`` where not scored.
        """
        ...
