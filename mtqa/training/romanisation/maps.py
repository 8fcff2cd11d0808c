"""From readings to maps: which syllable of one system is which of another, with costs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable

from mtqa.training.romanisation.heteronyms import heteronym_maps
from mtqa.training.romanisation.places import characters_to_pinyin
from mtqa.training.romanisation.readings import Readings, Spread, normal
from mtqa.training.romanisation.syllables import PINYIN, mccune_reischauer, palladius, revised

__all__ = ["Map", "all_maps", "trimmed"]

#: From, to, role; then syllable -> (its own frequency, its counterparts).
Map = tuple[str, str, str, dict[str, tuple[float, Spread]]]

#: Counterparts kept per syllable.
MOST = 7
#: A counterpart rarer than this is not kept.
RAREST = 0.012
#: Nats; a syllable that is rarer than this in its role is a chance product of the spelling rules.
RAREST_OWN = 12.0


def _join(
    weights: Spread, left: Callable[[str], Spread], right: Callable[[str], Spread]
) -> dict[str, tuple[float, Spread]]:
    """Counterparts by way of characters: how often each pair of spellings stands for one character."""
    joint: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    own: defaultdict[str, float] = defaultdict(float)
    for char, weight in weights.items():
        second = right(char)
        for spelling, p in left(char).items():
            own[spelling] += weight * p
            for other, q in second.items():
                joint[spelling][other] += weight * p * q
    return {spelling: (own[spelling], normal(counts)) for spelling, counts in joint.items()}


def all_maps(readings: Readings) -> Iterable[Map]:
    """Every map of ``syllables.tsv``."""
    weight = readings.weight
    for role in ("family", "given", "place"):

        def pinyin(char: str, role: str = role) -> Spread:
            return readings.pinyin(char, role)

        def wade(char: str, role: str = role) -> Spread:
            return readings.wade(char, role)

        def cantonese(char: str, role: str = role) -> Spread:
            return readings.cantonese(char, role)

        yield "wade", "pinyin", role, _join(weight[role], wade, pinyin)
        yield "cantonese", "pinyin", role, _join(weight[role], cantonese, pinyin)
        yield "pinyin", "wade", role, _join(weight[role], pinyin, wade)
        if role != "place":
            yield "pinyin", "cantonese", role, _join(weight[role], pinyin, cantonese)
        vietnamese = _vietnamese_weights(readings, role)
        yield "vietnamese", "pinyin", role, _join(vietnamese, lambda c: readings.vietnamese.get(c, {}), pinyin)
    yield "pinyin", "palladius", "any", {s: (1.0, {palladius(s): 1.0}) for s in PINYIN}
    yield "pinyin", "passport", "any", {s: (1.0, {palladius(s, passport=True): 1.0}) for s in PINYIN}
    yield "jyutping", "cantonese", "any", {s: (1.0, spread) for s, spread in readings.hong_kong.items()}
    yield from heteronym_maps(readings)
    yield from _korean(readings)
    yield from _northern(readings)
    yield from _japanese(readings)


def _vietnamese_weights(readings: Readings, role: str) -> Spread:
    if role == "family":
        return normal({char: weight for _, char, weight in readings.vietnamese_family()})
    return readings.weight[role]


def _korean(readings: Readings) -> Iterable[Map]:
    spelling = readings.korean_spelling
    total = sum(readings.korean_given.values())
    latin: defaultdict[str, Spread] = defaultdict(dict)
    for hangul, count in readings.korean_given.items():
        for written, p in spelling[hangul].items():
            latin[written][hangul] = count / total * p
    family: defaultdict[str, Spread] = defaultdict(dict)
    bearers = sum(sum(chars.values()) for chars in readings.korean_family.values())
    for hangul, chars in readings.korean_family.items():
        for written, p in spelling[hangul + "/family"].items():
            family[written][hangul] = sum(chars.values()) / bearers * p
    for role, suffix in (("given", ""), ("family", "/family")):
        rows = {
            hangul.removesuffix("/family"): (1.0, spread)
            for hangul, spread in spelling.items()
            if hangul.endswith("/family") == bool(suffix)
        }
        yield "hangul", "newspaper", role, rows
        rows = {hangul: (1.0, _korean_pinyin(readings, hangul, role)) for hangul in rows}
        yield "hangul", "pinyin", role, rows
    for role, table in (("given", latin), ("family", family)):
        suffix = "/family" if role == "family" else ""
        targets: dict[str, Callable[[str], Spread]] = {
            "newspaper": lambda h, suffix=suffix: spelling[h + suffix],  # type: ignore[misc]
            "revised": lambda h: {revised(h): 1.0},
            "mccune": lambda h: {mccune_reischauer(h): 1.0},
            "pinyin": lambda h, role=role: _korean_pinyin(readings, h, role),  # type: ignore[misc]
        }
        for target, spread_of in targets.items():
            rows = {}
            for written, hanguls in table.items():
                spread: defaultdict[str, float] = defaultdict(float)
                for hangul, p in normal(hanguls).items():
                    for other, q in spread_of(hangul).items():
                        spread[other] += p * q
                rows[written] = (sum(hanguls.values()), dict(spread))
            yield "korean", target, role, rows
            if target == "mccune" and role == "given":
                yield (
                    "korean",
                    "mccune",
                    "second",
                    {
                        written: (
                            sum(hanguls.values()),
                            normal(_sum((mccune_reischauer(h, voiced=True), p) for h, p in hanguls.items())),
                        )
                        for written, hanguls in table.items()
                    },
                )


def _northern(readings: Readings) -> Iterable[Map]:
    """Names as the North writes them, by McCune-Reischauer: "Jong Un", whatever the South spells so."""
    spelling = readings.korean_spelling
    latin: defaultdict[str, Spread] = defaultdict(dict)
    for hangul, count in readings.korean_given.items():
        for written in sorted({mccune_reischauer(hangul), mccune_reischauer(hangul, voiced=True)}):
            latin[written][hangul] = count
    total = sum(readings.korean_given.values())
    for target in ("newspaper", "pinyin"):
        rows = {}
        for written, hanguls in latin.items():
            spread: defaultdict[str, float] = defaultdict(float)
            for hangul, p in normal(hanguls).items():
                for other, q in (
                    spelling[hangul] if target == "newspaper" else _korean_pinyin(readings, hangul, "given")
                ).items():
                    spread[other] += p * q
            rows[written] = (sum(hanguls.values()) / total, dict(spread))
        yield "north", target, "given", rows


def _sum(items: Iterable[tuple[str, float]]) -> Spread:
    result: defaultdict[str, float] = defaultdict(float)
    for key, value in items:
        result[key] += value
    return dict(result)


def _korean_pinyin(readings: Readings, hangul: str, role: str) -> Spread:
    chars = normal(readings.korean_family[hangul]) if role == "family" else readings.korean_hanja(hangul)
    spread: defaultdict[str, float] = defaultdict(float)
    for char, p in chars.items():
        if role == "family" and len(char) > 1:
            spread["".join(max(s, key=lambda k: s[k]) for s in (readings.pinyin(c, "given") for c in char))] += p
            continue
        if char == "朴":
            spread["piao"] += 0.5 * p
            spread["pu"] += 0.5 * p
            continue
        for syllable, q in readings.pinyin(char, role).items():
            spread[syllable] += p * q
    return dict(spread)


def _japanese(readings: Readings) -> Iterable[Map]:
    kanji = readings.kanji
    for role, table in (("family", kanji.family), ("given", kanji.given)):
        weights = normal({char: sum(spread.values()) for char, spread in table.items()})

        def own(char: str, table: dict[str, Spread] = table) -> Spread:
            return normal(table[char])

        def on(char: str) -> Spread:
            return normal(kanji.on.get(char, {}))

        rows = _join(weights, own, lambda c: readings.pinyin(c, "given"))
        if role == "family":
            total = sum(sum(names.values()) for names in kanji.whole.values())
            for reading, names in kanji.whole.items():
                spread = _sum(
                    (characters_to_pinyin(readings, name.replace("々", name[0])), w) for name, w in names.items()
                )
                # Known whole, it need not be guessed kanji by kanji.
                rows[reading] = (sum(names.values()) / total, normal(spread))
        else:
            yield "japanese", "on", role, _join(weights, own, on)
        yield "japanese", "pinyin", role, rows


def trimmed(
    rows: dict[str, tuple[float, Spread]], *, least: float = RAREST
) -> dict[str, tuple[float, list[tuple[str, float]]]]:
    """The rows as they are written: costs in nats, the best counterparts, rare syllables left out.

    Args:
        rows: A map.
        least: Probability of the rarest counterpart to keep.
    """
    total = sum(own for own, _ in rows.values())
    result = {}
    for syllable, (own, spread) in sorted(rows.items()):
        best = sorted(spread.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        kept = [(other, max(0.0, -math.log(p))) for other, p in best if p >= least]
        if kept and own > 0 and -math.log(own / total) < RAREST_OWN and (syllable.isascii() or total == len(rows)):
            result[syllable] = (-math.log(own / total), kept)
    return result
