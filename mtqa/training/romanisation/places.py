"""Names that Chinese writes with characters of its own reading: places from GeoNames and from the seeds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from mtqa.names.pinyin import is_pinyin
from mtqa.names.romanisation.lists import words
from mtqa.training.romanisation.readings import Readings
from mtqa.training.romanisation.sources import City, cities, hanzi_of, plain, seed_lines

__all__ = [
    "bare_name",
    "characters_to_pinyin",
    "chinese_cores",
    "chinese_places",
    "divisions",
    "place_rows",
]

#: Readings of characters in names of places and in transcriptions, where they differ from the most usual one.
_READINGS = {
    **dict.fromkeys("长長", "chang"),
    **dict.fromkeys("重", "chong"),
    **dict.fromkeys("藏", "zang"),
    **dict.fromkeys("都", "du"),
    **dict.fromkeys("大", "da"),
    **dict.fromkeys("地", "di"),
    **dict.fromkeys("得", "de"),
    **dict.fromkeys("乐樂", "le"),
    **dict.fromkeys("会會", "hui"),
    **dict.fromkeys("行", "xing"),
    **dict.fromkeys("曲", "qu"),
    **dict.fromkeys("尔", "er"),
    **dict.fromkeys("么", "me"),
    **dict.fromkeys("车", "che"),
    **dict.fromkeys("莎", "sha"),
    **dict.fromkeys("朝", "chao"),
    **dict.fromkeys("蒙", "meng"),
    **dict.fromkeys("贾", "jia"),
    **dict.fromkeys("鄯", "shan"),
    **dict.fromkeys("勒", "le"),
    **dict.fromkeys("干", "gan"),
    **dict.fromkeys("浦", "pu"),
    **dict.fromkeys("洞", "dong"),
    **dict.fromkeys("还", "huan"),
    **dict.fromkeys("着", "zhuo"),
    **dict.fromkeys("朴", "piao"),
    **dict.fromkeys("卡", "ka"),
    **dict.fromkeys("叶葉", "ye"),
    **dict.fromkeys("石", "shi"),
    **dict.fromkeys("迦", "jia"),
    **dict.fromkeys("拉", "la"),
    **dict.fromkeys("那", "na"),
    **dict.fromkeys("和", "he"),
    **dict.fromkeys("中", "zhong"),
    **dict.fromkeys("少", "shao"),
    **dict.fromkeys("南", "nan"),
    **dict.fromkeys("六", "liu"),
    **dict.fromkeys("洛", "luo"),
    **dict.fromkeys("呼", "hu"),
    **dict.fromkeys("宿", "su"),
    **dict.fromkeys("奇", "qi"),
    **dict.fromkeys("巷", "xiang"),
    **dict.fromkeys("泽澤", "ze"),
    **dict.fromkeys("畑", "tian"),
    **dict.fromkeys("辻", "shi"),
    **dict.fromkeys("込", "yu"),
    **dict.fromkeys("栃", "li"),
    **dict.fromkeys("阪", "ban"),
    **dict.fromkeys("佛", "fo"),
    **dict.fromkeys("什", "shi"),
    **dict.fromkeys("儿兒", "er"),
}
_CHINESE_HEADS = re.compile(
    r"(?<=..)(特别行政区|维吾尔自治区|自治区|自治州|地区|自治县|自治旗|风景区|街道|地方|旗|省|市|县|縣|区|區|镇|鎮|乡|鄉|村|州|盟|町)$"
)
_LATIN_HEADS = re.compile(
    r"[ -](xian|qu|shi|zhen|xiang|diqu|county|district|town|township|city|qi|ri|shan|village|chengguanzhen|machi|cho|mura|gun|ku)$",
    re.IGNORECASE,
)


def characters_to_pinyin(readings: Readings, text: str) -> str:
    """The usual pinyin of characters, joined; ``""`` if one has none."""
    syllables = []
    for char in text:
        spread = readings.unihan.pinyin.get(char, {})
        syllables.append(_READINGS.get(char) or max(spread, key=lambda s: spread[s], default=""))
    return "".join(syllables) if all(syllables) else ""


def _is_reading(readings: Readings, text: str, word: str) -> bool:
    """Whether a word is a possible pinyin of the characters, rare readings included."""
    possible = {""}
    for char in text:
        spread = readings.unihan.pinyin.get(char, {})
        possible = {
            start + s for start in possible for s in (*spread, _READINGS.get(char, "")) if word.startswith(start + s)
        }
    return word in possible


def _core(city: City) -> str:
    name = city.name
    for _ in range(2):
        name = _LATIN_HEADS.sub("", name)
    return name


def bare_name(city: City) -> str:
    """The name of a place without the word for its kind, letters only, ``v`` for ü."""
    return plain(_core(city)).replace(" ", "").replace("-", "").replace("'", "").replace("’", "")


def chinese_cores(city: City) -> list[str]:
    """The names of a place in characters, without the character for its kind."""
    return list(dict.fromkeys(_CHINESE_HEADS.sub("", text) for text in hanzi_of(city.alternates)))


def divisions(readings: Readings, hanzi: str, name: str) -> list[tuple[str, ...]]:
    """The ways to read characters so that they make a name in letters; a dictionary must have the readings."""
    if not hanzi:
        return [] if name else [()]
    return [
        (syllable, *rest)
        for syllable in sorted(readings.unihan.readings.get(hanzi[0], {}))
        if name.startswith(syllable)
        for rest in divisions(readings, hanzi[1:], name[len(syllable) :])
    ]


def _read_otherwise(readings: Readings) -> Iterator[tuple[str, str, str]]:
    """Places of China whose name is not the usual reading of its characters: Lu'an, 六安, liuan."""
    for city in cities():
        name = bare_name(city)
        for hanzi in chinese_cores(city) if city.country == "CN" else ():
            word = characters_to_pinyin(readings, hanzi)
            if len(hanzi) > 1 and word not in ("", name) and divisions(readings, hanzi, name):
                yield _core(city), word, hanzi


