"""Whether a word is spelt as Mandarin syllables in Hanyu Pinyin.

Chinese names are dense: "Xu Zhengyu" and "Zhu Zhongyu" are two people as often as one garbled.  A word
that divides into syllables of Pinyin may well be a name of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

__all__ = ["FINALS", "SYLLABLES", "is_pinyin"]

#: Initials of Pinyin with the finals that follow them; ``v`` is ü after n and l.
FINALS: Final = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
    "": "a ai an ang ao e ei en er ou",
}
#: Every syllable of Pinyin, folded.
SYLLABLES: Final = frozenset(initial + final for initial, finals in FINALS.items() for final in finals.split())
_LONGEST: Final = 6
_MAX_LETTERS: Final = 24


@lru_cache(maxsize=20_000)
def is_pinyin(word: str) -> bool:
    """Whether a folded word of at least three letters divides into one to four syllables of Pinyin."""
    word = word.replace("'", "")
    if not 3 <= len(word) <= _MAX_LETTERS:
        return word in SYLLABLES
    reach = {0: 0}  # letters read -> fewest syllables
    for end in range(1, len(word) + 1):
        counts = [
            reach[start] + 1
            for start in range(max(0, end - _LONGEST), end)
            if start in reach and word[start:end] in SYLLABLES
        ]
        if counts:
            reach[end] = min(counts)
    return reach.get(len(word), 9) <= 4
