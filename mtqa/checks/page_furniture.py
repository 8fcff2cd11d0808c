"""Flag what a web page prints around an article.

What it does:  one finding for each block that segmentation took for page furniture: loading notes, share
               and comment forms, newsletters, paywalls, cookies, advertising, related posts, breadcrumbs, dates of
               publication, players, rights; and the same labels in some twenty languages, left untranslated.
Why it matters: copied or translated with the article, it is no part of it, and a reader of the published
               page would see it as text.
Example:       "Leave a Reply" -> (delete)
Limits:        Knows wordings, with what machine translation makes of the English ones; a line of a new
               wording is missed, and so are section names ("Asia") and furniture glued to a paragraph. A
               heading near an edge may read like furniture ("More from Kyiv"). On human translations it
               flags none of 2,290 segments of news and talks (``benchmarks/rules.py``).
Needs:         nothing
Category:      design-and-markup/layout    Severity: minor
Source:        default texts of common publishing systems (``mtqa/segment/furniture*.py``)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.data import BlockKind, CheckInfo, Document, Evidence, Example, Finding, Suggestion
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""
_STORY = "Talks resume in Geneva\n\nThe two sides met again on Monday.\n\nNobody expects a quick result."

#: Of the blocks that look like furniture, the share that a person would delete.
CONFIDENCE = 0.9


class PageFurniture:
    """See the module."""

    info = CheckInfo(
        id="page-furniture",
        title="Page furniture in the text",
        category=Category.LAYOUT,
        severity=Severity.MINOR,
        doc=_DOC,
        examples=(
            Example(
                text=f"{_STORY}\n\nRelated Posts\n\nLeave a Reply",
                flagged=("Related Posts", "Leave a Reply"),
                suggestion="",
            ),
            Example(
                text=f"{_STORY}\n\nYour electronic mail address will not be disclosed. Mandatory fields are indicated with *",
                flagged=("Your electronic mail address will not be disclosed. Mandatory fields are indicated with *",),
                suggestion="",
                comment="as machine translation words it",
            ),
            Example(
                text=f"{_STORY}\n\nSubscribe to continue reading\n\nLesen Sie auch: Gipfel in Genf",
                flagged=("Subscribe to continue reading", "Lesen Sie auch: Gipfel in Genf"),
                suggestion="",
                comment="a paywall, and what the source's page said",
            ),
            Example(text=f"{_STORY}\n\nSubscribers left the paper in May\n\nThey did not come back, the editor said."),
            Example(text=f"{_STORY}\n\nThe ministry said that it would publish related posts next week."),
            Example(text=f"{_STORY}\n\n“Please leave a reply,” the machine said, but nobody did."),
            Example(text=f"{_STORY}\n\nSubscribe to the newsletter, the mayor told the crowd, and you will know more."),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002 - CONFIG: the seam's form
        """Yield a finding per block of furniture."""
        for block in document.blocks:
            if block.kind is not BlockKind.FURNITURE:
                continue
            yield Finding(
                check=self.info.id,
                category=self.info.category,
                severity=self.info.severity,
                span=block.span,
                text=block.span.of(document.text),
                message="this looks like a part of the web page, not of the article; it is left out of the fluency score",
                confidence=CONFIDENCE,
                suggestions=(Suggestion("", detail="delete it"),),
                evidence=(Evidence("wording", "the whole block is worded like page furniture, or stands among it"),),
            )


CHECK = PageFurniture()
