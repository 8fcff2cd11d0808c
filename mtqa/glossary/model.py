"""Entries and the glossary that holds them.

A glossary is concept-oriented, as TBX (ISO 30042) is: one entry per person, place or term, with all
its forms.  ``term`` is the preferred form, ``variants`` are admitted ones, ``wrong`` are deprecated.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.glossary.index import FormIndex

__all__ = ["Entry", "EntryKind", "Glossary"]


class EntryKind(StrEnum):
    """What an entry names.  Proper names are matched as names, the rest as terms."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    WORK = "work"
    PRODUCT = "product"
    EVENT = "event"
    TERM = "term"

    @property
    def is_name(self) -> bool:
        """Whether findings about the entry are name findings (``name-...``) or term findings."""
        return self in (EntryKind.PERSON, EntryKind.PLACE, EntryKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of the glossary.

    Attributes:
        id: Unique in its glossary.
        term: The preferred form.
        kind: What it names.
        variants: Other forms that are right.
        wrong: Forms known to be wrong.
        source_term: The form in the source language, ``""`` if not given.
        source_lang: BCP-47 language of ``source_term``, ``""`` if not given.
        roles: Words that stand beside the name: "President-elect", "ambassador".
        note: For people; never matched.
        origin: Where the entry was read: ``file:row``.
        extra: Columns that mtqa does not know, kept as they were.
    """

    id: str
    term: str
    kind: EntryKind = EntryKind.TERM
    variants: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    source_term: str = ""
    source_lang: str = ""
    roles: tuple[str, ...] = ()
    note: str = ""
    origin: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every right form, the preferred one first."""
        return (self.term, *self.variants)


@dataclass(frozen=True)
class Glossary:
    """An immutable set of entries, in the order they were given.

    Attributes:
        entries: The entries; ids are unique (the loader and :func:`mtqa.glossary.merge.merged` see to it).
        total: Entries of the larger glossary that these were picked from; 0 if these are all.
    """

    entries: tuple[Entry, ...] = ()
    total: int = 0

    @property
    def size(self) -> int:
        """How many entries a name of an article is held against: the more, the more look alike by chance."""
        return max(self.total, len(self.entries))

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def form_index(self) -> FormIndex:
        """The index of all forms that :func:`mtqa.glossary.match.find_forms` searches; built on first use."""
        from mtqa.glossary.index import build_index

        return build_index(self.entries)

    @cached_property
    def digest(self) -> str:
        """First 8 hex digits of a SHA-256 over everything that can change a finding."""
        state = hashlib.sha256()
        for entry in self.entries:
            parts = (entry.id, entry.term, entry.kind, "|".join(entry.variants), "|".join(entry.wrong))
            context = [value for column, value in entry.extra if column == "context"]
            state.update("\x1f".join((*parts, entry.source_term, "|".join(entry.roles), *context, "\n")).encode())
        return state.hexdigest()[:8]
