"""The words of TBX: data categories in both styles, statuses, and mtqa's own categories.

TBX names a data category in one of two styles.  DCA: ``<termNote type="administrativeStatus">``; DCT:
``<min:administrativeStatus>``.  What a mtqa entry has and TBX has no category for stands in categories
of mtqa's own, ``<descrip type="x-mtqa-kind">`` or ``<mtqa:kind>``, which ISO 30042 allows and other programs pass over:

=========================  ============================================================================
of the concept             meaning
=========================  ============================================================================
``x-mtqa-id``              the id, where it is no XML name
``x-mtqa-kind``            what the entry names
``x-mtqa-match``           how its forms are looked for, unless by sound
``x-mtqa-case``            what their capitals ask, unless as written
``x-mtqa-watch``           ``yes``: only ask to look twice
``x-mtqa-role``            a word beside the name; as often as there are
``x-mtqa-context``         a word that makes the entry more probable; likewise
``x-mtqa-must-flag``       a sentence in which something must be found; likewise
``x-mtqa-must-pass``       a sentence in which nothing may be found; likewise
``x-mtqa-url``             where it is from, if that is no URL
``x-mtqa-finding``         the finding that it was added from
``x-mtqa-column:NAME``     a column of somebody's own (DCT: ``<mtqa:column name="NAME">``)
of a term
``x-mtqa-match``           how this form is looked for, if not as the entry says
``x-mtqa-case``            what its capitals ask, likewise
``x-mtqa-source-lang``     a source term whose language ``xml:lang`` would not give back
``x-mtqa-order``           place among the source terms, where languages alternate
=========================  ============================================================================
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mtqa.glossary.formats.languages import language_named, normalised
from mtqa.glossary.model import TermStatus

if TYPE_CHECKING:
    from mtqa.glossary.formats.xml import Node

__all__ = [
    "BASIC",
    "CODES",
    "COLUMN",
    "CONCEPT_COLUMNS",
    "CORE",
    "MIN",
    "OURS",
    "PRIVATE",
    "SCHEME",
    "TERM_COLUMNS",
    "category",
    "is_target",
    "key_of",
    "language",
    "status_of",
]

CORE: Final = "urn:iso:std:iso:30042:ed-2"
MIN: Final = "http://www.tbxinfo.net/ns/min"
BASIC: Final = "http://www.tbxinfo.net/ns/basic"
#: Namespace of mtqa's own categories in DCT style.
OURS: Final = "urn:x-mtqa:tbx:1"
#: What the types of mtqa's own categories begin with in DCA style.
PRIVATE: Final = "x-mtqa-"
COLUMN: Final = f"{PRIVATE}column"

#: Extra columns that are data categories of a concept: the element, and the module of TBX-Basic.
CONCEPT_COLUMNS: Final = {
    "definition": ("descrip", "basic"),
    "customerSubset": ("admin", "min"),
    "projectSubset": ("admin", "basic"),
    "source": ("admin", "basic"),
}
#: Extra columns that are data categories of a term: here of the preferred one.
TERM_COLUMNS: Final = {"partOfSpeech": "min", "grammaticalGender": "basic", "termType": "basic"}

#: Elements whose content is code of a program and no text of a term.
CODES: Final = frozenset(("bpt", "ept", "it", "ph", "ut", "sc", "ec"))
#: What an address on the web, or another URI, begins with.
SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:[^\s]+\Z")

# Elements that carry their category in the attribute "type".
_TYPED: Final = frozenset(
    ("descrip", "descripNote", "admin", "adminNote", "termNote", "transac", "transacNote", "xref", "ref", "item")
)
_LETTERS: Final = re.compile(r"[^a-z]+")
_CODE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,5}")
_SUFFIXES: Final = ("admnsts", "term")
_STATUSES: Final = {
    TermStatus.PREFERRED: "preferred standardized standardised approved recommended legal regulated mandatory",
    TermStatus.ADMITTED: "admitted allowed accepted alternative acceptable permitted",
    TermStatus.DEPRECATED: "deprecated forbidden prohibited notrecommended rejected donotuse nonstandard notallowed",
    TermStatus.SUPERSEDED: "superseded obsolete outdated",
}
_BY_WORD: Final = {word: status for status, words in _STATUSES.items() for word in words.split()}


def category(node: Node) -> str:
    """The data category of an element in either style, as the file spells it; mtqa's own as in DCA style."""
    if node.space == OURS:
        return f"{COLUMN}:{node.attributes.get('name', '')}" if node.name == "column" else f"{PRIVATE}{node.name}"
    return (node.attributes.get("type") or node.name) if node.name in _TYPED else node.name


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """A category's name without capitals, spaces and signs: "Usage status" and "usageStatus" are one."""
    return name if name.startswith(PRIVATE) else _LETTERS.sub("", name.lower())


def status_of(value: str) -> TermStatus | None:
    """The status that a value of the picklist, or a plain word, means; ``None`` if it means none."""
    word = _LETTERS.sub("", value.lower())
    for suffix in _SUFFIXES:
        word = word.removesuffix(suffix)
    return _BY_WORD.get(word)


@lru_cache(maxsize=4096)
def language(label: str) -> str:
    """The BCP-47 code that a file means: "EN_us" is "en-US", "Korean" is "ko", "und" is ``""``."""
    label = label.strip()
    if _CODE.fullmatch(label) is None:
        return language_named(label)[0]
    code = normalised(label)
    return "" if code == "und" else code


@lru_cache(maxsize=4096)
def is_target(lang: str, target_lang: str) -> bool:
    """Whether terms in ``lang`` are in the language of the articles.

    "en-US" and "en-GB" are, where that is "en"; and "en" is where it is "en-GB", but "en-US" is not.
    """
    lang, target_lang = lang.lower(), target_lang.replace("_", "-").lower()
    return bool(lang) and (
        lang == target_lang or lang.startswith(f"{target_lang}-") or lang == target_lang.partition("-")[0]
    )
