"""CSV and TSV with a header: mtqa's own file, or somebody's spreadsheet saved as CSV.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``.  A file meant for one is
*guarded*: an apostrophe stands before such a cell, which the spreadsheet shows and does not run.  On
import it is taken off again.  A file counts as guarded if no cell of it begins with such a sign and some
cell begins with an apostrophe and such a sign.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats.headers import is_doubtful, is_native
from mtqa.glossary.formats.losses import Losses
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.sheet import header_of, read_sheet
from mtqa.glossary.formats.texts import csv_text, delimiter_guess, sample_of, table_rows, text_of
from mtqa.glossary.model import TARGET_LANG
from mtqa.glossary.rows import delimiter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.glossary.model import Glossary

__all__ = [
    "NAME",
    "SUFFIXES",
    "TITLE",
    "guarded",
    "looks_like",
    "looks_surely_like",
    "read",
    "restored",
    "write_csv",
    "write_tsv",
]

NAME: Final = "csv"
TITLE: Final = "CSV or TSV with a header: mtqa's own, or a spreadsheet"
SUFFIXES: Final = (".csv", ".tsv")

_RUN: Final = re.compile(r"[=+\-@\t\r]")
_TO_GUARD: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_MAYBE_GUARDED: Final = re.compile(r"'[=+\-@]")


def guarded(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not run it; :func:`restored` is the way back."""
    return f"'{cell}" if _TO_GUARD.match(cell) else cell


def restored(cell: str) -> str:
    """The cell without the apostrophe of :func:`guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def looks_like(data: bytes) -> bool:
    """Whether one of the first rows names columns."""
    return _names_columns(data, in_doubt=True)


def looks_surely_like(data: bytes) -> bool:
    """Whether one of the first rows names columns and cannot be a pair of terms."""
    return _names_columns(data, in_doubt=False)


def _names_columns(data: bytes, *, in_doubt: bool) -> bool:
    text = sample_of(data)
    if not text:
        return False
    rows: list[tuple[int, list[str]]] = []
    with contextlib.suppress(GlossaryError):  # a cell may be cut where the sample ends; what came before it is there
        rows.extend(table_rows(text, delimiter=_delimiter(text), origin=""))
    if not rows:
        return False
    if is_native(rows[0][1], target_lang=TARGET_LANG):
        return True
    found = header_of(rows, target_lang=TARGET_LANG)
    return found is not None and (in_doubt or not is_doubtful(found[1]))


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read a table with a header.

    Raises:
        GlossaryError: It is none; the message names the place.
    """
    from mtqa.glossary.store_csv import parse_csv

    text = text_of(data, origin=origin)
    delimiter = _delimiter(text)
    header = next(table_rows(text, delimiter=delimiter, origin=origin))[1]
    native = is_native(header, target_lang=target_lang)
    if _MAYBE_GUARDED.search(text) and _is_guarded(text, delimiter=delimiter):
        # Blank rows stay, so that the rows keep their numbers.
        every = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        text = csv_text([[restored(cell) for cell in cells] for cells in every], delimiter=delimiter)
    if native:
        return Imported(parse_csv(text, origin=origin).entries)
    rows = table_rows(text, delimiter=delimiter, origin=origin)
    return read_sheet(rows, origin=origin, target_lang=target_lang, source_lang=source_lang, losses=Losses())


def _delimiter(text: str) -> str:
    """The delimiter of the header as mtqa's own reader takes it, where that finds a ``term``; else the likeliest."""
    ours = delimiter_of(text)
    first = next((line for line in text.splitlines() if line.strip()), "")[:10_000]
    if is_native([cell.strip('" ') for cell in first.split(ours)], target_lang=TARGET_LANG):
        return ours
    return delimiter_guess(text) or ours


def _is_guarded(text: str, *, delimiter: str) -> bool:
    some = False
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            for cell in cells:
                if _RUN.match(cell):
                    return False
                some = some or _GUARDED.match(cell) is not None
    except csv.Error:
        return False  # the reader says what is wrong
    return some


def write_csv(
    glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "", for_spreadsheet: bool = True
) -> Exported:
    """Write mtqa's own CSV; nothing is lost.

    Args:
        glossary: What to write.
        target_lang: Not asked: the file holds every language.
        source_lang: Likewise.
        for_spreadsheet: Guard cells that a spreadsheet would run.
    """
    del target_lang, source_lang
    return _written(glossary, delimiter=",", for_spreadsheet=for_spreadsheet)


def write_tsv(
    glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "", for_spreadsheet: bool = True
) -> Exported:
    """As :func:`write_csv`, between tabs."""
    del target_lang, source_lang
    return _written(glossary, delimiter="\t", for_spreadsheet=for_spreadsheet)


def _written(glossary: Glossary, *, delimiter: str, for_spreadsheet: bool) -> Exported:
    from mtqa.glossary.write_csv import to_csv

    text = to_csv(glossary)
    if for_spreadsheet or delimiter != ",":
        rows: Iterable[list[str]] = csv.reader(io.StringIO(text, newline=""))
        if for_spreadsheet:
            rows = _guarded_rows(rows)
        text = csv_text(iter(rows), delimiter=delimiter)
    return Exported(text.encode())


def _guarded_rows(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    for cells in rows:
        yield [guarded(cell) for cell in cells]
