"""Names that are known in the world: evidence that a name outside the glossary is right as it stands.

``models/known-names.txt`` lists given names, family names, places and other names with a level of how
common or how large each is (``models/known-names.md``: sources, licences, numbers).  A level is
evidence, never a verdict: garbled names are now and then real names of somebody or some village, so the
share of garbled among the unknown is only several times that among the known.

The file is sorted text, one name a line, searched by halves in the bytes as they lie in the file:
opening it parses nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mtqa.artefacts import artefact
from mtqa.errors import MtqaError

__all__ = ["HEADER", "MAX_KEY", "Background", "Known", "background"]

HEADER: Final = b"# known names 1 "
"""How the file begins; the number of bytes that follow its first line comes next."""

MAX_KEY: Final = 64
"""Longest key in the list, in characters; a longer one is unknown without a look."""

_LINE: Final = re.compile(rb"([a-z][a-z ]*)\t([0-9a-f]{4})")
_CACHED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """How well known a name is in each role: 0 unknown, then rising, at most 15.

    Attributes:
        given: As a given name: one more with every doubling of how often the sources hold it.
        family: As a family name, likewise.
        place: As a place: one more with every fourfold of the population; countries and regions high.
        other: As a people, a language, a currency, a company...: sparse, 0 says little.
    """

    given: int = 0
    family: int = 0
    place: int = 0
    other: int = 0


_UNKNOWN: Final = Known()


class Background:
    """Known names by folded name.

    Args:
        data: The bytes of a file that :mod:`mtqa.training.background` wrote.
        path: Where they are from, for messages.

    Raises:
        MtqaError: The bytes are not such a file, or are cut short.
    """

    def __init__(self, data: bytes, path: Path) -> None:
        self._data = data
        self._path = path
        self._start = data.find(b"\n") + 1
        head = data[: self._start].strip()
        size = head.removeprefix(HEADER)
        if not (head.startswith(HEADER) and size.isdigit() and len(data) - self._start == int(size[:12])):
            raise self._damaged()
        self._cached = lru_cache(maxsize=_CACHED)(self._search)

    @classmethod
    def open(cls, path: Path) -> Background:
        """Open a file written by :mod:`mtqa.training.background`.

        Raises:
            MtqaError: It cannot be read, or is not such a file.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise MtqaError(f"{path}: the list of known names cannot be read ({error.strerror})") from error
        # A checkout on Windows may have changed the ends of lines.
        return cls(data.replace(b"\r\n", b"\n") if data[:80].find(b"\r\n") > 0 else data, path)

    def look_up(self, key: str) -> Known:
        """What is known of a whole name.

        Args:
            key: A name folded by :func:`mtqa.text.fold` or :func:`mtqa.names.alphabet.fold`: a single
                word, or the words of a place with spaces between them.  Apostrophes and full stops do not count.

        Returns:
            Levels; all 0 for a name that is not listed.

        Raises:
            MtqaError: The file is damaged where the name should be.
        """
        return self._cached(key) if len(key) <= MAX_KEY else _UNKNOWN

    def _search(self, key: str) -> Known:
        wanted = key.replace("'", "").replace(".", "").encode("utf-8", "replace")
        data, low, high = self._data, self._start, len(self._data)
        # Invariant: low is the beginning of a line, high the end of one or the beginning of the next.
        while low < high:
            start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = data.find(b"\n", start, high)
            line = _LINE.fullmatch(data, start, end)
            if end < 0 or line is None:
                raise self._damaged()
            here = line.group(1)
            if here == wanted:
                given, family, place, other = (int(digit, 16) for digit in line.group(2).decode())
                return Known(given, family, place, other)
            if here < wanted:
                low = end + 1
            else:
                high = start
        return _UNKNOWN

    def _damaged(self) -> MtqaError:
        return MtqaError(f"{self._path}: the list of known names is damaged; reinstall mtqa")


@lru_cache(maxsize=1)
def background() -> Background:
    """The list that mtqa ships, opened once.

    Raises:
        MtqaError: It is damaged.
    """
    return Background.open(artefact("known-names.txt"))
