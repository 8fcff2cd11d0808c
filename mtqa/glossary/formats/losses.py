"""What is left out on the way in or out, gathered and said in sentences with counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import Entry

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

__all__ = ["Losses", "counted", "differences", "listed"]

_SHOWN: Final = 10  # row numbers in one sentence
_LISTED: Final = 20  # names in one sentence

#: What each attribute of an entry is called in a sentence.
_LABELS: Final = {
    "id": "id",
    "term": "spelling of the term",
    "kind": "kind",
    "variants": "variants",
    "wrong": "wrong forms",
    "superseded": "superseded forms",
    "sources": "source terms or their languages",
    "roles": "roles",
    "context": "context words",
    "match": "match mode",
    "case": "case rule",
    "exceptions": "rules of single forms",
    "watch": "watch mark",
    "subject": "subject",
    "note": "note",
    "url": "URL",
    "added_by": "added_by",
    "added_at": "added_at",
    "finding": "finding",
    "must_flag": "must_flag sentences",
    "must_pass": "must_pass sentences",
    "extra": "columns of your own",
}
_COMPARED: Final = tuple(one.name for one in fields(Entry) if one.compare)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 row``, ``2 rows``, ``1,200 entries``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(counts: Counter[str]) -> str:
    """``en-GB (1,200), en-US (3)``: the most frequent first, and not more than fit into a sentence."""
    shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = f" and {len(shown) - _LISTED:,} more" if len(shown) > _LISTED else ""
    return ", ".join(f"{name} ({number:,})" for name, number in shown[:_LISTED]) + more


class Losses:
    """A collector: rows by the reason for which they are left out, and free sentences.

    Args:
        unit: What the numbers count.
    """

    def __init__(self, *, unit: str = "row") -> None:
        self._unit = unit
        self._rows: dict[str, list[int]] = defaultdict(list)
        self._sentences: list[str] = []
        self.ids: set[str] = set()
        """Entries that are left out for a reason that was said."""

    def leave_out(self, row: int, reason: str) -> None:
        """Say that what stands in ``row`` is left out, or changed, for ``reason``."""
        self._rows[reason].append(row)

    def say(self, sentence: str) -> None:
        """Say something that belongs to no row."""
        if sentence not in self._sentences:
            self._sentences.append(sentence)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was gathered: reasons in the order in which they first came up, then the rest."""
        return (
            *(_rows_sentence(reason, rows, self._unit) for reason, rows in self._rows.items()),
            *self._sentences,
        )


def _rows_sentence(reason: str, rows: Sequence[int], unit: str) -> str:
    unique = sorted(set(rows))
    shown = ", ".join(map(str, unique[:_SHOWN]))
    more = f" and {len(unique) - _SHOWN:,} more" if len(unique) > _SHOWN else ""
    return f"{reason} ({unit if len(unique) == 1 else unit + 's'} {shown}{more})"


def differences(before: Iterable[Entry], after: Sequence[Entry], *, explained: Container[str] = ()) -> tuple[str, ...]:
    """What reading a file back would not bring back, as at most two sentences.

    Args:
        before: The entries that were to be written.
        after: The entries that the file reads as.
        explained: Ids of entries that are not in the file for a reason that is said elsewhere.
    """
    by_id = {entry.id: entry for entry in after}
    by_term = {(surface(entry.term), entry.kind): entry for entry in reversed(after)}
    by_text = {surface(entry.term): entry for entry in reversed(after)}
    changed: dict[str, int] = defaultdict(int)
    missing: list[str] = []
    for entry in before:
        text = surface(entry.term)
        other = by_term.get((text, entry.kind)) or by_text.get(text) or by_id.get(entry.id)
        if other is None and entry.id not in explained:
            missing.append(entry.id)
        if other is None or other == entry:
            continue
        for name in _COMPARED:
            if getattr(entry, name) != getattr(other, name):
                changed[name] += 1
    sentences = []
    if missing:
        number = counted(len(missing), "entry is no entry of its own", "entries are no entries of their own")
        sentences.append(f"{number} in the file (such as {missing[0]!r})")
    if not changed:
        return tuple(sentences)
    parts = ", ".join(
        f"{_LABELS.get(name, name)} ({counted(changed[name], 'entry', 'entries')})"
        for name in _COMPARED
        if name in changed
    )
    return (*sentences, f"not in the file as it is in the glossary: {parts}")
