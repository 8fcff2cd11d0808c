"""Reporting clauses ("Lankov said", "said the minister", "she told reporters on Friday").

Enough of English to see, at one place, whether the words there say who spoke.  Every pattern is
bounded: a look costs the same whatever the text.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ends_with_reporting_verb", "is_attribution"]

_VERBS: Final = (
    "said|says|told|tells|added|adds|noted|notes|explained|explains|wrote|writes|asked|asks|replied|replies|"
    "answered|answers|recalled|recalls|admitted|admits|argued|argues|claimed|claims|concluded|concludes|"
    "continued|continues|declared|declares|emphasi[sz]ed|emphasi[sz]es|insisted|insists|stressed|stresses|"
    "pointed out|points out|remarked|remarks|reported|reports|stated|states|suggested|suggests|thinks|"
    "thought|believes|warned|warns|announced|announces|commented|comments|observed|observes|"
    "joked|jokes|quipped|tweeted|exclaimed|shouted|cried|whispered|muttered|laughed|sighed|"
    "predicted|predicts|complained|complains|confirmed|confirms|revealed|reveals|quoted|testified|"
    "mentioned|mentions|boasted|lamented|urged|urges|vowed|vows|pledged|responded|responds|agreed|agrees"
)
_WORD: Final = r"[\w'\N{RIGHT SINGLE QUOTATION MARK}.&-]{1,40}"
_NAME: Final = r"[A-Z\u00C0-\u00DE\u0100-\u024F][\w'\N{RIGHT SINGLE QUOTATION MARK}.&-]{0,40}"
_SUBJECT: Final = (
    rf"(?:he|she|they|it|who|He|She|They|(?:{_NAME}|[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir)"
    rf"(?: {_WORD}){{0,8}}?(?:, [^,\N{{LEFT DOUBLE QUOTATION MARK}}\N{{RIGHT DOUBLE QUOTATION MARK}}\n]{{1,90}},)?)"
)
#: What may follow in a clause that says who spoke, where and when, and not what.
_AFTER: Final = (
    r"(?=\s{0,3}(?:[.,;:!?\N{EM DASH}\N{EN DASH}-]|$)"
    r"| (?:in|on|at|to|of|during|after|before|as|when|while|from|by|via|with|last|this|earlier|later|yesterday|"
    r"today|then|again|here|there|reporters|[A-Z][a-z]{2,12}day|[a-z]{2,14}ly)\b)"
)
_CLAUSE: Final = re.compile(
    rf"(?:{_SUBJECT}(?: [a-z]{{2,14}}ly| has| had| have| also| then)? (?:{_VERBS})"
    rf"(?:{_AFTER}|(?<=told)(?: {_WORD}){{1,6}}[.,])"
    rf"|(?:{_VERBS}) (?:{_NAME}|the |an? |his |her |their ))"
)
#: A verb that is not in the list: "Lankov chuckled."
_SHORT: Final = re.compile(rf"(?:he|she|they|{_NAME}(?: {_NAME}){{0,2}}) [a-z]{{2,14}}(?:ed|s)[.,]")
_BEFORE: Final = re.compile(rf"\b(?:{_VERBS})[,.:]?\s*$")


def is_attribution(text: str, at: int, *, loose: bool) -> bool:
    """Whether a reporting clause begins at ``at``.

    Args:
        text: Any text.
        at: Offset of its first word.
        loose: Whether a short sentence with any verb will do ("Lankov chuckled.").
    """
    window = text[at : at + 400]
    return _CLAUSE.match(window) is not None or (loose and _SHORT.match(window) is not None)


def ends_with_reporting_verb(text: str, at: int) -> bool:
    """Whether the words before ``at`` introduce speech: "he added, "."""
    return _BEFORE.search(text[max(0, at - 30) : at]) is not None
