"""Spellings that are equally right: general rules of romanisation, no single names' errors.

Two forms with the same :func:`variant_key` differ only in a way that newspapers differ: endings of
Slavic names (Zelensky, Zelenskyy), of Arabic given names (Mohammed, Muhammad), long vowels of Japanese
ones (Ohno, Ono), -ise against -ize, the old and new names of places (Kiev, Kyiv), which
``models/romanisation/usage.tsv`` lists, and the spellings of Arabic given names (Khaled, Khalid) of
``given-semitic.tsv``.  An entry's own ``variants`` column comes on top.  Mc and Mac
are different families and are not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from mtqa.artefacts import artefact
from mtqa.names.romanisation.japanese import is_romaji
from mtqa.names.romanisation.tables import english_names
from mtqa.names.tables import SPEECH_VERBS
from mtqa.text import fold

__all__ = ["inflected", "phrase_starts", "same_but_for_usage", "variant_key", "variant_keys"]

#: Word endings and beginnings of folded words, applied in order; each is linear.
_RULES: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"(?<=(?:in|an|rn|ik)o)ff$|(?<=[fs]ie)ff$", "v"),  # Rachmaninoff, Rachmaninov
        (r"(?<=[a-z])x(?=e[iy])", "ks"),  # Alexei, Aleksei
        (r"(?<=[aeiou])ye(?=[vw])", "e"),  # Andreyev, Andreev; Avdeyeva, Avdeeva
        (r"(?<=[a-z]{2}[bcdfghklmnprstvz])[iy]e(?=va?$)", "e"),  # Vasilyev, Vasiliev; not Alyev, Aliev
        (r"(?<=[a-z]{2}ch)ov(?=a?$)", "ev"),  # Gorbachov, Gorbachev
        (r"(?<=[a-z]{2}ts)yn$", "in"),  # Golitsyn, Golitsin
        (r"^tch(?=[ae][a-z]{4})", "ch"),  # Tchaikovsky, Chaikovsky; not Tchad
        (r"(?<=[a-z]{2}o)y(?=[gkmt])", "i"),  # Shoygu, Shoigu
        (r"(?<=s[tk]o)y$|(?<=tsko)y$", "i"),  # Tolstoy, Tolstoi
        (r"(?<=[a-z]{2}[lntr])(?:iia|iya|ia)$", "ia"),  # Mariya, Maria
        (r"(?<=[a-z]{2}[lt])ya$", "ia"),  # Natalya, Natalia
        (r"(?<=[a-z]t)ya(?=n)", "ia"),  # Tatyana, Tatiana
        (r"(?<=[ptfv])yo(?=[dmrt])", "e"),  # Pyotr, Petr; Fyodor, Fedor; Artyom, Artem
        (r"(?<=[a-z][lgtmn])ay$", "ai"),  # Nikolay, Nikolai; not Murray
        (r"(?<=[sct]k)(?:yy|iy|ij|yj|yi|ii|y|i)$", "y"),  # Zelensky, Zelenskyy, Zelenskiy, Zelenski
        (r"(?<=[a-z]{3})(?:iy|yi|ij|yy|ii)$", "y"),  # Yuriy, Yurii, Yury
        # Grigori, Anatoli, Dmitri, Valeri, Georgi, Vasili, Gennadi, Yuri; not Kelli, Salvini
        (
            r"(?:(?<=igor)|(?<=[at]ol)|(?<=mitr)|(?<=tal)|(?<=aler)|(?<=org)|(?<=vgen)|(?<=sil)|(?<=nnad)|(?<=rkad)|(?<=^yur))i$",
            "y",
        ),
        (r"^ye(?=[vkf][a-z]{3}|gor$|len[a-z]$|r[em][aoi]|ltsi|liza|seni|zhov)", "e"),  # Yevgeny, Evgeny; not Yellen
        (r"^(v|[dknt])[iy](?=a)", r"\1y"),  # Viacheslav, Vyacheslav
        (r"^[iy]u(?=[a-z]{2})", "yu"),  # Iulia, Yulia
        (r"^[ij]a(?=kov|ros|nuk|roslav)", "ya"),  # Iakov, Yakov
        (r"(?<=[a-z]{3})e[iyj]$", "ei"),  # Sergey, Sergei, Andrej
        (r"^m[ou]ha?mm?[ae]d$", "muhammad"),  # Mohammed, Muhammad, Mohamed
        (r"^h[ou]ss?[ae][iy]n$", "hussein"),
        (r"^ah?me[dt]$", "ahmed"),
        (r"^y[ou]ss?[eu]f$", "yusuf"),
        (r"^abd[aeu]l$", "abdul"),
        (r"^abd[aeu](?:l|([rsdntz])(?=\1))(?=[a-z]{4})", "abdul"),  # Abdelaziz, Abdulaziz; Abdurrahman
        (r"^abd[aeu]ll?ah?$", "abdullah"),  # Abdallah
        (r"^mahm(?:ou|oo|u)d$", "mahmud"),
        (r"^(?:[ou]sama|[ou]ssama)$", "osama"),
        (r"^[ou]thman$", "uthman"),
        (r"^ass?ad$", "asad"),
        (r"^(?:el|ul)$", "al"),
        (r"^ly?v$|^lyu$", "lu"),  # Lü in passports
        (r"^ny?v$|^nyu$", "nu"),
        (r"^st$", "saint"),
        (r"^mt$", "mount"),
        (r"is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)", "iz"),
        (r"our(?=(?:s|ed|ing)?$)", "or"),
        (r"(?<=[a-z]{2}[tb])re$", "er"),  # theatre
        (r"^(?:centre|center)$", "center"),
        (r"mme$", "m"),
    )
)
#: Whether any rule can apply: most words of a large glossary skip them all.
_ANY_RULE: Final = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _RULES).replace(r"\1", ""))
#: A nasal of Japanese before a lip: Homma, Honma; Shimbun, Shinbun; Shimpei, Shinpei.  "Mumbai" reads like one.
_NASAL: Final = re.compile(r"(?<=^ho)m(?=ma$)|(?<=^gu)m(?=ma$)|(?<=^na)m(?=ba$)|(?<=shi)m(?=b)|(?<=[a-z]{2})m(?=pei$)")
#: A long o of Japanese at either end of a name: Ohtani, Otani; Saitoh, Saito; Tarou, Taro.
_LONG_O: Final = re.compile(r"^oh(?=[tknsmdybgjzwr])|(?<=[aiou]t)oh$|(?<=[aiu]r)ou$|(?<=[ai]t)ou$")
#: Other long vowels: Yuuki, Yuki; Ryouhei, Ryohei; what is dropped.
_LONG_U: Final = re.compile(
    r"(?<=^yu)u(?=[a-z]{2})|(?<=^ryu)u|(?<=^shu)u(?=[a-z])|(?<=^ryo)u(?=[a-z]{2})|(?<=^sho)u(?=h)"
)
_LONGEST_PHRASE: Final = 4


@lru_cache(maxsize=1)
def _usage() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Words and phrases of the tables of usage with the key of their group; first words of phrases."""
    words: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for group in _groups("usage.tsv", "|"):
        key = _by_rule(group[0].replace(" ", ""))
        for spelling in group:
            (phrases if " " in spelling else words)[spelling] = key
    # "Abraham" is a translation of Ibrahim, no spelling.
    barred = english_names() | SPEECH_VERBS
    for language, _, forms in _groups("given-semitic.tsv", "\t"):
        # Hebrew names are mostly listed with those of the English Bible; a spelling of two names is left to the first.
        fresh = [form for form in forms.split() if form not in barred and form not in words and language == "ar"]
        if len(fresh) > 1:
            words.update(dict.fromkeys(fresh, _by_rule(fresh[0])))
    return words, phrases, frozenset(phrase.split()[0] for phrase in phrases)


