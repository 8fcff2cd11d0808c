"""Several glossaries as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.model import Entry, Glossary

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["merged"]


def merged(glossaries: Iterable[Glossary]) -> Glossary:
    """One glossary with the entries of all: later ones add, and override by id.

    An entry of a later glossary whose id an earlier one has takes the earlier one's place (and its
    position) altogether: its fields are not mixed.  Entries without an id in the file get one made
    from their term, so the same term in two files is the same entry.

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
    entries: dict[str, Entry] = {}
    for glossary in parts:
        for entry in glossary.entries:
            entries[entry.id] = entry
    refuse_conflicts(entries.values())
    return Glossary(tuple(entries.values()))
