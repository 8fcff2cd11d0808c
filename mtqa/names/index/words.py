"""What the index needs to know of a word, worked out once for each distinct word of a glossary.

A form is cut at white space.  Everything that is looked up (folded tokens, matching keys, keys of
variants, sound) can be put together from its words, so that a million forms need the Python of the
fifty thousand words they are made of, and the rest is arithmetic on arrays.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mtqa.glossary.index import form_keys
from mtqa.names.alphabet import fold as sound_fold
from mtqa.names.alphabet import sound_classes
from mtqa.names.index.hashing import joined_hash, token_hash
from mtqa.names.variants import phrase_starts, variant_key, variant_keys
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["MAX_SKELETON", "WordTable", "skeleton_code", "token_sound"]

#: Consonants of a name that its skeleton holds; six to the power of this fits into 64 bits.
MAX_SKELETON: Final = 24
_DIGITS: Final = {"b": 1, "k": 2, "t": 3, "m": 4, "l": 5}


def token_sound(token: str) -> str:
    """A folded token in the letters that sound is compared in; ``""`` if it has none."""
    return sound_fold(token).replace(" ", "")


def skeleton_code(sound: str) -> tuple[int, int]:
    """The consonant classes of a folded name as a number in base 6, and how many there are."""
    code = length = 0
    for letter in sound_classes(sound):
        digit = _DIGITS.get(letter)
        if digit is not None and length < MAX_SKELETON:
            code, length = code * 6 + digit, length + 1
    return code, length


@dataclass
class Ragged:
    """Rows of numbers of different lengths.

    Attributes:
        values: All rows, one after another.
        lengths: Of each row.
    """

    code: str
    values: array[int] = field(init=False)
    lengths: array[int] = field(default_factory=lambda: array("I"))

    def __post_init__(self) -> None:
        self.values = array(self.code)

    def append(self, row: Iterable[int]) -> None:
        """Add a row."""
        before = len(self.values)
        self.values.extend(row)
        self.lengths.append(len(self.values) - before)


class WordTable:
    """Distinct words and their facts, filled while a file is read.

    Attributes:
        ids: The number of each word.
        tokens: Distinct folded tokens, in the order they were met.
        token_ids: The number of each token.
        folds: Folded tokens of each word.
        extras: Further tokens under which a word is found: hyphenated parts as one, and its variant keys.
        keys: Hashes of the tokens that matching walks along, hyphenated parts apart.
        joined: The same with hyphenated parts as one token.
        has_joined: Whether the two differ.
        odd_variant: Whether the variant keys of a form with it must be worked out for the form as a whole.
        sounds: Whether the word can be compared by sound: 0 no, 1 yes.
        latin: Whether its first folded token begins with an ASCII character.
        variant, spacing: Hash and multiplier of its variant key and of its tokens without spaces.
        skeleton, skeleton_length: See :func:`skeleton_code`.
        letters: Code points of its sound.
    """

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.token_ids: dict[str, int] = {}
        self.tokens: list[str] = []
        self.folds, self.extras = Ragged("I"), Ragged("I")
        self.keys, self.joined = Ragged("Q"), Ragged("Q")
        self.has_joined = array("B")
        self.odd_variant = array("B")
        self.sounds, self.latin = array("B"), array("B")
        self.variant, self.variant_power = array("Q"), array("Q")
        self.spacing, self.spacing_power = array("Q"), array("Q")
        self.skeleton, self.skeleton_length = array("Q"), array("B")
        self.letters = array("I")

    def number(self, word: str) -> int:
        """The number of a word, which is worked out if it is new."""
        known = self.ids.get(word)
        return self._add(word) if known is None else known

    def _add(self, word: str) -> int:
        number = self.ids[sys.intern(word)] = len(self.ids)
        folded = fold(word)
        tokens = folded.split()
        held = dict.fromkeys(tokens)
        variant = variant_key(word)
        self.folds.append([self._token(token) for token in tokens])
        more = dict.fromkeys([folded, *sorted(variant_keys(word))])
        self.extras.append([self._token(key) for key in more if key and key not in held])
        self.odd_variant.append(len(variant_keys(word)) > 1 or not phrase_starts().isdisjoint(tokens))
        split, joined = form_keys(word)
        self.keys.append([token_hash(key) for key in split])
        self.joined.append([token_hash(key) for key in joined or split])
        self.has_joined.append(bool(joined))
        sound = "".join(map(token_sound, tokens))
        self.sounds.append(bool(sound) if any(map(str.isalnum, folded)) else 1)
        self.latin.append(bool(tokens) and tokens[0][0].isascii())
        for key, hashes, powers in (
            (variant, self.variant, self.variant_power),
            ("".join(tokens), self.spacing, self.spacing_power),
        ):
            value, power = joined_hash(key)
            hashes.append(value)
            powers.append(power)
        code, length = skeleton_code(sound)
        self.skeleton.append(code)
        self.skeleton_length.append(length)
        self.letters.append(len(sound))
        return number

    def _token(self, token: str) -> int:
        known = self.token_ids.get(token)
        if known is None:
            known = self.token_ids[token] = len(self.tokens)
            self.tokens.append(token)
        return known
