"""TBX, the standard for termbases (ISO 30042): version 2 (martif) and 3, DCA and DCT style.

Read: concepts of ``termEntry`` or ``conceptEntry`` with their terms, administrative statuses, subject
field, notes, definition, source, subsets and who added them; terms of regional varieties ("en-US")
count as terms of the language.  A term without a status is admitted if it is an abbreviation or another
one leads.  What a glossary entry has and TBX does not stands in categories of mtqa's own
(:mod:`mtqa.glossary.formats.tbx_names`), so that reading what was written brings every attribute back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.glossary.formats.tbx_read import read_tbx
from mtqa.glossary.formats.tbx_write import DCA, DCT, V2, write_tbx
from mtqa.glossary.formats.xml import root_name
from mtqa.glossary.model import TARGET_LANG

if TYPE_CHECKING:
    from mtqa.glossary.formats.records import Exported, Imported
    from mtqa.glossary.model import Glossary

__all__ = ["NAME", "SUFFIXES", "TITLE", "looks_like", "read", "write", "write_dca", "write_v2"]

NAME: Final = "tbx"
TITLE: Final = "TBX v3 (ISO 30042:2019), DCT style"
SUFFIXES: Final = (".tbx", ".xml")


def looks_like(data: bytes) -> bool:
    """Whether the root element is ``tbx`` or ``martif``."""
    return root_name(data).lower() in ("tbx", "martif")


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read TBX of either version and style; see :func:`mtqa.glossary.formats.tbx_read.read_tbx`.

    Raises:
        GlossaryError: It is no such file, damaged, or larger than a limit; names file and line.
    """
    return read_tbx(data, origin=origin, target_lang=target_lang, source_lang=source_lang)


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write TBX-Basic v3 in DCT style, every language.

    Raises:
        GlossaryError: An entry has a character that XML cannot hold.
    """
    del source_lang  # the file holds them all
    return write_tbx(glossary, DCT, target_lang=target_lang)


def write_dca(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write TBX-Basic v3 in DCA style, every language.

    Raises:
        GlossaryError: An entry has a character that XML cannot hold.
    """
    del source_lang
    return write_tbx(glossary, DCA, target_lang=target_lang)


def write_v2(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write TBX v2 (martif), every language.

    Raises:
        GlossaryError: An entry has a character that XML cannot hold.
    """
    del source_lang
    return write_tbx(glossary, V2, target_lang=target_lang)
