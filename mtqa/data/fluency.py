"""What a language model says of an article, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.data.document import Span

__all__ = ["Diagnostics", "Fluency", "SegmentFluency", "Suspicion", "TokenLogprob"]


@dataclass(frozen=True, slots=True)
class TokenLogprob:
    """A token and its log-probability in **nats**, at most 0; ``None`` means it was not scored."""

    span: Span
    logprob: float | None


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """What the language model's surprise amounts to, over some tokens; no judgement by itself.

    Attributes:
        n_tokens: Tokens.
        n_words: Words, as white space separates them.
        n_chars: Code points of the words.
        surprisal: Mean surprisal, bits per token; lower is more predictable.
        bits_per_char: Total surprisal over code points; comparable across models.
        perplexity: Per token, ``2 ** surprisal``.
        slor: Bits per token by which the context makes the tokens likelier than they are without any
            (Pauls and Klein 2012; Lau et al. 2017); higher is more acceptable, whatever the words'
            rarity.  ``None`` if their rarity is not known.
        surprising: Share of very surprising words, 0 to 1.
    """

    n_tokens: int
    n_words: int
    n_chars: int
    surprisal: float
    bits_per_char: float
    perplexity: float
    slor: float | None
    surprising: float


@dataclass(frozen=True, slots=True)
class SegmentFluency:
    """Fluency of one segment.

    Attributes:
        segment: Index of the segment in the document.
        span: Its range in ``Document.text``.
        n_tokens: Tokens that were scored.
        n_chars: Code points of the segment.
        surprisal: Mean surprisal, bits per token; lower is more predictable.
        bits_per_char: Total surprisal over code points; comparable across models.
        score: 0 to 100, higher is more fluent (see ``Fluency.unit``); ``None`` if not calibrated.
        tokens: The scored tokens, in ``Document.text``.
        predictability: Share of the reference sentences that are harder to predict, 0 to 100, by
            surprisal alone; ``None`` if not calibrated.
        percentile: Share of the reference sentences with a lower score, 0 to 100; ``None`` if unknown.
    """

    segment: int
    span: Span
    n_tokens: int
    n_chars: int
    surprisal: float
    bits_per_char: float
    score: float | None
    tokens: tuple[TokenLogprob, ...] = ()
    predictability: float | None = None
    percentile: float | None = None


@dataclass(frozen=True, slots=True)
class Fluency:
    """Fluency of an article.

    Attributes:
        score: 0 to 100, higher is more fluent; ``None`` if the model has no calibration.
        unit: What the score means, for the label beside it.
        typical: Range of article scores (10th and 90th percentile) in the reference texts.
        n_tokens: Tokens scored in prose segments.
        surprisal: Bits per token over all prose.
        bits_per_char: Bits per code point over all prose.
        perplexity: Per token, ``2 ** surprisal``.
        segments: One per scored segment.
        model: Name and revision of the language model.
        reference: Name of the reference distribution behind the score; ``""`` without one.
        percentile: Share of the reference articles with a lower score, 0 to 100; ``None`` if unknown.
        predicted: Whether the score is a predicted human judgement, and not calibrated surprisal.
        diagnostics: Over all prose.
        without_names: The same without names and numbers.
    """

    score: float | None
    unit: str
    typical: tuple[float, float] | None
    n_tokens: int
    surprisal: float
    bits_per_char: float
    perplexity: float
    segments: tuple[SegmentFluency, ...]
    model: str
    reference: str = ""
    percentile: float | None = None
    predicted: bool = False
    diagnostics: Diagnostics | None = None
    without_names: Diagnostics | None = None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A phrase that a rater would likely mark, whatever is wrong with it.

    Attributes:
        span: Range in ``Document.text``.
        confidence: 0 to 1, the estimated share of such phrases that at least one of three raters marks.
        chance: 0 to 1, the estimated share that a single rater marks.
        major: Whether a major error is more likely than a minor one.
    """

    span: Span
    confidence: float
    chance: float
    major: bool
