"""Replacing a file so that a crash at any moment leaves the old one or the new one, whole.

Written aside in the same folder, flushed to the disk, renamed over the old file, and the folder
flushed: without the first flush the name may come to lie on an empty file when the power fails,
without the second the old file may come back.  A link is followed: what it points to is replaced,
and the link stays.  (Another hard link to the file keeps the old content.)
"""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["flush", "flush_folder", "real_path", "replace_file", "sweep", "write_all"]

#: What a file system says that cannot flush a folder, as some network drives cannot; there is no other way to ask.
_NO_FOLDER_FLUSH: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.ENOSYS})
#: Seconds to wait, time after time, while another program on Windows has the old file open.
_PATIENCE: Final = (0.02, 0.05, 0.1, 0.2, 0.4)
_SUFFIX: Final = ".tmp"
#: Of one write: no file system takes more, and a signal is noticed in between.
_CHUNK: Final = 1 << 24


def real_path(path: Path) -> Path:
    """The file that ``path`` leads to, links followed.

    Raises:
        OSError: The links go round in a circle.
    """
    try:
        return path.resolve()
    except RuntimeError as exc:  # Python 3.12 and earlier, for a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from exc


def replace_file(
    path: Path, data: bytes, *, like: Path | None = None, before: Callable[[], None] | None = None
) -> None:
    """Make ``path`` hold ``data``, for good when this returns.

    The mode, the owner and the access list of a file that is there are kept as far as this user may.

    Args:
        path: A file or a link to one; need not be there, its folder must.
        data: The whole new content.
        like: The file whose mode, owner and access list to take; ``path`` itself unless given.
        before: Called when all is ready for the rename; what it raises leaves the old file in place.

    Raises:
        OSError: As on a full disk.  The old file is whole, unless the folder's own flush failed: then
            the new one is in place, and not certain to survive a power failure.
    """
    target = real_path(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=_SUFFIX)
    aside = Path(name)
    try:
        try:
            write_all(handle, data)
            _take_after(handle, aside, target if like is None else like)
            flush(handle)
        finally:
            os.close(handle)
        if before is not None:
            before()
        _rename(aside, target)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    flush_folder(target.parent)


def sweep(folder: Path, *, names: str) -> None:
    """Delete what writers that were killed left in ``folder``.

    Only for one who knows that nobody is writing these files now, as the holder of a lock does.

    Args:
        folder: Where the files are that were to be replaced.
        names: Regular expression of their names.
    """
    leftover = re.compile(rf"\.(?:{names})\.[a-z0-9_]{{8}}{re.escape(_SUFFIX)}")
    with suppress(OSError):
        for path in folder.iterdir():
            if leftover.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()


def write_all(handle: int, data: bytes) -> None:
    """Write all of ``data`` to an open file; the system may take less at once."""
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view[:_CHUNK]) :]


def _take_after(handle: int, aside: Path, target: Path) -> None:
    """Give the new file the owner, mode and access list of the old one, or the usual mode."""
    try:
        old = target.stat()
    except FileNotFoundError:
        aside.chmod(0o666 & ~_umask())
        return
    if hasattr(os, "fchown"):
        new = os.fstat(handle)
        if new.st_uid != old.st_uid:
            with suppress(OSError):  # only the administrator may
                os.fchown(handle, old.st_uid, -1)
        if new.st_gid != old.st_gid:
            with suppress(OSError):  # only to a group of one's own
                os.fchown(handle, -1, old.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for attribute in os.listxattr(target):
                with suppress(OSError):
                    os.setxattr(handle, attribute, os.getxattr(target, attribute))
    aside.chmod(old.st_mode & 0o777)  # last: a change of owner may clear it


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def flush(handle: int) -> None:
    """Have what was written to an open file on the disk."""
    os.fsync(handle)
    if sys.platform == "darwin":  # fsync there leaves the data in the drive's own cache
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)


def _rename(aside: Path, target: Path) -> None:
    if os.name == "nt":
        for seconds in _PATIENCE:
            try:
                os.replace(aside, target)  # noqa: PTH105 - the call that the tests watch
            except PermissionError:
                time.sleep(seconds)
            else:
                return
    os.replace(aside, target)  # noqa: PTH105 - as above


def flush_folder(folder: Path) -> None:
    """Make the names in ``folder`` certain to survive a power failure, where the file system can.

    Raises:
        OSError: The disk failed.
    """
    if not hasattr(os, "O_DIRECTORY"):  # Windows, which has no such call
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:  # a folder that may be written and not read
        return
    try:
        os.fsync(handle)
    except OSError as exc:
        if exc.errno not in _NO_FOLDER_FLUSH:
            raise
    finally:
        os.close(handle)
