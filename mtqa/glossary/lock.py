"""One writer of a glossary at a time.

The lock is the operating system's, on the empty file ``.<name>.lock`` beside the glossary, so that it
is gone with a process that is killed.  Who holds it says so in ``.<name>.holder``, which is read only
for the message of one who waited in vain, and not believed when that process is no longer there.

Some network drives have no such locks.  There the lock is a file ``.<name>.held`` that only one process
can create.  A killed process leaves it behind, and nobody but a person can know that on another
machine, so it is never taken away by force: the message says what to delete, and when.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mtqa.errors import GlossaryError

__all__ = ["LOCK_SECONDS", "Holder", "Note", "cannot_write", "locked", "user_name"]

#: How long a writer waits for another, unless told.
LOCK_SECONDS: Final = 10.0

_POLL_SECONDS: Final = 0.01
#: Waiting longer than this is worth a line to the user.
_QUIET_SECONDS: Final = 1.0
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_MAX_HOLDER_BYTES: Final = 10_000

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock.

    Attributes:
        pid: Number of the process.
        host: Name of its machine.
        user: Who started it.
        since: When it got the lock, ISO 8601 in UTC.
        command: What it was called with.
    """

    pid: int
    host: str
    user: str
    since: str
    command: str

    @classmethod
    def me(cls) -> Holder:
        """This process, now."""
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]) if sys.argv else ""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(os.getpid(), socket.gethostname(), user_name(), now, command[:200])

    @property
    def is_gone(self) -> bool:
        """Whether it is certain that the process no longer runs."""
        if self.host != socket.gethostname() or os.name == "nt":  # os.kill would end it on Windows
            return False
        try:
            os.kill(self.pid, 0)
        except (ProcessLookupError, OverflowError):
            return True
        except OSError:
            return False
        return False

    def __str__(self) -> str:
        where = "" if self.host == socket.gethostname() else f" on {self.host}"
        said = f"process {self.pid} of user {self.user or 'unknown'}{where}, since {self.since}"
        said += f": {self.command}" if self.command else ""
        return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in said)


def user_name() -> str:
    """Who runs this process, ``""`` if the system does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@contextmanager
def locked(target: Path, *, shown: Path, seconds: float = LOCK_SECONDS, note: Note) -> Iterator[None]:
    """Keep other writers of ``target`` out of the block.

    Args:
        target: The glossary, links followed.
        shown: Its name in messages.
        seconds: How long to wait for another writer.
        note: Called with a sentence for the user while waiting.

    Raises:
        GlossaryError: Another process holds the lock for longer, or there can be none here.
    """
    with _os_lock(target, shown=shown, seconds=seconds, note=note) as is_locked:
        if is_locked:
            holder = target.with_name(f".{target.name}.holder")
            with suppress(OSError):
                holder.unlink(missing_ok=True)
                _create(holder)
            try:
                yield
            finally:
                with suppress(OSError):
                    holder.unlink()
        else:
            with _file_lock(target, shown=shown, seconds=seconds, note=note):
                yield


@contextmanager
def _os_lock(target: Path, *, shown: Path, seconds: float, note: Note) -> Iterator[bool]:
    """Hold the system's lock; false where the file system has none."""
    from filelock import FileLock, Timeout

    lock = FileLock(target.with_name(f".{target.name}.lock"), mode=_mode(target.parent))
    has_locks = True
    try:
        try:
            lock.acquire(timeout=min(seconds, _QUIET_SECONDS), poll_interval=_POLL_SECONDS)
        except Timeout:
            if seconds > _QUIET_SECONDS:
                note(f"{shown} is being changed by another program ({_who(target)}); waiting for it.")
            lock.acquire(timeout=max(seconds - _QUIET_SECONDS, 0), poll_interval=_POLL_SECONDS)
    except Timeout:
        raise GlossaryError(
            f"{shown}: nothing was changed, for another program has been changing it for more than {seconds:g} s "
            f"({_who(target)}); try again when it has ended, or end it"
        ) from None
    except OSError as exc:
        if exc.errno not in _NO_LOCKS:
            raise cannot_write(shown, target.parent, exc) from exc
        has_locks = False
    try:
        yield has_locks
    finally:
        if has_locks:
            lock.release()


@contextmanager
def _file_lock(target: Path, *, shown: Path, seconds: float, note: Note) -> Iterator[None]:
    """Hold the file that only one process can create."""
    file = target.with_name(f".{target.name}.held")
    end = time.monotonic() + seconds
    noted = False
    while True:
        try:
            _create(file)
            break
        except FileExistsError:
            holder = _read(file)
            if holder is not None and holder.is_gone:
                raise GlossaryError(
                    f"{shown}: nothing was changed, for the drive has no locks, and a program that was killed "
                    f"({holder}) left its mark on the glossary; delete {file} and try again"
                ) from None
            if time.monotonic() >= end:
                who = "a program that did not say which it is" if holder is None else str(holder)
                raise GlossaryError(
                    f"{shown}: nothing was changed, for another program has been changing it for more than "
                    f"{seconds:g} s ({who}); try again when it has ended. If it is certain that it no longer runs, "
                    f"delete {file}"
                ) from None
        except OSError as exc:
            raise cannot_write(shown, target.parent, exc) from exc
        if not noted and time.monotonic() >= end - seconds + _QUIET_SECONDS:
            note(f"{shown} is being changed by another program; waiting for it.")
            noted = True
        time.sleep(_POLL_SECONDS)
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink()


def _mode(folder: Path) -> int:
    """Mode of the lock file: whoever may write in the folder may lock."""
    with suppress(OSError):
        return 0o600 | (folder.stat().st_mode & 0o066)
    return 0o600


def _create(file: Path) -> None:
    """Make ``file``, which must not be there, and say in it who did."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(file, flags, 0o644)
    try:
        os.write(handle, json.dumps(asdict(Holder.me())).encode())
    finally:
        os.close(handle)


def _who(target: Path) -> str:
    holder = _read(target.with_name(f".{target.name}.holder"))
    if holder is None or holder.is_gone:
        return "one that did not say which it is"
    return str(holder)


def _read(file: Path) -> Holder | None:
    """Who a file says it is from; ``None`` if it says nothing that can be understood."""
    try:
        with file.open("rb") as stream:
            values = json.loads(stream.read(_MAX_HOLDER_BYTES))
        texts = [str(values[name])[:300] for name in ("host", "user", "since", "command")]
        return Holder(int(values["pid"]), *texts)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def cannot_write(shown: Path, folder: Path, exc: OSError) -> GlossaryError:
    """The error for a glossary in a folder that takes no new file."""
    reason = exc.strerror or str(exc)
    return GlossaryError(
        f"{shown}: cannot be changed, for nothing can be written in the folder {folder} ({reason}); change the "
        "permissions of the folder, or copy the glossary to one of yours"
    )
