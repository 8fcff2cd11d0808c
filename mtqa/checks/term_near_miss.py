"""Flag a word or phrase that sounds or looks like a glossary term without being a form of it.

What it does:  as ``name-near-miss``, for entries that are not people, places or organisations:
               terms, products, works, events.  A word in lower case is looked at only if it is no
               English word, nor a form of one.
Why it matters: coined words and product names are garbled as names are.
Example:       "North Korea’s Kovid lockdown" -> "Covid"
Limits:        misses a wrong term that is a proper English word (that is ``term-forbidden``'s work,
               if the entry lists it).
Needs:         glossary
Category:      terminology/inconsistent-with-terminology-resource    Severity: minor
Source:        as ``name-near-miss``; English words from ``models/words-en.md``
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.data import CheckInfo, Document, Example, Finding
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""
_TERMS = "term,kind\nCovid,term\ndenuclearisation,term\nsanctions,term\nSputnik V,product\n"


class TermNearMiss:
    """See the module."""

    info = CheckInfo(
        id="term-near-miss",
        title="Term close to a glossary entry",
        category=Category.INCONSISTENT_WITH_TERMBASE,
        severity=Severity.MINOR,
        needs=frozenset({"glossary"}),
        doc=_DOC,
        examples=(
            Example(
                text="Trade plummeted during North Korea’s Kovid lockdown.",
                flagged=("Kovid",),
                suggestion="Covid",
                glossary=_TERMS,
            ),
            Example(
                text="They discussed the denuklearisation of the peninsula.",
                flagged=("denuklearisation",),
                suggestion="denuclearisation",
                glossary=_TERMS,
            ),
            Example(text="They spoke of denuclearization.", glossary=_TERMS, comment="the other spelling of English"),
            Example(text="They want to denuclearise the region.", glossary=_TERMS, comment="another form of the word"),
            Example(text="The sanctuary was closed; sanctioned firms left.", glossary=_TERMS, comment="other words"),
            Example(
                text="The corvette left port. David was ill, and so was Covington.",
                glossary=_TERMS,
                comment="other words",
            ),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002  CONFIG: the seam
        """Yield a finding per garbled term."""
        for found in resources.names.resolved:
            if not found.entry.kind.is_name:
                yield found.finding(self.info, f"“{found.text}” may be a garbled form of “{found.suggestion}”")


CHECK = TermNearMiss()
