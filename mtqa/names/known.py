"""Tokens of known names: evidence that an unusual spelling is somebody's own.

``models/name-tokens.txt`` holds the tokens of names of public figures and places, in lower case, one
line per level; a level doubles the number of times that a token was seen.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mtqa.artefacts import artefact
from mtqa.names.alphabet import LETTERS

__all__ = ["KnownTokens", "known_tokens"]


class KnownTokens:
    """How common tokens are in names.

    Args:
        levels: The level of each token, from 1.
    """

    __slots__ = ("_levels", "_trigrams")

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._trigrams = _trigrams(tuple(levels))

    @classmethod
    def load(cls, path: Path) -> KnownTokens:
        """Read a list written by :mod:`mtqa.training.pairs`: ``level<TAB>tokens`` per line."""
        levels: dict[str, int] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                level, tokens = line.split("\t")
                levels.update(dict.fromkeys(tokens.split(), int(level)))
        return cls(levels)

    def level(self, token: str) -> int:
        """0 for an unknown token, then 1, 2, 3 ... with every doubling of how often it was seen."""
        return self._levels.get(token, 0)

    def surprise(self, token: str) -> float:
        """How unlike a known name the token is spelt: bits per character of its trigrams, about 3 to 8."""
        codes = [0, *(LETTERS.find(char) for char in token if char in LETTERS), 0]
        if len(codes) < 3:
            return 0.0
        total = sum(
            self._trigrams[0 if i == 0 else codes[i - 1]][codes[i]][codes[i + 1]] for i in range(len(codes) - 1)
        )
        return total / (len(codes) - 1)


def _trigrams(tokens: tuple[str, ...]) -> list[list[list[float]]]:
    """Bits of each letter after two others, from the tokens themselves; mixed with bigrams and unigrams."""
    import numpy as np

    text = "  " + "  ".join(tokens) + " "
    table = np.full(256, 0, dtype=np.intp)
    table[[ord(char) for char in LETTERS]] = np.arange(len(LETTERS))
    codes = table[np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)]
    n = len(LETTERS)
    three = np.bincount((codes[:-2] * n + codes[1:-1]) * n + codes[2:], minlength=n**3).reshape(n, n, n).astype(float)
    # "  " between tokens: a trigram that ends in the second space is none, one that starts with two is a beginning.
    three[:, 0, 0] = 0
    two, one = three.sum(axis=0), three.sum(axis=(0, 1))
    p_one = (one + 1) / (one.sum() + n)
    p_two = (two + 5 * p_one) / (two.sum(axis=1, keepdims=True) + 5)
    p_three = (three + 5 * p_two) / (three.sum(axis=2, keepdims=True) + 5)
    bits: list[list[list[float]]] = np.round(-np.log2(p_three), 3).tolist()
    return bits


@lru_cache(maxsize=1)
def known_tokens() -> KnownTokens:
    """The list that mtqa ships."""
    return KnownTokens.load(artefact("name-tokens.txt"))
