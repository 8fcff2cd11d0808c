"""What the page shows, ready to be put into the template: words, numbers and ids, no HTML."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from mtqa.data import CheckInfo, Decision, Finding, Fluency, Report, State
from mtqa.mqm import WEIGHTS, Category, Severity
from mtqa.report.html_chart import Chart, chart_of
from mtqa.report.html_corrected import corrected_of
from mtqa.report.html_entities import EntityView, entities_of
from mtqa.report.html_marks import BlockView, lay_out
from mtqa.report.html_strip import Beside, Scale, Strip, beside, heights, scale, strips
from mtqa.report.html_words import words_of
from mtqa.report.wording import (
    confidence_words,
    count_words,
    diagnostic_words,
    excerpt,
    low_segments,
    lowest,
    number,
    one_line,
    plural,
    standing,
)

__all__ = ["CheckView", "FileView", "NoteView", "file_view", "ran", "shape"]

#: Sentences named under the strip.
LOWEST: Final = 3
#: Findings that the summary names.
FIRST: Final = 3

#: The sign of each MQM dimension; anything else gets the ring.
SHAPES: Final = {
    "terminology": "diamond",
    "accuracy": "triangle",
    "linguistic-conventions": "disc",
    "style": "square",
    "locale-conventions": "pentagon",
    "design-and-markup": "bars",
}


@dataclass(frozen=True, slots=True)
class NoteView:
    """One finding in the list."""

    number: int
    finding: Finding
    surface: str
    shape: str
    where: str
    percent: int
    likely: str
    related: tuple[tuple[str, int | None], ...]
    state: State
    decision: Decision | None
    known: bool
    ignored: str
    said: str


@dataclass(frozen=True, slots=True)
class LowView:
    """One of the least fluent sentences."""

    segment: int
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class FluencyView:
    """The numbers and pictures of an article's fluency."""

    value: str
    words: str
    unit: str
    typical: str
    standing: str
    model: str
    reference: str
    details: str
    scale: Scale | None
    strips: tuple[Strip, ...]
    lowest: tuple[LowView, ...]
    numbers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SeverityView:
    """A severity that occurs: how many findings are suspected still, and how many there are in all."""

    severity: Severity
    suspected: int
    total: int
    weight: int


