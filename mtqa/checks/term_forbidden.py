"""Flag a form that a glossary entry rejects.

What it does:  finds every form in the ``wrong`` and ``superseded`` columns of the glossary, as each is to be
               looked for (possessives, plurals and hyphens tolerated, or letter for letter, or by a
               pattern), but for addresses and handles, and suggests the preferred form in the plural and the capitals of the text.
Why it matters: a decision of the house has been taken and written down.
Example:       "Ahan" listed as wrong for "Ahn Ho-young" -> "Ahn Ho-young"
Limits:        does not know the sentence: a form that is wrong for one entry and right for another
               is not flagged where the right reading matches.  A capitalised form of a person, place or organisation
               that is an ordinary word ("Rice"), or a known name of three letters, is flagged only beside a role, in
               an article that has the entry's context words, or after the full name.
Needs:         glossary
Category:      terminology/inconsistent-with-terminology-resource    Severity: major
Source:        the glossary; TBX (ISO 30042) calls such forms deprecated and superseded terms
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mtqa.checks._addresses import in_address
from mtqa.data import CheckInfo, Document, Evidence, Example, Finding, Span, Suggestion
from mtqa.glossary.match import FormMatch, Guise
from mtqa.glossary.model import TermStatus
from mtqa.glossary.plurals import in_guise
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.data import BlockKind
    from mtqa.resources import Resources

_DOC = __doc__ or ""
_ROWS = "term,kind,wrong\nSea of Japan,place,Japan Sea\nYoon Suk-yeol,person,Yun Seok-yeol\nNorth Korea,place,DPRK\n"
_MISSILES = "term,kind,wrong\nballistic missile,term,balistic missile\n"
_RENAMED = "term,kind,superseded\nSportpalast Arena,place,Volkshalle\n"
_PATTERN = "term,kind,wrong\nCOVID-19,term,(?i)corona[ -]?virus(es)? {pattern}\n"


class TermForbidden:
    """See the module."""

    info = CheckInfo(
        id="term-forbidden",
        title="Form that the glossary rejects",
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
            Example(
                text="Two balistic missiles were fired.",
                flagged=("balistic missiles",),
                suggestion="ballistic missiles",
                glossary=_MISSILES,
                comment="the plural stays",
            ),
            Example(
                text="The concert in the Volkshalle was sold out.",
                flagged=("Volkshalle",),
                suggestion="Sportpalast Arena",
                glossary=_RENAMED,
                comment="right once",
            ),
            Example(
                text="The Corona virus spread.",
                flagged=("Corona virus",),
                suggestion="COVID-19",
                glossary=_PATTERN,
                comment="a pattern",
            ),
            Example(text="The missile fell into the Sea of Japan.", glossary=_ROWS, comment="the right form"),
            Example(text="In Japan, sea levels rise.", glossary=_ROWS, comment="two words that are no name"),
            Example(text="Yoon Suk-yeol spoke.", glossary=_ROWS),
            Example(text="The solar corona glowed.", glossary=_PATTERN, comment="a part of the pattern"),
            Example(text="See www.Volkshalle.example or @Volkshalle.", glossary=_RENAMED, comment="addresses"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:
        """Yield a finding per rejected form."""
        for mention in resources.names.mentions:
            if mention.right or _kind_at(document, mention.span.start) == "furniture":
                continue
            if in_address(document.text, mention.span):
                continue
            entry = mention.entry
            span, replacement = _replacement(document.text, mention)
            yield Finding(
                check=self.info.id,
                category=self.info.category,
                severity=self.info.severity,
                span=span,
                text=span.of(document.text),
                message=_message(mention),
                confidence=CONFIDENCE,
                suggestions=(Suggestion(replacement, entry=entry.id, detail=entry.note),),
                evidence=(Evidence("entry", f"glossary entry “{entry.term}” lists it as {_said(mention)}"),),
            )


#: An exact match of what a person listed; the rest is for forms that are right in another sense.
CONFIDENCE = 0.98


def _said(mention: FormMatch) -> str:
    return "superseded" if mention.status is TermStatus.SUPERSEDED else "wrong"


def _message(mention: FormMatch) -> str:
    term, form = mention.entry.term, mention.form
    if mention.status is TermStatus.SUPERSEDED:
        return f"“{form}” was right once; the glossary wants “{term}” now"
    return f"the glossary lists “{form}” as wrong; it wants “{term}”"


def _replacement(text: str, mention: FormMatch) -> tuple[Span, str]:
    """What to replace, and with what: the preferred form in the plural, the capitals and the possessive of the text."""
    span = mention.span
    best = in_guise(mention.entry.term, seen=span.of(text), form=mention.form, is_plural=mention.guise is Guise.PLURAL)
    after = text[span.end : span.end + 2]
    if after[:1] in _APOSTROPHES and not after[1:].isalpha() and span.of(text)[-1] in "sS" and best[-1] not in "sS":
        # "the Jones’ house" becomes "the Smith’s house".
        return replace(span, end=span.end + 1), f"{best}{after[0]}s"
    return span, best


_APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _kind_at(document: Document, offset: int) -> BlockKind | None:
    segment = document.segment_at(offset)
    return None if segment is None else segment.kind


CHECK = TermForbidden()
