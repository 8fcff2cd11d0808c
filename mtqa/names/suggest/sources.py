"""Source terms for suggestions, from the source text of the same article: only where nothing else is possible.

A name in Hangul, in Chinese characters or in Cyrillic is romanised as the tables of
:mod:`mtqa.names.romanisation` have it, and offered if it is the only one of the source text that reads as
the English name does.  Two that do, or none, and nothing is offered: a wrong source term is worse than none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mtqa.glossary.model import EntryKind, Term
from mtqa.names.alphabet import fold
from mtqa.names.tables import GENERIC_HEADS
from mtqa.names.variants import variant_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.names.suggest.records import Suggested

__all__ = ["MOST_SOURCE", "SourceText", "with_sources"]

#: Code points of a source text that are looked at.
MOST_SOURCE: Final = 400_000

_HANGUL: Final = re.compile("[가-힣]+")
_HAN: Final = re.compile("[\u3400-\u9fff々]{2,}")
_KANA: Final = re.compile("[\u3041-\u30fa]")
_WORD: Final = "[\u0400-\u042f\u0490][\u0400-\u052f'\N{RIGHT SINGLE QUOTATION MARK}-]+"
_CAPITALISED: Final = re.compile(f"{_WORD}(?: {_WORD}){{0,3}}")
#: What may follow a name in one written word of Korean: particles, titles, and what things belong to.
_PARTICLES: Final = (
    "은 는 이 가 을 를 의 에 와 과 도 로 으로 에게 에서 께서 만 씨 측 부터 까지 이다 였다 이라고 라고 이라는 라는"
)
_TITLES: Final = "대통령 총리 장관 의원 대표 교수 대사 위원장 회장 사장 시장 지사 후보 총장 기자 감독 선수 부장관 차관"
_AFTER_NAME: Final = frozenset(
    title + particle for title in ("", "전", *_TITLES.split()) for particle in ("", *_PARTICLES.split())
)
#: Chinese words for kinds of places, which may follow a name.
_PLACE_HEADS: Final = "省市县縣区區镇鎮乡鄉村州盟旗岛島山河江湖港湾灣"
_LONGEST_KOREAN: Final = 4
_LONGEST_CHINESE: Final = 4
#: Letters of a name below which Chinese has too many syllables like it.
_SHORTEST_KEY: Final = 5
_LONGEST_SYLLABLE: Final = 6  # letters of pinyin
_RUSSIAN: Final = re.compile("[ыэёъЫЭЁЪ]")
_UKRAINIAN: Final = re.compile("[іїєґІЇЄҐ]")


class SourceText:
    """The source text of an article, ready to be asked for names.

    Args:
        text: The text; what is beyond :data:`MOST_SOURCE` is not looked at.
        lang: Its language, BCP-47; told by its letters unless given.
    """

    def __init__(self, text: str, *, lang: str = "") -> None:
        text = text[:MOST_SOURCE]
        self.lang = lang or _language(text)
        self._korean = _korean_prefixes(text) if self.lang.startswith("ko") else {}
        self._chinese = _chinese_starts(text) if self.lang.startswith("zh") else {}
        self._cyrillic = _cyrillic_names(text)

    def term(self, name: str, kind: EntryKind) -> str:
        """The one name of the text that reads as ``name``; ``""`` if there is none, or more than one."""
        found: set[str] = set()
        if self._cyrillic:
            found |= self._cyrillic.get(variant_key(name), set())
        if self._korean and kind is EntryKind.PERSON:
            found |= set(self._korean_terms(name))
        if self._chinese and kind in (EntryKind.PERSON, EntryKind.PLACE):
            found |= set(self._chinese_terms(name, kind))
        return found.pop() if len(found) == 1 else ""

    def _korean_terms(self, name: str) -> Iterator[str]:
        from mtqa.names.romanisation.hangul import revised
        from mtqa.names.romanisation.tables import syllable_map

        words = fold(name).split()
        if len(words) < 2:
            return
        family, given = words[0], "".join(words[1:])
        families = syllable_map("hangul", "newspaper", "family")
        givens = syllable_map("hangul", "newspaper", "given")
        for start, prefixes in self._korean.items():
            if family not in {revised(start), *(text for text, _ in families.choices(start))}:
                continue
            for prefix in prefixes:
                rest = prefix[len(start) :]
                options = [{revised(char), *(text for text, _ in givens.choices(char))} for char in rest]
                if rest and _reads(given, options):
                    yield prefix

    def _chinese_terms(self, name: str, kind: EntryKind) -> Iterator[str]:
        words = [word for word in fold(name).split() if word not in GENERIC_HEADS]
        key, is_person = "".join(words), kind is EntryKind.PERSON
        if not words or (is_person and len(words) < 2) or len(key) < _SHORTEST_KEY:
            return
        has_head = len(words) < len(name.split())
        for gram in (gram for end in range(1, _LONGEST_SYLLABLE + 1) for gram in self._chinese.get(key[:end], ())):
            for size in range(2, min(_LONGEST_CHINESE, len(gram)) + 1):
                some, head = gram[:size], gram[size : size + 1]
                is_family = not is_person or _reads(words[0], _readings(some[:1]))
                if is_family and _reads(key, _readings(some)):
                    yield some + head if has_head and not is_person and head and head in _PLACE_HEADS else some


def with_sources(suggestions: Iterable[Suggested], source: SourceText) -> tuple[Suggested, ...]:
    """The suggestions, with the source term of each that the source text settles.

    Args:
        suggestions: Suggestions; those with a source term keep it.
        source: The source text.
    """
    found = []
    for one in suggestions:
        term = "" if one.entry.sources else source.term(one.entry.term, one.entry.kind)
        if term:
            entry = replace(one.entry, sources=(Term(term, source.lang),))
            said = f"the source text has {term}, and nothing else that reads so"
            found.append(replace(one, entry=entry, reasons=(*one.reasons, said)))
        else:
            found.append(one)
    return tuple(found)


def _language(text: str) -> str:
    """The language of a text by its letters; ``""`` if they leave it open."""
    hangul, han = len(_HANGUL.findall(text)), sum(map(len, _HAN.findall(text)))
    if _KANA.search(text):
        return "ja"
    if hangul > han / 8 and hangul:
        return "ko"
    if han:
        simplified = sum(_only_in(char, "gb2312", "big5") for char in text)
        traditional = sum(_only_in(char, "big5", "gb2312") for char in text)
        return "zh-Hant" if traditional > simplified else "zh"
    if _UKRAINIAN.search(text):
        return "uk" if not _RUSSIAN.search(text) else ""
    return "ru" if _RUSSIAN.search(text) else ""


def _only_in(char: str, codec: str, other: str) -> bool:
    if not "\u4e00" <= char <= "\u9fff":
        return False
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    try:
        char.encode(other)
    except UnicodeEncodeError:
        return True
    return False


def _korean_prefixes(text: str) -> dict[str, set[str]]:
    """Beginnings of words that may be names, by their family name."""
    from mtqa.names.romanisation.tables import syllable_map

    families = syllable_map("hangul", "newspaper", "family")
    found: defaultdict[str, set[str]] = defaultdict(set)
    for word in dict.fromkeys(_HANGUL.findall(text)):
        for size in range(2, min(_LONGEST_KOREAN, len(word)) + 1):
            rest = word[size:]
            if rest and rest not in _AFTER_NAME:
                continue
            for start in (word[:1], word[:2]):
                if start in families and size > len(start):
                    found[start].add(word[:size])
    return dict(found)


def _chinese_starts(text: str) -> dict[str, list[str]]:
    """Every place where a name may begin, with what follows, by the reading of its first character."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for run in _HAN.findall(text):
        for at in range(len(run) - 1):
            gram = run[at : at + _LONGEST_CHINESE + 1]
            if gram not in seen:
                seen.add(gram)
                for reading in _readings(gram[:1])[0]:
                    found[reading].append(gram)
    return dict(found)


def _cyrillic_names(text: str) -> dict[str, set[str]]:
    """Capitalised words, up to three together, by how they are read."""
    from mtqa.names.romanisation.cyrillic import cyrillic_spellings

    found: defaultdict[str, set[str]] = defaultdict(set)
    for run in dict.fromkeys(_CAPITALISED.findall(text)):
        words = run.split()
        for size in range(2, 4):
            for at in range(len(words) - size + 1):
                name = " ".join(words[at : at + size])
                for spelling in cyrillic_spellings(name):
                    found[variant_key(spelling.text)].add(name)
    return dict(found)


def _readings(chars: str) -> list[set[str]]:
    """For each character the ways in which it is read in pinyin; an empty set if it has none."""
    from mtqa.names.romanisation.tables import character

    found: list[set[str]] = []
    for char in chars:
        one = character(char)
        found.append(set() if one is None else {one.family, *one.pinyin})
    return found


def _reads(key: str, options: Sequence[set[str]]) -> bool:
    """Whether ``key`` is one reading of each syllable, in order."""
    if not options:
        return not key
    return any(key.startswith(one) and _reads(key[len(one) :], options[1:]) for one in options[0] if one)
