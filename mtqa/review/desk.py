"""The glossary as the review page works on it: looked at, added to, changed, put back.

Whoever changes an entry says which state of it they saw; if it is another one by now, nothing is written and they
get the one that is there.  What the collision guard says comes before anything is saved, and must be insisted on.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError, MtqaError
from mtqa.glossary.edit import added, deprecated, entry_of, new_id, removed, replaced
from mtqa.glossary.model import Glossary
from mtqa.names.concerns import concerns
from mtqa.review.entry_form import digest_of, entry_from_form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtqa.glossary.history import Version
    from mtqa.glossary.model import Entry
    from mtqa.glossary.store import GlossaryFile
    from mtqa.names.concerns import Concerns
    from mtqa.review.fields import Fields

__all__ = ["Changed", "Desk", "EntryConflict", "Insist", "Planned"]


class EntryConflict(MtqaError):  # noqa: N818 - says what it is
    """Somebody changed the entry, or the file, meanwhile; nothing was written.

    Attributes:
        current: The entry as it is now; ``None`` if it is gone, or it is the file that is another one.
    """

    def __init__(self, message: str, current: Entry | None = None) -> None:
        super().__init__(message)
        self.current = current


class Insist(MtqaError):  # noqa: N818 - likewise
    """Something speaks against an entry, and nobody has insisted on it.

    Attributes:
        said: What.
    """

    def __init__(self, said: Concerns) -> None:
        super().__init__("something speaks against this entry; nothing was saved")
        self.said = said


@dataclass(frozen=True, slots=True)
class Planned:
    """What saving would do.

    Attributes:
        entry: The entry as it would be.
        said: What speaks against it.
        does: What would be done, in words.
    """

    entry: Entry
    said: Concerns
    does: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done.

    Attributes:
        done: In words.
        entry: The entry as it is now; ``None`` if it is gone.
        undo: The version that brings back what was before; ``None`` if there is none.
        version: The version that the file holds now.
    """

    done: str
    entry: Entry | None
    undo: int | None
    version: int | None


_GONE: Final = "this entry is not in the glossary any more"


