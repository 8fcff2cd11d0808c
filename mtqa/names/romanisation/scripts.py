"""What the name's own script settles: which characters, which Hangul, which letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from mtqa.glossary.model import EntryKind
from mtqa.names.alphabet import fold
from mtqa.names.romanisation.cyrillic import cyrillic_spellings
from mtqa.names.romanisation.hangul import mccune_reischauer, revised
from mtqa.names.romanisation.heteronyms import READING, another_place, divide_by_characters, one_misread_character
from mtqa.names.romanisation.kana import KANA, hepburn
from mtqa.names.romanisation.lists import words
from mtqa.names.romanisation.semitic import arabic_spellings, hebrew_spellings
from mtqa.names.romanisation.spelling import Spelling
from mtqa.names.romanisation.syllabic import LABELS, best, render
from mtqa.names.romanisation.tables import Character, Choice, character, syllable_map

__all__ = ["spellings_of_source"]

_HAN: Final = re.compile(r"[\u3400-\u9fff々〇]{2,8}")
_HANGUL: Final = re.compile(r"[가-힣]{2,8}")
_CYRILLIC: Final = re.compile(r"[\u0400-\u04ff' -]+")
#: Nats for the second and third pinyin of a character.
_SECOND: Final = 1.6
#: Chinese words for kinds of places, which English translates.
_HEADS: Final = re.compile(
    r"(?<=..)(?:特别行政区|特別行政區|自治区|自治區|自治州|地区|地區|自治县|街道|[省市县縣区區镇鎮乡鄉村州盟旗岛島山河江湖港湾灣])$"
)
#: Chinese family names of two characters, simplified and traditional.
_COMPOUND: Final = frozenset(
    words(
        "欧阳 歐陽 司徒 司马 司馬 诸葛 諸葛 上官 东方 東方 皇甫 公孙 公孫 慕容 令狐 夏侯 宇文 长孙 長孫 尉迟 尉遲 端木 南宫 南宮"
    )
)
_LETTERS: Final = (("HEBREW", hebrew_spellings), ("ARABIC", arabic_spellings))


def spellings_of_source(term: str, source: str, *, kind: EntryKind) -> list[Spelling]:
    """Spellings that follow from the name in its own script; empty if the script settles nothing."""
    source = unicodedata.normalize("NFC", source).strip()
    compact = re.sub(r"[\s·・]", "", source)
    if KANA.fullmatch(source):
        return [Spelling(" ".join(part.capitalize() for part in hepburn(source).split()), "romanised kana", 0.3)]
    transcribed = _transcribed(source, compact)
    if transcribed:
        return transcribed
    if _HANGUL.fullmatch(compact) and kind is EntryKind.PERSON and len(compact) <= 4:
        return _from_hangul(compact)
    if _HAN.fullmatch(compact):
        return _from_characters(term, compact, kind=kind)
    if _CYRILLIC.fullmatch(source):
        return cyrillic_spellings(source)
    for script, spellings in _LETTERS:
        if any(unicodedata.name(char, "").startswith(script) for char in source[:3]):
            return spellings(term)
    return []


def _transcribed(source: str, compact: str) -> list[Spelling]:
    """A foreign name that Chinese or Korean writes by its sound, spelt by that writing: "Kelisituofu Nuolan"."""
    parts = re.split(r"[\s·・‧•]+", source)
    if re.fullmatch(r"[가-힣]+", compact) and (len(parts) > 1 or len(compact) > 4):
        text = " ".join(revised(part).capitalize() for part in parts)
        return [Spelling(text, LABELS["revised"], 0.4)]
    if re.fullmatch(r"[\u3400-\u9fff]+", compact) and len(compact) <= 16 and (len(parts) > 1 or len(compact) > 5):
        words = []
        for part in parts:
            readings = [character(char) for char in part]
            words.append("".join(one.pinyin[0] for one in readings if one is not None).capitalize())
        return [Spelling(" ".join(words), LABELS["pinyin"], 0.4)]
    return []


def _pinyin_choices(readings: Character, *, family: bool) -> tuple[Choice, ...]:
    if family:
        return ((readings.family, 0.0), *((s, _SECOND) for s in readings.pinyin if s != readings.family))
    return tuple((syllable, _SECOND * rank) for rank, syllable in enumerate(readings.pinyin))


def _from_characters(term: str, source: str, *, kind: EntryKind) -> list[Spelling]:
    person = kind is EntryKind.PERSON
    core = source if person else _HEADS.sub("", source)
    known = [character(char) for char in core]
    readings = [one for one in known if one is not None]
    if len(readings) != len(core) or (person and len(core) > 5):
        return []
    size = (2 if core[:2] in _COMPOUND and len(core) > 2 else 1) if person else 0
    kanji = person and _is_kanji_name(term, readings)
    if kanji:
        size = 2 if len(core) > 2 else 1
    tail = "" if person else _tail(term)
    own = fold(term).replace(" ", "").removesuffix(fold(tail))
    right = None if kanji else divide_by_characters(own, readings)
    if right is not None:  # the entry is the pinyin of its characters
        return _of_pinyin(right, readings, size=size, tail=tail, person=person)
    results = []
    choices = [_pinyin_choices(one, family=person and size == 1 and i == 0) for i, one in enumerate(readings)]
    for cost, chosen in best(choices, most=4):
        text = render("".join(chosen[:size]), chosen[size:], "pinyin")
        results.append(Spelling(f"{text} {tail}".strip(), LABELS["pinyin"], 0.05 + cost))
    return results + _on_readings(term, readings[size:]) if kanji else results


def _of_pinyin(
    right: Sequence[str], readings: Sequence[Character], *, size: int, tail: str, person: bool
) -> list[Spelling]:
    """Other systems' spellings, and other readings, of a name whose characters and pinyin are known."""
    results = []
    for cost, chosen in one_misread_character(right, readings, person=person and size == 1):
        text = render("".join(chosen[:size]), chosen[size:], "pinyin")
        another = 0.0 if person else another_place(text)
        results.append(Spelling(f"{text} {tail}".strip(), READING, cost + another))
    results += _from_pinyin(right, size=size, tail=tail)
    return results + _cantonese(readings, size=size, tail=tail)


