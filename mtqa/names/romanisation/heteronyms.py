"""Another reading of the same character: a machine that guesses writes "Tunpu" for Tunbao (屯堡)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from mtqa.names.romanisation.syllabic import LABELS
from mtqa.names.romanisation.tables import Character, chinese_places, syllable_map

__all__ = ["READING", "another_place", "divide_by_characters", "one_misread", "one_misread_character"]

#: What an explanation calls such a spelling.
READING: Final = LABELS["reading"]
#: Nats for a machine that reads a character of the name wrongly.
_SLIP: Final = 1.5
#: Nats; no such spelling is more probable, for the characters are not known.
_LEAST: Final = 2.0
#: Added to the readings' probabilities: where none of the characters is likely to be misread, none is.
_NONE: Final = 0.02
#: Nats for a reading that makes another place's name: Changzhou and Zhangzhou are two cities.
_ANOTHER: Final = 3.0
#: Where the characters are known: nats for a slip, for each more usual reading, and for readings that are rare.
_KNOWN: Final = 0.4
_RANK: Final = 0.8
_RARE: Final = 0.8


def one_misread(syllables: Sequence[str], roles: Sequence[str]) -> list[tuple[float, tuple[str, ...]]]:
    """The syllables of pinyin with one of them read otherwise, with costs in nats, cheapest first.

    Args:
        syllables: The syllables of a name.
        roles: The role of each, ``family``, ``given`` or ``place``; ``""`` for one that is not to be changed.
    """
    found = []
    for position, (syllable, role) in enumerate(zip(syllables, roles, strict=True)):
        for other, cost in syllable_map("pinyin", "reading", role).choices(syllable) if role else ():
            found.append((math.exp(-cost), (*syllables[:position], other, *syllables[position + 1 :])))
    total = sum(share for share, _ in found) + _NONE
    return sorted((max(_LEAST, _SLIP - math.log(share / total)), chosen) for share, chosen in found)


def _readings(one: Character, *, family: bool) -> tuple[str, ...]:
    """Every reading of a character, most usual first."""
    first = (one.family,) if family else ()
    return tuple(dict.fromkeys((*first, *one.pinyin, *one.rare)))


def divide_by_characters(name: str, characters: Sequence[Character]) -> tuple[str, ...] | None:
    """The readings of the characters that make a folded name without its spaces; ``None`` if none do."""
    reached: dict[int, tuple[str, ...]] = {0: ()}
    for position, one in enumerate(characters):
        step: dict[int, tuple[str, ...]] = {}
        for at, chosen in reached.items():
            for syllable in _readings(one, family=position == 0):
                if name.startswith(syllable.replace("v", "u"), at):
                    step.setdefault(at + len(syllable), (*chosen, syllable))
        reached = step
    return reached.get(len(name))


def one_misread_character(
    right: Sequence[str], characters: Sequence[Character], *, person: bool
) -> list[tuple[float, tuple[str, ...]]]:
    """The readings of known characters with one of them wrong, with costs in nats, cheapest first."""
    found = []
    for position, (syllable, one) in enumerate(zip(right, characters, strict=True)):
        readings = _readings(one, family=person and position == 0)
        for rank, other in enumerate(reading for reading in readings if reading != syllable):
            cost = _KNOWN + _RANK * rank + (_RARE if other in one.rare else 0.0)
            cost += _RANK if readings[0] == syllable else 0.0
            found.append((cost, (*right[:position], other, *right[position + 1 :])))
    return sorted(found)


def another_place(name: str) -> float:
    """Nats for a wrong reading in capitals that is the name of another place of China, 0 if it is none."""
    return _ANOTHER if name.lower().replace("'", "") in chinese_places() else 0.0
