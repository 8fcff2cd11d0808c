"""Entries that have another id than before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_same_concept", "renamed"]

#: Similarity in letters, 0-100, from which two terms of one kind are spellings of one name.
_ALIKE: Final = 70.0


def renamed(gone: Iterable[Entry], come: Iterable[Entry], *, certain: bool = False) -> dict[str, str]:
    """Which entries that came are entries that went, under another id.

    They are if they have the same term and kind; or else if one rejects the term of the other as wrong;
    or else the same term; or else if the term of one is a form of the other, as where a file without ids
    has a term spelt anew; or else the same term of another language.  Two that could be one and the same
    are left alone.

    Args:
        gone: Entries whose ids are not in the new state.
        come: Entries whose ids were not in the old one.
        certain: Only the first two, for which no glossary can have both entries.

    Returns:
        New ids by old ones.
    """
    old, new = list(gone), list(come)
    found: dict[str, str] = {}
    for keys_of_old, keys_of_new in _LEVELS[: _CERTAIN if certain else None]:
        if not old or not new:
            break
        pairs = list(_pairs(old, new, keys_of_old, keys_of_new))
        found |= {one.id: other.id for one, other in pairs}
        taken = {id(one) for pair in pairs for one in pair}
        old = [one for one in old if id(one) not in taken]
        new = [one for one in new if id(one) not in taken]
    return found


def is_same_concept(one: Entry, other: Entry) -> bool:
    """Whether two entries may be about the same thing: they share a form or a source term, or have terms alike."""
    if not set(_every_form(one)).isdisjoint(_every_form(other)):
        return True
    if not {key[1:] for key in _sources(one)}.isdisjoint(key[1:] for key in _sources(other)):
        return True
    from rapidfuzz import fuzz

    from mtqa.text import fold

    return one.kind is other.kind and fuzz.ratio(fold(one.term), fold(other.term)) >= _ALIKE


def _pairs(
    old: list[Entry],
    new: list[Entry],
    keys_of_old: _Keys,
    keys_of_new: _Keys,
) -> Iterator[tuple[Entry, Entry]]:
    """Pairs that share a key that nobody else has, and no key with anybody else."""
    by_key: defaultdict[object, tuple[list[Entry], list[Entry]]] = defaultdict(lambda: ([], []))
    for entry in old:
        for key in set(keys_of_old(entry)):
            by_key[key][0].append(entry)
    for entry in new:
        for key in set(keys_of_new(entry)):
            by_key[key][1].append(entry)
    partners: defaultdict[int, dict[int, Entry]] = defaultdict(dict)
    for ones, others in by_key.values():
        for one in ones[:2] if others else ():
            for other in others[:2]:  # two are as good as many: no pair comes of either
                partners[id(one)][id(other)] = other
                partners[id(other)][id(one)] = one
    for one in old:
        mine = list(partners[id(one)].values())
        if len(mine) == 1 and len(partners[id(mine[0])]) == 1:
            yield one, mine[0]


def _term(entry: Entry) -> tuple[object, ...]:
    return (surface(entry.term),)


def _term_and_kind(entry: Entry) -> tuple[object, ...]:
    return ((surface(entry.term), entry.kind),)


def _wrong(entry: Entry) -> tuple[object, ...]:
    return tuple(map(surface, entry.wrong))


def _every_form(entry: Entry) -> tuple[str, ...]:
    return tuple(surface(form) for form in (*entry.forms, *entry.rejected))


def _sources(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    return tuple((entry.kind.value, term.lang, surface(term.text)) for term in entry.sources)


_Keys = Callable[[Entry], Iterable[object]]
#: What an entry that went and one that came may share, the surest first.
_LEVELS: Final[tuple[tuple[_Keys, _Keys], ...]] = (
    (_term_and_kind, _term_and_kind),
    (_term, _wrong),
    (_wrong, _term),
    (_term, _term),
    (_term, _every_form),
    (_every_form, _term),
    (_sources, _sources),
)
#: How many of them are certain.
_CERTAIN: Final = 3
