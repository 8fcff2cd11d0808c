"""The file of a compiled glossary: a header, then arrays, each where the header says.

====================  ======================================================================
bytes                 what
====================  ======================================================================
0-7                   ``MAGIC``
8-11                  length of the header, little-endian
12-15                 CRC-32 of the header
16 and on             the header: JSON with ``size`` of the file, ``crc`` of all after the
                      header, ``meta`` (ours), ``arrays``: name -> [dtype, items, offset]
from ``BODY``         the arrays, each at a multiple of 64 bytes
====================  ======================================================================

Nothing in the file is code: arrays of numbers and UTF-8 text.  Offsets are held against the size of
the file when it is opened, so a damaged file is noticed and never read beyond its end.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FileDamaged", "Layout", "Writer", "open_layout"]

MAGIC: Final = b"mtqaGL\r\n"
BODY: Final = 8192
_ALIGN: Final = 64
_DTYPES: Final = {"u1": 1, "<u2": 2, "<u4": 4, "<u8": 8}
_CHUNK: Final = 1 << 22


class FileDamaged(Exception):  # noqa: N818 - WONTFIX: says what happened; it never leaves this package
    """A compiled glossary is not what it should be; the message says in what way."""


class Writer:
    """Writes arrays one after another, then the header.

    Args:
        stream: A new file, open for writing in binary.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = BODY
        self._crc = 0
        self._arrays: dict[str, tuple[str, int, int]] = {}
        stream.write(bytes(BODY))

    def array(self, name: str, values: NDArray[Any]) -> None:
        """Add an array of unsigned numbers."""
        little = values.dtype.newbyteorder("<")
        code = little.str.lstrip("|")
        if code not in _DTYPES:
            raise ValueError(f"array {name!r} is of type {code!r}")
        self._begin(name, code)
        self._write(values.astype(little, copy=False).tobytes())
        self._end(name, len(values))

    def begin_bytes(self, name: str) -> None:
        """Start a section of bytes, filled with :meth:`add_bytes` and closed with :meth:`end_bytes`."""
        self._begin(name, "u1")

    def add_bytes(self, data: bytes) -> None:
        """Add to the open section."""
        self._write(data)

    def end_bytes(self, name: str) -> None:
        """Close the open section."""
        self._end(name, self._at - self._arrays[name][2])

    def finish(self, meta: dict[str, Any]) -> None:
        """Write the header; the file is complete then."""
        header = json.dumps(
            {"size": self._at, "crc": self._crc, "meta": meta, "arrays": self._arrays}, separators=(",", ":")
        ).encode()
        if 16 + len(header) > BODY:
            raise ValueError(f"a header of {len(header)} bytes")
        self._stream.seek(0)
        self._stream.write(MAGIC + struct.pack("<II", len(header), zlib.crc32(header)) + header)
        self._stream.flush()

    def _begin(self, name: str, code: str) -> None:
        self._write(bytes(-self._at % _ALIGN))
        self._arrays[name] = (code, 0, self._at)

    def _end(self, name: str, items: int) -> None:
        code, _, offset = self._arrays[name]
        self._arrays[name] = (code, items, offset)

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._crc = zlib.crc32(data, self._crc)
        self._at += len(data)


@dataclass(frozen=True)
class Layout:
    """An open file.

    Attributes:
        meta: What the writer said of it.
        arrays: The arrays by name, read-only views of the mapped file.
    """

    meta: dict[str, Any]
    arrays: dict[str, NDArray[Any]]

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.arrays[name]


def open_layout(stream: IO[bytes], *, thorough: bool) -> Layout:
    """Map a file.

    Args:
        stream: Open for reading in binary; may be closed afterwards.
        thorough: Compare the checksum of all arrays, which reads the whole file.

    Raises:
        FileDamaged: It is not such a file, not all of it, or not what was written.
    """
    import numpy as np

    try:
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except ValueError as exc:  # an empty file cannot be mapped
        raise FileDamaged("empty") from exc
    if len(mapped) < BODY or mapped[:8] != MAGIC:
        raise FileDamaged("not a compiled glossary")
    length, crc = struct.unpack("<II", mapped[8:16])
    if 16 + length > BODY or zlib.crc32(mapped[16 : 16 + length]) != crc:
        raise FileDamaged("its header has changed")
    try:
        header = json.loads(mapped[16 : 16 + length])
        size, sections, meta = header["size"], header["arrays"], header["meta"]
        if size != len(mapped):
            raise FileDamaged(f"{len(mapped)} bytes instead of {size}")
        arrays: dict[str, NDArray[Any]] = {}
        for name, (code, items, offset) in sections.items():
            if offset < BODY or items < 0 or offset + items * _DTYPES[code] > size:
                raise FileDamaged(f"array {name!r} is not inside it")
            arrays[name] = np.frombuffer(mapped, dtype=np.dtype(code), count=items, offset=offset)
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise FileDamaged("its header is not one of ours") from exc
    if thorough and _body_crc(mapped) != header["crc"]:
        raise FileDamaged("its content has changed")
    return Layout(meta, arrays)


def _body_crc(mapped: mmap.mmap) -> int:
    crc = 0
    with memoryview(mapped) as view:
        for start in range(BODY, len(mapped), _CHUNK):
            crc = zlib.crc32(view[start : start + _CHUNK], crc)
    return crc