def _generated(readings: Readings) -> Iterator[tuple[str, str, str, str]]:
    seen: set[tuple[str, str]] = set()
    for city in cities():
        if city.country not in ("CN", "HK", "MO", "TW", "JP", "KR", "VN", "MN"):
            continue
        name = _core(city)
        key = bare_name(city)
        if city.country == "CN" and is_pinyin(key):
            continue
        choices = []
        for hanzi in chinese_cores(city):
            word = characters_to_pinyin(readings, hanzi)
            if len(word) > 2 and len(hanzi) > 1:
                choices.append((difflib.SequenceMatcher(None, key, word).ratio(), word, hanzi))
        if not choices or any(_is_reading(readings, hanzi, key) for _, _, hanzi in choices):
            continue
        ratio, word, hanzi = max(choices)
        # Where the sound has nothing to do with the characters, only an important place is sure to be that one.
        if city.country in ("CN", "MN", "VN") and ratio < 0.45 and city.population < 100_000:
            continue
        if (
            (key, word) not in seen
            and len(key) > 2
            and name.replace(" ", "").replace("-", "").replace("'", "").isalpha()
        ):
            seen.add((key, word))
            yield name, word, hanzi, city.country


_GROUPS = {"places.tsv": "", "exonyms.tsv": "abroad", "words.tsv": "person", "misread.tsv": "read"}
#: The mark of a name that is read otherwise than its characters usually are.
READ = _GROUPS["misread.tsv"]
_CHINESE = ("CN", "HK", "MO", "TW")
#: Population from which a Chinese city's own pinyin name is taken to be known.
_FAMOUS = 150_000
#: Population from which it is a place that a newspaper may well mean.
_KNOWN = 20_000
_PROVINCES = words(
    "anhui beijing chongqing fujian gansu guangdong guangxi guizhou hainan hebei heilongjiang henan hubei hunan jiangsu "
    "jiangxi jilin liaoning neimenggu ningxia qinghai shaanxi shandong shanghai shanxi sichuan tianjin xinjiang yunnan "
    "zhejiang"
)


def _famous() -> frozenset[str]:
    """Pinyin names that important places of China have as their own."""
    names = {
        plain(_core(city)).replace(" ", "").replace("'", "").replace("’", "")
        for city in cities()
        if city.country == "CN" and city.population >= _FAMOUS
    }
    return frozenset(name for name in names | set(_PROVINCES) if is_pinyin(name))


def chinese_places() -> list[str]:
    """Pinyin names of places of China that a newspaper may well mean, in lines."""
    names = {bare_name(city) for city in cities() if city.country == "CN" and city.population >= _KNOWN}
    ordered = sorted(name.replace("v", "u") for name in names | set(_PROVINCES) if is_pinyin(name))
    return [" ".join(ordered[i : i + 12]) for i in range(0, len(ordered), 12)]


def _same(names: list[str], hanzi: str) -> bool:
    """Whether a famous place is the place itself: GeoNames knows it under both names."""
    keys = {plain(name) for name in names}
    return any(
        city.country == "CN"
        and any(text.startswith(hanzi) for text in hanzi_of(city.alternates))
        and keys & {plain(name) for name in (city.name, *city.alternates)}
        for city in cities()
    )


def place_rows(readings: Readings) -> list[str]:
    """The rows of ``places.tsv``: names, pinyin of the characters, characters."""
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    for seed, group in _GROUPS.items():
        for line in seed_lines(seed):
            names, hanzi, *rest = line.split("\t")
            word = rest[0] if len(rest) > 1 and rest[0] else characters_to_pinyin(readings, hanzi)
            assert word, line
            rows[names, word.lower()] = (hanzi, group)
    hand = {(plain(name).replace("-", " "), word) for names, word in rows for name in names.split("|")}
    for name, word, hanzi, country in _generated(readings):
        if (plain(name).replace("-", " "), word) not in hand:
            rows.setdefault((name, word), (hanzi, "" if country in _CHINESE else "abroad"))
    for name, word, hanzi in _read_otherwise(readings):
        rows.setdefault((name, word), (hanzi, READ))
    famous = _famous()
    kept = []
    for (names, word), (hanzi, group) in sorted(rows.items(), key=lambda item: (plain(item[0][0]), item[0][1])):
        others = [name for name in names.split("|") if plain(name).replace(" ", "").replace("'", "") != word]
        if others:
            own = group != "person" and word in famous and not _same(others, hanzi)
            columns = ["|".join(others), word, hanzi, group, "famous" if own else ""]
            kept.append("\t".join(columns).rstrip())
    return kept
