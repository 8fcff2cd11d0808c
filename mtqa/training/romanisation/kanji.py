"""How kanji are read in Japanese names: seeds, and what pairs of name and reading teach."""

from __future__ import annotations

import importlib
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mtqa.training.romanisation.sources import Unihan, cities, hanzi_of, name_variants, plain, seed_lines, weighted

__all__ = ["Kanji", "hepburn", "learn_kanji"]

_KANJI: Final = re.compile(r"[\u3400-\u9fff々]+")


#: Endings of titles of kings, nuns and temples, which are no part of a name.
_RULERS: Final = "王皇院尼帝寺上"


@dataclass(frozen=True, slots=True)
class Kanji:
    """Readings of kanji in names.

    Attributes:
        family: Kanji to readings with weights, in family names and place names.
        given: Kanji to readings with weights, in given names.
        on: Kanji to readings from Chinese.
        whole: Readings of whole family names: reading to names in kanji with weights.
    """

    family: dict[str, dict[str, float]]
    given: dict[str, dict[str, float]]
    on: dict[str, dict[str, float]]
    whole: dict[str, dict[str, float]]


def hepburn(text: str) -> str:
    """A reading as newspapers write it: no long vowels."""
    text = plain(text)
    for long, short in (("ou", "o"), ("oo", "o"), ("uu", "u"), ("oh", "o")):
        text = re.sub(long + r"(?![aiueoy])" if long == "oh" else long, short, text)
    return text


def _voiced(reading: str) -> list[str]:
    pairs = {"k": "g", "s": "z", "t": "d", "h": "b"}
    if reading.startswith("sh"):
        return ["j" + reading[2:]]
    if reading.startswith("ch"):
        return ["j" + reading[2:]]
    if reading.startswith("ts"):
        return ["z" + reading[2:]]
    if reading.startswith("f"):
        return ["b" + reading[1:]]
    return [pairs[reading[0]] + reading[1:]] if reading[:1] in pairs else []


def _pairs(data: Path) -> list[tuple[str, str, str]]:
    """Attested names with their reading."""
    pairs: list[tuple[str, str, str]] = []
    for table, role in (("japanese_surnames", "family"), ("japanese_given_names", "given")):
        for kanji, row in name_variants(table).items():
            if _KANJI.fullmatch(kanji):
                pairs += [(kanji, hepburn(form), role) for form in row["forms"] if form.isascii()]
    provider = importlib.import_module("faker.providers.person.ja_JP").Provider
    for attribute, role in (
        ("first_name_female_pairs", "given"),
        ("first_name_male_pairs", "given"),
        ("last_name_pairs", "family"),
    ):
        for kanji, *_, latin in getattr(provider, attribute):
            if _KANJI.fullmatch(kanji):
                pairs.append((kanji, hepburn(latin), role))
    for line in (data / "translit" / "wd_japanese_64.tsv").read_text(encoding="utf-8").splitlines():
        latin, spaced, _ = line.split("\t")
        kanji = spaced.replace(" ", "")
        if _KANJI.fullmatch(kanji) and 1 < len(kanji) < 4 and kanji[-1] not in _RULERS:
            pairs.append((kanji, hepburn(latin), "given"))
    for city in cities():
        if city.country == "JP":
            name = re.sub(r"[- ](shi|cho|machi|mura|gun|ku)$", "", city.name.lower())
            for kanji in hanzi_of(city.alternates):
                pairs.append((re.sub(r"(?<=..)[市町村区郡]$", "", kanji), hepburn(name.replace("-", "")), "family"))
    return sorted(set(pairs))


