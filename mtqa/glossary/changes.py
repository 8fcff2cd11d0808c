"""What differs between two states of a glossary, by id."""

from __future__ import annotations

from dataclasses import dataclass, fields

from mtqa.errors import GlossaryError
from mtqa.glossary.model import Entry, Glossary

__all__ = ["Changes", "changes", "require_same"]


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of the entries that differ, each tuple in the order of the glossary.

    Attributes:
        added: Entries that are new.
        removed: Entries that are gone.
        changed: Entries that are in both and not the same.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def changes(old: Glossary, new: Glossary) -> Changes:
    """What was done to ``old`` to make ``new`` of it."""
    before = {entry.id: entry for entry in old.entries}
    after = {entry.id: entry for entry in new.entries}
    return Changes(
        added=tuple(identity for identity in after if identity not in before),
        removed=tuple(identity for identity in before if identity not in after),
        changed=tuple(
            identity
            for identity, entry in after.items()
            # Most are the same object, which need not be compared field by field.
            if before.get(identity, entry) is not entry and before[identity] != entry
        ),
    )


def require_same(written: Glossary, meant: Glossary, *, shown: str) -> None:
    """Make sure, before a file is replaced, that the new one says what was meant.

    White space that a cell cannot hold is no difference.

    Args:
        written: What would be read from the new file.
        meant: What it was made of.
        shown: Name of the file in messages.

    Raises:
        GlossaryError: An entry would be lost, doubled or another one; names it and the field.
    """
    done = changes(meant, written)
    if len(meant.entries) != len(written.entries) or done.added or done.removed:
        names = ", ".join(repr(identity[:60]) for identity in (done.removed or done.added)[:5])
        raise GlossaryError(
            f"{shown}: nothing was changed, for it cannot hold these entries as they are: {names or 'two of one id'}; "
            "give each a plain id of its own"
        )
    if not done:
        return
    after = {entry.id: entry for entry in written.entries}
    for entry in meant.entries:
        for one in fields(Entry):
            value = getattr(entry, one.name)
            if one.compare and _plain(value) != _plain(getattr(after[entry.id], one.name)):
                raise GlossaryError(
                    f"{shown}: nothing was changed, for it cannot hold {one.name!r} of the entry {entry.id[:60]!r} as "
                    f"it is: {str(value)[:100]!r}; write it in another way"
                )


def _plain(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, tuple):
        return tuple(plain for plain in map(_plain, value) if plain != "")
    return value
