"""Fluency of an article: surprisal of its sentences under a language model.

Surprisal is ``-log2 p(token | what stands before it)``.  All formulas are here; a language model
only gives log-probabilities.  Fluency in this sense is how expected the words are: not whether the
text is right, not whether a person wrote it.
"""

from __future__ import annotations

import math
from bisect import bisect_right

from mtqa.data import Document, Fluency, Segment, SegmentFluency, Span, TokenLogprob
from mtqa.lm.protocol import LanguageModel
from mtqa.lm.reading import Reading
from mtqa.scoring.calibration import Calibration, calibration_for, statistic
from mtqa.scoring.lm_text import LmText, lm_text

__all__ = ["article_score", "measure"]

_UNIT = (
    "Percentile: the share of comparable sentences in {reference} that are harder to predict. "
    "The article's score is the mean of its sentences, weighted by length. Rare names and topics lower it."
)
_NO_UNIT = "No score: the language model {model} has no reference distribution. Compare surprisal within the article."


def measure(
    document: Document,
    lm: LanguageModel,
    *,
    calibration: Calibration | None = None,
    reading: Reading | None = None,
) -> Fluency:
    """Measure the fluency of an article.

    Each sentence is scored in the context of the article before it.  Only prose counts; headings
    and captions are read as context, furniture is not read.

    Args:
        document: A segmented article.
        lm: The language model.
        calibration: The reference distribution; by default the one that belongs to the model.
        reading: What the model read of :func:`~mtqa.scoring.lm_text.lm_text`, if it has read it already.

    Returns:
        Scores are ``None`` if the model has no reference distribution.
    """
    if calibration is None:
        calibration = calibration_for(lm)
    text = lm_text(document)
    tokens = lm.token_logprobs([text.text])[0] if reading is None else reading.tokens
    by_segment = _assign(document.segments, text, tokens)
    segments = tuple(
        _segment(segment, by_segment[segment.index], calibration)
        for segment in document.prose()
        if by_segment.get(segment.index)
    )
    n_tokens = sum(item.n_tokens for item in segments)
    n_chars = sum(item.n_chars for item in segments)
    bits = sum(item.surprisal * item.n_tokens for item in segments)
    surprisal = bits / n_tokens if n_tokens else 0.0
    return Fluency(
        score=article_score(segments),
        unit=_NO_UNIT.format(model=lm.name) if calibration is None else _UNIT.format(reference=calibration.reference),
        typical=None if calibration is None else calibration.typical,
        n_tokens=n_tokens,
        surprisal=surprisal,
        bits_per_char=bits / n_chars if n_chars else 0.0,
        perplexity=2.0**surprisal,
        segments=segments,
        model=f"{lm.name}@{lm.revision}",
        reference="" if calibration is None else calibration.reference,
    )


def article_score(segments: tuple[SegmentFluency, ...]) -> float | None:
    """Mean of the sentence scores weighted by length, 0 to 100; ``None`` without scored sentences."""
    scored = [(item.score, item.n_chars) for item in segments if item.score is not None]
    if not scored:
        return None
    return sum(score * n_chars for score, n_chars in scored) / sum(n_chars for _, n_chars in scored)


def _assign(
    segments: tuple[Segment, ...], text: LmText, tokens: tuple[TokenLogprob, ...]
) -> dict[int, list[TokenLogprob]]:
    """Tokens by segment, in positions of the document.

    A token belongs to the segment of its last visible character, so that the space before a first
    word does not count with the sentence before.  White space between sentences belongs to none.
    A token with an empty span (a part of a code point) goes with the token that has the code point.
    """
    starts = [segment.span.start for segment in segments]
    by_segment: dict[int, list[TokenLogprob]] = {}
    parts: list[float] = []
    for token in tokens:
        if token.logprob is None:
            continue
        if token.span.start == token.span.end:
            parts.append(token.logprob)
            continue
        surface = token.span.of(text.text)
        visible = len(surface.rstrip())
        pending, parts = parts, []
        if not visible:
            continue
        lead = visible - len(surface[:visible].lstrip())
        span = text.locate(Span(token.span.start + lead, token.span.start + visible))
        at = bisect_right(starts, span.end - 1) - 1
        if at < 0 or span.end > segments[at].span.end:
            continue
        segment = segments[at]
        span = Span(max(span.start, segment.span.start), span.end)
        found = by_segment.setdefault(segment.index, [])
        found.extend(TokenLogprob(Span(span.start, span.start), logprob) for logprob in pending)
        found.append(TokenLogprob(span, token.logprob))
    return by_segment


def _segment(segment: Segment, tokens: list[TokenLogprob], calibration: Calibration | None) -> SegmentFluency:
    bits = sum(-token.logprob for token in tokens if token.logprob is not None) / math.log(2)
    n_chars = len(segment.span)
    value = statistic(bits, n_chars)
    return SegmentFluency(
        segment=segment.index,
        span=segment.span,
        n_tokens=len(tokens),
        n_chars=n_chars,
        surprisal=bits / len(tokens),
        bits_per_char=bits / n_chars,
        score=None if calibration is None else calibration.score(value),
        tokens=tuple(tokens),
    )
