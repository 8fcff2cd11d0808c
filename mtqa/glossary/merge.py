"""Several glossaries as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtqa.glossary.conflicts import refuse_conflicts, surface
from mtqa.glossary.model import Entry, Glossary
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["giving_way", "merged", "overlaid"]


def merged(glossaries: Iterable[Glossary]) -> Glossary:
    """One glossary with the entries of all: later ones add, and override.

    An entry of a later glossary with the id, or with the kind and term, of an earlier one takes the
    earlier one's place (and its position) altogether: its fields are not mixed.

    Args:
        glossaries: In order of precedence, the most general first (house, project, document).

    Returns:
        The entries in the order of their first occurrence.

    Raises:
        GlossaryError: Two entries with different ids contradict each other across the files.
    """
    parts = tuple(glossaries)
    if len(parts) == 1:
        return parts[0]
    entries = overlaid(parts)
    refuse_conflicts(entries)
    return Glossary(entries)


def overlaid(glossaries: Iterable[Glossary]) -> tuple[Entry, ...]:
    """As :func:`merged`, without looking for contradictions."""
    entries: list[Entry] = []
    for glossary in glossaries:
        by_id = {entry.id: place for place, entry in enumerate(entries)}
        by_term = {(entry.kind, fold(entry.term)): place for place, entry in enumerate(entries)}
        # Two entries may differ by capitals alone: the one that agrees exactly goes first.
        by_term |= {(entry.kind, surface(entry.term)): place for place, entry in enumerate(entries)}
        for entry in glossary.entries:
            place = by_id.get(entry.id, by_term.get((entry.kind, surface(entry.term))))
            place = by_term.get((entry.kind, fold(entry.term))) if place is None else place
            if place is None:
                entries.append(entry)
            else:
                entries[place] = entry
    return tuple(entries)


def giving_way(entries: Iterable[Entry], *, general: Collection[str]) -> tuple[Entry, ...]:
    """Entries of packs beside those of people, who know better: what they reject is not right any more.

    Args:
        entries: Entries of :func:`overlaid`.
        general: Ids of those that give way.

    Returns:
        The entries; of a general one, the forms that no other entry rejects.  A general entry whose preferred
        form is rejected is left out.
    """
    every = tuple(entries)
    rejected = {surface(form) for entry in every if entry.id not in general for form in entry.rejected}
    if not rejected:
        return every
    kept: list[Entry] = []
    for entry in every:
        if entry.id not in general:
            kept.append(entry)
        elif surface(entry.term) not in rejected:
            variants = tuple(form for form in entry.variants if surface(form) not in rejected)
            kept.append(entry if variants == entry.variants else replace(entry, variants=variants))
    return tuple(kept)
