"""One writer at a time of a file that holds what people decided."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mtqa.durable import real_path
from mtqa.errors import GlossaryError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mtqa.glossary.lock import Note

__all__ = ["LOCK_SECONDS", "writing"]

#: How long a writer waits for another, unless told.
LOCK_SECONDS: Final = 10.0


@contextmanager
def writing(path: Path, *, seconds: float = LOCK_SECONDS, note: Note | None = None) -> Iterator[Path]:
    """Keep other writers of ``path`` out of the block; gives the file that links lead to.

    Args:
        path: Need not be there, its folder must.
        seconds: How long to wait for another writer.
        note: Called with sentences for the user while waiting.

    Raises:
        OutputError: There is no such folder, another writer holds the file, or the block met an error of the system.
    """
    from mtqa.glossary.lock import locked

    try:
        target = real_path(path)
        if not target.parent.is_dir():
            raise OutputError(f"{path}: there is no folder {target.parent}; make it first")
        with locked(target, shown=path, seconds=seconds, note=note if note is not None else lambda _message: None):
            yield target
    except GlossaryError as exc:  # the lock is that of glossaries
        raise OutputError(str(exc)) from exc
    except OSError as exc:
        raise OutputError(f"{path}: cannot be written ({exc.strerror or exc})") from exc
