"""What the forms of an export share: the findings with what became of them, and which of them are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mtqa.data import State
from mtqa.report.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Decision, Document, Finding, Report, Segment

__all__ = [
    "COLUMNS",
    "STATE_WORDS",
    "Outcome",
    "Which",
    "columns_of",
    "deciders",
    "first_segment",
    "is_wanted",
    "outcomes",
    "same_length_line",
    "shown_change",
]

#: What a state is called where people read it.
STATE_WORDS: Final = {
    State.ACCEPTED: "confirmed",
    State.OPEN: "suspected",
    State.UNSURE: "unsure",
    State.DISMISSED: "dismissed",
    State.IGNORED: "switched off",
}


class Which(StrEnum):
    """Which findings are written; each says in which state it is."""

    #: Those that a person confirmed: errors.
    CONFIRMED = "confirmed"
    #: Those that nobody has decided, or that a person could not.
    SUSPECTED = "suspected"
    #: Also those that were dismissed or switched off.
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finding and what became of it.

    Attributes:
        finding: As the check raised it.
        state: Where it stands.
        decision: What a person decided, if one.
        line: In the file as read, from 1.
        column: Likewise, in code points.
        should_be: What the text should say instead of the finding's span: as a person wrote it, or else the first
            suggestion; ``""`` if it should go, ``None`` if nobody has said.
        known: Whether the baseline has it.
        reason: Why it is switched off; ``""`` if it is not.
    """

    finding: Finding
    state: State
    decision: Decision | None
    line: int
    column: int
    should_be: str | None
    known: bool
    reason: str

    @property
    def by(self) -> str:
        """Who decided."""
        return "" if self.decision is None else self.decision.by

    @property
    def at(self) -> str:
        """When, ISO 8601 in UTC."""
        return "" if self.decision is None else self.decision.at

    @property
    def note(self) -> str:
        """What the person wrote, or why it is switched off."""
        return (self.decision.note if self.decision is not None else "") or self.reason

    @property
    def suggested(self) -> tuple[str, ...]:
        """The suggestions of the check."""
        return tuple(suggestion.text for suggestion in self.finding.suggestions)


def outcomes(report: Report, which: Which = Which.ALL) -> tuple[Outcome, ...]:
    """The findings that are wanted, in the order of the article."""
    decided = {decision.fingerprint: decision for decision in report.decisions}
    reasons = dict(report.ignored)
    found = []
    for finding, state in zip(report.findings, report.states(), strict=True):
        if not is_wanted(state, which):
            continue
        decision = decided.get(finding.fingerprint)
        line, column = report.document.line_column(finding.span)
        is_off = state is State.IGNORED
        reason = reasons.get(finding.fingerprint, "") if is_off else ""
        known = finding.fingerprint in report.known
        found.append(Outcome(finding, state, decision, line, column, _should_be(finding, decision), known, reason))
    return tuple(found)


def is_wanted(state: State, which: Which) -> bool:
    """Whether a finding in this state is written."""
    if which is Which.CONFIRMED:
        return state is State.ACCEPTED
    return which is Which.ALL or state.is_suspected


def _should_be(finding: Finding, decision: Decision | None) -> str | None:
    if decision is not None and decision.text:
        return decision.text
    return finding.suggestions[0].text if finding.suggestions else None


def deciders(reports: Iterable[Report]) -> tuple[str, ...]:
    """Who decided something, each once, in the order of the findings."""
    return tuple(dict.fromkeys(one.by for report in reports for one in report.decisions if one.by))


def first_segment(document: Document, finding: Finding) -> Segment | None:
    """The sentence that a finding is told with: the first that it has a part of; ``None`` if it lies in none."""
    at = document.segment_at(finding.span.start)
    if at is not None or not finding.span:
        return at
    return next((one for one in document.segments if one.span.overlaps(finding.span)), None)


def same_length_line(text: str) -> str:
    """``text`` with every white space and control character as a space, so that it is one line of equal length."""
    return "".join(" " if char.isspace() or char < " " or "\x7f" <= char <= "\x9f" else char for char in text)


def columns_of(report: Report, outcome: Outcome) -> tuple[str | float, ...]:
    """The cells of a finding in a table; their names are :data:`COLUMNS`."""
    finding, document = outcome.finding, report.document
    segment = first_segment(document, finding)
    return (
        document.id,
        outcome.line,
        outcome.column,
        STATE_WORDS[outcome.state],
        finding.severity.value,
        one_line(finding.text),
        shown_change(outcome.should_be),
        "" if segment is None else one_line(segment.span.of(document.text)),
        finding.message,
        outcome.note,
        outcome.by,
        outcome.at,
        finding.check,
        finding.category.value,
        round(finding.confidence, 4),
        " | ".join(shown_change(text) for text in outcome.suggested),
        "known" if outcome.known else "",
        finding.fingerprint,
    )


#: Names of the cells of a finding in a table.
COLUMNS: Final = (
    "file",
    "line",
    "column",
    "state",
    "severity",
    "was",
    "should be",
    "sentence",
    "message",
    "note",
    "decided by",
    "decided at",
    "check",
    "category",
    "confidence",
    "suggestions",
    "baseline",
    "fingerprint",
)


def shown_change(text: str | None) -> str:
    """A replacement for people: a deletion is said, since an empty cell could be anything."""
    if text is None:
        return ""
    return one_line(text) if text else "(delete)"
