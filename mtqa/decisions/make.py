"""A decision about a finding, with what people and counts will want to know of the finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.data import Decision

if TYPE_CHECKING:
    from mtqa.data import Finding, Judgement, Report

__all__ = ["record_for"]


def record_for(  # noqa: PLR0917 - the contract of its callers
    report: Report, finding: Finding, judgement: Judgement, text: str = "", note: str = "", by: str = ""
) -> Decision:
    """The decision, not written yet."""
    return Decision(
        finding.fingerprint,
        judgement,
        text=text,
        by=by,
        note=note,
        check=finding.check,
        found=finding.text,
        suggested=finding.suggestions[0].text if finding.suggestions else "",
        file=report.document.id,
        confidence=finding.confidence,
        context=finding.context,
    )
