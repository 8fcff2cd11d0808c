"""Compile a glossary file: its rows into records, its words into arrays.

Two steps.  :func:`read_source` reads the file block by block, writes each row as a record and keeps
of it the numbers of its words; it also refuses what :mod:`mtqa.glossary.conflicts` refuses.
:func:`write_arrays` turns words into what is looked up, by arithmetic on whole arrays.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.bulk import read_blocks
from mtqa.glossary.cells import Item, parse_item, split_items
from mtqa.glossary.columns import watch_of
from mtqa.glossary.conflicts import place, surface
from mtqa.glossary.kinds import infer_kind, parse_kind
from mtqa.glossary.model import EntryKind, MatchMode
from mtqa.glossary.store_csv import free_id
from mtqa.names.index.arrays import text, write_arrays
from mtqa.names.index.hashing import token_hash
from mtqa.names.index.layout import Writer
from mtqa.names.index.words import WordTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mtqa.glossary.bulk import Block

__all__ = ["SEPARATOR", "Source", "build", "term_text"]

SEPARATOR: Final = "\x1f"
"""Between the cells of a record; no cell of a glossary may hold a control character."""


_KINDS: Final = tuple(EntryKind)
_GUESSED: Final = 255


@dataclass
class Source:
    """What is kept in memory of a file while it is compiled.

    Attributes:
        words: Its distinct words.
        rows: Row number of each entry.
        lengths: Bytes of each entry's record.
        terms: The term of each entry, white space single.
        form_entry: The entry of each form; all forms of an entry stand together, right ones first.
        form_wrong: 1 for a wrong or superseded form.
        form_quiet: 1 for a form that nothing is suspected of being, by its match mode or because it is only watched.
        form_watched: 1 for a form of an entry that is only watched, which makes no name right.
        form_words: Word numbers of all forms, one form after another.
        form_lengths: Words of each form.
        roles: 1 for an entry that lists roles.
        kinds: Position of each entry's kind in ``EntryKind``; ``_GUESSED`` where the file has none.
        ids: Ids that rows give themselves, by entry.
        variants: Right forms besides terms, with their entries.
        wrong: Surfaces of wrong forms, each with the first entry that lists it.
        patterns: Entries with a form that is a pattern, which no word of it leads to.
        columns: Names of the columns.
    """

    words: WordTable = field(default_factory=WordTable)
    rows: array[int] = field(default_factory=lambda: array("I"))
    lengths: array[int] = field(default_factory=lambda: array("I"))
    terms: list[str] = field(default_factory=list)
    form_entry: array[int] = field(default_factory=lambda: array("I"))
    form_wrong: array[int] = field(default_factory=lambda: array("B"))
    form_quiet: array[int] = field(default_factory=lambda: array("B"))
    form_watched: array[int] = field(default_factory=lambda: array("B"))
    form_words: array[int] = field(default_factory=lambda: array("I"))
    form_lengths: array[int] = field(default_factory=lambda: array("I"))
    roles: array[int] = field(default_factory=lambda: array("B"))
    kinds: array[int] = field(default_factory=lambda: array("B"))
    ids: dict[int, str] = field(default_factory=dict)
    variants: list[tuple[int, str]] = field(default_factory=list)
    wrong: dict[str, int] = field(default_factory=dict)
    patterns: list[int] = field(default_factory=list)
    columns: tuple[str, ...] = ()


def build(path: Path, stream: IO[bytes], *, meta: dict[str, Any]) -> None:
    """Compile a glossary file.

    Args:
        path: The CSV file.
        stream: A new file, open for writing in binary.
        meta: Kept in the header.

    Raises:
        GlossaryError: The file cannot be used; names the file, and where it applies row and column.
    """
    writer = Writer(stream)
    source = _read_source(path, writer)
    if source.terms:
        _refuse_conflicts(source, origin=str(path))
    _write_ids(source, writer)
    write_arrays(source, writer)
    writer.finish({**meta, "entries": len(source.terms)})


def _read_source(path: Path, writer: Writer) -> Source:
    origin = str(path)
    source = Source()
    writer.begin_bytes("records")
    for block in read_blocks(path, origin=origin):
        source.columns = block.columns
        records = [SEPARATOR.join(cells).encode() for cells in zip(*block.cells, strict=True)]
        writer.add_bytes(b"".join(records))
        source.lengths.extend(map(len, records))
        source.rows.extend(block.rows)
        _add_forms(source, block)
    writer.end_bytes("records")
    return source


def _add_forms(source: Source, block: Block) -> None:
    """Take the forms of a block's rows apart."""
    first = len(source.terms)
    words, lengths, owners, wrong = source.form_words, source.form_lengths, source.form_entry, source.form_wrong
    known, number_of = source.words.ids, source.words.number
    variants, wrongs, ids = block.column("variants"), block.column("wrong"), block.column("id")
    superseded = block.column("superseded")
    watched = _watched(block)
    quiet = _quiet(block, watched)
    terms, kinds = block.column("term"), block.column("kind")
    assert terms is not None
    codes = {value: _code(value) for value in set(kinds or [""])}
    roles = block.column("roles")
    source.roles.extend([bool(cell) for cell in roles] if roles else [0] * len(terms))
    source.kinds.extend([codes[value] for value in kinds] if kinds else [_GUESSED] * len(terms))

    def add(form: str, *, entry: int, is_wrong: int, match: MatchMode | None = None) -> str:
        parts = form.split()
        source.form_quiet.append(quiet[entry - first] if match is None else match is not MatchMode.SOUND)
        source.form_watched.append(watched[entry - first])
        words.extend([known[part] if part in known else number_of(part) for part in parts])
        lengths.append(len(parts))
        owners.append(entry)
        wrong.append(is_wrong)
        return " ".join(parts)

    for at, term in enumerate(terms):
        entry = first + at
        item = _term(term)
        source.terms.append(add(item.text, entry=entry, is_wrong=0, match=item.match))
        if variants and variants[at]:
            for form, match in _split(variants[at], source, entry):
                source.variants.append((entry, add(form, entry=entry, is_wrong=0, match=match)))
        if wrongs and wrongs[at]:
            for form, _ in _split(wrongs[at], source, entry):
                source.wrong.setdefault(surface(add(form, entry=entry, is_wrong=1)), entry)
        if superseded and superseded[at]:
            for form, _ in _split(superseded[at], source, entry):
                add(form, entry=entry, is_wrong=1)
        if ids is not None and ids[at]:
            source.ids[entry] = ids[at]


