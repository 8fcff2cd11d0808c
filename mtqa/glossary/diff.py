"""What differs between two states of a glossary, entry by entry and column by column."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from mtqa.glossary.changes import changes
from mtqa.glossary.model import Entry, FormRule, Glossary, Term, TermStatus
from mtqa.glossary.renames import renamed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Changed", "Diff", "FieldChange", "diff", "field_changes", "item_text"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What was done to one column of an entry.

    Attributes:
        field: The attribute of the entry.
        removed: What is gone: items of a list, or the value that was; empty if there was none.
        added: What came, likewise.
        is_list: Whether the column holds a list.
    """

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    is_list: bool

    def __str__(self) -> str:
        if self.is_list:
            parts = [f"-{item}" for item in self.removed] + [f"+{item}" for item in self.added]
            return f"{self.field}: {', '.join(parts) or 'in another order'}"
        before, after = ("".join(one) or "(empty)" for one in (self.removed, self.added))
        return f"{self.field}: {before} -> {after}"


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that is in both states and not the same.

    Attributes:
        old: As it was.
        new: As it is.
        fields: What was done to it, in the order of the attributes.
    """

    old: Entry
    new: Entry
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two glossaries.

    Attributes:
        added: Entries that are new, in the order of the new glossary.
        removed: Entries that are gone, in the order of the old one.
        changed: Entries that are in both, also under another id, in the order of the new one.
    """

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[Changed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def diff(old: Glossary, new: Glossary) -> Diff:
    """What was done to ``old`` to make ``new`` of it.

    An entry that has another id but is plainly the same (:mod:`mtqa.glossary.renames`) counts as changed.
    The order of the entries is no difference.
    """
    done = changes(old, new)
    gone = [old.by_id[identity] for identity in done.removed]
    come = [new.by_id[identity] for identity in done.added]
    names = renamed(gone, come)
    before = {new_id: old.by_id[old_id] for old_id, new_id in names.items()}
    before |= {identity: old.by_id[identity] for identity in done.changed}
    return Diff(
        added=tuple(entry for entry in come if entry.id not in before),
        removed=tuple(entry for entry in gone if entry.id not in names),
        changed=tuple(
            Changed(before[entry.id], entry, tuple(field_changes(before[entry.id], entry)))
            for entry in new.entries
            if entry.id in before
        ),
    )


def field_changes(old: Entry, new: Entry) -> Iterator[FieldChange]:
    """What was done to an entry, one for each attribute that is another."""
    for one in fields(new):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if not one.compare or before == after:
            continue
        if isinstance(after, tuple):
            gone = tuple(item_text(item) for item in before if item not in after)
            come = tuple(item_text(item) for item in after if item not in before)
            yield FieldChange(one.name, gone, come, is_list=True)
        else:
            texts = (item_text(before), item_text(after))
            was, now = ((text,) if text else () for text in texts)
            yield FieldChange(one.name, was, now, is_list=False)


def item_text(value: object) -> str:
    """A value of an entry, or an item of a list, as people read it."""
    if isinstance(value, Term):
        text = f"{value.lang}:{value.text}" if value.lang else value.text
        return text if value.status is TermStatus.PREFERRED else f"{text} ({value.status})"
    if isinstance(value, FormRule):
        return f"{value.form} ({value.match}, {value.case})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ": ".join(map(str, value))
    return str(value)
