"""Rows of a glossary file: encoding, delimiter, header, and what a cell must not hold.

The part of the CSV reader that knows nothing of entries.  :mod:`mtqa.glossary.store_csv` makes
entries of its rows one by one, :mod:`mtqa.glossary.bulk` reads a large file in blocks.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final, NoReturn

from mtqa.errors import GlossaryError
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "BASIC",
    "BY_HEADER",
    "COLUMNS",
    "cells_of",
    "columns_of",
    "decode",
    "delimiter_of",
    "mixed_scripts",
    "numbered_rows",
    "quoting_problem",
    "refuse",
]

#: Columns that a new file always has.
BASIC: Final = ("id", "term", "kind", "variants", "wrong", "source_term", "source_lang", "roles", "note")
#: Columns that mtqa knows, in the order of a new file; those after the basic ones stand only where they are used.
COLUMNS: Final = (
    *BASIC,
    *("superseded", "context", "match", "case", "watch", "must_flag", "must_pass"),
    *("subject", "url", "added_by", "added_at", "finding"),
)
BY_HEADER: Final = {fold(name): name for name in COLUMNS} | {"type": "kind", "notes": "note"}
_SENTENCES: Final = frozenset(("note", "must_flag", "must_pass"))  # may hold line breaks

_OURS: Final = frozenset(COLUMNS)
_DELIMITERS: Final = ",;\t"
# What a cell must not hold; the second kind is allowed in notes and in columns that are not ours.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# A Latin letter beside one of Cyrillic or Greek that looks like a Latin one: "Kyiv" with a Cyrillic "K".
_LATIN: Final = "A-Za-z\u00c0-\u024f"
_LOOK_ALIKE: Final = (
    "\u0400-\u052f\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd"
)
_MIXED: Final = re.compile(f"[{_LATIN}](?=[{_LOOK_ALIKE}])|[{_LOOK_ALIKE}](?=[{_LATIN}])")
_LINE_BREAK: Final = re.compile("[\t\n\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


def refuse(origin: str, row: int, column: str = "", *, problem: str) -> NoReturn:
    """Raise a :class:`GlossaryError` that names the file, the row and the column."""
    where = f"{origin}, row {row}, column {column}" if column else f"{origin}, row {row}"
    raise GlossaryError(f"{where}: {problem}")


def decode(data: bytes, *, origin: str) -> str:
    """The text of a glossary file.

    Raises:
        GlossaryError: It is another kind of file, or in another encoding than UTF-8.
    """
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


def mixed_scripts(form: str) -> str:
    """The first two letters of ``form`` that stand in one word and are of two scripts, ``""`` if none do.

    Only letters of Cyrillic and Greek that look like Latin ones count: a person does not see the
    difference, and the form would match nothing.
    """
    if form.isascii():
        return ""
    found = _MIXED.search(form)
    return form[found.start() : found.start() + 2] if found else ""


def delimiter_of(text: str) -> str:
    """The delimiter under which the first line has a ``term`` column; the most frequent if none does."""
    first = next((line for line in text.splitlines() if line.strip()), "")[:10_000]

    def fit(delimiter: str) -> tuple[bool, int]:
        cells = [fold(cell.strip().strip('"')) for cell in first.split(delimiter)]
        return "term" in cells, len(cells)

    return max(_DELIMITERS, key=fit)


def numbered_rows(lines: Iterable[str], *, delimiter: str, origin: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with their numbers.

    Raises:
        GlossaryError: The quoting is broken.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = 0
    try:
        for cells in reader:
            row += 1
            if "".join(cells).strip():
                yield row, cells
    except csv.Error as exc:
        problem = quoting_problem(exc, line=reader.line_num)
        raise GlossaryError(f"{origin}, row {row + 1}: {problem}") from None


def quoting_problem(exc: csv.Error, *, line: int) -> str:
    """What is wrong with the quoting near a line, and what to do."""
    reason = str(exc)
    if "field larger" in reason:
        return f"a cell of more than {csv.field_size_limit():,} characters; is a quotation mark not closed?"
    return (
        f"broken quoting near line {line} ({reason}); a cell that holds a quotation mark must be "
        'in quotation marks, with those inside doubled: "the ""Quad"""'
    )


def columns_of(header: Sequence[str], *, row: int, origin: str) -> tuple[str, ...]:
    """The name of each column: ours in our spelling, others as they are.

    Raises:
        GlossaryError: There is no column ``term``, or one is there twice.
    """
    names: list[str] = []
    for cell in header:
        title = cell.strip()
        name = BY_HEADER.get(fold(title), title)
        if name and name in names:
            refuse(origin, row, name, problem=f"the column is there twice ({title!r}); rename or delete one")
        names.append(name)
    if "term" not in names:
        found = ", ".join(repr(name[:40]) for name in names[:8])
        refuse(
            origin,
            row,
            problem=f"no column 'term'; the first row must name the columns, and it has {found}. "
            "Rename the column that holds the right form to 'term'",
        )
    return tuple(names)


def cells_of(cells: Sequence[str], columns: tuple[str, ...], *, row: int, origin: str) -> dict[str, str]:
    """The cells of a row by column, trimmed, checked for what none may hold.

    Raises:
        GlossaryError: There are more cells than columns, one holds a control character, or the term is empty.
    """
    if any(cell.strip() for cell in cells[len(columns) :]):
        refuse(
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
            if bad is None and column in _OURS and column not in _SENTENCES:
                bad = _LINE_BREAK.search(value)
            if bad is not None:
                refuse(
                    origin,
                    row,
                    column,
                    problem=f"a control character (U+{ord(bad[0]):04X}) at position "
                    f"{bad.start() + 1} of the cell; delete it",
                )
        values[column] = value
    if not fold(values.get("term", "")):
        refuse(origin, row, "term", problem="empty; write the right form, or delete the row")
    return values
