"""How a name is written for comparison: folded to a small alphabet, then to numbers.

Folding keeps what is heard and drops what is only typography: marks, case, hyphens, apostrophes,
a possessive.  ``"Yoon Suk-yeol’s"`` and ``"yoon suk yeol"`` fold to the same string.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LETTERS", "MAX_CHARS", "N_LETTERS", "N_SYMBOLS", "SYMBOLS", "encode", "fold", "sound_classes"]

LETTERS = " abcdefghijklmnopqrstuvwxyz"
"""Symbols that may be part of a two-character operation; the space is the edge of a token."""

SYMBOLS = LETTERS + "0123456789"
"""Every symbol; the code of a symbol is its index here."""

N_LETTERS = len(LETTERS)
N_SYMBOLS = len(SYMBOLS)

MAX_CHARS = 64
"""Longest folded name that is compared; a longer string is no name, and the comparison is quadratic."""

# Letters of Latin script that NFKD leaves whole.  Values follow common newspaper practice.
_LATIN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ŋ": "ng",
        "ħ": "h",
        "ə": "a",
        "&": " and ",
    }
)

_APOSTROPHES = re.compile(
    "['`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER LEFT HALF RING}\N{MODIFIER LETTER RIGHT HALF RING}"
    "\N{PRIME}\N{ACUTE ACCENT}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{FULLWIDTH APOSTROPHE}]"
)
_POSSESSIVE = re.compile(r"'s?(?=\W|$)")
_CODES = {symbol: code for code, symbol in enumerate(SYMBOLS)}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in the small alphabet: tokens of ``a-z0-9`` with one space between them.

    Marks, case, apostrophes and possessives are dropped; hyphens and other punctuation count as
    spaces.

    Returns:
        ``""`` for a string that cannot be compared by sound: no letters or digits, longer than
        :data:`MAX_CHARS`, or with letters of another script.
    """
    if len(name) > 4 * MAX_CHARS:
        return ""
    text = _POSSESSIVE.sub("", _APOSTROPHES.sub("'", name).casefold()).replace("'", "")
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LATIN)
    symbols: list[str] = []
    for char in text:
        if char in _CODES:
            symbols.append(char)
        elif unicodedata.combining(char):
            continue
        elif char.isalnum():
            return ""
        elif unicodedata.category(char) != "Cf":  # a soft hyphen or a zero-width space is nothing at all
            symbols.append(" ")
    folded = " ".join("".join(symbols).split())
    return folded if len(folded) <= MAX_CHARS else ""


def encode(folded: Sequence[str]) -> NDArray[np.intp]:
    """Codes of folded names, one after another, each with a space before and after it.

    The spaces are there so that the edges of a name can be learned.
    """
    import numpy as np

    text = f" {'  '.join(folded)} ".encode("ascii") if folded else b""
    codes: NDArray[np.intp] = _code_table()[np.frombuffer(text, dtype=np.uint8)]
    if len(codes) and codes.min() < 0:
        raise ValueError("a name that is not folded")
    return codes


@lru_cache(maxsize=1)
def _code_table() -> NDArray[np.intp]:
    """The code of each ASCII character, -1 where it is no symbol."""
    import numpy as np

    return np.array([_CODES.get(chr(char), -1) for char in range(128)], dtype=np.intp)


_CLASSES = str.maketrans("aeiouypbfvwkgqcxjhtdszmnlr", "aaaaaabbbbbkkkkkkkttttmmll")
_RUNS = re.compile(r"([a-z])\1+")


@lru_cache(maxsize=65536)
def sound_classes(folded: str) -> str:
    """A coarse code of how a folded name sounds, for the shortlist: ``"covid"`` and ``"kovid"`` are both ``"kabat"``."""
    return _RUNS.sub(r"\1", folded.translate(_CLASSES))
