"""Syllables of the romanisation systems that follow from rules: Pinyin to Wade-Giles and Palladius, Hangul to Latin."""

from __future__ import annotations

from typing import Final

from mtqa.names.pinyin import FINALS
from mtqa.names.romanisation.hangul import mccune_reischauer, revised
from mtqa.names.romanisation.lists import pairs

__all__ = ["PINYIN", "mccune_reischauer", "palladius", "revised", "wade_giles"]

PINYIN: Final = tuple(sorted(initial + final for initial, finals in FINALS.items() for final in finals.split()))

_WADE_INITIALS: Final = {
    "b": "p",
    "p": "p",
    "d": "t",
    "t": "t",
    "g": "k",
    "k": "k",
    "j": "ch",
    "q": "ch",
    "x": "hs",
    "zh": "ch",
    "ch": "ch",
    "r": "j",
    "z": "ts",
    "c": "ts",
}
_WADE_WHOLE: Final = {
    "zi": "tzu ",
    "ci": "tzu ",
    "si": "ssu szu",
    "zhi": "chih ",
    "chi": "chih ",
    "shi": "shih ",
    "ri": "jih ",
    "er": "erh ",
    "yi": "yi i",
    "you": "yu you",
    "yan": "yen yan",
    "ye": "yeh ye",
    "yue": "yueh yue",
    "yong": "yung yong",
    "e": "o e",
    "ge": "ko ke",
    "ke": "ko ke",
    "he": "ho he",
    "gui": "kuei kui",
    "kui": "kuei kui",
    "guo": "kuo ",
    "kuo": "kuo ",
    "huo": "huo ",
    "shuo": "shuo ",
    "wei": "wei ",
    "lv": "lu lyu",
    "nv": "nu nyu",
}
_WADE_FINALS: Final = (
    ("iong", "iung"),
    ("ong", "ung"),
    ("ian", "ien"),
    ("ie", "ieh"),
    ("ue", "ueh"),
    ("uo", "o"),
)


def _divide(syllable: str) -> tuple[str, str]:
    cut = 2 if syllable[:2] in ("zh", "ch", "sh") else 1 if syllable[0] in "bpmfdtnlgkhjqxrzcsyw" else 0
    return syllable[:cut], syllable[cut:]


def wade_giles(syllable: str) -> dict[str, float]:
    """How a syllable of Pinyin is written in Taiwan: Wade-Giles without its apostrophes and dots."""
    result: dict[str, float] = {}
    if syllable in _WADE_WHOLE:
        first, second = _WADE_WHOLE[syllable].split(" ")
        result = {first: 0.8, second: 0.2} if second else {first: 1.0}
    else:
        initial, final = _divide(syllable)
        for ending, instead in _WADE_FINALS:
            if final.endswith(ending) and (ending != "ie" or final == "ie"):
                final = final.removesuffix(ending) + instead
                break
        result[_WADE_INITIALS.get(initial, initial) + final] = 1.0
    for head, instead in (("zh", "j"), ("x", "sh")):
        if syllable.startswith(head) and syllable[len(head) :] not in ("i", ""):
            result[instead + syllable.removeprefix(head)] = 0.04
    for spelling in _PASSPORTS.get(syllable, "").split():
        result[spelling] = 0.04
    return result


#: Spellings of passports that follow Gwoyeu Romatzyh, MPS II or nothing.
_PASSPORTS: Final = {
    "yi": "yih ih",
    "ying": "ing",
    "zhe": "je",
    "hua": "huah hwa",
    "de": "der",
    "jiu": "jeou",
    "shi": "shyh",
    "zhi": "jyh",
    "zi": "tze",
    "jun": "jiunn jyun",
    "guo": "gwo",
    "xu": "shyu",
    "qiu": "chiou",
    "li": "lee",
    "song": "soong",
    "dun": "den",
    "huang": "hwang",
    "rong": "rong",
    "you": "yiu",
    "long": "loong",
    "ci": "tsyr",
    "si": "sy",
    "xian": "hsian",
    "bi": "bi",
    "yue": "yueh",
    "sun": "suen",
    "liu": "liou",
    "niu": "niou",
    "wen": "wun",
    "hui": "huei",
    "cui": "tsuei",
    "sui": "suei",
    "rui": "ruei",
    "jia": "jia",
    "bo": "bor",
}


_CYRILLIC_INITIALS: Final = pairs(
    "b:б p:п m:м f:ф d:д t:т n:н l:л g:г k:к h:х j:цз q:ц x:с zh:чж ch:ч sh:ш r:ж z:цз c:ц s:с w:в y:й"
)
_CYRILLIC_FINALS: Final = pairs(
    "a:а o:о e:э ai:ай ei:эй ao:ао ou:оу an:ань en:энь ang:ан eng:эн ong:ун i:и ia:я ie:е iao:яо iu:ю ian:янь "
    "in:инь iang:ян ing:ин iong:юн u:у ua:уа uo:о uai:уай ui:уй uan:уань un:унь uang:уан v:юй"
)
_CYRILLIC_WHOLE: Final = pairs(
    "zhi:чжи chi:чи shi:ши ri:жи zi:цзы ci:цы si:сы yi:и ya:я yao:яо ye:е you:ю yan:янь yin:инь yang:ян ying:ин "
    "yong:юн yu:юй yue:юэ yuan:юань yun:юнь yo:йо wu:у er:эр hui:хуэй ju:цзюй qu:цюй xu:сюй jue:цзюэ que:цюэ "
    "xue:сюэ juan:цзюань quan:цюань xuan:сюань jun:цзюнь qun:цюнь xun:сюнь lv:люй nv:нюй nue:нюэ lue:люэ"
)
_LATIN_CYRILLIC: Final = pairs(
    "а:a б:b в:v г:g д:d ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh ы:y "
    "ь: э:e ю:yu я:ya е:e"
)


def palladius(syllable: str, *, passport: bool = False) -> str:
    """A syllable of Pinyin as Russian writes it (Palladius), in Latin letters again.

    Args:
        syllable: A syllable of Pinyin, ``v`` for ü.
        passport: Whether ю, я and й become iu, ia and i (Russian passports) and not yu, ya and y (BGN).
    """
    cyrillic = _CYRILLIC_WHOLE.get(syllable)
    if cyrillic is None:
        initial, final = _divide(syllable)
        cyrillic = _CYRILLIC_INITIALS.get(initial, "") + _CYRILLIC_FINALS[final]
    latin = "".join(_LATIN_CYRILLIC[letter] for letter in cyrillic)
    return latin.replace("yu", "iu").replace("ya", "ia").replace("y", "i") if passport else latin
