"""Hangul to Latin letters by rule: the Revised Romanisation and McCune-Reischauer."""

from __future__ import annotations

from typing import Final

from mtqa.names.romanisation.lists import words

__all__ = ["mccune_reischauer", "revised"]

_REVISED: Final = (
    words("g kk n d tt r m b pp s ss - j jj ch k t p h"),
    words("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"),
    words("- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"),
)
_MCCUNE: Final = (
    words("k kk n t tt r m p pp s ss - ch tch ch k t p h"),
    words("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i"),
    _REVISED[2],
)
_VOICED: Final = {"k": "g", "t": "d", "p": "b", "ch": "j"}
_PLAIN: Final = (0, 3, 7, 12)  # the initials that are voiced between voiced sounds
_SONORANT: Final = (0, 4, 8, 16, 21)  # the finals after which they are: none, n, l, m, ng


def _parts(syllable: str) -> tuple[int, int, int]:
    code = ord(syllable) - 0xAC00
    if not 0 <= code < 11172:
        raise ValueError(f"{syllable!r} is no Hangul syllable")
    return code // 588, code % 588 // 28, code % 28


def revised(hangul: str) -> str:
    """Hangul syllables in the Revised Romanisation, as in names: each by itself.

    Raises:
        ValueError: A character is no Hangul syllable.
    """
    latin = "".join(part[i] for char in hangul for part, i in zip(_REVISED, _parts(char), strict=True))
    return latin.replace("-", "")


def mccune_reischauer(hangul: str, *, voiced: bool = False) -> str:
    """Hangul syllables in McCune-Reischauer without breves and apostrophes, as newspapers print it.

    Args:
        hangul: The syllables.
        voiced: Whether they follow a voiced sound of the same word.

    Raises:
        ValueError: A character is no Hangul syllable.
    """
    latin = ""
    for char in hangul:
        initial, vowel, final = _parts(char)
        head = _MCCUNE[0][initial]
        if voiced and initial in _PLAIN:
            head = _VOICED[head]
        latin += head + _MCCUNE[1][vowel] + _MCCUNE[2][final]
        voiced = final in _SONORANT
    return latin.replace("-", "")
