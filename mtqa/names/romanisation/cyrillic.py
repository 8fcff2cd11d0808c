"""Names in Cyrillic by the usual systems of transliteration."""

from __future__ import annotations

import re
from typing import Final

from mtqa.names.romanisation.lists import pairs
from mtqa.names.romanisation.spelling import Spelling

__all__ = ["CYRILLIC", "cyrillic_spellings"]

_BASE: Final = pairs(
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh "
    "щ:shch ъ: ы:y ь: э:e ю:yu я:ya і:i ї:yi є:ye ґ:g ў:u ј:j љ:lj њ:nj ћ:c ђ:dj џ:dz"
)
_UKRAINIAN: Final = {"г": "h", "и": "y", "й": "i"}
#: System, cost in nats, letters that differ from the base (BGN/PCGN without its e).
_SYSTEMS: Final[tuple[tuple[str, float, dict[str, str]], ...]] = (
    ("newspaper transliteration from Cyrillic", 0.7, {}),
    ("ICAO passport transliteration", 1.0, {"й": "i", "ю": "iu", "я": "ia", "ъ": "ie"}),
    ("ISO 9 without marks", 2.2, {"ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ю": "u", "я": "a", "й": "j"}),
    (
        "scholarly transliteration",
        2.2,
        {"ж": "z", "х": "ch", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ю": "ju", "я": "ja", "й": "j"},
    ),
    (
        "German transliteration",
        2.5,
        {"в": "w", "ж": "sch", "з": "s", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju",
         "я": "ja", "й": "i", "ё": "jo"},
    ),
    (
        "French transliteration",
        2.5,
        {"ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia", "й": "i"},
    ),
)  # fmt: skip
#: What an explanation calls the systems.
CYRILLIC: Final = frozenset(system for system, _, _ in _SYSTEMS)
_VOWELS: Final = "аеёиоуыэюяьъієї"
#: How е and ё are written: always e, or ye and yo where they are heard so.
_PLAIN: Final = "e"
_IOTATED: Final = "ye"
_ENDING: Final = re.compile(r"(?:ий|ый)\b")


def cyrillic_spellings(source: str) -> list[Spelling]:
    """The name by every system: BGN with and without "ye", passports, ISO 9, German, French."""
    text = source.lower()
    ukrainian = re.search("[іїєґ]|ськ|цьк", text) is not None
    results = []
    for system, cost, letters in _SYSTEMS:
        table = {**_BASE, **letters, **(_UKRAINIAN if ukrainian and cost < 2 else {})}
        endings = ("y", "iy", "yy") if cost < 1 else ("ii",) if "passport" in system else ("y",)
        for rank, ending in enumerate(endings):
            for style, extra in ((_PLAIN, 0.0), (_IOTATED, 0.4)) if cost < 1 else ((_PLAIN, 0.0),):
                text_ = _written(text, table, ending=ending, style=style)
                results.append(Spelling(text_, system, cost + 0.5 * rank + extra))
    return results


def _written(text: str, table: dict[str, str], *, ending: str, style: str) -> str:
    text = _ENDING.sub(ending, text)
    latin = ""
    before = " "
    for letter in text:
        if letter in "её" and style == _IOTATED and (before in _VOWELS or not before.isalpha()):
            latin += "ye" if letter == "е" else "yo"
        elif letter == "ё" and style == _IOTATED:
            latin += "yo"
        else:
            latin += table.get(letter, letter)
        before = letter
    return latin.title()
