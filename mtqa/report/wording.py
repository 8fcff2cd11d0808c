"""The words that the renderings share, and the cleaning of text that comes from elsewhere.

Articles, glossaries and file names are untrusted.  Whatever a rendering prints goes through
:func:`visible` (nothing invisible can act on a terminal or vanish in a page) or :func:`one_line`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

from mtqa.data import Diagnostics, Finding, Fluency, Report, SegmentFluency
from mtqa.mqm import Severity

__all__ = [
    "LOW_FLUENCY",
    "SUSPECTED",
    "confidence_words",
    "count_words",
    "diagnostic_words",
    "excerpt",
    "lowest",
    "number",
    "one_line",
    "plural",
    "score_words",
    "standing",
    "valid_unicode",
    "visible",
]

#: Id of the check whose findings mark a sentence as low in the strip.
LOW_FLUENCY: Final = "low-fluency"

#: Said wherever totals are given (MQM: tools raise issues, people confirm errors).
SUSPECTED: Final = (
    "Findings are suspected issues: an issue becomes an error only when a person confirms it. "
    "Two penalties are given apart: that of the errors a person confirmed, and what the suspected issues would add if "
    "all of them were confirmed."
)

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
#: C0 controls have pictures in Unicode (U+2400 ...), C1 controls have none.
_PICTURES: Final = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)}
_CONTROLS: Final = {**_PICTURES, **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT), 0x7F: "\N{SYMBOL FOR DELETE}"}
#: Bidirectional controls make a line read as something else; a page isolates them, a terminal cannot.
_BIDI: Final = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), _REPLACEMENT)

#: Lower bound of the confidence, and the words for it; the last row catches the rest.
_CONFIDENCE: Final = (
    (0.9, "very likely"),
    (0.7, "likely"),
    (0.55, "more likely than not"),
    (0.4, "about even"),
    (0.3, "possible"),
    (0.0, "unlikely, but worth a look"),
)


def valid_unicode(text: str) -> str:
    """``text`` with every lone surrogate replaced, so that it can be encoded; same length."""
    return _SURROGATES.sub(_REPLACEMENT, text)


def visible(text: str) -> str:
    """``text`` with every control character but tab and line ends made visible; same length."""
    return valid_unicode(text).translate(_CONTROLS)


def one_line(text: str) -> str:
    """:func:`visible` text on one line, runs of white space as one space, no bidirectional controls."""
    return visible(" ".join(text.split())).translate(_BIDI)


def excerpt(text: str, *, limit: int) -> str:
    """At most ``limit`` characters of ``text`` on one line, cut at a word where there is one."""
    # a line of 5 MB must not be split into words to show sixty characters of it
    line = one_line(text[: 4 * limit + 40])
    if len(line) <= limit and len(text) <= 4 * limit + 40:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip() + "…"


def number(value: float | None, *, digits: int = 1) -> str:
    """A number for people: thousands separated, no needless zeros; a dash when there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def plural(count: int, noun: str) -> str:
    """``1 issue``, ``2 issues``, ``1,200 words``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def confidence_words(confidence: float) -> str:
    """The confidence (0 to 1) in words."""
    return next(words for bound, words in _CONFIDENCE if confidence >= bound)


def count_words(counts: Iterable[tuple[Severity, int]]) -> str:
    """``2 critical, 9 major, 4 minor``: the severities that occur, the worst first."""
    present = sorted(((severity, count) for severity, count in counts if count), reverse=True, key=lambda c: c[0].rank)
    return ", ".join(f"{count:,} {severity.value}" for severity, count in present)


def standing(fluency: Fluency) -> str:
    """Where the article's score stands among the reference texts, or ``""`` if nobody knows."""
    if fluency.score is None or fluency.typical is None:
        return ""
    low, high = fluency.typical
    if fluency.score < low:
        return "below the typical range"
    return "above the typical range" if fluency.score > high else "within the typical range"


def score_words(fluency: Fluency) -> str:
    """One phrase with the score, its scale and its typical range."""
    if fluency.score is None:
        return (
            f"not calibrated for {one_line(fluency.model)}; {number(fluency.surprisal, digits=2)} bits per token "
            f"(lower is more predictable)"
        )
    kind = "predicted human judgement " if fluency.predicted else ""
    phrase = f"{kind}{number(fluency.score, digits=0)} of 100"
    if fluency.typical is not None:
        low, high = (number(bound, digits=0) for bound in fluency.typical)
        phrase += f", {standing(fluency)} ({low} to {high})"
    return phrase


def diagnostic_words(found: Diagnostics) -> str:
    """The diagnostics in one phrase, each with its unit."""
    slor = "" if found.slor is None else f" · SLOR {number(found.slor, digits=2)} bits per token"
    return (
        f"{plural(found.n_tokens, 'token')} · surprisal {number(found.surprisal, digits=2)} bits per token, "
        f"{number(found.bits_per_char, digits=3)} bits per character · perplexity {number(found.perplexity)} per token"
        f"{slor} · {100 * found.surprising:.1f}% of the words very surprising"
    )


def lowest(fluency: Fluency, *, limit: int) -> tuple[SegmentFluency, ...]:
    """The least fluent segments, worst first: by score, or by surprisal without a calibration."""
    scored: Sequence[SegmentFluency] = [s for s in fluency.segments if s.score is not None and math.isfinite(s.score)]
    if scored:
        return tuple(sorted(scored, key=lambda s: (s.score, s.segment))[:limit])
    known = [s for s in fluency.segments if math.isfinite(s.surprisal)]
    return tuple(sorted(known, key=lambda s: (-s.surprisal, s.segment))[:limit])


def low_segments(report: Report) -> frozenset[int]:
    """Indices of the segments that a low-fluency finding lies in."""
    found = (report.document.segment_at(finding.span.start) for finding in report.findings if is_low(finding))
    return frozenset(segment.index for segment in found if segment is not None)


def is_low(finding: Finding) -> bool:
    """Whether the finding says that a sentence reads badly as a whole."""
    return finding.check == LOW_FLUENCY
