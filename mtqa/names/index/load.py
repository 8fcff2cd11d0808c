"""Which glossary files are held in memory and which are compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from mtqa.glossary.merge import merged
from mtqa.glossary.model import Glossary
from mtqa.glossary.store_csv import load_csv
from mtqa.names.index.large import LargeGlossary

__all__ = ["LARGE", "open_glossaries"]

#: Entries up to which a file is held in memory, where every entry is compared with every name.  A single
#: article is quicker with an index from 2,000 entries on, each further one from 12,000 on (docs/glossary-size.md).
LARGE: Final = 5_000
#: Bytes up to which a file is held in memory, however few entries it has.
LARGE_BYTES: Final = 20_000_000
_CHUNK: Final = 1 << 20


def open_glossaries(
    paths: Sequence[Path], *, note: Callable[[str], None], packs: Sequence[Path] = ()
) -> Glossary | LargeGlossary:
    """Open glossary files as one; entries of later files override those of earlier ones.

    Args:
        paths: CSV files, the most general first.
        note: Called with sentences for the user, such as "indexing".
        packs: CSV files of packs (:func:`mtqa.glossary.packs.pack_path`).  They are more general than all others
            and give way to them where they contradict each other; they are compiled whatever their size, so
            that they cost little before they are needed.

    Raises:
        GlossaryError: A file cannot be used, or two files contradict each other.
    """
    large = [_is_large(path) for path in paths]
    if not packs and not any(large):
        return merged([load_csv(path) for path in paths])
    from mtqa.names.index.cache import compiled_glossary

    glossary = LargeGlossary(
        tuple(
            compiled_glossary(path, note=note) if is_large else load_csv(path)
            for path, is_large in zip((*packs, *paths), (*(True for _ in packs), *large), strict=True)
        ),
        n_general=len(packs),
    )
    glossary.refuse_conflicts()
    return glossary


def _is_large(path: Path) -> bool:
    """Whether a file has more entries, or bytes, than are held in memory; no if it cannot be read at all."""
    try:
        if not path.is_file():
            return False
        if path.stat().st_size > LARGE_BYTES:
            return True
        if path.stat().st_size < LARGE:
            return False
        with path.open("rb") as stream:
            lines = 0
            while chunk := stream.read(_CHUNK):
                lines += chunk.count(b"\n")
            return lines > LARGE + 1  # the first line names the columns
    except (OSError, ValueError):  # the loader says why
        return False
