"""The condition under which a word of the table is looked at: which words stand near it.

A condition is written ``after=rain|snow !before=very ; near=storm``: alternatives divided by ``;``, each a
list of atoms that must all hold.  An atom names a place and words:

===========  ====================================================================
``next``     the word right after
``prev``     the word right before
``obj``      one of the seven words after, in the same clause
``pre``      one of the seven words before, in the same clause
``with``     ``obj`` or ``pre``
``after``    one of the ten words after
``before``   one of the ten words before
``near``     one of the forty words on either side: what the passage is about
``doc``      anywhere in the article
===========  ====================================================================

``!`` before an atom turns it round.  A word stands for all its inflections; ``=word`` for that form alone,
``sanction*`` for whatever begins so, ``#`` for a number, ``^`` for a capitalised word, ``.`` for the end of a
clause, and ``@name`` for a set of the table.  A clause ends at ``, . ; : ! ?``, a bracket or a dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mtqa.data import Span
from mtqa.senses.inflect import any_form
from mtqa.text import fold, strip_possessive, words

__all__ = ["Atom", "Condition", "Word", "holds", "parse", "read_words"]

#: How far each place reaches: words before, words after, and whether the clause bounds it.
_REACH: Final = {
    "next": (0, 1, True), "prev": (1, 0, True), "obj": (0, 7, True), "pre": (7, 0, True), "with": (7, 7, True),
    "after": (0, 10, False), "before": (10, 0, False), "near": (40, 40, False),
}  # fmt: skip
_STOPS: Final = frozenset(",.;:!?()[]\N{EM DASH}\N{EN DASH}\N{HORIZONTAL ELLIPSIS}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence.

    Attributes:
        key: Folded, without a possessive ending.
        span: Where it stands in the text, without a possessive ending.
        capital: Whether it begins with a capital.
        stopped: Whether a clause ends between the word before and this one.
    """

    key: str
    span: Span
    capital: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Atom:
    """One requirement.

    Attributes:
        place: A key of the table in the module's docstring.
        negated: Whether it must *not* hold.
        keys: Folded forms that satisfy it.
        prefixes: Beginnings of such forms.
        marks: Those of ``#``, ``^`` and ``.`` that satisfy it.
    """

    place: str
    negated: bool
    keys: frozenset[str]
    prefixes: tuple[str, ...] = ()
    marks: frozenset[str] = field(default_factory=frozenset)

    def is_met_by(self, word: Word) -> bool:
        """Whether the word is one of those the atom asks for."""
        return (
            word.key in self.keys
            or (bool(self.prefixes) and word.key.startswith(self.prefixes))
            or ("#" in self.marks and word.key[:1].isdigit())
            or ("^" in self.marks and word.capital)
        )


#: Alternatives, each a list of atoms that must all hold; an empty one always holds.
Condition = tuple[tuple[Atom, ...], ...]


def parse(text: str, *, sets: Mapping[str, Sequence[str]]) -> Condition:
    """Read a condition.

    Args:
        text: As the module's docstring says; ``""`` always holds.
        sets: Words by the name of their set.

    Raises:
        ValueError: It is not a condition; the message says which part.
    """
    return tuple(tuple(_atom(part, sets) for part in alternative.split()) for alternative in text.split(";"))


def _atom(text: str, sets: Mapping[str, Sequence[str]]) -> Atom:
    place, equals, values = text.removeprefix("!").partition("=")
    if not equals or not values or (place not in _REACH and place != "doc"):
        raise ValueError(f"{text!r} is not PLACE=WORD|WORD with a place of {', '.join([*_REACH, 'doc'])}")
    keys: set[str] = set()
    prefixes: list[str] = []
    marks: set[str] = set()
    for value in values.split("|"):
        if value.startswith("@"):
            if value[1:] not in sets:
                raise ValueError(f"{text!r}: there is no set {value}")
            expanded = sets[value[1:]]
        else:
            expanded = (value,)
        for word in expanded:
            if not word:
                raise ValueError(f"{text!r} has an empty word")
            if word in {"#", "^", "."}:
                marks.add(word)
            elif word.endswith("*"):
                prefixes.append(fold(word[:-1]))
            elif word.startswith("="):
                keys.add(fold(word[1:]))
            else:
                keys.update(fold(form) for form in any_form(word))
    return Atom(place, text.startswith("!"), frozenset(keys), tuple(prefixes), frozenset(marks))


def holds(condition: Condition, found: Sequence[Word], first: int, last: int, *, everywhere: frozenset[str]) -> bool:
    """Whether the condition holds for the words ``first`` to ``last`` (one past) of a sentence.

    Args:
        condition: What :func:`parse` gave.
        found: The words of the article, in order.
        first: Index of the first word that is looked at.
        last: One past the last.
        everywhere: Keys of all words of the article.
    """
    return any(
        all(_met(atom, found, first, last, everywhere) is not atom.negated for atom in alternative)
        for alternative in condition
    )


def _met(atom: Atom, found: Sequence[Word], first: int, last: int, everywhere: frozenset[str]) -> bool:
    if atom.place == "doc":
        return bool(atom.keys & everywhere) or any(key.startswith(atom.prefixes) for key in everywhere if atom.prefixes)
    before, after, bounded = _REACH[atom.place]
    if after:
        if "." in atom.marks and (last >= len(found) or found[last].stopped):
            return True
        for at in range(last, min(len(found), last + after)):
            if bounded and found[at].stopped:
                break
            if atom.is_met_by(found[at]):
                return True
    if before:
        if "." in atom.marks and (first == 0 or found[first].stopped):
            return True
        for at in range(first - 1, max(-1, first - 1 - before), -1):
            if bounded and found[at + 1].stopped:
                break
            if atom.is_met_by(found[at]):
                return True
    return False


def read_words(text: str, span: Span) -> list[Word]:
    """The words of a sentence, ready for conditions."""
    return list(_read(text, span))


def _read(text: str, span: Span) -> Iterator[Word]:
    end = span.start
    for one in words(span.of(text)):
        where = one.shift(span.start)
        stopped = any(char in _STOPS for char in text[end : where.start])
        end = where.end
        surface = where.of(text)
        bare = strip_possessive(surface)
        yield Word(fold(bare), Span(where.start, where.start + len(bare)), surface[:1].isupper(), stopped)
