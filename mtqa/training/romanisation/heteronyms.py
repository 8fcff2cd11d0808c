"""Other readings of the same character: 堡 is bao, bu or pu, and a machine that guesses writes "Tunpu" for Tunbao.

How a name is really read comes from names with their pinyin (GeoNames) and the known readings of family
names; what else a machine may take comes from the dictionaries in Unihan, weighted by how often the
character is read so in running text.  Both are weighted by how usual the character is in such names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mtqa.training.romanisation.places import bare_name, chinese_cores, divisions
from mtqa.training.romanisation.readings import COMPOUND_READINGS, Readings, Spread, normal
from mtqa.training.romanisation.sources import cities
from mtqa.training.romanisation.syllables import PINYIN

if TYPE_CHECKING:
    from mtqa.training.romanisation.maps import Map

__all__ = ["RAREST_READING", "READING", "heteronym_maps"]

#: The name of the target system in ``syllables.tsv``.
READING: Final = "reading"
#: A reading that is less probable than this, over all characters of the syllable, is not kept.
RAREST_READING: Final = 0.002
#: How much the general reading counts against attested names of places, in places.
_PRIOR: Final = 2.0
_PINYIN: Final = frozenset(PINYIN)


def heteronym_maps(readings: Readings) -> Iterator[Map]:
    """Maps from a syllable to other readings of the characters it may stand for, by role."""
    attested = _place_readings(readings)

    def place(char: str) -> Spread:
        counts = Counter({s: _PRIOR * p for s, p in readings.pinyin(char, "place").items()})
        counts.update(attested.get(char, {}))
        return normal(counts)

    for role in ("family", "given", "place"):
        own: defaultdict[str, float] = defaultdict(float)
        joint: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for char, weight in readings.weight[role].items():
            right = place(char) if role == "place" else readings.pinyin(char, role)
            machine = _machine(readings, char)
            for syllable, p in right.items():
                own[syllable] += weight * p
                for other, q in machine.items():
                    if other != syllable:
                        joint[syllable][other] += weight * p * q
        yield (
            "pinyin",
            READING,
            role,
            {syllable: (own[syllable], {o: n / own[syllable] for o, n in joint[syllable].items()}) for syllable in own},
        )


def _machine(readings: Readings, char: str) -> Spread:
    """What a machine takes for a character, or for one of the two characters of a family name."""
    if len(char) == 1:
        return {s: p for s, p in readings.unihan.readings.get(char, {}).items() if s in _PINYIN}
    result: defaultdict[str, float] = defaultdict(float)
    whole = COMPOUND_READINGS[char]
    for cut in range(1, len(whole)):
        parts = (whole[:cut], whole[cut:])
        if parts[0] in _PINYIN and parts[1] in _PINYIN:
            for position, part in enumerate(parts):
                for other, p in readings.unihan.readings.get(char[position], {}).items():
                    if other != part and other in _PINYIN:
                        result[other + parts[1] if position == 0 else parts[0] + other] += p
            break
    return dict(result)


def _place_readings(readings: Readings) -> dict[str, Counter[str]]:
    """How often characters are read how in names of places of China whose own name is their pinyin."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for city in cities():
        if city.country == "CN":
            name = bare_name(city)
            for hanzi in chinese_cores(city):
                divided = divisions(readings, hanzi, name)
                if len(divided) == 1:
                    for char, syllable in zip(hanzi, divided[0], strict=True):
                        counts[char][syllable] += 1
    return dict(counts)
