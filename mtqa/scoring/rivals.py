"""How much a language model prefers another wording of a place, in its sentence and in the document.

A sentence is scored as it stands and with each rival, twice: alone, and after up to
:data:`CONTEXT_CHARS` of the article before it.  Whatever stands before the change is the same text and cancels;
what follows in the sentence counts, since that is where a wrong word makes the right ones improbable.

The gain is the mean of the two.  Text before the sentence says what the article is about, but a model also
repeats the words it has just read, the wrong ones among them; each reading alone misses more than the mean.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from statistics import fmean

from mtqa.data import Document, Span
from mtqa.lm.protocol import LanguageModel
from mtqa.scoring.lm_text import lm_text

__all__ = ["CONTEXT_CHARS", "REACH_CHARS", "Rivals"]

#: Code points of the article before the sentence, about 96 tokens of English.
CONTEXT_CHARS = 430
#: Code points of the sentence on either side of the change; a longer sentence is cut at a space.
REACH_CHARS = 500
#: Texts that go to the model in one call, so that memory stays bounded.
_BATCH = 64


class Rivals:
    """Compares wordings within one article; every text is scored once.

    Attributes:
        n_texts: Texts scored so far.
        n_tokens: Tokens scored so far, context counted.
    """

    def __init__(self, document: Document, lm: LanguageModel) -> None:
        self._document = document
        self._lm = lm
        self._text = lm_text(document)
        self._known: dict[str, float] = {}
        self.n_texts = 0
        self.n_tokens = 0

    def gains(self, edits: Sequence[tuple[Span, str]]) -> list[float]:
        """What each edit gains, all scored together.

        Args:
            edits: A span of ``Document.text`` within one sentence of prose, and what shall stand there.

        Returns:
            Per edit, log-probability of the edited text less that of the text as it stands, in nats;
            positive where the model prefers the edit.

        Raises:
            ValueError: A span begins outside every sentence.
        """
        compared = [self._texts(span, text) for span, text in edits]
        self._score(text for pairs in compared for pair in pairs for text in pair)
        return [fmean(self._known[edited] - self._known[original] for original, edited in pairs) for pairs in compared]

    def _texts(self, span: Span, replacement: str) -> list[tuple[str, str]]:
        """The text as it stands and as edited: the sentence alone and, if there is any, after what is before it."""
        positions, text = self._text.positions, self._text.text
        segment = self._document.segment_at(span.start)
        if segment is None:
            raise ValueError(f"no sentence at {span.start}")
        first, last = bisect_left(positions, span.start), bisect_left(positions, span.end)
        begin = bisect_left(positions, segment.span.start)
        end = bisect_right(positions, segment.span.end - 1)
        if first - begin > REACH_CHARS:
            begin = _after_space(text, first - REACH_CHARS, first)
        if end - last > REACH_CHARS:
            end = text.rfind(" ", last, last + REACH_CHARS)
            end = last + REACH_CHARS if end < 0 else end
        before = _after_space(text, begin - CONTEXT_CHARS, begin) if begin > CONTEXT_CHARS else 0
        return [
            (text[start:end], text[start:first] + replacement + text[last:end]) for start in sorted({before, begin})
        ]

    def _score(self, texts: Iterable[str]) -> None:
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        for at in range(0, len(new), _BATCH):
            batch = new[at : at + _BATCH]
            for text, tokens in zip(batch, self._lm.token_logprobs(batch), strict=True):
                self._known[text] = sum(token.logprob for token in tokens if token.logprob is not None)
                self.n_tokens += len(tokens)
            self.n_texts += len(batch)


def _after_space(text: str, start: int, end: int) -> int:
    """The first place after a space from ``start`` on, or ``start`` if there is none before ``end``."""
    space = text.find(" ", start, end)
    return start if space < 0 else space + 1
