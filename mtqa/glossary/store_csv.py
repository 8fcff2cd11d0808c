"""The native glossary file: one CSV with a header.

=============  =====================================================================================
column         meaning
=============  =====================================================================================
``term``       the preferred form; the only column that must be there
``id``         unique; the term itself when missing
``kind``       person, place, organisation, work, product, event or term, or a usual word for one
               (``type`` is an alias); guessed when missing, see :func:`mtqa.glossary.kinds.infer_kind`
``variants``   other right forms, ``|`` between them
``wrong``      forms known to be wrong, ``|`` between them
``source_term``, ``source_lang``   the form in the source language, and its BCP-47 code
``roles``      words that stand beside the name, ``|`` between them
``note``       for people (``notes`` is an alias)
=============  =====================================================================================

Any other column is kept in ``Entry.extra`` and has no effect.  Headers match whatever their case
and surrounding space.  The delimiter is read off the header: comma, semicolon (a spreadsheet in much
of Europe writes it) or tab.  A row is counted as a spreadsheet counts it: the header is row 1, and a
cell with line breaks does not start a new row.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final, NoReturn

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.kinds import infer_kind, nearest_kind, parse_kind
from mtqa.glossary.merge import merged
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["MAX_BYTES", "MAX_ENTRIES", "MAX_TERM", "load_csv", "merged", "parse_csv"]

MAX_BYTES: Final = 20_000_000  # of a file
MAX_ENTRIES: Final = 100_000  # of a file
MAX_TERM: Final = 1_000  # code points of a form

_COLUMNS: Final = ("id", "term", "kind", "variants", "wrong", "source_term", "source_lang", "roles", "note")
_BY_HEADER: Final = {fold(name): name for name in _COLUMNS} | {"type": "kind", "notes": "note"}
_SEPARATOR: Final = "|"
_DELIMITERS: Final = ",;\t"
# What a cell must not hold; the second kind is allowed in notes and in columns that are not ours.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_BREAK: Final = re.compile("[\t\n\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


def load_csv(path: Path) -> Glossary:
    """Read a glossary file.

    Args:
        path: A CSV file in UTF-8, with or without a byte order mark, of at most ``MAX_BYTES``.

    Returns:
        Its entries, in the order of the file.

    Raises:
        GlossaryError: The file cannot be read or is not such a file; the message names the file,
            and where it applies the row and the column.
    """
    try:
        if path.is_dir():
            raise GlossaryError(f"{path}: a folder, not a glossary; name a CSV file in it")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise GlossaryError(f"{path}: no such glossary file; check the path") from None
    except (OSError, ValueError) as exc:  # ValueError: a null character in the path
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        raise GlossaryError(f"{path}: the glossary cannot be read ({reason})") from exc
    if len(data) > MAX_BYTES:
        raise GlossaryError(
            f"{path}: larger than {MAX_BYTES // 1_000_000} MB; a glossary of that size is likely to be another "
            "file; if not, split it and give --glossary several times"
        )
    return parse_csv(_decode(data, origin=str(path)), origin=str(path))


def _decode(data: bytes, *, origin: str) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise GlossaryError(f"{origin}: a spreadsheet workbook or zip file, not CSV; save it as 'CSV UTF-8' first")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise GlossaryError(f"{origin}: encoded as UTF-16, not UTF-8; save it as 'CSV UTF-8'")
    at = data.find(b"\0")
    if at >= 0:
        raise GlossaryError(f"{origin}: a binary file, not CSV (null byte at offset {at})")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        # Without the byte order mark, offsets of the codec would be three too low.
        start = exc.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        line = data.count(b"\n", 0, start) + 1
        raise GlossaryError(
            f"{origin}, line {line}: not UTF-8 (byte 0x{data[start]:02x}); the file is probably in an older "
            "encoding such as Windows-1252: save it as 'CSV UTF-8'"
        ) from None


def parse_csv(text: str, *, origin: str) -> Glossary:
    """Read a glossary from CSV text.

    Args:
        text: The whole file, decoded; a leading byte order mark is ignored.
        origin: Name of the file, for messages and for ``Entry.origin``.

    Returns:
        Its entries, in the order of the text.

    Raises:
        GlossaryError: Names ``origin``, the row and the column of the first mistake.
    """
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    if not text.strip():
        raise GlossaryError(f"{origin}: empty; the first line must name the columns, at least 'term'")
    rows = _rows(text, delimiter=_delimiter(text), origin=origin)
    header_row, header = next(rows, (1, []))
    columns = _columns(header, row=header_row, origin=origin)
    drafts: list[tuple[int, dict[str, str]]] = []
    for row, cells in rows:
        if len(drafts) == MAX_ENTRIES:
            _refuse(origin, row, problem=f"more than {MAX_ENTRIES:,} entries; split the file")
        drafts.append((row, _cells(cells, columns, row=row, origin=origin)))
    entries = tuple(_with_ids(drafts, origin=origin))
    refuse_conflicts(entries)
    return Glossary(entries)


def _refuse(origin: str, row: int, column: str = "", *, problem: str) -> NoReturn:
    where = f"{origin}, row {row}, column {column}" if column else f"{origin}, row {row}"
    raise GlossaryError(f"{where}: {problem}")


def _delimiter(text: str) -> str:
    """The delimiter under which the first line has a ``term`` column; the most frequent if none does."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:10_000]

    def fit(delimiter: str) -> tuple[bool, int]:
        cells = [fold(cell.strip().strip('"')) for cell in first.split(delimiter)]
        return "term" in cells, len(cells)

    return max(_DELIMITERS, key=fit)