def term_text(cell: str) -> str:
    """The preferred form that a cell names, white space single, without its mark, which the reader has looked at."""
    return _term(cell).text


def _term(cell: str) -> Item:
    term = " ".join(cell.split())
    return parse_item(term) if "\\" in term or "}" in term else Item(term)


def _watched(block: Block) -> Sequence[bool]:
    """For each row whether it is only watched."""
    cells = block.column("watch")
    if cells is None:
        return [False] * len(block.rows)
    answers = {cell: watch_of(cell, row=block.rows[0], origin="") for cell in set(cells)}
    return [answers[cell] for cell in cells]


def _quiet(block: Block, watched: Sequence[bool]) -> Sequence[bool]:
    """For each row whether nothing is suspected of being a form without a mark of its own."""
    matches = block.column("match")
    by_match = [match.lower() not in ("", MatchMode.SOUND) for match in matches] if matches else [False] * len(watched)
    return [one or other for one, other in zip(by_match, watched, strict=True)]


def _split(cell: str, source: Source, entry: int) -> Iterator[tuple[str, MatchMode | None]]:
    """The forms of a cell that are words, with the match mode of their marks; whose forms are patterns is noted."""
    if "\\" not in cell and "}" not in cell:
        yield from ((form, None) for form in cell.split("|") if form.strip())
        return
    items: list[Item] = [parse_item(item) for item in split_items(cell)]
    if any(item.match is MatchMode.PATTERN for item in items) and entry not in source.patterns[-1:]:
        source.patterns.append(entry)
    yield from ((item.text, item.match) for item in items if item.text and item.match is not MatchMode.PATTERN)


