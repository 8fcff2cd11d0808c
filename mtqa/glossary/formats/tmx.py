"""TMX 1.4b, the format of translation memories, as a glossary.

Read: each unit is a pair of terms, or more languages; units with the same source term are one entry, as
in the other formats of pairs.  Codes of programs in a segment (``bpt``, ``ept``, ``it``, ``ph``, ``ut``)
are no text.  Written: a unit per entry with its term and the first right term of each other language.
Everything else an entry has stands in properties, ``<prop type="x-mtqa-variant">``, which other programs
pass over; reading a unit with them brings the entry back:

==========================================  ==================================================================
property                                    meaning
==========================================  ==================================================================
``x-mtqa-id``, ``-kind``                    always there
``x-mtqa-match``, ``-case``, ``-watch``     where they are not as usual
``x-mtqa-rule``                             how the term is looked for, where not as the entry says
``x-mtqa-variant``, ``-wrong``,             a form each, with its rule as in a cell of the native file:
``-superseded``                             ``KJU {exact same-case}``
``x-mtqa-source``                           a source term each, ``ko:윤 석열 {admitted sound as-written}``, all of
                                            them, where the segments do not say it all
``x-mtqa-role``, ``-context``,              one each
``-must-flag``, ``-must-pass``
``x-mtqa-subject``, ``-url``,               as in the native file
``-added-at``, ``-finding``
``x-mtqa-column:NAME``                      a column of somebody's own
==========================================  ==================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.glossary.formats.tmx_read import read_tmx
from mtqa.glossary.formats.tmx_write import write_tmx
from mtqa.glossary.formats.xml import root_name
from mtqa.glossary.model import TARGET_LANG

if TYPE_CHECKING:
    from mtqa.glossary.formats.records import Exported, Imported
    from mtqa.glossary.model import Glossary

__all__ = ["NAME", "SUFFIXES", "TITLE", "looks_like", "read", "write"]

NAME: Final = "tmx"
TITLE: Final = "TMX translation memory"
SUFFIXES: Final = (".tmx",)


def looks_like(data: bytes) -> bool:
    """Whether the root element is ``tmx``."""
    return root_name(data) == "tmx"


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read TMX; see :func:`mtqa.glossary.formats.tmx_read.read_tmx`.

    Raises:
        GlossaryError: It is no such file, damaged, or larger than a limit; names file and line.
    """
    return read_tmx(data, origin=origin, target_lang=target_lang, source_lang=source_lang)


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write TMX 1.4b; see :func:`mtqa.glossary.formats.tmx_write.write_tmx`.

    Raises:
        GlossaryError: An entry has a character that XML cannot hold.
    """
    return write_tmx(glossary, target_lang=target_lang, source_lang=source_lang)
