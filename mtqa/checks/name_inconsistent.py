"""Flag a name that the article spells in two ways.

What it does:  groups the name forms of the article into entities, full names and family names alone,
               with or without a glossary, and flags the forms that disagree with the glossary's, the
               better known, the more frequent or the full one.  What the glossary resolves is left to
               ``name-near-miss``.
Why it matters: readers take two spellings for two people.
Example:       "Ahan" beside "Ahn Ho-young"
Limits:        two different people whose names sound nearly alike, neither of them known, may be taken
               for one; two spellings in one sentence are always taken for two, Chinese and Korean given
               names that differ in a syllable nearly always.  Which form is right is a guess: four
               times in five it is the other one that is wrong.
Needs:         nothing
Category:      terminology/inconsistent-use-of-terminology    Severity: major
Source:        weights fitted on WMT 2021 zh-en news and TED talks (``models/name-spellings.md``)
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
            Example(
                text="Rafael Grossi warned of danger.\n\nGrossy said that inspectors had left.\n\nGrossi spoke to the press.",
                flagged=("Grossy",),
                suggestion="Grossi",
                comment="a family name alone, in two spellings",
            ),
            Example(
                text="Police came to Weisel County.\n\nThe sheriff of Weiser County spoke.",
                flagged=("Weisel County",),
                suggestion="Weiser County",
                comment="equally frequent: the known name is kept",
            ),
            Example(text="Kim Jong Un met envoys. His father, Kim Jong Il, had refused.", comment="two people"),
            Example(
                text="Lee Jae-myung leads the party.\n\nLee Jae-yong leads Samsung.\n\nLee Jae-yong was pardoned.",
                comment="two people",
            ),
            Example(text="Anna Petrova spoke. Petrova is a lawyer.\n\nMs Petrova left.", comment="family name alone"),
            Example(text="George H. W. Bush won.\n\nHis son George W. Bush won twice.", comment="father and son"),
            Example(text="Coal comes from Shanxi.\n\nThe apples come from Shaanxi.", comment="two provinces"),
            Example(text="Petersen won.\n\nPeterson lost.\n\nMr Petersen smiled.", comment="two known names"),
            Example(text="The iPhone sold well.\n\nThe iPad sold badly.\n\nThe iPhone is new.", comment="two products"),
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
