"""Terms of other languages as people type them: "ko:윤석열"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mtqa.glossary.model import CaseRule, MatchMode, Term, TermStatus

if TYPE_CHECKING:
    from mtqa.glossary.cells import Item

__all__ = ["source_term"]

_PREFIXED: Final = re.compile(r"([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*):(.+)", re.DOTALL)


def source_term(item: Item) -> Term:
    """The term that an item says; without a language if it names none, which is a problem of the entry."""
    from mtqa.glossary.formats.languages import normalised

    found = _PREFIXED.fullmatch(item.text)
    lang, text = (normalised(found[1]), found[2].strip()) if found else ("", item.text)
    return Term(
        text,
        lang,
        TermStatus.PREFERRED if item.status is None else item.status,
        MatchMode.SOUND if item.match is None else item.match,
        CaseRule.AS_WRITTEN if item.case is None else item.case,
    )