def _rows(text: str, *, delimiter: str, origin: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with their numbers."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            if any(cell and not cell.isspace() for cell in cells):
                yield row, cells
    except csv.Error as exc:
        reason = str(exc)
        if "field larger" in reason:
            problem = f"a cell of more than {csv.field_size_limit():,} characters; is a quotation mark not closed?"
        else:
            problem = (
                f"broken quoting near line {reader.line_num} ({reason}); a cell that holds a quotation mark must be "
                'in quotation marks, with those inside doubled: "the ""Quad"""'
            )
        raise GlossaryError(f"{origin}, row {row + 1}: {problem}") from None


def _columns(header: Sequence[str], *, row: int, origin: str) -> tuple[str, ...]:
    """The name of each column: ours in our spelling, others as they are."""
    names: list[str] = []
    for cell in header:
        title = cell.strip()
        name = _BY_HEADER.get(fold(title), title)
        if name and name in names:
            _refuse(origin, row, name, problem=f"the column is there twice ({title!r}); rename or delete one")
        names.append(name)
    if "term" not in names:
        found = ", ".join(repr(name[:40]) for name in names[:8])
        _refuse(
            origin,
            row,
            problem=f"no column 'term'; the first row must name the columns, and it has {found}. "
            "Rename the column that holds the right form to 'term'",
        )
    return tuple(names)


def _cells(cells: Sequence[str], columns: tuple[str, ...], *, row: int, origin: str) -> dict[str, str]:
    """The cells of a row by column, trimmed, checked for what none may hold."""
    if any(cell.strip() for cell in cells[len(columns) :]):
        _refuse(
            origin,
            row,
            problem=f"{len(cells)} cells, but the header has {len(columns)}; put a cell that holds the delimiter "
            "in quotation marks",
        )
    values: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        value = cell.strip()
        if not value.isprintable():  # cheap: true of nearly every cell
            bad = _CONTROL.search(value)
            if bad is None and column in _BY_HEADER.values() and column != "note":
                bad = _LINE_BREAK.search(value)
            if bad is not None:
                _refuse(
                    origin,
                    row,
                    column,
                    problem=f"a control character (U+{ord(bad[0]):04X}) at position "
                    f"{bad.start() + 1} of the cell; delete it",
                )
        values[column] = value
    if not fold(values.get("term", "")):
        _refuse(origin, row, "term", problem="empty; write the right form, or delete the row")
    return values


def _with_ids(drafts: Sequence[tuple[int, dict[str, str]]], *, origin: str) -> Iterator[Entry]:
    """Entries, those without an id given one that no row of the file claims."""
    taken = {values["id"] for _, values in drafts if values.get("id")}
    for row, values in drafts:
        kind = _kind(values, row=row, origin=origin)
        identity = values.get("id", "")
        if not identity:
            identity = _free_id(values["term"], kind, taken)
            taken.add(identity)
        term, *variants = _forms("term", values["term"], row=row, origin=origin, split=None)
        variants += _forms("variants", values.get("variants", ""), row=row, origin=origin)
        yield Entry(
            id=identity,
            term=term,
            kind=kind,
            variants=tuple(form for form in dict.fromkeys(variants) if form != term),
            wrong=tuple(dict.fromkeys(_forms("wrong", values.get("wrong", ""), row=row, origin=origin))),
            source_term=values.get("source_term", ""),
            source_lang=values.get("source_lang", ""),
            roles=tuple(dict.fromkeys(_forms("roles", values.get("roles", ""), row=row, origin=origin))),
            note=values.get("note", ""),
            origin=f"{origin}:{row}",
            extra=tuple((name, value) for name, value in values.items() if name not in _COLUMNS and value),
        )


def _kind(values: dict[str, str], *, row: int, origin: str) -> EntryKind:
    value = values.get("kind", "")
    if not value:
        return infer_kind(values["term"])
    kind = parse_kind(value)
    if kind is None:
        _refuse(
            origin,
            row,
            "kind",
            problem=f"unknown kind {value[:60]!r}; did you mean {nearest_kind(value).value!r}? "
            f"The kinds are {', '.join(EntryKind)}",
        )
    return kind


def _forms(column: str, cell: str, *, row: int, origin: str, split: str | None = _SEPARATOR) -> list[str]:
    """The forms in a cell; empty ones between two separators are dropped."""
    if not cell:
        return []
    forms = [" ".join(form.split()) for form in (cell.split(split) if split is not None else [cell])]
    for form in forms:
        if len(form) > MAX_TERM:
            _refuse(
                origin, row, column, problem=f"a form of {len(form):,} characters; at most {MAX_TERM:,} are allowed"
            )
    return [form for form in forms if form]


def _free_id(term: str, kind: EntryKind, taken: set[str]) -> str:
    """The term itself, which is what a person reads in a report; with the kind, then a number, where it is taken."""
    if term not in taken:
        return term
    number, candidate = 1, f"{term} ({kind})"
    while candidate in taken:
        number += 1
        candidate = f"{term} ({kind} {number})"
    return candidate
