"""Forms that other parts of mtqa write: the corrected text, the decisions, the report as JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtqa.report.exports.common import Which, is_wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Report

__all__ = ["write_corrected", "write_decisions", "write_json"]


def write_corrected(reports: Sequence[Report], *, which: Which | None = None) -> str:  # noqa: ARG001 - as all forms
    """The article with what was accepted put right; nothing else is touched.

    Args:
        reports: One article: two texts are no text.
        which: Without effect: only what a person accepted changes a text.
    """
    from mtqa.report.corrected import corrected

    if len(reports) != 1:
        raise ValueError(f"a corrected text is of one article, not of {len(reports)}")
    text: str = corrected(reports[0]).text
    return text


def write_decisions(reports: Sequence[Report], *, which: Which | None = None) -> str:
    """What was decided, as the lines of ``decisions.jsonl``.

    Args:
        reports: One per article.
        which: Of which findings; all unless given.
    """
    from mtqa.decisions.lines import to_line

    chosen = [_narrowed(report, which or Which.ALL) for report in reports]
    return "".join(f"{to_line(decision)}\n" for report in chosen for decision in report.decisions)


def write_json(reports: Sequence[Report], *, which: Which | None = None) -> str:
    """The report of ``mtqa check --format json``.

    Args:
        reports: One per article.
        which: Which findings; all unless given.  The totals always count all.
    """
    from mtqa.report.json_report import to_json

    return to_json([_narrowed(report, which or Which.ALL) for report in reports])


def _narrowed(report: Report, which: Which) -> Report:
    """The report with the findings that are wanted, and the decisions about them."""
    states = zip(report.findings, report.states(), strict=True)
    kept = tuple(finding for finding, state in states if is_wanted(state, which))
    keys = {finding.fingerprint for finding in kept}
    decisions = tuple(one for one in report.decisions if one.fingerprint in keys)
    return replace(report, findings=kept, decisions=decisions)
