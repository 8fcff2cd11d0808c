"""Glossaries of Google's Cloud Translation.

*Unidirectional*: two columns without a header, source and target, as CSV or TSV.  *Equivalent term
sets*: CSV with a header of language codes, a term per language in each row, and optional columns
``pos`` and ``description``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats import deepl
from mtqa.glossary.formats.deepl import read_pairs
from mtqa.glossary.formats.drafts import Draft, entries_of
from mtqa.glossary.formats.languages import is_code, normalised, primary
from mtqa.glossary.formats.losses import Losses, differences
from mtqa.glossary.formats.pairs import draft_of, pairs_of, source_language
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.texts import (
    cleaned,
    csv_text,
    delimiter_guess,
    form_problem,
    sample_of,
    table_rows,
    text_of,
    tsv_lines,
)
from mtqa.glossary.model import TARGET_LANG, MatchMode, Term, TermStatus

if TYPE_CHECKING:
    from mtqa.glossary.model import Entry, Glossary

__all__ = [
    "NAME",
    "SUFFIXES",
    "TITLE",
    "looks_like",
    "looks_like_terms",
    "read",
    "read_terms",
    "write",
    "write_terms",
    "write_tsv",
]

NAME: Final = "google"
TITLE: Final = "Google Cloud Translation glossary"
SUFFIXES: Final = (".csv", ".tsv")
_POS: Final = "pos"
_DESCRIPTION: Final = "description"


def looks_like(data: bytes) -> bool:
    """Whether it may be either kind."""
    return looks_like_terms(data) or deepl.looks_like(data)


def looks_like_terms(data: bytes) -> bool:
    """Whether the first row is nothing but language codes, ``pos`` and ``description``."""
    text = sample_of(data)
    try:
        _, header = next(table_rows(text, delimiter=delimiter_guess(text), origin=""), (0, []))
    except GlossaryError:
        return False
    return _is_header(header)


def _is_header(cells: list[str]) -> bool:
    names = [cell.strip() for cell in cells if cell.strip()]
    codes = [name for name in names if is_code(name)]
    return len(codes) >= 2 and all(name.lower() in (_POS, _DESCRIPTION) for name in names if name not in codes)


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read either kind: a header of language codes tells them apart.

    Raises:
        GlossaryError: The file is neither.
    """
    if looks_like_terms(data):
        return read_terms(data, origin=origin, target_lang=target_lang, source_lang=source_lang)
    text = text_of(data, origin=origin)
    delimiter = delimiter_guess(text)
    losses = Losses()
    rows = tsv_lines(text, origin=origin) if delimiter == "\t" else table_rows(text, delimiter=delimiter, origin=origin)
    pairs = read_pairs(
        rows, losses, origin=origin, target_lang=target_lang, source_lang=source_lang, with_languages=False
    )
    return Imported(
        entries_of((draft_of(row, pair) for row, pair in pairs), origin=origin, losses=losses), losses.sentences
    )


