"""What is known about English words: ordinary, capitalised, part of people's names.

The counts come from ``models/words-en.txt`` and ``models/name-tokens.txt`` (see their cards).  Everything here answers for a single
word; nothing decides by itself that a word is or is not a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from mtqa.artefacts import artefact
from mtqa.names.known import KnownTokens, known_tokens
from mtqa.names.tables import KNOWN_PLACES
from mtqa.text import fold, strip_possessive

__all__ = ["Lexicon", "WordCounts", "lexicon"]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often a word was seen, each as the bit length of the count (0: never, 3: 4 to 7 times).

    Attributes:
        lower: In lower case.
        capital: Capitalised where grammar does not ask for it.
        name: As a part of names of public figures and places: 0 never, one more with each doubling.
    """

    lower: int = 0
    capital: int = 0
    name: int = 0


_UNSEEN: Final = (0, 0)
#: Endings after which a word is looked up again without them, longest first.
_ENDINGS: Final = (
    ("ically", "ic"), ("iness", "y"), ("isation", "ise"), ("ization", "ize"), ("ation", "ate"), ("ility", "le"),
    ("ingly", "ing"), ("ment", ""), ("ness", ""), ("less", ""), ("able", ""), ("able", "e"), ("ies", "y"),
    ("ied", "y"), ("ing", ""), ("ing", "e"), ("ers", ""), ("ers", "e"), ("est", ""), ("ly", ""), ("ed", ""),
    ("ed", "e"), ("er", ""), ("er", "e"), ("es", ""), ("s", ""),
)  # fmt: skip
_PREFIXES: Final = ("anti", "counter", "inter", "micro", "multi", "non", "over", "post", "pre", "pro", "re", "semi")
_PREFIXES_2: Final = ("sub", "super", "trans", "ultra", "under", "un", "de", "dis", "mid", "co", "in", "im")


class Lexicon:
    """Word counts by folded word."""

    def __init__(self, counts: dict[str, tuple[int, int]], names: KnownTokens) -> None:
        self._counts = counts
        self._names = names
        self._known = lru_cache(maxsize=20_000)(self._is_known_word)

    def counts(self, word: str) -> WordCounts:
        """The counts of ``word``, its possessive taken off; zeros for a word never seen."""
        key = fold(strip_possessive(word))
        lower, capital = self._counts.get(key, (0, 0))
        return WordCounts(lower, capital, self._names.level(key))

    def is_ordinary(self, word: str) -> bool:
        """Whether ``word`` is mostly an ordinary word: more often in lower case than as a name."""
        counts = self.counts(word)
        return counts.lower > counts.capital

    def is_known_word(self, word: str) -> bool:
        """Whether ``word``, an inflection or a derivation of it, was seen in lower case."""
        return self._known(fold(strip_possessive(word)))

    def is_known_name(self, word: str) -> bool:
        """Whether ``word`` was seen as a name: in running text, in people's names, or as a place."""
        key = fold(strip_possessive(word))
        counts = self.counts(key)
        return counts.capital > 0 or counts.name > 1 or key in KNOWN_PLACES

    def _is_known_word(self, key: str) -> bool:
        if self._counts.get(key, _UNSEEN)[0] or not key.isalpha():
            return True
        if any(self._counts.get(stem, _UNSEEN)[0] for stem in _stems(key)):
            return True
        stems = (key.removeprefix(prefix) for prefix in (*_PREFIXES, *_PREFIXES_2) if key.startswith(prefix))
        return any(len(stem) > 2 and self._is_known_word(stem) for stem in stems)


def _stems(key: str) -> Iterator[str]:
    """What is left of a word without one ending, or without two: "nuclearised", "nuclearise", "nuclear"."""
    for ending, instead in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) + len(instead) > 2:
            stem = key.removesuffix(ending) + instead
            yield stem
            if stem.endswith(("ise", "ize")) and len(stem) > 6:
                yield stem[:-3]


@cache
def lexicon() -> Lexicon:
    """The lexicon that mtqa ships; read once."""
    counts: dict[str, tuple[int, int]] = {}
    for line in artefact("words-en.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            lower, capital, *words = line.split(" ")
            counts.update(dict.fromkeys(words, (int(lower), int(capital))))
    return Lexicon(counts, known_tokens())
