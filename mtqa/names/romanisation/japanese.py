"""Japanese names: the kanji that a reading may stand for, and how Chinese or a dictionary reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from mtqa.names.alphabet import fold
from mtqa.names.romanisation.spelling import Spelling
from mtqa.names.romanisation.syllabic import LABELS, best, render
from mtqa.names.romanisation.tables import english_names, syllable_map

__all__ = ["family_place", "is_romaji", "japanese_spellings", "short_vowels"]

_SYLLABLE: Final = r"(?:(?:[kgsztdnhbpmr]y|sh|ch|ts|[kgsztdnhbpmyrwjf])?[aiueo]|n(?![aiueoy])|[kspt](?=[kspt]))"
_ROMAJI: Final = re.compile(rf"{_SYLLABLE}+")
_LONG: Final = re.compile(r"o[uoh](?=[^aiueoy]|$)|uu|(?<=[aiueo])h(?=[^aiueoy]|$)")
#: Nats a reading of one kanji may cost on average; rarer ones are chance.
_RARE: Final = 6.9
#: The same for a name whose first word is a common given name in English: Ken and Naomi are both.
_RARE_ENGLISH: Final = 5.8
#: Nats for the order family name first in an English text.
_FAMILY_FIRST: Final = 1.0


def short_vowels(word: str) -> str:
    """A folded word without the letters that only lengthen a vowel: "ohtani", "ootani" and "otani" agree."""
    return _LONG.sub(lambda match: match.group()[0] if match.group() != "h" else "", word)


@lru_cache(maxsize=20_000)
def is_romaji(word: str) -> bool:
    """Whether a folded word divides into Japanese syllables, long vowels in any spelling."""
    return len(word) > 1 and _ROMAJI.fullmatch(short_vowels(word)) is not None


@lru_cache(maxsize=20_000)
def _divisions(word: str, role: str) -> tuple[tuple[float, tuple[str, ...]], ...]:
    """The two most probable divisions of a word into readings of one to three kanji."""
    table = syllable_map("japanese", "pinyin", role)
    done: list[tuple[float, tuple[str, ...]]] = []
    open_: list[tuple[float, int, tuple[str, ...]]] = [(0.0, 0, ())]
    for _ in range(3):
        following = []
        for cost, start, parts in open_:
            for end in range(start + 1, min(len(word), start + 8) + 1):
                own = table.own(word[start:end])
                if own is not None:
                    following.append((cost + own, end, (*parts, word[start:end])))
        done += [(cost, parts) for cost, end, parts in following if end == len(word)]
        open_ = sorted(item for item in following if item[1] < len(word))[:12]
    return tuple(sorted(done)[:2])


def japanese_spellings(words: Sequence[str]) -> list[Spelling]:
    """Spellings of a name of one or two words that reads as Japanese; unsorted."""
    folded = [short_vowels(fold(word)) for word in words]
    if not 1 <= len(words) <= 2 or not all(is_romaji(word) for word in folded):
        return []
    if len(words) == 1:
        divided = _divisions(folded[0], "family")
        if not divided or divided[0][0] > _RARE * len(divided[0][1]) or len(divided[0][1]) < 2:
            return []
        table = syllable_map("japanese", "pinyin", "family")
        price = 1.0
        return [
            Spelling("".join(chosen).capitalize(), LABELS["pinyin"], price + cost)
            for cost, chosen in best([table.choices(part) for part in divided[0][1]], most=4)
        ]
    order = family_place(folded)
    if order is None:
        return []
    return _spelt(words[order], folded[order], folded[1 - order])


def family_place(folded: Sequence[str]) -> int | None:
    """Which of two folded words of a Japanese name is the family name; ``None`` if it reads as none."""
    orders = []
    for family, given, penalty in ((1, 0, 0.0), (0, 1, _FAMILY_FIRST)):
        left, right = _divisions(folded[family], "family"), _divisions(folded[given], "given")
        if left and right:
            total = left[0][0] + right[0][0]
            limit = _RARE_ENGLISH if folded[0] in english_names() else _RARE
            if total < limit * (len(left[0][1]) + len(right[0][1])):
                orders.append((total + penalty, family))
    return min(orders)[1] if orders else None


def _spelt(family_word: str, family: str, given: str) -> list[Spelling]:
    """Pinyin of the likely kanji, and the given name by its on-readings."""
    results = []
    lefts = _divisions(family, "family")
    for rank, (cost, right) in enumerate(_divisions(given, "given")):
        extra = cost - _divisions(given, "given")[0][0] if rank else 0.0
        if extra > 2.5:
            continue
        parts = [syllable_map("japanese", "pinyin", "family").choices(part) for part in lefts[0][1]]
        size = len(parts)
        parts += [syllable_map("japanese", "pinyin", "given").choices(part) for part in right]
        for price, chosen in best(parts, most=7):
            text = render("".join(chosen[:size]), chosen[size:], "pinyin")
            results.append(Spelling(text, LABELS["pinyin"], 0.4 + extra + price))
        readings = [syllable_map("japanese", "on", "given").choices(part) for part in right]
        for price, chosen in best(readings, most=4):
            text = f"{family_word} {''.join(chosen).capitalize()}"
            results.append(Spelling(text, LABELS["on"], 1.4 + extra + price))
    return results
