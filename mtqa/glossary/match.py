"""Where a text uses the forms of a glossary, right ones and wrong ones.

Matching is by token, tolerant of what does not make another word: possessive ending, plural of the
last word, hyphen or space or neither, straight or curly apostrophe, accents, no-break spaces, one
line end inside a form.  It is strict about capitals, because names are often words as well:

- a form's capital must be a capital in the text ("Moon" is not "moon");
- a word of capitals only must be in capitals ("US" is never "us" or "Us"), but a *right* form of
  four letters or more may also be written as a word ("NATO", "Nato");
- a form without capitals matches in any case.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.glossary.tokens import PARAGRAPH, Token, gap, tokenise
from mtqa.text import fold, is_all_caps, is_capitalised, is_title_case, strip_possessive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.glossary.index import IndexedForm, Node

__all__ = ["FormMatch", "find_forms", "stems"]


@dataclass(frozen=True, slots=True)
class FormMatch:
    """An occurrence of a form.

    Attributes:
        entry: The entry that lists the form.
        form: The form as the glossary writes it.
        span: Where it stands, without a possessive ending; a plural ending is inside.
        right: Whether the entry accepts the form.
    """

    entry: Entry
    form: str
    span: Span
    right: bool


# How well the text agrees with the form beyond what matching asks; more is better.
_LOOSE, _FOLDED, _CASEFOLDED, _EXACT = range(4)

_SPELT_AS_WORD: Final = 4  # letters from which an abbreviation may be written as a word


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
class _Place:
    """Tokens ``first`` to ``last`` of a text, walked in the steps of ``path``, less ``ending``."""

    text: str
    tokens: list[Token]
    first: int
    last: int
    path: tuple[tuple[int, int], ...]
    ending: str

    @property
    def is_plural(self) -> bool:
        return self.ending in ("s", "es", "ies")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A possible match and how well it agrees."""

    found: IndexedForm
    start: int
    end: int
    level: int


def find_forms(text: str, glossary: Glossary) -> tuple[FormMatch, ...]:
    """Every occurrence of every form of ``glossary`` in ``text``.

    Where matches overlap the longest wins, then the first; where several forms fit one place, the
    one that agrees most exactly wins, then a right one, then a preferred one, then the entry that
    comes first.  So a house style can accept "Kim Jong Un" and reject "Kim Jong-un".  Time is
    linear in the text for a given glossary; its index is built on first use and kept with it.

    Args:
        text: Any text.
        glossary: Entries with right and wrong forms.

    Returns:
        Matches in order, not overlapping, each on whole words.
    """
    root = glossary.form_index.root
    tokens = tokenise(text)
    candidates = [found for at in range(len(tokens)) for found in _from(tokens, at, root, text)]
    candidates.sort(key=lambda one: (one.start - one.end, one.start, -one.level, one.found.rank))
    starts: list[int] = []
    chosen: list[_Candidate] = []
    for one in candidates:
        at = bisect_left(starts, one.start)
        free_before = at == 0 or chosen[at - 1].end <= one.start
        free_after = at == len(starts) or one.end <= starts[at]
        if free_before and free_after:
            starts.insert(at, one.start)
            chosen.insert(at, one)
    return tuple(
        FormMatch(one.found.entry, one.found.form, Span(one.start, one.end), one.found.right) for one in chosen
    )


def _from(tokens: list[Token], first: int, root: Node, text: str) -> Iterator[_Candidate]:
    """Candidates whose first token is ``tokens[first]``."""
    # A state is a place in the trie, the next token, and the path there as (start, end) of its steps.
    states: list[tuple[Node, int, tuple[tuple[int, int], ...]]] = [(root, first, ())]
    while states:
        node, at, path = states.pop()
        if at == len(tokens):
            continue
        token = tokens[at]
        steps = [(token.key, at + 1, token.end)]
        if token.joined:
            steps.append((token.joined, at + token.parts, tokens[at + token.parts - 1].end))
        for key, after, end in steps:
            for ending, stem in stems(key):
                child = node.children.get(stem)
                if child is None:
                    continue
                here = (*path, (token.start, end))
                if child.forms:
                    yield from _accept(child, _Place(text, tokens, first, after - 1, here, ending))
                if ending == "" and child.children:
                    states.append((child, after, here))


