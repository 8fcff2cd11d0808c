"""What a keeper of a glossary wants to know about it, all at once.

::

    linted = lint_file(Path("glossary.csv"))
    for remark in linted.remarks:
        print(remark)

An *error* is what no glossary may hold; every one of a file is found, not only the first.  A *warning* is most
probably a slip.  A *note* is worth a look once.  What a name would be mistaken for is looked at by
:mod:`mtqa.names.glossary_lint`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.conflicts import contradictions
from mtqa.glossary.model import EntryKind
from mtqa.glossary.validate import problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from mtqa.glossary.lenient import LenientRead
    from mtqa.glossary.model import Entry

__all__ = ["RULES", "Level", "Linted", "Remark", "lint_bytes", "lint_entries", "lint_file", "row_of", "sorted_remarks"]

_SHOWN: Final = 8  # rows or entries that a sentence names

_HEADERLESS: Final = ("deepl", "omegat", "vale", "vale-reject")

#: Every rule of this module, with what it finds.
RULES: Final = {
    "refused": "what no glossary may hold: broken rows, control characters, unknown kinds, mixed scripts",
    "doubled": "an id, or a term with one kind, that two rows have",
    "contradiction": "a form that is right in one row and wrong in another",
    "slip": "what most probably is a mistake of typing: an address, a date, an invisible character",
    "source-language": "a source term without a language, or with the code of a country",
    "column": "a column that looks like one of mtqa's, misspelt, and has no effect",
    "separator": "several forms in one, with something else than | between them",
    "script": "a term that is not in the letters of the articles",
    "shared-form": "a right form that two entries have",
    "near-duplicate": "the same thing in two entries, spelt or capitalised in another way",
    "superseded": "forms that were right once, and no note that says until when",
    "guessed-kind": "entries whose kind is guessed",
}


class Level(StrEnum):
    """How bad it is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a glossary that its keeper should know.

    Attributes:
        rule: Which rule found it.
        level: How bad it is.
        message: What it is, without place and next step.
        advice: What to do.
        id: The entry, ``""`` if it is about none.
        row: The row as a spreadsheet counts it, or the number of the entry; ``None`` if it is about the whole file.
        column: The column of the native file, ``""`` if it is about the whole row.
    """

    rule: str
    level: Level
    message: str
    advice: str = ""
    id: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        where = ", ".join([f"row {self.row}"] * (self.row is not None) + [f"column {self.column}"] * bool(self.column))
        text = f"{self.message}; {self.advice}" if self.advice else self.message
        return f"{where + ': ' if where else ''}{self.level} {self.rule}: {text}"


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found.

    Attributes:
        entries: The entries, as far as they could be read; they may contradict each other.
        remarks: In the order of the file, the gravest of a row first.
    """

    entries: tuple[Entry, ...] = ()
    remarks: tuple[Remark, ...] = ()


def lint_file(path: Path) -> Linted:
    """Everything that is to be said about a glossary file, in whatever format.

    Raises:
        GlossaryError: It cannot be read at all, as when it is not there.
    """
    from mtqa.glossary.formats.files import import_file
    from mtqa.glossary.store_csv import read_bytes

    if path.is_dir():  # as Vale keeps its words
        return Linted(entries := import_file(path).entries, lint_entries(entries))
    return lint_bytes(read_bytes(path), origin=str(path))


def lint_bytes(data: bytes, *, origin: str) -> Linted:
    """As :func:`lint_file`, of the content of a file whose name is ``origin``."""
    from mtqa.glossary.lenient import read_leniently

    format_name = _foreign_format(data, origin=origin)
    if format_name:
        return _lint_foreign(data, format_name, origin=origin)
    read = read_leniently(data, origin=origin)
    remarks = [_refused(one.message, row=one.row, column=one.column) for one in read.complaints]
    remarks += [*_columns(read), *_guessed(read)]
    places = {(one.row, one.column) for one in read.complaints}
    # What the reader has said already is not said in other words.
    remarks += [
        one for one in lint_entries(read.entries) if one.rule != "refused" or (one.row, one.column) not in places
    ]
    return Linted(read.entries, sorted_remarks(remarks))


def lint_entries(entries: Sequence[Entry]) -> tuple[Remark, ...]:
    """Everything that is to be said about entries, alone and beside each other."""
    from mtqa.glossary.lint_forms import near_duplicates, separators, shared_forms

    remarks: list[Remark] = []
    for entry in entries:
        remarks += _alone(entry)
        remarks += separators(entry)
    for found in contradictions(entries):
        rule = "contradiction" if found.column == "wrong" else "doubled"
        message, _, advice = str(found).rpartition("; ")
        remarks.append(_about(found.entry, rule, Level.ERROR, message, advice, column=found.column))
    remarks += shared_forms(entries)
    remarks += near_duplicates(entries)
    return sorted_remarks(remarks)


