"""A glossary file that people change: never half written, never two at once, always with a way back.

::

    file = GlossaryFile(Path("glossary.csv"))
    file.edit(lambda glossary: added(glossary, entry), summary='added "Yoon Suk Yeol"')
    file.history()
    file.restore(12)

An edit reads the file under a lock, so that it sees what another writer or a person did meanwhile,
and replaces it as :mod:`mtqa.durable` does, after the old and the new state are in the history.
"""

from __future__ import annotations

import stat
import tempfile
from contextlib import contextmanager, suppress
from re import escape
from typing import TYPE_CHECKING, Final

from mtqa.durable import real_path, replace_file, sweep
from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.changes import Changes, changes, require_same
from mtqa.glossary.history import KEPT, Counts, History, Version, digest
from mtqa.glossary.lock import LOCK_SECONDS, Note, cannot_write, locked
from mtqa.glossary.model import Glossary
from mtqa.glossary.rows import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["GlossaryFile"]

#: How often an edit starts again because another program, which knows of no lock, saved the file meanwhile.
_ATTEMPTS: Final = 5
#: Versions among which the state before this one is.
_RECENT: Final = 2


class _ChangedMeanwhileError(Exception):
    """Another program saved the file while it was being edited."""


class GlossaryFile:
    """A native glossary file, and what may be done to it.  Safe in several threads and processes."""

    def __init__(
        self, path: Path, *, lock_seconds: float = LOCK_SECONDS, kept: int = KEPT, note: Note | None = None
    ) -> None:
        """Nothing is read yet.

        Args:
            path: The CSV file, or a link to it; need not be there for :meth:`create`.
            lock_seconds: How long an edit waits for another writer.
            kept: How many versions the history keeps, at least 2.
            note: Called with sentences for the user while waiting.
        """
        self.path = path
        self._lock_seconds = lock_seconds
        self._kept = kept
        self._note: Note = note if note is not None else lambda _message: None
        self._known: tuple[tuple[str, Glossary], ...] = ()

    def read(self) -> Glossary:
        """The glossary as the file says it now.

        Raises:
            GlossaryError: The file cannot be read; names the file, and where it applies row and column.
        """
        return self._parsed(self._text(self._bytes(self._target())))

    def edit(self, change: Callable[[Glossary], Glossary], *, summary: str) -> Glossary:
        """Change the file.

        Args:
            change: Makes the new glossary of the one that the file holds.  It may be called again if
                another program saves the file at the same moment, so it must do nothing else.
            summary: What it does, for the history: 'added "Yoon Suk Yeol"'.

        Returns:
            The glossary as it is in the file now.  If ``change`` changes nothing, nothing is written.

        Raises:
            GlossaryError: From ``change``; or the file cannot be read, locked or written, or cannot
                hold the new glossary.  The file is as it was.
        """
        self._bytes(self._target())  # a file that is not there needs no lock beside it
        with self._locked() as target:
            for _ in range(_ATTEMPTS):
                with suppress(_ChangedMeanwhileError):
                    return self._edit_once(target, change, summary=summary)
        raise GlossaryError(
            f"{self.path}: nothing was changed, for another program keeps saving the file; close it there and try again"
        )

    def create(self, glossary: Glossary | None = None, *, summary: str = "made") -> Glossary:
        """Make the file.

        Args:
            glossary: Its first entries; none unless given.
            summary: For the history.

        Raises:
            GlossaryError: The file is there already, or cannot be written.
        """
        from mtqa.glossary.write_csv import to_csv

        first = Glossary(()) if glossary is None else glossary
        with self._locked() as target:
            if target.exists():
                raise GlossaryError(f"{self.path}: is there already; give another name, or add entries to this one")
            data = to_csv(first).encode("utf-8", "surrogatepass")
            written = self._read_back(data, first)
            self._replace(target, data, summary=summary, new=written, counts=_counts(None, written))
            return written

    def history(self) -> tuple[Version, ...]:
        """The versions that can be restored, the newest first; damaged ones say so.

        Raises:
            GlossaryError: The path cannot be that of a glossary.
        """
        return self._history(self._target()).versions()

    def current(self) -> Version | None:
        """The version that the file holds now; ``None`` if it was changed by another program since, or is gone.

        Raises:
            GlossaryError: The path cannot be that of a glossary, or may not be read.
        """
        target = self._target()
        if not target.exists():
            return None
        state = digest(self._bytes(target))
        return next((version for version in self._history(target).versions() if version.sha256 == state), None)

    def version_bytes(self, number: int) -> bytes:
        """The file as it was in a version.

        Raises:
            GlossaryError: There is no such version, or it is damaged.
        """
        history = self._history(self._target())
        return history.data(history.version(number))

    def version(self, number: int) -> Glossary:
        """The glossary as it was in a version.

        Raises:
            GlossaryError: There is no such version, it is damaged, or was no readable glossary.
        """
        return self._of_version(number, self.version_bytes(number))

    def restore(self, number: int) -> Glossary:
        """Put back a version, byte for byte.  This is an edit: it can be undone by restoring the one before.

        Works whatever state the file is in now, also if it is broken or gone.

        Raises:
            GlossaryError: There is no such version, it is damaged or was no readable glossary, or the
                file cannot be written.  The file is as it was.
        """
        self._history(self._target()).version(number)  # as above
        with self._locked() as target:
            history = self._history(target)
            version = history.version(number)
            data = history.data(version)
            new = self._of_version(number, data)
            now = self._bytes(target) if target.exists() else None
            if now != data:
                before: Glossary | None = None
                if now is not None:
                    with suppress(GlossaryError):
                        before = self._parsed(self._text(now))
                    self._keep_found(history, now, before)
                summary = f"restored version {number}"
                self._replace(target, data, summary=summary, new=new, counts=_counts(before, new))
            return new

    def _of_version(self, number: int, data: bytes) -> Glossary:
        try:
            return self._parsed(self._text(data))
        except GlossaryError as exc:
            raise GlossaryError(
                f"version {number} is no readable glossary ({exc}); to mend it by hand, write it to another file: "
                f"mtqa glossary restore {number} --output PATH"
            ) from exc

    def _edit_once(self, target: Path, change: Callable[[Glossary], Glossary], *, summary: str) -> Glossary:
        from mtqa.glossary.write_csv import updated_csv

        mark = _mark(target)
        data = self._bytes(target)
        text = self._text(data)
        old = self._parsed(text)
        new = change(old)
        done = changes(old, new)
        if not done:
            return old
        new_data = self._as_it_was(self._history(target), data, new)
        if new_data is None:
            new_text = updated_csv(text, new, old=old, origin=str(self.path), parse=self._parsed)
            new_data = new_text.encode("utf-8", "surrogatepass")
        written = self._read_back(new_data, new)
        if new_data == data:
            return old
        self._keep_found(self._history(target), data, old)

        def unchanged() -> None:
            if _mark(target) != mark:
                raise _ChangedMeanwhileError

        self._replace(target, new_data, summary=summary, new=written, counts=_counted(done), check=unchanged)
        return written

    def _as_it_was(self, history: History, now: bytes, wanted: Glossary) -> bytes | None:
        """The bytes of the state before this one if it says the same: what is added and taken out leaves no trace."""
        recent = [version for version in history.versions()[:_RECENT] if version.sha256 != digest(now)]
        for version in recent[:1]:
            if version.entries == len(wanted.entries):
                with suppress(GlossaryError):
                    data = history.data(version)
                    if not changes(self._parsed(self._text(data)), wanted):
                        return data
        return None

    def _replace(
        self,
        target: Path,
        data: bytes,
        *,
        summary: str,
        new: Glossary,
        counts: Counts,
        check: Callable[[], None] | None = None,
    ) -> None:
        """Write the file, its new state being kept first; on failure it is forgotten again."""
        history = self._history(target)
        version = history.keep(data, summary=summary, entries=len(new.entries), counts=counts)
        try:
            replace_file(target, data, before=check)
        except OSError as exc:
            history.drop(version)
            raise self._unwritable(exc) from exc
        except BaseException:
            history.drop(version)
            raise

    def _keep_found(self, history: History, data: bytes, glossary: Glossary | None) -> None:
        """Keep the state of the file if the newest version is another one: somebody changed it by hand."""
        if history.holds(data):
            return
        newest = next(iter(history.versions()), None)
        counts: Counts | None = None
        if newest is not None and glossary is not None:
            with suppress(GlossaryError):
                counts = _counts(self._parsed(self._text(history.data(newest))), glossary)
        history.keep(
            data,
            summary="as it was found" if newest is None else "changed in another program",
            entries=None if glossary is None else len(glossary.entries),
            counts=counts,
        )

    def _read_back(self, data: bytes, wanted: Glossary) -> Glossary:
        """What the new file says, once it is certain that this is what was meant."""
        most = limits.current().bytes
        if len(data) > most:
            raise GlossaryError(
                f"{self.path}: nothing was changed, for the file would be {len(data):,} bytes, and at most {most:,} "
                f"are allowed; split it, or {limits.RAISE}"
            )
        written = self._parsed(self._text(data))
        require_same(written, wanted, shown=str(self.path))
        return written

    @contextmanager
    def _locked(self) -> Iterator[Path]:
        """The file behind the path, with no other writer about."""
        target = self._target()
        if not target.parent.is_dir():
            raise GlossaryError(f"{self.path}: there is no folder {target.parent}; make it first, or check the path")
        with locked(target, shown=self.path, seconds=self._lock_seconds, note=self._note):
            self._require_writable(target)
            sweep(target.parent, names=escape(target.name))
            yield target

    def _require_writable(self, target: Path) -> None:
        """Refuse a folder that takes no new file, and a file that is protected, which a rename would not notice."""
        try:
            with tempfile.TemporaryFile(dir=target.parent):
                pass
        except OSError as exc:
            raise cannot_write(self.path, target.parent, exc) from exc
        try:
            with target.open("r+b"):
                pass
        except FileNotFoundError:
            return
        except OSError as exc:
            raise GlossaryError(
                f"{self.path}: may not be changed ({exc.strerror or exc}); change the permissions of the file, or "
                "copy it and work on the copy"
            ) from exc

    def _target(self) -> Path:
        """The file behind the path, links followed."""
        try:
            target = real_path(self.path)
            facts = target.stat()
        except FileNotFoundError:
            return target
        except (OSError, ValueError) as exc:  # ValueError: a null character in the path
            raise GlossaryError(f"{self.path}: cannot be reached ({_reason(exc)}); check the path") from exc
        if stat.S_ISDIR(facts.st_mode):
            raise GlossaryError(f"{self.path}: a folder, not a glossary; name a CSV file in it")
        if not stat.S_ISREG(facts.st_mode):
            raise GlossaryError(f"{self.path}: a device or a pipe, which cannot be edited; name a CSV file")
        return target

    def _history(self, target: Path) -> History:
        return History(target, kept=self._kept)

    def _bytes(self, target: Path) -> bytes:
        most = limits.current().bytes
        try:
            with target.open("rb") as stream:
                data = stream.read(most + 1)
        except FileNotFoundError:
            raise GlossaryError(
                f"{self.path}: no such glossary file; check the path, or make one with: mtqa init"
            ) from None
        except OSError as exc:
            raise GlossaryError(f"{self.path}: the glossary cannot be read ({_reason(exc)})") from exc
        if len(data) > most:
            raise GlossaryError(
                f"{self.path}: larger than {most:,} bytes, so likely to be another file; split it, or {limits.RAISE}"
            )
        return data

    def _text(self, data: bytes) -> str:
        """The text of a file, a byte order mark still in it."""
        decode(data, origin=str(self.path))
        return data.decode("utf-8")

    def _parsed(self, text: str) -> Glossary:
        """What a text says; of the two read last, without reading them again: an edit needs each twice."""
        from mtqa.glossary.store_csv import parse_csv

        known = self._known
        found = next((glossary for one, glossary in known if one == text), None)
        if found is None:
            found = parse_csv(text, origin=str(self.path))
            self._known = ((text, found), *known[:1])
        return found

    def _unwritable(self, exc: OSError) -> GlossaryError:
        return GlossaryError(
            f"{self.path}: could not be written, and is as it was ({_reason(exc)}); make room on the disk or change "
            "the permissions, and try again"
        )


def _mark(target: Path) -> tuple[int, int, int]:
    """What is another after any save of the file."""
    with suppress(OSError):
        facts = target.stat()
        return facts.st_ino, facts.st_size, facts.st_mtime_ns
    return 0, 0, 0


def _counts(old: Glossary | None, new: Glossary) -> Counts:
    return _counted(changes(Glossary(()) if old is None else old, new))


def _counted(done: Changes) -> Counts:
    return Counts(len(done.added), len(done.removed), len(done.changed))


def _reason(exc: OSError | ValueError) -> str:
    return getattr(exc, "strerror", None) or str(exc)
