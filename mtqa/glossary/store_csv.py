r"""The native glossary file: one CSV with a header.

==================================  =================================================================
column                              meaning
==================================  =================================================================
``term``                            the preferred form; the only column that must be there
``id``                              unique; the term itself when missing
``kind``                            person, place, organisation, work, product, event or term, or a usual
                                    word for one (``type`` is an alias); guessed when missing, see
                                    :func:`mtqa.glossary.kinds.infer_kind`
``variants``                        other right forms
``wrong``, ``superseded``           forms known to be wrong; forms that were right once
``source_term``, ``source_lang``    the form in the source language, and its BCP-47 code; several
                                    languages as ``ko:윤석열|zh:尹锡悦`` with ``source_lang`` empty
``roles``                           words that stand beside the name
``context``                         words that make the entry more probable anywhere in an article
``match``                           sound (when missing), inflected or exact, for all forms of the entry
``case``                            as-written (when missing), same-case or any-case, likewise
``watch``                           yes: only ask to look twice where a form stands
``must_flag``, ``must_pass``        sentences that ``mtqa glossary test`` holds the entry to
``note``                            for people (``notes`` is an alias)
``subject``, ``url``                subject field; where the entry is from
``added_by``, ``added_at``          who added it and when (ISO 8601)
``finding``                         fingerprint of the finding that it was added from
==================================  =================================================================

``|`` stands between the items of a list; see :mod:`mtqa.glossary.cells` for ``\|`` and for marks such
as ``KJU {exact}``.  Any other column is kept in ``Entry.extra`` and has no effect.  Headers match
whatever their case and surrounding space.  The delimiter is read off the header: comma, semicolon (a
spreadsheet in much of Europe writes it) or tab.  A row is counted as a spreadsheet counts it: the
header is row 1, and a cell with line breaks does not start a new row.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.columns import (
    RIGHT,
    case_of,
    forms_of,
    is_plain,
    items_of,
    match_of,
    sources_of,
    term_of,
    texts_of,
    watch_of,
    words_of,
)
from mtqa.glossary.conflicts import refuse_conflicts
from mtqa.glossary.kinds import infer_kind, nearest_kind, parse_kind
from mtqa.glossary.model import Entry, EntryKind, FormRule, Glossary
from mtqa.glossary.rows import COLUMNS, cells_of, columns_of, decode, delimiter_of, numbered_rows, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["RIGHT", "entry_of", "forms_of", "free_id", "kind_of", "load_csv", "parse_csv", "read_bytes", "with_ids"]

_KNOWN: Final = frozenset(COLUMNS)


def load_csv(path: Path) -> Glossary:
    """Read a glossary file.

    Args:
        path: A CSV file in UTF-8, with or without a byte order mark, within :mod:`mtqa.glossary.limits`.

    Returns:
        Its entries, in the order of the file.

    Raises:
        GlossaryError: The file cannot be read or is not such a file; the message names the file,
            and where it applies the row and the column.
    """
    return parse_csv(decode(read_bytes(path), origin=str(path)), origin=str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a glossary file of whatever format.

    Raises:
        GlossaryError: It cannot be read, or is larger than :mod:`mtqa.glossary.limits` allow.
    """
    most = limits.current().bytes
    try:
        if path.is_dir():
            raise GlossaryError(f"{path}: a folder, not a glossary; name a file in it")
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except FileNotFoundError:
        raise GlossaryError(f"{path}: no such glossary file; check the path") from None
    except (OSError, ValueError) as exc:  # ValueError: a null character in the path
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        raise GlossaryError(f"{path}: the glossary cannot be read ({reason})") from exc
    if len(data) > most:
        raise GlossaryError(
            f"{path}: larger than {most / 1_000_000:,.0f} MB; a glossary of that size is likely to be another "
            f"file; if not, split it and give --glossary several times, or {limits.RAISE}"
        )
    return data


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
    most = limits.current().entries
    for row, cells in rows:
        if len(drafts) == most:
            refuse(origin, row, problem=f"more than {most:,} entries; split the file, or {limits.RAISE}")
        drafts.append((row, cells_of(cells, columns, row=row, origin=origin)))
    entries = tuple(with_ids(drafts, origin=origin))
    refuse_conflicts(entries)
    return Glossary(entries)


