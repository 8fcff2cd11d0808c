"""Flag a sentence that reads much less like English than sentences that people write.

What it does:  flags a sentence whose predicted human judgement is among the lowest two in a hundred of those of
               sentences that people wrote, if the language model finds it hard to predict as well.  With a
               model that has no such prediction it goes by surprisal, adjusted for length, and by the rest of the
               article: fewer than five in a hundred reference sentences are less predictable, and the ordinary
               words, those that begin with a small letter, stand out too.  A model without reference texts can
               only tell what stands out in the article.
Why it matters: what a machine garbles, run-on sentences and words that fit nothing, is unexpected.
Example:       "She in the of hospital was doctor the by examined twice been had." stands out.
Limits:        a rare subject or a list of rare things is unexpected too.  It does not see a fluent
               sentence that says the wrong thing, and cannot choose between two good translations.
               Sentences under eight words or forty characters, and lines that do not end as a sentence
               does (bylines, lists), are left out: too little to judge.
Needs:         a language model     Category: style/awkward     Severity: minor
Source:        human references and MQM annotations of WMT 2021 zh-en news; ``models/fluency-smollm2-135m.md``
               has the numbers, and how the rule was chosen
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, Final

from mtqa.data import CheckInfo, Document, Evidence, Finding, SegmentFluency
from mtqa.mqm import Category, Severity
from mtqa.text import count_words

if TYPE_CHECKING:
    from mtqa.resources import Resources

#: The module's docstring: inside a class, ``__doc__`` is the class's.
_DOC: Final = __doc__ or ""
#: Least words and code points of a sentence that is judged.
MIN_WORDS: Final = 8
MIN_CHARS: Final = 40
#: A predicted judgement below this percentile of the reference sentences is low ...
LOW_PERCENTILE: Final = 2.0
#: ... if fewer reference sentences than this share, in percent, are harder to predict.
HARD_TO_PREDICT: Final = 30.0
#: Without a predicted judgement: shares of predictability below this are suspect ...
SUSPECT_SCORE: Final = 5.0
#: ... if the ordinary words stand out in the article by so many robust deviations ...
ORDINARY_DEVIATIONS: Final = 1.5
#: ... or, where the article is too short to have a spread, if the score is below this.
LOW_SCORE: Final = 2.0
#: Without reference texts: deviations of the whole sentence from the article's median.
OUTLIER_DEVIATIONS: Final = 3.5
#: Least judged sentences from which an article's own spread is taken.
MIN_SENTENCES: Final = 8
#: Makes the median absolute deviation of a normal distribution its standard deviation.
_MAD_TO_SD: Final = 1.4826
#: Nats in a bit.
_LN2: Final = math.log(2)
#: Ordinary words are read as if so many more code points of average text stood among them.
_PRIOR_CHARS: Final = 15
_PRIOR_BITS: Final = 0.8
#: The end of a sentence: what has none is a byline, a list, a heading that was taken for prose.
_ENDED: Final = re.compile(
    r"[.!?\N{HORIZONTAL ELLIPSIS}][\"')\]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]{0,3}$"
)
#: What stands around a word and is not part of it.
_AROUND: Final = "\"'“”‘’.,;:!?()[]\N{HORIZONTAL ELLIPSIS}"
#: Words named as evidence.
_N_WORDS: Final = 3


class LowFluency:
    """See the module.

    It has no examples in ``info``: what a text scores depends on the language model.  Its test
    module scripts one.
    """

    info = CheckInfo(
        id="low-fluency",
        title="Sentence that stands out",
        category=Category.AWKWARD,
        severity=Severity.MINOR,
        needs=frozenset({"fluency"}),
        doc=_DOC,
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:
        """Yield a finding per sentence that stands out."""
        fluency = resources.fluency
        if fluency is None:
            return
        judged = [item for item in fluency.segments if _is_judged(item, document)]
        # a head that somebody trained without reference texts has no percentiles
        predicted = fluency.predicted and any(item.percentile is not None for item in judged)
        reasons = map(_low, judged) if predicted else _unlikely_ones(judged, document)
        for item, reason in zip(judged, reasons, strict=True):
            if reason is None:
                continue
            words = ", ".join(f"“{word}” ({bits:.0f} bits)" for word, bits in _surprising_words(item, document))
            yield Finding(
                check=self.info.id,
                category=self.info.category,
                severity=self.info.severity,
                span=item.span,
                text=item.span.of(document.text),
                message="This sentence reads unlike ordinary English: see whether it says what the source says",
                confidence=_confidence(item, predicted=predicted),
                evidence=(
                    Evidence("fluency", reason),
                    Evidence("surprisal", f"least expected: {words}"),
                ),
            )


def _is_judged(item: SegmentFluency, document: Document) -> bool:
    text = item.span.of(document.text)
    return item.n_chars >= MIN_CHARS and count_words(text) >= MIN_WORDS and _ENDED.search(text) is not None


def _deviations(values: Sequence[float]) -> list[float | None]:
    """How far each value lies above the median, in robust deviations; ``None`` if that says little."""
    if len(values) < MIN_SENTENCES:
        return [None] * len(values)
    middle = median(values)
    spread = _MAD_TO_SD * median(abs(value - middle) for value in values)
    if spread == 0:
        return [None] * len(values)
    return [(value - middle) / spread for value in values]


def _low(item: SegmentFluency) -> str | None:
    """Why a sentence with a predicted judgement is flagged, for a person; ``None`` if it is not."""
    if item.percentile is None or item.percentile >= LOW_PERCENTILE:
        return None
    if item.predictability is not None and item.predictability >= HARD_TO_PREDICT:
        return None
    return f"predicted judgement {item.score:.0f} of 100: lower than {100 - item.percentile:.0f}% of sentences that people wrote"


def _unlikely_ones(judged: Sequence[SegmentFluency], document: Document) -> Iterator[str | None]:
    """The same for each of some sentences by surprisal, beside the rest of the article."""
    whole = _deviations([item.bits_per_char for item in judged])
    ordinary = _deviations([_ordinary_bits(item, document) for item in judged])
    return map(_unlikely, judged, whole, ordinary)


def _unlikely(item: SegmentFluency, whole: float | None, ordinary: float | None) -> str | None:
    """Why the sentence is flagged, for a person; ``None`` if it is not."""
    if ordinary is not None and ordinary < ORDINARY_DEVIATIONS:
        return None
    if item.predictability is None:
        if ordinary is None or whole is None or whole < OUTLIER_DEVIATIONS:
            return None
        return f"{whole:.1f} deviations less predictable than the article's middle sentence"
    if item.predictability >= (SUSPECT_SCORE if ordinary is not None else LOW_SCORE):
        return None
    return f"only {item.predictability:.1f}% of comparable sentences written by people are less predictable"


def _confidence(item: SegmentFluency, *, predicted: bool) -> float:
    """Modest: raters marked a major error in four of five flagged sentences, but also in half of all sentences."""
    if predicted:
        return 0.7
    return 0.6 if item.predictability is not None and item.predictability < LOW_SCORE else 0.5


def _ordinary_bits(item: SegmentFluency, document: Document) -> float:
    """Bits per code point of the words that begin with a small letter."""
    bits = n_chars = 0.0
    for word, cost in _words(item, document):
        if word[:1].islower():
            bits += cost
            n_chars += len(word) + 1
    return (bits + _PRIOR_BITS * _PRIOR_CHARS) / (n_chars + _PRIOR_CHARS)


def _words(item: SegmentFluency, document: Document) -> Iterator[tuple[str, float]]:
    """The words of a sentence without their punctuation, with their surprisal in bits."""
    spans: list[tuple[int, int, float]] = []
    for token in item.tokens:
        cost = -(token.logprob or 0.0) / _LN2
        if spans and token.span.start == spans[-1][1]:  # no white space between them: the same word
            start, _, before = spans[-1]
            spans[-1] = (start, token.span.end, before + cost)
        else:
            spans.append((token.span.start, token.span.end, cost))
    for start, end, bits in spans:
        word = document.text[start:end].strip(_AROUND)
        if word:
            yield word, bits


def _surprising_words(item: SegmentFluency, document: Document) -> list[tuple[str, float]]:
    """The words that cost most, with their bits, dearest first."""
    return sorted(_words(item, document), key=lambda word: -word[1])[:_N_WORDS]


CHECK = LowFluency()
