"""Two people's changes of one glossary, brought together.

::

    result = three_way(ours, theirs, base=base)
    for conflict in result.conflicts:
        print(conflict)

Entries are matched by id, and where an id was changed, by what they say (:mod:`mtqa.glossary.renames`);
how two states of one entry become one is in :mod:`mtqa.glossary.threeway_entry`.  What both sides did
differently is a conflict: the result is then as the preferred side has it, and the conflict says so.
Merging the result with either side again changes nothing, and without conflicts it does not matter
whose side is whose, but for the order of entries and of lists.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import Contradiction, contradictions, surface
from mtqa.glossary.model import Entry, Glossary, TermStatus
from mtqa.glossary.renames import is_same_concept, renamed
from mtqa.glossary.threeway_entry import Conflict, Side, merged_entry, status_words, statuses

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["Conflict", "Merged", "Side", "three_way"]

_LISTS: Final = {
    TermStatus.ADMITTED: "variants",
    TermStatus.DEPRECATED: "wrong",
    TermStatus.SUPERSEDED: "superseded",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge gives.

    Attributes:
        glossary: Our entries in our order with the changes of both sides, then those that they added.
        conflicts: What only a person can decide, in the order of the entries, then what entries would say
            against each other.
    """

    glossary: Glossary
    conflicts: tuple[Conflict, ...] = ()


def three_way(ours: Glossary, theirs: Glossary, *, base: Glossary | None = None, prefer: Side = Side.OURS) -> Merged:
    """Bring the changes of two sides together.

    Args:
        ours: Our glossary.
        theirs: Theirs.
        base: What both began with.  Without it, every entry counts as added by whoever has it: nothing is
            removed, lists are joined, and values that differ are conflicts.
        prefer: Whose state is taken where they are in conflict.

    Returns:
        The merged glossary and the conflicts.  The glossary does not contradict itself if neither ours nor
        theirs does.
    """
    conflicts: list[Conflict] = []
    slots = _aligned(base, ours, theirs)
    for slot in slots:
        conflicts += slot.merge(prefer)
    conflicts += _settle(slots, prefer)
    return Merged(Glossary(tuple(slot.entry for slot in slots if slot.entry is not None)), tuple(conflicts))


