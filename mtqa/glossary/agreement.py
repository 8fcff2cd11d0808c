"""Whether a form agrees with the words of a text that led to it, in all that the index does not know.

Capitals, because names are often words as well:

- a form's capital must be a capital in the text ("Moon" is not "moon");
- a word of capitals only must be in capitals ("US" is never "us" or "Us"), but a *right* form of
  four letters or more may also be written as a word ("NATO", "Nato");
- a form without capitals matches in any case.

That is the rule *as-written*.  *Same-case* asks for every letter as it is, *any-case* for none.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.conflicts import surface
from mtqa.glossary.inflect import has_demonyms
from mtqa.glossary.model import CaseRule, EntryKind, MatchMode
from mtqa.glossary.plurals import IRREGULAR, NAMES_ONLY
from mtqa.glossary.tokens import PARAGRAPH, Token, gaps, plain
from mtqa.text import fold, is_all_caps, is_capitalised, is_title_case, strip_possessive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.glossary.index import IndexedForm, Node
    from mtqa.glossary.inflect import Base

__all__ = ["DERIVED", "EXACT", "Place", "Plural", "agreeing", "agreeing_people"]


#: How well the text agrees with the form beyond what matching asks; more is better.
DERIVED, LOOSE, FOLDED, CASEFOLDED, EXACT = range(5)

_SPELT_AS_WORD: Final = 4  # letters from which an abbreviation may be written as a word
_SHORTEST_PLURAL: Final = 3  # letters up to which only an abbreviation has a plural in -s: "MPs"


def _vocabulary(words: str) -> frozenset[str]:
    return frozenset(words.split())


# "Biden-era" holds the name Biden; "Eun Sook-eol" does not hold the name Eun Sook.  What may follow
# a name after a hyphen: participles, and these.
_COMPOUND_SECOND: Final = _vocabulary(
    "aligned area backed based born bound born-again brand built centric controlled day era esque flagged "
    "friendly free held hit inspired issue led level like linked made minded model only origin owned related run "
    "ruled side size sponsored style themed time type wide wing won year"
)
_COMPOUND_FIRST: Final = _vocabulary(
    "anti co cross ex former inter intra mid mini multi neo non off over pan post pre pro pseudo quasi re semi "
    "sub super trans ultra un under vice"
)


@dataclass(frozen=True, slots=True)
class Plural:
    """A step whose word is in the plural, and the ending (:func:`mtqa.glossary.plurals.singulars`)."""

    step: int
    ending: str


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens ``first`` to ``last`` of a text, walked in the steps of ``path``.

    ``possessive`` characters of the last are a possessive ending; ``plural`` says which word is in the plural.
    """

    text: str
    tokens: list[Token]
    first: int
    last: int
    path: tuple[tuple[int, int], ...]
    possessive: int = 0
    plural: Plural | None = None


def agreeing(node: Node, place: Place) -> Iterator[tuple[IndexedForm, Span, int]]:
    """The forms that end at ``node`` and agree with the text, with where they stand and how well they agree."""
    text, path = place.text, place.path
    start, end = path[0][0], path[-1][1] - place.possessive
    between: tuple[str, ...] | None = None
    for found in node.forms:
        if not _case_fits(found, place):
            continue
        if between is None:
            between = gaps(place.text, place.path)
            if PARAGRAPH in between:
                return
        if between != found.shape.gaps or not _whole(found, place):
            continue
        if place.plural is not None and not _plural_fits(found, place, place.plural):
            continue
        begin = start - len(found.shape.before)
        if found.shape.before and (begin < 0 or text[begin:start] != found.shape.before):
            continue
        stop = _stop(found, text, path[-1][0], end)
        if stop is None or (found.match is MatchMode.EXACT and not _same_letters(found, text[begin:stop])):
            continue
        yield found, Span(begin, stop), _level(found, text[begin:stop])


def agreeing_people(node: Node, place: Place, base: Base) -> Iterator[tuple[IndexedForm, Span]]:
    """The accepted places that end at ``node`` and whose people or things the last word of ``place`` names."""
    token = place.tokens[place.last]
    word = place.text[token.start : token.end]
    between = gaps(place.text, place.path)
    for found in node.forms:
        if found.entry.kind is not EntryKind.PLACE or not found.right or found.match is MatchMode.EXACT:
            continue
        if not base.listed and has_demonyms(fold(found.form)):
            continue
        if len(base.words) == 1 and not (between == found.shape.gaps and _case_fits(found, place)):
            continue
        yield found, Span(place.path[0][0], token.start + len(strip_possessive(word)))