def stems(key: str) -> Iterator[tuple[str, str]]:
    """The folded word as it is, and without each ending that a last word may have.

    Yields:
        The ending, "'" for the possessive and "s" for the plural, and the word without it.
    """
    yield "", key
    bare = strip_possessive(key)
    if bare != key:
        yield "'" * (len(key) - len(bare)), bare
        return
    if len(key) < 4 or not key.endswith("s") or key.endswith(("ss", "us", "is")):
        return
    if not key.endswith(("xs", "zs", "shs")):
        yield "s", key[:-1]
    if key.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        yield "es", key[:-2]
    if key.endswith("ies") and len(key) > 4:
        yield "ies", key[:-3] + "y"


def _accept(node: Node, place: _Place) -> Iterator[_Candidate]:
    """The forms that end at ``node`` and agree with the text in all that the trie does not know."""
    text, path = place.text, place.path
    start, end = path[0][0], path[-1][1]
    if place.ending.startswith("'"):
        end -= len(place.ending)
    gaps: tuple[str, ...] | None = None
    for found in node.forms:
        if not _case_fits(found, place):
            continue
        if gaps is None:
            gaps = tuple(gap(text[a[1] : b[0]]) for a, b in pairwise(path))
            if PARAGRAPH in gaps:
                return
        if gaps != found.shape.gaps or not _whole(found, place):
            continue
        if place.is_plural and not _plural_fits(found, place):
            continue
        begin = start - len(found.shape.before)
        if found.shape.before and (begin < 0 or text[begin:start] != found.shape.before):
            continue
        stop = end
        if found.shape.after:
            if text.startswith(found.shape.after, end):
                stop = end + len(found.shape.after)
            elif found.shape.after.strip("."):
                continue
        yield _Candidate(found, begin, stop, _level(found, text[begin:stop]))


def _case_fits(found: IndexedForm, place: _Place) -> bool:
    for caps, (start, end) in zip(found.shape.caps, place.path, strict=True):
        if not caps:
            continue
        word = strip_possessive(place.text[start:end])
        if caps == "A" and not is_capitalised(word):
            return False
        if caps == "AA" and not is_all_caps(word.rstrip("s")):
            letters = sum(char.isalpha() for char in word)
            if not (found.right and letters >= _SPELT_AS_WORD and is_title_case(word)):
                return False
    return True


def _whole(found: IndexedForm, place: _Place) -> bool:
    """Whether the match may cut the hyphenated words at its two ends, if it does."""
    left, right = place.tokens[place.first], place.tokens[place.last]
    cut_left, cut_right = left.part > 0, right.part < right.parts - 1
    if not (cut_left or cut_right):
        return True
    if not any(found.shape.caps):
        return found.right
    if found.entry.kind is not EntryKind.PERSON or len(found.shape.caps) == 1:
        return True
    if cut_left and place.tokens[place.first - 1].key not in _COMPOUND_FIRST:
        return False
    after = place.tokens[place.last + 1].key if cut_right else "era"
    return after in _COMPOUND_SECOND or after.endswith(("ed", "ing"))


def _plural_fits(found: IndexedForm, place: _Place) -> bool:
    """Whether the form may stand in the plural: "John Williams" is not two of John William."""
    if found.entry.kind is not EntryKind.PERSON:
        return True
    if len(found.shape.caps) > 1 or place.first == 0:
        return False
    before = place.tokens[place.first - 1]
    return before.key == "the" and place.text[before.end : place.path[0][0]].isspace()


def _level(found: IndexedForm, seen: str) -> int:
    plain = surface(seen)
    if plain == found.surface:
        return _EXACT
    if plain.casefold() == found.surface.casefold():
        return _CASEFOLDED
    return _FOLDED if fold(seen) == fold(found.form) else _LOOSE
