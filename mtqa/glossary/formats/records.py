"""What reading and writing a foreign glossary format gives."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.glossary.model import Entry

__all__ = ["Exported", "Imported"]


@dataclass(frozen=True, slots=True)
class Imported:
    """Entries of a file in whatever format.

    Attributes:
        entries: In the order of the file; ids are unique.
        lost: Sentences for people: what the file says that no entry can hold, with counts.
    """

    entries: tuple[Entry, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """A glossary as a file in whatever format.

    Attributes:
        data: The whole file.
        lost: Sentences for people: what the glossary says that the file does not, with counts.
    """

    data: bytes
    lost: tuple[str, ...] = ()