def _groups(name: str, mark: str) -> Iterator[list[str]]:
    for line in artefact(f"romanisation/{name}").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split(mark)


@lru_cache(maxsize=20_000)
def _word_key(word: str) -> str:
    return _usage()[0].get(word) or _by_rule(word)


def _by_rule(word: str) -> str:
    """The key of a folded word that no table has."""
    word = _NASAL.sub("n", word)
    if len(word) > 3 and (_LONG_O.search(word) or _LONG_U.search(word)) and is_romaji(word):
        word = _LONG_U.sub("", _LONG_O.sub("o", word))
    if _ANY_RULE.search(word):
        for pattern, instead in _RULES:
            word = pattern.sub(instead, word)
    return word


def _keys(words: Sequence[str]) -> list[str]:
    """The keys of words, those of a known phrase together."""
    _, phrases, starts = _usage()
    if len(words) == 1 or starts.isdisjoint(words):
        return [_word_key(word) for word in words]
    keys = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST_PHRASE), at + 1, -1):
            known = phrases.get(" ".join(words[at:end]))
            if known is not None:
                keys.append(known)
                at = end
                break
        else:
            keys.append(_word_key(words[at]))
            at += 1
    return keys


def phrase_starts() -> frozenset[str]:
    """Folded first words of known phrases: the key of a text that has one need not be that of its words, joined."""
    return _usage()[2]


_DROPPED: Final = str.maketrans("", "", "'.")


def variant_key(text: str) -> str:
    """A key that spellings differing only in usage share; hyphens, spaces and apostrophes do not count."""
    return "".join(_keys(fold(text).translate(_DROPPED).split()))


_UMLAUTS: Final = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
)


def variant_keys(text: str) -> frozenset[str]:
    """Every key under which a right form may be looked up: "Müller" also as "Mueller"."""
    return frozenset((variant_key(text), variant_key(text.translate(_UMLAUTS))))


def same_but_for_usage(left: str, right: str) -> bool:
    """Whether two forms differ only in ways in which usage differs."""
    return not variant_keys(left).isdisjoint(variant_keys(right))


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