def sorted_remarks(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks in the order of the file, the gravest of a row first, each once."""
    ranks = {level: rank for rank, level in enumerate(Level)}
    return tuple(sorted(dict.fromkeys(remarks), key=lambda one: (one.row or 0, ranks[one.level], one.column, one.rule)))


def row_of(entry: Entry) -> int | None:
    """The row that an entry was read from."""
    number = entry.origin.rpartition(":")[2]
    return int(number) if number.isdecimal() else None


def _about(entry: Entry, rule: str, level: Level, message: str, advice: str = "", *, column: str = "") -> Remark:
    return Remark(rule, level, message, advice, entry.id, row_of(entry), column)


def _refused(message: str, *, row: int | None, column: str) -> Remark:
    said, _, advice = message.rpartition("; ")
    return Remark("refused", Level.ERROR, said or advice, advice if said else "", row=row, column=column)


def _foreign_format(data: bytes, *, origin: str) -> str:
    """The format of a file that is no native one; ``""`` if it is, or should be."""
    from mtqa.glossary.formats.detect import detect
    from mtqa.glossary.formats.texts import sample_of
    from mtqa.glossary.rows import BY_HEADER, delimiter_of
    from mtqa.text import fold

    sample = sample_of(data)
    first = next((line for line in sample.splitlines() if line.strip()), "")[:10_000]
    names = [BY_HEADER.get(fold(cell.strip(' "'))) for cell in first.split(delimiter_of(first))] if first else []
    if "term" in names:
        return ""
    try:
        found = detect(data, name=origin)
    except GlossaryError:
        return ""
    # Pairs of terms without a header look like a table of ours whose column "term" has another name.
    return "" if any(names) and found in _HEADERLESS else found


def _lint_foreign(data: bytes, name: str, *, origin: str) -> Linted:
    from mtqa.glossary.formats.registry import format_named, reader_of

    try:
        imported = reader_of(format_named(name))(data, origin=origin)
    except GlossaryError as exc:
        return Linted(remarks=(_refused(str(exc).removeprefix(f"{origin}: "), row=None, column=""),))
    notes = tuple(Remark("refused", Level.NOTE, sentence) for sentence in imported.lost)
    return Linted(imported.entries, sorted_remarks((*notes, *lint_entries(imported.entries))))


def _alone(entry: Entry) -> Iterator[Remark]:
    """What is to be said of an entry by itself."""
    for problem in problems(entry):
        if problem.column == "wrong" and "is right in the same entry" in problem.message:
            continue  # said once, as a contradiction
        rule = "refused" if problem.severe else "source-language" if problem.column == "source_lang" else "slip"
        level = Level.ERROR if problem.severe else Level.WARNING
        message, _, advice = problem.message.rpartition("; ")
        yield _about(entry, rule, level, message or advice, advice if message else "", column=problem.column)
    if not any((char.isascii() and char.isalnum()) or "\u00c0" <= char <= "\u024f" for char in entry.term):
        advice = "write the form that articles use, and this one as a source term"
        yield _about(
            entry,
            "script",
            Level.WARNING,
            f"{entry.term!r} is not in the letters of the articles",
            advice,
            column="term",
        )
    if entry.superseded and not entry.note and not entry.watch:
        message = f"{_some(entry.superseded)} superseded, and no note says since when"
        yield _about(entry, "superseded", Level.NOTE, message, "write a note", column="superseded")


def _columns(read: LenientRead) -> Iterator[Remark]:
    """Columns that are nearly ours."""
    from difflib import get_close_matches

    from mtqa.glossary.rows import BY_HEADER, COLUMNS
    from mtqa.text import fold

    present = {BY_HEADER.get(fold(title.strip())) for title in read.header}
    for title in read.header:
        key = fold(title.strip())
        if not key or key in BY_HEADER:
            continue
        free = [name for name in COLUMNS if name not in present]
        near = get_close_matches(key.replace(" ", "_"), free, n=1, cutoff=0.8)
        if near:
            message = f"the column {title.strip()!r} has no effect"
            advice = f"name it {near[0]!r} if that is meant"
            yield Remark("column", Level.WARNING, message, advice, row=read.header_row, column=title.strip())


def _guessed(read: LenientRead) -> Iterator[Remark]:
    if read.guessed:
        rows = ", ".join(map(str, read.guessed[:_SHOWN])) + (", ..." if len(read.guessed) > _SHOWN else "")
        number = len(read.guessed)
        message = (
            f"the kind of {number:,} {'entry is' if number == 1 else 'entries is'} guessed from the term (rows {rows})"
        )
        advice = f"fill in the column kind: {', '.join(EntryKind)}"
        yield Remark("guessed-kind", Level.NOTE, message, advice, column="kind")


def _some(forms: Sequence[str]) -> str:
    shown = ", ".join(repr(form[:60]) for form in forms[:3])
    return (
        f"{shown} and {len(forms) - 3} more are" if len(forms) > 3 else f"{shown} {'is' if len(forms) == 1 else 'are'}"
    )
