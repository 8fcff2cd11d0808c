"""What a glossary must not say: the same entry twice, or a form both right and wrong."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.errors import GlossaryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.glossary.model import Entry

__all__ = ["Contradiction", "contradictions", "place", "refuse_conflicts", "surface"]

_STRAIGHT = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{LEFT SINGLE QUOTATION MARK}": "'"})


def surface(form: str) -> str:
    """``form`` with composed letters, straight apostrophes and single spaces; case and hyphens kept.

    Two forms with one surface are the same form.  "Kim Jong Un" and "Kim Jong-un" are two, so that
    a house style may list one as right and the other as wrong.
    """
    if form.isascii():
        return " ".join(form.split())
    return " ".join(unicodedata.normalize("NFC", form).translate(_STRAIGHT).split())


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two entries that cannot stand in one glossary, or an entry that contradicts itself.

    Attributes:
        column: What they share: ``id``, ``term`` (with the kind) or ``wrong``, a form right in one of them.
        form: The id, the term or the form, as ``entry`` writes it.
        entry: The later one; of a form, the one that has it as wrong.
        other: The earlier one; of a form, the one that has it as right.
    """

    column: str
    form: str
    entry: Entry
    other: Entry

    def __str__(self) -> str:
        """What is wrong and what to do, without the place of ``entry``."""
        where = place(self.other.origin)
        if self.column == "id":
            return (
                f"{self.form!r} is the id of {where} too ({self.other.term!r}); give one of them another id, or "
                "delete one"
            )
        if self.column == "term":
            return (
                f"{self.form!r} is in {where} already, with the same kind ({self.entry.kind}); make one row of the two"
            )
        return (
            f"{self.form!r} is listed as wrong here and as right in {where} ({self.other.term!r}); take it out of one "
            "of them"
        )


def contradictions(entries: Iterable[Entry]) -> Iterator[Contradiction]:
    """Everything that entries say against each other, or one against itself.

    An id occurs twice; a term occurs twice with one kind; a form is listed as right in one place and as
    wrong in another.

    Args:
        entries: In the order of their files.
    """
    ids: dict[str, Entry] = {}
    terms: dict[tuple[str, str], Entry] = {}
    right: dict[str, Entry] = {}
    wrong: list[tuple[str, Entry]] = []
    for entry in entries:
        first = ids.setdefault(entry.id, entry)
        if first is not entry:
            yield Contradiction("id", entry.id, entry, first)
        first = terms.setdefault((surface(entry.term), entry.kind), entry)
        if first is not entry:
            yield Contradiction("term", entry.term, entry, first)
        for form in entry.forms:
            right.setdefault(surface(form), entry)
        wrong += [(form, entry) for form in entry.wrong]
    for form, accuser in wrong:
        other = right.get(surface(form))
        if other is not None:
            yield Contradiction("wrong", form, accuser, other)


def refuse_conflicts(entries: Iterable[Entry]) -> None:
    """Raise if two entries contradict each other, or one itself.

    Args:
        entries: In the order of their files; ``origin`` of each is used in the message.

    Raises:
        GlossaryError: The first of :func:`contradictions`.
    """
    for found in contradictions(entries):
        raise GlossaryError(f"{place(found.entry.origin)}, column {found.column}: {found}")


def place(origin: str) -> str:
    """An entry's origin in words: ``names.csv:12`` is "names.csv, row 12"."""
    file, colon, row = origin.rpartition(":")
    return f"{file}, row {row}" if colon else (origin or "an entry without origin")