def _on_readings(term: str, given: Sequence[Character]) -> list[Spelling]:
    """A Japanese name whose given name is read by the readings from Chinese: "Kishida Bunyu"."""
    from mtqa.names.romanisation.japanese import family_place, short_vowels

    words = term.split()
    place = family_place([short_vowels(fold(word)) for word in words])
    choices = [tuple((reading, 0.7 * rank) for rank, reading in enumerate(one.on)) for one in given]
    if place is None or not choices or not all(choices):
        return []
    return [
        Spelling(render(words[place], chosen, "on"), LABELS["on"], 1.0 + cost) for cost, chosen in best(choices, most=4)
    ]


def _tail(term: str) -> str:
    """The English words for the kind of place at the end of a term: "County"."""
    from mtqa.names.tables import GENERIC_HEADS

    words = term.split()
    return words[-1] if len(words) > 1 and fold(words[-1]) in GENERIC_HEADS else ""


def _is_kanji_name(term: str, readings: Sequence[Character]) -> bool:
    """Whether a term is rather a Japanese reading: romaji, and no reading of Chinese, Korean or Vietnamese."""
    from mtqa.names.romanisation.japanese import is_romaji

    words = fold(term).split()
    if not words or not all(is_romaji(word) for word in words):
        return False
    joined = "".join(words)
    others = ["".join(one.pinyin[0] for one in readings), "".join(one.vietnamese for one in readings)]
    return joined not in others and len(readings) > 2 and len(words) == 2 and len(joined) > 2 * len(readings)


def _from_pinyin(pinyin: Sequence[str], *, size: int, tail: str) -> list[Spelling]:
    results = []
    for target, cost in (("wade", 1.2), ("palladius", 2.3), ("passport", 2.6)):
        role = "given" if target == "wade" else "any"
        choices = [syllable_map("pinyin", target, role).choices(syllable) for syllable in pinyin]
        if all(choices):
            for price, chosen in best(choices, most=2):
                text = render("".join(chosen[:size]), chosen[size:], target if size else "pinyin")
                results.append(Spelling(f"{text} {tail}".strip(), LABELS[target], cost + price))
    return results


def _cantonese(readings: Sequence[Character], *, size: int, tail: str) -> list[Spelling]:
    spelt = syllable_map("jyutping", "cantonese", "any")
    choices = [spelt.choices(one.jyutping) for one in readings]
    if not all(choices):
        return []
    results = []
    for price, chosen in best(choices, most=6):
        if size:
            text = render("".join(chosen[:size]), chosen[size:], "cantonese")
        else:
            text = " ".join(syllable.capitalize() for syllable in chosen)
        results.append(Spelling(f"{text} {tail}".strip(), LABELS["cantonese"], 0.9 + price))
    return results


def _from_hangul(hangul: str) -> list[Spelling]:
    """A Korean name in every system, and the pinyin of the characters it may have."""
    size = 2 if len(hangul) == 4 and hangul[:2] in syllable_map("hangul", "newspaper", "family") else 1
    family, given = hangul[:size], hangul[size:]
    results = []
    for target, cost, most in (("newspaper", 0.5, 7), ("pinyin", 1.0, 6)):
        choices = [
            syllable_map("hangul", target, "family").choices(family),
            *(syllable_map("hangul", target, "given").choices(char) for char in given),
        ]
        if all(choices):
            for price, chosen in best(choices, most=most):
                text = render(chosen[0], chosen[1:], target)
                results.append(Spelling(text, LABELS[target], cost + price))
    results.append(
        Spelling(render(revised(family), [revised(char) for char in given], "revised"), LABELS["revised"], 1.0)
    )
    # The second syllable of a given name is voiced after a sonorant: spell both, then cut.
    whole = mccune_reischauer(given)
    first = mccune_reischauer(given[:1])
    text = render(mccune_reischauer(family), [part for part in (first, whole.removeprefix(first)) if part], "mccune")
    results.append(Spelling(text, LABELS["mccune"], 1.4))
    return results
