"""What tests of mtqa, and of packages that extend it, need: a fake language model and a conformance test."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mtqa.data import Span, TokenLogprob
from mtqa.lm.protocol import LanguageModel

__all__ = ["FakeLM", "assert_lm_conforms"]

_TOKEN = re.compile(r"\s*\S+|\s+")


class FakeLM:
    """A language model without a model: a token is a word with the white space before it.

    A word costs a nat, and half a nat more per code point; words may be given a price of their own.

    Attributes:
        name: ``fake``.
        revision: ``1``.
    """

    name = "fake"
    revision = "1"

    def __init__(self, logprobs: Mapping[str, float | None] | None = None) -> None:
        """Make one.

        Args:
            logprobs: Log-probability in nats by word (without white space), for words that shall
                have another than the default; ``None`` for a word that is not scored.
        """
        self._logprobs = dict(logprobs or {})

    def token_logprobs(self, texts: Sequence[str]) -> list[tuple[TokenLogprob, ...]]:
        """See :class:`mtqa.lm.protocol.LanguageModel`."""
        return [
            tuple(
                TokenLogprob(Span(match.start(), match.end()), self._price(match.group().strip()))
                for match in _TOKEN.finditer(text)
            )
            for text in texts
        ]

    def _price(self, word: str) -> float | None:
        return self._logprobs.get(word, -1.0 - 0.5 * len(word))


#: Texts that have broken engines; the last two are longer than one window.
_TEXTS = (
    "The committee will meet again on Tuesday.",
    "",
    " ",
    "\n",
    "Two  spaces,\ttabs and\n\nline breaks ",
    "\N{GRINNING FACE} and \N{FAMILY}\N{ZERO WIDTH JOINER}\N{GIRL}, cafe\N{COMBINING ACUTE ACCENT}",
    "他对这起丑闻睁一只眼闭一只眼。",
    "The word <|endoftext|> and the word <s> are <|im_start|>plain text</s>",
    "a" * 1500,
    "The river rose again on Monday, and nobody had been told. " * 60,
)


def assert_lm_conforms(lm: LanguageModel, *, tolerance: float = 1e-4) -> None:
    """Check everything that :class:`mtqa.lm.protocol.LanguageModel` promises.

    Args:
        lm: The model to check.
        tolerance: Largest difference in nats between a text scored alone and in a batch.

    Raises:
        AssertionError: A promise is not kept; the message says which, and for which text.
    """
    assert lm.name, "a language model needs a name"
    assert lm.revision, "a language model needs a revision"
    assert lm.token_logprobs([]) == [], "no texts must give no results"
    together = lm.token_logprobs(_TEXTS)
    assert len(together) == len(_TEXTS), "one result per text"
    for text, tokens in zip(_TEXTS, together, strict=True):
        label = repr(text[:40])
        at = 0
        for token in tokens:
            assert token.span.start == at, f"{label}: the spans do not tile the text at {at}"
            assert token.logprob is None or token.logprob <= 0, f"{label}: a log-probability above 0"
            at = token.span.end
        assert at == len(text), f"{label}: the spans end at {at} of {len(text)}"
        (alone,) = lm.token_logprobs([text])
        assert [token.span for token in alone] == [token.span for token in tokens], f"{label}: other tokens when alone"
        for one, other in zip(alone, tokens, strict=True):
            assert (one.logprob is None) == (other.logprob is None), f"{label}: scored only alone or only in a batch"
            if one.logprob is not None and other.logprob is not None:
                difference = abs(one.logprob - other.logprob)
                assert difference <= tolerance, f"{label}: differs by {difference} nats when alone"
    assert together[1] == (), "an empty text has no tokens"
    assert lm.token_logprobs(_TEXTS) == together, "the same call gives other numbers the second time"