def _divide(kanji: str, reading: str, known: dict[str, dict[str, float]]) -> list[str] | None:
    """The most probable division of a reading among its kanji."""
    best: dict[tuple[int, int], tuple[float, list[str]]] = {(0, 0): (0.0, [])}
    for i, char in enumerate(kanji):
        table = known.get(char if char != "々" else kanji[i - 1], {})
        for (done, start), (cost, parts) in list(best.items()):
            if done != i:
                continue
            for end in range(start + 1, min(len(reading), start + 7) + 1):
                piece = reading[start:end]
                p = table.get(piece)
                step = -math.log(p) if p else 6.0 + 1.5 * abs(len(piece) - 3)
                total = cost + step
                if (i + 1, end) not in best or best[i + 1, end][0] > total:
                    best[i + 1, end] = (total, [*parts, piece])
    found = best.get((len(kanji), len(reading)))
    if found is None or found[0] > 7.0 + 3.0 * len(kanji):
        return None
    return found[1]


def learn_kanji(unihan: Unihan, data: Path) -> Kanji:
    """Readings from the seeds, Unihan, and two rounds of dividing attested readings among kanji."""
    seeds: dict[str, defaultdict[str, Counter[str]]] = {
        "family": defaultdict(Counter),
        "given": defaultdict(Counter),
    }
    for line in seed_lines("japanese_kanji.tsv"):
        kanji, family, given = [*line.split("\t"), ""][:3]
        for role, text in (("family", family), ("given", given)):
            for reading, weight in weighted(text).items():
                seeds[role][kanji][reading] += 8 * weight  # type: ignore[assignment]
    on = {
        char: {hepburn(reading): 1 / (1 + i) for i, reading in reversed(list(enumerate(readings[:3])))}
        for char, readings in unihan.japanese_on.items()
    }
    base: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for char in sorted(unihan.japanese_kun.keys() | on.keys()):
        for reading in [hepburn(r) for r in unihan.japanese_kun.get(char, [])[:4]]:
            base[char][reading] += 2
            for voiced in _voiced(reading):
                base[char][voiced] += 1
        for reading in on.get(char, {}):
            base[char][reading] += 1
    pairs = _pairs(data)
    pairs += [(kanji, reading, "family") for reading, names in _whole().items() for kanji in names]
    learned: dict[str, defaultdict[str, Counter[str]]] = {"family": defaultdict(Counter), "given": defaultdict(Counter)}
    for _ in range(2):
        known: dict[str, dict[str, dict[str, float]]] = {}
        for role in ("family", "given"):
            known[role] = {}
            for char in sorted(base.keys() | seeds[role].keys()):
                total = Counter({r: 0.3 * n for r, n in base[char].items()})
                total.update(seeds[role].get(char, {}))
                total.update(learned[role].get(char, {}))
                size = sum(total.values()) + 1
                known[role][char] = {r: n / size for r, n in total.items()}
        learned = {"family": defaultdict(Counter), "given": defaultdict(Counter)}
        for kanji, reading, role in pairs:
            parts = _divide(kanji, reading, known[role])
            if parts:
                for char, part in zip(kanji, parts, strict=True):
                    learned[role][char][part] += 1
    result = {}
    for role in ("family", "given"):
        result[role] = {
            char: {
                reading: float(count)
                for reading, count in (seeds[role].get(char, Counter()) + learned[role].get(char, Counter())).items()
                if count >= 2 or reading in base[char]
            }
            for char in sorted(seeds[role].keys() | learned[role].keys())
        }
    for role, table in result.items():
        for char, spread in table.items():
            # A kanji that is rare in general is rare in names, whatever the seeds have.
            scale = math.log1p(unihan.common.get(char, 1.0)) * (0.5 + sum(learned[role].get(char, {}).values())) ** 0.5
            all_readings = sum(spread.values())
            table[char] = {reading: scale * weight / all_readings for reading, weight in spread.items()}
    return Kanji(result["family"], result["given"], on, _whole())


def _whole() -> dict[str, dict[str, float]]:
    names: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for rank, item in enumerate(" ".join(seed_lines("japanese_family.txt")).split()):
        match = re.fullmatch(r"(\W*?[^a-z]+)([a-z]+)", item)
        assert match is not None, item
        names[hepburn(match[2])].setdefault(match[1], 1 / (rank + 20))
    return dict(names)
