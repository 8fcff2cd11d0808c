"""The error taxonomy: MQM-Core categories, severities and their weights.

This is the only place where the taxonomy lives.  The ids are the MQM-Core dimensions and their
subtypes (https://themqm.org, *MQM Core*), written ``dimension/subtype`` in lower case with hyphens.
mtqa uses MQM-Core ids; it defines no typology of its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["WEIGHTS", "Category", "Severity"]


class Severity(StrEnum):
    """How much an issue would hurt a reader, if a person confirms it.

    Ordered: ``Severity.MINOR < Severity.MAJOR`` is true.
    """

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Position in the order neutral (0), minor, major, critical (3)."""
        return _RANKS[self]

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


_RANKS: Final = {severity: rank for rank, severity in enumerate(Severity)}

#: Penalty points per issue (MQM 2.0 neutral 0; minor 1, major 5, critical 25 as in ISO 5060 practice).
WEIGHTS: Final[dict[Severity, int]] = {
    Severity.NEUTRAL: 0,
    Severity.MINOR: 1,
    Severity.MAJOR: 5,
    Severity.CRITICAL: 25,
}


class Category(StrEnum):
    """MQM-Core error type, ``dimension/subtype``."""

    INCONSISTENT_WITH_TERMBASE = "terminology/inconsistent-with-terminology-resource"
    INCONSISTENT_TERM_USE = "terminology/inconsistent-use-of-terminology"
    WRONG_TERM = "terminology/wrong-term"
    MISTRANSLATION = "accuracy/mistranslation"
    OVERTRANSLATION = "accuracy/overtranslation"
    UNDERTRANSLATION = "accuracy/undertranslation"
    ADDITION = "accuracy/addition"
    OMISSION = "accuracy/omission"
    DO_NOT_TRANSLATE = "accuracy/do-not-translate"
    UNTRANSLATED = "accuracy/untranslated"
    GRAMMAR = "linguistic-conventions/grammar"
    PUNCTUATION = "linguistic-conventions/punctuation"
    SPELLING = "linguistic-conventions/spelling"
    UNINTELLIGIBLE = "linguistic-conventions/unintelligible"
    CHARACTER_ENCODING = "linguistic-conventions/character-encoding"
    TEXTUAL_CONVENTIONS = "linguistic-conventions/textual-conventions"
    ORGANIZATIONAL_STYLE = "style/organizational-style"
    REGISTER = "style/register"
    AWKWARD = "style/awkward"
    UNIDIOMATIC = "style/unidiomatic"
    INCONSISTENT_STYLE = "style/inconsistent-style"
    NUMBER_FORMAT = "locale-conventions/number-format"
    NAME_FORMAT = "locale-conventions/name-format"
    DATE_FORMAT = "locale-conventions/date-format"
    MARKUP_TAG = "design-and-markup/markup-tag"
    LAYOUT = "design-and-markup/layout"

    @property
    def dimension(self) -> str:
        """The top level of the id: ``terminology``, ``accuracy``, ``linguistic-conventions`` ..."""
        return self.value.partition("/")[0]

    @property
    def label(self) -> str:
        """The subtype in words: ``inconsistent with terminology resource``."""
        return self.value.partition("/")[2].replace("-", " ")
