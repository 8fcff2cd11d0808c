"""The totals of a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtqa.data import BlockKind, State, Summary
from mtqa.mqm import WEIGHTS, Severity
from mtqa.text import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Document, Finding, Report

__all__ = ["PENALTY_MIN_WORDS", "resummarised", "summarise"]

#: A rate per 1,000 words of a shorter text than this says nothing.
PENALTY_MIN_WORDS: Final = 50


def summarise(document: Document, findings: Iterable[Finding]) -> Summary:
    """Totals before anybody decided anything; the words of page furniture do not count."""
    n_words = sum(
        count_words(block.span.of(document.text)) for block in document.blocks if block.kind is not BlockKind.FURNITURE
    )
    counts = Counter(finding.severity for finding in findings)
    return Summary(
        n_words=n_words,
        counts=_listed(counts),
        penalty=_penalty(counts, n_words),
        confirmed=_listed(Counter()),
        confirmed_penalty=_penalty(Counter(), n_words),
    )


def resummarised(report: Report) -> Report:
    """The report with the totals that follow from its decisions."""
    states = [(state, one.severity) for state, one in zip(report.states(), report.findings, strict=True)]
    suspected = Counter(severity for state, severity in states if state.is_suspected)
    confirmed = Counter(severity for state, severity in states if state is State.ACCEPTED)
    n_words = report.summary.n_words
    summary = Summary(
        n_words=n_words,
        counts=_listed(suspected),
        penalty=_penalty(suspected, n_words),
        confirmed=_listed(confirmed),
        confirmed_penalty=_penalty(confirmed, n_words),
        dismissed=sum(state is State.DISMISSED for state, _ in states),
        ignored=sum(state is State.IGNORED for state, _ in states),
    )
    return replace(report, summary=summary)


def _listed(counts: Counter[Severity]) -> tuple[tuple[Severity, int], ...]:
    return tuple((severity, counts[severity]) for severity in Severity)


def _penalty(counts: Counter[Severity], n_words: int) -> float | None:
    points = sum(WEIGHTS[severity] * count for severity, count in counts.items())
    return 1000.0 * points / n_words if n_words >= PENALTY_MIN_WORDS else None
