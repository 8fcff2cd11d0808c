"""Weblate glossaries as CSV.

Columns ``location,source,target,id,fuzzy,context,translator_comments,developer_comments`` with a
header.  The same source term several times means alternatives, unless ``context`` differs: that tells
homonyms apart, and is an entry's subject.  Comments are its note.  Flags such as "forbidden" are not
in the CSV that Weblate writes (its TBX has them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.errors import GlossaryError
from mtqa.glossary.formats.drafts import Draft, entries_of
from mtqa.glossary.formats.losses import Losses, counted, differences
from mtqa.glossary.formats.pairs import pairs_of, source_language
from mtqa.glossary.formats.records import Exported, Imported
from mtqa.glossary.formats.texts import (
    cleaned,
    csv_text,
    delimiter_guess,
    form_problem,
    sample_of,
    single_spaced,
    table_rows,
    text_of,
)
from mtqa.glossary.model import TARGET_LANG, Term, TermStatus

if TYPE_CHECKING:
    from mtqa.glossary.model import Glossary

__all__ = ["NAME", "SUFFIXES", "TITLE", "looks_like", "read", "write"]

NAME: Final = "weblate"
TITLE: Final = "Weblate glossary CSV"
SUFFIXES: Final = (".csv",)
_COLUMNS: Final = (
    *("location", "source", "target", "id"),
    *("fuzzy", "context", "translator_comments", "developer_comments"),
)
#: One of these beside ``source`` and ``target`` makes the file one of Weblate's.
_TELLING: Final = frozenset(("location", "fuzzy", "translator_comments", "developer_comments"))
_FUZZY: Final = frozenset(("true", "1", "yes", "fuzzy"))


def looks_like(data: bytes) -> bool:
    """Whether the header has ``source``, ``target`` and a column that only Weblate's files have."""
    text = sample_of(data)
    try:
        _, header = next(table_rows(text, delimiter=delimiter_guess(text), origin=""), (0, []))
    except GlossaryError:
        return False
    names = {cell.strip().lower() for cell in header}
    return {"source", "target"} <= names and bool(names & _TELLING)


def read(data: bytes, *, origin: str, target_lang: str = TARGET_LANG, source_lang: str = "") -> Imported:
    """Read a Weblate glossary.

    Raises:
        GlossaryError: It has no ``source`` and ``target``.
    """
    del target_lang  # the file names no language
    text = text_of(data, origin=origin)
    rows = table_rows(text, delimiter=delimiter_guess(text), origin=origin)
    row, header = next(rows)
    names = [cell.strip().lower() for cell in header]
    missing = [name for name in ("source", "target") if name not in names]
    if missing:
        raise GlossaryError(f"{origin}, row {row}: no column {missing[0]!r}; a Weblate glossary has one")
    losses = Losses()
    fuzzy = 0
    drafts = []
    for row, cells in rows:
        values = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        fuzzy += values.get("fuzzy", "").lower() in _FUZZY
        if values.get("location"):
            losses.leave_out(row, "not kept: the location")
        comments = (values.get("developer_comments", ""), values.get("translator_comments", ""))
        drafts.append(
            Draft(
                row=row,
                forms=((values.get("target", ""), TermStatus.PREFERRED),),
                sources=(Term(values["source"], source_lang),) if values.get("source") else (),
                id=values.get("id", ""),
                concept=single_spaced(values.get("context", "")),
                subject=single_spaced(values.get("context", "")),
                note=cleaned("\n".join(dict.fromkeys(comment for comment in comments if comment))),
            )
        )
    if fuzzy:
        losses.say(f"{counted(fuzzy, 'row')} marked as needing editing (fuzzy): read like the others, mark not kept")
    return Imported(entries_of(drafts, origin=origin, losses=losses), losses.sentences)


def write(glossary: Glossary, *, target_lang: str = TARGET_LANG, source_lang: str = "") -> Exported:
    """Write one pair of languages, variants as further translations of the same source term.

    Raises:
        GlossaryError: The glossary has several source languages, and none is chosen.
    """
    losses = Losses()
    lang = source_language(glossary, source_lang, title="a Weblate glossary")
    pairs = pairs_of(
        glossary,
        losses,
        lang=lang,
        problem=lambda text: form_problem(text, is_right=False),
        plain=cleaned,
        with_subject=True,
    )
    rows = [["", pair.source, pair.target, "", "", pair.subject, "", pair.note] for pair in pairs]
    data = csv_text([list(_COLUMNS), *rows]).encode()
    back = read(data, origin="", target_lang=target_lang).entries
    return Exported(data, (*losses.sentences, *differences(glossary.entries, back, explained=losses.ids)))
