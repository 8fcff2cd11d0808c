"""Fluency of an article: what people would say of its sentences, and how a language model takes them.

The score of a sentence is the judgement that a trained head predicts from the model's states
(:mod:`mtqa.scoring.judge`).  For a model without a head it is calibrated surprisal, the share of
reference sentences that are harder to predict, and says so.  Neither tells whether the text is right,
nor whether a person wrote it.

Surprisal is ``-log2 p(token | what stands before it)``.  All formulas are in this package; a language
model only gives log-probabilities and states.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from mtqa.data import Document, Fluency, Segment, SegmentFluency, Span, TokenLogprob
from mtqa.lm.protocol import LanguageModel
from mtqa.lm.reading import Reading, StateReader
from mtqa.scoring.calibration import Calibration, calibration_for, statistic
from mtqa.scoring.diagnostics import Word, diagnose, is_name_or_number, words_of
from mtqa.scoring.judge import Judge, Sentence, judge_for
from mtqa.scoring.lm_text import LmText, lm_text

if TYPE_CHECKING:
    from mtqa.lm.llama import Array

__all__ = ["article_score", "measure", "share_below"]

#: Tokens of a sentence, each with its number in the reading.
_Tokens = list[tuple[int, TokenLogprob]]

_JUDGED = (
    "Predicted human judgement of the sentences, 0 to 100 on the scale of the raters of {data}; mean weighted by "
    "length.{place} It does not tell who wrote the text, cannot choose between two good translations, and does not see "
    "omissions or wrong facts."
)
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
    judge: Judge | None = None,
    reading: Reading | None = None,
) -> Fluency:
    """Measure the fluency of an article.

    Each sentence is scored in the context of the article before it.  Only prose counts; headings
    and captions are read as context, furniture is not read.

    Args:
        document: A segmented article.
        lm: The language model.
        calibration: The reference distribution of surprisal; by default the model's own.
        judge: The head that predicts judgements; by default the model's own.
        reading: What the model read of :func:`~mtqa.scoring.lm_text.lm_text`, if it has read it already.

    Returns:
        Scores are ``None`` if the model has neither a head nor a reference distribution.
    """
    if calibration is None:
        calibration = calibration_for(lm)
    if judge is None:
        judge = judge_for(lm.name, lm.revision)
    text = lm_text(document)
    if reading is None and judge is not None and isinstance(lm, StateReader):
        reading = lm.read([text.text])[0]
    tokens = lm.token_logprobs([text.text])[0] if reading is None else reading.tokens
    by_segment = _assign(document.segments, text, tokens)
    prose = [segment for segment in document.prose() if by_segment.get(segment.index)]
    states = None if reading is None else _states(reading)
    judged: list[float | None] = [None] * len(prose)
    rarity: Array | None = None
    if judge is not None and reading is not None and states is not None:
        rarity = judge.unigrams.rarity(reading.ids)
        judged = list(_judged(document, prose, by_segment, reading=reading, states=states, judge=judge))
    predicted = any(value is not None for value in judged)
    segments = tuple(
        _segment(segment, by_segment[segment.index], calibration, judge, value)
        for segment, value in zip(prose, judged, strict=True)
    )
    words = list(chain.from_iterable(_words(document, by_segment[segment.index], rarity) for segment in prose))
    whole = diagnose(words)
    n_chars = sum(item.n_chars for item in segments)
    score = article_score(segments)
    facts = judge.facts if judge is not None and predicted else {}
    reference = facts.get("reference", "") if predicted else "" if calibration is None else calibration.reference
    percentile = None
    if score is not None and facts.get("articles"):
        percentile = share_below(facts["articles"], score)
    typical = None if predicted or calibration is None else calibration.typical
    if facts.get("typical"):
        low, high = facts["typical"]
        typical = (low, high)
    return Fluency(
        score=score,
        unit=_unit(lm, calibration, judge if predicted else None, percentile),
        typical=typical,
        n_tokens=whole.n_tokens,
        surprisal=whole.surprisal,
        bits_per_char=whole.surprisal * whole.n_tokens / n_chars if n_chars else 0.0,
        perplexity=whole.perplexity,
        segments=segments,
        model=f"{lm.name}@{lm.revision}",
        reference=reference,
        percentile=percentile,
        predicted=predicted,
        diagnostics=whole,
        without_names=diagnose(word for word in words if not is_name_or_number(word)),
    )


def _unit(lm: LanguageModel, calibration: Calibration | None, judge: Judge | None, percentile: float | None) -> str:
    if judge is not None:
        place = ""
        if percentile is not None:
            place = f" Higher than {percentile:.0f} of 100 articles of the reference: {judge.facts['reference']}."
        return _JUDGED.format(data=judge.facts["data"], place=place)
    if calibration is None:
        return _NO_UNIT.format(model=lm.name)
    return _UNIT.format(reference=calibration.reference)


def share_below(quantiles: Sequence[float], value: float) -> float:
    """Percentile of a value, 0 to 100.

    Args:
        quantiles: Of the reference at equal steps, ascending, at least two.
        value: What is looked up; at or below the lowest it is 0.
    """
    at = bisect_left(quantiles, value)
    if at == 0:
        return 0.0
    if at == len(quantiles):
        return 100.0
    below, above = quantiles[at - 1], quantiles[at]
    part = (value - below) / (above - below) if above > below else 1.0
    return 100.0 * (at - 1 + part) / (len(quantiles) - 1)


def _states(reading: Reading) -> Array | None:
    """What a head reads: its own columns, or a whole layer; ``None`` from a model that shows neither."""
    return reading.carried.get("fluency", reading.carried.get("middle"))


def _judged(
    document: Document,
    prose: Sequence[Segment],
    by_segment: dict[int, _Tokens],
    *,
    reading: Reading,
    states: Array,
    judge: Judge,
) -> list[float]:
    import numpy as np

    ids = np.asarray(reading.ids)
    sentences = []
    for segment in prose:
        rows = [row for row, _ in by_segment[segment.index]]
        surprisal = np.array([-(token.logprob or 0.0) for _, token in by_segment[segment.index]], dtype=np.float32)
        sentences.append(Sentence(segment.span.of(document.text), surprisal, ids[rows], states[rows]))
    return judge.judge(sentences)


def _words(document: Document, tokens: _Tokens, rarity: Array | None) -> list[Word]:
    rare = None if rarity is None else [float(rarity[row]) for row, _ in tokens]
    return list(words_of(document.text, [token for _, token in tokens], rare))


def article_score(segments: tuple[SegmentFluency, ...]) -> float | None:
    """Mean of the sentence scores weighted by length, 0 to 100; ``None`` without scored sentences."""
    scored = [(item.score, item.n_chars) for item in segments if item.score is not None]
    if not scored:
        return None
    return sum(score * n_chars for score, n_chars in scored) / sum(n_chars for _, n_chars in scored)


def _assign(segments: tuple[Segment, ...], text: LmText, tokens: tuple[TokenLogprob, ...]) -> dict[int, _Tokens]:
    """Tokens by segment with their number, in positions of the document.

    A token belongs to the segment of its last visible character, so that the space before a first
    word does not count with the sentence before.  White space between sentences belongs to none.
    A token with an empty span (a part of a code point) goes with the token that has the code point.
    """
    starts = [segment.span.start for segment in segments]
    by_segment: dict[int, _Tokens] = {}
    parts: list[tuple[int, float]] = []
    for row, token in enumerate(tokens):
        if token.logprob is None:
            continue
        if token.span.start == token.span.end:
            parts.append((row, token.logprob))
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
        found.extend((part, TokenLogprob(Span(span.start, span.start), logprob)) for part, logprob in pending)
        found.append((row, TokenLogprob(span, token.logprob)))
    return by_segment


def _segment(
    segment: Segment, numbered: _Tokens, calibration: Calibration | None, judge: Judge | None, judged: float | None
) -> SegmentFluency:
    tokens = tuple(token for _, token in numbered)
    bits = sum(-token.logprob for token in tokens if token.logprob is not None) / math.log(2)
    n_chars = len(segment.span)
    predictability = None if calibration is None else calibration.score(statistic(bits, n_chars))
    score, percentile = predictability, predictability
    if judge is not None and judged is not None:
        score, percentile = judge.score(judged), None
        if judge.facts.get("sentences"):
            percentile = share_below(judge.facts["sentences"], score)
    return SegmentFluency(
        segment=segment.index,
        span=segment.span,
        n_tokens=len(tokens),
        n_chars=n_chars,
        surprisal=bits / len(tokens),
        bits_per_char=bits / n_chars,
        score=score,
        tokens=tokens,
        predictability=predictability,
        percentile=percentile,
    )
