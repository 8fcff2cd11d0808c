"""Flag a name that sounds or looks like a glossary entry without being one of its right forms.

What it does:  compares every name of the article (people, places, organisations) with the forms of
               the glossary by sound, through a transducer trained on names garbled by translation,
               and weighs what the document says: whether the entry stands right elsewhere, roles and
               titles, whether the name is a known one of its own.
Why it matters: a reader cannot know who "Eun Sook-eol" is.
Example:       "President-elect Eun Sook-eol" -> "Yoon Suk-yeol"
Limits:        misses names that drifted far or were translated by meaning, and another system's
               romanisation that is not listed as a variant; may over-flag a real person whose name
               is one letter from an entry's and who stands beside the same roles.
Needs:         glossary
Category:      terminology/inconsistent-with-terminology-resource    Severity: major
Source:        weights fitted on WMT 2021 zh-en news (``benchmarks/articles.py``); the pair model's
               card is ``models/names.md``
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mtqa.data import CheckInfo, Document, Example, Finding
from mtqa.mqm import Category, Severity

if TYPE_CHECKING:
    from mtqa.resources import Resources

_DOC = __doc__ or ""
_YOON = "term,kind,roles\nYoon Suk-yeol,person,President-elect\n"
_PEOPLE = "term,kind\nKim Jong Un,person\nLee Jae-myung,person\nJohn McCarthy,person\n"
_PLACES = "term,kind\nKookmin University,organisation\nShanxi,place\nZambia,place\nKyiv,place\n"
_AHN = "term,kind,roles\nAhn Ho-young,person,ambassador\n"


class NameNearMiss:
    """See the module."""

    info = CheckInfo(
        id="name-near-miss",
        title="Name close to a glossary entry",
        category=Category.INCONSISTENT_WITH_TERMBASE,
        severity=Severity.MAJOR,
        needs=frozenset({"glossary"}),
        doc=_DOC,
        examples=(
            Example(
                text="South Korea’s new president, Eun Sook-eol, has pledged to work with the United States.",
                flagged=("Eun Sook-eol",),
                suggestion="Yoon Suk-yeol",
                glossary=_YOON,
                comment="every syllable differs, the sound is near",
            ),
            Example(
                text="Andrei Lankov is a professor at Kukmin University in Seoul.",
                flagged=("Kukmin University",),
                suggestion="Kookmin University",
                glossary=_PLACES,
            ),
            Example(
                text="“It is dangerous,” said Ahn Ho-young, South Korea’s former ambassador to the United States.\n\n"
                "Ahan, a former South Korean ambassador, said the response was confusing. Ahn noted the threat.",
                flagged=("Ahan",),
                suggestion="Ahn",
                glossary=_AHN,
                comment="a short form; the document decides",
            ),
            Example(text="He opened an account with Kookmin Bank in Seoul.", glossary=_PLACES, comment="another body"),
            Example(text="His father was Kim Jong Il, who died in 2011.", glossary=_PEOPLE, comment="another man"),
            Example(text="Samsung’s Lee Jae-yong was acquitted on Monday.", glossary=_PEOPLE, comment="another man"),
            Example(text="The trains run from Shaanxi to Gambia House.", glossary=_PLACES, comment="look-alikes"),
            Example(text="Workers in Kiev said they would stay.", glossary=_PLACES, comment="the usual older form"),
            Example(text="President-elect Yoon’s team and Yoon himself.", glossary=_YOON, comment="family name alone"),
            Example(text="The spring sun shone. Soon they all went home.", glossary=_YOON, comment="ordinary words"),
        ),
    )

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:  # noqa: ARG002  CONFIG: the seam
        """Yield a finding per garbled name of a person, place or organisation."""
        for found in resources.names.resolved:
            if found.entry.kind.is_name:
                message = _message(found.text, found.suggestion, found.entry.term, by_document=found.by_document)
                yield found.finding(self.info, message)


def _message(text: str, suggestion: str, term: str, *, by_document: bool) -> str:
    meant = f"“{suggestion}”" if suggestion == term else f"“{suggestion}” ({term})"
    if by_document:
        return f"“{text}” is a real name, but the article suggests that {meant} was meant"
    return f"“{text}” may be a garbled form of {meant}"


CHECK = NameNearMiss()
