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
``context``    words that make the entry more probable anywhere in an article, ``|`` between them
``note``       for people (``notes`` is an alias)
=============  =====================================================================================

``context`` and any other column are kept in ``Entry.extra``; others have no effect.  Headers match whatever their case
and surrounding space.  The delimiter is read off the header: comma, semicolon (a spreadsheet in much
of Europe writes it) or tab.  A row is counted as a spreadsheet counts it: the header is row 1, and a
cell with line breaks does not start a new row.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.kinds import infer_kind, nearest_kind, parse_kind
from mtqa.glossary.merge import merged
from mtqa.glossary.model import Entry, EntryKind, Glossary
from mtqa.glossary.rows import COLUMNS, cells_of, columns_of, decode, delimiter_of, numbered_rows, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "MAX_BYTES",
    "MAX_ENTRIES",
    "MAX_TERM",
    "entry_of",
    "forms_of",
    "free_id",
    "kind_of",
    "load_csv",
    "merged",
    "parse_csv",
]

MAX_BYTES: Final = 20_000_000  # of a file
MAX_ENTRIES: Final = 100_000  # of a file
MAX_TERM: Final = 1_000  # code points of a form

_SEPARATOR: Final = "|"


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
    return parse_csv(decode(data, origin=str(path)), origin=str(path))


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
    lines = io.StringIO(text, newline="")
    rows = numbered_rows(lines, delimiter=delimiter_of(text), origin=origin)
    header_row, header = next(rows, (1, []))
    columns = columns_of(header, row=header_row, origin=origin)
    drafts: list[tuple[int, dict[str, str]]] = []
    for row, cells in rows:
        if len(drafts) == MAX_ENTRIES:
            refuse(origin, row, problem=f"more than {MAX_ENTRIES:,} entries; split the file")
        drafts.append((row, cells_of(cells, columns, row=row, origin=origin)))
    entries = tuple(_with_ids(drafts, origin=origin))
    refuse_conflicts(entries)
    return Glossary(entries)


def _with_ids(drafts: Sequence[tuple[int, dict[str, str]]], *, origin: str) -> Iterator[Entry]:
    """Entries, those without an id given one that no row of the file claims."""
    taken = {values["id"] for _, values in drafts if values.get("id")}
    for row, values in drafts:
        identity = values.get("id", "")
        if not identity:
            identity = " ".join(values["term"].split())
            if identity in taken:
                identity = free_id(identity, kind_of(values, row=row, origin=origin), taken)
            taken.add(identity)
        yield entry_of(values, identity=identity, row=row, origin=origin)


def entry_of(values: Mapping[str, str], *, identity: str, row: int, origin: str) -> Entry:
    """The entry of a row.

    Args:
        values: The trimmed cells of the row, by column.
        identity: Its id.
        row: Number of the row.
        origin: Name of the file.

    Raises:
        GlossaryError: The kind is unknown, or a form is too long.
    """
    kind = kind_of(values, row=row, origin=origin)
    term, *variants = forms_of("term", values["term"], row=row, origin=origin, split=None)
    variants += forms_of("variants", values.get("variants", ""), row=row, origin=origin)
    return Entry(
        id=identity,
        term=term,
        kind=kind,
        variants=tuple(form for form in dict.fromkeys(variants) if form != term),
        wrong=tuple(dict.fromkeys(forms_of("wrong", values.get("wrong", ""), row=row, origin=origin))),
        source_term=values.get("source_term", ""),
        source_lang=values.get("source_lang", ""),
        roles=tuple(dict.fromkeys(forms_of("roles", values.get("roles", ""), row=row, origin=origin))),
        note=values.get("note", ""),
        origin=f"{origin}:{row}",
        extra=tuple((name, value) for name, value in values.items() if name not in COLUMNS and value),
    )


def kind_of(values: Mapping[str, str], *, row: int, origin: str) -> EntryKind:
    """The kind that a row names, or one guessed from its term.

    Raises:
        GlossaryError: The kind is unknown.
    """
    value = values.get("kind", "")
    if not value:
        return infer_kind(values["term"])
    kind = parse_kind(value)
    if kind is None:
        refuse(
            origin,
            row,
            "kind",
            problem=f"unknown kind {value[:60]!r}; did you mean {nearest_kind(value).value!r}? "
            f"The kinds are {', '.join(EntryKind)}",
        )
    return kind


def forms_of(column: str, cell: str, *, row: int, origin: str, split: str | None = _SEPARATOR) -> list[str]:
    """The forms in a cell; empty ones between two separators are dropped.

    Raises:
        GlossaryError: A form is longer than ``MAX_TERM``.
    """
    if not cell:
        return []
    forms = [" ".join(form.split()) for form in (cell.split(split) if split is not None else [cell])]
    for form in forms:
        if len(form) > MAX_TERM:
            refuse(origin, row, column, problem=f"a form of {len(form):,} characters; at most {MAX_TERM:,} are allowed")
    return [form for form in forms if form]


def free_id(term: str, kind: EntryKind, taken: set[str]) -> str:
    """The term itself, which is what a person reads in a report; with the kind, then a number, where it is taken."""
    if term not in taken:
        return term
    number, candidate = 1, f"{term} ({kind})"
    while candidate in taken:
        number += 1
        candidate = f"{term} ({kind} {number})"
    return candidate
