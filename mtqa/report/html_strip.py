"""The geometry of the fluency pictures: a few paths, so that a page needs no drawing code and stays small.

Two pictures show the same numbers: a strip along the whole article, one bar per sentence, and a
small one beside each paragraph.  A tall bar is a fluent sentence; a low one also gets a mark below
the line, so that nothing depends on colour.  All bars of a tone are one path; ``strip.js`` knows from
their places which sentence a bar belongs to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mtqa.data import Document, Fluency, SegmentFluency

__all__ = ["Bar", "Beside", "Paths", "Scale", "Strip", "beside", "heights", "scale", "strips"]

#: Bars in one strip; a longer article gets several strips, one below the other.
PER_STRIP: Final = 120
#: Width of a bar with its gap, gap before a new block, and height, in SVG user units.
STEP: Final = 10
GAP: Final = 6
HEIGHT: Final = 60
#: A strip is at least this many bars wide, so that three sentences do not become three doors.
MIN_BARS: Final = 30


#: Class of a path, and where it goes.
Paths = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One sentence of a strip: where its bar stands, how tall it is, and of which tone."""

    segment: int
    x: int
    height: int
    tone: str
    low: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of bars, ``width`` units wide."""

    width: int
    bars: tuple[Bar, ...]

    @property
    def paths(self) -> Paths:
        """Lines of the width of a bar, upwards; under a low one a mark below the line."""
        found = [(_tone_of(bar), f"M{bar.x + 4} {HEIGHT}v-{bar.height}") for bar in self.bars]
        return _joined([*found, *(("low", f"M{bar.x + 4} 64v5") for bar in self.bars if bar.low)])


@dataclass(frozen=True, slots=True)
class Beside:
    """The bars of one paragraph, lying down, one below the other; ``height`` units high, 28 wide."""

    height: int
    paths: Paths


@dataclass(frozen=True, slots=True)
class Scale:
    """The article's own score on a line from 0 to 100; positions are already in those units."""

    score: float
    low: float | None
    width: float


def heights(fluency: Fluency) -> dict[int, float]:
    """0 (worst) to 1 (best) per segment index: the score, or without any the surprisal turned round.

    A segment whose number is not known has no height.
    """
    if any(segment.score is not None for segment in fluency.segments):
        scores = ((s.segment, s.score) for s in fluency.segments)
        return {index: _unit(score / 100) for index, score in scores if score is not None and math.isfinite(score)}
    surprisals = {s.segment: s.surprisal for s in fluency.segments if math.isfinite(s.surprisal)}
    worst = max(surprisals.values(), default=0.0)
    return {index: _unit(1 - value / worst) if worst > 0 else 1.0 for index, value in surprisals.items()}


def strips(document: Document, fluency: Fluency, *, low: frozenset[int]) -> tuple[Strip, ...]:
    """The bars of every scored sentence, in reading order, in as many rows as it takes."""
    height = heights(fluency)
    shown = [segment for segment in fluency.segments if segment.segment in height]
    return tuple(
        _strip(document, shown[at : at + PER_STRIP], height, low, wide=len(shown) > PER_STRIP)
        for at in range(0, len(shown), PER_STRIP)
    )


def beside(segments: Sequence[int], height: Mapping[int, float], *, low: frozenset[int]) -> Beside | None:
    """The bars of one block; ``None`` if no sentence of it has a number."""
    shown = [index for index in segments if index in height]
    if not shown:
        return None
    paths = _joined(
        (
            "low" if index in low else _tone(height[index]),
            f"M0 {5 * at + 1}.5h{max(2, round(28 * height[index]))}",
        )
        for at, index in enumerate(shown)
    )
    return Beside(5 * len(shown), paths)


def scale(fluency: Fluency) -> Scale | None:
    """Where the article's score stands, or ``None`` without a calibrated score."""
    if fluency.score is None or not math.isfinite(fluency.score):
        return None
    if fluency.typical is None:
        return Scale(_hundred(fluency.score), None, 0.0)
    low, high = (_hundred(bound) for bound in fluency.typical)
    return Scale(_hundred(fluency.score), low, round(max(0.5, high - low), 1))


def _strip(
    document: Document,
    segments: Sequence[SegmentFluency],
    height: Mapping[int, float],
    low: frozenset[int],
    *,
    wide: bool,
) -> Strip:
    bars = []
    x = 0
    block: int | None = None
    for segment in segments:
        inside = document.segments[segment.segment].block if segment.segment < len(document.segments) else None
        if block is not None and inside != block:
            x += GAP
        block = inside
        tall = max(2, round(HEIGHT * height[segment.segment]))
        bars.append(Bar(segment.segment, x, tall, _tone(height[segment.segment]), segment.segment in low))
        x += STEP
    # rows of a long article keep one scale, so that a short last row is not stretched
    return Strip(max(x, (PER_STRIP if wide else MIN_BARS) * STEP), tuple(bars))


def _tone_of(bar: Bar) -> str:
    return "low" if bar.low else bar.tone


def _joined(lines: Iterable[tuple[str, str]]) -> Paths:
    """One path for each class, in the order in which they come up."""
    found: dict[str, list[str]] = {}
    for name, line in lines:
        found.setdefault(name, []).append(line)
    return tuple((name, "".join(parts)) for name, parts in found.items())


def _tone(height: float) -> str:
    """Class of a bar: ``t0`` (worst quarter of the scale) to ``t2`` (upper half)."""
    return "t0" if height < 0.25 else "t1" if height < 0.5 else "t2"


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))


def _hundred(value: float) -> float:
    return round(100 * _unit(value / 100), 1)
