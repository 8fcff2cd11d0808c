"""The whole article on one screen: fluency paragraph by paragraph, and where the findings lie.

The strip has one bar per sentence and takes several rows for a long article; this picture is always one row wide.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.mqm import Severity

if TYPE_CHECKING:
    from mtqa.data import Report

__all__ = ["Chart", "chart_of"]

#: SVG user units: the article from left to right, score 100 to 0 from top to bottom, ticks below.
WIDTH: Final = 1000
HEIGHT: Final = 60
#: Fewer scored paragraphs than this are seen at a glance in the strip.
LEAST: Final = 6
#: Length of a tick by severity.
_TICKS: Final = {Severity.NEUTRAL: 4, Severity.MINOR: 6, Severity.MAJOR: 11, Severity.CRITICAL: 16}


@dataclass(frozen=True, slots=True)
class Step:
    """A paragraph: ``x`` and ``width`` by its length, ``y`` by its score."""

    x: float
    width: float
    y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A finding at its place in the article."""

    x: float
    length: int
    severity: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture: ``band`` is the usual range as (y, height); ``path`` the steps, by which ``strip.js`` knows them."""

    steps: tuple[Step, ...]
    ticks: tuple[Tick, ...]
    band: tuple[float, float] | None
    path: str


def chart_of(report: Report) -> Chart | None:
    """The chart; ``None`` without scores, or for an article of few paragraphs."""
    fluency, document = report.fluency, report.document
    if fluency is None or not document.text:
        return None
    by_block: dict[int, list[tuple[float, int]]] = {}
    for item in fluency.segments:
        if item.score is not None and math.isfinite(item.score):
            block = document.segments[item.segment].block
            by_block.setdefault(block, []).append((item.score, item.n_chars))
    if len(by_block) < LEAST:
        return None
    unit = WIDTH / len(document.text)
    steps = []
    for block, scored in sorted(by_block.items()):
        span = document.blocks[block].span
        mean = sum(score * size for score, size in scored) / sum(size for _, size in scored)
        steps.append(Step(round(span.start * unit, 1), round(len(span) * unit, 1), _y(mean)))
    ticks = tuple(
        Tick(round(one.span.start * unit, 1), _TICKS[one.severity], one.severity.value)
        for one, state in zip(report.findings, report.states(), strict=True)
        if state.value not in ("dismissed", "ignored")
    )
    band = None
    if fluency.typical is not None:
        low, high = fluency.typical
        band = _y(high), round(_y(low) - _y(high), 1)
    path = "".join(f"M{one.x:g} {one.y:g}h{one.width:g}" for one in steps)
    return Chart(tuple(steps), ticks, band, path)


def _y(score: float) -> float:
    return round(HEIGHT * (1 - min(100.0, max(0.0, score)) / 100), 1)
