"""What decisions and a baseline make of a report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtqa.decisions.carry import carried
from mtqa.decisions.lines import Decisions, about
from mtqa.summary import resummarised

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Report

__all__ = ["decided"]


def decided(
    report: Report,
    decisions: Decisions | None = None,
    *,
    known: Iterable[str] | None = None,
) -> Report:
    """The report with what people decided.  No finding goes: each is marked.

    Args:
        report: With or without decisions of its own.
        decisions: What people decided; replaces what the report has.  ``None`` leaves that as it is.  What was
            decided about a finding that was edited beside holds for what it is now (:mod:`mtqa.decisions.carry`).
        known: Fingerprints of the baseline; ``None`` leaves those of the report.
    """
    own = [finding.fingerprint for finding in report.findings]
    if decisions is not None:
        if more := carried(report, decisions):
            decisions = decisions.followed_by(Decisions(more))
        report = replace(report, decisions=about(own, decisions))
    if known is not None:
        report = replace(report, known=frozenset(known) & frozenset(own))
    return resummarised(report)
