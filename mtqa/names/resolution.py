"""A name or term of the article that the glossary explains as a garbled form of an entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.data import Finding, Suggestion
from mtqa.names.tables import GENERIC_HEADS
from mtqa.text import fold, is_all_caps

if TYPE_CHECKING:
    from mtqa.data import CheckInfo, Evidence, Span
    from mtqa.glossary.model import Entry
    from mtqa.names.forms import Wanted

__all__ = ["Resolution", "suggest"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """One suspected garbled form.

    Attributes:
        span: Range in the document's text: titles before it and a possessive after it left out.
        text: What stands there.
        entry: The entry that was probably meant.
        suggestion: Replacement for exactly ``span``.
        confidence: 0 to 1, the probability that a person would agree.
        evidence: Why, strongest first.
        related: Where the entry stands in its right form, or other forms of it.
        by_document: Whether the document decided, not the sound: a real name used for another.
    """

    span: Span
    text: str
    entry: Entry
    suggestion: str
    confidence: float
    evidence: tuple[Evidence, ...]
    related: tuple[Span, ...] = ()
    by_document: bool = False

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What replaces the span, and the whole preferred form where that says more."""
        entry = self.entry
        best = Suggestion(self.suggestion, entry=entry.id, detail=f"glossary entry “{entry.term}”")
        if fold(self.suggestion) == fold(entry.term):
            return (best,)
        return best, Suggestion(entry.term, entry=entry.id, detail="the whole form of the entry")

    def finding(self, info: CheckInfo, message: str) -> Finding:
        """The finding of the check that reports it."""
        return Finding(
            check=info.id,
            category=info.category,
            severity=info.severity,
            span=self.span,
            text=self.text,
            message=message,
            confidence=self.confidence,
            suggestions=self.suggestions,
            evidence=self.evidence,
            related=self.related,
        )


def suggest(text: str, wanted: Wanted) -> str:
    """What should replace ``text``: the entry's preferred form, with the generic words of the text.

    "Weiser County" for the entry "Wesel" gives "Wesel County"; "Kukmin" for "Kookmin University"
    gives "Kookmin"; text in capitals gives capitals.
    """
    best = wanted.text if wanted.part else wanted.entry.term
    words = text.split()
    ours = [fold(word) in GENERIC_HEADS for word in words]
    theirs = [word for word in best.split() if fold(word) in GENERIC_HEADS]
    if any(ours) and not theirs:
        before = words[: ours.index(False)] if False in ours else []
        after = words[len(ours) - ours[::-1].index(False) :] if False in ours else []
        best = " ".join([*before, best, *after])
    elif theirs and not any(ours) and len(words) < len(best.split()):
        best = " ".join(word for word in best.split() if fold(word) not in GENERIC_HEADS) or best
    return best.upper() if is_all_caps(text) and len(text) > 2 else best