def _stop(found: IndexedForm, text: str, last: int, end: int) -> int | None:
    """Where the form ends, with the punctuation that belongs to it; ``None`` if that is not there."""
    after = found.shape.after
    points = "." in text[last:end]
    if found.joined and found.shape.points and not points:
        return end if not after.strip(".") else None  # "US" for "U.S.": a full stop is the sentence's
    if points and not found.shape.points and not after:
        return end + text.startswith(".", end)
    if not after:
        return end
    if text.startswith(after, end):
        return end + len(after)
    return None if after.strip(".") or found.match is MatchMode.EXACT else end


def _same_letters(found: IndexedForm, seen: str) -> bool:
    """Whether the text has the form letter for letter; capitals are judged by :func:`_case_fits`."""
    return plain(seen).casefold() == found.plain.casefold()


def _case_fits(found: IndexedForm, place: Place) -> bool:
    if found.case is CaseRule.ANY_CASE:
        return True
    if found.case is CaseRule.SAME_CASE:
        seen = place.text[place.path[0][0] : place.path[-1][1]]
        return all(ours == theirs for ours, theirs in zip(_capitals(seen), _capitals(found.form), strict=False))
    for caps, (start, end) in zip(found.shape.caps, place.path, strict=True):
        if not caps:
            continue
        word = strip_possessive(place.text[start:end])
        if caps == "A" and not is_capitalised(word):
            return False
        if caps == "AA" and not is_all_caps(word.rstrip("s")):
            letters = sum(char.isalpha() for char in word)
            as_word = found.right and found.match is not MatchMode.EXACT and letters >= _SPELT_AS_WORD
            if not (as_word and is_title_case(word)):
                return False
    return True


def _capitals(text: str) -> list[bool]:
    """For each letter whether it is a capital."""
    return [char.isupper() for char in unicodedata.normalize("NFC", text) if char.isalpha()]


def _whole(found: IndexedForm, place: Place) -> bool:
    """Whether the match may cut the hyphenated words at its two ends, if it does."""
    left, right = place.tokens[place.first], place.tokens[place.last]
    cut_left, cut_right = left.part > 0, right.part < right.parts - 1
    if not (cut_left or cut_right):
        return True
    if (cut_left and _before_point(place, place.first)) or (cut_right and _before_point(place, place.last + 1)):
        return False  # a letter of an abbreviation is no word
    if not any(found.shape.caps):
        return found.right
    if found.entry.kind is not EntryKind.PERSON or len(found.shape.caps) == 1:
        return True
    if cut_left and place.tokens[place.first - 1].key not in _COMPOUND_FIRST:
        return False
    after = place.tokens[place.last + 1].key if cut_right else "era"
    return after in _COMPOUND_SECOND or after.endswith(("ed", "ing"))


def _before_point(place: Place, at: int) -> bool:
    """Whether a point, not a hyphen, divides token ``at`` from the one before."""
    return place.text[place.tokens[at - 1].end] == "."


def _plural_fits(found: IndexedForm, place: Place, plural: Plural) -> bool:
    """Whether the form may stand in the plural: "John Williams" is not two of John William."""
    if found.match is MatchMode.EXACT:
        return False
    caps = found.shape.caps[plural.step]
    start, end = place.path[plural.step]
    word = strip_possessive(place.text[start:end])
    if caps == "AA" and plural.ending == "s":
        # "PMs"; a capital S may be a letter of another abbreviation, unless all is in capitals.
        if word[-1] == "S" and (not found.right or len(word) <= _SHORTEST_PLURAL):
            return False
    elif len(word) <= _SHORTEST_PLURAL or (plural.ending == NAMES_ONLY and not caps):
        return False  # "its" is no plural, "policys" is a slip
    if plural.step < len(place.path) - 1 or plural.ending == IRREGULAR:
        return not found.entry.kind.is_name
    if found.entry.kind is not EntryKind.PERSON:
        return True
    if len(found.shape.caps) > 1 or place.first == 0:
        return False
    before = place.tokens[place.first - 1]
    return before.key == "the" and place.text[before.end : place.path[0][0]].isspace()


def _level(found: IndexedForm, seen: str) -> int:
    bare = surface(seen)
    if bare == found.surface:
        return EXACT
    if bare.casefold() == found.surface.casefold():
        return CASEFOLDED
    return FOLDED if fold(seen).rstrip(".") == fold(found.form).rstrip(".") else LOOSE
