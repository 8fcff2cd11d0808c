"""Writing results: checked before the work starts, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.durable import replace_file
from mtqa.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["require_writable", "write_whole"]


def require_writable(path: Path, *, inputs: Iterable[Path] = ()) -> None:
    """Find out now what would otherwise be found out after minutes of work.

    Args:
        path: Where a result is to be written later.
        inputs: Files of this run that it must not replace.

    Raises:
        OutputError: ``path`` cannot be written, or is one of the ``inputs``.
    """
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file in it, such as {path / 'report.html'}")
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}; make it first")
    for other in inputs:
        if path.exists() and other.exists() and path.samefile(other):
            raise OutputError(f"{path}: is an input of this run; the result needs a file of its own")
    if path.exists() and not os.access(path, os.W_OK):
        raise OutputError(f"{path}: may not be written; change its permissions or name another file")
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as exc:
        raise OutputError(f"{path}: nothing can be written in {path.parent} ({exc.strerror})") from exc


def write_whole(path: Path, content: str | bytes) -> None:
    """Write ``content``, text as UTF-8, so that ``path`` holds either all of it or what it held before.

    Raises:
        OutputError: The disk is full, or the folder went away.
    """
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if path.exists() and not path.is_file():  # /dev/stdout, a pipe: nothing to replace
        _write_special(path, data)
        return
    try:
        replace_file(path, data)
    except OSError as exc:
        raise OutputError(f"{path}: could not be written ({exc.strerror})") from exc


def _write_special(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as exc:
        raise OutputError(f"{path}: could not be written ({exc.strerror})") from exc