class Desk:
    """The glossary that is written to.  Safe in several threads."""

    def __init__(self, file: GlossaryFile, *, may_create: bool = False) -> None:
        """Nothing is read yet.

        Args:
            file: The glossary.
            may_create: Whether it is made when it is first written to, as the one that a project names.
        """
        self.file = file
        self._may_create = may_create
        self._writing = threading.Lock()

    def read(self) -> Glossary:
        """The glossary as it is now.

        Raises:
            GlossaryError: It cannot be read.
        """
        return Glossary() if self._is_missing() else self.file.read()

    def plan(self, fields: Fields, *, by: str, at: str) -> Planned:
        """What saving a form would do: a new entry, or the change of the one that its ``id`` names.

        Raises:
            EntryConflict: The entry was changed meanwhile.
            GlossaryError: The glossary can hold no such entry.
        """
        now = self.read()
        entry, old = self._entry(fields, now, by=by, at=at)
        if old is None:
            added(now, entry)
            return Planned(entry, concerns(entry, now), f"add {entry.term} ({entry.kind})")
        if entry == old:
            raise GlossaryError(f"{old.term!r} says all that already; there is nothing to save")
        replaced(now, entry, id=old.id)
        return Planned(entry, concerns(entry, now, replacing=old), f"change {entry.term} ({entry.kind})")

    def save(self, fields: Fields, *, by: str, at: str, force: bool) -> Changed:
        """Do it.

        Args:
            fields: The form, see :func:`mtqa.review.entry_form.form_of`; ``seen`` is the digest of the entry.
            by: Who adds an entry.
            at: When.
            force: Whatever speaks against it.

        Raises:
            Insist: Something serious speaks against it, and nobody insists.
            EntryConflict, GlossaryError: As for :meth:`plan`, or the file cannot be written.
        """
        plan = self.plan(fields, by=by, at=at)
        if plan.said.serious and not force:
            raise Insist(plan.said)
        written = [plan.entry]

        def change(now: Glossary) -> Glossary:
            # on what is there now: another writer may have been quicker
            entry, old = self._entry(fields, now, by=by, at=at)
            written[0] = entry
            return added(now, entry) if old is None else replaced(now, entry, id=old.id)

        verb = "changed" if fields.text("id") else "added"
        self._edit(change, summary=f"{verb} {plan.entry.term}")
        return self._done(f"{verb} {written[0].term} ({written[0].kind})", written[0])

    def deprecate(
        self,
        id: str,  # noqa: A002 - as the functions of the glossary call it
        *,
        seen: str,
        forms: Sequence[str],
        use: str | None,
        superseded: bool,
        force: bool,
    ) -> Changed:
        """Take forms of an entry out of use, see :func:`mtqa.glossary.edit.deprecated`.

        Raises:
            Insist, EntryConflict, GlossaryError: As for :meth:`save`.
        """

        def change(now: Glossary) -> Glossary:
            self._seen(now, id, seen)
            return deprecated(now, id, forms=forms, superseded=superseded, use=use)

        now = self.read()
        old = self._seen(now, id, seen)
        said = concerns(entry_of(change(now), id), now, replacing=old)
        if said.serious and not force:
            raise Insist(said)
        after = self._edit(change, summary=f"deprecated {old.term}")
        return self._done(f"deprecated {old.term}", after.by_id[id])

    def remove(self, id: str, *, seen: str) -> Changed:  # noqa: A002 - as the functions of the glossary call it
        """Take an entry out.

        Raises:
            EntryConflict, GlossaryError: As for :meth:`save`.
        """
        gone: list[Entry] = []

        def change(now: Glossary) -> Glossary:
            gone[:] = [self._seen(now, id, seen)]
            return removed(now, id)

        term = self._seen(self.read(), id, seen).term
        self._edit(change, summary=f"removed {term}")
        return self._done(f"removed {gone[0].term} ({gone[0].kind})", None)

    def restore(self, number: int, *, seen: int) -> Changed:
        """Put a version back.

        Args:
            number: The version.
            seen: The newest version that the person saw.

        Raises:
            EntryConflict: There is a newer one.
            GlossaryError: There is no such version, or the file cannot be written.
        """
        with self._writing:
            newest = max((version.number for version in self.file.history()), default=0)
            if newest != seen:
                raise EntryConflict("the glossary was changed meanwhile; look at its history again")
            self.file.restore(number)
        return self._done(f"restored version {number}", None)

    def versions(self) -> tuple[Version, ...]:
        """The states that can be brought back, the newest first.

        Raises:
            GlossaryError: The path cannot be that of a glossary.
        """
        return self.file.history()

    def _entry(self, fields: Fields, now: Glossary, *, by: str, at: str) -> tuple[Entry, Entry | None]:
        """The entry that a form says, and the one that it changes."""
        identity = fields.text("id", longest=500)
        if identity:
            old = self._seen(now, identity, fields.text("seen"))
            return entry_from_form(fields, old=old), old
        entry = replace(
            entry_from_form(fields), added_by=by, added_at=at, finding=" ".join(fields.text("finding").split())
        )
        return replace(entry, id=new_id(now, entry.term, entry.kind)), None

    @staticmethod
    def _seen(now: Glossary, id: str, seen: str) -> Entry:  # noqa: A002 - as above
        entry = now.by_id.get(id)
        if entry is None:
            raise EntryConflict(_GONE)
        if digest_of(entry) != seen:
            raise EntryConflict(f"{entry.term!r} was changed meanwhile; nothing was saved", entry)
        return entry

    def _edit(self, change: Callable[[Glossary], Glossary], *, summary: str) -> Glossary:
        with self._writing:
            if self._is_missing():
                try:
                    self.file.create()
                except GlossaryError:
                    if not self.file.path.exists():  # otherwise another program has made it meanwhile
                        raise
            return self.file.edit(change, summary=summary)

    def _done(self, done: str, entry: Entry | None) -> Changed:
        numbers: list[int] = []
        with suppress(MtqaError):  # the change is made; a history that cannot be read takes only the way back
            numbers = [version.number for version in self.file.history() if not version.problem]
        undo = numbers[1] if len(numbers) > 1 else None
        return Changed(done, entry, undo, numbers[0] if numbers else None)

    def _is_missing(self) -> bool:
        return self._may_create and not self.file.path.exists()