@dataclass(slots=True, eq=False)
class _Slot:
    """One entry in its three states, and what becomes of it."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None
    entry: Entry | None = None

    def of(self, side: Side) -> Entry | None:
        """The state of one side."""
        return self.ours if side is Side.OURS else self.theirs

    def merge(self, prefer: Side) -> tuple[Conflict, ...]:
        """Find out what becomes of it."""
        base, ours, theirs = self.base, self.ours, self.theirs
        if ours is not None and theirs is not None:
            self.entry, conflicts = merged_entry(base, ours, theirs, prefer=prefer)
            return conflicts
        left = ours if theirs is None else theirs
        if base is None or left is None:
            self.entry = left
            return ()
        if left == base:
            return ()
        self.entry = self.of(prefer)
        remover = Side.OURS if ours is None else Side.THEIRS
        changed = [
            one.name for one in fields(Entry) if one.compare and getattr(left, one.name) != getattr(base, one.name)
        ]
        sentence = f"{remover} removed {base.term!r}, {remover.other} changed its {', '.join(changed)}"
        mine, yours = (None if one is None else one.term for one in (ours, theirs))
        return (Conflict(left.id, "entry", "", base.term, mine, yours, sentence),)


def _aligned(base: Glossary | None, ours: Glossary, theirs: Glossary) -> list[_Slot]:
    """The entries of the three, those that are states of one entry together; ours in our order, then theirs."""
    sides = (ours, theirs)
    new = [list(side.entries) for side in sides]
    slots: list[_Slot] = []
    if base is not None:
        names = _names(base, ours, theirs)
        states = [
            {entry.id: side.by_id.get(some.get(entry.id, entry.id)) for entry in base.entries}
            for side, some in zip(sides, names, strict=True)
        ]
        slots = [_Slot(entry, states[0][entry.id], states[1][entry.id]) for entry in base.entries]
        for at, some in enumerate(names):
            known = base.by_id.keys() | some.values()
            new[at] = [entry for entry in new[at] if entry.id not in known]
    slots += _added(*new)
    order = [{id(entry): number for number, entry in enumerate(side.entries)} for side in sides]

    def place(slot: _Slot) -> tuple[int, int]:
        if slot.ours is not None:
            return 0, order[0][id(slot.ours)]
        return (1, order[1][id(slot.theirs)]) if slot.theirs is not None else (2, 0)

    return sorted(slots, key=place)


def _names(base: Glossary, ours: Glossary, theirs: Glossary) -> tuple[dict[str, str], dict[str, str]]:
    """For each side the new ids of entries that have another one there, by the old ids."""
    mine = _renamed(base.entries, ours, base)
    yours = _renamed(base.entries, theirs, base)
    for some, side, others, other in ((mine, ours, yours, theirs), (yours, theirs, mine, ours)):
        # An entry may be known by what the other side made of it, as where one side has merged the other's already.
        for old, new in others.items():
            if old not in some and old not in side.by_id and new in side.by_id and new not in some.values():
                some[old] = new
        states = ((one.id, other.by_id.get(others.get(one.id, one.id))) for one in base.entries if one.id not in some)
        known = [replace(state, id=old) for old, state in states if state is not None and old not in side.by_id]
        some.update(_renamed(known, side, base, taken=set(some.values())))
    return mine, yours


def _renamed(before: Iterable[Entry], side: Glossary, base: Glossary, *, taken: Collection[str] = ()) -> dict[str, str]:
    gone = [entry for entry in before if entry.id not in side.by_id]
    come = [entry for entry in side.entries if entry.id not in base.by_id and entry.id not in taken]
    return renamed(gone, come, certain=True)


def _added(ours: list[Entry], theirs: list[Entry]) -> Iterator[_Slot]:
    """Entries that are new, those together that both sides added: under one id, or with one term and kind."""
    by_id = {entry.id: entry for entry in theirs}
    partners: dict[int, Entry] = {}
    taken: set[int] = set()

    def pair(entry: Entry, other: Entry | None) -> None:
        if other is not None and id(entry) not in partners and id(other) not in taken:
            partners[id(entry)] = other
            taken.add(id(other))

    for entry in ours:
        other = by_id.get(entry.id)
        pair(entry, other if other is not None and is_same_concept(entry, other) else None)
    by_term = {(surface(entry.term), entry.kind): entry for entry in reversed(theirs) if id(entry) not in taken}
    for entry in ours:
        pair(entry, by_term.get((surface(entry.term), entry.kind)))
    for entry in ours:
        yield _Slot(None, entry, partners.get(id(entry)))
    for entry in theirs:
        if id(entry) not in taken:
            yield _Slot(None, None, entry)


def _settle(slots: list[_Slot], prefer: Side) -> Iterator[Conflict]:
    """Take back what makes entries contradict each other, until none do."""
    given_up: set[tuple[str, str, int, int]] = set()
    while True:
        owners = {id(slot.entry): slot for slot in slots if slot.entry is not None}
        touched: set[int] = set()
        again = False
        for found in contradictions(slot.entry for slot in slots if slot.entry is not None):
            one, other = owners[id(found.entry)], owners[id(found.other)]
            key = (found.column, surface(found.form), id(one), id(other))
            if key in given_up:
                continue
            if {id(one), id(other)} & touched:
                again = True  # one of them is another by now
                continue
            settled = _SETTLERS[found.column](found, one, other, slots, prefer)
            if settled:
                touched |= {id(one), id(other)}
                yield from settled
            else:
                given_up.add(key)
        if not (touched or again):
            return


def _settle_id(
    found: Contradiction, one: _Slot, other: _Slot, slots: list[_Slot], prefer: Side
) -> tuple[Conflict, ...]:
    """Two things under one id: both are kept, and one is given another id."""
    from mtqa.glossary.edit import new_id

    loser = other if _has_id(one.of(prefer), found.form) else one
    assert loser.entry is not None  # it is in a contradiction
    everyone = Glossary(tuple(slot.entry for slot in slots if slot.entry is not None))
    loser.entry = replace(loser.entry, id=new_id(everyone, loser.entry.term, loser.entry.kind))
    states = [
        next((_named(entry) for slot in (one, other) if (entry := slot.of(side)) and _has_id(entry, found.form)), None)
        for side in Side
    ]
    sentence = (
        f"the id of two entries, {_named(found.other)} and {_named(found.entry)}; the id of {loser.entry.term!r} is "
        f"{loser.entry.id!r} now"
    )
    return (Conflict(found.form, "id", "", None, states[0], states[1], sentence),)


def _settle_term(
    found: Contradiction, one: _Slot, other: _Slot, slots: list[_Slot], prefer: Side
) -> tuple[Conflict, ...]:
    """Two entries with one term and kind: they become one if the preferred side had but one of them."""
    del slots
    holder, loser = (one, other) if _has_term(one.of(prefer), found.entry) else (other, one)
    assert holder.entry is not None and loser.entry is not None  # noqa: PT018 - as above
    states = [
        next(
            (
                slot_entry.id
                for slot in (one, other)
                if (slot_entry := slot.of(side)) and _has_term(slot_entry, found.entry)
            ),
            None,
        )
        for side in Side
    ]
    before = loser.of(prefer)
    sentence = f"{found.form!r} ({found.entry.kind}) would be the term of {holder.entry.id!r} and of {loser.entry.id!r}"
    if before is not None:
        if before == loser.entry:
            return ()
        loser.entry = before
        sentence += f"; {before.id!r} is as it is in {prefer}"
        return (Conflict(holder.entry.id, "term", found.form, None, states[0], states[1], sentence),)
    mine, yours = (holder.entry, loser.entry) if prefer is Side.OURS else (loser.entry, holder.entry)
    entry, conflicts = merged_entry(None, mine, yours, prefer=prefer)
    sentence += "; the two are one entry now"
    identity = holder.entry.id
    holder.entry, loser.entry = replace(entry, id=identity), None
    rest = tuple(replace(one, id=identity) for one in conflicts if one.field != "id")
    return (Conflict(identity, "term", found.form, None, states[0], states[1], sentence), *rest)


def _settle_form(
    found: Contradiction, one: _Slot, other: _Slot, slots: list[_Slot], prefer: Side
) -> tuple[Conflict, ...]:
    """A form that is wrong in one entry and right in another: it is as the preferred side has it."""
    del slots
    key = surface(found.form)
    accuser, holder = one, other
    keeps = _status(accuser.of(prefer), key) is TermStatus.DEPRECATED
    if accuser is holder or (keeps and _status(holder.of(prefer), key) is TermStatus.ADMITTED):
        return ()
    states = [_said(key, accuser.of(side), holder.of(side)) for side in Side]
    reverted = holder if keeps else accuser
    identity = reverted.entry.id if reverted.entry is not None else ""
    reverted.entry = _reverted(reverted.entry, reverted.of(prefer), key)
    sentence = f"{found.form!r} would be wrong in {found.entry.id!r} and right in {found.other.id!r}; " + (
        f"{identity!r} is left out" if reverted.entry is None else f"in {identity!r} it is as {prefer} has it"
    )
    return (Conflict(found.entry.id, "wrong", found.form, None, states[0], states[1], sentence),)


_SETTLERS: Final = {"id": _settle_id, "term": _settle_term, "wrong": _settle_form}


def _reverted(entry: Entry | None, before: Entry | None, key: str) -> Entry | None:
    """``entry`` with one form as it was ``before``; ``None`` if nothing is left of it."""
    if entry is None:
        return None
    lists = {name: getattr(entry, name) for name in _LISTS.values()}
    if surface(entry.term) == key:
        if before is None:
            return None
        return replace(entry, term=before.term, **{name: getattr(before, name) for name in lists})
    lists = {name: tuple(form for form in forms if surface(form) != key) for name, forms in lists.items()}
    was = None if before is None else statuses(before).get(key)
    if was is not None and surface(entry.term) != key:
        lists[_LISTS[was[0]]] += (was[1],)
    kept = {entry.term, *(form for forms in lists.values() for form in forms)}
    return replace(entry, **lists, exceptions=tuple(rule for rule in entry.exceptions if rule.form in kept))


def _status(entry: Entry | None, key: str) -> TermStatus | None:
    return None if entry is None else statuses(entry).get(key, (None, ""))[0]


def _said(key: str, accuser: Entry | None, holder: Entry | None) -> str | None:
    """What one side says about a form, in words."""
    parts = [
        f"{word} in {entry.id}" for entry in (accuser, holder) if entry and (word := status_words(_status(entry, key)))
    ]
    return " and ".join(parts) or None


def _has_id(entry: Entry | None, identity: str) -> bool:
    return entry is not None and entry.id == identity


def _has_term(entry: Entry | None, like: Entry) -> bool:
    return entry is not None and entry.kind is like.kind and surface(entry.term) == surface(like.term)


def _named(entry: Entry) -> str:
    return f"{entry.term!r} ({entry.kind})"
