"""Ask to look twice where a form stands that the glossary watches.

What it does:  finds every form, right or rejected, of the glossary entries marked ``watch`` and repeats their note.
               Such an entry does nothing else: nothing is suspected of being a garbled form of it, and it
               makes no other name right.
Why it matters: some words are right and yet often wrong in a translation: false friends, names that two people
               share, terms that changed their meaning.
Example:       "eventually" watched with the note "German eventuell means perhaps"
Limits:        knows nothing but the form: every occurrence is pointed at, the right ones too.  An editor who
               has looked is done; the finding is neutral and never makes the check fail by itself.
Needs:         glossary
Category:      terminology/wrong-term    Severity: neutral
Source:        the glossary
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.checks._addresses import in_address
from mtqa.data import CheckInfo, Document, Evidence, Example, Finding
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""
_ROWS = "term,kind,variants,watch,note\neventually,term,,yes,German eventuell means perhaps\nMoon,person,Moons,yes,\n"

#: It is certain that the form stands there, and it is not said that it is wrong.
CONFIDENCE = 0.98


class TermWatch:
    """See the module."""

    info = CheckInfo(
        id="term-watch",
        title="Form that the glossary watches",
        category=Category.WRONG_TERM,
        severity=Severity.NEUTRAL,
        needs=frozenset({"glossary"}),
        doc=_DOC,
        examples=(
            Example(
                text="They will eventually come. Eventually, they did.",
                flagged=("eventually", "Eventually"),
                glossary=_ROWS,
                comment="every time",
            ),
            Example(text="In the event, they came.", glossary=_ROWS, comment="another word"),
            Example(text="The moon rose.", glossary=_ROWS, comment="no capital, no name"),
            Example(text="Moone spoke of Mohn.", glossary=_ROWS, comment="nothing is suspected"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:
        """Yield a finding per form of an entry to watch."""
        for mention in resources.names.watched:
            segment = document.segment_at(mention.span.start)
            if (segment is not None and segment.kind == "furniture") or in_address(document.text, mention.span):
                continue
            entry, text = mention.entry, mention.span.of(document.text)
            yield Finding(
                check=self.info.id,
                category=self.info.category,
                severity=self.info.severity,
                span=mention.span,
                text=text,
                message=f"look twice at “{text}”" + (f": {entry.note}" if entry.note else ""),
                confidence=CONFIDENCE,
                evidence=(Evidence("entry", f"glossary entry “{entry.term}” is to be watched"),),
            )


CHECK = TermWatch()
