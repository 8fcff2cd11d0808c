"""Flag a form that a glossary entry lists as wrong.

What it does:  finds every form in the ``wrong`` column of the glossary, possessives, plurals and
               hyphens tolerated, and suggests the preferred form.
Why it matters: a decision of the house has been taken and written down.
Example:       "Ahan" listed as wrong for "Ahn Ho-young" -> "Ahn Ho-young"
Limits:        does not know the sentence: a form that is wrong for one entry and right for another
               is not flagged where the right reading matches.
Needs:         glossary
Category:      terminology/inconsistent-with-terminology-resource    Severity: major
Source:        the glossary; TBX (ISO 30042) calls such forms deprecated terms
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.data import CheckInfo, Document, Evidence, Example, Finding, Suggestion
from mtqa.mqm import Category, Severity
from mtqa.text import is_all_caps

if TYPE_CHECKING:
    from mtqa.data import BlockKind
    from mtqa.resources import Resources

_DOC = __doc__ or ""
_ROWS = "term,kind,wrong\nSea of Japan,place,Japan Sea\nYoon Suk-yeol,person,Yun Seok-yeol\nNorth Korea,place,DPRK\n"


class TermForbidden:
    """See the module."""

    info = CheckInfo(
        id="term-forbidden",
        title="Form that the glossary lists as wrong",
        category=Category.INCONSISTENT_WITH_TERMBASE,
        severity=Severity.MAJOR,
        needs=frozenset({"glossary"}),
        doc=_DOC,
        examples=(
            Example(
                text="The missile fell into the Japan Sea. Yun Seok-yeol’s office protested.",
                flagged=("Japan Sea", "Yun Seok-yeol"),
                suggestion="Sea of Japan",
                glossary=_ROWS,
            ),
            Example(text="The missile fell into the Sea of Japan.", glossary=_ROWS, comment="the right form"),
            Example(text="In Japan, sea levels rise.", glossary=_ROWS, comment="two words that are no name"),
            Example(text="Yoon Suk-yeol spoke.", glossary=_ROWS),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:
        """Yield a finding per wrong form."""
        for mention in resources.names.mentions:
            if mention.right or _kind_at(document, mention.span.start) == "furniture":
                continue
            text = mention.span.of(document.text)
            term = mention.entry.term
            yield Finding(
                check=self.info.id,
                category=self.info.category,
                severity=self.info.severity,
                span=mention.span,
                text=text,
                message=f"the glossary lists “{mention.form}” as wrong; it wants “{term}”",
                confidence=CONFIDENCE,
                suggestions=(
                    Suggestion(
                        term.upper() if is_all_caps(text) and " " in text else term,
                        entry=mention.entry.id,
                        detail=mention.entry.note,
                    ),
                ),
                evidence=(Evidence("entry", f"glossary entry “{term}” lists it as wrong"),),
            )


#: An exact match of what a person listed; the rest is for forms that are right in another sense.
CONFIDENCE = 0.98


def _kind_at(document: Document, offset: int) -> BlockKind | None:
    segment = document.segment_at(offset)
    return None if segment is None else segment.kind


CHECK = TermForbidden()
