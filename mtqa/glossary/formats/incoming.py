"""Entries from another file, added to a glossary without replacing anything unasked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import place, refuse_conflicts, surface
from mtqa.glossary.formats.losses import counted
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import Entry, EntryKind, Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Clash", "Incoming", "OnConflict", "incoming", "with_kind"]

_SHOWN = 20  # conflicts in one message


class OnConflict(StrEnum):
    """What to do where the glossary has another entry with the same id, or the same term and kind."""

    FAIL = "fail"
    KEEP = "keep"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Clash:
    """An entry of the file that is another one in the glossary.

    Attributes:
        theirs: The entry of the file.
        ours: The entry of the glossary.
        reason: What they share.
    """

    theirs: Entry
    ours: Entry
    reason: str

    def __str__(self) -> str:
        return f"{place(self.theirs.origin)}: {self.theirs.term!r} has {self.reason} {place(self.ours.origin)}"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an import does.

    Attributes:
        glossary: The glossary afterwards.
        added: Entries that it did not have.
        replaced: Entries that took the place of another.
        kept: Entries that were not taken because the glossary has another.
        same: Entries that it has already, with all that the file says.
    """

    glossary: Glossary
    added: tuple[Entry, ...] = ()
    replaced: tuple[Clash, ...] = ()
    kept: tuple[Clash, ...] = ()
    same: tuple[Entry, ...] = ()


def with_kind(entries: Iterable[Entry], kind: EntryKind) -> tuple[Entry, ...]:
    """The entries, those whose kind is what would be guessed given another."""
    return tuple(replace(entry, kind=kind) if entry.kind is infer_kind(entry.term) else entry for entry in entries)


def incoming(
    glossary: Glossary,
    entries: Iterable[Entry],
    *,
    on_conflict: OnConflict = OnConflict.FAIL,
    added_by: str = "",
    added_at: str = "",
) -> Incoming:
    """Add entries of a file to a glossary.

    Args:
        glossary: What there is.
        entries: What comes, without doubles among themselves.
        on_conflict: What to do with an entry that is there with other content.
        added_by: Who adds the entries that do not say.
        added_at: When, for those that do not say.

    Returns:
        The glossary afterwards, and what became of each entry.

    Raises:
        GlossaryError: There are conflicts and ``on_conflict`` is ``fail``; or a form would be right in one
            entry and wrong in another.  Names the file and the row of both sides.
    """
    result = list(glossary.entries)
    by_id = {entry.id: at for at, entry in enumerate(result)}
    by_term: dict[tuple[str, EntryKind], int] = {}
    by_text: dict[str, list[int]] = {}
    for at, entry in enumerate(result):
        by_term[surface(entry.term), entry.kind] = at
        by_text.setdefault(surface(entry.term), []).append(at)
    added: list[Entry] = []
    same: list[Entry] = []
    clashes: list[Clash] = []
    places: list[int] = []
    for entry in entries:
        found, reason = _counterpart(entry, by_id, by_term, by_text)
        if found is None:
            added.append(_stamped(entry, added_by, added_at))
        elif entry == result[found] or _holds(result[found], entry):
            same.append(entry)
        else:
            clashes.append(Clash(entry, result[found], reason))
            places.append(found)
    if clashes and on_conflict is OnConflict.FAIL:
        raise GlossaryError(_refusal(clashes))
    replaced: list[Clash] = []
    if on_conflict is OnConflict.REPLACE:
        for clash, at in zip(clashes, places, strict=True):
            if result[at] is not clash.ours:
                raise GlossaryError(
                    f"{place(clash.theirs.origin)} and {place(result[at].origin)} would both replace "
                    f"{place(clash.ours.origin)} ({clash.ours.term!r}); make one row of the two"
                )
            result[at] = replace(_stamped(clash.theirs, added_by, added_at), id=clash.ours.id)
            replaced.append(clash)
        clashes = []
    everything = (*result, *added)
    refuse_conflicts(everything)
    return Incoming(Glossary(everything), tuple(added), tuple(replaced), tuple(clashes), tuple(same))


def _stamped(entry: Entry, by: str, at: str) -> Entry:
    """The entry with who added it and when, unless it says one of them itself."""
    return entry if entry.added_by or entry.added_at else replace(entry, added_by=by, added_at=at)


def _counterpart(
    entry: Entry,
    by_id: dict[str, int],
    by_term: dict[tuple[str, EntryKind], int],
    by_text: dict[str, list[int]],
) -> tuple[int | None, str]:
    text = surface(entry.term)
    at = by_term.get((text, entry.kind))
    if at is not None:
        return at, "the same term and kind as"
    at = by_id.get(entry.id)
    if at is not None:
        return at, "the same id as"
    # A file that says no kind gets a guess; the glossary may know better.
    others = by_text.get(text, [])
    if len(others) == 1 and entry.kind is infer_kind(entry.term):
        return others[0], "the same term as"
    return None, ""


def _holds(ours: Entry, theirs: Entry) -> bool:
    """Whether the entry of the glossary says all that the one of the file does."""
    if surface(ours.term) != surface(theirs.term):
        return False
    right = set(map(surface, ours.forms))
    if not right.issuperset(map(surface, theirs.forms)):
        return False
    if theirs.watch is not ours.watch or any(
        theirs.rule(form) != ours.rule(form) for form in theirs.forms if form in ours.forms and theirs.exceptions
    ):
        return False
    lists = ("wrong", "superseded", "roles", "context", "must_flag", "must_pass", "extra")
    if any(not set(getattr(ours, name)).issuperset(getattr(theirs, name)) for name in lists):
        return False
    terms = {(term.lang, surface(term.text)) for term in ours.sources}
    texts = {text for _, text in terms}
    if any(
        (term.lang, surface(term.text)) not in terms and (term.lang or surface(term.text) not in texts)
        for term in theirs.sources
    ):
        return False
    texts_of = ("subject", "note", "url", "added_by", "added_at", "finding")
    return all(getattr(theirs, name) in ("", getattr(ours, name)) for name in texts_of)


def _refusal(clashes: list[Clash]) -> str:
    shown = "\n".join(f"  {clash}" for clash in clashes[:_SHOWN])
    more = f"\n  and {len(clashes) - _SHOWN:,} more" if len(clashes) > _SHOWN else ""
    return (
        f"{counted(len(clashes), 'entry', 'entries')} of the file would change what the glossary says; nothing was "
        f"imported. Say --on-conflict keep or --on-conflict replace:\n{shown}{more}"
    )
