"""Spellings that are equally right: general rules of romanisation, no single names' errors.

Two forms with the same :func:`variant_key` differ only in a way that newspapers differ: endings of
Slavic names (Zelensky, Zelenskyy), of Arabic given names (Mohammed, Muhammad), -ise against -ize,
and a few pairs of exonym and endonym.  An entry's own ``variants`` column comes on top.  Mc and Mac
are different families and are not here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from mtqa.text import fold

__all__ = ["inflected", "same_but_for_usage", "variant_key"]

#: Word endings and beginnings of folded words, applied in order; each is linear.
_RULES: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=[sct]k)(?:yy|iy|ij|yj|yi|ii|y|i)$", "y"),  # Zelensky, Zelenskyy, Zelenskiy, Zelenski
        (r"(?<=[a-z]{3})(?:iy|yi|ij|yy|ii)$", "y"),  # Yuriy, Yurii, Yury
        (r"(?<=[a-z]{3}[rnlt])i$", "y"),  # Yuri
        (r"^ye(?=[a-z]{3})", "e"),  # Yevgeny, Evgeny
        (r"^(v|[dknt])[iy](?=a)", r"\1y"),  # Viacheslav, Vyacheslav
        (r"^[iy]u(?=[a-z]{2})", "yu"),  # Iulia, Yulia
        (r"(?<=[a-z]{3})e[iyj]$", "ei"),  # Sergey, Sergei, Andrej
        (r"^m[ou]ha?mm?[ae]d$", "muhammad"),  # Mohammed, Muhammad, Mohamed
        (r"^h[ou]ss?[ae][iy]n$", "hussein"),
        (r"^ah?me[dt]$", "ahmed"),
        (r"^y[ou]ss?[eu]f$", "yusuf"),
        (r"^abd[aeu]l$", "abdul"),
        (r"^(?:el|ul)$", "al"),
        (r"is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)", "iz"),
        (r"our(?=(?:s|ed|ing)?$)", "or"),
        (r"(?<=[a-z]{3})re$", "er"),  # theatre
        (r"^(?:centre|center)$", "center"),
        (r"mme$", "m"),
    )
)

#: Names of one place that are both in use in English; single folded words.
_PAIRS: Final = {
    word: group.split("/")[0]
    for group in [
        "macau/macao",
        "kyiv/kiev",
        "odesa/odessa",
        "kharkiv/kharkov",
        "lviv/lvov",
        "mykolaiv/nikolaev",
        "dnipro/dnepr",
        "donbas/donbass",
        "chernobyl/chornobyl",
        "luhansk/lugansk",
        "kolkata/calcutta",
        "mumbai/bombay",
        "chennai/madras",
        "yangon/rangoon",
        "uyghur/uighur/uygur",
        "beijing/peking",
        "busan/pusan",
        "daegu/taegu",
        "incheon/inchon",
        "jeju/cheju",
        "tehran/teheran",
        "turkey/turkiye",
        "quran/koran",
        "astana/nursultan",
        "hizbollah/hezbollah/hizbullah",
        "daesh/daish",
        "taliban/taleban",
        "naqu/nagqu",
        "lhasa/lasa",
        "urumqi/wulumuqi",
        "kashgar/kashi",
    ]
    for word in group.split("/")
}


@lru_cache(maxsize=20_000)
def _word_key(word: str) -> str:
    if word in _PAIRS:
        return _PAIRS[word]
    for pattern, instead in _RULES:
        word = pattern.sub(instead, word)
    return word


def variant_key(text: str) -> str:
    """A key that spellings differing only in usage share; hyphens, spaces and apostrophes do not count."""
    return "".join(_word_key(word) for word in fold(text).replace("'", "").split())


def same_but_for_usage(left: str, right: str) -> bool:
    """Whether two forms differ only in ways in which usage differs."""
    return variant_key(left) == variant_key(right)


#: Endings that make another form of any name: plurals, peoples and languages.
_NAME_ENDINGS: Final = frozenset(
    ["", "s", "es", "n", "an", "ans", "ian", "ians", "ese", "ish", "ism", "ist", "ists", "ic", "y", "ies"]
)
#: Endings of English inflection and derivation, for words that the lexicon knows.
_WORD_ENDINGS: Final = _NAME_ENDINGS | frozenset(
    [
        "",
        "ed",
        "d",
        "ing",
        "er",
        "ers",
        "y",
        "ies",
        "e",
        "al",
        "ly",
        "ise",
        "ize",
        "ised",
        "ized",
        "ising",
        "izing",
        "isation",
        "ization",
        "ation",
        "or",
        "ion",
        "ions",
        "ness",
        "ment",
    ]
)


def inflected(left: str, right: str, *, known_words: bool = False) -> bool:
    """Whether two folded words are forms of one word: "sanction", "sanctions"; "Korea", "Korean".

    Args:
        left: One word.
        right: The other.
        known_words: Whether one of them is an English word, so that its derivations count.
    """
    stem = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    endings = _WORD_ENDINGS if known_words else _NAME_ENDINGS
    tails = {left[stem:], right[stem:]}
    if "n" in tails and left[stem - 1 : stem] not in tuple("aeio"):
        return False  # "Korea", "Korean", but not "Foxcon", "Foxconn"
    return left != right and stem >= 4 and tails <= endings
