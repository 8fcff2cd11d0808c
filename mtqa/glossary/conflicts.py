"""What a glossary must not say: the same entry twice, or a form both right and wrong."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mtqa.errors import GlossaryError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.glossary.model import Entry

__all__ = ["refuse_conflicts", "surface"]

_STRAIGHT = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT SINGLE QUOTATION MARK}": "'"})


def surface(form: str) -> str:
    """``form`` with composed letters, straight apostrophes and single spaces; case and hyphens kept.

    Two forms with one surface are the same form.  "Kim Jong Un" and "Kim Jong-un" are two, so that
    a house style may list one as right and the other as wrong.
    """
    if form.isascii():
        return " ".join(form.split())
    return " ".join(unicodedata.normalize("NFC", form).translate(_STRAIGHT).split())


def refuse_conflicts(entries: Iterable[Entry]) -> None:
    """Raise if two entries contradict each other, or one itself.

    Args:
        entries: In the order of their files; ``origin`` of each is used in the message.

    Raises:
        GlossaryError: An id occurs twice; a term occurs twice with one kind; a form is listed as
            right in one place and as wrong in another.
    """
    ids: dict[str, Entry] = {}
    terms: dict[tuple[str, str], Entry] = {}
    right: dict[str, Entry] = {}
    wrong: dict[str, Entry] = {}
    for entry in entries:
        first = ids.setdefault(entry.id, entry)
        if first is not entry:
            raise GlossaryError(
                f"{place(entry.origin)}, column id: {entry.id!r} is the id of {place(first.origin)} too "
                f"({first.term!r}); give one of them another id, or delete one"
            )
        first = terms.setdefault((surface(entry.term), entry.kind), entry)
        if first is not entry:
            raise GlossaryError(
                f"{place(entry.origin)}, column term: {entry.term!r} is in {place(first.origin)} already, with the "
                f"same kind ({entry.kind}); make one row of the two"
            )
        for form in entry.forms:
            right.setdefault(surface(form), entry)
        for form in entry.wrong:
            wrong.setdefault(surface(form), entry)
    for form, accuser in wrong.items():
        if form in right:
            raise GlossaryError(
                f"{place(accuser.origin)}, column wrong: {form!r} is listed as wrong here and as right in "
                f"{place(right[form].origin)} ({right[form].term!r}); take it out of one of them"
            )


def place(origin: str) -> str:
    """An entry's origin in words: ``names.csv:12`` is "names.csv, row 12"."""
    file, colon, row = origin.rpartition(":")
    return f"{file}, row {row}" if colon else (origin or "an entry without origin")
