"""Many articles, one after the other: files, and the articles in folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mtqa.data import Document

__all__ = ["MOST_FILES", "article_paths", "articles"]

#: Articles of one run; more are another folder than was meant.
MOST_FILES: Final = 200_000


def article_paths(paths: Iterable[Path]) -> list[tuple[Path, bool]]:
    """The files behind some paths, and whether each was named rather than found in a folder.

    Of a folder, every file below it with the suffix of an article, hidden ones left out, in the order of
    their names.

    Raises:
        InputError: A folder has no article, or cannot be read; there are too many.
    """
    from mtqa.readers import SUFFIXES

    found: list[tuple[Path, bool]] = []
    for path in paths:
        if not path.is_dir():
            found.append((path, True))
            continue
        before = len(found)
        try:
            for file in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
                if file.suffix.lower() in SUFFIXES and not hidden and file.is_file():
                    found.append((file, False))
        except OSError as exc:
            raise InputError(f"{path}: the folder cannot be read ({exc.strerror or exc})") from exc
        if len(found) == before:
            raise InputError(f"{path}: no article in this folder; articles end in {', '.join(SUFFIXES)}")
        if len(found) > MOST_FILES:
            raise InputError(f"{path}: more than {MOST_FILES:,} articles; name a part of them")
    return found


def articles(paths: Iterable[Path], *, note: Callable[[str], None]) -> Iterator[Document]:
    """The articles with their sentences, each read when it is asked for, so that only one is in memory.

    Args:
        paths: Files and folders.
        note: Called with a sentence for each file of a folder that cannot be read; it is left out.

    Raises:
        InputError: A file that was named cannot be read, or as for :func:`article_paths`.
    """
    from mtqa.readers import read_path
    from mtqa.segment import segment

    for path, named in article_paths(paths):
        try:
            document = read_path(path)
        except InputError as exc:
            if named:
                raise
            note(f"left out: {exc}")
        else:
            yield segment(document)
