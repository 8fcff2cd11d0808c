"""Reading a large glossary file: in blocks, with bounded memory, one Python step per column.

What is accepted and what is refused, in which words, is what :mod:`mtqa.glossary.store_csv` says for
a small file: a block in which anything is unusual goes through the same functions row by row.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.kinds import parse_kind
from mtqa.glossary.model import CaseRule, MatchMode
from mtqa.glossary.rows import cells_of, columns_of, decode, delimiter_of, mixed_scripts, numbered_rows, refuse
from mtqa.glossary.store_csv import RIGHT, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["Block", "FileFacts", "file_facts", "read_blocks", "refuse_size"]

_ROWS: Final = 8_192  # of a block
_CHUNK: Final = 1 << 20  # bytes read at a time
_FORM_COLUMNS: Final = ("term", "variants", "wrong", "superseded", "roles", "context", "source_term")
#: What the cells of these columns usually are; anything else is looked at row by row.
_RULE_COLUMNS: Final = {
    "match": {"", *MatchMode} - {MatchMode.PATTERN},
    "case": {"", *CaseRule},
    "watch": {"", "yes"},
}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What one pass over the bytes of a file tells.

    Attributes:
        sha256: In hexadecimal.
        n_lines: Line ends.
    """

    sha256: str
    n_lines: int


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a file, checked.

    Attributes:
        rows: Their numbers, as a spreadsheet counts.
        columns: Names of the columns, in the order of the file.
        cells: The trimmed cells of each column, as long as ``rows``.
    """

    rows: Sequence[int]
    columns: tuple[str, ...]
    cells: tuple[Sequence[str], ...]

    def column(self, name: str) -> Sequence[str] | None:
        """The cells of a column, ``None`` if the file has no such column."""
        return self.cells[self.columns.index(name)] if name in self.columns else None


def file_facts(path: Path) -> FileFacts:
    """Read a file once, for its checksum and its number of lines.

    Raises:
        GlossaryError: It is too large, cannot be read, or is no text file.
    """
    state, n_lines, at = hashlib.sha256(), 0, 0
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                if at == 0 and chunk.startswith((b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff")):
                    decode(chunk, origin=str(path))
                null = chunk.find(b"\0")
                if null >= 0:
                    raise GlossaryError(f"{path}: a binary file, not CSV (null byte at offset {at + null})")
                state.update(chunk)
                n_lines += chunk.count(b"\n")
                at += len(chunk)
                refuse_size(path, at)
    except OSError as exc:
        raise GlossaryError(f"{path}: the glossary cannot be read ({exc.strerror or exc})") from exc
    return FileFacts(state.hexdigest(), n_lines)


def refuse_size(path: Path, n_bytes: int) -> None:
    """Raise if a file of so many bytes is larger than :mod:`mtqa.glossary.limits` allow."""
    most = limits.current().bytes
    if n_bytes > most:
        raise GlossaryError(
            f"{path}: larger than {most / 1_000_000:,.0f} MB, which no glossary should be; split it, and give "
            f"--glossary only the part that the articles need, or {limits.RAISE}"
        )


def read_blocks(path: Path, *, origin: str) -> Iterator[Block]:
    """The rows of a file in blocks.

    Args:
        path: The file.
        origin: Its name in messages.

    Raises:
        GlossaryError: The file is not such a file; names the file, and where it applies row and column.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(_CHUNK).decode("utf-8-sig", errors="ignore")
            stream.seek(0)
            if not start.strip():
                raise GlossaryError(f"{origin}: empty; the first line must name the columns, at least 'term'")
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            rows = numbered_rows(text, delimiter=delimiter_of(start), origin=origin)
            header_row, header = next(rows, (1, []))
            columns = columns_of(header, row=header_row, origin=origin)
            total, most = 0, limits.current().entries
            while some := list(islice(rows, _ROWS)):
                total += len(some)
                if total > most:
                    row = some[most - total][0]
                    refuse(origin, row, problem=f"more than {most:,} entries; split the file, or {limits.RAISE}")
                yield _quick(some, columns) or _slow(some, columns, origin=origin)
    except UnicodeDecodeError:
        decode(path.read_bytes(), origin=origin)  # says where
        raise GlossaryError(f"{origin}: changed while it was read; run the same command again") from None
    except OSError as exc:
        raise GlossaryError(f"{origin}: the glossary cannot be read ({exc.strerror or exc})") from exc


def _quick(some: Sequence[tuple[int, list[str]]], columns: tuple[str, ...]) -> Block | None:
    """The block, if nothing in it is unusual."""
    numbers, lists = zip(*some, strict=True)
    if any(len(cells) != len(columns) for cells in lists):
        return None
    cells = tuple(list(map(str.strip, column)) for column in zip(*lists, strict=True))
    most = limits.current().term
    for name, values in zip(columns, cells, strict=True):
        together = "".join(values)
        if not together.isprintable():
            return None
        if name == "term" and not all(value[:1].isalnum() or value[-1:].isalnum() for value in values):
            return None
        if name == "kind" and any(value and parse_kind(value) is None for value in set(values)):
            return None
        if name in _RULE_COLUMNS and not set(values) <= _RULE_COLUMNS[name]:
            return None
        if name in _FORM_COLUMNS and (max(map(len, values)) > most or "\\" in together or "}" in together):
            return None
        if name in RIGHT and not together.isascii() and mixed_scripts("\n".join(values)):
            return None
    return Block(numbers, columns, cells)


def _slow(some: Sequence[tuple[int, list[str]]], columns: tuple[str, ...], *, origin: str) -> Block:
    """The block, row by row, so that the first mistake is reported in its place."""
    cells: tuple[list[str], ...] = tuple([] for _ in columns)
    for row, raw in some:
        values = cells_of(raw, columns, row=row, origin=origin)
        entry_of(values, identity="", row=row, origin=origin)
        for column, name in zip(cells, columns, strict=True):
            column.append(values.get(name, ""))
    return Block([row for row, _ in some], columns, cells)
