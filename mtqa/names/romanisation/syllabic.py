"""Names that are written syllable by syllable: Chinese, Korean, Vietnamese, Japanese in their Latin spellings."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from mtqa.names.romanisation.tables import Choice, syllable_map

__all__ = [
    "ALL",
    "LABELS",
    "SOUTHERN",
    "TARGETS",
    "Parsed",
    "best",
    "choices",
    "divide",
    "parse",
    "posterior",
    "render",
    "spell",
    "syllable_map",
]

#: System: the systems that it is spelt in, with the cost of that system being the one, nats.
TARGETS: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    "pinyin": (("cantonese", 0.9), ("wade", 1.1), ("palladius", 2.3), ("passport", 2.6)),
    "wade": (("pinyin", 0.1),),
    "mixed": (("pinyin", 0.3),),
    "north": (("pinyin", 0.7), ("newspaper", 0.9)),
    "cantonese": (("pinyin", 0.1),),
    "vietnamese": (("pinyin", 0.1),),
    "korean": (("newspaper", 0.7), ("revised", 1.2), ("mccune", 1.6), ("pinyin", 1.2)),
}
#: What each system is called in an explanation.
LABELS: Final = {
    "pinyin": "pinyin",
    "cantonese": "Cantonese",
    "wade": "Wade-Giles",
    "palladius": "Palladius (via Russian)",
    "passport": "Palladius (via Russian)",
    "newspaper": "Korean newspaper spelling",
    "revised": "Revised Romanisation",
    "mccune": "McCune-Reischauer",
    "on": "on-reading of the kanji",
    "reading": "another reading of its characters",
}
#: Nats; a system much less probable than the best one is not followed.
_FAR: Final = 4.0
#: How many spellings of one name one system may give.
_BEAM: Final = 7
_FEWER: Final = {"wade": 2, "palladius": 1, "passport": 1, "mccune": 2, "revised": 2, "on": 3}
_JOINED: Final = frozenset({"pinyin", "palladius", "passport", "on"})
_VOICED_AFTER: Final = ("a", "e", "i", "o", "u", "n", "m", "l", "ng")


class Parsed(NamedTuple):
    """A name taken apart in one system.

    Attributes:
        system: The system.
        family: Syllable of the family name; ``""`` if there is none.
        given: Syllables of the given name.
        cost: Nats: how rare such a name is in that system.
    """

    system: str
    family: str
    given: tuple[str, ...]
    cost: float


def best(parts: Sequence[Sequence[Choice]], *, most: int = _BEAM) -> list[tuple[float, tuple[str, ...]]]:
    """The cheapest ways to choose one item of every part, cheapest first."""
    beam: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for part in parts:
        beam = sorted((cost + more, (*chosen, text)) for cost, chosen in beam for text, more in part)[:most]
    return beam


@lru_cache(maxsize=20_000)
def _divided(token: str, system: str, most: int, role: str = "given") -> tuple[float, tuple[str, ...]] | None:
    """The most probable division of a token into at most so many syllables of the role."""
    table = syllable_map(system, _first_target(system), role)
    own = table.own(token)
    found: tuple[float, tuple[str, ...]] | None = None if own is None else (own, (token,))
    if most == 1 or len(token) < 3:
        return found
    for cut in range(1, min(len(token), 8)):
        head = table.own(token[:cut])
        if head is not None:
            rest = _divided(token[cut:], system, most - 1, role)
            if rest is not None and (found is None or head + rest[0] < found[0]):
                found = (head + rest[0], (token[:cut], *rest[1]))
    return found


def _first_target(system: str) -> str:
    return "newspaper" if system in ("korean", "north") else "wade" if system == "pinyin" else "pinyin"


#: Syllables a given name may have, and how many of them may be written together.
_GIVEN: Final = {
    "north": (2, 1),
    "pinyin": (2, 2),
    "wade": (2, 1),
    "cantonese": (2, 1),
    "korean": (2, 2),
    "vietnamese": (3, 1),
}

#: The systems of all names but those that look North Korean, and of all.
SOUTHERN: Final = tuple(system for system in _GIVEN if system != "north")
ALL: Final = tuple(_GIVEN)


def divide(tokens: Sequence[str], system: str, *, role: str) -> tuple[float, tuple[str, ...]] | None:
    """The syllables of folded words in a system with their cost, or ``None`` if one word is none of its own."""
    cost = 0.0
    syllables: tuple[str, ...] = ()
    for token in tokens:
        divided = _divided(token, system, 3 if system == "pinyin" else 1, role)
        if divided is None:
            return None
        cost += divided[0]
        syllables += divided[1]
    return cost, syllables


def parse(family: str, given: Sequence[str], *, systems: Iterable[str] = SOUTHERN) -> list[Parsed]:
    """The systems in which a family name and the folded words of a given name are possible, likeliest first."""
    results = []
    for system in systems:
        target = _first_target(system)
        own = syllable_map("korean" if system == "north" else system, target, "family").own(family)
        if own is None:
            continue
        at_most, together = _GIVEN[system]
        syllables: tuple[str, ...] = ()
        cost = own
        for token in given:
            divided = _divided(token, system, together)
            if divided is None:
                break
            cost += divided[0]
            syllables += divided[1]
        else:
            if len(syllables) <= at_most:
                results.append(Parsed(system, family, syllables, cost))
    if given and not results:
        results += _mixed(family, given)
    return sorted(results, key=lambda parsed: parsed.cost)


#: The systems that one name may mix: "Chiang Kai-shek", "Lee Hsien Loong".
_MIXABLE: Final = ("wade", "cantonese")


def _mixed(family: str, given: Sequence[str]) -> list[Parsed]:
    """A name whose syllables are some of one system and some of another."""
    if len(given) > 2:
        return []
    costs = []
    for position, syllable in enumerate((family, *given)):
        role = "given" if position else "family"
        own = [syllable_map(system, "pinyin", role).own(syllable) for system in _MIXABLE]
        known = [cost for cost in own if cost is not None]
        if not known:
            return []
        costs.append(min(known))
    return [Parsed("mixed", family, tuple(given), sum(costs) + 1.0)]


@lru_cache(maxsize=5_000)
def _mixed_choices(syllable: str, role: str) -> tuple[Choice, ...]:
    """Counterparts in either system, by how usual the syllable is in each."""
    shares: dict[str, float] = {}
    for system in _MIXABLE:
        table = syllable_map(system, "pinyin", role)
        own = table.own(syllable)
        for text, cost in table.choices(syllable):
            shares[text] = shares.get(text, 0.0) + math.exp(-cost - (own or 0.0))
    total = sum(shares.values())
    return tuple(sorted(((text, -math.log(p / total)) for text, p in shares.items()), key=lambda choice: choice[1])[:7])


def choices(system: str, target: str, role: str, syllable: str) -> tuple[Choice, ...]:
    """Counterparts of a syllable with their costs, most probable first."""
    if system == "north" and role == "family":
        system = "korean"
    if system == "mixed":
        return _mixed_choices(syllable, role)
    return syllable_map(system, target, role).choices(syllable)


def posterior(parsed: Sequence[Parsed]) -> list[tuple[Parsed, float]]:
    """The parses that are not far behind, each with minus the logarithm of its share."""
    if not parsed:
        return []
    least = min(one.cost for one in parsed)
    total = math.log(sum(math.exp(least - one.cost) for one in parsed))
    return [(one, one.cost - least + total) for one in parsed if one.cost - least < _FAR]


def render(family: str, given: Sequence[str], system: str, *, hyphen: bool = True) -> str:
    """A name as the system writes it: "Zhou Runfa", "Chow Yun-fat"."""
    if system in _JOINED or not hyphen:
        word = ""
        for syllable in given:
            word += ("'" if word and syllable[0] in "aeo" and system == "pinyin" else "") + syllable
    else:
        word = "-".join(given)
    return f"{family.capitalize()} {word.capitalize()}".strip().replace("v", "u" if system == "pinyin" else "v")


def _role(target: str, position: int, before: str) -> str:
    """The role of a given-name syllable in a map."""
    if target in ("palladius", "passport"):
        return "any"
    return "second" if target == "mccune" and position and before.endswith(_VOICED_AFTER) else "given"


def spell(parsed: Parsed, *, hyphen: bool = True) -> list[tuple[str, str, float]]:
    """Spellings of a parsed name in other systems: text, system, cost."""
    results = []
    for target, price in TARGETS[parsed.system]:
        family_role = "any" if target in ("palladius", "passport") else "family"
        parts = [choices(parsed.system, target, family_role, parsed.family)] if parsed.family else []
        before = ""
        for position, syllable in enumerate(parsed.given):
            parts.append(choices(parsed.system, target, _role(target, position, before), syllable))
            before = syllable
        if all(parts):
            for cost, chosen in best(parts, most=_FEWER.get(target, _BEAM)):
                family, given = (chosen[0], chosen[1:]) if parsed.family else ("", chosen)
                results.append((render(family, given, target, hyphen=hyphen), target, price + cost))
    return results
