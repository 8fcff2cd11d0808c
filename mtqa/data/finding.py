"""Suspected issues, and the checks that raise them."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.data.document import Span
from mtqa.mqm import Category, Severity

__all__ = ["CheckInfo", "Evidence", "Example", "Finding", "Skipped", "Suggestion"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the text might say instead.

    Attributes:
        text: Replacement for exactly the finding's span; ``""`` means delete it.
        entry: Id of the glossary entry it comes from, if one.
        detail: Why this one, in a line a person understands.
    """

    text: str
    entry: str | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for (or against) a finding.

    Attributes:
        kind: Short key: ``sound``, ``runner-up``, ``document``, ``repeat``, ``surprisal`` ...
        detail: The reason, in a line a person understands.
    """

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A *suspected* issue; it becomes an error only when a person says so.

    Attributes:
        check: Id of the check that raised it.
        span: Range in ``Document.text``.
        text: What stands there.
        message: What is wrong, to the person who will mend it.
        confidence: 0 to 1, the estimated probability that a person would agree.
        suggestions: Best first; may be empty.
        evidence: Why, strongest first.
        related: Other places in the text that bear on it (the form it disagrees with).
        fingerprint: Identity that survives edits elsewhere; set by the pipeline.
        context: What the fingerprint knows of the words before and after it, in two halves; set with it.
    """

    check: str
    category: Category
    severity: Severity
    span: Span
    text: str
    message: str
    confidence: float
    suggestions: tuple[Suggestion, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Span, ...] = ()
    fingerprint: str = ""
    context: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} of {self.check} is not in 0..1")
        if not self.message:
            raise ValueError(f"{self.check} raised a finding without a message")


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a check must flag, or must leave alone.

    Attributes:
        text: A small article.
        flagged: The surface forms that must be flagged, in order; empty means none.
        suggestion: First suggestion of the first finding, when the check makes one.
        glossary: Rows of a glossary CSV (with header) that the example needs.
        comment: What the example shows.
    """

    text: str
    flagged: tuple[str, ...] = ()
    suggestion: str | None = None
    glossary: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class CheckInfo:
    """What a check is, for people.

    Attributes:
        id: Its name everywhere: the module's name with hyphens.
        title: A few words for a heading.
        category: The MQM category of its findings.
        severity: The severity of its findings, unless one says otherwise.
        needs: Resources without which it is skipped: ``glossary``, ``fluency``, ``lm``.
        doc: The module's docstring: what it does, limits, source.
        examples: Texts it must flag and near misses it must not.
    """

    id: str
    title: str
    category: Category
    severity: Severity
    needs: frozenset[str] = frozenset()
    doc: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that did not run, and why: silence never means clean."""

    check: str
    reason: str
