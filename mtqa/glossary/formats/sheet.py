"""A table with a header of somebody's own, from CSV or a workbook, made into entries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats.drafts import Draft, entries_of
from mtqa.glossary.formats.headers import Column, Role, columns_meant, status_of
from mtqa.glossary.formats.languages import is_code, language_named, normalised, primary
from mtqa.glossary.formats.losses import Losses, counted
from mtqa.glossary.formats.records import Imported
from mtqa.glossary.formats.texts import cleaned, single_spaced
from mtqa.glossary.kinds import parse_kind
from mtqa.glossary.model import CaseRule, EntryKind, Term, TermStatus
from mtqa.glossary.rows import BY_HEADER, COLUMNS
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["header_of", "read_sheet"]

_NAMED: Final = 8  # columns in one sentence
_HEADER_WITHIN: Final = 20  # rows: a title, a date and an empty row may stand above
_LIST: Final = re.compile(r"\s*[|;\n\r]\s*")
#: What may divide forms and may as well be a part of one: "BRI, OBOR", "Lee, Jae-myung".
_MAYBE_SEVERAL: Final = re.compile(r"\w,\s+\w|\s/\s")
_URL: Final = re.compile(r"https?://\S+\Z")
_YES: Final = frozenset(("yes", "y", "true", "x", "1", "ja", "oui", "si"))
_NO: Final = frozenset(("", "no", "n", "false", "0", "nein", "non"))


def header_of(
    rows: Sequence[tuple[int, Sequence[str]]], *, target_lang: str, source_lang: str = ""
) -> tuple[int, tuple[Column, ...]] | None:
    """The place in ``rows`` of the first row that names columns, and what they mean; ``None`` if there is none.

    Only titles may stand above it: rows of one cell; and above a row that surely names columns, headings of
    several columns each, which have fewer cells.
    """
    widest = 1  # filled cells of a row above
    for at, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
        columns = columns_meant(cells, target_lang=target_lang, source_lang=source_lang)
        filled = sum(1 for cell in cells if cell.strip())
        # Below a row of data, what looks like a header is none.
        if columns is not None and (widest == 1 or (filled > widest and _is_sure(columns))):
            return at, columns
        widest = max(widest, filled)
    return None


def _is_sure(columns: Sequence[Column]) -> bool:
    """Whether three cells mean something, among them right forms and another language."""
    meant = [column.role for column in columns if column.header and column.role is not Role.EXTRA]
    return len(meant) > 2 and Role.FORMS in meant and Role.SOURCES in meant


def read_sheet(
    rows: Iterable[tuple[int, list[str]]], *, origin: str, target_lang: str, source_lang: str, losses: Losses
) -> Imported:
    """Entries of a table whose header names languages or says "Source", "Target", "Status" and the like.

    Raises:
        GlossaryError: No row names the columns.
    """
    iterator = iter(rows)
    first = [row for _, row in zip(range(_HEADER_WITHIN), iterator, strict=False)]
    found = header_of(first, target_lang=target_lang, source_lang=source_lang)
    if found is None:
        seen = ", ".join(repr(cell[:40]) for cell in (first[0][1] if first else [])[:8])
        raise GlossaryError(
            f"{origin}: no row that names the columns; the first has {seen or 'nothing'}. Name them, such as "
            "'Korean' and 'English', or 'Source' and 'Target'; for a file without a header say --from deepl, "
            "google or omegat"
        )
    at, columns = found
    drafts = _drafts([*first[at + 1 :]], iterator, columns, losses, target_lang=target_lang)
    return Imported(entries_of(drafts, origin=origin, losses=losses), losses.sentences)


def _drafts(
    first: list[tuple[int, list[str]]],
    rest: Iterator[tuple[int, list[str]]],
    columns: tuple[Column, ...],
    losses: Losses,
    *,
    target_lang: str,
) -> Iterator[Draft]:
    for column in columns:
        if column.role is Role.NUMBERING:
            losses.say(f"the column {column.header!r} numbers the rows and is not kept")
    unknown = [single_spaced(column.header) for column in columns if column.role is Role.EXTRA and column.header]
    if unknown:
        some = counted(len(unknown), "column is", "columns are")
        more = ", ..." if len(unknown) > _NAMED else ""
        losses.say(
            f"{some} kept as of your own, without effect: {', '.join(map(repr, unknown[:_NAMED]))}{more}; rename what "
            "holds forms or remarks, such as 'Korean', 'Also', 'Do not use', 'Comment'"
        )
    for rows in (first, rest):
        for row, cells in rows:
            if any(cell.strip() for cell in cells[len(columns) :]):
                losses.leave_out(row, "not kept: cells beyond the header")
            yield _draft(row, cells, columns, losses, target_lang=target_lang)


def _draft(row: int, cells: Sequence[str], columns: tuple[Column, ...], losses: Losses, *, target_lang: str) -> Draft:
    values = [(column, cell.strip()) for column, cell in zip(columns, cells, strict=False) if cell.strip()]
    single: dict[Role, str] = {column.role: cell for column, cell in values if column.role is not Role.EXTRA}
    extra: dict[str, str] = {}
    forms: list[tuple[str, TermStatus]] = []
    sources: list[Term] = []
    forbidden = False
    for column, cell in values:
        if column.role is Role.FORMS and column.status is not TermStatus.PREFERRED and fold(cell) in _YES | _NO:
            # "Forbidden: yes" is about the term of the row; "Forbidden: Yun" is another form.
            forbidden = forbidden or (column.status is TermStatus.DEPRECATED and fold(cell) in _YES)
        elif column.role is Role.FORMS:
            if column.status is not TermStatus.PREFERRED and _MAYBE_SEVERAL.search(cell):
                losses.leave_out(
                    row, "a comma or slash counts as part of a form; where it divides forms, write | instead"
                )
            forms += _forms(cell, column.status)
        elif column.role is Role.SOURCES:
            lang = _language(single.get(Role.SOURCE_LANG, "")) or column.lang
            sources += [Term(text, lang, status) for text, status in _forms(cell, column.status)]
        elif column.role is Role.EXTRA:
            _keep(extra, column.header, cell, losses)
    kind = _kind(single.get(Role.KIND, ""), extra, losses)
    forms = _with_status(forms, single.get(Role.STATUS, ""), extra, losses, forbidden=forbidden)
    forms, sources = _in_language(forms, sources, single, target_lang=target_lang)
    url = single.get(Role.URL, "")
    if url and not _URL.fullmatch(url):
        _keep(extra, "reference", url, losses)
        url = ""
    return Draft(
        row=row,
        forms=tuple(forms),
        sources=tuple(sources),
        id=single.get(Role.ID, ""),
        kind=kind,
        roles=tuple(single_spaced(part) for part in _LIST.split(single.get(Role.ROLES, "")) if part.strip()),
        case=CaseRule.SAME_CASE if fold(single.get(Role.CASE, "")) in _YES else CaseRule.AS_WRITTEN,
        subject=single_spaced(single.get(Role.SUBJECT, "")),
        note=cleaned(single.get(Role.NOTE, "")),
        url=url,
        extra=tuple(extra.items()),
    )


def _forms(cell: str, status: TermStatus) -> list[tuple[str, TermStatus]]:
    """The forms of a cell; of several in a column of preferred terms, the first is the preferred one."""
    parts = [part for part in _LIST.split(cell) if part.strip()]
    if status is not TermStatus.PREFERRED:
        return [(part, status) for part in parts]
    return [(part, TermStatus.PREFERRED if at == 0 else TermStatus.ADMITTED) for at, part in enumerate(parts)]


def _kind(cell: str, extra: dict[str, str], losses: Losses) -> EntryKind | None:
    if not cell:
        return None
    kind = parse_kind(cell)
    if kind is None:
        _keep(extra, "category", cell, losses)
    return kind


def _with_status(
    forms: list[tuple[str, TermStatus]], cell: str, extra: dict[str, str], losses: Losses, *, forbidden: bool
) -> list[tuple[str, TermStatus]]:
    """The forms with the status that the row gives to its term."""
    status = status_of(cell) if cell else None
    if cell and status is None:
        _keep(extra, "status", cell, losses)
    if forbidden:
        status = TermStatus.DEPRECATED
    if status is None or status is TermStatus.PREFERRED:
        return forms
    return [(text, status if one.is_right else one) for text, one in forms]


def _in_language(
    forms: list[tuple[str, TermStatus]], sources: list[Term], single: dict[Role, str], *, target_lang: str
) -> tuple[list[tuple[str, TermStatus]], list[Term]]:
    """Forms and source terms where cells of the row say their languages: one row per term, or another direction."""
    said = _language(single.get(Role.TARGET_LANG, "") or single.get(Role.LANG, ""))
    if not said or primary(said) == primary(target_lang):
        return forms, sources
    right = [term for term in sources if primary(term.lang) == primary(target_lang)]
    others = [term for term in sources if term not in right]
    return (
        [(term.text, term.status) for term in right],
        [*others, *(Term(text, said, status) for text, status in forms)],
    )


def _language(cell: str) -> str:
    """The language that a cell names, ``""`` if none."""
    if is_code(cell):
        return normalised(cell)
    return language_named(cell)[0] if cell else ""


def _keep(extra: dict[str, str], header: str, cell: str, losses: Losses) -> None:
    """Keep a cell in a column of the reader's own, under a name that the native file does not use."""
    name = single_spaced(header)
    if not name:
        losses.say("cells under an empty header are not kept")
        return
    if fold(name) in BY_HEADER or name in COLUMNS:
        name = f"{name} (imported)"
    extra.setdefault(name, cleaned(cell))
