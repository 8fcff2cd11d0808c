"""Reading a glossary file in spite of its mistakes, so that all of them are known at once.

The native reader stops at the first mistake, because nothing may be lost unnoticed.  Here each one becomes a
complaint, in the words of the reader, and reading goes on without the cell, the row or the letters in question.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeVar

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.rows import BY_HEADER, cells_of, columns_of, decode, delimiter_of, quoting_problem
from mtqa.glossary.store_csv import entry_of, free_id
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mtqa.glossary.model import Entry

__all__ = ["Complaint", "LenientRead", "read_leniently"]

_Read = TypeVar("_Read")

#: Rows with broken quoting after which a file is not read on: each may cost another look at all that follows.
MOST_BROKEN: Final = 20
#: Columns whose cells are understood together.
_TOGETHER: Final = {"source_term": "source_lang", "source_lang": "source_term"}
#: Stands for the term of a row while its other cells are looked at.
_TERM: Final = "x"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that the native reader refuses.

    Attributes:
        row: The row as a spreadsheet counts it; ``None`` if it is about the whole file.
        column: The column, ``""`` if it is about the whole row or file.
        message: What is wrong and what to do, without the place.
    """

    row: int | None
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class LenientRead:
    """What of a file could be read.

    Attributes:
        entries: Its entries, in order, without the cells that were refused.  Ids and forms may contradict each other.
        complaints: What was refused, in the order of the file.
        header: The names of the columns as they are written; empty if there are none.
        header_row: The row they stand in.
        guessed: Rows whose kind is guessed because the cell is empty.
    """

    entries: tuple[Entry, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    header: tuple[str, ...] = ()
    header_row: int = 1
    guessed: tuple[int, ...] = ()


def read_leniently(data: bytes, *, origin: str) -> LenientRead:
    """Read a native glossary file, mistakes and all.

    Args:
        data: The file.
        origin: Its name, for ``Entry.origin``.

    Returns:
        The entries and the complaints.  There are none exactly if the native reader refuses no cell and no row.
    """
    complaints: list[Complaint] = []
    text = _text(data, origin, complaints)
    if not text.strip():
        if not complaints:
            complaints.append(Complaint(None, "", "empty; the first line must name the columns, at least 'term'"))
        return LenientRead(complaints=tuple(complaints))
    rows = _rows(text, delimiter=delimiter_of(text), complaints=complaints)
    header_row, header = next(rows, (1, []))
    columns = _columns(header, row=header_row, origin=origin, complaints=complaints)
    if "term" not in columns:
        return LenientRead((), tuple(complaints), tuple(header), header_row)
    most = limits.current().entries
    drafts: list[tuple[int, dict[str, str]]] = []
    for row, cells in rows:
        if len(drafts) == most:
            complaints.append(Complaint(row, "", f"more than {most:,} entries; split the file, or {limits.RAISE}"))
            break
        drafts.append((row, _cells(cells, columns, row=row, origin=origin, complaints=complaints)))
    entries = tuple(_entries(drafts, origin=origin, complaints=complaints))
    guessed = tuple(row for row, values in drafts if values.get("term") and not values.get("kind"))
    found = sorted(complaints, key=lambda one: (one.row is not None, one.row or 0))
    return LenientRead(entries, tuple(found), tuple(header), header_row, guessed)


def _text(data: bytes, origin: str, complaints: list[Complaint]) -> str:
    """The text; lines that are not UTF-8 with a sign in the place of their odd letters."""
    try:
        return decode(data, origin=origin)
    except GlossaryError as exc:
        if data.startswith((b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
            complaints.append(Complaint(None, "", str(exc).removeprefix(f"{origin}: ")))
            return ""
        text = data.decode("utf-8-sig", errors="replace")
        sign = "\N{REPLACEMENT CHARACTER}"
        lines = sum(sign in line for line in text.split("\n"))
        more = f"; {lines:,} lines have such bytes" if lines > 1 else ""
        complaints.append(Complaint(None, "", str(exc).removeprefix(f"{origin}, ") + more))
        return text


def _rows(text: str, *, delimiter: str, complaints: list[Complaint]) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows; after one with broken quoting reading goes on in the line below its first one."""
    lines = list(io.StringIO(text, newline=""))
    row, at = 0, 0
    for _ in range(MOST_BROKEN):
        fed = _Fed(lines, at)
        reader = csv.reader(fed, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                at = fed.at
                row += 1
                if "".join(cells).strip():
                    yield row, cells
            return
        except csv.Error as exc:
            at, row = at + 1, row + 1
            complaints.append(Complaint(row, "", quoting_problem(exc, line=at)))
    complaints.append(Complaint(row, "", "too many rows with broken quoting; what follows was not looked at"))


class _Fed:
    """Lines from a place on, with the place that the reader has come to."""

    def __init__(self, lines: Sequence[str], at: int) -> None:
        self._lines = lines
        self.at = at

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self._lines):
            self.at += 1
            yield self._lines[self.at - 1]


def _columns(header: Sequence[str], *, row: int, origin: str, complaints: list[Complaint]) -> tuple[str, ...]:
    """The names of the columns; one that is there twice counts once, the second one has no name."""
    seen: set[str] = set()
    kept: list[str] = []
    for cell in header:
        name = BY_HEADER.get(fold(cell.strip()), cell.strip())
        if name and name in seen:
            problem = f"the column is there twice ({cell.strip()!r}); rename or delete one"
            complaints.append(Complaint(row, name, problem))
            name = ""
        seen.add(name)
        kept.append(name)
    try:
        columns_of(kept, row=row, origin=origin)
    except GlossaryError as exc:
        complaints.append(Complaint(row, "", _message(exc, origin, row, "")))
    return tuple(kept)


def _cells(
    cells: Sequence[str], columns: tuple[str, ...], *, row: int, origin: str, complaints: list[Complaint]
) -> dict[str, str]:
    """The cells of a row that may stand there."""
    try:
        return cells_of(cells, columns, row=row, origin=origin)
    except GlossaryError as exc:
        if any(cell.strip() for cell in cells[len(columns) :]):
            complaints.append(Complaint(row, "", _message(exc, origin, row, "")))
    values: dict[str, str] = {}
    for column, cell in zip_longest(columns, cells[: len(columns)], fillvalue=""):
        pair = ((cell,), ("term",)) if column == "term" else ((_TERM, cell), ("term", column))
        found = _tried(partial(cells_of, *pair, row=row, origin=origin), row, column, origin)
        if isinstance(found, Complaint):
            complaints.append(found)
        else:
            values[column] = found[column]
    return values


def _entries(
    drafts: Sequence[tuple[int, Mapping[str, str]]], *, origin: str, complaints: list[Complaint]
) -> Iterator[Entry]:
    """The entries of rows, without cells that say what none may."""
    taken = {values["id"] for _, values in drafts if values.get("id")}
    for row, values in drafts:
        sound = dict(values)
        entry = _entry(sound, row=row, origin=origin)
        if entry is None:
            complaints += _without_unsound(sound, row=row, origin=origin)
            entry = _entry(sound, row=row, origin=origin)
        if entry is None:
            continue
        if not entry.id:
            identity = free_id(entry.term, entry.kind, taken)
            taken.add(identity)
            entry = _entry(sound | {"id": identity}, row=row, origin=origin) or entry
        yield entry


def _entry(values: Mapping[str, str], *, row: int, origin: str) -> Entry | None:
    if not values.get("term"):
        return None
    try:
        return entry_of(values, identity=values.get("id", ""), row=row, origin=origin)
    except GlossaryError:
        return None


def _without_unsound(values: dict[str, str], *, row: int, origin: str) -> Iterator[Complaint]:
    """Take the cells out that the reader refuses, and complain of each."""
    for column in [name for name, cell in values.items() if cell]:
        if column not in values:
            continue
        alone = {"term": _TERM, "kind": "term", column: values[column]}
        other = _TOGETHER.get(column)
        if other is not None:
            alone[other] = values.get(other, "")
        found = _tried(partial(entry_of, alone, identity=_TERM, row=row, origin=origin), row, column, origin)
        if isinstance(found, Complaint):
            del values[column]
            if other is not None:
                values.pop(other, None)
            yield found


def _tried(read: Callable[[], _Read], row: int, column: str, origin: str) -> _Read | Complaint:
    """What is read, or why it is refused."""
    try:
        return read()
    except GlossaryError as exc:
        named = str(exc).removeprefix(f"{origin}, row {row}, column ").partition(": ")[0]
        where = named if column in _TOGETHER and named in _TOGETHER else column
        return Complaint(row, where, _message(exc, origin, row, where))


def _message(exc: GlossaryError, origin: str, row: int, column: str) -> str:
    """The message of the reader without the place."""
    place = f"{origin}, row {row}, column {column}: " if column else f"{origin}, row {row}: "
    return str(exc).removeprefix(place)
