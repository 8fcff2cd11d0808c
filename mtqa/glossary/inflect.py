"""English endings: what a word may be a form of, for words in the text and accepted forms of a glossary.

Everything works backwards, from a word of the text to the words that a form may have in its place, so
that a glossary of any size needs no more entries in its index than it has forms.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from mtqa.artefacts import artefact
from mtqa.glossary.plurals import IRREGULAR, VOWELS, singulars
from mtqa.text import fold, strip_possessive

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Base", "bases", "has_demonyms", "is_demonym", "stems"]

#: Letters that a place needs for the words of its people to be made by rule.
MIN_PLACE: Final = 4
#: Endings of the words for a place's people after its whole name, by the last letter of the name; "" any other.
_REGULAR: Final = {
    "a": ("n",),  # Catania, Catanian
    "e": ("an", "r"),  # Baltimorean, Lausanner
    "i": ("an", "ite"),  # Nairobian
    "o": ("an", "ite"),  # Palo Altoan
    "u": ("an", "ite"),  # Daeguite
    "y": ("an",),  # after a vowel; after a consonant -ian, see below
    "": ("ian", "er", "ite", "ese"),  # Houstonian, Bremener, Busanite, Wuhanese
}
_STAN: Final = "stani"  # Baluchistan, Baluchistani


def stems(key: str) -> Iterator[tuple[str, str]]:
    """The folded word as it is, and without each ending that a noun may have.

    Yields:
        The ending, and the word without it.  The ending says what kind of plural it is, ``"s"``, ``"es"``, ``"ies"``,
        :data:`~mtqa.glossary.plurals.NAMES_ONLY` for that of a name ("Kennedys"),
        :data:`~mtqa.glossary.plurals.IRREGULAR` for one that no rule makes ("women",
        "crises"), and then has one ``"'"`` for each character of a possessive ending.
    """
    yield "", key
    bare = strip_possessive(key)
    if bare != key:
        yield "'" * (len(key) - len(bare)), bare
        # "the women's team"; the apostrophe after "ministers'" is no part of the word.
        yield from ((f"{IRREGULAR}''", stem) for ending, stem in singulars(bare) if ending == IRREGULAR)
        return
    yield from singulars(key)


@dataclass(frozen=True, slots=True)
class Base:
    """A place whose people or things a word may name.

    Attributes:
        words: Folded words of the place; several only if the word stands for all of them ("British").
        listed: Whether ``models/demonyms.tsv`` says so, and not a rule.
    """

    words: tuple[str, ...]
    listed: bool


@lru_cache(maxsize=20_000)
def bases(key: str) -> tuple[Base, ...]:
    """The places that a folded word may be the adjective or the people of: "koreans" of "korea"."""
    found: list[Base] = []
    for _, bare in stems(strip_possessive(key)):
        found += [Base(words, listed=True) for words in _listed().get(bare, ())]
        found += [Base((place,), listed=False) for place in _by_rule(bare)]
    return tuple(found)


def is_demonym(key: str) -> bool:
    """Whether a folded word is listed as the adjective or the people of some place."""
    return any(bare in _listed() for _, bare in stems(strip_possessive(key)))


def has_demonyms(place: str) -> bool:
    """Whether the words for a place's people are listed, so that no rule makes others; ``place`` folded."""
    return place in _places()


def _by_rule(word: str) -> Iterator[str]:
    for last, endings in _REGULAR.items():
        for ending in endings:
            place = word.removesuffix(ending)
            if place == word or len(place) < MIN_PLACE:
                continue
            if place[-1] == last and (last != "y" or place[-2] in VOWELS):
                yield place
            if not last and place[-1] not in VOWELS | {"y"} and (ending != "ese" or place[-1] == "n"):
                yield place
    if word.endswith("ian") and len(word) > MIN_PLACE + 1 and word[-4] not in VOWELS:
        yield f"{word[:-3]}y"  # Calgary, Calgarian
    if word.endswith(_STAN):
        yield word[:-1]


@cache
def _listed() -> dict[str, tuple[tuple[str, ...], ...]]:
    """For each word the places that it belongs to."""
    found: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for places, people in _lines():
        for place in places:
            for one in people:
                if len(one) == 1:
                    found[one[0]][place] = None
                elif len(one) == len(place) and one[:-1] == place[:-1]:
                    found[one[-1]][place[-1:]] = None  # "South Korean" after "South Korea"
    return {word: tuple(places) for word, places in found.items()}


@cache
def _places() -> frozenset[str]:
    return frozenset(" ".join(place) for places, _ in _lines() for place in places)


@cache
def _lines() -> tuple[tuple[list[tuple[str, ...]], list[tuple[str, ...]]], ...]:
    """The lines of the list: places, and the words for each one's people, one of several words where it is the place's."""
    lines = []
    for line in artefact("demonyms.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            names, people = line.split("\t")
            places = [tuple(fold(name).split()) for name in names.split("|")]
            lines.append((places, list(_people(people, firsts={place[:-1] for place in places}))))
    return tuple(lines)


def _people(cell: str, *, firsts: set[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Words for people; those after the first words of the place ("south korean") are taken together."""
    words = fold(cell).split()
    at = 0
    while at < len(words):
        first = next((f for f in firsts if f and tuple(words[at : at + len(f)]) == f), ())
        *before, last = words[at : at + len(first) + 1]
        at += len(first) + 1
        if last.endswith("*"):
            for ending in ("an", "en"):
                yield (*before, f"{last[:-1]}{ending}")
                yield (*before, f"{last[:-2]}wom{ending}")
        else:
            yield (*before, last)
