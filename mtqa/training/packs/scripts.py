"""In which language a name is written, where script and country leave no doubt.

GeoNames lists the names of a city in every language without saying which is in which.  A name is taken only if
its script belongs to one language, or to one in that country, and if it is the only such name of the city: of
two spellings of today and of 1900, nobody can say which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["told"]

_HAN: Final = "\u3400-\u9fff"
_KANA: Final = "\u3041-\u30ff"
_HANGUL: Final = re.compile("[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*")
_KATAKANA: Final = re.compile("[\u30a1-\u30ff\u30fb]+")
_JAPANESE: Final = re.compile(f"(?=.*[{_HAN}])[{_HAN}{_KANA}]+")
_CHINESE: Final = re.compile(f"[{_HAN}]+")

_ARAB: Final = ("AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "QA", "SA", "SD", "SY", "TN", "YE")
#: Languages of one script each, and the countries where the script is no other language's.
_NATIONAL: Final[tuple[tuple[str, str, frozenset[str]], ...]] = (
    ("ar", "[\u0621-\u063a\u0641-\u064a ]+", frozenset(_ARAB)),
    ("fa", "[\u0621-\u063a\u0641\u0642\u0644-\u0648\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c ]+", frozenset({"IR"})),
    ("he", "[\u05d0-\u05ea '\"״׳-]+", frozenset({"IL"})),
    ("ru", "[А-Яа-яЁё -]+", frozenset({"RU"})),
    (
        "uk",
        "(?=.*[ІіЇїЄєҐґ])[АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя ʼ'’-]+",
        frozenset({"UA"}),
    ),
    ("bg", "[А-ЪЬЮЯа-ъьюя -]+", frozenset({"BG"})),
    ("el", "[\u0386-\u03ce -]+", frozenset({"CY", "GR"})),
    ("ka", "[\u10d0-\u10f0 -]+", frozenset({"GE"})),
    ("hy", "[\u0531-\u0587 -]+", frozenset({"AM"})),
    ("th", "[\u0e01-\u0e4e ]+", frozenset({"TH"})),
    ("my", "[\u1000-\u104f\u200b ]+", frozenset({"MM"})),
    ("km", "[\u1780-\u17d3 ]+", frozenset({"KH"})),
    ("bn", "[\u0980-\u09fe ]+", frozenset({"BD"})),
    ("ne", "[\u0900-\u0963 ]+", frozenset({"NP"})),
)
#: Endings that say what the place is.  Some are part of a name: Yokkaichi is 四日市, and as a city 四日市市.
_ENDINGS: Final = {
    "ko": re.compile(" ?(?:특별자치시|특별시|광역시|시|군|구)$"),
    "ja": re.compile("[市区町村]$"),
    "zh": re.compile("(?:广域市|廣域市|特别市|特別市|[市县縣区區])$"),
}
_CHINA: Final = frozenset({"CN", "SG"})
_TRADITIONAL: Final = frozenset({"HK", "MO", "TW"})


def told(names: Iterable[str], country: str) -> tuple[tuple[str, str], ...]:
    """Those of the names of a city in ``country`` (ISO 3166) whose language is certain, with it."""
    every = sorted(set(names))
    found: list[tuple[str, str]] = []
    if country == "JP":
        found += _only("ja", [name for name in every if _JAPANESE.fullmatch(name)])
    else:
        found += _only("ja", [name for name in every if _KATAKANA.fullmatch(name)])
        found += _chinese([name for name in every if _CHINESE.fullmatch(name)], country)
    found += _only("ko", [name for name in every if _HANGUL.fullmatch(name)])
    for lang, letters, countries in _NATIONAL:
        if country in countries:
            found += _only(lang, [name for name in every if re.fullmatch(letters, name)])
    return tuple(found)


def _only(lang: str, names: list[str]) -> list[tuple[str, str]]:
    """The one name there is, but for endings."""
    bare = _without_ending(lang, names)
    return [(lang, bare[0])] if len(bare) == 1 else []


def _without_ending(lang: str, names: list[str]) -> list[str]:
    """The names, those left out that are another one with an ending."""
    ending = _ENDINGS.get(lang.partition("-")[0])
    if ending is None:
        return names
    bare = [name for name in names if (short := ending.sub("", name)) == name or short not in names]
    if lang == "ja":
        return bare
    # Of two letters and more, and in Korean only after a space: 시 ends many a name.
    return sorted({short if len(short := ending.sub("", name)) > 1 and _splits(lang, name) else name for name in bare})


def _splits(lang: str, name: str) -> bool:
    return lang != "ko" or " " in name


def _chinese(names: list[str], country: str) -> list[tuple[str, str]]:
    """Chinese names, told apart by the standards that hold one sort of characters and not the other."""
    simple = [name for name in names if _fits(name, "gb2312")]
    full = [name for name in names if _fits(name, "big5")]
    if country in _CHINA:
        return _only("zh-Hans", simple)
    if country in _TRADITIONAL:
        return _only("zh-Hant", full)
    # Elsewhere a name in characters that both have may be an old Japanese one.
    only_simple = [name for name in simple if name not in full]
    return _only("zh-Hans", only_simple) if len(only_simple) == 1 else []


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