def read_terms(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read equivalent term sets.

    Raises:
        GlossaryError: The header is not one of language codes, or has no column of ``target_lang``.
    """
    text = text_of(data, origin=origin)
    rows = table_rows(text, delimiter=delimiter_guess(text), origin=origin)
    row, header = next(rows)
    if not _is_header(header):
        raise GlossaryError(
            f"{origin}, row {row}: not a header of language codes such as 'en,ko,pos,description'; "
            "for two columns without a header say --from google"
        )
    names = [cell.strip() for cell in header]
    if not any(is_code(name) and primary(name) == primary(target_lang) for name in names):
        raise GlossaryError(f"{origin}, row {row}: no column of {target_lang!r}; choose one with --target-lang")
    losses = Losses()
    drafts = [
        _draft(row, names, cells, losses, target_lang=target_lang, source_lang=source_lang) for row, cells in rows
    ]
    return Imported(entries_of(drafts, origin=origin, losses=losses), losses.sentences)


def _draft(
    row: int, names: list[str], cells: list[str], losses: Losses, *, target_lang: str, source_lang: str
) -> Draft:
    forms: list[tuple[str, TermStatus]] = []
    sources: list[Term] = []
    note, extra = "", {}
    if any(cell.strip() for cell in cells[len(names) :]):
        losses.leave_out(row, "not kept: cells beyond the header")
    for name, cell in zip(names, cells, strict=False):
        if not cell.strip():
            continue
        if name.lower() == _DESCRIPTION:
            note = cleaned(cell)
        elif name.lower() == _POS:
            extra[_POS] = cell.strip()
        elif primary(name) == primary(target_lang):
            forms.append((cell, TermStatus.ADMITTED if forms else TermStatus.PREFERRED))
        elif not source_lang or primary(name) == primary(source_lang):
            sources.append(Term(cell, normalised(name)))
    return Draft(row=row, forms=tuple(forms), sources=tuple(sources), note=note, extra=tuple(extra.items()))


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write CSV of one pair of languages without a header.

    Raises:
        GlossaryError: The glossary has several source languages, and none is chosen.
    """
    return _pairs(glossary, delimiter=",", target_lang=target_lang, source_lang=source_lang)


def write_tsv(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """As :func:`write`, between tabs."""
    return _pairs(glossary, delimiter="\t", target_lang=target_lang, source_lang=source_lang)


def _pairs(glossary: Glossary, *, delimiter: str, target_lang: str, source_lang: str) -> Exported:
    losses = Losses()
    lang = source_language(glossary, source_lang, title="a Google glossary of pairs")
    pairs = pairs_of(glossary, losses, lang=lang, problem=_problem, only_preferred=True)
    rows = [[pair.source, pair.target] for pair in pairs]
    text = csv_text(rows, delimiter=delimiter) if delimiter == "," else "".join(f"{a}\t{b}\n" for a, b in rows)
    data = text.encode()
    # A first pair that reads as two language codes ("ko", "en") would be taken for a header; no name is one.
    back = read(data, origin="", target_lang=target_lang).entries if data else ()
    return Exported(data, (*losses.sentences, *differences(glossary.entries, back, explained=losses.ids)))


def _problem(text: str) -> str:
    if is_code(text):
        return "reads as a language code, which Google takes for a header"
    return form_problem(text, is_right=False)


def write_terms(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write equivalent term sets: a row per entry, the preferred term of each language."""
    losses = Losses()
    wanted = normalised(source_lang) if source_lang else ""
    langs = sorted(
        {
            term.lang
            for entry in glossary.entries
            for term in entry.sources
            if is_code(term.lang) and primary(term.lang) != primary(target_lang) and wanted in ("", term.lang)
        }
    )
    if not langs:
        raise GlossaryError(
            "equivalent term sets need terms of a second language, and no entry has a source term with a known "
            "language" + (f" {wanted!r}" if wanted else "")
        )
    with_pos = any(dict(entry.extra).get(_POS) for entry in glossary.entries)
    with_note = any(entry.note for entry in glossary.entries)
    header = [target_lang, *langs, *([_POS] if with_pos else []), *([_DESCRIPTION] if with_note else [])]
    rows = [_row(entry, langs, with_pos=with_pos, with_note=with_note) for entry in glossary.entries]
    data = csv_text([header, *rows]).encode()
    # What reading would make one entry is written as one.
    again = read_terms(data, origin="", target_lang=target_lang).entries
    rows = [_row(entry, langs, with_pos=with_pos, with_note=with_note) for entry in again]
    data = csv_text([header, *rows]).encode()
    back = read_terms(data, origin="", target_lang=target_lang).entries
    return Exported(data, (*losses.sentences, *differences(glossary.entries, back)))


def _row(entry: Entry, langs: list[str], *, with_pos: bool, with_note: bool) -> list[str]:
    by_lang: dict[str, str] = {}
    for term in entry.sources:
        if term.status.is_right and term.match is not MatchMode.PATTERN:
            by_lang.setdefault(term.lang, term.text)
    row = [entry.term, *(by_lang.get(lang, "") for lang in langs)]
    if with_pos:
        row.append(dict(entry.extra).get(_POS, ""))
    if with_note:
        row.append(entry.note)
    return row
