"""Flag a name that the article spells in two ways.

What it does:  groups the name forms of the article into entities by sound, roles and shared words,
               with or without a glossary, and flags the forms that disagree with the known, the full
               or the more frequent one.  What the glossary resolves is left to ``name-near-miss``.
Why it matters: readers take two spellings for two people.
Example:       "Ahan" beside "Ahn Ho-young"
Limits:        two different people whose names differ in one similar word and who hold the same
               office may be taken for one; forms that differ by more than sound are missed.  Where
               both forms are equally good the choice between them is a guess.
Needs:         nothing
Category:      terminology/inconsistent-use-of-terminology    Severity: major
Source:        weights chosen on WMT 2021 zh-en news (``benchmarks/articles.py``)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.data import CheckInfo, Document, Example, Finding, Suggestion
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""


class NameInconsistent:
    """See the module."""

    info = CheckInfo(
        id="name-inconsistent",
        title="Name spelt in two ways",
        category=Category.INCONSISTENT_TERM_USE,
        severity=Severity.MAJOR,
        doc=_DOC,
        examples=(
            Example(
                text="“It is dangerous,” said Ahn Ho-young, South Korea’s former ambassador to the United States.\n\n"
                "Ahan, a former South Korean ambassador, said the response was confusing.\n\n"
                "Ahn noted that the threat had grown.",
                flagged=("Ahan",),
                suggestion="Ahn",
            ),
            Example(
                text="Governor Oleksandr Starukh said the town was shelled.\n\n"
                "Later Governor Oleksandr Staruch visited the wounded.\n\n"
                "Oleksandr Starukh thanked the doctors.",
                flagged=("Oleksandr Staruch",),
                suggestion="Oleksandr Starukh",
            ),
            Example(text="Kim Jong Un met envoys. His father, Kim Jong Il, had refused.", comment="two people"),
            Example(
                text="Lee Jae-myung leads the party.\n\nLee Jae-yong leads Samsung.\n\nLee Jae-yong was pardoned.",
                comment="two people",
            ),
            Example(text="Anna Petrova spoke. Petrova is a lawyer.\n\nMs Petrova left.", comment="family name alone"),
            Example(text="George H. W. Bush won.\n\nHis son George W. Bush won twice.", comment="father and son"),
            Example(text="Coal comes from Shanxi.\n\nThe apples come from Shaanxi.", comment="two provinces"),
            Example(text="Koreans vote on Sunday.\n\nSouth Korea is ready. Korean media agree.", comment="one root"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002  CONFIG: the seam
        """Yield a finding per place where a form disagrees."""
        for found in resources.names.inconsistencies:
            yield Finding(
                check=self.info.id,
                category=self.info.category,
                severity=self.info.severity,
                span=found.span,
                text=found.text,
                message=f"“{found.text}” here, but “{found.suggestion}” elsewhere in the article: one of them is wrong",
                confidence=found.confidence,
                suggestions=(Suggestion(found.suggestion, detail="the form that the rest of the article uses"),),
                evidence=found.evidence,
                related=found.related,
            )


CHECK = NameInconsistent()