def _refuse_conflicts(source: Source, *, origin: str) -> None:
    """As :func:`mtqa.glossary.conflicts.refuse_conflicts`, without an :class:`Entry` for every row."""

    def row(entry: int) -> str:
        return place(f"{origin}:{source.rows[entry]}")

    seen: dict[str, int] = {}
    for entry, identity in source.ids.items():
        first = seen.setdefault(identity, entry)
        if first != entry:
            raise GlossaryError(
                f"{row(entry)}, column id: {identity!r} is the id of {row(first)} too ({source.terms[first]!r}); "
                "give one of them another id, or delete one"
            )
    repeated = _repeated(source.terms)
    firsts: dict[tuple[str, EntryKind], int] = {}
    for entry, term in enumerate(source.terms) if repeated else ():
        if surface(term) not in repeated:
            continue
        kind = _kind(source, entry)
        first = firsts.setdefault((surface(term), kind), entry)
        if first != entry:
            raise GlossaryError(
                f"{row(entry)}, column term: {term!r} is in {row(first)} already, with the same kind ({kind}); "
                "make one row of the two"
            )
    if source.wrong:
        for entry, form in [*enumerate(source.terms), *source.variants]:
            accuser = source.wrong.get(surface(form))
            if accuser is not None:
                raise GlossaryError(
                    f"{row(accuser)}, column wrong: {surface(form)!r} is listed as wrong here and as right in "
                    f"{row(entry)} ({source.terms[entry]!r}); take it out of one of them"
                )


def _repeated(terms: list[str]) -> set[str]:
    """Surfaces that more than one term has."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for term in terms:
        plain = term if term.isascii() else surface(term)
        if plain in seen:
            repeated.add(plain)
        seen.add(plain)
    return repeated


def _code(value: str) -> int:
    kind = parse_kind(value) if value else None
    return _GUESSED if kind is None else _KINDS.index(kind)


def _kind(source: Source, entry: int) -> EntryKind:
    code = source.kinds[entry]
    return infer_kind(source.terms[entry]) if code == _GUESSED else _KINDS[code]


def _write_ids(source: Source, writer: Writer) -> None:
    """Ids that are not the term: those that rows give, and those made where a term is taken."""
    import numpy as np

    taken = set(source.ids.values())
    made: dict[int, str] = {}
    if taken or len(set(source.terms)) < len(source.terms):
        for entry, term in enumerate(source.terms):
            if entry not in source.ids:
                if term in taken:
                    made[entry] = free_id(term, _kind(source, entry), taken)
                taken.add(made.get(entry, term))
    writer.array("made_id_entries", np.array(list(made), dtype=np.uint32))
    text(writer, "made_ids", list(made.values()))
    own = {**source.ids, **made}
    hashes = np.array([token_hash(identity) for identity in own.values()], dtype=np.uint64)
    order = np.argsort(hashes, kind="stable")
    writer.array("id_hashes", hashes[order])
    writer.array("id_entries", np.array(list(own), dtype=np.uint32)[order])
    offsets = np.zeros(len(source.lengths) + 1, dtype=np.uint64)
    np.cumsum(np.asarray(source.lengths), out=offsets[1:])
    writer.array("record_offsets", offsets)
    writer.array("entry_roles", np.asarray(source.roles))
    writer.array("record_rows", np.asarray(source.rows, dtype=np.uint32))
    writer.array("pattern_entries", np.array(source.patterns, dtype=np.uint32))
    text(writer, "columns", list(source.columns))
