"""What a glossary holds, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.glossary.model import TARGET_LANG, EntryKind, MatchMode, TermStatus
from mtqa.glossary.validate import is_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.glossary.model import Entry, Glossary

__all__ = ["Adder", "Count", "Stats", "stats"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something.

    Attributes:
        name: Of what; ``""`` where an entry or a term does not say.
        number: How many.
    """

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Adder:
    """What one person added.

    Attributes:
        name: Who; ``""`` for entries that do not say.
        number: How many entries.
        first: The day of the earliest, ISO 8601; ``None`` if none of them has one.
        last: The day of the latest, likewise.
    """

    name: str
    number: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Stats:
    """A glossary in numbers.

    Attributes:
        entries: Entries.
        forms: Forms that are looked for in articles, right or not.
        source_terms: Terms of other languages.
        kinds: Entries by kind, every kind in the order of the model.
        statuses: Forms of the articles' language by status, every status.
        match_modes: The same forms by match mode, every mode.
        source_languages: Terms of other languages by language, the most frequent first.
        watched: Entries that only ask to look twice.
        with_examples: Entries with sentences that must be flagged or must pass.
        without: Entries without a source term, a role or context word, a note, and who added them.
        added_by: Who added how many and when, the most industrious first.
        columns: Columns that mtqa does not know, with the number of entries that use them.
    """

    entries: int
    forms: int
    source_terms: int
    kinds: tuple[Count, ...]
    statuses: tuple[Count, ...]
    match_modes: tuple[Count, ...]
    source_languages: tuple[Count, ...]
    watched: int
    with_examples: int
    without: tuple[Count, ...]
    added_by: tuple[Adder, ...]
    columns: tuple[Count, ...]


def stats(glossary: Glossary) -> Stats:
    """Count what a glossary holds; time and memory linear in its size."""
    entries = glossary.entries
    target = [term for entry in entries for term in entry.terms if term.lang == TARGET_LANG]
    sources = [term for entry in entries for term in entry.sources]
    return Stats(
        entries=len(entries),
        forms=len(target),
        source_terms=len(sources),
        kinds=_all(EntryKind, (entry.kind for entry in entries)),
        statuses=_all(TermStatus, (term.status for term in target)),
        match_modes=_all(MatchMode, (term.match for term in target)),
        source_languages=_most(term.lang for term in sources),
        watched=sum(entry.watch for entry in entries),
        with_examples=sum(bool(entry.must_flag or entry.must_pass) for entry in entries),
        without=(
            Count("source term", sum(not entry.sources for entry in entries)),
            Count("role or context word", sum(not (entry.roles or entry.context) for entry in entries)),
            Count("note", sum(not entry.note for entry in entries)),
            Count("who added it", sum(not entry.added_by for entry in entries)),
        ),
        added_by=_adders(entries),
        columns=_most(name for entry in entries for name, _ in entry.extra),
    )


def _all(names: Iterable[str], found: Iterable[str]) -> tuple[Count, ...]:
    counts = Counter(map(str, found))
    return tuple(Count(str(name), counts[str(name)]) for name in names)


def _most(found: Iterable[str]) -> tuple[Count, ...]:
    counts = Counter(found)
    return tuple(Count(name, number) for name, number in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _adders(entries: Iterable[Entry]) -> tuple[Adder, ...]:
    days: dict[str, list[str]] = {}
    for entry in entries:
        days.setdefault(entry.added_by, []).append(entry.added_at[:10] if is_date(entry.added_at) else "")
    if set(days) <= {""} and not any(days.get("", ())):
        return ()
    adders = []
    for name, some in days.items():
        known = [day for day in some if day]
        adders.append(Adder(name, len(some), min(known, default=None), max(known, default=None)))
    return tuple(sorted(adders, key=lambda one: (-one.number, one.name)))
