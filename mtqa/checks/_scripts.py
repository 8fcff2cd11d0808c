"""Writing systems other than Latin and Greek, told by block of code points.

A compact table, not the Unicode script property, which Python does not ship.  Greek is left out: it
writes the symbols of science.  Currency signs and the marks that several scripts share are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

__all__ = ["ALPHABETIC", "FOREIGN", "HOMOGLYPHS", "RIGHT_TO_LEFT", "script_of"]

#: First and last code point, and the name of the script.
_RANGES: Final = (
    (0x0400, 0x0482, "Cyrillic"),
    (0x0483, 0x052F, "Cyrillic"),
    (0x0531, 0x0587, "Armenian"),
    (0x0591, 0x05F4, "Hebrew"),
    (0x0610, 0x061A, "Arabic"),
    (0x0620, 0x0669, "Arabic"),
    (0x066E, 0x06FF, "Arabic"),
    (0x0710, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07B1, "Thaana"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09F1, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AF0, "Gujarati"),
    (0x0B00, 0x0B7F, "Odia"),
    (0x0B80, 0x0BF2, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E01, 0x0E3A, "Thai"),
    (0x0E40, 0x0E5B, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17DA, "Khmer"),
    (0x1800, 0x18AF, "Mongolian"),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x2DE0, 0x2DFF, "Cyrillic"),
    (0x3005, 0x3007, "Chinese"),
    (0x3041, 0x3096, "Japanese"),
    (0x309D, 0x309F, "Japanese"),
    (0x30A1, 0x30FA, "Japanese"),
    (0x30FC, 0x30FF, "Japanese"),
    (0x3105, 0x312F, "Bopomofo"),
    (0x3131, 0x318E, "Hangul"),
    (0x3400, 0x4DBF, "Chinese"),
    (0x4E00, 0x9FFF, "Chinese"),
    (0xA640, 0xA69F, "Cyrillic"),
    (0xA960, 0xA97C, "Hangul"),
    (0xAC00, 0xD7FB, "Hangul"),
    (0xF900, 0xFAFF, "Chinese"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFB, "Arabic"),
    (0xFE70, 0xFEFC, "Arabic"),
    (0xFF66, 0xFF9D, "Japanese"),
    (0x20000, 0x323AF, "Chinese"),
)
_STARTS: Final = tuple(first for first, _, _ in _RANGES)

#: A character class (without brackets) of every character in the table.
FOREIGN: Final = "".join(f"{chr(first)}-{chr(last)}" for first, last, _ in _RANGES)
#: Written right to left, so that direction marks belong there.
RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
#: Scripts whose single letters are cited and used as signs; a lone letter of these says nothing.
ALPHABETIC: Final = frozenset({"Cyrillic", "Armenian", "Hebrew", "Arabic", "Georgian", "Japanese", "Hangul"})

_LOOKALIKES: Final = "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝЁёЇїΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_LATIN: Final = "ABESIJKMHOPCTYXaesijopcyxdhqwËëÏïABEZHIKMNOPTYXo"
#: Letters that look exactly like a Latin one, with that one.
HOMOGLYPHS: Final = dict(zip(_LOOKALIKES, _LATIN, strict=True))


def script_of(char: str) -> str | None:
    """The name of the script ``char`` is written in, or ``None`` for Latin, Greek, signs and the rest."""
    at = bisect_right(_STARTS, ord(char)) - 1
    if at < 0 or ord(char) > _RANGES[at][1]:
        return None
    return _RANGES[at][2]
