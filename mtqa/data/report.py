"""What one run says about one article."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.data.decision import Decision, State
from mtqa.data.document import Document, Span
from mtqa.data.finding import CheckInfo, Finding, Skipped
from mtqa.data.fluency import Fluency
from mtqa.mqm import Severity

__all__ = ["Entity", "EntityForm", "Report", "Summary"]


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of one report.

    Attributes:
        n_words: Words of the article, furniture left out.
        counts: Suspected issues per severity, in ascending order of severity.
        penalty: Weighted points per 1,000 words, **if every suspected issue were confirmed**;
            ``None`` for a text too short for a rate.
        confirmed: Confirmed errors per severity, in ascending order of severity.
        confirmed_penalty: Weighted points per 1,000 words of the confirmed errors alone; ``None`` as above.
        dismissed: Findings that a person dismissed.
        ignored: Findings that the project's configuration or the article switched off.
    """

    n_words: int
    counts: tuple[tuple[Severity, int], ...]
    penalty: float | None
    confirmed: tuple[tuple[Severity, int], ...] = ()
    confirmed_penalty: float | None = None
    dismissed: int = 0
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class EntityForm:
    """One way in which an article writes a name.

    Attributes:
        text: As it is written.
        spans: Where, in order.
        is_right: Whether the glossary lists it as right; ``None`` where the glossary says nothing.
    """

    text: str
    spans: tuple[Span, ...]
    is_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place or thing of an article, with everything it is called there.

    Attributes:
        name: The preferred form of its entry, or how the article writes it in full.
        forms: The most frequent first.
        entry: Id of its glossary entry; ``None`` if the glossary has none.
        kind: What the entry says it is; ``""`` without one.
        source_terms: Its forms in other languages, as ``(language, form)``.
    """

    name: str
    forms: tuple[EntityForm, ...]
    entry: str | None = None
    kind: str = ""
    source_terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one run says about one article.

    Attributes:
        document: The article.
        findings: In the order ``(start, -end, check)``.
        fluency: ``None`` when no language model ran.
        summary: Totals.
        checks: Every check that ran, so that renderers need not import any.
        skipped: Every check that did not, with the reason.
        signature: One line from which another person can reproduce the numbers.
        decisions: What people decided about its findings, in the order of the findings; at most one for each,
            and none that was taken back.
        ignored: Fingerprints of findings that are switched off, each with the reason, for people.
        known: Fingerprints of findings that were there when the baseline was written.
        entities: The names of the article, in the order in which they come up; empty if no check looked at names.
    """

    document: Document
    findings: tuple[Finding, ...]
    fluency: Fluency | None
    summary: Summary
    checks: tuple[CheckInfo, ...]
    skipped: tuple[Skipped, ...]
    signature: str
    decisions: tuple[Decision, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    known: frozenset[str] = frozenset()
    entities: tuple[Entity, ...] = ()

    def states(self) -> tuple[State, ...]:
        """Where each finding stands, in their order: a person's decision counts more than the configuration."""
        decided = {decision.fingerprint: State(decision.judgement.value) for decision in self.decisions}
        switched_off = {fingerprint for fingerprint, _ in self.ignored}
        return tuple(
            decided.get(one.fingerprint) or (State.IGNORED if one.fingerprint in switched_off else State.OPEN)
            for one in self.findings
        )

    def decision(self, finding: Finding) -> Decision | None:
        """What a person decided about the finding."""
        return next((one for one in self.decisions if one.fingerprint == finding.fingerprint), None)

    def worst(self) -> Severity | None:
        """The highest severity among the findings that ask for something.

        Those are the suspected ones that the baseline does not know, and the confirmed ones.  ``None`` if
        there are none.
        """
        asking = (
            finding.severity
            for finding, state in zip(self.findings, self.states(), strict=True)
            if state is State.ACCEPTED or (state.is_suspected and finding.fingerprint not in self.known)
        )
        return max(asking, default=None)