@dataclass(frozen=True, slots=True)
class FileView:
    """One article of the page; ``key`` starts every id that belongs to it."""

    key: str
    name: str
    report: Report
    total: str
    counts: str
    severities: tuple[SeverityView, ...]
    words: str
    penalty: str
    notes: tuple[NoteView, ...]
    blocks: tuple[BlockView, ...]
    beside: tuple[Beside | None, ...]
    dimensions: tuple[tuple[str, str], ...]
    fluency: FluencyView | None
    low: dict[int, str]
    checks: tuple[tuple[str, int], ...]
    decided: int
    settled: str
    confirmed_penalty: str
    worst: tuple[NoteView, ...]
    dimension_counts: tuple[tuple[str, int], ...]
    chart: Chart | None
    entities: tuple[EntityView, ...]
    word_bits: dict[str, str]
    corrected: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check that ran on at least one article."""

    info: CheckInfo
    count: int
    lead: str
    rest: str


def file_view(report: Report, position: int) -> FileView:
    """Everything the template needs to show ``report``, the article at ``position`` (from 1)."""
    document = report.document
    ignored = dict(report.ignored)
    decisions = {decision.fingerprint: decision for decision in report.decisions}
    notes = tuple(
        _note(finding, n, report, state=state, decision=decisions.get(finding.fingerprint), ignored=ignored)
        for n, (finding, state) in enumerate(zip(report.findings, report.states(), strict=True), 1)
    )
    blocks = lay_out(document, [finding.span for finding in report.findings])
    low = low_segments(report)
    height = {} if report.fluency is None else heights(report.fluency)
    dimensions = sorted({finding.category.dimension for finding in report.findings})
    return FileView(
        key=f"f{position}",
        name=PurePath(document.id).name or document.id,
        report=report,
        total=plural(len(report.findings), "finding"),
        counts=count_words(report.summary.counts),
        severities=_severities(report),
        words=f"{report.summary.n_words:,}",
        penalty=number(report.summary.penalty),
        notes=notes,
        blocks=blocks,
        beside=tuple(beside(block.segments, height, low=low) for block in blocks),
        dimensions=tuple((dimension.replace("-", " "), shape(dimension)) for dimension in dimensions),
        fluency=_fluency(report, low),
        low=_labels(report, low),
        checks=tuple(sorted(Counter(finding.check for finding in report.findings).items())),
        decided=sum(note.state is not State.OPEN for note in notes),
        settled=_settled(report),
        confirmed_penalty=number(report.summary.confirmed_penalty),
        worst=_worst(notes),
        dimension_counts=tuple(sorted(Counter(finding.category.dimension for finding in report.findings).items())),
        chart=chart_of(report),
        entities=entities_of(report, f"f{position}"),
        word_bits=words_of(report),
        corrected=corrected_of(report),
    )


def shape(dimension: str) -> str:
    """Name of the sign that stands for an MQM dimension."""
    return SHAPES.get(dimension, "ring")


def ran(reports: Sequence[Report]) -> tuple[CheckView, ...]:
    """The checks that ran on at least one article, by id, with their findings in all of them."""
    infos = {info.id: info for report in reports for info in report.checks}
    counts = Counter(finding.check for report in reports for finding in report.findings)
    views = []
    for _, info in sorted(infos.items()):
        lead, _, rest = info.doc.strip().partition("\n\n")
        views.append(CheckView(info, counts[info.id], " ".join(lead.split()), rest.strip("\n")))
    return tuple(views)


def category_words(category: Category) -> str:
    """``terminology: wrong term``."""
    return f"{category.dimension.replace('-', ' ')}: {category.label}"


def _severities(report: Report) -> tuple[SeverityView, ...]:
    """The severities that occur, the worst first, also where everything is decided: it can be looked at still."""
    suspected = dict(report.summary.counts)
    total = Counter(finding.severity for finding in report.findings)
    return tuple(
        SeverityView(severity, suspected.get(severity, 0), total[severity], WEIGHTS[severity])
        for severity in reversed(Severity)
        if total[severity]
    )


def _settled(report: Report) -> str:
    """How many are settled and how, in words; ``""`` before anybody decided."""
    summary = report.summary
    n_confirmed = sum(count for _, count in summary.confirmed)
    parts = ((n_confirmed, "confirmed"), (summary.dismissed, "dismissed"), (summary.ignored, "ignored"))
    return ", ".join(f"{count:,} {word}" for count, word in parts if count)


def _worst(notes: Sequence[NoteView]) -> tuple[NoteView, ...]:
    """What to look at first: the gravest and likeliest of what is open, each wording once."""
    open_ = [note for note in notes if note.state.is_suspected and note.finding.severity >= Severity.MAJOR]
    open_.sort(key=lambda note: (-note.finding.severity.rank, -note.finding.confidence, note.number))
    first: dict[str, NoteView] = {}
    for note in open_:
        first.setdefault(note.surface, note)
    return tuple(first.values())[:FIRST]


def _said(decision: Decision | None, ignored: str, *, known: bool) -> str:
    """What was decided, in words; ``""`` for what is open."""
    if decision is not None:
        words = {"accepted": "Confirmed error", "dismissed": "Dismissed: the text is right", "unsure": "Unsure"}
        who = f", {one_line(decision.by)}" if decision.by else ""
        text = f", should be “{one_line(decision.text)}”" if decision.text else ""
        note = f". {one_line(decision.note)}" if decision.note else ""
        return f"{words.get(decision.judgement.value, 'Open')}{text}{who}{note}"
    if ignored:
        return f"Ignored: {one_line(ignored)}"
    return "Known from the baseline" if known else ""


def _note(
    finding: Finding,
    position: int,
    report: Report,
    *,
    state: State,
    decision: Decision | None,
    ignored: Mapping[str, str],
) -> NoteView:
    document = report.document
    reason = ignored.get(finding.fingerprint, "")
    known = finding.fingerprint in report.known
    line, column = document.line_column(finding.span)
    related = []
    for span in finding.related:
        segment = document.segment_at(span.start)
        related.append((excerpt(span.of(document.text), limit=60), None if segment is None else segment.index))
    return NoteView(
        number=position,
        finding=finding,
        surface=_surface(finding.text),
        shape=shape(finding.category.dimension),
        where=f"line {line:,}, column {column:,}",
        percent=round(100 * finding.confidence),
        likely=confidence_words(finding.confidence),
        related=tuple(related),
        state=state,
        decision=decision,
        known=known,
        ignored=reason,
        said=_said(decision, reason, known=known),
    )


def _surface(text: str) -> str:
    """What stands in the text, short; white space alone is made visible."""
    if text and not text.strip():
        return text[:20].replace("\n", "⏎").replace("\t", "⇥").replace(" ", "␣").replace("\N{NO-BREAK SPACE}", "⍽")
    return excerpt(text, limit=110)


def _fluency(report: Report, low: frozenset[int]) -> FluencyView | None:
    fluency = report.fluency
    if fluency is None:
        return None
    document = report.document
    worst = tuple(
        LowView(
            segment.segment,
            _value(segment.score, segment.surprisal),
            excerpt(segment.span.of(document.text), limit=110),
        )
        for segment in lowest(fluency, limit=LOWEST)
    )
    calibrated = fluency.score is not None and math.isfinite(fluency.score)
    typical = "" if fluency.typical is None else " to ".join(number(bound, digits=0) for bound in fluency.typical)
    return FluencyView(
        value=number(fluency.score, digits=0) if calibrated else number(fluency.surprisal, digits=2),
        words=("of 100, predicted human judgement" if fluency.predicted else "of 100")
        if calibrated
        else "bits per token",
        unit=one_line(fluency.unit),
        typical=typical,
        standing=standing(fluency),
        model=one_line(fluency.model),
        reference=one_line(fluency.reference),
        details=_details(fluency),
        scale=scale(fluency),
        strips=strips(document, fluency, low=low),
        lowest=worst,
        numbers=_numbers(fluency),
    )


def _numbers(fluency: Fluency) -> dict[str, Any]:
    """The number of every sentence as it is shown, by which the script names bars and makes the table.

    ``segments`` is left out where it is 0, 1, 2 and so on, ``drawn`` where every sentence has a bar.
    """
    has_scores = any(one.score is not None for one in fluency.segments)
    segments = [one.segment for one in fluency.segments]
    numbers: dict[str, Any] = {
        "unit": "of 100" if has_scores else "bits per token",
        "values": " ".join(_value(one.score, one.surprisal) for one in fluency.segments),
    }
    if segments != list(range(len(segments))):
        numbers["segments"] = segments
    if (drawn := sorted(heights(fluency))) != segments:
        numbers["drawn"] = drawn
    return numbers


def _details(fluency: Fluency) -> str:
    """The diagnostics, with and without names and numbers."""
    if fluency.diagnostics is None:
        return f"{plural(fluency.n_tokens, 'token')} scored · surprisal {number(fluency.surprisal, digits=2)} bits per token"
    details = diagnostic_words(fluency.diagnostics)
    if fluency.without_names is not None and fluency.without_names.n_tokens:
        details += f". Without names and numbers: {diagnostic_words(fluency.without_names)}"
    return details


def _labels(report: Report, low: frozenset[int]) -> dict[int, str]:
    """The words beside each low sentence; bits, not a score, from a model without calibration."""
    segments = () if report.fluency is None else report.fluency.segments
    return {
        s.segment: f"{_value(None, s.surprisal)} bits per token" if s.score is None else f"fluency {_value(s.score, 0)}"
        for s in segments
        if s.segment in low
    }


def _value(score: float | None, surprisal: float) -> str:
    return number(surprisal, digits=1) if score is None else number(score, digits=0)
