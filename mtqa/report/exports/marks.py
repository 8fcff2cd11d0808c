"""The names that the typologies of other tools have for MQM-Core categories and severities."""

from __future__ import annotations

from typing import Final

from mtqa.mqm import Category, Severity

__all__ = ["ESA_SEVERITY", "PEARMUT", "WMT", "WMT_SEVERITY"]

#: Names in the ratings of WMT (Freitag et al. 2021), on which the weights of its tools are defined.
WMT: Final = {
    Category.INCONSISTENT_WITH_TERMBASE: "Terminology/Inappropriate for context",
    Category.INCONSISTENT_TERM_USE: "Terminology/Inconsistent",
    Category.WRONG_TERM: "Terminology/Inappropriate for context",
    Category.MISTRANSLATION: "Accuracy/Mistranslation",
    Category.OVERTRANSLATION: "Accuracy/Mistranslation",
    Category.UNDERTRANSLATION: "Accuracy/Mistranslation",
    Category.ADDITION: "Accuracy/Addition",
    Category.OMISSION: "Accuracy/Omission",
    Category.DO_NOT_TRANSLATE: "Accuracy/Mistranslation",
    Category.UNTRANSLATED: "Accuracy/Untranslated text",
    Category.GRAMMAR: "Fluency/Grammar",
    Category.PUNCTUATION: "Fluency/Punctuation",
    Category.SPELLING: "Fluency/Spelling",
    Category.UNINTELLIGIBLE: "Style/Awkward",  # WMT has no name that says as much
    Category.CHARACTER_ENCODING: "Fluency/Character encoding",
    Category.TEXTUAL_CONVENTIONS: "Fluency/Inconsistency",
    Category.ORGANIZATIONAL_STYLE: "Style/Awkward",
    Category.REGISTER: "Fluency/Register",
    Category.AWKWARD: "Style/Awkward",
    Category.UNIDIOMATIC: "Style/Awkward",
    Category.INCONSISTENT_STYLE: "Fluency/Inconsistency",
    Category.NUMBER_FORMAT: "Locale convention/Number format",
    Category.NAME_FORMAT: "Locale convention/Name format",
    Category.DATE_FORMAT: "Locale convention/Date format",
    Category.MARKUP_TAG: "Other",
    Category.LAYOUT: "Other",
}

WMT_SEVERITY: Final = {
    Severity.NEUTRAL: "Neutral",
    Severity.MINOR: "Minor",
    Severity.MAJOR: "Major",
    Severity.CRITICAL: "Critical",
}

#: Names in Pearmut's list, ``main/sub``; what it has no name for is left out.
PEARMUT: Final = {
    Category.INCONSISTENT_WITH_TERMBASE: "Terminology/Inconsistent with terminology resource",
    Category.INCONSISTENT_TERM_USE: "Terminology/Inconsistent use of terminology",
    Category.WRONG_TERM: "Terminology/Wrong term",
    Category.MISTRANSLATION: "Accuracy/Mistranslation",
    Category.OVERTRANSLATION: "Accuracy/Overtranslation",
    Category.UNDERTRANSLATION: "Accuracy/Undertranslation",
    Category.ADDITION: "Accuracy/Addition",
    Category.OMISSION: "Accuracy/Omission",
    Category.DO_NOT_TRANSLATE: "Accuracy/Do not translate",
    Category.UNTRANSLATED: "Accuracy/Untranslated",
    Category.GRAMMAR: "Linguistic conventions/Grammar",
    Category.PUNCTUATION: "Linguistic conventions/Punctuation",
    Category.SPELLING: "Linguistic conventions/Spelling",
    Category.UNINTELLIGIBLE: "Linguistic conventions/Unintelligible",
    Category.CHARACTER_ENCODING: "Linguistic conventions/Character encoding",
    Category.TEXTUAL_CONVENTIONS: "Linguistic conventions/Textual conventions",
    Category.ORGANIZATIONAL_STYLE: "Style/Organization style",
    Category.REGISTER: "Style/Language register",
    Category.AWKWARD: "Style/Awkward style",
    Category.UNIDIOMATIC: "Style/Unidiomatic style",
    Category.INCONSISTENT_STYLE: "Style/Inconsistent style",
    Category.NUMBER_FORMAT: "Locale convention/Number format",
    Category.DATE_FORMAT: "Locale convention/Date format",
    Category.MARKUP_TAG: "Design and markup/Markup tag",
    Category.LAYOUT: "Design and markup/Layout",
}

#: ESA knows two severities (Kocmi et al. 2024).
ESA_SEVERITY: Final = {
    Severity.NEUTRAL: "minor",
    Severity.MINOR: "minor",
    Severity.MAJOR: "major",
    Severity.CRITICAL: "major",
}
