"""Forms that look like a slip: nobody knows them, and a word or another entry is one letter away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from mtqa.names.lexicon import lexicon
from mtqa.names.reach import common_words
from mtqa.text import fold, is_all_caps, is_capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.glossary.model import Entry

__all__ = ["SHORT", "Slip", "is_known", "slips_of_entries", "slips_of_words", "words_as_names"]

#: Letters from which a word one letter off a common one is called a slip of it.
SLIP_LETTERS: Final = 6
#: Letters up to which a name is short.
SHORT: Final = 3
#: Common words that are compared letter by letter.
NEAREST: Final = 12


@dataclass(frozen=True, slots=True)
class Slip:
    """A right form that nobody knows, one letter off a common word or off a form of another entry.

    Attributes:
        form: The form.
        word: The word, or the other form.
        entry: The entry that has it; ``None`` for a word.
    """

    form: str
    word: str
    entry: Entry | None = None

    @property
    def what(self) -> str:
        """What it is one letter off, in words."""
        return f"the word {self.word!r}" if self.entry is None else f"{self.word!r} (id {self.entry.id!r})"


def is_known(form: str) -> bool:
    """Whether a form, or every word of it, is a known name."""
    from mtqa.names.alphabet import fold as sound_fold
    from mtqa.names.background import background
    from mtqa.names.tables import GENERIC_HEADS, INNER_WORDS

    def known(key: str) -> bool:
        found = background().look_up(key)
        return max(found.given, found.family, found.place, found.other) > 0

    words = [word for word in sound_fold(form).split() if word not in GENERIC_HEADS and word not in INNER_WORDS]
    return known(sound_fold(form)) or (bool(words) and all(map(known, words)))


def slips_of_words(forms: Iterable[str]) -> Iterator[Slip]:
    """Forms of one word that is no word and no name, but nearly a common word."""
    from rapidfuzz.distance import OSA

    for form in forms:
        key = fold(form)
        if len(key) < SLIP_LETTERS or not key.isalpha() or is_all_caps(form) or is_known(form):
            continue
        if lexicon().is_known_word(key) or lexicon().is_known_name(key):
            continue
        words = common_words().near_texts([form], most=NEAREST)
        word = next((word for word in words if OSA.distance(word, key) == 1), None)
        if word is not None:
            yield Slip(form, word)


def slips_of_entries(forms: Iterable[str], near: Sequence[Entry]) -> Iterator[Slip]:
    """Forms with one word that is no word and no name, but nearly the one in its place in a form of another entry."""
    others = [(form, tuple(fold(form).split()), entry) for entry in near for form in entry.forms]
    for form in forms:
        words = tuple(fold(form).split())
        found = next(
            (Slip(form, text, other) for text, tokens, other in others if _is_slip(words, tokens, form=form)), None
        )
        if found is not None:
            yield found


def _is_slip(words: Sequence[str], of: Sequence[str], *, form: str) -> bool:
    from rapidfuzz.distance import OSA

    differing = [pair for pair in zip(words, of, strict=False) if pair[0] != pair[1]]
    if len(words) != len(of) or len(differing) != 1 or min(map(len, differing[0])) < SHORT:
        return False
    word, meant = differing[0]
    if OSA.distance(word, meant) != 1 or {word, meant} == {f"{min(word, meant)}a", min(word, meant)}:
        return False  # "Mirziyoyeva" is no slip of "Mirziyoyev"
    if sum(map(str.isupper, form)) > len(form.split()) + 1 and " " not in form:
        return False  # "AfDB" beside "AfD": abbreviations are all one letter off another
    return not (is_known(word) or lexicon().is_known_word(word) or lexicon().is_known_name(word))


def words_as_names(forms: Iterable[str]) -> Iterator[str]:
    """Forms of one word with a capital that is a common word and that nothing guards."""
    from mtqa.names.guards import is_guarded

    common = _common()
    for form in forms:
        if fold(form) in common and is_capitalised(form) and not is_all_caps(form) and not is_guarded(form):
            yield form


@cache
def _common() -> frozenset[str]:
    return frozenset(common_words().texts)
