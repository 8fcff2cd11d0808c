"""Who reads a character how: for every system, the spellings of a character with their probabilities."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from mtqa.training.romanisation.kanji import learn_kanji
from mtqa.training.romanisation.sources import (
    Unihan,
    cities,
    hanzi_of,
    korean_people,
    name_variants,
    plain,
    seed_lines,
    weighted,
)
from mtqa.training.romanisation.syllables import PINYIN, mccune_reischauer, palladius, revised, wade_giles

__all__ = ["ROLES", "Readings", "Spread", "normal"]

#: Spellings, or characters, with their probabilities.
Spread: TypeAlias = dict[str, float]
ROLES: Final = ("family", "given", "place")


def normal(counts: Mapping[str, float]) -> Spread:
    """The same proportions, summing to 1."""
    total = sum(counts.values())
    return {key: value / total for key, value in counts.items()} if total else {}


class Readings:
    """Readings and weights of characters.

    Attributes:
        unihan: The published readings.
        weight: Role to characters' probabilities among Chinese names of that role.
    """

    def __init__(self, unihan: Unihan, data: Path) -> None:
        self.unihan = unihan
        self.weight = self._chinese_weights()
        self.hong_kong = self._hong_kong()
        self.korean_given, self.korean_family, self.korean_spelling = self._korean(data)
        self.vietnamese = self._vietnamese()
        self.kanji = learn_kanji(unihan, data)

    def _chinese_weights(self) -> dict[str, Spread]:
        order = "".join(seed_lines("chinese_family.txt"))
        family: defaultdict[str, float] = defaultdict(float)
        for rank, char in enumerate(order):
            family[char] += 1 / (rank + 6)
        for name in COMPOUND_READINGS:
            family[name] += 1 / 400
        given: defaultdict[str, float] = defaultdict(float)
        for rank, char in enumerate("".join(seed_lines("chinese_given.txt"))):
            given[char] += 1 / (rank + 60)
        total = sum(given.values())
        for char, count in self.unihan.common.items():
            given[char] += total * 0.00002 * math.log1p(count)
        place: Counter[str] = Counter()
        for city in cities():
            if city.country in ("CN", "TW", "HK", "MO"):
                place.update(sorted({char for name in hanzi_of(city.alternates) for char in name}))
        traditional = {char: forms[0] for char, forms in self.unihan.traditional.items() if forms}
        result = {"family": normal(family), "given": normal(given), "place": normal(place)}
        for char, weight in list(result["place"].items()):
            if char in traditional:
                result["place"][traditional[char]] = result["place"].get(traditional[char], 0.0) + weight
        return result

    def pinyin(self, char: str, role: str) -> Spread:
        """Pinyin of a character; a family name has one reading."""
        if len(char) > 1:
            return {COMPOUND_READINGS[char]: 1.0}
        spread = self.unihan.pinyin.get(char, {})
        if role == "family":
            known = FAMILY_READINGS.get(char)
            return {known: 1.0} if known else {max(spread, key=lambda s: spread[s]): 1.0} if spread else {}
        return {s: p for s, p in spread.items() if s in _PINYIN_SET}

    def wade(self, char: str, role: str) -> Spread:
        """How Taiwan writes a character."""
        if len(char) > 1:
            return _product([self.wade(c, "given") for c in char])
        result: defaultdict[str, float] = defaultdict(float)
        for syllable, p in self.pinyin(char, role).items():
            for spelling, q in wade_giles(syllable).items():
                result[spelling.replace("v", "u")] += p * q
        return dict(result)

    def palladius(self, char: str, role: str) -> Spread:
        """How Russian writes a character, in Latin letters again."""
        return {palladius(s): p for s, p in self.pinyin(char, role).items()}

    def cantonese(self, char: str, role: str) -> Spread:
        """How Hong Kong writes a character."""
        if len(char) > 1:
            return _product([self.cantonese(c, "given") for c in char])
        result: defaultdict[str, float] = defaultdict(float)
        for syllable, p in self.unihan.jyutping.get(char, {}).items():
            for spelling, q in self.hong_kong.get(syllable, {}).items():
                result[spelling] += p * q
        if role == "family" and char in self._family_forms:
            forms = self._family_forms[char]
            for spelling in forms:
                result[spelling] += 0.3 / len(forms)
        return normal(result)

    def _hong_kong(self) -> dict[str, Spread]:
        rules: dict[str, dict[str, Spread]] = {"initial": {}, "final": {}, "whole": {}}
        for line in seed_lines("jyutping_hk.tsv"):
            kind, part, spellings = line.split("\t")
            rules[kind][part] = weighted(spellings)
        result: dict[str, Spread] = {}
        for syllable in sorted({s for spread in self.unihan.jyutping.values() for s in spread}):
            match = re.fullmatch(r"(gw|kw|ng|[bpmfdtnlgkhwzcsj]?)([aeiouy].*|m|ng)", syllable)
            if match is None:
                continue
            initial, final = match.groups()
            spread: defaultdict[str, float] = defaultdict(float)
            for head, p in (rules["initial"][initial] if initial else {"": 1.0}).items():
                for tail, q in rules["final"].get(final, {}).items():
                    doubled = head[-1:] in ("y", "i") and tail[:1] == head[-1:]
                    spread[head + tail[doubled:]] += p * q
            whole = rules["whole"].get(syllable, {})
            share = 0.9 if whole else 0.0
            result[syllable] = normal(
                {
                    s: (1 - share) * spread.get(s, 0) + share * whole.get(s, 0)
                    for s in sorted(spread.keys() | whole.keys())
                }
            )
        self._family_forms = {
            char: [
                form
                for form in row["forms"]
                if form.isascii() and row.get("dialects", {}).get(form, "").startswith("cantonese")
            ]
            for char, row in name_variants("chinese_surnames").items()
        }
        self._family_forms = {char: forms for char, forms in self._family_forms.items() if forms}
        self._refine(result)
        return result

    def _refine(self, table: dict[str, Spread]) -> None:
        """Count how the places of Hong Kong and Macau are spelt."""
        seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for city in cities():
            if city.country not in ("HK", "MO"):
                continue
            spelt = plain(city.name).split()
            for name in hanzi_of(city.alternates):
                if len(name) == len(spelt):
                    for char, spelling in zip(name, spelt, strict=True):
                        for syllable in list(self.unihan.jyutping.get(char, {}))[-1:]:
                            if spelling in table.get(syllable, {}):
                                seen[syllable][spelling] += 1
        for syllable, counts in seen.items():
            table[syllable] = normal({s: 8 * p + counts[s] for s, p in table[syllable].items()})

    def _korean(self, data: Path) -> tuple[dict[str, float], dict[str, dict[str, float]], dict[str, Spread]]:
        """Frequencies of given syllables, characters of family names, and spellings of Hangul syllables."""
        given: Counter[str] = Counter()
        spelling: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for _, _, parts, hangul in korean_people(data):
            for syllable, written in zip(hangul, parts, strict=True):
                given[syllable] += 1
                spelling[syllable][written] += 1
        spreads: dict[str, Spread] = {}
        for syllable in given:
            counts = {s: n - 0.6 for s, n in spelling[syllable].items()}  # once may be a mistake
            # Names of the North follow McCune-Reischauer and are rare in the data.
            counts[revised(syllable)] = counts.get(revised(syllable), 0.0) + 0.5
            rule = mccune_reischauer(syllable, voiced=True)
            for extra in sorted({rule, mccune_reischauer(syllable)}):
                counts[extra] = counts.get(extra, 0.0) + 0.5 + 0.04 * given[syllable]
            spreads[syllable] = normal(counts)
        families = {}
        for line in seed_lines("korean_family.tsv"):
            hangul, chars, latin = line.split("\t")
            weights = {re.sub(r"\d", "", item): float(re.sub(r"\D", "", item)) for item in chars.split()}
            families[hangul] = weights
            spreads[hangul + "/family"] = weighted(latin)
        return {s: float(n) for s, n in given.items() if n > 1}, families, spreads

    def korean_hanja(self, hangul: str) -> Spread:
        """Characters of a given-name syllable."""
        if not hasattr(self, "_hanja"):
            weights: defaultdict[str, float] = defaultdict(float)
            for rank, char in enumerate("".join(seed_lines("korean_given.txt"))):
                weights[char] += 1 / (rank + 60)
            for char, weight in self.weight["given"].items():
                weights[char] += 0.6 * weight
            by_sound: defaultdict[str, Spread] = defaultdict(dict)
            for char, weight in weights.items():
                for sound, p in self.unihan.hangul.get(char, {}).items():
                    for variant in _initial_law(sound):
                        by_sound[variant][char] = max(by_sound[variant].get(char, 0.0), weight * p)
            self._hanja = dict(by_sound)
        return normal(self._hanja.get(hangul, {}))

    def _vietnamese(self) -> dict[str, Spread]:
        """Sino-Vietnamese readings, from Vietnamese names of Chinese places, then Unihan; without marks."""
        letters = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for city in cities():
            if city.country not in ("CN", "TW", "JP", "KR", "VN"):
                continue
            names = sorted(set(hanzi_of(city.alternates)))
            for alternate in city.alternates:
                if letters.search(alternate):
                    syllables = plain(alternate).split()
                    for name in names:
                        if len(name) == len(syllables) and all(s.isalpha() for s in syllables):
                            for char, syllable in zip(name, syllables, strict=True):
                                counts[char][syllable] += 1
        result: dict[str, Spread] = {}
        for char in sorted(counts.keys() | self.unihan.vietnamese.keys()):
            total = Counter({s: n for s, n in counts[char].items() if n > 1})
            for syllable in self.unihan.vietnamese.get(char, [])[:2]:
                total[plain(syllable)] += 2
            if total:
                best = max(total.values())
                result[char] = normal({s: n for s, n in total.items() if n > 0.2 * best})
        for line in seed_lines("vietnamese_family.tsv"):
            syllable, chars = line.split("\t")
            result.setdefault(chars[0], {})
            result[chars[0]] = normal({**result[chars[0]], plain(syllable): 1.0})
        return result

    def vietnamese_family(self) -> list[tuple[str, str, float]]:
        """Family names without marks, their character, their weight."""
        rows = []
        for line in seed_lines("vietnamese_family.tsv"):
            syllable, char = line.split("\t")
            rows.append((plain(syllable), char[0], float(char[1:])))
        return rows


def _product(spreads: list[Spread]) -> Spread:
    """Spellings of several characters, joined."""
    result: Spread = {"": 1.0}
    for spread in spreads:
        best = sorted(spread.items(), key=lambda item: -item[1])[:5]
        result = {head + tail: p * q for head, p in result.items() for tail, q in best}
    return result


def _initial_law(hangul: str) -> Iterable[str]:
    """A syllable and how the South says it at the start of a word: 류 유, 림 임, 녀 여, 로 노."""
    yield hangul
    code = ord(hangul) - 0xAC00
    initial, vowel = code // 588, code % 588 // 28
    if initial == 5:  # ㄹ
        yield chr(ord(hangul) + 588 * ((11 if vowel in (2, 6, 7, 12, 17, 20) else 2) - 5))
    elif initial == 2 and vowel in (2, 6, 7, 12, 17, 20):
        yield chr(ord(hangul) + 588 * 9)


_PINYIN_SET: Final = frozenset(PINYIN)

#: Characters that are read otherwise when they are family names.
FAMILY_READINGS: Final = {
    "單": "shan",
    "解": "xie",
    "仇": "qiu",
    "區": "ou",
    "任": "ren",
    "曾": "zeng",
    "朴": "piao",
    "蓋": "ge",
    "查": "zha",
    "冼": "xian",
    "翟": "zhai",
    "覃": "qin",
    "樂": "yue",
    "賈": "jia",
    "沈": "shen",
    "石": "shi",
    "葉": "ye",
    "盛": "sheng",
    "繆": "miao",
    "臧": "zang",
    "都": "du",
    "祭": "zhai",
    "于": "yu",
    "鍾": "zhong",
    "車": "che",
    "卜": "bu",
    "尹": "yin",
    "干": "gan",
    "那": "na",
    "蕭": "xiao",
    "呂": "lv",
}

#: Family names of two characters.
COMPOUND_READINGS: Final = {
    "歐陽": "ouyang",
    "司徒": "situ",
    "司馬": "sima",
    "諸葛": "zhuge",
    "上官": "shangguan",
    "東方": "dongfang",
    "皇甫": "huangfu",
    "公孫": "gongsun",
    "慕容": "murong",
    "令狐": "linghu",
    "夏侯": "xiahou",
    "宇文": "yuwen",
    "長孫": "zhangsun",
    "尉遲": "yuchi",
    "端木": "duanmu",
    "南宮": "nangong",
}