def with_ids(drafts: Sequence[tuple[int, dict[str, str]]], *, origin: str) -> Iterator[Entry]:
    """Entries, those without an id given one that no row of the file claims."""
    taken = {values["id"] for _, values in drafts if values.get("id")}
    for row, values in drafts:
        identity = values.get("id", "")
        if not identity:
            identity = term_of(values["term"], row=row, origin=origin).text
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
        GlossaryError: A cell says what none may; names the row and the column.
    """
    if not is_plain(values):
        return _rich_entry(values, identity=identity, row=row, origin=origin)

    def forms(column: str) -> list[str]:
        return forms_of(column, values.get(column, ""), row=row, origin=origin)

    (term,) = forms("term")
    source = values.get("source_term", "")
    return Entry(
        id=identity,
        term=term,
        kind=kind_of(values, row=row, origin=origin),
        variants=tuple(form for form in dict.fromkeys(forms("variants")) if form != term),
        wrong=tuple(dict.fromkeys(forms("wrong"))),
        sources=sources_of(source, values.get("source_lang", ""), row=row, origin=origin) if source else (),
        roles=tuple(dict.fromkeys(forms("roles"))),
        note=values.get("note", ""),
        origin=f"{origin}:{row}",
        extra=_extra(values),
    )


def _rich_entry(values: Mapping[str, str], *, identity: str, row: int, origin: str) -> Entry:
    """As :func:`entry_of`, for a row that says more than a spreadsheet of terms does."""
    term = term_of(values["term"], row=row, origin=origin)
    match = match_of(values.get("match", ""), row=row, origin=origin)
    case = case_of(values.get("case", ""), row=row, origin=origin)
    items = {
        column: [
            item for item in items_of(column, values.get(column, ""), row=row, origin=origin) if item.text != term.text
        ]
        if column == "variants"
        else items_of(column, values.get(column, ""), row=row, origin=origin)
        for column in ("variants", "wrong", "superseded")
    }
    rules: dict[str, FormRule] = {}
    for item in (term, *(item for some in items.values() for item in some)):
        rule = FormRule(item.text, item.match or match, item.case or case)
        if (rule.match, rule.case) != (match, case):
            rules.setdefault(item.text, rule)
    forms = {column: tuple(dict.fromkeys(item.text for item in some)) for column, some in items.items()}

    def words(column: str) -> tuple[str, ...]:
        return words_of(column, values.get(column, ""), row=row, origin=origin)

    return Entry(
        id=identity,
        term=term.text,
        kind=kind_of(values, row=row, origin=origin),
        variants=forms["variants"],
        wrong=forms["wrong"],
        superseded=forms["superseded"],
        sources=sources_of(values.get("source_term", ""), values.get("source_lang", ""), row=row, origin=origin),
        roles=words("roles"),
        context=words("context"),
        match=match,
        case=case,
        exceptions=tuple(rules.values()),
        watch=watch_of(values.get("watch", ""), row=row, origin=origin),
        subject=values.get("subject", ""),
        note=values.get("note", ""),
        url=values.get("url", ""),
        added_by=values.get("added_by", ""),
        added_at=values.get("added_at", ""),
        finding=values.get("finding", ""),
        must_flag=texts_of(values.get("must_flag", "")),
        must_pass=texts_of(values.get("must_pass", "")),
        extra=_extra(values),
        origin=f"{origin}:{row}",
    )


def _extra(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in values.items() if name not in _KNOWN and value)


def kind_of(values: Mapping[str, str], *, row: int, origin: str) -> EntryKind:
    """The kind that a row names, or one guessed from its term.

    Raises:
        GlossaryError: The kind is unknown.
    """
    value = values.get("kind", "")
    if not value:
        return infer_kind(term_of(values["term"], row=row, origin=origin).text)
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


def free_id(term: str, kind: EntryKind, taken: set[str]) -> str:
    """The term itself, which is what a person reads in a report; with the kind, then a number, where it is taken."""
    if term not in taken:
        return term
    number, candidate = 1, f"{term} ({kind})"
    while candidate in taken:
        number += 1
        candidate = f"{term} ({kind} {number})"
    return candidate
