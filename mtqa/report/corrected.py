"""The article with what people accepted: the file as it was read, and nothing in it changed but that.

A finding is applied if it is accepted and something is known that should stand there: what the person wrote, or
else the first suggestion.  Everything else of the file stays as it is, byte for byte once it is encoded again.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.data import Judgement, Span, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtqa.data import Finding, Report

__all__ = ["NO_TEXT", "Applied", "Corrected", "LeftOut", "corrected"]

#: Why an accepted finding is left out when neither a person nor the check says what should stand there.
NO_TEXT = "nobody said what should stand there; write it with Edit"


@dataclass(frozen=True, slots=True)
class Applied:
    """A change that was made.

    Attributes:
        finding: What it answers.
        text: What stands there now.
        span: The range of the original that it replaces.
    """

    finding: Finding
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An accepted finding that was not applied, and why, in words for a person."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected article.

    Attributes:
        text: The whole file, as ``Document.original`` with the changes.
        applied: In the order of the file, not overlapping.
        left_out: In the order of the findings.
    """

    text: str
    applied: tuple[Applied, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    number: int
    finding: Finding
    text: str
    span: Span
    is_typed: bool

    @property
    def order(self) -> tuple[bool, float, int, int, int]:
        """Which of two that overlap wins, the first: what a person typed, then the likelier, then the longer."""
        one = self.finding
        return not self.is_typed, -round(one.confidence, 4), -len(one.span), one.span.start, self.number


def corrected(report: Report, *, wanted: Callable[[Finding, State], bool] | None = None) -> Corrected:
    """Apply what was accepted.

    Args:
        report: With its decisions.
        wanted: Whether a finding in a state is mended, with the text of the person who accepted it or else the
            first suggestion; by default what a person accepted is.
    """
    document = report.document
    is_html = document.media_type == "text/html"
    found: list[_Wanted] = []
    left_out: dict[int, LeftOut] = {}
    typed = {one.fingerprint: one.text for one in report.decisions if one.judgement is Judgement.ACCEPTED}
    for number, (finding, state) in enumerate(zip(report.findings, report.states(), strict=True)):
        if not (state is State.ACCEPTED if wanted is None else wanted(finding, state)):
            continue
        own = typed.get(finding.fingerprint, "")
        if not own and not finding.suggestions:
            # what somebody confirmed is never passed over in silence
            if state is State.ACCEPTED:
                left_out[number] = LeftOut(finding, NO_TEXT)
        elif _is_broken_by_markup(report, finding):
            left_out[number] = LeftOut(finding, "there is markup inside it; mend it by hand")
        else:
            text = own or finding.suggestions[0].text
            found.append(_Wanted(number, finding, text, document.to_original(finding.span), bool(own)))
    kept: list[_Wanted] = []
    for one in sorted(found, key=lambda one: one.order):
        other = next((held for held in kept if held.span.overlaps(one.span) or held.span == one.span), None)
        if other is None:
            kept.append(one)
        else:
            left_out[one.number] = LeftOut(
                one.finding, f"it overlaps with “{other.finding.text[:60]}”, which was mended"
            )
    pieces: list[str] = []
    applied: list[Applied] = []
    at = 0
    original = document.original
    ordered = sorted(kept, key=lambda one: one.span)
    for one, following in zip(ordered, [*ordered[1:], None], strict=False):
        is_free = following is None or following.span.start > one.span.end
        span = _without_a_space(original, one.span) if not one.text and is_free else one.span
        text = html.escape(one.text, quote=False) if is_html else one.text
        pieces += (original[at : span.start], text)
        applied.append(Applied(one.finding, one.text, span))
        at = span.end
    pieces.append(original[at:])
    return Corrected("".join(pieces), tuple(applied), tuple(left_out[number] for number in sorted(left_out)))


def _is_broken_by_markup(report: Report, finding: Finding) -> bool:
    """Whether the original has more between the ends of the finding than the text has."""
    source = report.document.source_map
    if source is None:
        return False
    starts, ends = source.starts, source.ends
    return any(starts[at + 1] != ends[at] for at in range(finding.span.start, finding.span.end - 1))


def _without_a_space(text: str, span: Span) -> Span:
    """What goes with a word that is deleted: one of the two spaces around it."""
    if span.start and text[span.start - 1] == " " and text[span.end : span.end + 1] == " ":
        return Span(span.start, span.end + 1)
    return span
